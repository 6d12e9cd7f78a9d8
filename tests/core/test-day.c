/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-day.h"
#include "core/salon-error.h"

/* GDate counts from 0001-01-01, which is its day 1. */
#define GDATE_OF_EPOCH 719163
#define FIRST_DAY (1 - GDATE_OF_EPOCH)
#define HOUR 3600

static SalonDay
read_day (const char *text)
{
  g_autoptr (GError) error = NULL;
  SalonDay day = SALON_DAY_NONE;

  g_assert_true (salon_day_parse (text, &day, &error));
  g_assert_no_error (error);

  return day;
}

static SalonMoment
read_moment (const char *date, const char *time)
{
  g_autoptr (GError) error = NULL;
  int minute = -1;

  g_assert_true (salon_minute_parse (time, &minute, &error));
  g_assert_no_error (error);

  return salon_moment (read_day (date), minute);
}

static GTimeZone *
load_zone (const char *identifier)
{
  GTimeZone *zone = g_time_zone_new_identifier (identifier);

  g_assert_nonnull (zone);

  return zone;
}

static gint64
read_instant (const char *iso8601)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso8601, NULL);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time);
}

static void
test_the_epoch_is_day_zero (void)
{
  g_assert_cmpint (salon_day_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (salon_day_from_ymd (1969, 12, 31), ==, -1);
  g_assert_cmpint (salon_day_from_ymd (2000, 3, 1), ==, 11017);
  g_assert_cmpint (salon_day_from_ymd (1, 1, 1), ==, FIRST_DAY);
}

static void
assert_agrees_with_gdate (SalonDay day)
{
  GDate date;
  int year, month, day_of_month;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + GDATE_OF_EPOCH));
  salon_day_to_ymd (day, &year, &month, &day_of_month);
  g_assert_cmpint (year, ==, g_date_get_year (&date));
  g_assert_cmpint (month, ==, g_date_get_month (&date));
  g_assert_cmpint (day_of_month, ==, g_date_get_day (&date));
  g_assert_cmpint (salon_day_from_ymd (year, month, day_of_month), ==, day);
  g_assert_cmpint (salon_day_get_weekday (day), ==, g_date_get_weekday (&date) - 1);
}

static void
test_days_agree_with_gdate (void)
{
  for (SalonDay day = read_day ("1900-01-01"); day <= read_day ("2101-01-07"); day += 1)
    assert_agrees_with_gdate (day);
  for (int i = 0; i < 20000; i++)
    assert_agrees_with_gdate (g_test_rand_int_range (FIRST_DAY + 7, read_day ("9999-12-25")));
}

static void
test_text_and_day_are_the_same (void)
{
  for (int i = 0; i < 20000; i++)
    {
      SalonDay day = g_test_rand_int_range (FIRST_DAY, read_day ("9999-12-31") + 1);
      g_autofree char *text = salon_day_format (day);

      g_assert_cmpint (strlen (text), ==, 10);
      g_assert_cmpint (read_day (text), ==, day);
    }
}

static void
test_only_calendar_days_are_valid (void)
{
  g_assert_true (salon_ymd_is_valid (2024, 2, 29));
  g_assert_true (salon_ymd_is_valid (2000, 2, 29));
  g_assert_false (salon_ymd_is_valid (2025, 2, 29));
  g_assert_false (salon_ymd_is_valid (1900, 2, 29));
  g_assert_false (salon_ymd_is_valid (2025, 4, 31));
  g_assert_false (salon_ymd_is_valid (2025, 13, 1));
  g_assert_false (salon_ymd_is_valid (2025, 0, 1));
  g_assert_false (salon_ymd_is_valid (2025, 1, 0));
  g_assert_false (salon_ymd_is_valid (0, 1, 1));
  g_assert_false (salon_ymd_is_valid (10000, 1, 1));
}

static void
test_dates_of_another_form_are_refused (void)
{
  static const char *const texts[] = { "",           "2026",        "2026-3-14",
                                       "26-03-14",   "2026/03/14",  "14/03/2026",
                                       "2026-03-1 ", " 2026-03-14", "2026-03-14 ",
                                       "2026-03-1a", "+026-03-14",  "2026-03-14T10:00",
                                       "-2026-03-1", "２026-03-14" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      SalonDay day = 42;

      g_assert_false (salon_day_parse (texts[i], &day, &error));
      g_assert_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD);
      g_assert_cmpint (day, ==, 42);
    }
}

