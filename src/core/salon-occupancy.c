/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-occupancy.h"

static gint64
sum_minutes (GArray *ranges)
{
  gint64 minutes = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      const SalonRange *range = &g_array_index (ranges, SalonRange, i);

      minutes += range->end - range->start;
    }
  return minutes;
}

static GArray *
copy_ranges (GArray *ranges)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (SalonRange), ranges->len + 1);

  g_array_append_vals (copy, ranges->data, ranges->len);
  return copy;
}

/* Takes the holds of @kind away from @left; how many minutes that were. */
static gint64
take (GArray *left, GArray *holds, SalonHoldKind kind)
{
  gint64 before = sum_minutes (left);

  for (guint i = 0; i < holds->len; i++)
    {
      const SalonHold *hold = &g_array_index (holds, SalonHold, i);

      if (hold->kind == kind && !salon_range_is_empty (hold->minutes))
        salon_ranges_subtract (left, hold->minutes);
    }
  return before - sum_minutes (left);
}

void
salon_occupancy_add_chair (SalonOccupancy *self,
                           GArray *windows,
                           GArray *holds,
                           int shortest_minutes)
{
  g_autoptr (GArray) left = copy_ranges (windows);

  self->open += sum_minutes (windows);
  self->booked += take (left, holds, SALON_HOLD_KEPT);
  self->lost[SALON_LOSS_NO_SHOW] += take (left, holds, SALON_HOLD_NO_SHOW);
  self->lost[SALON_LOSS_CANCELLED] += take (left, holds, SALON_HOLD_CANCELLED);
  for (guint i = 0; i < left->len; i++)
    {
      const SalonRange *range = &g_array_index (left, SalonRange, i);
      gint64 minutes = range->end - range->start;

      *(minutes < shortest_minutes ? &self->lost[SALON_LOSS_HOLE] : &self->free) += minutes;
    }
}

void
salon_occupancy_add_closed (SalonOccupancy *self, GArray *usual, GArray *windows)
{
  g_autoptr (GArray) left = copy_ranges (usual);

  for (guint i = 0; i < windows->len; i++)
    salon_ranges_subtract (left, g_array_index (windows, SalonRange, i));
  self->lost[SALON_LOSS_CLOSED] += sum_minutes (left);
}
