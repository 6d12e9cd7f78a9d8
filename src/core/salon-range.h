/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Half-open ranges [start, end) of moments: two that touch do not overlap, and an empty one
 * overlaps nothing. The same struct serves minutes of one day (opening hours).
 *
 * A range whose end is not after its start is empty, whatever its numbers; as a set of minutes it
 * lies within every other.
 */
#pragma once

#include "salon-day.h"

G_BEGIN_DECLS

typedef struct
{
  SalonMoment start;
  SalonMoment end;
} SalonRange;

static inline SalonRange
salon_range (SalonMoment start, SalonMoment end)
{
  return (SalonRange) { start, end };
}

gboolean salon_range_is_empty (SalonRange range);
gboolean salon_range_overlaps (SalonRange a, SalonRange b);

/* What both have; where that is nothing, an empty range. */
SalonRange salon_range_intersect (SalonRange a, SalonRange b);

/* Arrays of SalonRange, kept sorted, disjoint and without touching neighbours: the two functions
 * below expect that and preserve it. An empty @range changes nothing. */
void salon_ranges_add (GArray *ranges, SalonRange range);
void salon_ranges_subtract (GArray *ranges, SalonRange range);

G_END_DECLS
