/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-opening-hours.h"

/* The week of Monday 4 May 2026; Friday the 8th is a holiday, and the 9th an ordinary Saturday. */
static SalonDay
may (int day_of_month)
{
  return salon_day_from_ymd (2026, 5, day_of_month);
}

#define AT(hour, minute) ((hour) * 60 + (minute))

static const SalonWeeklyWindow week[] = {
  { 1, AT (14, 0), AT (19, 0) }, { 1, AT (9, 0), AT (12, 0) }, { 2, AT (9, 0), AT (12, 0) },
  { 2, AT (12, 0), AT (18, 0) }, { 3, AT (9, 0), AT (19, 0) }, { 4, AT (9, 0), AT (19, 0) },
  { 5, AT (8, 30), AT (17, 0) },
};

static SalonOpeningHours *
hours_with (const SalonOpeningException *exceptions, gsize n_exceptions)
{
  return salon_opening_hours_new (week, G_N_ELEMENTS (week), exceptions, n_exceptions,
                                  SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
}

/* "09:00-12:00 14:00-19:00" */
static char *
windows_of (SalonOpeningHours *hours, SalonDay day)
{
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < windows->len; i++)
    {
      const SalonRange *window = &g_array_index (windows, SalonRange, i);

      g_string_append_printf (out, "%s%02d:%02d-%02d:%02d", i > 0 ? " " : "",
                              (int) window->start / 60, (int) window->start % 60,
                              (int) window->end / 60, (int) window->end % 60);
    }
  return g_string_free_and_steal (out);
}

static void
assert_windows (SalonOpeningHours *hours, SalonDay day, const char *expected)
{
  g_autofree char *windows = windows_of (hours, day);

  g_assert_cmpstr (windows, ==, expected);
}

static void
assert_closure (SalonOpeningHours *hours,
                SalonDay day,
                int minute,
                SalonClosure expected,
                const char *expected_text)
{
  const char *text = "untouched";

  g_assert_cmpint (salon_opening_hours_explain (hours, day, minute, SALON_LANGUAGE_FRENCH, &text),
                   ==, expected);
  g_assert_cmpstr (text, ==, expected_text);
}

static void
test_an_ordinary_day_has_its_weekly_windows (void)
{
  g_autoptr (SalonOpeningHours) hours = hours_with (NULL, 0);

  assert_windows (hours, may (4), "");
  assert_windows (hours, may (5), "09:00-12:00 14:00-19:00");
  assert_windows (hours, may (6), "09:00-18:00");
  assert_windows (hours, may (9), "08:30-17:00");
  assert_windows (hours, may (10), "");
}

static void
test_the_break_and_the_evening_are_outside_the_weekly_hours (void)
{
  g_autoptr (SalonOpeningHours) hours = hours_with (NULL, 0);

  assert_closure (hours, may (5), AT (8, 59), SALON_CLOSURE_WEEKLY, NULL);
  assert_closure (hours, may (5), AT (9, 0), SALON_CLOSURE_NONE, NULL);
  assert_closure (hours, may (5), AT (11, 59), SALON_CLOSURE_NONE, NULL);
  assert_closure (hours, may (5), AT (12, 0), SALON_CLOSURE_WEEKLY, NULL);
  assert_closure (hours, may (5), AT (14, 0), SALON_CLOSURE_NONE, NULL);
  assert_closure (hours, may (5), AT (19, 0), SALON_CLOSURE_WEEKLY, NULL);
  assert_closure (hours, may (10), AT (10, 0), SALON_CLOSURE_WEEKLY, NULL);
}

static void
test_a_holiday_closes_by_its_name (void)
{
  g_autoptr (SalonOpeningHours) hours = hours_with (NULL, 0);
  const char *name =
    salon_holiday_get_name (may (8), SALON_HOLIDAY_ZONE_METROPOLE, SALON_LANGUAGE_FRENCH);

  g_assert_nonnull (name);
  assert_windows (hours, may (8), "");
  assert_closure (hours, may (8), AT (10, 0), SALON_CLOSURE_HOLIDAY, name);
}

