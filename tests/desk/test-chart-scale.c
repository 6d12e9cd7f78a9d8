/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/salon-chart-scale.h"

static void
assert_scale (gint64 least, gint64 most, int n_steps, gint64 unit, SalonChartScale expected)
{
  SalonChartScale scale = salon_chart_scale_make (least, most, n_steps, unit);

  g_assert_cmpint (scale.from, ==, expected.from);
  g_assert_cmpint (scale.to, ==, expected.to);
  g_assert_cmpint (scale.step, ==, expected.step);
}

static void
test_steps_are_counted_easily (void)
{
  assert_scale (0, 7, 5, 1, (SalonChartScale) { 0, 8, 2 });
  assert_scale (0, 3, 5, 1, (SalonChartScale) { 0, 3, 1 });
  assert_scale (0, 23, 5, 1, (SalonChartScale) { 0, 25, 5 });
  assert_scale (0, 54000, 4, 100, (SalonChartScale) { 0, 60000, 20000 });
  assert_scale (12, 99, 5, 1, (SalonChartScale) { 0, 100, 20 });
}

static void
test_negative_values_stand_below_zero (void)
{
  assert_scale (-450, 900, 5, 1, (SalonChartScale) { -500, 1000, 500 });
  assert_scale (-450, -20, 5, 1, (SalonChartScale) { -500, 0, 100 });
}

static void
test_nothing_has_a_scale_too (void)
{
  assert_scale (0, 0, 4, 1, (SalonChartScale) { 0, 1, 1 });
  assert_scale (0, 0, 4, 100, (SalonChartScale) { 0, 100, 100 });
  assert_scale (5, -5, 4, 1, (SalonChartScale) { 0, 1, 1 });
}

static void
test_the_greatest_numbers_fit (void)
{
  SalonChartScale scale = salon_chart_scale_make (G_MININT64, G_MAXINT64, 5, 100);

  g_assert_cmpint (scale.from, <, 0);
  g_assert_cmpint (scale.to, >, 0);
  g_assert_cmpint ((scale.to - scale.from) / scale.step, <=, 6);
}

/* Whatever the values are: zero is a line, all values lie within, and there are few lines. */
static void
test_random_values_lie_within (void)
{
  for (int i = 0; i < 5000; i++)
    {
      gint64 least = g_test_rand_int_range (-1000000, 1000000);
      gint64 most = least + g_test_rand_int_range (0, 1000000);
      int n_steps = g_test_rand_int_range (1, 12);
      SalonChartScale scale = salon_chart_scale_make (least, most, n_steps, 1);

      g_assert_cmpint (scale.from, <=, MIN (least, 0));
      g_assert_cmpint (scale.to, >=, MAX (most, 0));
      g_assert_cmpint (scale.from % scale.step, ==, 0);
      g_assert_cmpint (scale.to % scale.step, ==, 0);
      g_assert_cmpint ((scale.to - scale.from) / scale.step, <=, n_steps + 1);
    }
}

static void
test_places (void)
{
  const SalonChartScale scale = { -100, 300, 100 };

  g_assert_cmpfloat (salon_chart_scale_get_place (&scale, -100), ==, 0);
  g_assert_cmpfloat (salon_chart_scale_get_place (&scale, 0), ==, 0.25);
  g_assert_cmpfloat (salon_chart_scale_get_place (&scale, 300), ==, 1);
  g_assert_cmpfloat (salon_chart_scale_get_place (&scale, 999), ==, 1);
  g_assert_cmpfloat (salon_chart_scale_get_place (&scale, -999), ==, 0);
}

static void
test_labels_never_touch (void)
{
  g_assert_cmpint (salon_chart_scale_get_label_step (7, 20, 6, 400), ==, 1);
  g_assert_cmpint (salon_chart_scale_get_label_step (31, 16, 6, 300), ==, 3);
  g_assert_cmpint (salon_chart_scale_get_label_step (0, 16, 6, 300), ==, 1);
  g_assert_cmpint (salon_chart_scale_get_label_step (31, 16, 6, 0), ==, 1);
  for (int n = 1; n < 400; n++)
    {
      int step = salon_chart_scale_get_label_step (n, 18, 6, 300);
      g_assert_cmpfloat (300.0 / n * step, >=, 24);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add_func ("/salon/chart-scale/" path, test)
  ADD ("steps-are-counted-easily", test_steps_are_counted_easily);
  ADD ("negative-values-stand-below-zero", test_negative_values_stand_below_zero);
  ADD ("nothing-has-a-scale-too", test_nothing_has_a_scale_too);
  ADD ("the-greatest-numbers-fit", test_the_greatest_numbers_fit);
  ADD ("random-values-lie-within", test_random_values_lie_within);
  ADD ("a-value-has-its-place", test_places);
  ADD ("labels-never-touch", test_labels_never_touch);
#undef ADD
  return g_test_run ();
}
