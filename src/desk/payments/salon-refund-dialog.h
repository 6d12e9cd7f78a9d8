/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gives back a payment that was made online, or a part of it: the server is asked, and the row that says
 * so comes back from it by itself. Main thread.
 */
#pragma once

#include "core/salon-payment.h"

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_REFUND_DIALOG (salon_refund_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonRefundDialog, salon_refund_dialog, SALON, REFUND_DIALOG, AdwDialog)

/* Made online, something is left of it, and the server that can give it back is there. */
gboolean
salon_refund_dialog_is_for (SalonSession *session, GPtrArray *payments, SalonPayment *payment);

/* @payments: all of @booking */
AdwDialog *salon_refund_dialog_new (SalonSession *session,
                                    SalonBooking *booking,
                                    GPtrArray *payments,
                                    SalonPayment *payment);

G_END_DECLS