static void
test_a_salon_may_work_on_holidays (void)
{
  g_autoptr (SalonOpeningHours) hours =
    salon_opening_hours_new (week, G_N_ELEMENTS (week), NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE,
                             FALSE);

  assert_windows (hours, may (8), "09:00-19:00");
  assert_closure (hours, may (8), AT (20, 0), SALON_CLOSURE_WEEKLY, NULL);
}

static void
test_the_zone_decides_what_is_a_holiday (void)
{
  SalonDay good_friday = salon_day_from_ymd (2026, 4, 3);
  g_autoptr (SalonOpeningHours) paris = hours_with (NULL, 0);
  g_autoptr (SalonOpeningHours) strasbourg =
    salon_opening_hours_new (week, G_N_ELEMENTS (week), NULL, 0, SALON_HOLIDAY_ZONE_ALSACE_MOSELLE,
                             TRUE);

  g_assert_cmpint (salon_opening_hours_get_zone (strasbourg), ==,
                   SALON_HOLIDAY_ZONE_ALSACE_MOSELLE);
  assert_windows (paris, good_friday, "09:00-19:00");
  assert_windows (strasbourg, good_friday, "");
}

static void
test_opening_exceptions_take_the_place_of_the_usual_hours (void)
{
  const SalonOpeningException exceptions[] = {
    { may (10), may (10), AT (10, 0), AT (13, 0), TRUE, "Mother’s Day" },
    { may (10), may (10), AT (12, 0), AT (16, 0), TRUE, NULL },
    { may (5), may (6), AT (13, 0), AT (21, 0), TRUE, NULL },
    { may (8), may (8), AT (10, 0), AT (12, 0), TRUE, NULL },
    { may (11), may (11), -1, -1, TRUE, NULL },
  };
  g_autoptr (SalonOpeningHours) hours = hours_with (exceptions, G_N_ELEMENTS (exceptions));

  assert_windows (hours, may (10), "10:00-16:00");
  assert_windows (hours, may (5), "13:00-21:00");
  assert_windows (hours, may (6), "13:00-21:00");
  assert_windows (hours, may (7), "09:00-19:00");
  assert_windows (hours, may (8), "10:00-12:00");
  assert_windows (hours, may (11), "00:00-24:00");
  assert_closure (hours, may (8), AT (14, 0), SALON_CLOSURE_WEEKLY, NULL);
}

static void
test_closing_exceptions_are_taken_away_last (void)
{
  const SalonOpeningException exceptions[] = {
    { may (5), may (5), AT (11, 0), AT (15, 0), FALSE, "Training" },
    { may (7), may (9), -1, -1, FALSE, "Holidays" },
    { may (9), may (9), -1, -1, TRUE, NULL },
    { may (6), may (6), -1, -1, FALSE, NULL },
  };
  g_autoptr (SalonOpeningHours) hours = hours_with (exceptions, G_N_ELEMENTS (exceptions));

  assert_windows (hours, may (5), "09:00-11:00 15:00-19:00");
  assert_windows (hours, may (6), "");
  assert_windows (hours, may (7), "");
  assert_windows (hours, may (9), "");
  assert_windows (hours, may (12), "09:00-12:00 14:00-19:00");
  assert_closure (hours, may (5), AT (11, 0), SALON_CLOSURE_EXCEPTION, "Training");
  assert_closure (hours, may (5), AT (15, 0), SALON_CLOSURE_NONE, NULL);
  assert_closure (hours, may (6), AT (10, 0), SALON_CLOSURE_EXCEPTION, NULL);
  assert_closure (hours, may (7), AT (22, 0), SALON_CLOSURE_EXCEPTION, "Holidays");
  assert_closure (hours, may (8), AT (10, 0), SALON_CLOSURE_EXCEPTION, "Holidays");
}

