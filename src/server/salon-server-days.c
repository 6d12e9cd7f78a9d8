/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-days.h"

#include "core/salon-booking.h"
#include "salon-server-booking.h"

/* So many are looked at in one go. */
#define STRETCH 21

SalonDay
salon_server_days_get_today (SalonServerContext *context, const SalonServerCalendar *calendar)
{
  return salon_moment_get_day (salon_moment_from_instant (
    salon_server_context_get_now (context) / G_USEC_PER_SEC, calendar->zone));
}

/* All but the one that would go. Transfer full. */
static GPtrArray *
read_bookings (SalonServerContext *context,
               const char *moved,
               SalonDay from,
               SalonDay to,
               GError **error)
{
  GPtrArray *bookings = salon_server_calendar_read_bookings (context, from, to, error);

  for (guint i = 0; moved != NULL && bookings != NULL && i < bookings->len; i++)
    if (g_str_equal (salon_booking_get_fields (bookings->pdata[i])->id, moved))
      {
        g_ptr_array_remove_index (bookings, i);
        break;
      }
  return bookings;
}

static SalonServerDay
look_at (SalonServerContext *context,
         const SalonServerCalendar *calendar,
         const SalonServerOffer *offer,
         GPtrArray *bookings,
         SalonDay day)
{
  gint64 now_us = salon_server_context_get_now (context);
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (calendar->hours, day);
  g_autoptr (GArray) minutes = NULL;
  SalonServerDay found = { day, SALON_SERVER_DAY_CLOSED, 0, -1 };

  if (day < salon_moment_get_day (salon_server_calendar_get_first (calendar, now_us)))
    found.state = SALON_SERVER_DAY_PAST;
  else if (windows->len > 0 && day > salon_server_calendar_get_last_day (calendar, now_us))
    found.state = SALON_SERVER_DAY_LATER;
  else if (windows->len > 0)
    {
      minutes = salon_server_booking_list_free (calendar, bookings, offer, day, now_us);
      found.state = minutes->len > 0 ? SALON_SERVER_DAY_FREE : SALON_SERVER_DAY_FULL;
      found.n_free = minutes->len;
      found.first = minutes->len > 0 ? g_array_index (minutes, int, 0) : -1;
    }
  return found;
}

GArray *
salon_server_days_read (SalonServerContext *context,
                        const SalonServerCalendar *calendar,
                        const SalonServerOffer *offer,
                        const char *moved,
                        SalonDay from,
                        SalonDay to,
                        GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (SalonServerDay));
  g_autoptr (GPtrArray) bookings = NULL;

  g_return_val_if_fail (from <= to, NULL);

  bookings = read_bookings (context, moved, from, to, error);
  if (bookings == NULL)
    return NULL;
  for (SalonDay day = from; day <= to; day++)
    {
      SalonServerDay found = look_at (context, calendar, offer, bookings, day);

      g_array_append_val (days, found);
    }
  return g_steal_pointer (&days);
}

GArray *
salon_server_days_find_free (SalonServerContext *context,
                             const SalonServerCalendar *calendar,
                             const SalonServerOffer *offer,
                             const char *moved,
                             SalonDay from,
                             guint most,
                             GError **error)
{
  SalonDay today = salon_server_days_get_today (context, calendar);
  SalonDay last =
    salon_server_calendar_get_last_day (calendar, salon_server_context_get_now (context));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SalonServerDay));

  for (SalonDay day = MAX (from, today); day <= last && found->len < most; day += STRETCH)
    {
      g_autoptr (GArray) days = salon_server_days_read (context, calendar, offer, moved, day,
                                                        MIN (day + STRETCH - 1, last), error);

      if (days == NULL)
        return NULL;
      for (guint i = 0; i < days->len && found->len < most; i++)
        if (g_array_index (days, SalonServerDay, i).state == SALON_SERVER_DAY_FREE)
          g_array_append_vals (found, &g_array_index (days, SalonServerDay, i), 1);
    }
  return g_steal_pointer (&found);
}

GArray *
salon_server_days_list_times (SalonServerContext *context,
                              const SalonServerCalendar *calendar,
                              const SalonServerOffer *offer,
                              const char *moved,
                              SalonDay day,
                              GError **error)
{
  gint64 now_us = salon_server_context_get_now (context);
  g_autoptr (GPtrArray) bookings = NULL;

  if (day > salon_server_calendar_get_last_day (calendar, now_us))
    return g_array_new (FALSE, FALSE, sizeof (int));
  bookings = read_bookings (context, moved, day, day, error);
  return bookings != NULL ? salon_server_booking_list_free (calendar, bookings, offer, day, now_us)
                          : NULL;
}
