/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-share-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define RING_IN_LINES 8
#define RING_WIDTH 0.2f
#define GAP 12
#define ROW_PADDING 4
#define SWATCH 12
#define HATCH_SIZE 6
/* Between two shares, in pixels. */
#define CUT 2
/* The style sheet has a colour for each of so many (chartmark.tone-1 …). */
#define N_TONES 6

struct _SalonShareChart
{
  SalonChart parent_instance;

  graphene_point_t centre;
  float radius; /* of the middle of the ring */
  float ring_width;
  graphene_rect_t words; /* the rows beside or below the ring */
  float row_height;
  gint64 total; /* of what is above zero */
};

G_DEFINE_FINAL_TYPE (SalonShareChart, salon_share_chart, SALON_TYPE_CHART)

static int
measure_row (SalonChart *chart)
{
  return salon_text_cache_get_line_height (salon_chart_get_texts (chart)) + 2 * ROW_PADDING;
}

static int
measure_ring (SalonChart *chart)
{
  return RING_IN_LINES * salon_text_cache_get_line_height (salon_chart_get_texts (chart));
}

static int
measure_words (SalonChart *chart)
{
  return measure_row (chart) * (int) MAX (salon_chart_get_n_marks (chart), 1);
}

/* Is there room for the words beside the ring? */
static gboolean
is_wide (SalonChart *chart, int width)
{
  return width < 0
         || width >= measure_ring (chart) + GAP
                       + salon_text_cache_get_chars_width (salon_chart_get_texts (chart), 26);
}

static int
salon_share_chart_measure_height (SalonChart *chart, int width)
{
  if (is_wide (chart, width))
    return MAX (measure_ring (chart), measure_words (chart));
  return measure_ring (chart) + GAP + measure_words (chart);
}

static void
sum_up (SalonShareChart *self)
{
  SalonChartSeries *series = salon_chart_get_series (SALON_CHART (self));

  self->total = 0;
  for (guint i = 0; i < salon_chart_series_get_n_points (series); i++)
    self->total += MAX (salon_chart_series_get_point (series, i)->value, 0);
}

static void
give_tones (SalonChart *chart)
{
  for (guint i = 0; i < salon_chart_get_n_marks (chart); i++)
    {
      g_autofree char *tone = g_strdup_printf ("tone-%u", i % N_TONES + 1);
      gtk_widget_add_css_class (salon_chart_get_mark (chart, i), tone);
    }
}

static void
salon_share_chart_lay_out (SalonChart *chart, int width, int height)
{
  SalonShareChart *self = SALON_SHARE_CHART (chart);
  float ring = (float) measure_ring (chart);
  float words = (float) measure_words (chart);
  gboolean is_beside = is_wide (chart, width);
  float left = is_beside ? 0 : ((float) width - ring) / 2;

  sum_up (self);
  give_tones (chart);
  self->row_height = (float) measure_row (chart);
  self->ring_width = roundf (ring * RING_WIDTH);
  self->radius = (ring - self->ring_width) / 2 - 1;
  self->centre = GRAPHENE_POINT_INIT (roundf (left + ring / 2),
                                      is_beside ? roundf ((float) height / 2) : roundf (ring / 2));
  if (is_beside)
    self->words = GRAPHENE_RECT_INIT (ring + GAP, roundf (((float) height - words) / 2),
                                      MAX ((float) width - ring - GAP, 1), words);
  else
    self->words = GRAPHENE_RECT_INIT (0, ring + GAP, (float) width, words);
}

static graphene_rect_t
salon_share_chart_get_mark_bounds (SalonChart *chart, guint index)
{
  SalonShareChart *self = SALON_SHARE_CHART (chart);

  return GRAPHENE_RECT_INIT (self->words.origin.x,
                             self->words.origin.y + self->row_height * (float) index,
                             self->words.size.width, self->row_height);
}

/* --- The ring --- */

static graphene_point_t
get_point (SalonShareChart *self, double angle)
{
  return GRAPHENE_POINT_INIT (self->centre.x + self->radius * (float) sin (angle),
                              self->centre.y - self->radius * (float) cos (angle));
}

