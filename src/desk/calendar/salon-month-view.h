/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A month: six weeks of days, each with how full it is and its first bookings. One day has the
 * focus; arrows walk, and past the ends into the next month; Enter opens the day.
 */
#pragma once

#include "salon-calendar-model.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_MONTH_VIEW (salon_month_view_get_type ())
G_DECLARE_FINAL_TYPE (SalonMonthView, salon_month_view, SALON, MONTH_VIEW, GtkWidget)

GtkWidget *salon_month_view_new (SalonSession *session);
/* Shows the month of @day and selects that day. */
void salon_month_view_set_day (SalonMonthView *self, SalonDay day);
SalonCalendarModel *salon_month_view_get_model (SalonMonthView *self);
GtkWidget *salon_month_view_get_cell (SalonMonthView *self, SalonDay day); /* nullable */

G_END_DECLS
