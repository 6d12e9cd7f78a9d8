/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A booking with its services: an immutable value, edited like SalonService.
 *
 * The lines freeze name, length, buffer and price of each service as they were when it was booked;
 * the booking's length and price are what the owner made of them (she may drag the edge or grant a
 * reduction), so they need not be the sums. `service_id` of the shared schema is the first line's.
 * The chair is held for [start - buffer before, start + duration + buffer): the preparation of a
 * visit comes after the cleaning of the one before it, for one pair of hands does both.
 */
#pragma once

#include <glib-object.h>

#include "salon-booking-status.h"
#include "salon-change.h"
#include "salon-client.h"
#include "salon-range.h"
#include "salon-service.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;         /* of the row in booking_services */
  const char *service_id; /* nullable */
  const char *name;
  const char *category; /* nullable; of the service as it is now, for the colour: not stored */
  int duration_minutes;
  int buffer_minutes;
  gint64 price_cents;
  int buffer_before_minutes;
} SalonBookingLine;

typedef struct
{
  const char *id;
  const char *staff_id;
  const char *client_id;        /* nullable: a passer-by */
  const char *client_name;      /* the snapshot */
  const char *client_email;     /* nullable */
  const char *client_phone;     /* nullable, E.164 */
  const char *client_allergies; /* nullable; of the client as she is now: not stored here */
  SalonDay day;
  int minute;                /* 0 … 1439 */
  int duration_minutes;      /* 5 … 1440 */
  int buffer_before_minutes; /* the largest of the lines', as the next */
  int buffer_minutes;
  gint64 price_cents;
  SalonBookingStatus status;
  const char *payment_status;      /* "pending", "deposit_paid", "fully_paid", "refunded" */
  const char *notes;               /* nullable */
  const char *cancellation_reason; /* nullable */
  const char *forced_reason;       /* nullable: why it stands outside the opening hours */
  gint64 cancelled_at;             /* Unix seconds, 0: not cancelled */
  gint64 hold_expires_at;          /* Unix seconds, 0: no hold; for pending ones */
  gint64 created_at;               /* Unix seconds */
  gboolean double_booked;          /* overlaps another, and the shared salon knows */
  const char *series_id;           /* nullable: the repetition that it was made by */
  const SalonBookingLine *lines;
  gsize n_lines;
} SalonBookingFields;

/* Why a booking of the web let go of the chair, in the words of the shared salon; the desk has its own
 * for them. */
#define SALON_BOOKING_HOLD_EXPIRED "hold expired"
/* Why one that was paid for is cancelled: its making was undone. */
#define SALON_BOOKING_UNDONE "undone"

#define SALON_TYPE_BOOKING (salon_booking_get_type ())
G_DECLARE_FINAL_TYPE (SalonBooking, salon_booking, SALON, BOOKING, GObject)

SalonBooking *salon_booking_new (const SalonBookingFields *fields);
const SalonBookingFields *salon_booking_get_fields (SalonBooking *self);
SalonRange salon_booking_get_visit (SalonBooking *self); /* without the buffers */
SalonRange salon_booking_get_hold (SalonBooking *self);  /* with them: what may not overlap */

/* Was the chair held for a confirmation that did not come? @instant: Unix seconds, now. */
gboolean salon_booking_is_expired (SalonBooking *self, gint64 instant);

SalonBooking *salon_booking_with_time (SalonBooking *self, SalonMoment start, int duration_minutes);
SalonBooking *salon_booking_with_status (SalonBooking *self, SalonBookingStatus status, gint64 now);
/* What @fields, those of another booking, are for one that is made anew at @start: who comes for what stays,
 * but not what became of the other. The ids are the caller's to set. @now: Unix seconds */
void salon_booking_begin_anew (SalonBookingFields *fields, SalonMoment start, gint64 now);

void salon_booking_add_insert (SalonBooking *self, SalonChangeBuilder *builder);
/* Also inserts, updates and deletes the lines that differ. */
gboolean
salon_booking_add_update (SalonBooking *before, SalonBooking *after, SalonChangeBuilder *builder);

G_END_DECLS
