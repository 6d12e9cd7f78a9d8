/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar for each value, up or down from zero; a line across it says what it was in the period before. */
#pragma once

#include "salon-chart.h"

G_BEGIN_DECLS

#define SALON_TYPE_BAR_CHART (salon_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (SalonBarChart, salon_bar_chart, SALON, BAR_CHART, SalonChart)

GtkWidget *salon_bar_chart_new (void);

G_END_DECLS
