/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/salon-chart-series.h"

static SalonChartSeries *
make_week (void)
{
  SalonChartSeries *series = salon_chart_series_new ("Turnover", SALON_CHART_MONEY, "EUR");

  salon_chart_series_add (series, "12", "Thursday 12 March", 12000)->before = 9000;
  salon_chart_series_add (series, "13", "Friday 13 March", 54000)->before = 60000;
  salon_chart_series_add (series, "14", "Saturday 14 March", -500)->before = 0;
  return series;
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_summary (void)
{
  g_autoptr (SalonChartSeries) series = make_week ();

  assert_text (salon_chart_series_write_summary (series),
               "In all €655.00. Most: Friday 13 March, €540.00.");
  salon_chart_series_set_periods (series, "This week", "Last week");
  assert_text (salon_chart_series_write_summary (series),
               "In all €655.00; Last week: €690.00. Most: Friday 13 March, €540.00.");
}

static void
test_summary_of_one (void)
{
  g_autoptr (SalonChartSeries) series = salon_chart_series_new ("Visits", SALON_CHART_COUNT, "EUR");

  assert_text (salon_chart_series_write_summary (series),
               "There is nothing to show in this period.");
  salon_chart_series_add (series, "12", "Thursday 12 March", 0);
  assert_text (salon_chart_series_write_summary (series),
               "There is nothing to show in this period.");
  g_assert_true (salon_chart_series_is_empty (series));
  g_object_unref (series);
  series = salon_chart_series_new ("Visits", SALON_CHART_COUNT, "EUR");
  salon_chart_series_add (series, "12", "Thursday 12 March", 3);
  assert_text (salon_chart_series_write_summary (series), "In all 3.");
}

static void
test_points (void)
{
  g_autoptr (SalonChartSeries) series = make_week ();

  assert_text (salon_chart_series_write_point (series, 1), "Friday 13 March: €540.00");
  salon_chart_series_set_periods (series, "This week", "Last week");
  assert_text (salon_chart_series_write_point (series, 1),
               "Friday 13 March: €540.00 (Last week: €600.00)");
}

static void
test_units (void)
{
  g_autoptr (SalonChartSeries) money = salon_chart_series_new ("", SALON_CHART_MONEY, "EUR");
  g_autoptr (SalonChartSeries) francs = salon_chart_series_new ("", SALON_CHART_MONEY, "XPF");
  g_autoptr (SalonChartSeries) minutes = salon_chart_series_new ("", SALON_CHART_MINUTES, "EUR");
  g_autoptr (SalonChartSeries) count = salon_chart_series_new ("", SALON_CHART_COUNT, "EUR");

  assert_text (salon_chart_series_write_value (money, 123450), "€1,234.50");
  assert_text (salon_chart_series_write_tick (money, 123400), "€1,234");
  assert_text (salon_chart_series_write_tick (money, 12300000), "€123,000");
  assert_text (salon_chart_series_write_tick (money, 1250), "€12.50");
  assert_text (salon_chart_series_write_tick (francs, 123400), "XPF\302\2401,234");
  assert_text (salon_chart_series_write_value (minutes, 210), "3 h 30");
  assert_text (salon_chart_series_write_value (count, -3), "-3");
}

static void
test_range (void)
{
  g_autoptr (SalonChartSeries) series = make_week ();
  gint64 least = 1, most = 2;

  salon_chart_series_get_range (series, &least, &most);
  g_assert_cmpint (least, ==, -500);
  g_assert_cmpint (most, ==, 54000);
  salon_chart_series_set_periods (series, "This week", "Last week");
  salon_chart_series_get_range (series, &least, &most);
  g_assert_cmpint (most, ==, 60000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add_func ("/salon/chart-series/" path, test)
  ADD ("one-sentence-tells-what-it-comes-to", test_summary);
  ADD ("one-value-or-none-is-told-too", test_summary_of_one);
  ADD ("a-value-is-told-with-its-name-and-the-one-before", test_points);
  ADD ("values-are-written-as-what-they-are", test_units);
  ADD ("the-range-holds-what-was-before-when-it-is-compared", test_range);
#undef ADD
  return g_test_run ();
}
