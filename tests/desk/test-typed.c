/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookings/salon-typed.h"

#define TODAY (salon_day_from_ymd (2026, 3, 9))

static void
assert_day (const char *text, int year, int month, int month_day)
{
  SalonDay day = SALON_DAY_NONE;

  g_assert_true (salon_typed_day_parse (text, TODAY, &day));
  g_assert_cmpint (day, ==, salon_day_from_ymd (year, month, month_day));
}

static void
test_day_with_a_year (void)
{
  assert_day ("14/3/2026", 2026, 3, 14);
  assert_day ("14.03.26", 2026, 3, 14);
  assert_day (" 1-12-2025 ", 2025, 12, 1);
}

static void
test_day_without_a_year_is_the_next_one (void)
{
  assert_day ("14/3", 2026, 3, 14);
  assert_day ("9/3", 2026, 3, 9);
  assert_day ("8/3", 2027, 3, 8);
  assert_day ("29/2", 2028, 2, 29);
}

static void
test_day_alone_is_the_next_one (void)
{
  assert_day ("14", 2026, 3, 14);
  assert_day ("8", 2026, 4, 8);
  assert_day ("31", 2026, 3, 31);
}

static void
test_not_a_day (void)
{
  static const char *const texts[] = { "", "/", "32/1", "30/2/2026", "a", "1/2/3/4", "14/13", "0" };
  SalonDay day;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (salon_typed_day_parse (texts[i], TODAY, &day));
}

static void
assert_time (const char *text, int expected)
{
  int minute = -1;

  g_assert_true (salon_typed_time_parse (text, &minute));
  g_assert_cmpint (minute, ==, expected);
}

static void
test_time_as_people_write_it (void)
{
  assert_time ("14:30", 14 * 60 + 30);
  assert_time ("14h30", 14 * 60 + 30);
  assert_time ("14 H 30", 14 * 60 + 30);
  assert_time ("14.30", 14 * 60 + 30);
  assert_time ("1430", 14 * 60 + 30);
  assert_time ("930", 9 * 60 + 30);
  assert_time ("14h", 14 * 60);
  assert_time ("9", 9 * 60);
  assert_time ("0", 0);
}

static void
test_not_a_time (void)
{
  static const char *const texts[] = { "", "24:00", "14:60", "noon", "1:2:3", "12345", ":30" };
  int minute;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (salon_typed_time_parse (texts[i], &minute));
}

static void
assert_length (const char *text, int expected)
{
  int minutes = -1;

  g_assert_true (salon_typed_length_parse (text, &minutes));
  g_assert_cmpint (minutes, ==, expected);
}

static void
test_length_as_people_write_it (void)
{
  assert_length ("1h30", 90);
  assert_length ("1 h 30", 90);
  assert_length ("1:30", 90);
  assert_length ("90", 90);
  assert_length ("90 min", 90);
  assert_length ("2h", 120);
}

static void
test_not_a_length (void)
{
  static const char *const texts[] = { "", "0", "1h60", "25h", "1 30", "long", "1441" };
  int minutes;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (salon_typed_length_parse (texts[i], &minutes));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/typed/day-with-a-year", test_day_with_a_year);
  g_test_add_func ("/salon/typed/day-without-a-year-is-the-next-one",
                   test_day_without_a_year_is_the_next_one);
  g_test_add_func ("/salon/typed/day-alone-is-the-next-one", test_day_alone_is_the_next_one);
  g_test_add_func ("/salon/typed/not-a-day", test_not_a_day);
  g_test_add_func ("/salon/typed/time-as-people-write-it", test_time_as_people_write_it);
  g_test_add_func ("/salon/typed/not-a-time", test_not_a_time);
  g_test_add_func ("/salon/typed/length-as-people-write-it", test_length_as_people_write_it);
  g_test_add_func ("/salon/typed/not-a-length", test_not_a_length);
  return g_test_run ();
}
