/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series and their rows, on values that are made by hand. */
#include "statistics/salon-statistics-series.h"

#include "statistics/salon-figure-words.h"

#define FIRST salon_day_from_ymd (2026, 3, 1)
#define LENGTH 10
#define TODAY (FIRST + 4)

typedef struct
{
  SalonStatisticsPair *pair;
  GArray *rows;
} Fixture;

static SalonStatistics *
make_statistics (SalonDay from, int n_days, gint64 cents)
{
  SalonStatistics *statistics = salon_statistics_new ();

  statistics->from = from;
  statistics->to = from + n_days;
  statistics->today = TODAY;
  statistics->grain = SALON_GRAIN_DAY;
  for (int i = 0; i < n_days; i++)
    {
      SalonStatisticsStep step = { .from = from + i, .to = from + i + 1 };

      step.visits =
        (SalonTally) { step.from < TODAY ? 1 : 0, step.from < TODAY ? cents * (i + 1) : 0 };
      step.booked = (SalonTally) { step.from >= TODAY ? 2 : 0, 0 };
      g_array_append_val (statistics->series, step);
    }
  return statistics;
}

static void
add_service (SalonStatistics *statistics, const char *id, const char *name, gint64 n, gint64 cents)
{
  SalonServiceTally service = { g_strdup (id), g_strdup (name), { n, cents } };

  g_array_append_val (statistics->services, service);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (SalonFigureRows));
  self->pair = g_new0 (SalonStatisticsPair, 1);
  self->pair->period = salon_statistics_period_make_dates (FIRST, FIRST + LENGTH - 1);
  self->pair->before =
    salon_statistics_period_compare (&self->pair->period, SALON_STATISTICS_AGAINST_BEFORE);
  self->pair->now = make_statistics (FIRST, LENGTH, 1000);
  self->pair->then = make_statistics (FIRST - LENGTH - 2, LENGTH + 2, 500);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_array_unref (self->rows);
  salon_statistics_pair_free (self->pair);
}

static SalonChartSeries *
make (Fixture *self, SalonStatisticsChart chart)
{
  SalonChartSeries *series = salon_statistics_series_make (chart, self->pair, "EUR", self->rows);

  g_assert_cmpuint (self->rows->len, ==, salon_chart_series_get_n_points (series));
  return series;
}

static const SalonFigureRows *
get_rows (Fixture *self, guint index)
{
  return &g_array_index (self->rows, SalonFigureRows, index);
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  g_autoptr (SalonChartSeries) series = make (self, SALON_STATISTICS_CHART_TURNOVER);
  const SalonChartPoint *third = salon_chart_series_get_point (series, 2);

  g_assert_cmpuint (salon_chart_series_get_n_points (series), ==, LENGTH);
  g_assert_cmpstr (third->label, ==, "3");
  g_assert_cmpstr (third->name, ==, "Tuesday 3 March");
  g_assert_cmpint (third->value, ==, 3000);
  g_assert_cmpint (third->before, ==, 1500);
  g_assert_cmpint (get_rows (self, 2)->from, ==, FIRST + 2);
  g_assert_cmpint (get_rows (self, 2)->to, ==, FIRST + 3);
  g_assert_cmpint (get_rows (self, 2)->figure, ==, SALON_FIGURE_TURNOVER);
  /* 1 + 2 + 3 + 4 */
  g_assert_cmpint (salon_chart_series_get_sum (series), ==, 10000);
  /* The one before is longer, and all of it counts: 1 + … + 12. */
  g_assert_cmpint (salon_chart_series_get_sum_before (series), ==, 500 * 78);
}

static void
test_days_to_come (Fixture *self, gconstpointer data)
{
  g_autoptr (SalonChartSeries) turnover = make (self, SALON_STATISTICS_CHART_TURNOVER);
  g_autoptr (SalonChartSeries) bookings = NULL;

  g_assert_false (salon_chart_series_get_point (turnover, 3)->is_to_come);
  g_assert_true (salon_chart_series_get_point (turnover, 4)->is_to_come);
  g_assert_true (salon_chart_series_get_point (turnover, 9)->is_to_come);
  g_array_set_size (self->rows, 0);
  bookings = make (self, SALON_STATISTICS_CHART_BOOKINGS);
  g_assert_false (salon_chart_series_get_point (bookings, 9)->is_to_come);
  g_assert_cmpint (salon_chart_series_get_point (bookings, 9)->value, ==, 2);
}

