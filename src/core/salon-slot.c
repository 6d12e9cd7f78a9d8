/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is in the way of a start is looked up in two places: the open windows of its day, and the
 * bookings that hold the chair. For the free slots of a day both are gathered once, and every
 * candidate start is held against them.
 */
#include "salon-slot.h"

#define LOOK_AHEAD_DAYS 62

/* Does @booking hold a chair that the query asks for? */
static gboolean
is_in_question (const SalonSlotQuery *query, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);

  return salon_booking_status_is_active (fields->status)
         && (query->instant == 0 || !salon_booking_is_expired (booking, query->instant))
         && (query->staff_id == NULL || g_strcmp0 (fields->staff_id, query->staff_id) == 0)
         && (query->ignore_id == NULL || g_strcmp0 (fields->id, query->ignore_id) != 0);
}

static SalonRange
hold_from (const SalonSlotQuery *query, SalonMoment start)
{
  return salon_range (start - query->buffer_before_minutes,
                      start + query->duration_minutes + query->buffer_minutes);
}

/* The earliest booking whose hold overlaps that of a visit at @start. */
static SalonBooking *
find_in_the_way (const SalonSlotQuery *query, SalonMoment start)
{
  SalonRange asked = hold_from (query, start);
  SalonBooking *first = NULL;

  for (guint i = 0; i < query->bookings->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (query->bookings, i);
      SalonRange hold = salon_booking_get_hold (booking);

      if (salon_range_overlaps (hold, asked) && is_in_question (query, booking)
          && (first == NULL || hold.start < salon_booking_get_hold (first).start))
        first = booking;
    }
  return first;
}

/* The open window of the day of @start that holds it, in moments; empty when it is closed. */
static SalonRange
find_window (SalonOpeningHours *hours, SalonMoment start)
{
  SalonDay day = salon_moment_get_day (start);
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);

  for (guint i = 0; i < windows->len; i++)
    {
      const SalonRange *window = &g_array_index (windows, SalonRange, i);
      SalonRange open = salon_range (salon_moment (day, (int) window->start),
                                     salon_moment (day, (int) window->end));

      if (open.start <= start && start < open.end)
        return open;
    }
  return salon_range (start, start);
}

static SalonMoment
find_next_opening (SalonOpeningHours *hours, SalonMoment after)
{
  SalonDay first = salon_moment_get_day (after);

  for (SalonDay day = first; day <= first + LOOK_AHEAD_DAYS; day++)
    {
      g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);

      for (guint i = 0; i < windows->len; i++)
        {
          SalonMoment opening =
            salon_moment (day, (int) g_array_index (windows, SalonRange, i).start);

          if (opening > after)
            return opening;
        }
    }
  return G_MAXINT64;
}

static gboolean
is_query (const SalonSlotQuery *query)
{
  return query != NULL && SALON_IS_OPENING_HOURS (query->hours) && query->bookings != NULL
         && query->duration_minutes > 0 && query->buffer_minutes >= 0
         && query->buffer_before_minutes >= 0;
}

SalonSlotVerdict
salon_slot_explain (const SalonSlotQuery *query, SalonMoment start)
{
  SalonSlotVerdict verdict = { .state = SALON_SLOT_FREE };
  SalonRange window;

  g_return_val_if_fail (is_query (query), verdict);

  verdict.booking = find_in_the_way (query, start);
  if (verdict.booking != NULL)
    {
      verdict.state = SALON_SLOT_TAKEN;
      verdict.until = salon_booking_get_hold (verdict.booking).end;
      return verdict;
    }

  window = find_window (query->hours, start);
  if (salon_range_is_empty (window))
    {
      verdict.state = SALON_SLOT_CLOSED;
      verdict.closure = salon_opening_hours_explain (query->hours, salon_moment_get_day (start),
                                                     salon_moment_get_minute (start),
                                                     query->language, &verdict.text);
      verdict.until = find_next_opening (query->hours, start);
    }
  else if (start + query->duration_minutes > window.end)
    {
      verdict.state = SALON_SLOT_TOO_LONG;
      verdict.until = window.end;
    }
  else if (start < query->now)
    {
      verdict.state = SALON_SLOT_PAST;
      verdict.until = query->now;
    }
  return verdict;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  SalonMoment first = *(const SalonMoment *) a;
  SalonMoment second = *(const SalonMoment *) b;

  return (first > second) - (first < second);
}

