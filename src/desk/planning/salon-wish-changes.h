/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waiting list as changes. Pure but for the id of a new row. */
#pragma once

#include "bookings/salon-booking-form.h"
#include "core/salon-wish.h"

G_BEGIN_DECLS

/* When the client could come; see SalonWishFields. */
typedef struct
{
  SalonDay from;
  SalonDay to;
  int weekdays;
  int start_minute;
  int end_minute;
  const char *notes; /* nullable */
} SalonWishTimes;

/**
 * salon_wish_changes_save:
 * @before: (nullable): the one that is edited; %NULL: a new one
 * @form: says who and what
 * @now: Unix seconds
 *
 * Returns: (nullable): %NULL when nothing would change
 */
SalonChange *salon_wish_changes_save (SalonWish *before,
                                      SalonBookingForm *form,
                                      const SalonWishTimes *times,
                                      gint64 now);
/* She does not wait any more. */
SalonChange *salon_wish_changes_remove (SalonWish *wish);
/* She was told of a time; she does not want it. */
SalonChange *salon_wish_changes_offer (SalonWish *wish, SalonMoment start, gint64 now);
SalonChange *salon_wish_changes_decline (SalonWish *wish);
/* She got a booking. */
void salon_wish_changes_add_booked (SalonWish *wish,
                                    const char *booking_id,
                                    SalonChangeBuilder *builder);

G_END_DECLS
