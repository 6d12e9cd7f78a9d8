/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Civil days and wall time.
 *
 * A SalonDay counts days since 1970-01-01 in the proleptic Gregorian calendar; it has no zone.
 * A minute is an int, 0 … 1440, counted from midnight on the wall clock of the salon.
 * A SalonMoment is both in one number: day × 1440 + minute. It is wall time, not an instant: on
 * the two daylight-saving days the distance of two moments is not the time that passes.
 * Weekdays are 0 = Monday … 6 = Sunday, as in the shared `availabilities.day_of_week`.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gint32 SalonDay;
typedef gint64 SalonMoment;

#define SALON_DAY_MINUTES 1440
#define SALON_DAY_NONE G_MININT32

SalonDay salon_day_from_ymd (int year, int month, int day_of_month);
void salon_day_to_ymd (SalonDay day, int *year, int *month, int *day_of_month);
gboolean salon_ymd_is_valid (int year, int month, int day_of_month);
int salon_day_get_weekday (SalonDay day);
int salon_day_get_iso_week (SalonDay day, int *iso_year);
SalonDay salon_day_start_of_week (SalonDay day, int first_weekday);
SalonDay salon_day_start_of_month (SalonDay day);
SalonDay salon_day_add_months (SalonDay day, int months);
gboolean salon_day_parse (const char *text, SalonDay *day, GError **error);
char *salon_day_format (SalonDay day);
gboolean salon_minute_parse (const char *text, int *minute, GError **error);
char *salon_minute_format (int minute);
char *salon_minute_format_sql (int minute);

static inline SalonMoment
salon_moment (SalonDay day, int minute)
{
  return (SalonMoment) day * SALON_DAY_MINUTES + minute;
}

SalonDay salon_moment_get_day (SalonMoment moment);
int salon_moment_get_minute (SalonMoment moment);
gint64 salon_moment_to_instant (SalonMoment moment, GTimeZone *zone);
SalonMoment salon_moment_from_instant (gint64 unix_seconds, GTimeZone *zone);

G_END_DECLS
