/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-series.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "payments/salon-payment-words.h"
#include "salon-figure-words.h"

/* Who wants to see all of them looks at the list. */
#define MOST_SERVICES 8
#define MOST_DAYS_BY_WEEKDAY 7
#define MOST_DAYS_BY_NUMBER 31
/* Of a heat map with nothing in it. */
#define FIRST_HOUR 9
#define LAST_HOUR 18

/* What is being made. */
typedef struct
{
  SalonStatisticsChart chart;
  const SalonStatisticsPair *pair;
  SalonChartSeries *series;
  GArray *rows; /* nullable */
} Making;

SalonFigure
salon_statistics_series_get_figure (SalonStatisticsChart chart)
{
  switch (chart)
    {
    case SALON_STATISTICS_CHART_TURNOVER:
      return SALON_FIGURE_TURNOVER;
    case SALON_STATISTICS_CHART_BOOKINGS:
      return SALON_FIGURE_BOOKINGS;
    case SALON_STATISTICS_CHART_HOURS:
      return SALON_FIGURE_HOURS;
    case SALON_STATISTICS_CHART_RECEIVED:
      return SALON_FIGURE_RECEIVED;
    case SALON_STATISTICS_CHART_SERVICES:
    case SALON_STATISTICS_CHART_SERVICE_COUNTS:
      return SALON_FIGURE_SERVICES;
    case SALON_STATISTICS_CHART_CLIENTS:
      return SALON_FIGURE_CLIENTS;
    case SALON_STATISTICS_CHART_LOST:
      return SALON_FIGURE_LOST;
    case SALON_STATISTICS_CHART_ORIGIN:
      return SALON_FIGURE_ORIGIN;
    }
  g_return_val_if_reached (SALON_FIGURE_TURNOVER);
}

static SalonChartUnit
get_unit (SalonStatisticsChart chart)
{
  switch (chart)
    {
    case SALON_STATISTICS_CHART_TURNOVER:
    case SALON_STATISTICS_CHART_RECEIVED:
    case SALON_STATISTICS_CHART_SERVICES:
      return SALON_CHART_MONEY;
    case SALON_STATISTICS_CHART_LOST:
      return SALON_CHART_MINUTES;
    case SALON_STATISTICS_CHART_BOOKINGS:
    case SALON_STATISTICS_CHART_HOURS:
    case SALON_STATISTICS_CHART_SERVICE_COUNTS:
    case SALON_STATISTICS_CHART_CLIENTS:
    case SALON_STATISTICS_CHART_ORIGIN:
      return SALON_CHART_COUNT;
    }
  g_return_val_if_reached (SALON_CHART_COUNT);
}

static SalonFigureRows
make_rows (const Making *making)
{
  return (SalonFigureRows) {
    .figure = salon_statistics_series_get_figure (making->chart),
    .from = making->pair->now->from,
    .to = making->pair->now->to,
    .weekday = -1,
    .hour = -1,
    .part = -1,
  };
}

static SalonChartPoint *
add (Making *making,
     const char *label,
     const char *name,
     gint64 value,
     gint64 before,
     const SalonFigureRows *rows)
{
  SalonChartPoint *point = salon_chart_series_add (making->series, label, name, value);

  point->before = before;
  if (making->rows != NULL)
    g_array_append_vals (making->rows, rows, 1);
  return point;
}

/* --- Steps of time --- */

static char *
write_step_label (const SalonStatistics *statistics, const SalonStatisticsStep *step)
{
  int year, month, day;

  salon_day_to_ymd (step->from, &year, &month, &day);
  switch (statistics->grain)
    {
    case SALON_GRAIN_DAY:
      if (statistics->to - statistics->from <= MOST_DAYS_BY_WEEKDAY)
        return g_strdup_printf (
          "%s %d", salon_format_get_short_weekday (salon_day_get_weekday (step->from)), day);
      if (statistics->to - statistics->from <= MOST_DAYS_BY_NUMBER)
        return g_strdup_printf ("%d", day);
      return g_strdup_printf ("%d/%02d", day, month);
    case SALON_GRAIN_MONTH:
      return g_strdup (salon_format_get_month (month));
    case SALON_GRAIN_YEAR:
      return g_strdup_printf ("%d", year);
    }
  g_return_val_if_reached (NULL);
}

static char *
write_step_name (const SalonStatistics *statistics, const SalonStatisticsStep *step)
{
  int year;

  switch (statistics->grain)
    {
    case SALON_GRAIN_DAY:
      return salon_format_day (step->from, SALON_DAY_STYLE_WITHOUT_YEAR);
    case SALON_GRAIN_MONTH:
      return salon_format_day (step->from, SALON_DAY_STYLE_MONTH);
    case SALON_GRAIN_YEAR:
      salon_day_to_ymd (step->from, &year, NULL, NULL);
      return g_strdup_printf ("%d", year);
    }
  g_return_val_if_reached (NULL);
}

static gint64
get_step_value (SalonStatisticsChart chart, const SalonStatisticsStep *step)
{
  return chart == SALON_STATISTICS_CHART_TURNOVER
           ? step->visits.cents
           : step->visits.n + step->booked.n + step->no_shows.n;
}

