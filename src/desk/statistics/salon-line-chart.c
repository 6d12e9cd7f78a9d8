/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-line-chart.h"

#include "salon-chart-axes.h"

#define LINE_WIDTH 2.5f
#define BEFORE_WIDTH 1.5f
#define DOT 3.5f
#define ACTIVE_DOT 5.5f
#define SHADE 0.12f
/* More of them would be a caterpillar. */
#define MOST_DOTS 31

struct _SalonLineChart
{
  SalonChart parent_instance;

  SalonChartAxes axes;
};

G_DEFINE_FINAL_TYPE (SalonLineChart, salon_line_chart, SALON_TYPE_CHART)

static void
salon_line_chart_lay_out (SalonChart *chart, int width, int height)
{
  salon_chart_axes_lay_out (&SALON_LINE_CHART (chart)->axes, chart, width, height);
}

static graphene_rect_t
salon_line_chart_get_mark_bounds (SalonChart *chart, guint index)
{
  return salon_chart_axes_get_slot (&SALON_LINE_CHART (chart)->axes, chart, index);
}

static graphene_point_t
get_place (SalonLineChart *self, guint index, gint64 value)
{
  SalonChart *chart = SALON_CHART (self);
  graphene_rect_t slot = salon_chart_axes_get_slot (&self->axes, chart, index);
  double shown = (double) value * salon_chart_get_progress (chart);

  return GRAPHENE_POINT_INIT (slot.origin.x + slot.size.width / 2,
                              (float) salon_chart_axes_get_y (&self->axes, shown));
}

/* How many values are known: those that are to come are the last ones. */
static guint
count_known (SalonLineChart *self)
{
  SalonChartSeries *series = salon_chart_get_series (SALON_CHART (self));
  guint n_points = salon_chart_series_get_n_points (series);

  while (n_points > 0 && salon_chart_series_get_point (series, n_points - 1)->is_to_come)
    n_points--;
  return n_points;
}

/* Transfer full. @is_closed: down to zero, and back. */
static GskPath *
make_path (SalonLineChart *self, guint n_points, gboolean is_before, gboolean is_closed)
{
  SalonChartSeries *series = salon_chart_get_series (SALON_CHART (self));
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  graphene_point_t place = { 0 };
  float zero = (float) self->axes.zero;

  for (guint i = 0; i < n_points; i++)
    {
      const SalonChartPoint *point = salon_chart_series_get_point (series, i);

      place = get_place (self, i, is_before ? point->before : point->value);
      if (i == 0 && is_closed)
        gsk_path_builder_move_to (builder, place.x, zero);
      if (i == 0 && !is_closed)
        gsk_path_builder_move_to (builder, place.x, place.y);
      else
        gsk_path_builder_line_to (builder, place.x, place.y);
    }
  if (is_closed)
    {
      gsk_path_builder_line_to (builder, place.x, zero);
      gsk_path_builder_close (builder);
    }
  return gsk_path_builder_to_path (builder);
}

static void
draw_before (SalonLineChart *self, GtkSnapshot *snapshot)
{
  guint n_points = salon_chart_get_n_marks (SALON_CHART (self));
  g_autoptr (GskPath) path = make_path (self, n_points, TRUE, FALSE);
  g_autoptr (GskStroke) stroke = gsk_stroke_new (BEFORE_WIDTH);
  GdkRGBA color = salon_chart_get_text_color (SALON_CHART (self), 0.65f);

  gsk_stroke_set_dash (stroke, (const float[]) { 4, 3 }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &color);
}

static void
draw_dot (SalonLineChart *self, GtkSnapshot *snapshot, guint index, float radius)
{
  SalonChart *chart = SALON_CHART (self);
  const SalonChartPoint *point =
    salon_chart_series_get_point (salon_chart_get_series (chart), index);
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  graphene_point_t place = get_place (self, index, point->value);
  GdkRGBA color = salon_chart_get_mark_color (chart, index, 1);

  gsk_path_builder_add_circle (builder, &place, radius);
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
}

static void
draw_values (SalonLineChart *self, GtkSnapshot *snapshot, guint n_known)
{
  g_autoptr (GskPath) line = make_path (self, n_known, FALSE, FALSE);
  g_autoptr (GskPath) area = make_path (self, n_known, FALSE, TRUE);
  g_autoptr (GskStroke) stroke = gsk_stroke_new (LINE_WIDTH);
  GdkRGBA color = salon_chart_get_mark_color (SALON_CHART (self), 0, 1);
  GdkRGBA shade = salon_chart_get_mark_color (SALON_CHART (self), 0, SHADE);

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gtk_snapshot_append_fill (snapshot, area, GSK_FILL_RULE_WINDING, &shade);
  gtk_snapshot_append_stroke (snapshot, line, stroke, &color);
}

static void
draw_active (SalonLineChart *self, GtkSnapshot *snapshot, guint n_known)
{
  SalonChart *chart = SALON_CHART (self);
  int active = salon_chart_get_active (chart);
  graphene_rect_t slot;
  GdkRGBA color = salon_chart_get_text_color (chart, 0.4f);

  if (active < 0)
    return;
  slot = salon_chart_axes_get_slot (&self->axes, chart, (guint) active);
  gtk_snapshot_append_color (
    snapshot, &color,
    &GRAPHENE_RECT_INIT ((float) (int) (slot.origin.x + slot.size.width / 2), slot.origin.y, 1,
                         slot.size.height));
  if ((guint) active < n_known)
    draw_dot (self, snapshot, (guint) active, ACTIVE_DOT);
}

static void
salon_line_chart_draw (SalonChart *chart, GtkSnapshot *snapshot)
{
  SalonLineChart *self = SALON_LINE_CHART (chart);
  guint n_known = count_known (self);

  salon_chart_axes_draw (&self->axes, chart, snapshot);
  if (salon_chart_get_n_marks (chart) > 1
      && salon_chart_series_has_before (salon_chart_get_series (chart)))
    draw_before (self, snapshot);
  if (n_known > 1)
    draw_values (self, snapshot, n_known);
  if (n_known <= MOST_DOTS)
    for (guint i = 0; i < n_known; i++)
      draw_dot (self, snapshot, i, DOT);
  draw_active (self, snapshot, n_known);
}

static void
salon_line_chart_class_init (SalonLineChartClass *klass)
{
  SalonChartClass *chart_class = SALON_CHART_CLASS (klass);

  chart_class->sign_of_before = "┄";
  chart_class->lay_out = salon_line_chart_lay_out;
  chart_class->get_mark_bounds = salon_line_chart_get_mark_bounds;
  chart_class->draw = salon_line_chart_draw;
}

static void
salon_line_chart_init (SalonLineChart *self)
{
}

GtkWidget *
salon_line_chart_new (void)
{
  return g_object_new (SALON_TYPE_LINE_CHART, NULL);
}
