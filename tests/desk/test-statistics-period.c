/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/salon-statistics-period.h"

#define DAY(year, month, day) salon_day_from_ymd (year, month, day)

static void
assert_days (SalonStatisticsPeriod period, SalonDay from, SalonDay to)
{
  g_autofree char *seen = salon_day_format (period.from);
  g_autofree char *expected = salon_day_format (from);
  g_autofree char *seen_end = salon_day_format (period.to);
  g_autofree char *expected_end = salon_day_format (to);

  g_assert_cmpstr (seen, ==, expected);
  g_assert_cmpstr (seen_end, ==, expected_end);
}

static void
assert_words (SalonStatisticsPeriod period, const char *expected)
{
  g_autofree char *words = salon_statistics_period_write (&period);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_spans (void)
{
  SalonDay day = DAY (2026, 3, 12);

  assert_days (salon_statistics_period_make (SALON_STATISTICS_SPAN_WEEK, day, 0), DAY (2026, 3, 9),
               DAY (2026, 3, 16));
  assert_days (salon_statistics_period_make (SALON_STATISTICS_SPAN_MONTH, day, 0), DAY (2026, 3, 1),
               DAY (2026, 4, 1));
  assert_days (salon_statistics_period_make (SALON_STATISTICS_SPAN_QUARTER, day, 0),
               DAY (2026, 1, 1), DAY (2026, 4, 1));
  assert_days (salon_statistics_period_make (SALON_STATISTICS_SPAN_QUARTER, DAY (2025, 12, 31), 0),
               DAY (2025, 10, 1), DAY (2026, 1, 1));
  assert_days (salon_statistics_period_make (SALON_STATISTICS_SPAN_YEAR, day, 0), DAY (2026, 1, 1),
               DAY (2027, 1, 1));
  assert_days (salon_statistics_period_make_dates (day, day), day, day + 1);
}

static void
test_moving (void)
{
  SalonStatisticsPeriod month =
    salon_statistics_period_make (SALON_STATISTICS_SPAN_MONTH, DAY (2026, 3, 12), 0);
  SalonStatisticsPeriod dates =
    salon_statistics_period_make_dates (DAY (2026, 3, 1), DAY (2026, 3, 10));

  assert_days (salon_statistics_period_move (&month, -1), DAY (2026, 2, 1), DAY (2026, 3, 1));
  assert_days (salon_statistics_period_move (&month, 10), DAY (2027, 1, 1), DAY (2027, 2, 1));
  assert_days (salon_statistics_period_move (&dates, 1), DAY (2026, 3, 11), DAY (2026, 3, 21));
  /* There is an end to it. */
  assert_days (salon_statistics_period_move (&month, -100000), month.from, month.to);
}

static void
test_comparing (void)
{
  SalonStatisticsPeriod week =
    salon_statistics_period_make (SALON_STATISTICS_SPAN_WEEK, DAY (2026, 3, 12), 0);
  SalonStatisticsPeriod quarter =
    salon_statistics_period_make (SALON_STATISTICS_SPAN_QUARTER, DAY (2026, 3, 12), 0);
  SalonStatisticsPeriod leap =
    salon_statistics_period_make_dates (DAY (2024, 2, 29), DAY (2024, 3, 6));

  assert_days (salon_statistics_period_compare (&week, SALON_STATISTICS_AGAINST_BEFORE),
               DAY (2026, 3, 2), DAY (2026, 3, 9));
  /* Mondays are compared with Mondays. */
  assert_days (salon_statistics_period_compare (&week, SALON_STATISTICS_AGAINST_LAST_YEAR),
               DAY (2025, 3, 10), DAY (2025, 3, 17));
  assert_days (salon_statistics_period_compare (&quarter, SALON_STATISTICS_AGAINST_LAST_YEAR),
               DAY (2025, 1, 1), DAY (2025, 4, 1));
  assert_days (salon_statistics_period_compare (&leap, SALON_STATISTICS_AGAINST_LAST_YEAR),
               DAY (2023, 2, 28), DAY (2023, 3, 7));
}

static void
test_words (void)
{
  SalonDay day = DAY (2026, 3, 12);

  assert_words (salon_statistics_period_make (SALON_STATISTICS_SPAN_WEEK, day, 0),
                "9 – 15 March 2026");
  assert_words (salon_statistics_period_make (SALON_STATISTICS_SPAN_MONTH, day, 0), "March 2026");
  assert_words (salon_statistics_period_make (SALON_STATISTICS_SPAN_QUARTER, day, 0),
                "1st quarter 2026");
  assert_words (salon_statistics_period_make (SALON_STATISTICS_SPAN_QUARTER, DAY (2026, 12, 1), 0),
                "4th quarter 2026");
  assert_words (salon_statistics_period_make (SALON_STATISTICS_SPAN_YEAR, day, 0), "2026");
}

static void
test_open (void)
{
  SalonStatisticsPeriod month =
    salon_statistics_period_make (SALON_STATISTICS_SPAN_MONTH, DAY (2026, 3, 12), 0);

  g_assert_true (salon_statistics_period_is_open (&month, DAY (2026, 3, 31)));
  g_assert_false (salon_statistics_period_is_open (&month, DAY (2026, 4, 1)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add_func ("/salon/statistics-period/" path, test)
  ADD ("a-day-is-in-a-week-a-month-a-quarter-and-a-year", test_spans);
  ADD ("one-follows-the-other", test_moving);
  ADD ("it-is-compared-with-the-one-before-or-a-year-ago", test_comparing);
  ADD ("it-is-written-as-people-say-it", test_words);
  ADD ("it-is-open-until-its-last-day-is-over", test_open);
#undef ADD
  return g_test_run ();
}
