/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-ranking-chart.h"

#include <math.h>

#include "salon-chart-scale.h"

#define BAR_HEIGHT 8
#define GAP 4
#define SIDE 2

struct _SalonRankingChart
{
  SalonChart parent_instance;

  SalonChartScale scale;
  float width;
  float row_height;
};

G_DEFINE_FINAL_TYPE (SalonRankingChart, salon_ranking_chart, SALON_TYPE_CHART)

static float
measure_row (SalonChart *chart)
{
  return (float) (salon_text_cache_get_line_height (salon_chart_get_texts (chart)) + BAR_HEIGHT
                  + 4 * GAP);
}

static int
salon_ranking_chart_measure_height (SalonChart *chart, int width)
{
  return (int) measure_row (chart) * (int) MAX (salon_chart_get_n_marks (chart), 1);
}

static void
salon_ranking_chart_lay_out (SalonChart *chart, int width, int height)
{
  SalonRankingChart *self = SALON_RANKING_CHART (chart);
  gint64 least = 0, most = 0;

  salon_chart_series_get_range (salon_chart_get_series (chart), &least, &most);
  self->scale = (SalonChartScale) { 0, MAX (most, 1), 1 };
  self->width = (float) width;
  self->row_height = measure_row (chart);
}

static graphene_rect_t
salon_ranking_chart_get_mark_bounds (SalonChart *chart, guint index)
{
  SalonRankingChart *self = SALON_RANKING_CHART (chart);

  return GRAPHENE_RECT_INIT (0, self->row_height * (float) index, self->width, self->row_height);
}

static void
draw_words (SalonRankingChart *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *row)
{
  SalonChart *chart = SALON_CHART (self);
  SalonChartSeries *series = salon_chart_get_series (chart);
  SalonTextCache *texts = salon_chart_get_texts (chart);
  const SalonChartPoint *point = salon_chart_series_get_point (series, index);
  g_autofree char *value = salon_chart_series_write_value (series, point->value);
  SalonText number = { .text = value, .is_tabular = TRUE };
  float width = salon_text_cache_measure (texts, &number).width;
  SalonText name = { .text = point->label, .width = MAX (row->size.width - width - 3 * GAP, 1) };
  GdkRGBA color = salon_chart_get_text_color (chart, 1);

  salon_text_cache_append (texts, snapshot, &name, SIDE, row->origin.y + GAP, &color);
  salon_text_cache_append (texts, snapshot, &number, floorf (row->size.width - width - SIDE),
                           row->origin.y + GAP, &color);
}

static void
draw_part (GtkSnapshot *snapshot, const graphene_rect_t *part, const GdkRGBA *color)
{
  GskRoundedRect bar;

  gsk_rounded_rect_init_from_rect (&bar, part, MIN (part->size.width, BAR_HEIGHT) / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, color, part);
  gtk_snapshot_pop (snapshot);
}

static void
draw_bar (SalonRankingChart *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *row)
{
  SalonChart *chart = SALON_CHART (self);
  SalonChartSeries *series = salon_chart_get_series (chart);
  const SalonChartPoint *point = salon_chart_series_get_point (series, index);
  double value = (double) point->value * salon_chart_get_progress (chart);
  float room = row->size.width - 2 * SIDE;
  graphene_rect_t part =
    GRAPHENE_RECT_INIT (SIDE, row->origin.y + row->size.height - 2 * GAP - BAR_HEIGHT, room,
                        BAR_HEIGHT);
  GdkRGBA groove =
    salon_chart_get_text_color (chart, salon_chart_has_high_contrast (chart) ? 0.3f : 0.1f);
  GdkRGBA color = salon_chart_get_mark_color (chart, index, 1);
  GdkRGBA line = salon_chart_get_text_color (chart, 0.75f);
  float before =
    roundf (room * (float) salon_chart_scale_get_place (&self->scale, (double) point->before));

  draw_part (snapshot, &part, &groove);
  part.size.width = roundf (room * (float) salon_chart_scale_get_place (&self->scale, value));
  if (part.size.width > 0)
    draw_part (snapshot, &part, &color);
  if (salon_chart_series_has_before (series))
    gtk_snapshot_append_color (snapshot, &line,
                               &GRAPHENE_RECT_INIT (CLAMP (before, SIDE, room), part.origin.y - 2,
                                                    2, BAR_HEIGHT + 4));
}

static void
salon_ranking_chart_draw (SalonChart *chart, GtkSnapshot *snapshot)
{
  SalonRankingChart *self = SALON_RANKING_CHART (chart);
  GdkRGBA shade = salon_chart_get_text_color (chart, 0.07f);

  for (guint i = 0; i < salon_chart_get_n_marks (chart); i++)
    {
      graphene_rect_t row = salon_ranking_chart_get_mark_bounds (chart, i);

      if ((int) i == salon_chart_get_active (chart))
        gtk_snapshot_append_color (snapshot, &shade, &row);
      draw_words (self, snapshot, i, &row);
      draw_bar (self, snapshot, i, &row);
    }
}

static void
salon_ranking_chart_class_init (SalonRankingChartClass *klass)
{
  SalonChartClass *chart_class = SALON_CHART_CLASS (klass);

  chart_class->measure_height = salon_ranking_chart_measure_height;
  chart_class->sign_of_before = "|";
  chart_class->lay_out = salon_ranking_chart_lay_out;
  chart_class->get_mark_bounds = salon_ranking_chart_get_mark_bounds;
  chart_class->draw = salon_ranking_chart_draw;
}

static void
salon_ranking_chart_init (SalonRankingChart *self)
{
}

GtkWidget *
salon_ranking_chart_new (void)
{
  return g_object_new (SALON_TYPE_RANKING_CHART, NULL);
}
