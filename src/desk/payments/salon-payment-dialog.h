/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes what is paid of a booking, on one line for each means, and shows and corrects what was paid
 * before. Made for the keyboard: the sum stands on the card already, F2 to F6 put what is left on
 * another line, Enter takes it.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_PAYMENT_DIALOG (salon_payment_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonPaymentDialog, salon_payment_dialog, SALON, PAYMENT_DIALOG, AdwDialog)

/* NULL when the booking cannot be read: the session has told why. */
AdwDialog *salon_payment_dialog_new (SalonSession *session, const char *booking_id);

G_END_DECLS
