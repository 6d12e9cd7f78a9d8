/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-series.h"

static SalonDay
on (const char *text)
{
  SalonDay day = SALON_DAY_NONE;

  g_assert_true (salon_day_parse (text, &day, NULL));
  return day;
}

static void
expect_days (const SalonSeriesRule *rule, const char *expected)
{
  g_autoptr (GArray) days = salon_series_list_days (rule);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *day = salon_day_format (g_array_index (days, SalonDay, i));

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", day);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_weeks (void)
{
  SalonSeriesRule rule = { on ("2026-03-12"), SALON_SERIES_WEEKS, 3, 3, SALON_DAY_NONE };

  /* Over the night in which the clocks change: the days are counted, not the hours. */
  expect_days (&rule, "2026-04-02 2026-04-23 2026-05-14");
  rule.until = on ("2026-04-23");
  rule.n_visits = 52;
  expect_days (&rule, "2026-04-02 2026-04-23");
  rule.until = on ("2026-04-01");
  expect_days (&rule, "");
}

static void
test_months (void)
{
  SalonSeriesRule rule = { on ("2026-12-31"), SALON_SERIES_MONTHS, 1, 3, SALON_DAY_NONE };

  expect_days (&rule, "2027-01-31 2027-02-28 2027-03-31");
}

static void
test_bound (void)
{
  SalonSeriesRule rule = { on ("2026-03-12"), SALON_SERIES_WEEKS, 1, 1000, SALON_DAY_NONE };
  g_autoptr (GArray) days = salon_series_list_days (&rule);

  g_assert_cmpuint (days->len, ==, SALON_SERIES_MAX_VISITS);
}

static SalonBooking *
make_booking (const char *id, SalonMoment start, SalonBookingStatus status)
{
  return salon_booking_new (&(SalonBookingFields) {
    .id = id,
    .staff_id = "léa",
    .client_name = "Marie Durand",
    .series_id = "s",
    .status = status,
    .day = salon_moment_get_day (start),
    .minute = salon_moment_get_minute (start),
    .duration_minutes = 60,
    .buffer_minutes = 10,
  });
}

/* Open from nine to seven but on Sundays, closed on holidays. */
static SalonOpeningHours *
make_hours (void)
{
  SalonWeeklyWindow windows[6];

  for (int i = 0; i < 6; i++)
    windows[i] = (SalonWeeklyWindow) { i, 9 * 60, 19 * 60 };
  return salon_opening_hours_new (windows, 6, NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
}

/* Every week at 14:00 from Thursday 23 April 2026: 30 April is taken, 14 May is Ascension Day, and of
 * the others one was shifted onto another. */
static void
test_states (void)
{
  g_autoptr (SalonOpeningHours) hours = make_hours ();
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SalonBooking) booking =
    make_booking ("b0", salon_moment (on ("2026-04-23"), 14 * 60), SALON_BOOKING_CONFIRMED);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (SalonSeriesVisit));
  SalonSlotQuery query = {
    .hours = hours,
    .bookings = bookings,
    .duration_minutes = 60,
    .buffer_minutes = 10,
    .step_minutes = 15,
    .now = G_MININT64,
    .language = SALON_LANGUAGE_FRENCH,
  };
  SalonSlotVerdict verdict;

  g_ptr_array_add (bookings, make_booking ("b1", salon_moment (on ("2026-04-30"), 14 * 60 + 30),
                                           SALON_BOOKING_CONFIRMED));
  for (int week = 1; week <= 4; week++)
    g_array_append_val (
      visits, ((SalonSeriesVisit) { salon_moment (on ("2026-04-23") + week * 7, 14 * 60), FALSE }));

  verdict = salon_series_explain (&query, booking, visits, 0);
  g_assert_cmpint (verdict.state, ==, SALON_SLOT_TAKEN);
  g_assert_true (verdict.booking == g_ptr_array_index (bookings, 0));
  g_assert_cmpint (salon_series_explain (&query, booking, visits, 1).state, ==, SALON_SLOT_FREE);
  verdict = salon_series_explain (&query, booking, visits, 2);
  g_assert_cmpint (verdict.state, ==, SALON_SLOT_CLOSED);
  g_assert_cmpint (verdict.closure, ==, SALON_CLOSURE_HOLIDAY);

  /* The one of 30 April goes to the 7th of May, where one of the plan is; a skipped one is not there. */
  g_array_index (visits, SalonSeriesVisit, 0).start = salon_moment (on ("2026-05-07"), 15 * 60 + 5);
  verdict = salon_series_explain (&query, booking, visits, 0);
  g_assert_cmpint (verdict.state, ==, SALON_SLOT_TAKEN);
  g_assert_null (verdict.booking);
  g_array_index (visits, SalonSeriesVisit, 1).is_skipped = TRUE;
  g_assert_cmpint (salon_series_explain (&query, booking, visits, 0).state, ==, SALON_SLOT_FREE);
}

