/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendar arithmetic on plain numbers.
 *
 * Days are counted by eras of 400 years (146 097 days), in years that begin on 1 March so that the
 * leap day comes last and month lengths follow one formula: Howard Hinnant, “chrono-compatible
 * low-level date algorithms”. Days before 1970 are negative; every division here rounds down.
 *
 * Wall time meets instants only in the last two functions, by way of a GTimeZone that the caller
 * brings: nothing here asks what time it is or where we are.
 */
#include "salon-day.h"

#include "salon-error.h"

#define DAYS_PER_ERA 146097
#define YEARS_PER_ERA 400
/* From 1 March of the year 0 to 1 January 1970. */
#define EPOCH_IN_ERAS 719468
#define LAST_YEAR 9999
#define SECONDS_PER_DAY 86400

static gint64
floor_divide (gint64 dividend, gint64 divisor)
{
  return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

static int
floor_remainder (gint64 dividend, gint64 divisor)
{
  return (int) (dividend - floor_divide (dividend, divisor) * divisor);
}

static int
get_days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

gboolean
salon_ymd_is_valid (int year, int month, int day_of_month)
{
  return year >= 1 && year <= LAST_YEAR && month >= 1 && month <= 12 && day_of_month >= 1
         && day_of_month <= get_days_in_month (year, month);
}

SalonDay
salon_day_from_ymd (int year, int month, int day_of_month)
{
  int march_year;
  int day_of_year;
  int day_of_era;

  g_return_val_if_fail (salon_ymd_is_valid (year, month, day_of_month), SALON_DAY_NONE);

  march_year = month > 2 ? year : year - 1;
  day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day_of_month - 1;
  day_of_era = (march_year % YEARS_PER_ERA) * 365 + (march_year % YEARS_PER_ERA) / 4
               - (march_year % YEARS_PER_ERA) / 100 + day_of_year;

  return march_year / YEARS_PER_ERA * DAYS_PER_ERA + day_of_era - EPOCH_IN_ERAS;
}

void
salon_day_to_ymd (SalonDay day, int *year, int *month, int *day_of_month)
{
  gint64 shifted = (gint64) day + EPOCH_IN_ERAS;
  gint64 era = floor_divide (shifted, DAYS_PER_ERA);
  int day_of_era = floor_remainder (shifted, DAYS_PER_ERA);
  int year_of_era =
    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;

  if (year != NULL)
    *year = (int) era * YEARS_PER_ERA + year_of_era + (march_month >= 10 ? 1 : 0);
  if (month != NULL)
    *month = march_month < 10 ? march_month + 3 : march_month - 9;
  if (day_of_month != NULL)
    *day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
}

int
salon_day_get_weekday (SalonDay day)
{
  /* 1970-01-01 was a Thursday. */
  return floor_remainder ((gint64) day + 3, 7);
}

SalonDay
salon_day_start_of_week (SalonDay day, int first_weekday)
{
  g_return_val_if_fail (first_weekday >= 0 && first_weekday <= 6, day);

  return day - floor_remainder (salon_day_get_weekday (day) - first_weekday, 7);
}

SalonDay
salon_day_start_of_month (SalonDay day)
{
  int day_of_month;

  salon_day_to_ymd (day, NULL, NULL, &day_of_month);

  return day - (day_of_month - 1);
}

SalonDay
salon_day_add_months (SalonDay day, int months)
{
  int year, month, day_of_month;
  gint64 months_since_year_1;

  salon_day_to_ymd (day, &year, &month, &day_of_month);
  months_since_year_1 = (year - 1) * 12 + month - 1 + (gint64) months;
  months_since_year_1 = CLAMP (months_since_year_1, 0, LAST_YEAR * 12 - 1);
  year = (int) (months_since_year_1 / 12) + 1;
  month = (int) (months_since_year_1 % 12) + 1;

  return salon_day_from_ymd (year, month, MIN (day_of_month, get_days_in_month (year, month)));
}

/* Whether @text has the length of @form and a digit wherever @form has a 0, else @form's own
 * character. Comparing stops at the end of @text, so nothing behind it is read. */
static gboolean
has_form (const char *text, const char *form)
{
  for (; *form != '\0'; form++, text++)
    {
      if (*form == '0' ? !g_ascii_isdigit (*text) : *text != *form)
        return FALSE;
    }

  return *text == '\0';
}

static int
read_digits (const char *text, int n_digits)
{
  int number = 0;

  for (int i = 0; i < n_digits; i++)
    number = number * 10 + g_ascii_digit_value (text[i]);

  return number;
}

gboolean
salon_day_parse (const char *text, SalonDay *day, GError **error)
{
  int year, month, day_of_month;

  g_return_val_if_fail (text != NULL && day != NULL, FALSE);

  if (!has_form (text, "0000-00-00"))
    {
      g_set_error_literal (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD,
                           "A date is written YYYY-MM-DD");
      return FALSE;
    }

  year = read_digits (text, 4);
  month = read_digits (text + 5, 2);
  day_of_month = read_digits (text + 8, 2);
  if (!salon_ymd_is_valid (year, month, day_of_month))
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE, "The calendar has no %s", text);
      return FALSE;
    }

  *day = salon_day_from_ymd (year, month, day_of_month);

  return TRUE;
}