static void
test_dates_the_calendar_lacks_are_out_of_range (void)
{
  static const char *const texts[] = { "2025-02-29", "2026-00-10", "2026-13-10",
                                       "2026-01-00", "2026-01-32", "0000-01-01" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      SalonDay day = 42;

      g_assert_false (salon_day_parse (texts[i], &day, &error));
      g_assert_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE);
      g_assert_cmpint (day, ==, 42);
    }
}

static void
test_weeks_and_months_begin_where_asked (void)
{
  SalonDay thursday = read_day ("2026-03-12");

  g_assert_cmpint (salon_day_start_of_week (thursday, 0), ==, read_day ("2026-03-09"));
  g_assert_cmpint (salon_day_start_of_week (thursday, 6), ==, read_day ("2026-03-08"));
  g_assert_cmpint (salon_day_start_of_week (thursday, 3), ==, thursday);
  g_assert_cmpint (salon_day_start_of_week (thursday, 4), ==, read_day ("2026-03-06"));
  g_assert_cmpint (salon_day_start_of_week (-1, 0), ==, read_day ("1969-12-29"));
  g_assert_cmpint (salon_day_start_of_month (thursday), ==, read_day ("2026-03-01"));
  g_assert_cmpint (salon_day_start_of_month (read_day ("1969-02-28")), ==, read_day ("1969-02-01"));
}

static void
test_added_months_keep_within_the_month (void)
{
  g_assert_cmpint (salon_day_add_months (read_day ("2025-01-31"), 1), ==, read_day ("2025-02-28"));
  g_assert_cmpint (salon_day_add_months (read_day ("2024-01-31"), 1), ==, read_day ("2024-02-29"));
  g_assert_cmpint (salon_day_add_months (read_day ("2024-02-29"), 12), ==, read_day ("2025-02-28"));
  g_assert_cmpint (salon_day_add_months (read_day ("2025-03-31"), -1), ==, read_day ("2025-02-28"));
  g_assert_cmpint (salon_day_add_months (read_day ("2025-01-15"), -13), ==,
                   read_day ("2023-12-15"));
  g_assert_cmpint (salon_day_add_months (read_day ("2025-12-31"), 2), ==, read_day ("2026-02-28"));
  g_assert_cmpint (salon_day_add_months (read_day ("9999-12-31"), 1), ==, read_day ("9999-12-31"));
  g_assert_cmpint (salon_day_add_months (read_day ("0001-01-31"), G_MININT), ==,
                   read_day ("0001-01-31"));
  g_assert_cmpint (salon_day_add_months (read_day ("2025-01-31"), G_MAXINT), ==,
                   read_day ("9999-12-31"));
}