/* From one angle to another, clockwise from the top, in radians. Transfer full. */
static GskPath *
make_arc (SalonShareChart *self, double from, double to)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();

  if (to - from >= 2 * G_PI - 0.001)
    gsk_path_builder_add_circle (builder, &self->centre, self->radius);
  else
    {
      double cut = MIN (CUT / (double) self->radius, (to - from) / 2);
      graphene_point_t begin = get_point (self, from + cut / 2);
      graphene_point_t end = get_point (self, to - cut / 2);

      gsk_path_builder_move_to (builder, begin.x, begin.y);
      gsk_path_builder_svg_arc_to (builder, self->radius, self->radius, 0, to - from - cut > G_PI,
                                   TRUE, end.x, end.y);
    }
  return gsk_path_builder_to_path (builder);
}

/* Lines over everything in @bounds. */
static void
draw_hatching (GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  const GdkRGBA light = { 1, 1, 1, 0.45f };
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);

  for (float x = -bounds->size.height; x < bounds->size.width; x += HATCH_SIZE)
    {
      gsk_path_builder_move_to (builder, bounds->origin.x + x,
                                bounds->origin.y + bounds->size.height);
      gsk_path_builder_line_to (builder, bounds->origin.x + x + bounds->size.height,
                                bounds->origin.y);
    }
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_push_clip (snapshot, bounds);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &light);
  gtk_snapshot_pop (snapshot);
}

static graphene_rect_t
get_ring_bounds (SalonShareChart *self)
{
  float reach = self->radius + self->ring_width / 2 + 2;

  return GRAPHENE_RECT_INIT (self->centre.x - reach, self->centre.y - reach, 2 * reach, 2 * reach);
}

