/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `bookings` holds every booking that starts in [from, to); it is dropped when the session says
 * that something changed. A booking that began the evening before can reach into a day, so one day
 * before the days asked for is always read as well.
 */
#include "salon-slot-finder.h"

#include "common/salon-slot-query.h"

#define NEAR_DAYS 14
#define FAR_DAYS 60

struct _SalonSlotFinder
{
  GObject parent_instance;

  SalonSession *session;
  GPtrArray *bookings;
  SalonDay from;
  SalonDay to;
};

G_DEFINE_FINAL_TYPE (SalonSlotFinder, salon_slot_finder, G_TYPE_OBJECT)

void
salon_slot_finder_forget (SalonSlotFinder *self)
{
  g_return_if_fail (SALON_IS_SLOT_FINDER (self));
  g_clear_pointer (&self->bookings, g_ptr_array_unref);
}

static void
salon_slot_finder_dispose (GObject *object)
{
  SalonSlotFinder *self = SALON_SLOT_FINDER (object);
  salon_slot_finder_forget (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_slot_finder_parent_class)->dispose (object);
}

static void
salon_slot_finder_class_init (SalonSlotFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_slot_finder_dispose;
}

static void
salon_slot_finder_init (SalonSlotFinder *self)
{
}

SalonSlotFinder *
salon_slot_finder_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  SalonSlotFinder *self = g_object_new (SALON_TYPE_SLOT_FINDER, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (salon_slot_finder_forget), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Makes sure that the bookings of [from, to) are at hand. A read that fails leaves none: the store
 * still refuses an overlap, so the worst is a free slot that turns out not to be one. */
static void
read_bookings (SalonSlotFinder *self, SalonDay from, SalonDay to)
{
  if (self->bookings != NULL && self->from <= from && self->to >= to)
    return;

  g_autoptr (GError) error = NULL;
  GPtrArray *bookings = salon_reader_list_bookings (salon_session_get_reader (self->session), from,
                                                    to, SALON_BOOKINGS_WITHOUT_CANCELLED, &error);
  if (bookings == NULL)
    {
      salon_session_report (self->session, error);
      bookings = g_ptr_array_new ();
    }
  salon_slot_finder_forget (self);
  self->bookings = bookings;
  self->from = from;
  self->to = to;
}

static SalonSlotQuery
make_query (SalonSlotFinder *self, SalonBookingForm *form, SalonDay from, SalonDay to)
{
  SalonBooking *booking = salon_booking_form_get_booking (form);
  int duration = salon_booking_form_get_duration (form);
  SalonSlotQuery query;

  read_bookings (self, from - 1, to + 1);
  query = salon_slot_query_begin (self->session, self->bookings);
  query.staff_id = salon_booking_form_get_staff_id (form);
  query.ignore_id = booking != NULL ? salon_booking_get_fields (booking)->id : NULL;
  query.duration_minutes = duration > 0 ? duration : SALON_BOOKING_FORM_DEFAULT_MINUTES;
  query.buffer_before_minutes = salon_booking_form_get_buffer_before (form);
  query.buffer_minutes = salon_booking_form_get_buffer (form);
  return query;
}

SalonSlotVerdict
salon_slot_finder_explain (SalonSlotFinder *self, SalonBookingForm *form)
{
  SalonDay day = salon_booking_form_get_day (form);
  int minute = salon_booking_form_get_minute (form);
  SalonSlotVerdict verdict = { SALON_SLOT_FREE };
  g_return_val_if_fail (day != SALON_DAY_NONE && minute >= 0, verdict);

  SalonSlotQuery query = make_query (self, form, day, day + 1);
  verdict = salon_slot_explain (&query, salon_moment (day, minute));
  salon_booking_form_set_slot_state (form, verdict.state);
  return verdict;
}

GArray *
salon_slot_finder_list_free (SalonSlotFinder *self, SalonBookingForm *form, SalonDay day)
{
  g_return_val_if_fail (SALON_IS_SLOT_FINDER (self), NULL);
  g_return_val_if_fail (day != SALON_DAY_NONE, NULL);

  const SalonSlotQuery query = make_query (self, form, day, day + 1);
  return salon_slot_list_free (&query, day);
}

static GArray *
list_within (SalonSlotFinder *self, SalonBookingForm *form, SalonMoment wish, int days, gsize n)
{
  SalonDay day = salon_moment_get_day (wish);
  const SalonSlotQuery query = make_query (self, form, day - days, day + days + 1);
  return salon_slot_list_nearest (&query, wish, days, n);
}

GArray *
salon_slot_finder_list_nearest (SalonSlotFinder *self,
                                SalonBookingForm *form,
                                SalonMoment wish,
                                gsize n)
{
  g_return_val_if_fail (SALON_IS_SLOT_FINDER (self), NULL);

  g_autoptr (GArray) near = list_within (self, form, wish, NEAR_DAYS, n);
  if (near->len > 0)
    return g_steal_pointer (&near);
  return list_within (self, form, wish, FAR_DAYS, n);
}

/* The days that are read at once: what a week holds is quickly read, and often enough. */
static GArray *
list_best_of_day (SalonSlotFinder *self,
                  SalonBookingForm *form,
                  const SalonSlotPreference *wish,
                  SalonDay first,
                  SalonDay day,
                  gsize n)
{
  const SalonSlotQuery query = make_query (self, form, first, first + ((day - first) / 7 + 1) * 7);

  return salon_slot_preference_list_best (wish, &query, day, n);
}

static void
append_nth (GArray *best, GArray *of_day, gsize nth, gsize n)
{
  if (nth < of_day->len && best->len < n)
    g_array_append_val (best, g_array_index (of_day, SalonMoment, nth));
}

GArray *
salon_slot_finder_list_best (SalonSlotFinder *self,
                             SalonBookingForm *form,
                             const SalonSlotPreference *wish,
                             SalonDay from,
                             SalonDay to,
                             gsize n)
{
  g_return_val_if_fail (SALON_IS_SLOT_FINDER (self), NULL);
  g_return_val_if_fail (wish != NULL, NULL);

  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  SalonDay first = from != SALON_DAY_NONE ? MAX (from, today) : today;
  SalonDay last = from != SALON_DAY_NONE ? MIN (to, first + FAR_DAYS) : first;
  GArray *best = g_array_new (FALSE, FALSE, sizeof (SalonMoment));

  /* One of each day asked for, then a second of each, and so on. */
  for (gsize nth = 0; nth < n && best->len >= nth; nth++)
    for (SalonDay day = first; day < last && best->len < n; day++)
      {
        g_autoptr (GArray) of_day = list_best_of_day (self, form, wish, first, day, n);
        append_nth (best, of_day, nth, n);
      }
  for (SalonDay day = MAX (first, last); day < first + FAR_DAYS && best->len < n; day++)
    {
      g_autoptr (GArray) of_day = list_best_of_day (self, form, wish, first, day, 1);
      append_nth (best, of_day, 0, n);
    }
  return best;
}
