/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bookings that a question finds, as a list that loads as it is scrolled, and what they bring: a
 * kind of salon-paged-model.h. Main thread.
 */
#pragma once

#include "common/salon-paged-model.h"
#include "store/salon-booking-list.h"

G_BEGIN_DECLS

#define SALON_TYPE_BOOKINGS_MODEL (salon_bookings_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingsModel,
                      salon_bookings_model,
                      SALON,
                      BOOKINGS_MODEL,
                      SalonPagedModel)

/* Empty until it is asked. Elements: SalonBooking. */
SalonBookingsModel *salon_bookings_model_new (SalonReader *reader, SalonWorker *worker);
void salon_bookings_model_ask (SalonBookingsModel *self, const SalonBookingQuery *query);
/* What the bookings of the list bring, in cents; -1 while it is not known. */
gint64 salon_bookings_model_get_sum (SalonBookingsModel *self);

G_END_DECLS
