/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bookings that a question finds, as a list that loads as it is scrolled. The worker finds their
 * row numbers, and then what they bring; of the bookings themselves only pages that were asked for
 * are read and kept, so the memory of the list does not grow with the salon but by 8 bytes a
 * booking. Until the first answer, and while another question is under way, the list is as it was.
 *
 * Should the worker or a page fail, the list is emptied and "error" says why. Main thread.
 */
#pragma once

#include <gio/gio.h>

#include "store/salon-booking-list.h"
#include "store/salon-reader.h"
#include "store/salon-worker.h"

G_BEGIN_DECLS

#define SALON_TYPE_BOOKINGS_MODEL (salon_bookings_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingsModel, salon_bookings_model, SALON, BOOKINGS_MODEL, GObject)

/* Empty until it is asked. Elements: SalonBooking. */
SalonBookingsModel *salon_bookings_model_new (SalonReader *reader, SalonWorker *worker);
void salon_bookings_model_ask (SalonBookingsModel *self, const SalonBookingQuery *query);
/* Asks the same again, and tells only about the rows that differ, so that a list keeps its place. */
void salon_bookings_model_reload (SalonBookingsModel *self);

/* Why the list is empty when it should not be; NULL: all is well. */
const GError *salon_bookings_model_get_error (SalonBookingsModel *self);
/* What the bookings of the list bring, in cents; -1 while it is not known. */
gint64 salon_bookings_model_get_sum (SalonBookingsModel *self);

/*
 * Signal answered: there is news about count, sum or error, after "items-changed" if any. The last
 * answer to a question is its sum, or its error.
 */

G_END_DECLS
