/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be done to the booking at hand on a page that lists bookings: the actions "booking.open",
 * "booking.arrived" and so on, which the context menu of the calendar names too, and that menu.
 *
 * The page says which booking is at hand; of the actions those are enabled that its life allows.
 * Changes are saved one at a time: each is made from the booking as it is on screen, which the one
 * before has to reach first. Main thread.
 */
#pragma once

#include "common/salon-session.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_BOOKING_ACTIONS (salon_booking_actions_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingActions, salon_booking_actions, SALON, BOOKING_ACTIONS, GObject)

/* @widget: (transfer none): gets the actions, and outlives what is made here */
SalonBookingActions *salon_booking_actions_new (SalonSession *session, GtkWidget *widget);
void salon_booking_actions_set_booking (SalonBookingActions *self, SalonBooking *booking);
/* Does "arrived" to @booking; nothing when its life has no such step now. */
void
salon_booking_actions_do (SalonBookingActions *self, SalonBooking *booking, const char *action);
/* The context menu of @booking at a point of the widget. Once it is closed the focus is where it
 * was before. */
void salon_booking_actions_popup_menu (SalonBookingActions *self,
                                       SalonBooking *booking,
                                       double x,
                                       double y);
/* Takes the menu off the widget, which is about to go. */
void salon_booking_actions_detach (SalonBookingActions *self);

G_END_DECLS
