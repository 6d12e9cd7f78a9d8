/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-series.h"

GArray *
salon_series_list_days (const SalonSeriesRule *rule)
{
  GArray *days = NULL;

  g_return_val_if_fail (rule != NULL && rule->every > 0, NULL);

  days = g_array_new (FALSE, FALSE, sizeof (SalonDay));
  for (int i = 1; i <= MIN (rule->n_visits, SALON_SERIES_MAX_VISITS); i++)
    {
      SalonDay day = rule->unit == SALON_SERIES_WEEKS
                       ? rule->first + i * rule->every * 7
                       : salon_day_add_months (rule->first, i * rule->every);

      if (rule->until != SALON_DAY_NONE && day > rule->until)
        break;
      g_array_append_val (days, day);
    }
  return days;
}

/* The bookings of the query and, behind them, the other visits of the plan. */
static GPtrArray *
gather_bookings (const SalonSlotQuery *query, SalonBooking *booking, GArray *visits, guint index)
{
  GPtrArray *bookings = g_ptr_array_new_with_free_func (g_object_unref);
  const SalonBookingFields *fields = salon_booking_get_fields (booking);

  for (guint i = 0; i < query->bookings->len; i++)
    g_ptr_array_add (bookings, g_object_ref (g_ptr_array_index (query->bookings, i)));
  for (guint i = 0; i < visits->len; i++)
    {
      const SalonSeriesVisit *visit = &g_array_index (visits, SalonSeriesVisit, i);
      SalonBookingFields planned = *fields;

      if (i == index || visit->is_skipped)
        continue;
      planned.id = NULL;
      planned.status = SALON_BOOKING_CONFIRMED;
      planned.day = salon_moment_get_day (visit->start);
      planned.minute = salon_moment_get_minute (visit->start);
      g_ptr_array_add (bookings, salon_booking_new (&planned));
    }
  return bookings;
}

SalonSlotVerdict
salon_series_explain (const SalonSlotQuery *query,
                      SalonBooking *booking,
                      GArray *visits,
                      guint index)
{
  SalonSlotVerdict verdict = { .state = SALON_SLOT_FREE };
  SalonSlotQuery extended;
  g_autoptr (GPtrArray) bookings = NULL;

  g_return_val_if_fail (query != NULL && SALON_IS_BOOKING (booking), verdict);
  g_return_val_if_fail (visits != NULL && index < visits->len, verdict);

  bookings = gather_bookings (query, booking, visits, index);
  extended = *query;
  extended.bookings = bookings;
  verdict = salon_slot_explain (&extended, g_array_index (visits, SalonSeriesVisit, index).start);
  /* What was made for this look alone goes with it. */
  if (verdict.booking != NULL && salon_booking_get_fields (verdict.booking)->id == NULL)
    verdict.booking = NULL;
  return verdict;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  SalonMoment first = salon_booking_get_visit (*(SalonBooking *const *) a).start;
  SalonMoment second = salon_booking_get_visit (*(SalonBooking *const *) b).start;

  return (first > second) - (first < second);
}

static gboolean
is_to_come (SalonBooking *booking)
{
  SalonBookingStatus status = salon_booking_get_fields (booking)->status;

  return status == SALON_BOOKING_PENDING || status == SALON_BOOKING_CONFIRMED;
}

GPtrArray *
salon_series_select (GPtrArray *bookings, SalonBooking *booking, SalonSeriesScope scope)
{
  GPtrArray *selected = NULL;
  const char *id;
  SalonMoment start;

  g_return_val_if_fail (bookings != NULL && SALON_IS_BOOKING (booking), NULL);

  id = salon_booking_get_fields (booking)->id;
  start = salon_booking_get_visit (booking).start;
  selected = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (selected, g_object_ref (booking));
  for (guint i = 0; scope != SALON_SERIES_ONLY_THIS && i < bookings->len; i++)
    {
      SalonBooking *other = g_ptr_array_index (bookings, i);

      if (g_strcmp0 (salon_booking_get_fields (other)->id, id) != 0 && is_to_come (other)
          && (scope == SALON_SERIES_ALL || salon_booking_get_visit (other).start > start))
        g_ptr_array_add (selected, g_object_ref (other));
    }
  g_ptr_array_sort (selected, compare_starts);
  return selected;
}
