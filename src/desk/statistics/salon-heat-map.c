/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-heat-map.h"

#include <math.h>

#include "salon-chart-scale.h"

#define TEXT_SCALE 0.82f
#define GAP 6
#define CELL_GAP 2
#define CORNER 4
#define LINES_PER_ROW 1.5f
#define EMPTY 0.05f
#define LEAST 0.16f
/* Darker cells have white numbers. */
#define DARK 0.38f

struct _SalonHeatMap
{
  SalonChart parent_instance;

  graphene_rect_t plot;
  guint n_rows;
  guint n_columns;
  int label_step;
  gint64 most;
};

G_DEFINE_FINAL_TYPE (SalonHeatMap, salon_heat_map, SALON_TYPE_CHART)

static guint
count (const char *const *titles)
{
  return titles != NULL ? g_strv_length ((GStrv) titles) : 0;
}

static SalonText
make_text (const char *text)
{
  return (SalonText) { .text = text, .scale = TEXT_SCALE, .is_tabular = TRUE };
}

static float
measure_titles (SalonHeatMap *self, const char *const *titles)
{
  SalonTextCache *texts = salon_chart_get_texts (SALON_CHART (self));
  float width = 0;

  for (guint i = 0; titles != NULL && titles[i] != NULL; i++)
    {
      SalonText text = make_text (titles[i]);
      width = MAX (width, salon_text_cache_measure (texts, &text).width);
    }
  return ceilf (width);
}

static int
salon_heat_map_measure_height (SalonChart *chart, int width)
{
  SalonChartSeries *series = salon_chart_get_series (chart);
  int line = salon_text_cache_get_line_height (salon_chart_get_texts (chart));
  guint n_rows = series != NULL ? count (salon_chart_series_get_rows (series)) : 0;

  return (int) ((float) MAX (n_rows, 1) * (float) line * LINES_PER_ROW) + line + GAP;
}

static void
salon_heat_map_lay_out (SalonChart *chart, int width, int height)
{
  SalonHeatMap *self = SALON_HEAT_MAP (chart);
  SalonChartSeries *series = salon_chart_get_series (chart);
  const char *const *columns = salon_chart_series_get_columns (series);
  float line = (float) salon_text_cache_get_line_height (salon_chart_get_texts (chart));
  float left = measure_titles (self, salon_chart_series_get_rows (series)) + GAP;
  gint64 least = 0;

  self->n_rows = count (salon_chart_series_get_rows (series));
  self->n_columns = count (columns);
  self->most = 0;
  salon_chart_series_get_range (series, &least, &self->most);
  self->plot = GRAPHENE_RECT_INIT (left, 0, MAX ((float) width - left, 1),
                                   MAX ((float) height - line - GAP, 1));
  self->label_step =
    salon_chart_scale_get_label_step ((int) self->n_columns, measure_titles (self, columns), GAP,
                                      self->plot.size.width);
}

static graphene_rect_t
get_cell (SalonHeatMap *self, guint row, guint column)
{
  double width = self->plot.size.width / MAX (self->n_columns, 1);
  double height = self->plot.size.height / MAX (self->n_rows, 1);
  double x = round (width * column), y = round (height * row);

  return GRAPHENE_RECT_INIT (self->plot.origin.x + (float) x, self->plot.origin.y + (float) y,
                             (float) (round (width * (column + 1)) - x),
                             (float) (round (height * (row + 1)) - y));
}

static graphene_rect_t
salon_heat_map_get_mark_bounds (SalonChart *chart, guint index)
{
  SalonHeatMap *self = SALON_HEAT_MAP (chart);
  guint n_columns = MAX (self->n_columns, 1);

  return get_cell (self, index / n_columns, index % n_columns);
}

static guint
salon_heat_map_get_neighbour (SalonChart *chart, guint index, int right, int down)
{
  SalonHeatMap *self = SALON_HEAT_MAP (chart);
  int column = (int) (index % self->n_columns) + right;
  int row = (int) (index / self->n_columns) + down;

  column = CLAMP (column, 0, (int) self->n_columns - 1);
  row = CLAMP (row, 0, (int) self->n_rows - 1);
  return (guint) row * self->n_columns + (guint) column;
}

/* Never so faint that one visit looks like none. */
static float
get_strength (SalonHeatMap *self, gint64 value)
{
  if (value <= 0 || self->most <= 0)
    return 0;
  return LEAST + (1 - LEAST) * (float) ((double) value / (double) self->most);
}

static void
draw_centred (SalonHeatMap *self,
              GtkSnapshot *snapshot,
              const char *words,
              const graphene_rect_t *room,
              const GdkRGBA *color)
{
  SalonTextCache *texts = salon_chart_get_texts (SALON_CHART (self));
  SalonText text = make_text (words);
  graphene_size_t size = salon_text_cache_measure (texts, &text);

  salon_text_cache_append (texts, snapshot, &text,
                           roundf (room->origin.x + (room->size.width - size.width) / 2),
                           roundf (room->origin.y + (room->size.height - size.height) / 2), color);
}

static float
get_lightness (const GdkRGBA *color)
{
  return 0.299f * color->red + 0.587f * color->green + 0.114f * color->blue;
}