static void
test_hours (Fixture *self, gconstpointer data)
{
  g_autoptr (SalonChartSeries) series = NULL;
  guint n_columns;
  gboolean is_found = FALSE;

  self->pair->now->hours[2][7] = 5;
  series = make (self, SALON_STATISTICS_CHART_HOURS);
  n_columns = g_strv_length ((GStrv) salon_chart_series_get_columns (series));
  g_assert_cmpuint (g_strv_length ((GStrv) salon_chart_series_get_rows (series)), ==, 7);
  g_assert_cmpuint (salon_chart_series_get_n_points (series), ==, 7 * n_columns);
  g_assert_cmpstr (salon_chart_series_get_columns (series)[0], ==, "7 h");
  for (guint i = 0; i < self->rows->len; i++)
    if (get_rows (self, i)->weekday == 2 && get_rows (self, i)->hour == 7)
      {
        g_assert_cmpint (salon_chart_series_get_point (series, i)->value, ==, 5);
        g_assert_cmpstr (salon_chart_series_get_point (series, i)->name, ==, "Wednesday, 07:00");
        is_found = TRUE;
      }
  g_assert_true (is_found);
}

static void
test_services (Fixture *self, gconstpointer data)
{
  g_autoptr (SalonChartSeries) money = NULL;
  g_autoptr (SalonChartSeries) counts = NULL;

  add_service (self->pair->now, "s1", "Gel", 2, 9000);
  add_service (self->pair->now, NULL, "Sourcils", 7, 8400);
  add_service (self->pair->then, "s1", "Gel", 1, 4500);
  money = make (self, SALON_STATISTICS_CHART_SERVICES);
  g_assert_cmpint (salon_chart_series_get_point (money, 0)->value, ==, 9000);
  g_assert_cmpint (salon_chart_series_get_point (money, 0)->before, ==, 4500);
  g_assert_cmpint (salon_chart_series_get_point (money, 1)->before, ==, 0);
  g_assert_cmpstr (get_rows (self, 0)->key, ==, "s1");
  g_assert_cmpstr (get_rows (self, 1)->key, ==, "Sourcils");
  g_array_set_size (self->rows, 0);
  counts = make (self, SALON_STATISTICS_CHART_SERVICE_COUNTS);
  g_assert_cmpstr (salon_chart_series_get_point (counts, 0)->name, ==, "Sourcils");
  g_assert_cmpint (salon_chart_series_get_point (counts, 0)->value, ==, 7);
}

/* The rest is in the sum all the same. */
static void
test_many_services (Fixture *self, gconstpointer data)
{
  g_autoptr (SalonChartSeries) series = NULL;

  for (int i = 0; i < 20; i++)
    add_service (self->pair->now, NULL, "Gel", 1, 1000);
  series = make (self, SALON_STATISTICS_CHART_SERVICES);
  g_assert_cmpuint (salon_chart_series_get_n_points (series), ==, 8);
  g_assert_cmpint (salon_chart_series_get_sum (series), ==, 20000);
}

static void
test_parts (Fixture *self, gconstpointer data)
{
  g_autoptr (SalonChartSeries) received = NULL;

  salon_takings_add (&self->pair->now->received, SALON_MEANS_CHEQUE, 4500);
  salon_takings_add (&self->pair->then->received, SALON_MEANS_CASH, 300);
  received = make (self, SALON_STATISTICS_CHART_RECEIVED);
  g_assert_cmpuint (salon_chart_series_get_n_points (received), ==, 2);
  g_assert_cmpint (get_rows (self, 0)->part, ==, SALON_MEANS_CASH);
  g_assert_cmpint (get_rows (self, 1)->part, ==, SALON_MEANS_CHEQUE);
  g_assert_cmpint (salon_chart_series_get_point (received, 1)->value, ==, 4500);
}

/* Whatever is empty has a series, and every figure has words. */
static void
test_everything_has_words (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < SALON_N_STATISTICS_CHARTS; i++)
    {
      g_autoptr (SalonChartSeries) series = NULL;

      g_array_set_size (self->rows, 0);
      series = make (self, (SalonStatisticsChart) i);
      g_assert_cmpstr (salon_chart_series_get_title (series), !=, "");
    }
  for (guint i = 0; i < SALON_N_FIGURES; i++)
    {
      g_assert_cmpstr (salon_figure_words_title ((SalonFigure) i), !=, "");
      g_assert_true (g_str_has_suffix (salon_figure_words_definition ((SalonFigure) i), "."));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/statistics-series/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("every-step-has-its-days-and-the-one-before", test_steps);
  ADD ("what-is-to-come-has-bookings-and-no-turnover", test_days_to_come);
  ADD ("every-hour-of-the-week-has-its-cell", test_hours);
  ADD ("services-are-ranked-by-money-and-by-number", test_services);
  ADD ("the-rest-of-the-services-is-in-the-sum", test_many_services);
  ADD ("means-that-were-never-used-are-left-out", test_parts);
  ADD ("everything-has-words", test_everything_has_words);
#undef ADD
  return g_test_run ();
}