static void
draw_share (SalonShareChart *self, GtkSnapshot *snapshot, guint index, double from, double to)
{
  SalonChart *chart = SALON_CHART (self);
  g_autoptr (GskPath) arc = make_arc (self, from, to);
  gboolean is_active = (int) index == salon_chart_get_active (chart);
  g_autoptr (GskStroke) stroke = gsk_stroke_new (self->ring_width + (is_active ? 4 : 0));
  graphene_rect_t bounds = get_ring_bounds (self);
  GdkRGBA color = salon_chart_get_mark_color (chart, index, 1);

  gtk_snapshot_push_stroke (snapshot, arc, stroke);
  gtk_snapshot_append_color (snapshot, &color, &bounds);
  if (index % 2 == 1)
    draw_hatching (snapshot, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_ring (SalonShareChart *self, GtkSnapshot *snapshot)
{
  SalonChart *chart = SALON_CHART (self);
  SalonChartSeries *series = salon_chart_get_series (chart);
  double whole = 2 * G_PI * salon_chart_get_progress (chart);
  double from = 0;

  for (guint i = 0; i < salon_chart_get_n_marks (chart) && self->total > 0; i++)
    {
      gint64 value = MAX (salon_chart_series_get_point (series, i)->value, 0);
      double to = from + whole * (double) value / (double) self->total;

      if (value > 0 && to > from)
        draw_share (self, snapshot, i, from, to);
      from = to;
    }
}

/* Nothing came in: a ring without a share. */
static void
draw_empty_ring (SalonShareChart *self, GtkSnapshot *snapshot)
{
  g_autoptr (GskPath) arc = make_arc (self, 0, 2 * G_PI);
  g_autoptr (GskStroke) stroke = gsk_stroke_new (self->ring_width);
  GdkRGBA color = salon_chart_get_text_color (SALON_CHART (self), 0.1f);

  gtk_snapshot_append_stroke (snapshot, arc, stroke, &color);
}

static void
draw_total (SalonShareChart *self, GtkSnapshot *snapshot)
{
  SalonChart *chart = SALON_CHART (self);
  SalonChartSeries *series = salon_chart_get_series (chart);
  SalonTextCache *texts = salon_chart_get_texts (chart);
  g_autofree char *words =
    salon_chart_series_write_tick (series, salon_chart_series_get_sum (series));
  float room = 2 * self->radius - self->ring_width - GAP;
  SalonText text = { .text = words, .is_tabular = TRUE };
  graphene_size_t size = salon_text_cache_measure (texts, &text);
  GdkRGBA color = salon_chart_get_text_color (chart, 1);

  if (size.width <= room)
    salon_text_cache_append (texts, snapshot, &text, roundf (self->centre.x - size.width / 2),
                             roundf (self->centre.y - size.height / 2), &color);
}

/* --- The words --- */

static char *
write_row_value (SalonShareChart *self, const SalonChartPoint *point)
{
  SalonChartSeries *series = salon_chart_get_series (SALON_CHART (self));
  g_autofree char *value = salon_chart_series_write_value (series, point->value);
  int percent;

  if (self->total == 0 || point->value < 0)
    return g_steal_pointer (&value);
  percent = (int) ((double) point->value * 100 / (double) self->total + 0.5);
  /* Translators: a value and its share: "€540.00 · 12%" */
  return g_strdup_printf (C_ ("chart", "%1$s · %2$d%%"), value, percent);
}

static void
draw_swatch (SalonShareChart *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *row)
{
  GdkRGBA color = salon_chart_get_mark_color (SALON_CHART (self), index, 1);
  graphene_rect_t box =
    GRAPHENE_RECT_INIT (row->origin.x + 2, roundf (row->origin.y + (row->size.height - SWATCH) / 2),
                        SWATCH, SWATCH);
  GskRoundedRect swatch;

  gsk_rounded_rect_init_from_rect (&swatch, &box, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &swatch);
  gtk_snapshot_append_color (snapshot, &color, &box);
  if (index % 2 == 1)
    draw_hatching (snapshot, &box);
  gtk_snapshot_pop (snapshot);
}

static void
draw_row (SalonShareChart *self, GtkSnapshot *snapshot, guint index)
{
  SalonChart *chart = SALON_CHART (self);
  SalonTextCache *texts = salon_chart_get_texts (chart);
  const SalonChartPoint *point =
    salon_chart_series_get_point (salon_chart_get_series (chart), index);
  graphene_rect_t row = salon_share_chart_get_mark_bounds (chart, index);
  g_autofree char *value = write_row_value (self, point);
  SalonText number = { .text = value, .is_tabular = TRUE };
  float width = salon_text_cache_measure (texts, &number).width;
  float left = SWATCH + GAP;
  SalonText name = { .text = point->label, .width = MAX (row.size.width - width - left - GAP, 1) };
  GdkRGBA color = salon_chart_get_text_color (chart, 1);
  GdkRGBA shade = salon_chart_get_text_color (chart, 0.07f);

  if ((int) index == salon_chart_get_active (chart))
    gtk_snapshot_append_color (snapshot, &shade, &row);
  draw_swatch (self, snapshot, index, &row);
  salon_text_cache_append (texts, snapshot, &name, row.origin.x + left, row.origin.y + ROW_PADDING,
                           &color);
  salon_text_cache_append (texts, snapshot, &number,
                           floorf (row.origin.x + row.size.width - width - 2),
                           row.origin.y + ROW_PADDING, &color);
}

static void
salon_share_chart_draw (SalonChart *chart, GtkSnapshot *snapshot)
{
  SalonShareChart *self = SALON_SHARE_CHART (chart);

  if (self->total > 0)
    draw_ring (self, snapshot);
  else
    draw_empty_ring (self, snapshot);
  draw_total (self, snapshot);
  for (guint i = 0; i < salon_chart_get_n_marks (chart); i++)
    draw_row (self, snapshot, i);
}

static void
salon_share_chart_class_init (SalonShareChartClass *klass)
{
  SalonChartClass *chart_class = SALON_CHART_CLASS (klass);

  chart_class->measure_height = salon_share_chart_measure_height;
  chart_class->lay_out = salon_share_chart_lay_out;
  chart_class->get_mark_bounds = salon_share_chart_get_mark_bounds;
  chart_class->draw = salon_share_chart_draw;
}

static void
salon_share_chart_init (SalonShareChart *self)
{
}

GtkWidget *
salon_share_chart_new (void)
{
  return g_object_new (SALON_TYPE_SHARE_CHART, NULL);
}
