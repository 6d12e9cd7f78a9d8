/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened to a booking, latest first: an expander that reads the history when it is opened.
 * Each row says what the owner did and when, and beneath it what was before and what came after.
 */
#pragma once

#include "common/salon-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_BOOKING_HISTORY (salon_booking_history_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingHistory,
                      salon_booking_history,
                      SALON,
                      BOOKING_HISTORY,
                      AdwExpanderRow)

/* Shows the history of @booking_id; NULL: of none, and the row hides. */
void salon_booking_history_show (SalonBookingHistory *self,
                                 SalonSession *session,
                                 const char *booking_id);

/* "Time: 14:00 → 15:30", one line for each field of the booking that @change set; "" for none.
 * Transfer full. */
char *
salon_booking_history_describe (SalonSession *session, SalonChange *change, const char *booking_id);

G_END_DECLS
