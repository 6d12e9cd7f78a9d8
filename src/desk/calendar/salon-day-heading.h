/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The head of a day's column: weekday and day of the month, how full the day is, and the holiday or
 * the reason why it is closed. It is the day's name for a screen reader, and opens the day.
 */
#pragma once

#include "core/salon-opening-hours.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_DAY_HEADING (salon_day_heading_get_type ())
G_DECLARE_FINAL_TYPE (SalonDayHeading, salon_day_heading, SALON, DAY_HEADING, GtkButton)

GtkWidget *salon_day_heading_new (void);
/* @n_bookings: active ones; @booked_minutes: theirs, with buffers. */
void salon_day_heading_set_day (SalonDayHeading *self,
                                SalonDay day,
                                gboolean is_today,
                                guint n_bookings,
                                int booked_minutes,
                                SalonOpeningHours *hours);

G_END_DECLS
