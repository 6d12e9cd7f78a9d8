/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-board.h"

#include <glib/gi18n-lib.h>

#include "salon-bar-chart.h"
#include "salon-chart-card.h"
#include "salon-figure-words.h"
#include "salon-heat-map.h"
#include "salon-line-chart.h"
#include "salon-ranking-chart.h"
#include "salon-share-chart.h"
#include "salon-statistics-tile.h"

struct _SalonStatisticsBoard
{
  AdwBin parent_instance;

  GtkFlowBox *tiles_box;
  GtkOrientable *columns_box;
  GtkBox *first_column;
  GtkBox *second_column;

  SalonStatisticsPair *pair; /* nullable */
  GPtrArray *tiles;          /* SalonStatisticsTile, children */
  SalonChartCard *cards[SALON_N_STATISTICS_CHARTS];
  GArray *rows[SALON_N_STATISTICS_CHARTS]; /* SalonFigureRows, one for each point; borrow of pair */
  gboolean is_narrow;
};

enum
{
  PROP_IS_NARROW = 1,
  N_PROPERTIES
};

enum
{
  OPENED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonStatisticsBoard, salon_statistics_board, ADW_TYPE_BIN)

/* In the order in which she looks at them. */
static const SalonFigure tiles[] = {
  SALON_FIGURE_TURNOVER,   SALON_FIGURE_FORECAST,    SALON_FIGURE_BOOKINGS,
  SALON_FIGURE_AVERAGE,    SALON_FIGURE_OCCUPANCY,   SALON_FIGURE_CANCELLED,
  SALON_FIGURE_NO_SHOWS,   SALON_FIGURE_CARDS_SOLD,  SALON_FIGURE_CARDS_USED,
  SALON_FIGURE_CARDS_OWED, SALON_FIGURE_NEW_CLIENTS, SALON_FIGURE_RETURNING_CLIENTS,
  SALON_FIGURE_REBOOKED,   SALON_FIGURE_RHYTHM,      SALON_FIGURE_CONVERSION,
};

static GtkWidget *
make_chart (SalonStatisticsChart chart)
{
  switch (chart)
    {
    case SALON_STATISTICS_CHART_TURNOVER:
      return salon_line_chart_new ();
    case SALON_STATISTICS_CHART_BOOKINGS:
      return salon_bar_chart_new ();
    case SALON_STATISTICS_CHART_HOURS:
      return salon_heat_map_new ();
    case SALON_STATISTICS_CHART_RECEIVED:
    case SALON_STATISTICS_CHART_CLIENTS:
      return salon_share_chart_new ();
    case SALON_STATISTICS_CHART_SERVICES:
    case SALON_STATISTICS_CHART_SERVICE_COUNTS:
    case SALON_STATISTICS_CHART_LOST:
    case SALON_STATISTICS_CHART_ORIGIN:
      return salon_ranking_chart_new ();
    }
  g_return_val_if_reached (NULL);
}

static void
open_rows (SalonStatisticsBoard *self, const SalonFigureRows *rows, const char *title)
{
  if (salon_figure_get_rows_kind (rows) != SALON_ROWS_NONE)
    g_signal_emit (self, signals[OPENED], 0, rows, title);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                _ ("There is no list behind this: it was only counted."));
}

static void
tile_opened_cb (SalonStatisticsBoard *self, SalonStatisticsTile *tile)
{
  SalonFigure figure = salon_statistics_tile_get_figure (tile);
  const SalonFigureRows rows = {
    .figure = figure,
    .from = self->pair->now->from,
    .to = self->pair->now->to,
    .weekday = -1,
    .hour = -1,
    .part = -1,
  };

  open_rows (self, &rows, salon_figure_words_title (figure));
}

static void
chart_opened_cb (SalonStatisticsBoard *self, guint index, SalonChartCard *card)
{
  guint chart = 0;
  g_autofree char *title =
    salon_chart_series_write_point (salon_chart_get_series (salon_chart_card_get_chart (card)),
                                    index);

  while (self->cards[chart] != card)
    chart++;
  open_rows (self, &g_array_index (self->rows[chart], SalonFigureRows, index), title);
}

/* What is expected is told while something is still to come, what the web brings where it is known. */
static gboolean
is_told (SalonFigure figure, const SalonStatisticsPair *pair)
{
  if (figure == SALON_FIGURE_FORECAST)
    return salon_statistics_period_is_open (&pair->period, pair->now->today);
  if (figure == SALON_FIGURE_CONVERSION)
    return pair->now->web_visits >= 0;
  return TRUE;
}

