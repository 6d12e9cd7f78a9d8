/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/salon-backoff.h"

static SalonBackoff
make_backoff (guint64 seed)
{
  return (SalonBackoff) { .first_ms = 1000, .longest_ms = 60000, .random.state = seed };
}

static void
test_doubles (void)
{
  static const int wholes[] = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000 };

  for (guint64 seed = 1; seed <= 100; seed++)
    {
      SalonBackoff backoff = make_backoff (seed);

      for (gsize i = 0; i < G_N_ELEMENTS (wholes); i++)
        {
          int milliseconds = salon_backoff_next (&backoff);

          g_assert_cmpint (milliseconds, >=, wholes[i] / 2);
          g_assert_cmpint (milliseconds, <=, wholes[i]);
        }
    }
}

static void
test_scatters (void)
{
  SalonBackoff one = make_backoff (1);
  SalonBackoff other = make_backoff (2);
  int n_equal = 0;

  for (int i = 0; i < 100; i++)
    n_equal += salon_backoff_next (&one) == salon_backoff_next (&other);
  g_assert_cmpint (n_equal, <, 5);
}

static void
test_begins_anew (void)
{
  SalonBackoff backoff = make_backoff (1);

  for (int i = 0; i < 1000; i++)
    g_assert_cmpint (salon_backoff_next (&backoff), <=, 60000);
  salon_backoff_reset (&backoff);
  g_assert_cmpint (salon_backoff_next (&backoff), <=, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/backoff/doubles-up-to-the-longest", test_doubles);
  g_test_add_func ("/salon/backoff/desks-do-not-come-back-together", test_scatters);
  g_test_add_func ("/salon/backoff/begins-anew-after-contact", test_begins_anew);

  return g_test_run ();
}
