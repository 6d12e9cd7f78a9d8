/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranges as sets of minutes. An array of them is the normal form of a set: sorted, disjoint, and
 * with a gap between neighbours, so that equal sets are equal arrays. The arrays are a day's
 * opening hours or a week's bookings, a few dozen at most; they are searched from the front.
 */
#include "salon-range.h"

gboolean
salon_range_is_empty (SalonRange range)
{
  return range.end <= range.start;
}

gboolean
salon_range_overlaps (SalonRange a, SalonRange b)
{
  return !salon_range_is_empty (salon_range_intersect (a, b));
}

SalonRange
salon_range_intersect (SalonRange a, SalonRange b)
{
  SalonMoment start = MAX (a.start, b.start);

  return salon_range (start, MAX (start, MIN (a.end, b.end)));
}

static SalonRange *
get_range (GArray *ranges, guint position)
{
  return &g_array_index (ranges, SalonRange, position);
}

void
salon_ranges_add (GArray *ranges, SalonRange range)
{
  guint first = 0;
  guint behind;

  g_return_if_fail (ranges != NULL);

  if (salon_range_is_empty (range))
    return;

  /* From @first up to @behind stand those that overlap or touch @range: they become one. */
  while (first < ranges->len && get_range (ranges, first)->end < range.start)
    first++;
  for (behind = first; behind < ranges->len; behind++)
    {
      const SalonRange *met = get_range (ranges, behind);

      if (met->start > range.end)
        break;
      range.start = MIN (range.start, met->start);
      range.end = MAX (range.end, met->end);
    }

  g_array_remove_range (ranges, first, behind - first);
  g_array_insert_val (ranges, first, range);
}

void
salon_ranges_subtract (GArray *ranges, SalonRange range)
{
  guint first = 0;
  guint behind;
  SalonRange left, right;

  g_return_if_fail (ranges != NULL);

  if (salon_range_is_empty (range))
    return;

  while (first < ranges->len && get_range (ranges, first)->end <= range.start)
    first++;
  behind = first;
  while (behind < ranges->len && get_range (ranges, behind)->start < range.end)
    behind++;
  if (behind == first)
    return;

  /* Only the outermost two can reach beyond @range. */
  left = salon_range (get_range (ranges, first)->start, range.start);
  right = salon_range (range.end, get_range (ranges, behind - 1)->end);
  g_array_remove_range (ranges, first, behind - first);
  if (!salon_range_is_empty (right))
    g_array_insert_val (ranges, first, right);
  if (!salon_range_is_empty (left))
    g_array_insert_val (ranges, first, left);
}
