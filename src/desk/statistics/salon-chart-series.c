/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-chart-series.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "common/salon-format.h"
#include "core/salon-money.h"

struct _SalonChartSeries
{
  GObject parent_instance;

  char *title;
  SalonChartUnit unit;
  char *currency;
  char *now;    /* nullable */
  char *before; /* nullable */
  GStrv rows;   /* nullable */
  GStrv columns;
  GPtrArray *points;
  gboolean has_sums; /* they were told, and are not those of the points */
  gint64 sum;
  gint64 sum_before;
};

G_DEFINE_FINAL_TYPE (SalonChartSeries, salon_chart_series, G_TYPE_OBJECT)

static void
point_free (gpointer data)
{
  SalonChartPoint *point = data;

  g_free (point->label);
  g_free (point->name);
  g_free (point);
}

SalonChartSeries *
salon_chart_series_new (const char *title, SalonChartUnit unit, const char *currency)
{
  SalonChartSeries *self = g_object_new (SALON_TYPE_CHART_SERIES, NULL);

  self->title = g_strdup (title);
  self->unit = unit;
  self->currency = g_strdup (currency);
  return self;
}

void
salon_chart_series_set_periods (SalonChartSeries *self, const char *now, const char *before)
{
  g_return_if_fail (SALON_IS_CHART_SERIES (self));

  g_set_str (&self->now, now);
  g_set_str (&self->before, before);
}

void
salon_chart_series_set_grid (SalonChartSeries *self,
                             const char *const *rows,
                             const char *const *columns)
{
  g_return_if_fail (SALON_IS_CHART_SERIES (self));

  g_strfreev (self->rows);
  g_strfreev (self->columns);
  self->rows = g_strdupv ((GStrv) rows);
  self->columns = g_strdupv ((GStrv) columns);
}

const char *const *
salon_chart_series_get_rows (SalonChartSeries *self)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);
  return (const char *const *) self->rows;
}

const char *const *
salon_chart_series_get_columns (SalonChartSeries *self)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);
  return (const char *const *) self->columns;
}

SalonChartPoint *
salon_chart_series_add (SalonChartSeries *self, const char *label, const char *name, gint64 value)
{
  SalonChartPoint *point = NULL;

  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);

  point = g_new0 (SalonChartPoint, 1);
  point->label = g_strdup (label);
  point->name = g_strdup (name);
  point->value = value;
  g_ptr_array_add (self->points, point);
  return point;
}

const char *
salon_chart_series_get_title (SalonChartSeries *self)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);
  return self->title;
}

SalonChartUnit
salon_chart_series_get_unit (SalonChartSeries *self)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), SALON_CHART_COUNT);
  return self->unit;
}

const char *
salon_chart_series_get_period (SalonChartSeries *self)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);
  return self->now;
}

const char *
salon_chart_series_get_before (SalonChartSeries *self)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);
  return self->before;
}

gboolean
salon_chart_series_has_before (SalonChartSeries *self)
{
  return salon_chart_series_get_before (self) != NULL;
}

guint
salon_chart_series_get_n_points (SalonChartSeries *self)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), 0);
  return self->points->len;
}

const SalonChartPoint *
salon_chart_series_get_point (SalonChartSeries *self, guint index)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);
  g_return_val_if_fail (index < self->points->len, NULL);
  return g_ptr_array_index (self->points, index);
}

void
salon_chart_series_get_range (SalonChartSeries *self, gint64 *least, gint64 *most)
{
  g_return_if_fail (SALON_IS_CHART_SERIES (self));

  for (guint i = 0; i < self->points->len; i++)
    {
      const SalonChartPoint *point = g_ptr_array_index (self->points, i);
      gint64 before = self->before != NULL ? point->before : point->value;

      *least = i == 0 ? MIN (point->value, before) : MIN (*least, MIN (point->value, before));
      *most = i == 0 ? MAX (point->value, before) : MAX (*most, MAX (point->value, before));
    }
}

void
salon_chart_series_set_sums (SalonChartSeries *self, gint64 sum, gint64 before)
{
  g_return_if_fail (SALON_IS_CHART_SERIES (self));

  self->has_sums = TRUE;
  self->sum = sum;
  self->sum_before = before;
}

gint64
salon_chart_series_get_sum (SalonChartSeries *self)
{
  gint64 sum = 0;

  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), 0);
  if (self->has_sums)
    return self->sum;
  for (guint i = 0; i < self->points->len; i++)
    sum += ((const SalonChartPoint *) g_ptr_array_index (self->points, i))->value;
  return sum;
}

gint64
salon_chart_series_get_sum_before (SalonChartSeries *self)
{
  gint64 sum = 0;

  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), 0);
  if (self->has_sums)
    return self->sum_before;
  for (guint i = 0; i < self->points->len; i++)
    sum += ((const SalonChartPoint *) g_ptr_array_index (self->points, i))->before;
  return sum;
}

