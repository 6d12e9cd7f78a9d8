/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-slot-query.h"

#include "common/salon-format.h"

SalonSlotQuery
salon_slot_query_begin (SalonSession *session, GPtrArray *bookings)
{
  return (SalonSlotQuery) {
    .hours = salon_session_get_hours (session),
    .bookings = bookings,
    .step_minutes = salon_session_get_step (session),
    .instant = salon_session_get_instant (session),
    .now = salon_session_get_now (session),
    .language = salon_format_get_language (),
  };
}

SalonSlotQuery
salon_slot_query_begin_as (SalonSession *session, SalonBooking *booking, GPtrArray *bookings)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  SalonSlotQuery query = salon_slot_query_begin (session, bookings);

  query.staff_id = fields->staff_id;
  query.duration_minutes = fields->duration_minutes;
  query.buffer_before_minutes = fields->buffer_before_minutes;
  query.buffer_minutes = fields->buffer_minutes;
  return query;
}
