/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be done to a booking on the calendar, as changes with their label in the owner's
 * language. Pure. Each returns a new change, or NULL when it would change nothing.
 */
#pragma once

#include "core/salon-booking.h"

G_BEGIN_DECLS

/**
 * salon_booking_changes_set_time:
 * @start: when the visit begins
 * @duration_minutes: how long it takes
 * @forced_reason: (nullable): why it may stand outside the opening hours; %NULL when it is inside
 *
 * Moves a booking, changes its length, or both.
 */
SalonChange *salon_booking_changes_set_time (SalonBooking *booking,
                                             SalonMoment start,
                                             int duration_minutes,
                                             const char *forced_reason);
/* NULL too when the life of a booking has no such step. @now: Unix seconds. */
SalonChange *
salon_booking_changes_set_status (SalonBooking *booking, SalonBookingStatus status, gint64 now);
/* It may stay outside the opening hours, and says why. */
SalonChange *salon_booking_changes_let_stand (SalonBooking *booking, const char *reason);
SalonChange *salon_booking_changes_set_paid (SalonBooking *booking);
/**
 * salon_booking_changes_copy:
 * @ids: one new row id for the booking and one for each of its lines
 * @now: Unix seconds
 *
 * The same client and services once more: confirmed, unpaid, at the length of now.
 */
SalonChange *salon_booking_changes_copy (SalonBooking *booking,
                                         SalonMoment start,
                                         const char *forced_reason,
                                         const char *const *ids,
                                         gint64 now);

G_END_DECLS
