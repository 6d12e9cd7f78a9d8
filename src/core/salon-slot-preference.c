/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every free start of the day gets a price in minutes: how far it is from what was said, and what the
 * holes before and after it are worth. The cheapest come first. A start that was named to the minute
 * is never overtaken for the sake of a hole.
 */
#include "salon-slot-preference.h"

/* A dead hole weighs as much as an hour's distance from the time that was said. */
#define HOLE_PRICE 60
/* Starts that are offered together lie this far apart, if there are such. */
#define APART_MINUTES 60

typedef struct
{
  SalonMoment start;
  gint64 price;
} Offer;

static gboolean
is_in_question (const SalonSlotQuery *query, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);

  return salon_booking_status_is_active (fields->status)
         && (query->instant == 0 || !salon_booking_is_expired (booking, query->instant))
         && (query->staff_id == NULL || g_strcmp0 (fields->staff_id, query->staff_id) == 0)
         && (query->ignore_id == NULL || g_strcmp0 (fields->id, query->ignore_id) != 0);
}

/* What is free around a visit at @start and its @hold: from the end of the hold before, or opening,
 * to the beginning of the next, or closing. What prepares a visit may come before opening. */
static SalonRange
find_gap (const SalonSlotQuery *query, SalonMoment start, SalonRange hold)
{
  SalonDay day = salon_moment_get_day (start);
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (query->hours, day);
  SalonRange gap = salon_range (salon_moment (day, 0), salon_moment (day + 1, 0));

  for (guint i = 0; i < windows->len; i++)
    {
      const SalonRange *window = &g_array_index (windows, SalonRange, i);
      SalonMoment opening = salon_moment (day, (int) window->start);
      SalonMoment closing = salon_moment (day, (int) window->end);

      if (opening <= start && start < closing)
        gap = salon_range (MIN (opening, hold.start), MAX (closing, hold.end));
    }
  for (guint i = 0; i < query->bookings->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (query->bookings, i);
      SalonRange other = salon_booking_get_hold (booking);

      if (!is_in_question (query, booking))
        continue;
      if (other.end <= hold.start)
        gap.start = MAX (gap.start, other.end);
      else if (other.start >= hold.end)
        gap.end = MIN (gap.end, other.start);
    }
  return gap;
}

static gint64
price_of_hole (const SalonSlotPreference *wish, gint64 minutes)
{
  return minutes > 0 && minutes < wish->shortest_minutes ? HOLE_PRICE : 0;
}

static gint64
get_price (const SalonSlotPreference *wish, const SalonSlotQuery *query, SalonMoment start)
{
  SalonRange hold = salon_range (start - query->buffer_before_minutes,
                                 start + query->duration_minutes + query->buffer_minutes);
  SalonRange gap = find_gap (query, start, hold);
  gint64 holes =
    price_of_hole (wish, hold.start - gap.start) + price_of_hole (wish, gap.end - hold.end);
  int minute = salon_moment_get_minute (start);

  if (wish->minute < 0)
    return holes;
  return minute == wish->minute ? -1 : holes + ABS (minute - wish->minute);
}

static int
compare_offers (gconstpointer a, gconstpointer b)
{
  const Offer *first = a;
  const Offer *second = b;

  if (first->price != second->price)
    return first->price < second->price ? -1 : 1;
  return (first->start > second->start) - (first->start < second->start);
}

static GArray *
list_offers (const SalonSlotPreference *wish, const SalonSlotQuery *query, SalonDay day)
{
  g_autoptr (GArray) starts = salon_slot_list_free (query, day);
  GArray *offers = g_array_new (FALSE, FALSE, sizeof (Offer));

  for (guint i = 0; i < starts->len; i++)
    {
      Offer offer = { .start = g_array_index (starts, SalonMoment, i) };
      int minute = salon_moment_get_minute (offer.start);

      if (minute < wish->from_minute || minute >= wish->to_minute)
        continue;
      offer.price = get_price (wish, query, offer.start);
      g_array_append_val (offers, offer);
    }
  g_array_sort (offers, compare_offers);
  return offers;
}

static gboolean
is_apart (GArray *best, SalonMoment start, int minutes)
{
  for (guint i = 0; i < best->len; i++)
    if (ABS (g_array_index (best, SalonMoment, i) - start) < minutes)
      return FALSE;
  return TRUE;
}

/* Takes from @offers, best first, those that lie @minutes apart from what was taken. */
static void
take (GArray *offers, int minutes, gsize n, GArray *best)
{
  for (guint i = 0; i < offers->len && best->len < n; i++)
    {
      SalonMoment start = g_array_index (offers, Offer, i).start;

      if (is_apart (best, start, minutes))
        g_array_append_val (best, start);
    }
}

GArray *
salon_slot_preference_list_best (const SalonSlotPreference *wish,
                                 const SalonSlotQuery *query,
                                 SalonDay day,
                                 gsize n)
{
  g_autoptr (GArray) offers = NULL;
  GArray *best = NULL;

  g_return_val_if_fail (wish != NULL && query != NULL && query->step_minutes > 0, NULL);

  best = g_array_new (FALSE, FALSE, sizeof (SalonMoment));
  offers = list_offers (wish, query, day);
  if (wish->minute < 0)
    take (offers, APART_MINUTES, n, best);
  take (offers, 1, n, best);
  return best;
}
