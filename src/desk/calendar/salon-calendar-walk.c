/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-calendar-walk.h"

static SalonCalendarStop
stop_on (const SalonRange *visits, gssize index)
{
  return (SalonCalendarStop) { index, visits[index].start };
}

static SalonCalendarStop
stop_at (SalonMoment moment)
{
  return (SalonCalendarStop) { -1, moment };
}

static gssize
find_covering (const SalonRange *visits, gsize n_visits, SalonMoment moment)
{
  for (gsize i = 0; i < n_visits; i++)
    if (visits[i].start <= moment && moment < visits[i].end)
      return (gssize) i;
  return -1;
}

/* How many visits begin before @moment. */
static gsize
count_before (const SalonRange *visits, gsize n_visits, SalonMoment moment)
{
  gsize count = 0;

  while (count < n_visits && visits[count].start < moment)
    count++;
  return count;
}

SalonCalendarStop
salon_calendar_walk_down (const SalonRange *visits,
                          gsize n_visits,
                          SalonCalendarStop stop,
                          int step_minutes,
                          SalonMoment to)
{
  gboolean on_booking = stop.booking >= 0;
  SalonMoment next = on_booking ? visits[stop.booking].end : stop.moment + step_minutes;
  gsize later =
    on_booking ? (gsize) stop.booking + 1 : count_before (visits, n_visits, stop.moment + 1);
  gssize covering = -1;

  do
    {
      if (later < n_visits && visits[later].start <= next)
        return stop_on (visits, (gssize) later);
      /* Leave the bookings behind that began earlier and last longer. */
      covering = find_covering (visits, n_visits, next);
      if (covering >= 0)
        next = visits[covering].end;
    }
  while (covering >= 0);
  return next < to ? stop_at (next) : stop;
}

SalonCalendarStop
salon_calendar_walk_up (const SalonRange *visits,
                        gsize n_visits,
                        SalonCalendarStop stop,
                        int step_minutes,
                        SalonMoment from)
{
  gboolean on_booking = stop.booking >= 0;
  SalonMoment into_day = stop.moment - from;
  /* From a booking that begins between two slots, the slot before it. */
  SalonMoment previous =
    into_day > 0 ? from + (into_day - 1) / step_minutes * step_minutes : from - 1;
  gssize earlier =
    on_booking ? stop.booking - 1 : (gssize) count_before (visits, n_visits, stop.moment) - 1;

  /* One of those before is in the way: they are met one after the other, the last one first. */
  for (gssize i = earlier; i >= 0; i--)
    if (visits[i].end > previous)
      return stop_on (visits, earlier);
  return previous >= from ? stop_at (previous) : stop;
}
