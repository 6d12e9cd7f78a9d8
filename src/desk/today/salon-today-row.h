/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A booking on the page of today: when, who (allergies first), what, how to call her, and the one or
 * two steps that come next. What is done to it goes by "today.do" (booking id, step), which the page
 * has.
 */
#pragma once

#include "common/salon-session.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_TODAY_ROW (salon_today_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonTodayRow, salon_today_row, SALON, TODAY_ROW, GtkListBoxRow)

GtkWidget *salon_today_row_new (void);
/* @detail: (nullable): what there is to say first, in place of being late or held */
void salon_today_row_show (SalonTodayRow *self,
                           SalonSession *session,
                           SalonBooking *booking,
                           const char *detail);
/* Transfer none. NULL before the first is shown. */
SalonBooking *salon_today_row_get_booking (SalonTodayRow *self);

G_END_DECLS