static void
test_times_are_read_from_wire_and_sql (void)
{
  static const struct
  {
    const char *text;
    int minute;
    const char *shown;
    const char *sql;
  } times[] = {
    { "00:00", 0, "00:00", "00:00:00" },      { "09:05", 545, "09:05", "09:05:00" },
    { "14:30:00", 870, "14:30", "14:30:00" }, { "23:59", 1439, "23:59", "23:59:00" },
    { "24:00", 1440, "24:00", "24:00:00" },   { "24:00:00", 1440, "24:00", "24:00:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *shown = salon_minute_format (times[i].minute);
      g_autofree char *sql = salon_minute_format_sql (times[i].minute);
      int minute = -1;

      g_assert_true (salon_minute_parse (times[i].text, &minute, NULL));
      g_assert_cmpint (minute, ==, times[i].minute);
      g_assert_cmpstr (shown, ==, times[i].shown);
      g_assert_cmpstr (sql, ==, times[i].sql);
    }
}

static void
test_times_that_no_clock_shows_are_refused (void)
{
  static const struct
  {
    const char *text;
    SalonError code;
  } times[] = {
    { "", SALON_ERROR_NOT_UNDERSTOOD },          { "9:05", SALON_ERROR_NOT_UNDERSTOOD },
    { "09:5", SALON_ERROR_NOT_UNDERSTOOD },      { "09h05", SALON_ERROR_NOT_UNDERSTOOD },
    { "09:05:", SALON_ERROR_NOT_UNDERSTOOD },    { "09:05:0", SALON_ERROR_NOT_UNDERSTOOD },
    { "09:05:000", SALON_ERROR_NOT_UNDERSTOOD }, { " 09:05", SALON_ERROR_NOT_UNDERSTOOD },
    { "-1:05", SALON_ERROR_NOT_UNDERSTOOD },     { "09:60", SALON_ERROR_OUT_OF_RANGE },
    { "24:01", SALON_ERROR_OUT_OF_RANGE },       { "25:00", SALON_ERROR_OUT_OF_RANGE },
    { "23:60", SALON_ERROR_OUT_OF_RANGE },       { "09:05:01", SALON_ERROR_OUT_OF_RANGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GError) error = NULL;
      int minute = 42;

      g_assert_false (salon_minute_parse (times[i].text, &minute, &error));
      g_assert_error (error, SALON_ERROR, (int) times[i].code);
      g_assert_cmpint (minute, ==, 42);
    }
}

/* Random bytes and random changes of a right text: an answer or an error, never both, and every
 * answer is the text it came from. */
static void
test_no_text_is_misread (void)
{
  for (int i = 0; i < 20000; i++)
    {
      char text[] = "2026-03-14";
      gsize length = strlen (text);
      g_autoptr (GError) day_error = NULL;
      g_autoptr (GError) minute_error = NULL;
      SalonDay day;
      int minute;

      if (g_test_rand_bit ())
        length = g_strlcpy (text, "14:30:00", sizeof text);
      for (int n_changes = g_test_rand_int_range (1, 4); n_changes > 0; n_changes--)
        text[g_test_rand_int_range (0, (gint32) length)] =
          (char) (g_test_rand_bit () ? g_test_rand_int_range (-128, 128)
                                     : g_test_rand_int_range ('-', ':' + 1));

      if (salon_day_parse (text, &day, &day_error))
        {
          g_autofree char *again = salon_day_format (day);

          g_assert_no_error (day_error);
          g_assert_cmpstr (again, ==, text);
        }
      else
        g_assert_nonnull (day_error);

      if (salon_minute_parse (text, &minute, &minute_error))
        {
          g_autofree char *again = salon_minute_format_sql (minute);

          g_assert_no_error (minute_error);
          g_assert_true (g_str_has_prefix (again, text));
        }
      else
        g_assert_nonnull (minute_error);
    }
}

static void
test_moments_are_days_and_minutes (void)
{
  for (int i = 0; i < 10000; i++)
    {
      SalonDay day = g_test_rand_int_range (FIRST_DAY, read_day ("9999-12-31"));
      int minute = g_test_rand_int_range (0, SALON_DAY_MINUTES);
      SalonMoment moment = salon_moment (day, minute);

      g_assert_cmpint (salon_moment_get_day (moment), ==, day);
      g_assert_cmpint (salon_moment_get_minute (moment), ==, minute);
    }
  g_assert_cmpint (salon_moment_get_day (salon_moment (5, 1440)), ==, 6);
  g_assert_cmpint (salon_moment_get_minute (salon_moment (5, 1440)), ==, 0);
}

typedef struct
{
  const char *date;
  const char *time;
  const char *instant;
} WallTime;

static void
assert_instants (const char *identifier, const WallTime *times, gsize n_times)
{
  g_autoptr (GTimeZone) zone = load_zone (identifier);

  for (gsize i = 0; i < n_times; i++)
    {
      g_test_message ("%s %s %s", identifier, times[i].date, times[i].time);
      g_assert_cmpint (salon_moment_to_instant (read_moment (times[i].date, times[i].time), zone),
                       ==, read_instant (times[i].instant));
    }
}

static void
test_wall_time_that_spring_skips_goes_forward (void)
{
  static const WallTime times[] = {
    { "2024-03-31", "01:59", "2024-03-31T00:59:00Z" },
    { "2024-03-31", "02:00", "2024-03-31T01:00:00Z" },
    { "2024-03-31", "02:30", "2024-03-31T01:30:00Z" },
    { "2024-03-31", "02:59", "2024-03-31T01:59:00Z" },
    { "2024-03-31", "03:00", "2024-03-31T01:00:00Z" },
    { "2024-03-31", "13:00", "2024-03-31T11:00:00Z" },
    { "2024-03-31", "24:00", "2024-03-31T22:00:00Z" },
    { "2025-03-30", "00:00", "2025-03-29T23:00:00Z" },
    { "2025-03-30", "02:30", "2025-03-30T01:30:00Z" },
    { "2025-03-30", "18:45", "2025-03-30T16:45:00Z" },
    { "2026-03-29", "02:30", "2026-03-29T01:30:00Z" },
    { "2026-03-29", "13:00", "2026-03-29T11:00:00Z" },
    { "2031-03-30", "02:30", "2031-03-30T01:30:00Z" },
    { "2031-03-30", "13:00", "2031-03-30T11:00:00Z" },
  };

  assert_instants ("Europe/Paris", times, G_N_ELEMENTS (times));
}

static void
test_of_wall_time_that_autumn_repeats_the_first_counts (void)
{
  static const WallTime times[] = {
    { "2024-10-27", "01:59", "2024-10-26T23:59:00Z" },
    { "2024-10-27", "02:00", "2024-10-27T00:00:00Z" },
    { "2024-10-27", "02:30", "2024-10-27T00:30:00Z" },
    { "2024-10-27", "02:59", "2024-10-27T00:59:00Z" },
    { "2024-10-27", "03:00", "2024-10-27T02:00:00Z" },
    { "2024-10-27", "13:00", "2024-10-27T12:00:00Z" },
    { "2025-10-26", "00:00", "2025-10-25T22:00:00Z" },
    { "2025-10-26", "02:30", "2025-10-26T00:30:00Z" },
    { "2025-10-26", "18:45", "2025-10-26T17:45:00Z" },
    { "2026-10-25", "02:30", "2026-10-25T00:30:00Z" },
    { "2026-10-25", "13:00", "2026-10-25T12:00:00Z" },
    { "2031-10-26", "02:30", "2031-10-26T00:30:00Z" },
    { "2031-10-26", "13:00", "2031-10-26T12:00:00Z" },
  };

  assert_instants ("Europe/Paris", times, G_N_ELEMENTS (times));
}

static void
test_overseas_clocks_are_their_own (void)
{
  static const WallTime reunion[] = {
    { "2026-03-29", "02:30", "2026-03-28T22:30:00Z" },
    { "2026-07-14", "14:00", "2026-07-14T10:00:00Z" },
  };
  static const WallTime guadeloupe[] = { { "2026-10-25", "02:30", "2026-10-25T06:30:00Z" } };
  static const WallTime noumea[] = { { "2026-01-01", "09:00", "2025-12-31T22:00:00Z" } };
  static const WallTime miquelon[] = {
    { "2026-03-08", "01:59", "2026-03-08T04:59:00Z" },
    { "2026-03-08", "02:30", "2026-03-08T05:30:00Z" },
    { "2026-03-08", "13:00", "2026-03-08T15:00:00Z" },
    { "2026-11-01", "01:30", "2026-11-01T03:30:00Z" },
    { "2026-11-01", "13:00", "2026-11-01T16:00:00Z" },
  };

  assert_instants ("Indian/Reunion", reunion, G_N_ELEMENTS (reunion));
  assert_instants ("America/Guadeloupe", guadeloupe, G_N_ELEMENTS (guadeloupe));
  assert_instants ("Pacific/Noumea", noumea, G_N_ELEMENTS (noumea));
  assert_instants ("America/Miquelon", miquelon, G_N_ELEMENTS (miquelon));
}

/* A reminder “24 hours before” is the same wall time the day before: 23 or 25 hours on the two
 * days of the change. */
static void
test_a_day_before_is_the_same_wall_time (void)
{
  g_autoptr (GTimeZone) paris = load_zone ("Europe/Paris");
  SalonMoment spring = read_moment ("2026-03-29", "14:30");
  SalonMoment autumn = read_moment ("2026-10-25", "14:30");
  SalonMoment summer = read_moment ("2026-07-14", "14:30");

  g_assert_cmpint (salon_moment_get_minute (spring - SALON_DAY_MINUTES), ==, 870);
  g_assert_cmpint (salon_moment_to_instant (spring, paris)
                     - salon_moment_to_instant (spring - SALON_DAY_MINUTES, paris),
                   ==, 23 * HOUR);
  g_assert_cmpint (salon_moment_to_instant (autumn, paris)
                     - salon_moment_to_instant (autumn - SALON_DAY_MINUTES, paris),
                   ==, 25 * HOUR);
  g_assert_cmpint (salon_moment_to_instant (summer, paris)
                     - salon_moment_to_instant (summer - SALON_DAY_MINUTES, paris),
                   ==, 24 * HOUR);
}

static void
assert_instant_agrees (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  SalonMoment moment = salon_moment_from_instant (instant, zone);
  SalonMoment expected =
    salon_moment (salon_day_from_ymd (g_date_time_get_year (local), g_date_time_get_month (local),
                                      g_date_time_get_day_of_month (local)),
                  g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
  gint64 seconds = g_date_time_get_second (local);
  gint64 back = salon_moment_to_instant (moment, zone);

  g_assert_cmpint (moment, ==, expected);
  /* Only the second pass of a repeated hour comes back as the first. */
  if (back != instant - seconds)
    g_assert_cmpint (back, ==, instant - seconds - HOUR);
  g_assert_cmpint (salon_moment_from_instant (back, zone), ==, moment);
}

static void
test_instants_agree_with_gdatetime (void)
{
  static const char *const identifiers[] = { "Europe/Paris",     "Indian/Reunion",
                                             "America/Miquelon", "America/Cayenne",
                                             "Pacific/Noumea",   "Pacific/Tahiti",
                                             "Pacific/Wallis",   "Indian/Mayotte" };

  for (gsize i = 0; i < G_N_ELEMENTS (identifiers); i++)
    {
      g_autoptr (GTimeZone) zone = load_zone (identifiers[i]);

      for (int n = 0; n < 3000; n++)
        assert_instant_agrees (g_test_rand_int_range (0, G_MAXINT32), zone);
    }
}

/* Every minute of the days around each change, both ways. */
static void
test_every_minute_of_a_change_is_settled (void)
{
  static const char *const dates[] = { "2024-03-31", "2024-10-27", "2030-03-31", "2030-10-27" };
  g_autoptr (GTimeZone) paris = load_zone ("Europe/Paris");

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      SalonMoment first = salon_moment (read_day (dates[i]) - 1, 0);

      for (SalonMoment moment = first; moment < first + 3 * SALON_DAY_MINUTES; moment++)
        {
          gint64 instant = salon_moment_to_instant (moment, paris);
          SalonMoment back = salon_moment_from_instant (instant, paris);

          assert_instant_agrees (instant, paris);
          g_assert_true (back == moment || back == moment + 60);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/day/the-epoch-is-day-zero", test_the_epoch_is_day_zero);
  g_test_add_func ("/salon/day/days-agree-with-gdate", test_days_agree_with_gdate);
  g_test_add_func ("/salon/day/text-and-day-are-the-same", test_text_and_day_are_the_same);
  g_test_add_func ("/salon/day/only-calendar-days-are-valid", test_only_calendar_days_are_valid);
  g_test_add_func ("/salon/day/dates-of-another-form-are-refused",
                   test_dates_of_another_form_are_refused);
  g_test_add_func ("/salon/day/dates-the-calendar-lacks-are-out-of-range",
                   test_dates_the_calendar_lacks_are_out_of_range);
  g_test_add_func ("/salon/day/weeks-and-months-begin-where-asked",
                   test_weeks_and_months_begin_where_asked);
  g_test_add_func ("/salon/day/added-months-keep-within-the-month",
                   test_added_months_keep_within_the_month);
  g_test_add_func ("/salon/day/times-are-read-from-wire-and-sql",
                   test_times_are_read_from_wire_and_sql);
  g_test_add_func ("/salon/day/times-that-no-clock-shows-are-refused",
                   test_times_that_no_clock_shows_are_refused);
  g_test_add_func ("/salon/day/no-text-is-misread", test_no_text_is_misread);
  g_test_add_func ("/salon/day/moments-are-days-and-minutes", test_moments_are_days_and_minutes);
  g_test_add_func ("/salon/day/wall-time-that-spring-skips-goes-forward",
                   test_wall_time_that_spring_skips_goes_forward);
  g_test_add_func ("/salon/day/of-wall-time-that-autumn-repeats-the-first-counts",
                   test_of_wall_time_that_autumn_repeats_the_first_counts);
  g_test_add_func ("/salon/day/overseas-clocks-are-their-own", test_overseas_clocks_are_their_own);
  g_test_add_func ("/salon/day/a-day-before-is-the-same-wall-time",
                   test_a_day_before_is_the_same_wall_time);
  g_test_add_func ("/salon/day/instants-agree-with-gdatetime", test_instants_agree_with_gdatetime);
  g_test_add_func ("/salon/day/every-minute-of-a-change-is-settled",
                   test_every_minute_of_a_change_is_settled);

  return g_test_run ();
}