char *
salon_day_format (SalonDay day)
{
  int year, month, day_of_month;

  salon_day_to_ymd (day, &year, &month, &day_of_month);

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

gboolean
salon_minute_parse (const char *text, int *minute, GError **error)
{
  gboolean has_seconds;
  int hours, minutes, seconds;

  g_return_val_if_fail (text != NULL && minute != NULL, FALSE);

  has_seconds = has_form (text, "00:00:00");
  if (!has_seconds && !has_form (text, "00:00"))
    {
      g_set_error_literal (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD,
                           "A time is written HH:MM or HH:MM:SS");
      return FALSE;
    }

  hours = read_digits (text, 2);
  minutes = read_digits (text + 3, 2);
  seconds = has_seconds ? read_digits (text + 6, 2) : 0;
  if (minutes > 59 || seconds != 0 || hours * 60 + minutes > SALON_DAY_MINUTES)
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE, "A day has no minute %s", text);
      return FALSE;
    }

  *minute = hours * 60 + minutes;

  return TRUE;
}

char *
salon_minute_format (int minute)
{
  g_return_val_if_fail (minute >= 0 && minute <= SALON_DAY_MINUTES, NULL);

  return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}

char *
salon_minute_format_sql (int minute)
{
  g_return_val_if_fail (minute >= 0 && minute <= SALON_DAY_MINUTES, NULL);

  return g_strdup_printf ("%02d:%02d:00", minute / 60, minute % 60);
}

SalonDay
salon_moment_get_day (SalonMoment moment)
{
  return (SalonDay) floor_divide (moment, SALON_DAY_MINUTES);
}

int
salon_moment_get_minute (SalonMoment moment)
{
  return floor_remainder (moment, SALON_DAY_MINUTES);
}

/* Seconds east of Greenwich that the zone's clocks show at an instant; always one answer. */
static gint64
get_offset (GTimeZone *zone, gint64 unix_seconds)
{
  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                                                  unix_seconds));
}

gint64
salon_moment_to_instant (SalonMoment moment, GTimeZone *zone)
{
  gint64 wall_seconds = moment * 60;
  gint64 offset_before;
  gint64 offset_after;
  gint64 instant;

  g_return_val_if_fail (zone != NULL, 0);

  /* A change of clocks near @moment lies between these two: offsets reach 14 hours, so a day to
   * either side is enough, and zones change far less often than every second day. */
  offset_before = get_offset (zone, wall_seconds - SECONDS_PER_DAY);
  offset_after = get_offset (zone, wall_seconds + SECONDS_PER_DAY);

  /* Before the change, or in the hour that repeats, where this is the first pass. */
  instant = wall_seconds - offset_before;
  if (get_offset (zone, instant) == offset_before)
    return instant;

  /* After the change. */
  if (get_offset (zone, wall_seconds - offset_after) == offset_after)
    return wall_seconds - offset_after;

  /* In the gap: the old offset names an instant that the clocks show later by the gap. */
  return instant;
}

SalonMoment
salon_moment_from_instant (gint64 unix_seconds, GTimeZone *zone)
{
  g_return_val_if_fail (zone != NULL, 0);

  return floor_divide (unix_seconds + get_offset (zone, unix_seconds), 60);
}
