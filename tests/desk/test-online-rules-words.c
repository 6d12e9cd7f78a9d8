/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/salon-online-rules-words.h"

#define NOW (salon_moment (salon_day_from_ymd (2026, 3, 12), 10 * 60 + 20))

static void
assert_example (const SalonOnlineRules *rules, const char *says)
{
  g_autofree char *example = salon_online_rules_words_example (rules, NOW);

  g_test_message ("%s", example);
  g_assert_nonnull (strstr (example, says));
}

static void
test_lengths_are_in_the_largest_unit (void)
{
  static const struct
  {
    int minutes;
    const char *words;
  } lengths[] = {
    { 1, "1 minute" },   { 15, "15 minutes" }, { 60, "1 hour" },   { 90, "90 minutes" },
    { 720, "12 hours" }, { 1440, "1 day" },    { 4320, "3 days" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *words = salon_online_rules_words_length (lengths[i].minutes);

      g_assert_cmpstr (words, ==, lengths[i].words);
    }
}

static void
test_before_nothing_is_when_it_begins (void)
{
  g_autofree char *begins = salon_online_rules_words_before (0);
  g_autofree char *before = salon_online_rules_words_before (120);

  g_assert_cmpstr (begins, ==, "When it begins");
  g_assert_cmpstr (before, ==, "2 hours before");
}

static void
test_example_says_what_each_rule_means (void)
{
  SalonOnlineRules rules = salon_online_rules_get_default ();

  rules.numbers[SALON_ONLINE_RULE_NOTICE] = 120;
  assert_example (&rules, "Whoever books now finds times from Thursday 12 March 12:20 to "
                          "Wednesday 10 June 2026.");
  assert_example (&rules, "Her booking counts at once, and she pays at the salon.");
  assert_example (&rules, "She can cancel by herself until 1 day before.");
  rules.confirms = FALSE;
  rules.numbers[SALON_ONLINE_RULE_CANCEL] = 0;
  assert_example (&rules, "Her booking waits until you confirm it, and she pays at the salon.");
  assert_example (&rules, "She can cancel by herself until it begins.");
  rules.numbers[SALON_ONLINE_RULE_DEPOSIT] = 30;
  assert_example (&rules, "She pays 30 % of the price at once; when nothing has come after "
                          "15 minutes, her time is free again.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/online-rules-words/lengths-are-in-the-largest-unit",
                   test_lengths_are_in_the_largest_unit);
  g_test_add_func ("/salon/online-rules-words/before-nothing-is-when-it-begins",
                   test_before_nothing_is_when_it_begins);
  g_test_add_func ("/salon/online-rules-words/example-says-what-each-rule-means",
                   test_example_says_what_each_rule_means);
  return g_test_run ();
}
