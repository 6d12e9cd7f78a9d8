/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-month-pack.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "exchange/salon-month-tables.h"
#include "payments/salon-payment-words.h"
#include "salon-figure-words.h"
#include "salon-month-sheets.h"
#include "salon-statistics-series.h"
#include "store/salon-reader-statistics.h"

/* --- Reading --- */

typedef struct
{
  SalonStatisticsPeriod period;
  SalonStatisticsAgainst against;
  SalonDay today;
} Question;

void
salon_month_pack_free (SalonMonthPack *self)
{
  g_clear_pointer (&self->pair, salon_statistics_pair_free);
  g_clear_pointer (&self->takings, g_array_unref);
  g_clear_pointer (&self->moves, g_array_unref);
  g_free (self);
}

static gpointer
read_in_worker (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  const SalonStatisticsPeriod *period = &question->period;
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);
  g_autoptr (SalonMonthPack) pack = g_new0 (SalonMonthPack, 1);

  if (reader == NULL)
    return NULL;
  pack->pair =
    salon_statistics_pair_read (reader, period, question->against, question->today, error);
  if (pack->pair == NULL)
    return NULL;
  pack->takings =
    salon_reader_statistics_list_day_takings (reader, period->from, period->to, error);
  if (pack->takings == NULL
      || !salon_reader_statistics_read_vat (reader, period->from, period->to, &pack->vat, error))
    return NULL;
  pack->moves = salon_reader_statistics_list_card_moves (reader, period->from, period->to, error);
  return pack->moves != NULL ? g_steal_pointer (&pack) : NULL;
}

void
salon_month_pack_read_async (SalonSession *session,
                             const SalonStatisticsPeriod *period,
                             SalonStatisticsAgainst against,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Question *question = g_new (Question, 1);

  *question = (Question) {
    .period = *period,
    .against = against,
    .today = salon_moment_get_day (salon_session_get_now (session)),
  };
  salon_worker_run_async (salon_session_get_worker (session), read_in_worker, question, g_free,
                          (GDestroyNotify) salon_month_pack_free, cancellable, callback, user_data);
}

SalonMonthPack *
salon_month_pack_read_finish (SalonSession *session, GAsyncResult *result, GError **error)
{
  return salon_worker_run_finish (salon_session_get_worker (session), result, error);
}

char *
salon_month_pack_write_title (const SalonMonthPack *self)
{
  g_autofree char *period = salon_statistics_period_write (&self->pair->period);

  /* Translators: the title of what the accountant gets, with its period: "Accounts: March 2026" */
  return g_strdup_printf (_ ("Accounts: %s"), period);
}

/* --- Tables --- */

static GPtrArray *
make_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

static void
add_day (GPtrArray *rows, const SalonDayTakings *day)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

  g_strv_builder_take (cells, salon_day_format (day->day));
  for (int means = 0; means < SALON_N_MEANS; means++)
    g_strv_builder_take (cells, salon_month_tables_format_cents (day->takings.cents[means]));
  g_strv_builder_take (cells, salon_month_tables_format_cents (day->takings.total_cents));
  g_ptr_array_add (rows, g_strv_builder_end (cells));
}

GBytes *
salon_month_pack_write_takings (const SalonMonthPack *self)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_strv_builder_add (titles, _ ("Day"));
  for (int means = 0; means < SALON_N_MEANS; means++)
    g_strv_builder_add (titles, salon_payment_words_for_means ((SalonMeans) means));
  g_strv_builder_add (titles, _ ("Total"));
  names = g_strv_builder_end (titles);
  for (guint i = 0; i < self->takings->len; i++)
    add_day (rows, &g_array_index (self->takings, SalonDayTakings, i));
  return salon_month_tables_write ((const char *const *) names, rows);
}

GBytes *
salon_month_pack_write_moves (const SalonMonthPack *self)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  const char *const titles[] = {
    _ ("Day"),    C_ ("gift card", "Code"), C_ ("gift card", "Movement"),
    _ ("Amount"), C_ ("gift card", "Kind"), NULL
  };

  for (guint i = 0; i < self->moves->len; i++)
    {
      const SalonCardMove *move = &g_array_index (self->moves, SalonCardMove, i);
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

      g_strv_builder_take (cells, salon_day_format (move->day));
      g_strv_builder_add (cells, move->code);
      g_strv_builder_add (cells, salon_month_sheets_name_move (move));
      g_strv_builder_take (cells, salon_month_tables_format_cents (move->cents));
      g_strv_builder_add (cells, salon_month_sheets_name_kind (move));
      g_ptr_array_add (rows, g_strv_builder_end (cells));
    }
  return salon_month_tables_write (titles, rows);
}

static void
add_line (GPtrArray *rows, const char *what, const char *name, const char *now, const char *then)
{
  const char *const cells[] = { what, name, now, then, NULL };

  g_ptr_array_add (rows, g_strdupv ((GStrv) cells));
}

/* Money as spreadsheets read it; everything else as it is. */
static char *
write_number (SalonChartSeries *series, gint64 value)
{
  if (salon_chart_series_get_unit (series) == SALON_CHART_MONEY)
    return salon_month_tables_format_cents (value);
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static void
add_series (GPtrArray *rows, SalonChartSeries *series)
{
  for (guint i = 0; i < salon_chart_series_get_n_points (series); i++)
    {
      const SalonChartPoint *point = salon_chart_series_get_point (series, i);
      g_autofree char *now = write_number (series, point->value);
      g_autofree char *then = write_number (series, point->before);

      add_line (rows, salon_chart_series_get_title (series), point->name, now, then);
    }
}

GBytes *
salon_month_pack_write_figures (const SalonStatisticsPair *pair, SalonSession *session)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_autofree char *now = salon_statistics_period_write (&pair->period);
  g_autofree char *then = salon_statistics_period_write (&pair->before);
  const char *const titles[] = { C_ ("chart table", "What"), C_ ("chart table", "Part"), now, then,
                                 NULL };

  for (guint i = 0; i < SALON_N_FIGURES; i++)
    if (salon_figure_words_is_single ((SalonFigure) i))
      {
        g_autofree char *value = salon_figure_words_value (session, (SalonFigure) i, pair->now);
        g_autofree char *before = salon_figure_words_value (session, (SalonFigure) i, pair->then);

        add_line (rows, salon_figure_words_title ((SalonFigure) i), "", value, before);
      }
  for (guint i = 0; i < SALON_N_STATISTICS_CHARTS; i++)
    {
      g_autoptr (SalonChartSeries) series =
        salon_statistics_series_make ((SalonStatisticsChart) i, pair,
                                      salon_session_get_currency (session), NULL);

      add_series (rows, series);
    }
  return salon_month_tables_write (titles, rows);
}

SalonDocument *
salon_month_pack_make_document (const SalonMonthPack *self, SalonSession *session)
{
  g_autofree char *title = salon_month_pack_write_title (self);

  return salon_month_sheets_create (self, session, title);
}
