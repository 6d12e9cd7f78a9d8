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

/**
 * salon_day_from_ymd:
 * @year: 1 … 9999
 * @month: 1 … 12
 * @day_of_month: 1 … 28, 29, 30 or 31
 *
 * The three must name a day ([func@salon_ymd_is_valid]): text from outside goes through
 * [func@salon_day_parse], which checks it.
 */
SalonDay salon_day_from_ymd (int year, int month, int day_of_month);

/**
 * salon_day_to_ymd:
 * @day: a day of the years 1 … 9999
 * @year: (out) (optional):
 * @month: (out) (optional): 1 … 12
 * @day_of_month: (out) (optional): 1 … 31
 */
void salon_day_to_ymd (SalonDay day, int *year, int *month, int *day_of_month);

gboolean salon_ymd_is_valid (int year, int month, int day_of_month);
int salon_day_get_weekday (SalonDay day);

/* The last day that is a @first_weekday (0 = Monday) and not after @day. */
SalonDay salon_day_start_of_week (SalonDay day, int first_weekday);
SalonDay salon_day_start_of_month (SalonDay day);

/**
 * salon_day_add_months:
 * @day: a day
 * @months: how many; below zero goes back
 *
 * Keeps the day of the month; where the month reached is too short, it is that month's last day
 * (31 January plus one is 28 or 29 February). Stays within the years 1 … 9999.
 */
SalonDay salon_day_add_months (SalonDay day, int months);

/**
 * salon_day_parse:
 * @text: "YYYY-MM-DD" and nothing else
 * @day: (out): untouched on failure
 * @error: SALON_ERROR_NOT_UNDERSTOOD for another form, SALON_ERROR_OUT_OF_RANGE for a date that
 *   the calendar lacks ("2025-02-29")
 */
gboolean salon_day_parse (const char *text, SalonDay *day, GError **error);
char *salon_day_format (SalonDay day);

/**
 * salon_minute_parse:
 * @text: "HH:MM" or SQL's "HH:MM:SS", "00:00" to "24:00"
 * @minute: (out): 0 … 1440; untouched on failure
 * @error: SALON_ERROR_NOT_UNDERSTOOD for another form, SALON_ERROR_OUT_OF_RANGE for an hour or
 *   minute the clock lacks, and for seconds that are not 00
 */
gboolean salon_minute_parse (const char *text, int *minute, GError **error);

/* @minute 0 … 1440: "14:30" for the wire and files, "14:30:00" for SQL; 1440 is "24:00". */
char *salon_minute_format (int minute);
char *salon_minute_format_sql (int minute);

static inline SalonMoment
salon_moment (SalonDay day, int minute)
{
  return (SalonMoment) day * SALON_DAY_MINUTES + minute;
}

/* 24:00 is 00:00 of the next day: salon_moment (day, 1440) belongs to day + 1. */
SalonDay salon_moment_get_day (SalonMoment moment);
int salon_moment_get_minute (SalonMoment moment);

/**
 * salon_moment_to_instant:
 * @moment: wall time
 * @zone: the salon's zone
 *
 * Wall time that spring skips is read with the offset from before the change, hence as much later
 * as the clocks jump: 02:30 becomes 03:30. Of wall time that autumn repeats, the first pass counts.
 *
 * Returns: seconds since 1970-01-01T00:00:00Z
 */
gint64 salon_moment_to_instant (SalonMoment moment, GTimeZone *zone);

/* The wall time in @zone, seconds dropped. */
SalonMoment salon_moment_from_instant (gint64 unix_seconds, GTimeZone *zone);

G_END_DECLS
