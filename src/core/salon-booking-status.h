/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of a booking:
 *
 *   pending ──> confirmed ──> arrived ──> completed
 *      │            │  └─────────────────────^   (a day closed late: straight to completed)
 *      │            ├──> no_show
 *      └────────────┴──> cancelled
 *
 * and every step has its way back, for a slip of the finger: arrived, completed, no_show and
 * cancelled may become confirmed again (the store refuses it when the chair is taken meanwhile).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_BOOKING_PENDING,
  SALON_BOOKING_CONFIRMED,
  SALON_BOOKING_ARRIVED,
  SALON_BOOKING_COMPLETED,
  SALON_BOOKING_CANCELLED,
  SALON_BOOKING_NO_SHOW,
} SalonBookingStatus;

#define SALON_N_BOOKING_STATUSES (SALON_BOOKING_NO_SHOW + 1)

const char *salon_booking_status_to_wire (SalonBookingStatus status); /* "no_show" */
gboolean salon_booking_status_from_wire (const char *wire, SalonBookingStatus *status);
/* Does it hold its chair? Cancelled bookings and no-shows do not. */
gboolean salon_booking_status_is_active (SalonBookingStatus status);
gboolean salon_booking_status_can_become (SalonBookingStatus from, SalonBookingStatus to);

G_END_DECLS