gboolean
salon_chart_series_is_empty (SalonChartSeries *self)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), TRUE);

  for (guint i = 0; i < self->points->len; i++)
    if (((const SalonChartPoint *) g_ptr_array_index (self->points, i))->value != 0)
      return FALSE;
  return TRUE;
}

const SalonChartPoint *
salon_chart_series_find_peak (SalonChartSeries *self)
{
  const SalonChartPoint *peak = NULL;

  if (salon_chart_series_is_empty (self))
    return NULL;
  for (guint i = 0; i < self->points->len; i++)
    {
      const SalonChartPoint *point = g_ptr_array_index (self->points, i);

      if (peak == NULL || point->value > peak->value)
        peak = point;
    }
  return peak;
}

/* --- In words --- */

char *
salon_chart_series_write_value (SalonChartSeries *self, gint64 value)
{
  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);

  switch (self->unit)
    {
    case SALON_CHART_COUNT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    case SALON_CHART_MONEY:
      return salon_money_format (value, self->currency, salon_format_get_language ());
    case SALON_CHART_MINUTES:
      return salon_format_duration ((int) value);
    }
  g_return_val_if_reached (NULL);
}

/* Whole euros lose their zeros, in either language. */
char *
salon_chart_series_write_tick (SalonChartSeries *self, gint64 value)
{
  g_autofree char *text = salon_chart_series_write_value (self, value);
  char *zeros = NULL;

  if (self->unit != SALON_CHART_MONEY || value % 100 != 0)
    return g_steal_pointer (&text);
  zeros = strstr (text, ",00");
  if (zeros == NULL || (zeros[3] >= '0' && zeros[3] <= '9'))
    zeros = strstr (text, ".00");
  if (zeros == NULL)
    return g_steal_pointer (&text);
  *zeros = '\0';
  return g_strconcat (text, zeros + 3, NULL);
}

char *
salon_chart_series_write_point (SalonChartSeries *self, guint index)
{
  const SalonChartPoint *point = salon_chart_series_get_point (self, index);
  g_autofree char *value = salon_chart_series_write_value (self, point->value);
  g_autofree char *before = NULL;

  if (self->before == NULL)
    /* Translators: what a value of a chart is of, and the value: "Saturday 14 March: €540.00" */
    return g_strdup_printf (C_ ("chart", "%1$s: %2$s"), point->name, value);
  before = salon_chart_series_write_value (self, point->before);
  /* Translators: the same with the value of the period before and its name: "Saturday 14 March: €540.00
   * (February 2026: €480.00)" */
  return g_strdup_printf (C_ ("chart", "%1$s: %2$s (%3$s: %4$s)"), point->name, value, self->before,
                          before);
}

/* "In all €4,310.00; February 2026: €3,980.00" */
static char *
write_total (SalonChartSeries *self)
{
  g_autofree char *sum = salon_chart_series_write_value (self, salon_chart_series_get_sum (self));
  g_autofree char *before =
    salon_chart_series_write_value (self, salon_chart_series_get_sum_before (self));

  if (self->before != NULL)
    /* Translators: a sum, that of the period before, and the name of that: "In all €4,310.00;
     * February 2026: €3,980.00" */
    return g_strdup_printf (C_ ("chart", "In all %1$s; %3$s: %2$s"), sum, before, self->before);
  /* Translators: a sum */
  return g_strdup_printf (C_ ("chart", "In all %s"), sum);
}

char *
salon_chart_series_write_summary (SalonChartSeries *self)
{
  const SalonChartPoint *peak = NULL;
  g_autofree char *total = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (SALON_IS_CHART_SERIES (self), NULL);

  peak = salon_chart_series_find_peak (self);
  if (peak == NULL)
    return g_strdup (_ ("There is nothing to show in this period."));
  total = write_total (self);
  if (self->points->len == 1)
    return g_strdup_printf ("%s.", total);
  value = salon_chart_series_write_value (self, peak->value);
  /* Translators: what it comes to in all, what is greatest, and how much that is: "In all €4,310.00.
   * Most: Saturday 14 March, €540.00." */
  return g_strdup_printf (C_ ("chart", "%1$s. Most: %2$s, %3$s."), total, peak->name, value);
}

static void
salon_chart_series_finalize (GObject *object)
{
  SalonChartSeries *self = SALON_CHART_SERIES (object);

  g_ptr_array_unref (self->points);
  g_free (self->title);
  g_free (self->currency);
  g_free (self->now);
  g_free (self->before);
  g_strfreev (self->rows);
  g_strfreev (self->columns);
  G_OBJECT_CLASS (salon_chart_series_parent_class)->finalize (object);
}

static void
salon_chart_series_class_init (SalonChartSeriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_chart_series_finalize;
}

static void
salon_chart_series_init (SalonChartSeries *self)
{
  self->points = g_ptr_array_new_with_free_func (point_free);
}
