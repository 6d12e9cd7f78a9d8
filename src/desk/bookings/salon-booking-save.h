/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a form without problems to the change that saves it. A new client, the booking and its lines
 * are one change: all of it is saved, or nothing. Pure but for the label's language.
 */
#pragma once

#include "bookings/salon-booking-form.h"

G_BEGIN_DECLS

/* The card that a new client of @form gets; transfer full. */
SalonClient *salon_booking_save_make_client (SalonBookingForm *form, gint64 now);

/**
 * salon_booking_save_build_change:
 * @form: a form without problems
 * @now: the instant, Unix seconds
 *
 * Returns: (transfer full) (nullable): the change with its label; %NULL when an existing booking
 *   would stay as it is
 */
SalonChange *salon_booking_save_build_change (SalonBookingForm *form, gint64 now);
/* The same, and the others of @series (nullable; SalonBooking, by start) move as far as the booking of
 * @form does. */
SalonChange *
salon_booking_save_build_series_change (SalonBookingForm *form, GPtrArray *series, gint64 now);

/* Cancels @booking as it stands in the store; @reason is nullable. */
SalonChange *
salon_booking_save_build_cancel (SalonBooking *booking, const char *reason, gint64 now);

G_END_DECLS
