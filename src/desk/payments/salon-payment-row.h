/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a booking's editor that says what is left to pay and leads to the payments. It is not
 * there in a salon that records none, nor for a booking that is not saved yet.
 */
#pragma once

#include "core/salon-booking.h"

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_PAYMENT_ROW (salon_payment_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonPaymentRow, salon_payment_row, SALON, PAYMENT_ROW, AdwActionRow)

/* @booking: (nullable) */
void salon_payment_row_show (SalonPaymentRow *self, SalonSession *session, SalonBooking *booking);

G_END_DECLS