static void
test_a_reason_is_preferred_to_none (void)
{
  const SalonOpeningException exceptions[] = {
    { may (5), may (5), -1, -1, FALSE, NULL },
    { may (5), may (5), AT (9, 0), AT (10, 0), FALSE, "Delivery" },
  };
  g_autoptr (SalonOpeningHours) hours = hours_with (exceptions, G_N_ELEMENTS (exceptions));

  assert_closure (hours, may (5), AT (9, 30), SALON_CLOSURE_EXCEPTION, "Delivery");
  assert_closure (hours, may (5), AT (10, 0), SALON_CLOSURE_EXCEPTION, NULL);
}

static void
test_reasons_are_copied (void)
{
  char reason[] = "Training";
  SalonOpeningException exception = { may (5), may (5), -1, -1, FALSE, reason };
  g_autoptr (SalonOpeningHours) hours = hours_with (&exception, 1);

  reason[0] = 'x';
  assert_closure (hours, may (5), AT (9, 0), SALON_CLOSURE_EXCEPTION, "Training");
}

static void
test_the_span_is_that_of_the_week (void)
{
  g_autoptr (SalonOpeningHours) hours = hours_with (NULL, 0);
  g_autoptr (SalonOpeningHours) never =
    salon_opening_hours_new (NULL, 0, NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
  int start = -1;
  int end = -1;

  g_assert_false (salon_opening_hours_get_span (never, &start, &end));
  g_assert_true (salon_opening_hours_get_span (hours, &start, &end));
  g_assert_cmpint (start, ==, AT (8, 30));
  g_assert_cmpint (end, ==, AT (19, 0));
}

static void
test_windows_that_no_day_has_are_left_out (void)
{
  const SalonWeeklyWindow windows[] = { { -1, 0, 60 }, { 7, 0, 60 },   { 0, 60, 60 },
                                        { 0, 90, 30 }, { 0, -30, 45 }, { 0, 1380, 1500 } };
  g_autoptr (SalonOpeningHours) hours =
    salon_opening_hours_new (windows, G_N_ELEMENTS (windows), NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE,
                             TRUE);

  assert_windows (hours, may (4), "00:00-00:45 23:00-24:00");
  assert_windows (hours, may (5), "");
  assert_windows (hours, may (10), "");
}

/* The three steps of the header, asked of one minute. */
static gboolean
naive_is_open (const SalonWeeklyWindow *windows,
               gsize n_windows,
               const SalonOpeningException *exceptions,
               gsize n_exceptions,
               SalonDay day,
               int minute)
{
  gboolean is_open = FALSE;
  gboolean is_opened = FALSE;
  gboolean opened_now = FALSE;

  for (gsize i = 0; i < n_windows; i++)
    is_open |= windows[i].weekday == salon_day_get_weekday (day) && windows[i].start <= minute
               && minute < windows[i].end;
  if (salon_holiday_get_name (day, SALON_HOLIDAY_ZONE_METROPOLE, SALON_LANGUAGE_ENGLISH) != NULL)
    is_open = FALSE;

  for (gsize i = 0; i < n_exceptions; i++)
    if (exceptions[i].open && exceptions[i].from <= day && day <= exceptions[i].to)
      {
        is_opened = TRUE;
        opened_now |=
          exceptions[i].start < 0 || (exceptions[i].start <= minute && minute < exceptions[i].end);
      }
  if (is_opened)
    is_open = opened_now;

  for (gsize i = 0; i < n_exceptions; i++)
    if (!exceptions[i].open && exceptions[i].from <= day && day <= exceptions[i].to
        && (exceptions[i].start < 0
            || (exceptions[i].start <= minute && minute < exceptions[i].end)))
      is_open = FALSE;
  return is_open;
}

static void
random_times (int *start, int *end)
{
  *start = g_test_rand_int_range (0, SALON_DAY_MINUTES);
  *end = g_test_rand_int_range (*start + 1, SALON_DAY_MINUTES + 1);
}

static void
assert_minutes_agree (SalonOpeningHours *hours,
                      const SalonWeeklyWindow *windows,
                      const SalonOpeningException *exceptions,
                      SalonDay day)
{
  g_autoptr (GArray) found = salon_opening_hours_get_windows (hours, day);

  for (guint i = 1; i < found->len; i++)
    g_assert_cmpint (g_array_index (found, SalonRange, i - 1).end, <,
                     g_array_index (found, SalonRange, i).start);
  for (int minute = 0; minute < SALON_DAY_MINUTES; minute += 3)
    {
      gboolean expected = naive_is_open (windows, 12, exceptions, 6, day, minute);
      gboolean is_open = FALSE;
      const char *text;

      for (guint i = 0; i < found->len; i++)
        is_open |= g_array_index (found, SalonRange, i).start <= minute
                   && minute < g_array_index (found, SalonRange, i).end;
      g_assert_cmpint (is_open, ==, expected);
      g_assert_cmpint (salon_opening_hours_explain (hours, day, minute, SALON_LANGUAGE_ENGLISH,
                                                    &text)
                         == SALON_CLOSURE_NONE,
                       ==, expected);
    }
}

static void
test_random_salons_agree_with_the_naive_rule_each_minute (void)
{
  for (int round = 0; round < 60; round++)
    {
      SalonWeeklyWindow windows[12];
      SalonOpeningException exceptions[6];
      g_autoptr (SalonOpeningHours) hours = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
        {
          windows[i].weekday = g_test_rand_int_range (0, 7);
          random_times (&windows[i].start, &windows[i].end);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
        {
          exceptions[i] = (SalonOpeningException) { .start = -1, .end = -1 };
          exceptions[i].from = may (g_test_rand_int_range (1, 15));
          exceptions[i].to = exceptions[i].from + g_test_rand_int_range (0, 3);
          exceptions[i].open = g_test_rand_bit ();
          if (g_test_rand_bit ())
            random_times (&exceptions[i].start, &exceptions[i].end);
        }
      hours =
        salon_opening_hours_new (windows, G_N_ELEMENTS (windows), exceptions,
                                 G_N_ELEMENTS (exceptions), SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
      for (int day = 1; day <= 15; day++)
        assert_minutes_agree (hours, windows, exceptions, may (day));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/opening-hours/an-ordinary-day-has-its-weekly-windows",
                   test_an_ordinary_day_has_its_weekly_windows);
  g_test_add_func ("/salon/opening-hours/the-break-and-the-evening-are-outside-the-weekly-hours",
                   test_the_break_and_the_evening_are_outside_the_weekly_hours);
  g_test_add_func ("/salon/opening-hours/a-holiday-closes-by-its-name",
                   test_a_holiday_closes_by_its_name);
  g_test_add_func ("/salon/opening-hours/a-salon-may-work-on-holidays",
                   test_a_salon_may_work_on_holidays);
  g_test_add_func ("/salon/opening-hours/the-zone-decides-what-is-a-holiday",
                   test_the_zone_decides_what_is_a_holiday);
  g_test_add_func ("/salon/opening-hours/opening-exceptions-take-the-place-of-the-usual-hours",
                   test_opening_exceptions_take_the_place_of_the_usual_hours);
  g_test_add_func ("/salon/opening-hours/closing-exceptions-are-taken-away-last",
                   test_closing_exceptions_are_taken_away_last);
  g_test_add_func ("/salon/opening-hours/a-reason-is-preferred-to-none",
                   test_a_reason_is_preferred_to_none);
  g_test_add_func ("/salon/opening-hours/reasons-are-copied", test_reasons_are_copied);
  g_test_add_func ("/salon/opening-hours/the-span-is-that-of-the-week",
                   test_the_span_is_that_of_the_week);
  g_test_add_func ("/salon/opening-hours/windows-that-no-day-has-are-left-out",
                   test_windows_that_no_day_has_are_left_out);
  g_test_add_func ("/salon/opening-hours/random-salons-agree-with-the-naive-rule-each-minute",
                   test_random_salons_agree_with_the_naive_rule_each_minute);
  return g_test_run ();
}
