/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A booking in the long list: when, who and what, its state, its price. Side by side, or on two
 * lines when "is-narrow". List views fill and empty it again and again; it asks the store for
 * nothing.
 *
 * A list view keeps two hundred of them, whatever is seen, so a cell is one widget that draws its
 * texts. Nothing in it can be read by a screen reader: its row is to carry its description.
 */
#pragma once

#include "calendar/salon-text-cache.h"
#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_BOOKING_CELL (salon_booking_cell_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingCell, salon_booking_cell, SALON, BOOKING_CELL, GtkWidget)

/* Property: is-narrow (boolean). @texts: of the list; borrowed, and outlives the cell */
GtkWidget *salon_booking_cell_new (SalonTextCache *texts);
void salon_booking_cell_show (SalonBookingCell *self, SalonSession *session, SalonBooking *booking);
/* Transfer none. NULL before the first is shown. */
SalonBooking *salon_booking_cell_get_booking (SalonBookingCell *self);
/* "Thursday 12 March 2026, 14:00, Marie Durand, Gel nails, confirmed, 45,00 €, to pay" */
char *salon_booking_cell_describe (SalonSession *session, SalonBooking *booking);

G_END_DECLS
