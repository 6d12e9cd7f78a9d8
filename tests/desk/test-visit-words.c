/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clients/salon-visit-words.h"

static void
assert_rhythm (int days, const char *expected)
{
  g_autofree char *words = salon_visit_words_rhythm (days);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_rhythm (void)
{
  assert_rhythm (1, "every day");
  assert_rhythm (5, "every 5 days");
  assert_rhythm (6, "every week");
  assert_rhythm (10, "every week");
  assert_rhythm (11, "every 2 weeks");
  assert_rhythm (28, "every 4 weeks");
  assert_rhythm (63, "every 9 weeks");
  assert_rhythm (64, "every 2 months");
  assert_rhythm (365, "every 12 months");
}

static void
test_when (void)
{
  g_autofree char *words =
    salon_visit_words_when (salon_moment (salon_day_from_ymd (2026, 3, 12), 14 * 60 + 30));

  g_assert_cmpstr (words, ==, "Thursday 12 March 2026, 14:30");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/visit-words/rhythms-are-said-in-days-weeks-or-months", test_rhythm);
  g_test_add_func ("/salon/visit-words/a-visit-is-said-with-its-day-and-time", test_when);
  return g_test_run ();
}
