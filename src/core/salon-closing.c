/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-closing.h"

/* Open until there; @minute itself when it is closed then. */
static SalonMoment
find_end_of_opening (SalonOpeningHours *hours, SalonMoment moment)
{
  SalonDay day = salon_moment_get_day (moment);
  int minute = salon_moment_get_minute (moment);
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);

  for (guint i = 0; i < windows->len; i++)
    {
      const SalonRange *window = &g_array_index (windows, SalonRange, i);

      if (window->start <= minute && minute < window->end)
        return salon_moment (day, (int) window->end);
    }
  return moment;
}

gboolean
salon_closing_hits (SalonOpeningHours *hours, SalonRange visit)
{
  g_return_val_if_fail (SALON_IS_OPENING_HOURS (hours), FALSE);
  return find_end_of_opening (hours, visit.start) < visit.end;
}

GPtrArray *
salon_closing_list_bookings (SalonOpeningHours *hours, GPtrArray *bookings, SalonMoment from)
{
  GPtrArray *hit = NULL;

  g_return_val_if_fail (SALON_IS_OPENING_HOURS (hours) && bookings != NULL, NULL);

  hit = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < bookings->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (bookings, i);
      const SalonBookingFields *fields = salon_booking_get_fields (booking);
      SalonRange visit = salon_booking_get_visit (booking);

      if ((fields->status == SALON_BOOKING_PENDING || fields->status == SALON_BOOKING_CONFIRMED)
          && fields->forced_reason == NULL && visit.start >= from
          && salon_closing_hits (hours, visit))
        g_ptr_array_add (hit, g_object_ref (booking));
    }
  return hit;
}

/* What of the window, in moments, no window of @covers does. Those are sorted and disjoint. */
static void
append_uncovered (GArray *freed, SalonRange window, GArray *covers, SalonDay day)
{
  SalonMoment start = window.start;

  for (guint i = 0; i < covers->len; i++)
    {
      SalonMoment from = salon_moment (day, (int) g_array_index (covers, SalonRange, i).start);
      SalonMoment to = salon_moment (day, (int) g_array_index (covers, SalonRange, i).end);

      if (from > start && start < window.end)
        g_array_append_val (freed, ((SalonRange) { start, MIN (from, window.end) }));
      start = MAX (start, to);
    }
  if (start < window.end)
    g_array_append_val (freed, ((SalonRange) { start, window.end }));
}

GArray *
salon_closing_list_freed (SalonOpeningHours *before,
                          SalonOpeningHours *after,
                          SalonDay from,
                          SalonDay to)
{
  GArray *freed = NULL;

  g_return_val_if_fail (SALON_IS_OPENING_HOURS (before) && SALON_IS_OPENING_HOURS (after), NULL);

  freed = g_array_new (FALSE, FALSE, sizeof (SalonRange));
  for (SalonDay day = from; day < to; day++)
    {
      g_autoptr (GArray) old = salon_opening_hours_get_windows (before, day);
      g_autoptr (GArray) new = salon_opening_hours_get_windows (after, day);

      for (guint i = 0; i < new->len; i++)
        append_uncovered (
          freed,
          salon_range (salon_moment (day, (int) g_array_index (new, SalonRange, i).start),
                       salon_moment (day, (int) g_array_index (new, SalonRange, i).end)),
          old, day);
    }
  return freed;
}