/* The holds that can matter to a visit that starts on @day. */
static GArray *
gather_holds (const SalonSlotQuery *query, SalonDay day)
{
  GArray *holds = g_array_new (FALSE, FALSE, sizeof (SalonRange));
  SalonMoment last_end = hold_from (query, salon_moment (day + 1, 0)).end;

  for (guint i = 0; i < query->bookings->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (query->bookings, i);
      SalonRange hold = salon_booking_get_hold (booking);

      if (hold.end >= salon_moment (day, 0) - query->buffer_before_minutes && hold.start < last_end
          && is_in_question (query, booking))
        g_array_append_val (holds, hold);
    }
  return holds;
}

/* The starts worth trying within @window, ascending: multiples of the step, and when the
 * chair is ready again after a hold. */
static GArray *
gather_candidates (const SalonSlotQuery *query, SalonDay day, SalonRange window, GArray *holds)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (SalonMoment));
  SalonMoment last = salon_moment (day, (int) window.end) - query->duration_minutes;
  SalonMoment opening = salon_moment (day, (int) window.start);
  int step = query->step_minutes;
  int first_minute = ((int) window.start + step - 1) / step * step;

  for (SalonMoment start = salon_moment (day, first_minute); start <= last; start += step)
    g_array_append_val (starts, start);
  for (guint i = 0; i < holds->len; i++)
    {
      SalonMoment ready = g_array_index (holds, SalonRange, i).end + query->buffer_before_minutes;

      if (ready >= opening && ready <= last)
        g_array_append_val (starts, ready);
    }
  g_array_sort (starts, compare_moments);
  return starts;
}

static gboolean
overlaps_any (GArray *holds, SalonRange asked)
{
  for (guint i = 0; i < holds->len; i++)
    if (salon_range_overlaps (g_array_index (holds, SalonRange, i), asked))
      return TRUE;
  return FALSE;
}

static void
append_free (const SalonSlotQuery *query, GArray *candidates, GArray *holds, GArray *free_starts)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      SalonMoment start = g_array_index (candidates, SalonMoment, i);
      gboolean is_repeated = i > 0 && g_array_index (candidates, SalonMoment, i - 1) == start;

      if (!is_repeated && start >= query->now && !overlaps_any (holds, hold_from (query, start)))
        g_array_append_val (free_starts, start);
    }
}

GArray *
salon_slot_list_free (const SalonSlotQuery *query, SalonDay day)
{
  g_autoptr (GArray) windows = NULL;
  g_autoptr (GArray) holds = NULL;
  GArray *free_starts = NULL;

  g_return_val_if_fail (is_query (query) && query->step_minutes > 0, NULL);

  free_starts = g_array_new (FALSE, FALSE, sizeof (SalonMoment));
  windows = salon_opening_hours_get_windows (query->hours, day);
  holds = gather_holds (query, day);
  for (guint i = 0; i < windows->len; i++)
    {
      g_autoptr (GArray) candidates =
        gather_candidates (query, day, g_array_index (windows, SalonRange, i), holds);

      append_free (query, candidates, holds, free_starts);
    }
  return free_starts;
}

static SalonMoment
distance (SalonMoment a, SalonMoment b)
{
  return a > b ? a - b : b - a;
}

static int
compare_distances (gconstpointer a, gconstpointer b, gpointer wish)
{
  SalonMoment first = distance (*(const SalonMoment *) a, *(const SalonMoment *) wish);
  SalonMoment second = distance (*(const SalonMoment *) b, *(const SalonMoment *) wish);

  return first != second ? (first > second) - (first < second) : compare_moments (a, b);
}

static void
append_day (const SalonSlotQuery *query, SalonDay day, GArray *starts)
{
  g_autoptr (GArray) found = salon_slot_list_free (query, day);

  if (found->len > 0)
    g_array_append_vals (starts, found->data, found->len);
}

GArray *
salon_slot_list_nearest (const SalonSlotQuery *query, SalonMoment wish, int days, gsize n)
{
  SalonDay middle = salon_moment_get_day (wish);
  GArray *starts = NULL;

  g_return_val_if_fail (is_query (query) && query->step_minutes > 0 && days >= 0, NULL);

  starts = g_array_new (FALSE, FALSE, sizeof (SalonMoment));
  for (int away = 0; away <= days; away++)
    {
      append_day (query, middle - away, starts);
      if (away > 0)
        append_day (query, middle + away, starts);
      g_array_sort_with_data (starts, compare_distances, &wish);

      /* What lies on the days further out is further away than this. */
      if (n > 0 && starts->len >= n
          && distance (g_array_index (starts, SalonMoment, n - 1), wish)
               <= (SalonMoment) away * SALON_DAY_MINUTES)
        break;
    }
  g_array_set_size (starts, (guint) MIN (starts->len, n));
  return starts;
}
