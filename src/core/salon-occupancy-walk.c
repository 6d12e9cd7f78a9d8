/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-occupancy-walk.h"

typedef struct
{
  char *staff_id;
  GArray *holds; /* SalonHold, of the day */
} Chair;

struct _SalonOccupancyWalk
{
  const SalonOccupancyRules *rules;
  SalonOccupancy sum;
  GArray *chairs; /* the first ones are there on every day: of those who work */
  SalonDay day;   /* whose holds these are */
};

static void
clear_chair (gpointer data)
{
  Chair *chair = data;

  g_free (chair->staff_id);
  g_array_unref (chair->holds);
}

static Chair *
add_chair (SalonOccupancyWalk *self, const char *staff_id)
{
  Chair chair = { g_strdup (staff_id), g_array_new (FALSE, FALSE, sizeof (SalonHold)) };

  g_array_append_val (self->chairs, chair);
  return &g_array_index (self->chairs, Chair, self->chairs->len - 1);
}

static Chair *
find_chair (SalonOccupancyWalk *self, const char *staff_id)
{
  for (guint i = 0; i < self->chairs->len; i++)
    {
      Chair *chair = &g_array_index (self->chairs, Chair, i);

      if (g_str_equal (chair->staff_id, staff_id))
        return chair;
    }
  return add_chair (self, staff_id);
}

SalonOccupancyWalk *
salon_occupancy_walk_new (const SalonOccupancyRules *rules, SalonDay first)
{
  SalonOccupancyWalk *self = g_new0 (SalonOccupancyWalk, 1);

  self->rules = rules;
  self->day = first;
  self->chairs = g_array_new (FALSE, FALSE, sizeof (Chair));
  g_array_set_clear_func (self->chairs, clear_chair);
  for (guint i = 0; i < rules->staff->len; i++)
    add_chair (self, g_ptr_array_index (rules->staff, i));
  return self;
}

void
salon_occupancy_walk_free (SalonOccupancyWalk *self)
{
  g_array_unref (self->chairs);
  g_free (self);
}

static void
end_day (SalonOccupancyWalk *self)
{
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (self->rules->hours, self->day);
  g_autoptr (GArray) usual = salon_opening_hours_get_windows (self->rules->usual, self->day);

  for (guint i = 0; i < self->chairs->len; i++)
    {
      Chair *chair = &g_array_index (self->chairs, Chair, i);

      salon_occupancy_add_chair (&self->sum, windows, chair->holds, self->rules->shortest_minutes);
      salon_occupancy_add_closed (&self->sum, usual, windows);
      g_array_set_size (chair->holds, 0);
    }
  g_array_set_size (self->chairs, self->rules->staff->len);
  self->day++;
}

gboolean
salon_occupancy_walk_is_late (SalonMoment start, gint64 cancelled_at, GTimeZone *zone)
{
  return cancelled_at > salon_moment_to_instant (start, zone) - SALON_LATE_SECONDS;
}

void
salon_occupancy_walk_add (SalonOccupancyWalk *self, const SalonOccupancyBooking *booking)
{
  int minute = salon_moment_get_minute (booking->start);
  SalonHold hold = {
    .kind = SALON_HOLD_KEPT,
    .minutes = salon_range (minute - booking->buffer_before_minutes,
                            minute + booking->duration_minutes + booking->buffer_minutes),
  };

  while (self->day < salon_moment_get_day (booking->start))
    end_day (self);
  if (booking->status == SALON_BOOKING_CANCELLED
      && (booking->is_lapsed || booking->cancelled_at == G_MININT64
          || !salon_occupancy_walk_is_late (booking->start, booking->cancelled_at,
                                            self->rules->zone)))
    return;
  if (booking->status == SALON_BOOKING_CANCELLED)
    hold.kind = SALON_HOLD_CANCELLED;
  else if (booking->status == SALON_BOOKING_NO_SHOW)
    hold.kind = SALON_HOLD_NO_SHOW;
  g_array_append_val (find_chair (self, booking->staff_id)->holds, hold);
}

SalonOccupancy
salon_occupancy_walk_end (SalonOccupancyWalk *self, SalonDay to)
{
  while (self->day < to)
    end_day (self);
  return self->sum;
}
