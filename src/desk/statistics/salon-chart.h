/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all charts have in common: the series, a mark for each of its values that takes focus and
 * pointer, the words beside the value that is looked at, and the calm way in which new values come.
 * A kind of chart says where its marks are and draws.
 *
 * One mark is reached by Tab, the one that was looked at last; arrows, Home and End walk from there.
 * A chart is named by the title of its series and described by its summary.
 *
 * Signal opened (guint index): somebody wants to see what is behind a value.
 */
#pragma once

#include "calendar/salon-text-cache.h"
#include "salon-chart-series.h"

G_BEGIN_DECLS

#define SALON_TYPE_CHART (salon_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (SalonChart, salon_chart, SALON, CHART, GtkWidget)

struct _SalonChartClass
{
  GtkWidgetClass parent_class;

  /* What stands for the period before: "┄". NULL: it is only told in words. */
  const char *sign_of_before;
  /* The height that is right for @width; widths below zero: whatever may come. */
  int (*measure_height) (SalonChart *self, int width);
  /* Everything is at another place: the chart is so large now, or the values are other ones. */
  void (*lay_out) (SalonChart *self, int width, int height);
  graphene_rect_t (*get_mark_bounds) (SalonChart *self, guint index);
  void (*draw) (SalonChart *self, GtkSnapshot *snapshot);
  /* The mark that lies @right and @down of the one at @index, or @index; each of the two is −1, 0 or 1.
   * The default is a single row. */
  guint (*get_neighbour) (SalonChart *self, guint index, int right, int down);
};

/* @series NULL: nothing yet. The marks stay those that they were, with the focus, as far as there are
 * values. */
void salon_chart_set_series (SalonChart *self, SalonChartSeries *series);
SalonChartSeries *salon_chart_get_series (SalonChart *self); /* nullable */
/* How many values there are. */
guint salon_chart_get_n_marks (SalonChart *self);
GtkWidget *salon_chart_get_mark (SalonChart *self, guint index);
/* The value that pointer or focus are at, or −1. */
int salon_chart_get_active (SalonChart *self);
/* What the words beside the active value say; NULL: they are not shown. */
const char *salon_chart_get_readout (SalonChart *self);

/* For the kinds of chart. */
SalonTextCache *salon_chart_get_texts (SalonChart *self);
/* 0 … 1: how far the values have come. */
double salon_chart_get_progress (SalonChart *self);
gboolean salon_chart_has_high_contrast (SalonChart *self);
/* The colour of the texts, and of what the mark at @index is drawn in. */
GdkRGBA salon_chart_get_text_color (SalonChart *self, float alpha);
GdkRGBA salon_chart_get_mark_color (SalonChart *self, guint index, float alpha);

G_END_DECLS
