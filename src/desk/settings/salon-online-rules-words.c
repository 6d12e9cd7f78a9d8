/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-online-rules-words.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"

#define HOUR 60
#define DAY (24 * HOUR)

char *
salon_online_rules_words_length (int minutes)
{
  if (minutes > 0 && minutes % DAY == 0)
    return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) (minutes / DAY)),
                            minutes / DAY);
  if (minutes > 0 && minutes % HOUR == 0)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) (minutes / HOUR)),
                            minutes / HOUR);
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), minutes);
}

char *
salon_online_rules_words_before (int minutes)
{
  g_autofree char *length = salon_online_rules_words_length (minutes);

  if (minutes == 0)
    return g_strdup (_ ("When it begins"));
  /* Translators: a length of time: "2 hours before" */
  return g_strdup_printf (_ ("%s before"), length);
}

/* When, for whoever looks at the web site now. */
static char *
describe_times (const SalonOnlineRules *rules, SalonMoment now)
{
  SalonMoment first = now + rules->numbers[SALON_ONLINE_RULE_NOTICE];
  SalonDay last = salon_moment_get_day (now) + rules->numbers[SALON_ONLINE_RULE_HORIZON];
  g_autofree char *first_words = salon_format_moment (first);
  g_autofree char *last_words = salon_format_day (last, SALON_DAY_STYLE_LONG);

  /* Translators: moment, day: "Whoever books now finds times from Thursday 12 March 11:00 to Wednesday 10 June 2026." */
  return g_strdup_printf (_ ("Whoever books now finds times from %s to %s."), first_words,
                          last_words);
}

static char *
describe_payment (const SalonOnlineRules *rules)
{
  int percent = rules->numbers[SALON_ONLINE_RULE_DEPOSIT];
  g_autofree char *hold = salon_online_rules_words_length (rules->numbers[SALON_ONLINE_RULE_HOLD]);

  if (percent > 0)
    /* Translators: per cent, a length of time */
    return g_strdup_printf (_ ("She pays %d %% of the price at once; when nothing has come after "
                               "%s, her time is free again."),
                            percent, hold);
  if (rules->confirms)
    return g_strdup (_ ("Her booking counts at once, and she pays at the salon."));
  return g_strdup (_ ("Her booking waits until you confirm it, and she pays at the salon."));
}

static char *
describe_cancelling (const SalonOnlineRules *rules)
{
  int hours = rules->numbers[SALON_ONLINE_RULE_CANCEL];
  g_autofree char *length = salon_online_rules_words_length (hours * HOUR);

  if (hours == 0)
    return g_strdup (_ ("She can cancel by herself until it begins."));
  /* Translators: a length of time: "She can cancel by herself until 24 hours before." */
  return g_strdup_printf (_ ("She can cancel by herself until %s before."), length);
}

char *
salon_online_rules_words_example (const SalonOnlineRules *rules, SalonMoment now)
{
  g_autofree char *times = NULL;
  g_autofree char *payment = NULL;
  g_autofree char *cancelling = NULL;

  g_return_val_if_fail (rules != NULL, NULL);

  times = describe_times (rules, now);
  payment = describe_payment (rules);
  cancelling = describe_cancelling (rules);
  return g_strdup_printf ("%s %s %s", times, payment, cancelling);
}
