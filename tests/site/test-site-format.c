/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "site/salon-site-format.h"

#define NBSP "\302\240"

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_days (void)
{
  SalonDay first = salon_day_from_ymd (2026, 12, 1), day = salon_day_from_ymd (2026, 3, 12);

  assert_text (salon_site_format_day (first, SALON_LANGUAGE_FRENCH),
               "mardi 1er" NBSP "décembre 2026");
  assert_text (salon_site_format_day (first, SALON_LANGUAGE_ENGLISH),
               "Tuesday 1" NBSP "December 2026");
  assert_text (salon_site_format_date (day, SALON_LANGUAGE_FRENCH), "12" NBSP "mars 2026");
  assert_text (salon_site_format_near_day (day, SALON_LANGUAGE_FRENCH), "jeudi 12" NBSP "mars");
  assert_text (salon_site_format_short_day (first, SALON_LANGUAGE_FRENCH), "mar. 1er" NBSP "déc.");
  assert_text (salon_site_format_month (day, SALON_LANGUAGE_ENGLISH), "March 2026");
  g_assert_cmpstr (salon_site_format_weekday (6, SALON_LANGUAGE_FRENCH), ==, "dimanche");
}

static void
test_times (void)
{
  assert_text (salon_site_format_time (9 * 60, SALON_LANGUAGE_FRENCH), "9" NBSP "h");
  assert_text (salon_site_format_time (14 * 60 + 5, SALON_LANGUAGE_FRENCH),
               "14" NBSP "h" NBSP "05");
  assert_text (salon_site_format_time (14 * 60 + 5, SALON_LANGUAGE_ENGLISH), "14:05");
  assert_text (salon_site_format_span (9 * 60, 12 * 60, SALON_LANGUAGE_ENGLISH), "9:00 – 12:00");
  assert_text (salon_site_format_duration (45, SALON_LANGUAGE_FRENCH), "45" NBSP "min");
  assert_text (salon_site_format_duration (60, SALON_LANGUAGE_FRENCH), "1" NBSP "h");
  assert_text (salon_site_format_duration (90, SALON_LANGUAGE_FRENCH), "1" NBSP "h" NBSP "30");
}

static void
test_money (void)
{
  assert_text (salon_site_format_money (6500, SALON_LANGUAGE_FRENCH), "65" NBSP "€");
  assert_text (salon_site_format_money (6550, SALON_LANGUAGE_FRENCH), "65,50" NBSP "€");
  assert_text (salon_site_format_money (6500, SALON_LANGUAGE_ENGLISH), "€65");
  assert_text (salon_site_format_money (0, SALON_LANGUAGE_ENGLISH), "€0");
  assert_text (salon_site_format_money (100000, SALON_LANGUAGE_ENGLISH), "€1,000");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/site-format/days", test_days);
  g_test_add_func ("/salon/site-format/times-and-lengths", test_times);
  g_test_add_func ("/salon/site-format/money-without-empty-cents", test_money);
  return g_test_run ();
}
