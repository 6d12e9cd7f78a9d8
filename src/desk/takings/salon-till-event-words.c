/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-till-event-words.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-money.h"
#include "payments/salon-till-setting.h"

static char *
describe_rate (const SalonTillLine *line)
{
  g_autofree char *rate = NULL;
  gint64 value = 0;

  if (line->detail == NULL || !salon_money_from_wire (line->detail, &value, NULL)
      || salon_vat_find_rate (value) < 0)
    return g_strdup (_ ("No VAT is charged from here on"));
  rate = salon_till_setting_format_rate ((int) value);
  /* Translators: a rate: "20%" */
  return g_strdup_printf (_ ("VAT at %s from here on"), rate);
}

char *
salon_till_event_words_title (const SalonTillLine *line)
{
  const char *event = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  event = line->event != NULL ? line->event : "";
  if (g_str_equal (event, SALON_TILL_OPENING))
    return g_strdup (_ ("The salon was opened at this computer"));
  if (g_str_equal (event, SALON_TILL_VERSION))
    /* Translators: a version: "1.2.0" */
    return g_strdup_printf (_ ("Version %s of this program is used from here on"),
                            line->detail != NULL ? line->detail : "");
  if (g_str_equal (event, SALON_TILL_REPRINT))
    /* Translators: the code of a gift card */
    return g_strdup_printf (_ ("The voucher %s was printed again"),
                            line->card != NULL ? line->card : "");
  if (g_str_equal (event, SALON_TILL_RECORDING_OFF))
    return g_strdup (_ ("Takings are not recorded from here on"));
  if (g_str_equal (event, SALON_TILL_RECORDING_ON))
    return g_strdup (_ ("Takings are recorded from here on"));
  if (g_str_equal (event, SALON_TILL_VAT_RATE))
    return describe_rate (line);
  if (g_str_equal (event, SALON_TILL_EXPORT))
    return g_strdup (_ ("The journal was exported"));
  /* Written by a later version, or altered: shown as it stands. */
  return g_strdup (event);
}

char *
salon_till_event_words_subtitle (SalonSession *session, const SalonTillLine *line)
{
  SalonMoment moment;
  g_autofree char *date = NULL;
  g_autofree char *minute = NULL;
  g_autofree char *when = NULL;
  g_autofree char *print = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (line != NULL, NULL);

  moment = salon_session_get_moment (session, line->at);
  date = salon_format_day (salon_moment_get_day (moment), SALON_DAY_STYLE_SHORT);
  minute = salon_format_minute (salon_moment_get_minute (moment));
  /* Translators: date, time: "12/03/2026 14:32" */
  when = g_strdup_printf (C_ ("event", "%s %s"), date, minute);
  if (g_strcmp0 (line->event, SALON_TILL_REPRINT) != 0 || line->detail == NULL)
    return g_strdup_printf (_ ("%s, line %d"), when, (int) line->number);
  /* Translators: which print of a voucher: "print 2" */
  print = g_strdup_printf (_ ("print %s"), line->detail);
  return g_strdup_printf (_ ("%s, line %d – %s"), when, (int) line->number, print);
}
