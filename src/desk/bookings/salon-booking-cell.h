/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A booking in the long list: when, who and what, its state, its price. Side by side, or on two
 * lines when "is-narrow". List views fill and empty it again and again; it asks the store for
 * nothing. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_BOOKING_CELL (salon_booking_cell_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingCell, salon_booking_cell, SALON, BOOKING_CELL, AdwBin)

/* Property: is-narrow (boolean). */
GtkWidget *salon_booking_cell_new (void);
void
salon_booking_cell_show (SalonBookingCell *self, SalonSession *session, SalonBooking *booking);
/* Transfer none. NULL before the first is shown. */
SalonBooking *salon_booking_cell_get_booking (SalonBookingCell *self);
/* "Thursday 12 March 2026, 14:00, Marie Durand, Gel nails, confirmed, 45,00 €, to pay" */
char *salon_booking_cell_describe (SalonSession *session, SalonBooking *booking);

G_END_DECLS
