/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart on a card: its title, in one sentence what it tells, what it counts one click away, and the
 * same values as a table for those who would rather read.
 *
 * Signal opened (guint index): somebody wants to see what is behind a value.
 */
#pragma once

#include <adwaita.h>

#include "salon-chart.h"

G_BEGIN_DECLS

#define SALON_TYPE_CHART_CARD (salon_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (SalonChartCard, salon_chart_card, SALON, CHART_CARD, AdwBin)

/* @chart: transfer floating. @definition: what is counted, in whole sentences. */
GtkWidget *salon_chart_card_new (GtkWidget *chart, const char *definition);
void salon_chart_card_set_series (SalonChartCard *self, SalonChartSeries *series);
SalonChart *salon_chart_card_get_chart (SalonChartCard *self);

G_END_DECLS
