/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a chart shows: values in a row, each with its name, and what it was in the period before if
 * that is compared. It knows how a value is written, and says in one sentence what the whole tells.
 * Filled first, then shown; it does not change after that. Main thread only.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_CHART_COUNT,
  SALON_CHART_MONEY,   /* cents */
  SALON_CHART_MINUTES, /* told as hours */
} SalonChartUnit;

typedef struct
{
  char *label; /* short, under the axis: "14", "Sat" */
  char *name;  /* in full: "Saturday 14 March" */
  gint64 value;
  gint64 before;       /* of the period before; has_before of the series says whether it counts */
  gboolean is_to_come; /* of a day that has not come: nothing is known of it yet */
} SalonChartPoint;

#define SALON_TYPE_CHART_SERIES (salon_chart_series_get_type ())
G_DECLARE_FINAL_TYPE (SalonChartSeries, salon_chart_series, SALON, CHART_SERIES, GObject)

/**
 * salon_chart_series_new:
 * @title: what is counted: "Turnover"
 * @unit: of the values
 * @currency: of money: "EUR"
 */
SalonChartSeries *
salon_chart_series_new (const char *title, SalonChartUnit unit, const char *currency);
/* "March 2026" and "February 2026": what the two are called beside each other. @before NULL: nothing is
 * compared. */
void salon_chart_series_set_periods (SalonChartSeries *self, const char *now, const char *before);
/* The points are a table, line by line: what its lines and columns are called. Of a heat map. */
void salon_chart_series_set_grid (SalonChartSeries *self,
                                  const char *const *rows,
                                  const char *const *columns);
/* The point that was added: its other fields may be set before the series is shown. */
SalonChartPoint *
salon_chart_series_add (SalonChartSeries *self, const char *label, const char *name, gint64 value);

const char *salon_chart_series_get_title (SalonChartSeries *self);
SalonChartUnit salon_chart_series_get_unit (SalonChartSeries *self);
const char *salon_chart_series_get_period (SalonChartSeries *self); /* nullable */
const char *salon_chart_series_get_before (SalonChartSeries *self); /* nullable */
gboolean salon_chart_series_has_before (SalonChartSeries *self);
/* NULL: it is no table. */
const char *const *salon_chart_series_get_rows (SalonChartSeries *self);
const char *const *salon_chart_series_get_columns (SalonChartSeries *self);
guint salon_chart_series_get_n_points (SalonChartSeries *self);
const SalonChartPoint *salon_chart_series_get_point (SalonChartSeries *self, guint index);
/* Both untouched when there are no points. Those of the period before count too. */
void salon_chart_series_get_range (SalonChartSeries *self, gint64 *least, gint64 *most);
/* Where the points are not all that there is: what it comes to with the others. */
void salon_chart_series_set_sums (SalonChartSeries *self, gint64 sum, gint64 before);
gint64 salon_chart_series_get_sum (SalonChartSeries *self);
gint64 salon_chart_series_get_sum_before (SalonChartSeries *self);
/* No points, or each of them is 0. */
gboolean salon_chart_series_is_empty (SalonChartSeries *self);
/* The one with the greatest value, the first of those that are equal; NULL: it is empty. */
const SalonChartPoint *salon_chart_series_find_peak (SalonChartSeries *self);

/* "€1,240.00", "12", "3 h 30" */
char *salon_chart_series_write_value (SalonChartSeries *self, gint64 value);
/* The same as short as an axis wants it: "€1,240" */
char *salon_chart_series_write_tick (SalonChartSeries *self, gint64 value);
/* "Saturday 14 March: €540.00", and the one before, where it is compared */
char *salon_chart_series_write_point (SalonChartSeries *self, guint index);
/* One sentence: what it comes to, against the period before, and where it is greatest. */
char *salon_chart_series_write_summary (SalonChartSeries *self);

G_END_DECLS
