/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame around values that stand side by side: a scale at the left with its lines, the names below,
 * and where each value has its place. Everything lies on whole pixels. One belongs to each chart.
 */
#pragma once

#include "salon-chart-scale.h"
#include "salon-chart.h"

G_BEGIN_DECLS

typedef struct
{
  SalonChartScale scale;
  graphene_rect_t plot; /* inside scale and names */
  double zero;          /* y of the value 0 */
  int label_step;       /* every how many-th name is written */
} SalonChartAxes;

void salon_chart_axes_lay_out (SalonChartAxes *self, SalonChart *chart, int width, int height);
/* Of all that belongs to the value at @index, from top to bottom of the plot. */
graphene_rect_t
salon_chart_axes_get_slot (const SalonChartAxes *self, SalonChart *chart, guint index);
double salon_chart_axes_get_y (const SalonChartAxes *self, double value);
void salon_chart_axes_draw (const SalonChartAxes *self, SalonChart *chart, GtkSnapshot *snapshot);

G_END_DECLS
