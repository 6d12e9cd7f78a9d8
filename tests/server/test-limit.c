/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-limit.h"

#define NOW G_GINT64_CONSTANT (1767261600000000)
#define SECOND G_GINT64_CONSTANT (1000000)

static const SalonLimit limit = { "login", 5, 60 };

static void
test_burst (void)
{
  gint64 full_at = 0;

  for (guint i = 0; i < 5; i++)
    {
      SalonLimitVerdict verdict = salon_limit_take (&limit, &full_at, NOW);

      g_assert_true (verdict.is_allowed);
      g_assert_cmpuint (verdict.n_left, ==, 4 - i);
      g_assert_cmpuint (verdict.reset_seconds, ==, 12 * (i + 1));
      g_assert_cmpuint (verdict.retry_seconds, ==, 0);
    }
}

static void
test_empty (void)
{
  gint64 full_at = 0;
  SalonLimitVerdict verdict;

  for (guint i = 0; i < 5; i++)
    salon_limit_take (&limit, &full_at, NOW);
  verdict = salon_limit_take (&limit, &full_at, NOW);
  g_assert_false (verdict.is_allowed);
  g_assert_cmpuint (verdict.n_left, ==, 0);
  g_assert_cmpuint (verdict.retry_seconds, ==, 12);
  /* Knocking in vain makes nobody wait longer. */
  for (guint i = 0; i < 100; i++)
    g_assert_false (salon_limit_take (&limit, &full_at, NOW + 11 * SECOND).is_allowed);
  g_assert_cmpuint (salon_limit_take (&limit, &full_at, NOW + 11 * SECOND).retry_seconds, ==, 1);
  g_assert_true (salon_limit_take (&limit, &full_at, NOW + 12 * SECOND).is_allowed);
  g_assert_false (salon_limit_take (&limit, &full_at, NOW + 12 * SECOND).is_allowed);
}

static void
test_long_run (void)
{
  gint64 full_at = 0;
  guint n_allowed = 0;

  for (gint64 at = 0; at < 3600 * SECOND; at += SECOND)
    n_allowed += salon_limit_take (&limit, &full_at, NOW + at).is_allowed;
  g_assert_cmpuint (n_allowed, >=, 300);
  g_assert_cmpuint (n_allowed, <=, 305);
}

static void
test_clock_back (void)
{
  gint64 full_at = 0;

  for (guint i = 0; i < 5; i++)
    salon_limit_take (&limit, &full_at, NOW);
  g_assert_false (salon_limit_take (&limit, &full_at, NOW - 3600 * SECOND).is_allowed);
  g_assert_false (salon_limit_take (&limit, &full_at, NOW - 3589 * SECOND).is_allowed);
  g_assert_true (salon_limit_take (&limit, &full_at, NOW - 3588 * SECOND).is_allowed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/limit/some-at-once", test_burst);
  g_test_add_func ("/salon/limit/then-one-by-one", test_empty);
  g_test_add_func ("/salon/limit/as-many-as-the-window-says-in-the-long-run", test_long_run);
  g_test_add_func ("/salon/limit/clock-that-goes-back-gives-nothing-and-locks-nobody-out",
                   test_clock_back);

  return g_test_run ();
}
