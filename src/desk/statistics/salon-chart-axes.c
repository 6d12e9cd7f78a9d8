/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-chart-axes.h"

#include <math.h>

#define TEXT_SCALE 0.82f
#define GAP 6
#define LINES_PER_STEP 2

static gint64
get_unit (SalonChartSeries *series)
{
  switch (salon_chart_series_get_unit (series))
    {
    case SALON_CHART_COUNT:
      return 1;
    case SALON_CHART_MONEY:
      return 100;
    case SALON_CHART_MINUTES:
      return 60;
    }
  g_return_val_if_reached (1);
}

static graphene_size_t
measure (SalonChart *chart, const char *text)
{
  return salon_text_cache_measure (salon_chart_get_texts (chart),
                                   &(SalonText) {
                                     .text = text, .scale = TEXT_SCALE, .is_tabular = TRUE });
}

static float
measure_ticks (const SalonChartScale *scale, SalonChart *chart)
{
  float width = 0;

  for (gint64 value = scale->from; value <= scale->to; value += scale->step)
    {
      g_autofree char *text = salon_chart_series_write_tick (salon_chart_get_series (chart), value);
      width = MAX (width, measure (chart, text).width);
    }
  return ceilf (width);
}

static float
measure_names (SalonChart *chart)
{
  SalonChartSeries *series = salon_chart_get_series (chart);
  float width = 0;

  for (guint i = 0; i < salon_chart_series_get_n_points (series); i++)
    width = MAX (width, measure (chart, salon_chart_series_get_point (series, i)->label).width);
  return ceilf (width);
}

void
salon_chart_axes_lay_out (SalonChartAxes *self, SalonChart *chart, int width, int height)
{
  SalonChartSeries *series = salon_chart_get_series (chart);
  int line = salon_text_cache_get_line_height (salon_chart_get_texts (chart));
  float top = (float) line / 2;
  float below = (float) line + GAP;
  float left;
  gint64 least = 0, most = 0;

  salon_chart_series_get_range (series, &least, &most);
  self->scale =
    salon_chart_scale_make (least, most,
                            MAX (1, (height - (int) (top + below)) / (LINES_PER_STEP * line)),
                            get_unit (series));
  left = measure_ticks (&self->scale, chart) + GAP;
  self->plot = GRAPHENE_RECT_INIT (left, floorf (top), MAX ((float) width - left, 1),
                                   MAX (floorf ((float) height - top - below), 1));
  self->zero = salon_chart_axes_get_y (self, 0);
  self->label_step =
    salon_chart_scale_get_label_step ((int) salon_chart_series_get_n_points (series),
                                      measure_names (chart), GAP, self->plot.size.width);
}

double
salon_chart_axes_get_y (const SalonChartAxes *self, double value)
{
  double place = salon_chart_scale_get_place (&self->scale, value);

  return round (self->plot.origin.y + self->plot.size.height * (1 - place));
}

graphene_rect_t
salon_chart_axes_get_slot (const SalonChartAxes *self, SalonChart *chart, guint index)
{
  double n_slots = MAX (salon_chart_get_n_marks (chart), 1);
  double from = round (self->plot.size.width * index / n_slots);
  double to = round (self->plot.size.width * (index + 1) / n_slots);

  return GRAPHENE_RECT_INIT (self->plot.origin.x + (float) from, self->plot.origin.y,
                             (float) (to - from), self->plot.size.height);
}

static void
draw_scale (const SalonChartAxes *self, SalonChart *chart, GtkSnapshot *snapshot)
{
  gboolean is_strong = salon_chart_has_high_contrast (chart);
  GdkRGBA weak = salon_chart_get_text_color (chart, is_strong ? 0.5f : 0.12f);
  GdkRGBA strong = salon_chart_get_text_color (chart, is_strong ? 1 : 0.4f);
  GdkRGBA color = salon_chart_get_text_color (chart, is_strong ? 1 : 0.7f);
  SalonTextCache *texts = salon_chart_get_texts (chart);

  for (gint64 value = self->scale.from; value <= self->scale.to; value += self->scale.step)
    {
      float y = (float) salon_chart_axes_get_y (self, (double) value);
      g_autofree char *tick = salon_chart_series_write_tick (salon_chart_get_series (chart), value);
      SalonText text = { .text = tick, .scale = TEXT_SCALE, .is_tabular = TRUE };
      graphene_size_t size = salon_text_cache_measure (texts, &text);

      gtk_snapshot_append_color (snapshot, value == 0 ? &strong : &weak,
                                 &GRAPHENE_RECT_INIT (self->plot.origin.x, y, self->plot.size.width,
                                                      1));
      salon_text_cache_append (texts, snapshot, &text,
                               roundf (self->plot.origin.x - GAP - size.width),
                               roundf (y - size.height / 2), &color);
    }
}

static void
draw_names (const SalonChartAxes *self, SalonChart *chart, GtkSnapshot *snapshot)
{
  SalonChartSeries *series = salon_chart_get_series (chart);
  SalonTextCache *texts = salon_chart_get_texts (chart);
  GdkRGBA color =
    salon_chart_get_text_color (chart, salon_chart_has_high_contrast (chart) ? 1 : 0.7f);
  float y = self->plot.origin.y + self->plot.size.height + GAP;
  float end = self->plot.origin.x + self->plot.size.width;

  for (guint i = 0; i < salon_chart_series_get_n_points (series); i += (guint) self->label_step)
    {
      graphene_rect_t slot = salon_chart_axes_get_slot (self, chart, i);
      SalonText text = { .text = salon_chart_series_get_point (series, i)->label,
                         .scale = TEXT_SCALE,
                         .is_tabular = TRUE };
      float width = salon_text_cache_measure (texts, &text).width;
      float x = slot.origin.x + (slot.size.width - width) / 2;

      x = CLAMP (x, 0, MAX (end - width, 0));
      salon_text_cache_append (texts, snapshot, &text, roundf (x), y, &color);
    }
}

void
salon_chart_axes_draw (const SalonChartAxes *self, SalonChart *chart, GtkSnapshot *snapshot)
{
  draw_scale (self, chart, snapshot);
  draw_names (self, chart, snapshot);
}
