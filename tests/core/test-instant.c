/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-error.h"
#include "core/salon-instant.h"

static const struct
{
  gint64 seconds;
  const char *wire;
} known[] = {
  { 0, "1970-01-01T00:00:00Z" },
  { -1, "1969-12-31T23:59:59Z" },
  { -86400, "1969-12-31T00:00:00Z" },
  { 951782400, "2000-02-29T00:00:00Z" },
  { 1773307800, "2026-03-12T09:30:00Z" },
  { 253402300799, "9999-12-31T23:59:59Z" },
  { -62135596800, "0001-01-01T00:00:00Z" },
};

static void
test_known_instants_have_their_wire_form (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *wire = salon_instant_to_wire (known[i].seconds);
      gint64 seconds = 42;

      g_assert_cmpstr (wire, ==, known[i].wire);
      g_assert_true (salon_instant_from_wire (known[i].wire, &seconds, NULL));
      g_assert_cmpint (seconds, ==, known[i].seconds);
    }
}

static void
test_every_instant_comes_back (void)
{
  for (int i = 0; i < 2000; i++)
    {
      gint64 seconds = (gint64) g_test_rand_double_range (-6e10, 2.5e11);
      g_autofree char *wire = salon_instant_to_wire (seconds);
      gint64 read;

      g_assert_true (salon_instant_from_wire (wire, &read, NULL));
      g_assert_cmpint (read, ==, seconds);
    }
}

static void
test_other_forms_are_refused (void)
{
  static const char *const texts[] = { "",
                                       "2026-03-12",
                                       "2026-03-12T09:30:00",
                                       "2026-03-12 09:30:00Z",
                                       "2026-03-12T09:30:00z",
                                       "2026-03-12T09:30:00+00:00",
                                       "2026-03-12T09:30:00.5Z",
                                       "2026-03-12T09:30:00Z ",
                                       "2026-03-12T09:30:00ZZZ",
                                       "2026-02-29T09:30:00Z",
                                       "2026-13-01T09:30:00Z",
                                       "2026-03-12T24:00:00Z",
                                       "2026-03-12T09:60:00Z",
                                       "2026-03-12T09:30:60Z",
                                       "0000-01-01T00:00:00Z",
                                       "12026-03-12T09:30:00Z",
                                       "2026-03-1xT09:30:00Z" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 seconds;

      g_assert_false (salon_instant_from_wire (texts[i], &seconds, &error));
      g_assert_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/instant/known-instants-have-their-wire-form",
                   test_known_instants_have_their_wire_form);
  g_test_add_func ("/salon/instant/every-instant-comes-back", test_every_instant_comes_back);
  g_test_add_func ("/salon/instant/other-forms-are-refused", test_other_forms_are_refused);
  return g_test_run ();
}
