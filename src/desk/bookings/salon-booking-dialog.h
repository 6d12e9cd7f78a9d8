/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The booking editor: who, what, when, and the rest, for a new booking or one that exists.
 *
 * By the keyboard alone: type the client, Enter, type a service, Enter, Enter in the empty entry,
 * pick a time with the arrows and Enter, Ctrl+Enter saves. Esc leaves, and asks first when something
 * was typed. A save that is refused says why and keeps everything.
 *
 * Actions: booking.save, booking.close, booking.cancel, booking.again.
 */
#pragma once

#include "bookings/salon-booking-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_BOOKING_DIALOG (salon_booking_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingDialog, salon_booking_dialog, SALON, BOOKING_DIALOG, AdwDialog)

/* @draft is nullable: an empty new booking. A booking that is gone (undone meanwhile, on another
 * device) gives NULL, and the session says so: there is nothing to edit. */
AdwDialog *salon_booking_dialog_new (SalonSession *session, const SalonBookingDraft *draft);

G_END_DECLS
