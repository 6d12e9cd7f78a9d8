/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every word comes from the translation, none from the C locale: a window whose texts are French
 * never shows an English month, whatever LC_TIME says.
 */
#include "salon-format.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "core/salon-money.h"

static const char *const weekdays[] = {
  N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
  N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday"),
};

static const char *const short_weekdays[] = {
  NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"),
  NC_ ("short weekday", "Thu"), NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"),
  NC_ ("short weekday", "Sun"),
};

static const char *const months[] = {
  NC_ ("month", "January"), NC_ ("month", "February"), NC_ ("month", "March"),
  NC_ ("month", "April"),   NC_ ("month", "May"),      NC_ ("month", "June"),
  NC_ ("month", "July"),    NC_ ("month", "August"),   NC_ ("month", "September"),
  NC_ ("month", "October"), NC_ ("month", "November"), NC_ ("month", "December"),
};

static const char *const short_months[] = {
  NC_ ("short month", "Jan"), NC_ ("short month", "Feb"), NC_ ("short month", "Mar"),
  NC_ ("short month", "Apr"), NC_ ("short month", "May"), NC_ ("short month", "Jun"),
  NC_ ("short month", "Jul"), NC_ ("short month", "Aug"), NC_ ("short month", "Sep"),
  NC_ ("short month", "Oct"), NC_ ("short month", "Nov"), NC_ ("short month", "Dec"),
};

SalonLanguage
salon_format_get_language (void)
{
  /* Translators: the two-letter code of your language */
  const char *code = C_ ("language code", "en");
  return g_str_equal (code, "fr") ? SALON_LANGUAGE_FRENCH : SALON_LANGUAGE_ENGLISH;
}

int
salon_format_get_first_weekday (void)
{
  /* glibc: the first byte counts from 1, where 1 is the weekday of _NL_TIME_WEEK_1STDAY, a date that
   * is either a Sunday (19971130) or a Monday (19971201) and is handed over in the lower 32 bits of
   * the pointer; the upper ones mean nothing. */
  int first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0] - 1;
  gboolean counts_from_sunday =
    (guint32) GPOINTER_TO_SIZE (nl_langinfo (_NL_TIME_WEEK_1STDAY)) == 19971130;

  return (first + (counts_from_sunday ? 6 : 0)) % 7;
}

const char *
salon_format_get_weekday (int weekday)
{
  g_return_val_if_fail (weekday >= 0 && weekday < 7, NULL);
  return _ (weekdays[weekday]);
}

const char *
salon_format_get_short_weekday (int weekday)
{
  g_return_val_if_fail (weekday >= 0 && weekday < 7, NULL);
  return g_dpgettext2 (NULL, "short weekday", short_weekdays[weekday]);
}

const char *
salon_format_get_month (int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, NULL);
  return g_dpgettext2 (NULL, "month", months[month - 1]);
}

char *
salon_format_heading (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  GString *heading = g_string_new (NULL);
  if (*text != '\0')
    {
      g_string_append_unichar (heading, g_unichar_totitle (g_utf8_get_char (text)));
      g_string_append (heading, g_utf8_next_char (text));
    }
  return g_string_free_and_steal (heading);
}

/* French says "1er mars" and "2 mars". */
static char *
format_day_of_month (int day_of_month)
{
  if (day_of_month == 1)
    /* Translators: the first day of a month, as in "1 March" (French: 1er) */
    return g_strdup (C_ ("day of month", "1"));
  return g_strdup_printf ("%d", day_of_month);
}

char *
salon_format_day (SalonDay day, SalonDayStyle style)
{
  int year, month, day_of_month;
  salon_day_to_ymd (day, &year, &month, &day_of_month);
  int weekday = salon_day_get_weekday (day);
  g_autofree char *number = format_day_of_month (day_of_month);

  switch (style)
    {
    case SALON_DAY_STYLE_LONG:
      /* Translators: weekday, day of month, month, year: Thursday 14 March 2026 */
      return g_strdup_printf (_ ("%1$s %2$s %3$s %4$d"), salon_format_get_weekday (weekday), number,
                              salon_format_get_month (month), year);
    case SALON_DAY_STYLE_WITHOUT_YEAR:
      /* Translators: weekday, day of month, month: Thursday 14 March */
      return g_strdup_printf (_ ("%1$s %2$s %3$s"), salon_format_get_weekday (weekday), number,
                              salon_format_get_month (month));
    case SALON_DAY_STYLE_MEDIUM:
      return g_strdup_printf (_ ("%1$s %2$s %3$s"), salon_format_get_short_weekday (weekday),
                              number, g_dpgettext2 (NULL, "short month", short_months[month - 1]));
    case SALON_DAY_STYLE_SHORT:
      return g_strdup_printf ("%02d/%02d/%04d", day_of_month, month, year);
    case SALON_DAY_STYLE_MONTH:
      /* Translators: month and year: March 2026 */
      return g_strdup_printf (_ ("%1$s %2$d"), salon_format_get_month (month), year);
    }
  g_return_val_if_reached (NULL);
}

char *
salon_format_days (SalonDay from, SalonDay last)
{
  int from_year, from_month, from_day, last_year, last_month, last_day;
  salon_day_to_ymd (from, &from_year, &from_month, &from_day);
  salon_day_to_ymd (last, &last_year, &last_month, &last_day);
  g_autofree char *first = format_day_of_month (from_day);
  g_autofree char *second = format_day_of_month (last_day);

  if (from == last)
    return salon_format_day (from, SALON_DAY_STYLE_LONG);
  if (from_year != last_year)
    /* Translators: 29 December 2025 – 4 January 2026 */
    return g_strdup_printf (_ ("%1$s %2$s %3$d – %4$s %5$s %6$d"), first,
                            salon_format_get_month (from_month), from_year, second,
                            salon_format_get_month (last_month), last_year);
  if (from_month != last_month)
    /* Translators: 30 March – 5 April 2026 */
    return g_strdup_printf (_ ("%1$s %2$s – %3$s %4$s %5$d"), first,
                            salon_format_get_month (from_month), second,
                            salon_format_get_month (last_month), last_year);
  /* Translators: 12 – 18 March 2026 */
  return g_strdup_printf (_ ("%1$s – %2$s %3$s %4$d"), first, second,
                          salon_format_get_month (last_month), last_year);
}

char *
salon_format_minute (int minute)
{
  return salon_minute_format (minute);
}

char *
salon_format_duration (int minutes)
{
  if (minutes < 60)
    /* Translators: a length of time: 45 min */
    return g_strdup_printf (_ ("%d min"), minutes);
  if (minutes % 60 == 0)
    /* Translators: a length of time: 2 h */
    return g_strdup_printf (_ ("%d h"), minutes / 60);
  /* Translators: a length of time: 1 h 30 */
  return g_strdup_printf (_ ("%1$d h %2$02d"), minutes / 60, minutes % 60);
}

char *
salon_format_money (SalonSession *session, gint64 cents)
{
  return salon_money_format (cents, salon_session_get_currency (session),
                             salon_format_get_language ());
}

char *
salon_format_moment (SalonMoment moment)
{
  g_autofree char *day =
    salon_format_day (salon_moment_get_day (moment), SALON_DAY_STYLE_WITHOUT_YEAR);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (moment));

  /* Translators: day and time: Thursday 14 March 14:30 */
  return g_strdup_printf (_ ("%1$s %2$s"), day, minute);
}
