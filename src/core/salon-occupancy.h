/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of the minutes of a day: open, held, lost and to what. Pure.
 *
 * One chair at a time; the minutes are those of the wall, 0 … 1440. Each minute of the opening hours
 * belongs to the first of these that has it: a booking that is kept, one whose client did not come, one
 * that was cancelled late, a hole that is too short for the shortest service; what is left is free.
 */
#pragma once

#include "salon-range.h"
#include "salon-statistics.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_HOLD_KEPT,
  SALON_HOLD_NO_SHOW,
  SALON_HOLD_CANCELLED, /* late: less than 24 hours before it began */
} SalonHoldKind;

#define SALON_LATE_SECONDS (24 * 60 * 60)

typedef struct
{
  SalonHoldKind kind;
  SalonRange minutes; /* of the day; what reaches into another one is not looked at */
} SalonHold;

/**
 * salon_occupancy_add_chair:
 * @windows: (element-type SalonRange): of salon_opening_hours_get_windows()
 * @holds: (element-type SalonHold): of this chair and day, in any order
 * @shortest_minutes: the shortest service there is; 0: there is none, and no hole is too short
 *
 * Adds everything but %SALON_LOSS_CLOSED.
 */
void salon_occupancy_add_chair (SalonOccupancy *self,
                                GArray *windows,
                                GArray *holds,
                                int shortest_minutes);
/* What the usual week has and the day has not. */
void salon_occupancy_add_closed (SalonOccupancy *self, GArray *usual, GArray *windows);

G_END_DECLS
