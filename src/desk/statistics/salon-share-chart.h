/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ring that is cut into shares, clockwise from the top, and beside it the same shares in words, in
 * the same order. Every second share is hatched too, so that neighbours differ without any colour.
 * What is below zero has no share, and stands among the words.
 */
#pragma once

#include "salon-chart.h"

G_BEGIN_DECLS

#define SALON_TYPE_SHARE_CHART (salon_share_chart_get_type ())
G_DECLARE_FINAL_TYPE (SalonShareChart, salon_share_chart, SALON, SHARE_CHART, SalonChart)

GtkWidget *salon_share_chart_new (void);

G_END_DECLS
