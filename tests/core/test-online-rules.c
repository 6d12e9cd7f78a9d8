/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-online-rules.h"

static void
test_defaults_are_within_their_bounds (void)
{
  SalonOnlineRules rules = salon_online_rules_get_default ();

  for (int i = 0; i < SALON_N_ONLINE_RULES; i++)
    {
      SalonOnlineRule rule = (SalonOnlineRule) i;

      g_assert_cmpint (rules.numbers[i], >=, salon_online_rule_get_least (rule));
      g_assert_cmpint (rules.numbers[i], <=, salon_online_rule_get_most (rule));
    }
  g_assert_true (rules.confirms);
  g_assert_cmpint (rules.deposit_kind, ==, SALON_DEPOSIT_ARRHES);
}

static void
test_each_setting_is_its_rule (void)
{
  SalonOnlineRules rules = salon_online_rules_get_default ();

  for (int i = 0; i < SALON_N_ONLINE_RULES; i++)
    {
      g_autofree char *value =
        g_strdup_printf ("%d", salon_online_rule_get_most ((SalonOnlineRule) i));

      salon_online_rules_take (&rules, salon_online_rule_get_key ((SalonOnlineRule) i), value);
      g_assert_cmpint (rules.numbers[i], ==, salon_online_rule_get_most ((SalonOnlineRule) i));
    }
  salon_online_rules_take (&rules, "online.confirmation", "manual");
  salon_online_rules_take (&rules, "online.deposit_kind", "acompte");
  g_assert_false (rules.confirms);
  g_assert_cmpint (rules.deposit_kind, ==, SALON_DEPOSIT_ACOMPTE);
  salon_online_rules_take (&rules, "online.confirmation", "automatic");
  g_assert_true (rules.confirms);
}

/* What another program wrote, or nobody. */
static void
test_nonsense_changes_nothing (void)
{
  static const char *const values[] = { NULL,   "",       "-1",   "1000000", "9999999999999999999",
                                        "15.5", "quinze", "[15]", "null" };
  const SalonOnlineRules before = salon_online_rules_get_default ();
  SalonOnlineRules rules = before;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (int rule = 0; rule < SALON_N_ONLINE_RULES; rule++)
      salon_online_rules_take (&rules, salon_online_rule_get_key ((SalonOnlineRule) rule),
                               values[i]);
  salon_online_rules_take (&rules, "salon.name", "15");
  g_assert_cmpmem (rules.numbers, sizeof rules.numbers, before.numbers, sizeof before.numbers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/online-rules/defaults-are-within-their-bounds",
                   test_defaults_are_within_their_bounds);
  g_test_add_func ("/salon/online-rules/each-setting-is-its-rule", test_each_setting_is_its_rule);
  g_test_add_func ("/salon/online-rules/nonsense-changes-nothing", test_nonsense_changes_nothing);
  return g_test_run ();
}
