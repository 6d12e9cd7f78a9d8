/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The best free times for what a client asked on the phone: near to the time she said, and leaving
 * no dead hole, a gap in the day that no service fits into. Pure, like core/salon-slot.h.
 */
#pragma once

#include "salon-slot.h"

G_BEGIN_DECLS

typedef struct
{
  int minute;      /* -1: no time was said */
  int from_minute; /* the start lies in [from, to) */
  int to_minute;
  int shortest_minutes; /* a gap shorter than this is dead; 0: none is */
} SalonSlotPreference;

/* At most @n free starts (SalonMoment) of @day, best first. Without a time they lie apart from each
 * other, so that they are three answers and not one. */
GArray *salon_slot_preference_list_best (const SalonSlotPreference *wish,
                                         const SalonSlotQuery *query,
                                         SalonDay day,
                                         gsize n);

G_END_DECLS
