/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-bar-chart.h"

#include <math.h>

#include "salon-chart-axes.h"

#define BAR_SHARE 0.72f
#define WIDEST_BAR 56
#define CORNER 3

struct _SalonBarChart
{
  SalonChart parent_instance;

  SalonChartAxes axes;
};

G_DEFINE_FINAL_TYPE (SalonBarChart, salon_bar_chart, SALON_TYPE_CHART)

static void
salon_bar_chart_lay_out (SalonChart *chart, int width, int height)
{
  salon_chart_axes_lay_out (&SALON_BAR_CHART (chart)->axes, chart, width, height);
}

static graphene_rect_t
salon_bar_chart_get_mark_bounds (SalonChart *chart, guint index)
{
  return salon_chart_axes_get_slot (&SALON_BAR_CHART (chart)->axes, chart, index);
}

/* Round where the value ends, straight where it begins. */
static void
draw_bar (SalonBarChart *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *slot)
{
  SalonChart *chart = SALON_CHART (self);
  const SalonChartPoint *point =
    salon_chart_series_get_point (salon_chart_get_series (chart), index);
  double value = (double) point->value * salon_chart_get_progress (chart);
  float end = (float) salon_chart_axes_get_y (&self->axes, value);
  float zero = (float) self->axes.zero;
  float width = CLAMP (floorf (slot->size.width * BAR_SHARE), 1, WIDEST_BAR);
  float corner = MIN (CORNER, width / 2);
  GdkRGBA color = salon_chart_get_mark_color (chart, index, 1);
  graphene_size_t round = GRAPHENE_SIZE_INIT (corner, corner);
  graphene_size_t straight = GRAPHENE_SIZE_INIT (0, 0);
  gboolean is_up = point->value >= 0;
  GskRoundedRect bar;

  if (end == zero)
    return;
  gsk_rounded_rect_init (
    &bar,
    &GRAPHENE_RECT_INIT (roundf (slot->origin.x + (slot->size.width - width) / 2), MIN (end, zero),
                         width, fabsf (zero - end)),
    is_up ? &round : &straight, is_up ? &round : &straight, is_up ? &straight : &round,
    is_up ? &straight : &round);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &color, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_before (SalonBarChart *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *slot)
{
  SalonChart *chart = SALON_CHART (self);
  const SalonChartPoint *point =
    salon_chart_series_get_point (salon_chart_get_series (chart), index);
  float y = (float) salon_chart_axes_get_y (&self->axes, (double) point->before);
  GdkRGBA color = salon_chart_get_text_color (chart, 0.75f);

  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (slot->origin.x, y - 1,
                                                  MAX (slot->size.width - 1, 1), 2));
}

static void
salon_bar_chart_draw (SalonChart *chart, GtkSnapshot *snapshot)
{
  SalonBarChart *self = SALON_BAR_CHART (chart);
  GdkRGBA shade = salon_chart_get_text_color (chart, 0.07f);

  salon_chart_axes_draw (&self->axes, chart, snapshot);
  for (guint i = 0; i < salon_chart_get_n_marks (chart); i++)
    {
      graphene_rect_t slot = salon_chart_axes_get_slot (&self->axes, chart, i);

      if ((int) i == salon_chart_get_active (chart))
        gtk_snapshot_append_color (snapshot, &shade, &slot);
      draw_bar (self, snapshot, i, &slot);
      if (salon_chart_series_has_before (salon_chart_get_series (chart)))
        draw_before (self, snapshot, i, &slot);
    }
}

static void
salon_bar_chart_class_init (SalonBarChartClass *klass)
{
  SalonChartClass *chart_class = SALON_CHART_CLASS (klass);

  chart_class->sign_of_before = "—";
  chart_class->lay_out = salon_bar_chart_lay_out;
  chart_class->get_mark_bounds = salon_bar_chart_get_mark_bounds;
  chart_class->draw = salon_bar_chart_draw;
}

static void
salon_bar_chart_init (SalonBarChart *self)
{
}

GtkWidget *
salon_bar_chart_new (void)
{
  return g_object_new (SALON_TYPE_BAR_CHART, NULL);
}
