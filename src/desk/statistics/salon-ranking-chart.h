/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values below each other, each with its name, a bar and the value in words: for names that are too
 * long to stand side by side. A small line across a bar says what it was in the period before.
 */
#pragma once

#include "salon-chart.h"

G_BEGIN_DECLS

#define SALON_TYPE_RANKING_CHART (salon_ranking_chart_get_type ())
G_DECLARE_FINAL_TYPE (SalonRankingChart, salon_ranking_chart, SALON, RANKING_CHART, SalonChart)

GtkWidget *salon_ranking_chart_new (void);

G_END_DECLS
