/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One value of a chart, as the focus, the pointer and a screen reader find it: a button without a
 * face, for the chart draws the value itself, in the colour that the style sheet gives the mark.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_CHART_MARK (salon_chart_mark_get_type ())
G_DECLARE_FINAL_TYPE (SalonChartMark, salon_chart_mark, SALON, CHART_MARK, GtkButton)

GtkWidget *salon_chart_mark_new (void);

G_END_DECLS
