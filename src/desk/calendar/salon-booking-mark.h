/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The small signs on bookings, told apart by shape and not by colour. They are paths drawn in the
 * colour of the text: sixty of them cost less than one themed icon to look up.
 */
#pragma once

#include "core/salon-booking-status.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_BOOKING_MARK_NONE,
  SALON_BOOKING_MARK_CLOCK,          /* pending */
  SALON_BOOKING_MARK_PERSON,         /* arrived */
  SALON_BOOKING_MARK_CHECK,          /* completed */
  SALON_BOOKING_MARK_CROSSED_PERSON, /* no-show */
  SALON_BOOKING_MARK_CROSS,          /* cancelled */
  SALON_BOOKING_MARK_WARNING,        /* the client has allergies */
  SALON_BOOKING_MARK_COIN,           /* paid */
} SalonBookingMark;

SalonBookingMark salon_booking_mark_of_status (SalonBookingStatus status);
/* Draws into a square of @size pixels at the origin of @snapshot. */
void salon_booking_mark_snapshot (SalonBookingMark mark,
                                  GtkSnapshot *snapshot,
                                  float size,
                                  const GdkRGBA *color);

G_END_DECLS