static gint64
sum_steps (SalonStatisticsChart chart, const SalonStatistics *statistics)
{
  gint64 sum = 0;

  for (guint i = 0; i < statistics->series->len; i++)
    sum += get_step_value (chart, &g_array_index (statistics->series, SalonStatisticsStep, i));
  return sum;
}

/* The turnover of a day that has not come is not known, nor is that of today while nothing was done;
 * the bookings of those days are. */
static gboolean
is_to_come (const Making *making, const SalonStatisticsStep *step)
{
  SalonDay today = making->pair->now->today;

  return making->chart == SALON_STATISTICS_CHART_TURNOVER
         && (step->from > today || (step->from == today && step->visits.n == 0));
}

static void
make_steps (Making *making)
{
  const SalonStatistics *now = making->pair->now;
  const SalonStatistics *then = making->pair->then;

  for (guint i = 0; i < now->series->len; i++)
    {
      const SalonStatisticsStep *step = &g_array_index (now->series, SalonStatisticsStep, i);
      g_autofree char *label = write_step_label (now, step);
      g_autofree char *name = write_step_name (now, step);
      SalonFigureRows rows = make_rows (making);
      gint64 before =
        i < then->series->len
          ? get_step_value (making->chart, &g_array_index (then->series, SalonStatisticsStep, i))
          : 0;
      SalonChartPoint *point = NULL;

      rows.from = step->from;
      rows.to = step->to;
      point = add (making, label, name, get_step_value (making->chart, step), before, &rows);
      point->is_to_come = is_to_come (making, step);
    }
  /* A month that is compared may be longer. */
  salon_chart_series_set_sums (making->series, sum_steps (making->chart, now),
                               sum_steps (making->chart, then));
}

/* --- The week --- */

static void
find_hours (const SalonStatistics *statistics, int *first, int *last)
{
  *first = FIRST_HOUR;
  *last = LAST_HOUR;
  for (int hour = 0; hour < SALON_N_HOURS; hour++)
    for (int weekday = 0; weekday < SALON_N_WEEKDAYS; weekday++)
      if (statistics->hours[weekday][hour] != 0)
        {
          *first = MIN (*first, hour);
          *last = MAX (*last, hour);
        }
}

static void
add_hour (Making *making, int weekday, int hour)
{
  g_autofree char *time = salon_format_minute (hour * 60);
  /* Translators: a weekday and the hour at which visits begin: "Monday, 14:00" */
  g_autofree char *name =
    g_strdup_printf (C_ ("chart", "%1$s, %2$s"), salon_format_get_weekday (weekday), time);
  SalonFigureRows rows = make_rows (making);

  rows.weekday = weekday;
  rows.hour = hour;
  add (making, time, name, making->pair->now->hours[weekday][hour],
       making->pair->then->hours[weekday][hour], &rows);
}

static void
make_hours (Making *making)
{
  g_autoptr (GStrvBuilder) weekdays = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) hours = g_strv_builder_new ();
  g_auto (GStrv) row_titles = NULL;
  g_auto (GStrv) column_titles = NULL;
  int first, last;

  find_hours (making->pair->now, &first, &last);
  for (int hour = first; hour <= last; hour++)
    /* Translators: an hour of the day above a column: "14 h" */
    g_strv_builder_take (hours, g_strdup_printf (C_ ("chart", "%d h"), hour));
  for (int i = 0; i < SALON_N_WEEKDAYS; i++)
    {
      int weekday = (salon_format_get_first_weekday () + i) % SALON_N_WEEKDAYS;

      g_strv_builder_add (weekdays, salon_format_get_short_weekday (weekday));
      for (int hour = first; hour <= last; hour++)
        add_hour (making, weekday, hour);
    }
  row_titles = g_strv_builder_end (weekdays);
  column_titles = g_strv_builder_end (hours);
  salon_chart_series_set_grid (making->series, (const char *const *) row_titles,
                               (const char *const *) column_titles);
}

/* --- Services --- */

static gint64
get_tally_value (SalonStatisticsChart chart, const SalonTally *tally)
{
  return chart == SALON_STATISTICS_CHART_SERVICES ? tally->cents : tally->n;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const SalonServiceTally *) a)->tally.n;
  gint64 second = ((const SalonServiceTally *) b)->tally.n;

  return first < second ? 1 : first > second ? -1 : 0;
}

static gboolean
is_same_service (const SalonServiceTally *a, const SalonServiceTally *b)
{
  return g_strcmp0 (a->service_id, b->service_id) == 0
         && (a->service_id != NULL || g_strcmp0 (a->name, b->name) == 0);
}

static gint64
find_before (const Making *making, const SalonServiceTally *service)
{
  GArray *services = making->pair->then->services;

  for (guint i = 0; i < services->len; i++)
    {
      const SalonServiceTally *other = &g_array_index (services, SalonServiceTally, i);

      if (is_same_service (service, other))
        return get_tally_value (making->chart, &other->tally);
    }
  return 0;
}