void
salon_statistics_board_show (SalonStatisticsBoard *self,
                             SalonSession *session,
                             SalonStatisticsPair *pair)
{
  g_return_if_fail (SALON_IS_STATISTICS_BOARD (self));
  g_return_if_fail (pair != NULL);

  for (guint i = 0; i < SALON_N_STATISTICS_CHARTS; i++)
    {
      g_autoptr (SalonChartSeries) series = NULL;

      g_array_set_size (self->rows[i], 0);
      series = salon_statistics_series_make ((SalonStatisticsChart) i, pair,
                                             salon_session_get_currency (session), self->rows[i]);
      salon_chart_card_set_series (self->cards[i], series);
    }
  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);

      salon_statistics_tile_show (SALON_STATISTICS_TILE (tile), session, pair);
      gtk_widget_set_visible (gtk_widget_get_parent (tile), is_told (tiles[i], pair));
    }
  g_clear_pointer (&self->pair, salon_statistics_pair_free);
  self->pair = pair;
}

const SalonStatisticsPair *
salon_statistics_board_get_pair (SalonStatisticsBoard *self)
{
  g_return_val_if_fail (SALON_IS_STATISTICS_BOARD (self), NULL);
  return self->pair;
}

static void
salon_statistics_board_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonStatisticsBoard *self = SALON_STATISTICS_BOARD (object);

  switch (id)
    {
    case PROP_IS_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_statistics_board_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *spec)
{
  SalonStatisticsBoard *self = SALON_STATISTICS_BOARD (object);

  switch (id)
    {
    case PROP_IS_NARROW:
      if (self->is_narrow == g_value_get_boolean (value))
        return;
      self->is_narrow = g_value_get_boolean (value);
      gtk_orientable_set_orientation (
        self->columns_box, self->is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_homogeneous (GTK_BOX (self->columns_box), !self->is_narrow);
      g_object_notify_by_pspec (object, spec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_statistics_board_dispose (GObject *object)
{
  SalonStatisticsBoard *self = SALON_STATISTICS_BOARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_STATISTICS_BOARD);
  g_clear_pointer (&self->pair, salon_statistics_pair_free);
  g_clear_pointer (&self->tiles, g_ptr_array_unref);
  for (guint i = 0; i < SALON_N_STATISTICS_CHARTS; i++)
    g_clear_pointer (&self->rows[i], g_array_unref);
  G_OBJECT_CLASS (salon_statistics_board_parent_class)->dispose (object);
}

static void
salon_statistics_board_class_init (SalonStatisticsBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_statistics_board_get_property;
  object_class->set_property = salon_statistics_board_set_property;
  object_class->dispose = salon_statistics_board_dispose;

  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[OPENED] = g_signal_new ("opened", SALON_TYPE_STATISTICS_BOARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-statistics-board.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBoard, tiles_box);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBoard, columns_box);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBoard, first_column);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBoard, second_column);
}

static void
add_tile (SalonStatisticsBoard *self, SalonFigure figure)
{
  GtkWidget *tile = salon_statistics_tile_new (figure);
  GtkWidget *child = gtk_flow_box_child_new ();

  g_signal_connect_object (tile, "opened", G_CALLBACK (tile_opened_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), tile);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->tiles_box, child);
  g_ptr_array_add (self->tiles, tile);
}

/* Every second one in the other column: in one column they follow each other by weight all the same. */
static void
add_card (SalonStatisticsBoard *self, SalonStatisticsChart chart)
{
  SalonFigure figure = salon_statistics_series_get_figure (chart);
  GtkWidget *card =
    salon_chart_card_new (make_chart (chart), salon_figure_words_definition (figure));

  self->cards[chart] = SALON_CHART_CARD (card);
  self->rows[chart] = g_array_new (FALSE, FALSE, sizeof (SalonFigureRows));
  g_signal_connect_object (card, "opened", G_CALLBACK (chart_opened_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (chart % 2 == 0 ? self->first_column : self->second_column, card);
}

static void
salon_statistics_board_init (SalonStatisticsBoard *self)
{
  self->tiles = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (tiles); i++)
    add_tile (self, tiles[i]);
  for (guint i = 0; i < SALON_N_STATISTICS_CHARTS; i++)
    add_card (self, (SalonStatisticsChart) i);
}