/* On a dark page all texts are light; on a light one those in dark cells are. */
static GdkRGBA
get_number_color (SalonHeatMap *self, guint index, float strength)
{
  SalonChart *chart = SALON_CHART (self);
  GdkRGBA text = salon_chart_get_text_color (chart, 1);
  GdkRGBA cell = salon_chart_get_mark_color (chart, index, 1);
  float lightness = get_lightness (&cell) * strength + 1 - strength;

  return lightness < DARK ? (GdkRGBA) { 1, 1, 1, 1 } : text;
}

static void
draw_number (SalonHeatMap *self,
             GtkSnapshot *snapshot,
             guint index,
             gint64 value,
             float strength,
             const graphene_rect_t *cell)
{
  SalonChart *chart = SALON_CHART (self);
  g_autofree char *words = salon_chart_series_write_tick (salon_chart_get_series (chart), value);
  SalonText text = make_text (words);
  GdkRGBA color = get_number_color (self, index, strength);

  if (value != 0
      && salon_text_cache_measure (salon_chart_get_texts (chart), &text).width + CELL_GAP
           <= cell->size.width)
    draw_centred (self, snapshot, words, cell, &color);
}

static void
draw_cell (SalonHeatMap *self, GtkSnapshot *snapshot, guint index)
{
  SalonChart *chart = SALON_CHART (self);
  gint64 value = salon_chart_series_get_point (salon_chart_get_series (chart), index)->value;
  float strength = get_strength (self, value);
  float shown = strength * (float) salon_chart_get_progress (chart);
  graphene_rect_t cell = salon_heat_map_get_mark_bounds (chart, index);
  GdkRGBA color = strength > 0 ? salon_chart_get_mark_color (chart, index, shown)
                               : salon_chart_get_text_color (chart, EMPTY);
  GskRoundedRect box;

  cell.size.width = MAX (cell.size.width - CELL_GAP, 1);
  cell.size.height = MAX (cell.size.height - CELL_GAP, 1);
  gsk_rounded_rect_init_from_rect (&box, &cell, MIN (CORNER, cell.size.width / 3));
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &color, &cell);
  gtk_snapshot_pop (snapshot);
  if (salon_chart_has_high_contrast (chart))
    {
      GdkRGBA line = salon_chart_get_text_color (chart, 0.6f);
      gtk_snapshot_append_border (snapshot, &box, (const float[4]) { 1, 1, 1, 1 },
                                  (const GdkRGBA[4]) { line, line, line, line });
    }
  draw_number (self, snapshot, index, value, strength, &cell);
}

static void
draw_titles (SalonHeatMap *self, GtkSnapshot *snapshot)
{
  SalonChart *chart = SALON_CHART (self);
  SalonChartSeries *series = salon_chart_get_series (chart);
  SalonTextCache *texts = salon_chart_get_texts (chart);
  const char *const *rows = salon_chart_series_get_rows (series);
  const char *const *columns = salon_chart_series_get_columns (series);
  GdkRGBA color =
    salon_chart_get_text_color (chart, salon_chart_has_high_contrast (chart) ? 1 : 0.7f);

  for (guint i = 0; i < self->n_rows; i++)
    {
      graphene_rect_t cell = get_cell (self, i, 0);
      SalonText text = make_text (rows[i]);
      float height = salon_text_cache_measure (texts, &text).height;

      salon_text_cache_append (texts, snapshot, &text, 0,
                               roundf (cell.origin.y + (cell.size.height - CELL_GAP - height) / 2),
                               &color);
    }
  for (guint i = 0; i < self->n_columns; i += (guint) self->label_step)
    {
      graphene_rect_t cell = get_cell (self, 0, i);
      SalonText text = make_text (columns[i]);
      float width = salon_text_cache_measure (texts, &text).width;
      float x = cell.origin.x + (cell.size.width - width) / 2;
      float end = self->plot.origin.x + self->plot.size.width;

      salon_text_cache_append (texts, snapshot, &text, roundf (MIN (x, end - width)),
                               self->plot.origin.y + self->plot.size.height + GAP, &color);
    }
}

static void
salon_heat_map_draw (SalonChart *chart, GtkSnapshot *snapshot)
{
  SalonHeatMap *self = SALON_HEAT_MAP (chart);

  draw_titles (self, snapshot);
  for (guint i = 0; i < salon_chart_get_n_marks (chart); i++)
    draw_cell (self, snapshot, i);
}

static void
salon_heat_map_class_init (SalonHeatMapClass *klass)
{
  SalonChartClass *chart_class = SALON_CHART_CLASS (klass);

  chart_class->measure_height = salon_heat_map_measure_height;
  chart_class->lay_out = salon_heat_map_lay_out;
  chart_class->get_mark_bounds = salon_heat_map_get_mark_bounds;
  chart_class->get_neighbour = salon_heat_map_get_neighbour;
  chart_class->draw = salon_heat_map_draw;
}

static void
salon_heat_map_init (SalonHeatMap *self)
{
}

GtkWidget *
salon_heat_map_new (void)
{
  return g_object_new (SALON_TYPE_HEAT_MAP, NULL);
}
