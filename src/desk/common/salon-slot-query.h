/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question about free times, with what the salon says to every one of them. Main thread. */
#pragma once

#include "common/salon-session.h"
#include "core/salon-slot.h"

G_BEGIN_DECLS

/* About the salon as it is now, with @bookings in the way (borrowed); the rest is the caller's to say. */
SalonSlotQuery salon_slot_query_begin (SalonSession *session, GPtrArray *bookings);
/* For a visit as long as @booking, with whom it is, among @bookings. */
SalonSlotQuery
salon_slot_query_begin_as (SalonSession *session, SalonBooking *booking, GPtrArray *bookings);

G_END_DECLS
