/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of the minutes of some days: bookings come in by start, and each day ends when one of a
 * later day comes. Every member of staff is a chair; of somebody who works here no more there is one on
 * the days on which something held it.
 */
#pragma once

#include "salon-occupancy.h"
#include "salon-opening-hours.h"

G_BEGIN_DECLS

typedef struct
{
  SalonOpeningHours *hours;
  SalonOpeningHours *usual; /* the week alone */
  GPtrArray *staff;         /* ids (char *) of those who work */
  int shortest_minutes;     /* of the services; 0: there is none */
  GTimeZone *zone;
} SalonOccupancyRules;

typedef struct
{
  const char *staff_id;
  SalonMoment start;
  int buffer_before_minutes;
  int duration_minutes;
  int buffer_minutes;
  SalonBookingStatus status;
  gboolean is_lapsed;
  gint64 cancelled_at; /* Unix seconds; G_MININT64: not told */
} SalonOccupancyBooking;

typedef struct _SalonOccupancyWalk SalonOccupancyWalk;

/* @rules are borrowed until the end. */
SalonOccupancyWalk *salon_occupancy_walk_new (const SalonOccupancyRules *rules, SalonDay first);
void salon_occupancy_walk_free (SalonOccupancyWalk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonOccupancyWalk, salon_occupancy_walk_free)

void salon_occupancy_walk_add (SalonOccupancyWalk *self, const SalonOccupancyBooking *booking);
/* All days before @to. */
SalonOccupancy salon_occupancy_walk_end (SalonOccupancyWalk *self, SalonDay to);

/* Was it cancelled when it was too late to give its time to another? */
gboolean salon_occupancy_walk_is_late (SalonMoment start, gint64 cancelled_at, GTimeZone *zone);

G_END_DECLS
