/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One to seven days: their headings above the time grid, and below it the tray of what Ctrl+X or
 * Ctrl+C holds. It is given days, and keeps a SalonCalendarModel of their bookings.
 */
#pragma once

#include "salon-calendar-model.h"
#include "salon-day-grid.h"

G_BEGIN_DECLS

#define SALON_TYPE_DAY_VIEW (salon_day_view_get_type ())
G_DECLARE_FINAL_TYPE (SalonDayView, salon_day_view, SALON, DAY_VIEW, GtkWidget)

GtkWidget *salon_day_view_new (SalonSession *session);
void salon_day_view_set_days (SalonDayView *self, SalonDay first, int n_days);
SalonDayGrid *salon_day_view_get_grid (SalonDayView *self);
SalonCalendarModel *salon_day_view_get_model (SalonDayView *self);
/* The head of the column of a shown day, for tests. */
GtkWidget *salon_day_view_get_heading (SalonDayView *self, int index);

G_END_DECLS
