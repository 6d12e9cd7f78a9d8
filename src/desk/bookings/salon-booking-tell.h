/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What saving a form would be worth telling the client: that the visit is agreed, moved or cancelled. */
#pragma once

#include "bookings/salon-booking-form.h"
#include "messages/salon-message-wish.h"

G_BEGIN_DECLS

/* NULL: nothing that she has to know, or she cannot be told. Transfer full, as the next. */
SalonMessageWish *salon_booking_tell_save (SalonSession *session, SalonBookingForm *form);
/* The same for cancelling the form's booking as it is in the salon. */
SalonMessageWish *salon_booking_tell_cancel (SalonSession *session, SalonBookingForm *form);

G_END_DECLS
