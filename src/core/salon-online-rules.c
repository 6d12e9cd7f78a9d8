/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-online-rules.h"

typedef struct
{
  const char *key;
  int fallback;
  int least;
  int most;
} Rule;

static const Rule rules[SALON_N_ONLINE_RULES] = {
  [SALON_ONLINE_RULE_STEP] = { "online.step", 15, 5, 240 },
  [SALON_ONLINE_RULE_NOTICE] = { "online.notice", 60, 0, 60 * 24 * 30 },
  [SALON_ONLINE_RULE_HORIZON] = { "online.horizon", 90, 1, 730 },
  [SALON_ONLINE_RULE_DEPOSIT] = { "online.deposit", 0, 0, 100 },
  [SALON_ONLINE_RULE_HOLD] = { "online.hold", 15, 1, 60 * 24 },
  [SALON_ONLINE_RULE_CANCEL] = { "online.cancel", 24, 0, 24 * 30 },
};

SalonOnlineRules
salon_online_rules_get_default (void)
{
  SalonOnlineRules self = { .confirms = TRUE, .deposit_kind = SALON_DEPOSIT_ARRHES };

  for (int rule = 0; rule < SALON_N_ONLINE_RULES; rule++)
    self.numbers[rule] = rules[rule].fallback;
  return self;
}

const char *
salon_online_rule_get_key (SalonOnlineRule rule)
{
  return rules[rule].key;
}

int
salon_online_rule_get_least (SalonOnlineRule rule)
{
  return rules[rule].least;
}

int
salon_online_rule_get_most (SalonOnlineRule rule)
{
  return rules[rule].most;
}

void
salon_online_rules_take (SalonOnlineRules *self, const char *key, const char *value)
{
  gint64 number = 0;

  g_return_if_fail (self != NULL && key != NULL);

  if (value == NULL)
    return;
  for (int rule = 0; rule < SALON_N_ONLINE_RULES; rule++)
    if (g_str_equal (rules[rule].key, key)
        && g_ascii_string_to_signed (value, 10, rules[rule].least, rules[rule].most, &number, NULL))
      self->numbers[rule] = (int) number;
  if (g_str_equal (key, SALON_ONLINE_CONFIRMATION_KEY))
    self->confirms = !g_str_equal (value, "manual");
  if (g_str_equal (key, SALON_ONLINE_DEPOSIT_KIND_KEY))
    self->deposit_kind =
      g_str_equal (value, "acompte") ? SALON_DEPOSIT_ACOMPTE : SALON_DEPOSIT_ARRHES;
}