static gint64
sum_services (SalonStatisticsChart chart, GArray *services)
{
  gint64 sum = 0;

  for (guint i = 0; i < services->len; i++)
    sum += get_tally_value (chart, &g_array_index (services, SalonServiceTally, i).tally);
  return sum;
}

static void
make_services (Making *making)
{
  g_autoptr (GArray) services = g_array_copy (making->pair->now->services);

  if (making->chart == SALON_STATISTICS_CHART_SERVICE_COUNTS)
    g_array_sort (services, compare_counts);
  for (guint i = 0; i < MIN (services->len, MOST_SERVICES); i++)
    {
      const SalonServiceTally *service = &g_array_index (services, SalonServiceTally, i);
      SalonFigureRows rows = make_rows (making);

      rows.key = service->service_id != NULL ? service->service_id : service->name;
      add (making, service->name, service->name, get_tally_value (making->chart, &service->tally),
           find_before (making, service), &rows);
    }
  salon_chart_series_set_sums (making->series, sum_services (making->chart, services),
                               sum_services (making->chart, making->pair->then->services));
}

/* --- What is in a few parts --- */

/* A means that was never used is no row. */
static void
make_received (Making *making)
{
  for (int means = 0; means < SALON_N_MEANS; means++)
    {
      gint64 value = making->pair->now->received.cents[means];
      gint64 before = making->pair->then->received.cents[means];
      const char *name = salon_payment_words_for_means ((SalonMeans) means);
      SalonFigureRows rows = make_rows (making);

      rows.part = means;
      if (value != 0 || before != 0)
        add (making, name, name, value, before, &rows);
    }
}

static void
add_clients (Making *making, SalonFigure figure, gint64 value, gint64 before)
{
  const char *name = salon_figure_words_title (figure);
  SalonFigureRows rows = make_rows (making);

  rows.figure = figure;
  add (making, name, name, value, before, &rows);
}

static void
make_clients (Making *making)
{
  const SalonStatistics *now = making->pair->now;
  const SalonStatistics *then = making->pair->then;

  add_clients (making, SALON_FIGURE_NEW_CLIENTS, now->n_new_clients, then->n_new_clients);
  add_clients (making, SALON_FIGURE_RETURNING_CLIENTS, salon_statistics_get_returning (now),
               salon_statistics_get_returning (then));
  add_clients (making, SALON_FIGURE_PASSERS_BY, now->n_passers_by, then->n_passers_by);
}

static void
make_lost (Making *making)
{
  for (int loss = 0; loss < SALON_N_LOSSES; loss++)
    {
      const char *name = salon_figure_words_loss ((SalonLoss) loss);
      SalonFigureRows rows = make_rows (making);

      rows.part = loss;
      add (making, name, name, making->pair->now->occupancy.lost[loss],
           making->pair->then->occupancy.lost[loss], &rows);
    }
}

static void
make_origin (Making *making)
{
  for (int origin = 0; origin < SALON_N_ORIGINS; origin++)
    {
      const char *name = salon_figure_words_origin ((SalonOrigin) origin);
      SalonFigureRows rows = make_rows (making);

      rows.part = origin;
      add (making, name, name, making->pair->now->origins[origin].n,
           making->pair->then->origins[origin].n, &rows);
    }
}

static void
make_points (Making *making)
{
  switch (making->chart)
    {
    case SALON_STATISTICS_CHART_TURNOVER:
    case SALON_STATISTICS_CHART_BOOKINGS:
      make_steps (making);
      break;
    case SALON_STATISTICS_CHART_HOURS:
      make_hours (making);
      break;
    case SALON_STATISTICS_CHART_RECEIVED:
      make_received (making);
      break;
    case SALON_STATISTICS_CHART_SERVICES:
    case SALON_STATISTICS_CHART_SERVICE_COUNTS:
      make_services (making);
      break;
    case SALON_STATISTICS_CHART_CLIENTS:
      make_clients (making);
      break;
    case SALON_STATISTICS_CHART_LOST:
      make_lost (making);
      break;
    case SALON_STATISTICS_CHART_ORIGIN:
      make_origin (making);
      break;
    }
}

static const char *
get_title (SalonStatisticsChart chart)
{
  if (chart == SALON_STATISTICS_CHART_SERVICES)
    return _ ("Services by What They Bring");
  if (chart == SALON_STATISTICS_CHART_SERVICE_COUNTS)
    return _ ("Services by Number");
  return salon_figure_words_title (salon_statistics_series_get_figure (chart));
}

SalonChartSeries *
salon_statistics_series_make (SalonStatisticsChart chart,
                              const SalonStatisticsPair *pair,
                              const char *currency,
                              GArray *rows)
{
  Making making = { chart, pair,
                    salon_chart_series_new (get_title (chart), get_unit (chart), currency), rows };
  g_autofree char *now = salon_statistics_period_write (&pair->period);
  g_autofree char *before = salon_statistics_period_write (&pair->before);

  salon_chart_series_set_periods (making.series, now, before);
  make_points (&making);
  return making.series;
}
