/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line through all values, and a dashed one through those of the period before. It ends where the
 * days are still to come; a single value is a dot.
 */
#pragma once

#include "salon-chart.h"

G_BEGIN_DECLS

#define SALON_TYPE_LINE_CHART (salon_line_chart_get_type ())
G_DECLARE_FINAL_TYPE (SalonLineChart, salon_line_chart, SALON, LINE_CHART, SalonChart)

GtkWidget *salon_line_chart_new (void);

G_END_DECLS
