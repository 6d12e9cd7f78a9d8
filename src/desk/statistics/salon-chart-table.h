/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart shows, as a table: the name of each value, the value, and the one of the period before. */
#pragma once

#include <adwaita.h>

#include "salon-chart-series.h"

G_BEGIN_DECLS

#define SALON_TYPE_CHART_TABLE (salon_chart_table_get_type ())
G_DECLARE_FINAL_TYPE (SalonChartTable, salon_chart_table, SALON, CHART_TABLE, AdwBin)

/* Signal opened (guint index), as of a chart. */
GtkWidget *salon_chart_table_new (void);
void salon_chart_table_set_series (SalonChartTable *self, SalonChartSeries *series);
guint salon_chart_table_get_n_rows (SalonChartTable *self);
/* What the cell says; @column 0: the name, 1: the value, 2: the one before. */
char *salon_chart_table_write_cell (SalonChartTable *self, guint row, guint column);

G_END_DECLS
