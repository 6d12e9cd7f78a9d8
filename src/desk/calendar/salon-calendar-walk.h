/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the arrow keys go on one day of the time grid: from slot to slot where the day is empty, and
 * onto each booking where it is not, also onto those that stand beside each other. Pure.
 *
 * Moments and ranges are of one day; the visits are sorted by start.
 */
#pragma once

#include "core/salon-range.h"

G_BEGIN_DECLS

typedef struct
{
  gssize booking;     /* index of the booking stood on, or -1: on a slot */
  SalonMoment moment; /* of the slot, or the booking's start */
} SalonCalendarStop;

/* One step down or up; at the ends of [from, to) it stays where it is. */
SalonCalendarStop salon_calendar_walk_down (const SalonRange *visits,
                                            gsize n_visits,
                                            SalonCalendarStop stop,
                                            int step_minutes,
                                            SalonMoment to);
SalonCalendarStop salon_calendar_walk_up (const SalonRange *visits,
                                          gsize n_visits,
                                          SalonCalendarStop stop,
                                          int step_minutes,
                                          SalonMoment from);

G_END_DECLS
