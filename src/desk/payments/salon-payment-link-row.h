/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a booking's editor that says what became of the link to pay online, and leads to it. It is
 * there as long as the server that makes such links is, and for a booking that can be paid.
 */
#pragma once

#include "core/salon-booking.h"

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_PAYMENT_LINK_ROW (salon_payment_link_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonPaymentLinkRow,
                      salon_payment_link_row,
                      SALON,
                      PAYMENT_LINK_ROW,
                      AdwActionRow)

/* @booking: (nullable) */
void salon_payment_link_row_show (SalonPaymentLinkRow *self,
                                  SalonSession *session,
                                  SalonBooking *booking);

G_END_DECLS
