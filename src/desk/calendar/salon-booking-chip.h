/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One booking on the time grid: a focusable child with a name, drawn by itself as text and marks on
 * the box that the style sheet gives it. It has no children, controllers or style provider of its
 * own: the grid listens for all of its chips, and gives a chip another booking when a page turns.
 */
#pragma once

#include "core/salon-booking.h"
#include "salon-text-cache.h"

G_BEGIN_DECLS

#define SALON_TYPE_BOOKING_CHIP (salon_booking_chip_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingChip, salon_booking_chip, SALON, BOOKING_CHIP, GtkWidget)

/* @texts: borrowed; outlives the chip on the screen */
GtkWidget *salon_booking_chip_new (SalonTextCache *texts);
/* @currency: of its price, for the description. */
void salon_booking_chip_set_booking (SalonBookingChip *self,
                                     SalonBooking *booking,
                                     const char *currency);
SalonBooking *salon_booking_chip_get_booking (SalonBookingChip *self); /* nullable */

/* The style sheet gives it what it would give a chip with @booking. */
/* How long a booking that waits is held, shown before its services. @words: nullable. */
void salon_booking_chip_set_hold (SalonBookingChip *self, const char *words);
gboolean salon_booking_chip_looks_like (SalonBookingChip *self, SalonBooking *booking);

/* What a point on the chip (in its coordinates) is for. */
typedef enum
{
  SALON_BOOKING_CHIP_BODY,
  SALON_BOOKING_CHIP_EDGE,    /* the bottom one: drag it to change the length */
  SALON_BOOKING_CHIP_CONFIRM, /* the check of a booking to be confirmed, while it is shown */
} SalonBookingChipPart;

SalonBookingChipPart salon_booking_chip_get_part (SalonBookingChip *self, double x, double y);

G_END_DECLS
