/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-format.h"

#include <string.h>

#include "core/salon-money.h"

#define NBSP "\302\240"

static const char *const weekdays[2][7] = {
  { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
  { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
};
static const char *const months[2][12] = {
  { "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December" },
  { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre" },
};
static const char *const short_weekdays[2][7] = {
  { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
  { "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim." },
};
static const char *const short_months[2][12] = {
  { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
  { "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc." },
};

static const char *
get_ordinal (int day_of_month, SalonLanguage language)
{
  return language == SALON_LANGUAGE_FRENCH && day_of_month == 1 ? "er" : "";
}

char *
salon_site_format_date (SalonDay day, SalonLanguage language)
{
  int year, month, day_of_month;

  salon_day_to_ymd (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%d%s" NBSP "%s %d", day_of_month, get_ordinal (day_of_month, language),
                          months[language][month - 1], year);
}

char *
salon_site_format_day (SalonDay day, SalonLanguage language)
{
  g_autofree char *date = salon_site_format_date (day, language);

  return g_strdup_printf ("%s %s", weekdays[language][salon_day_get_weekday (day)], date);
}

char *
salon_site_format_near_day (SalonDay day, SalonLanguage language)
{
  int month, day_of_month;

  salon_day_to_ymd (day, NULL, &month, &day_of_month);
  return g_strdup_printf ("%s %d%s" NBSP "%s", weekdays[language][salon_day_get_weekday (day)],
                          day_of_month, get_ordinal (day_of_month, language),
                          months[language][month - 1]);
}

char *
salon_site_format_short_day (SalonDay day, SalonLanguage language)
{
  int month, day_of_month;

  salon_day_to_ymd (day, NULL, &month, &day_of_month);
  return g_strdup_printf ("%s %d%s" NBSP "%s",
                          short_weekdays[language][salon_day_get_weekday (day)], day_of_month,
                          get_ordinal (day_of_month, language), short_months[language][month - 1]);
}

char *
salon_site_format_month (SalonDay day, SalonLanguage language)
{
  int year, month;

  salon_day_to_ymd (day, &year, &month, NULL);
  return g_strdup_printf ("%s %d", months[language][month - 1], year);
}

const char *
salon_site_format_weekday (int weekday, SalonLanguage language)
{
  g_return_val_if_fail (weekday >= 0 && weekday < 7, NULL);

  return weekdays[language][weekday];
}

char *
salon_site_format_time (int minute, SalonLanguage language)
{
  int hour = minute / 60, rest = minute % 60;

  if (language == SALON_LANGUAGE_ENGLISH)
    return g_strdup_printf ("%d:%02d", hour, rest);
  return rest == 0 ? g_strdup_printf ("%d" NBSP "h", hour)
                   : g_strdup_printf ("%d" NBSP "h" NBSP "%02d", hour, rest);
}

char *
salon_site_format_span (int start, int end, SalonLanguage language)
{
  g_autofree char *from = salon_site_format_time (start, language);
  g_autofree char *to = salon_site_format_time (end, language);

  return g_strdup_printf ("%s – %s", from, to);
}

char *
salon_site_format_duration (int minutes, SalonLanguage language)
{
  if (minutes < 60)
    return g_strdup_printf ("%d" NBSP "min", minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf ("%d" NBSP "h", minutes / 60);
  return g_strdup_printf ("%d" NBSP "h" NBSP "%02d", minutes / 60, minutes % 60);
}

char *
salon_site_format_money (gint64 cents, SalonLanguage language)
{
  char *text = salon_money_format (cents, "EUR", language);
  char *point =
    cents % 100 == 0 ? strstr (text, language == SALON_LANGUAGE_FRENCH ? ",00" : ".00") : NULL;

  if (point != NULL)
    memmove (point, point + 3, strlen (point + 3) + 1);
  return text;
}