static void
expect_selected (GPtrArray *bookings, guint at, SalonSeriesScope scope, const char *expected)
{
  g_autoptr (GPtrArray) selected =
    salon_series_select (bookings, g_ptr_array_index (bookings, at), scope);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < selected->len; i++)
    g_string_append (found, salon_booking_get_fields (g_ptr_array_index (selected, i))->id);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_scopes (void)
{
  static const SalonBookingStatus states[] = {
    SALON_BOOKING_COMPLETED, SALON_BOOKING_CONFIRMED, SALON_BOOKING_CONFIRMED,
    SALON_BOOKING_CANCELLED, SALON_BOOKING_PENDING,
  };
  static const char *const ids[] = { "a", "b", "c", "d", "e" };
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_ptr_array_add (bookings,
                     make_booking (ids[i], salon_moment (on ("2026-03-12") + (int) i * 7, 14 * 60),
                                   states[i]));
  expect_selected (bookings, 2, SALON_SERIES_ONLY_THIS, "c");
  expect_selected (bookings, 2, SALON_SERIES_THIS_AND_FOLLOWING, "ce");
  expect_selected (bookings, 2, SALON_SERIES_ALL, "bce");
}

/* Whatever the rule, days only grow, none is the first one, and none lies beyond the last. */
static void
test_random (void)
{
  for (int i = 0; i < 500; i++)
    {
      SalonSeriesRule rule = {
        .first = on ("2026-01-01") + g_test_rand_int_range (0, 4000),
        .unit = g_test_rand_bit () ? SALON_SERIES_WEEKS : SALON_SERIES_MONTHS,
        .every = g_test_rand_int_range (1, 14),
        .n_visits = g_test_rand_int_range (0, 60),
      };
      g_autoptr (GArray) days = NULL;
      SalonDay previous = rule.first;

      rule.until =
        g_test_rand_bit () ? SALON_DAY_NONE : rule.first + g_test_rand_int_range (0, 2000);
      days = salon_series_list_days (&rule);
      g_assert_cmpuint (days->len, <=, (guint) MIN (rule.n_visits, SALON_SERIES_MAX_VISITS));
      for (guint j = 0; j < days->len; j++)
        {
          SalonDay day = g_array_index (days, SalonDay, j);

          g_assert_cmpint (day, >, previous);
          g_assert_true (rule.until == SALON_DAY_NONE || day <= rule.until);
          g_assert_true (rule.unit == SALON_SERIES_MONTHS
                         || salon_day_get_weekday (day) == salon_day_get_weekday (rule.first));
          previous = day;
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/series/weeks-are-counted-over-the-change-of-clocks", test_weeks);
  g_test_add_func ("/salon/series/the-31st-comes-back-after-a-short-month", test_months);
  g_test_add_func ("/salon/series/no-more-than-a-years-weeks", test_bound);
  g_test_add_func ("/salon/series/every-date-says-what-stands-in-its-way", test_states);
  g_test_add_func ("/salon/series/a-step-takes-only-what-is-to-come", test_scopes);
  g_test_add_func ("/salon/series/days-grow-and-end", test_random);
  return g_test_run ();
}
