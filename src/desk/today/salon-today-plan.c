/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-today-plan.h"

#define MOST_DAYS_CLOSED 183

static GPtrArray *
make_list (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add (GPtrArray *list, SalonBooking *booking)
{
  g_ptr_array_add (list, g_object_ref (booking));
}

static void
add_call (SalonTodayPlan *self, SalonBooking *booking, SalonCallReason reason)
{
  add (self->calls, booking);
  g_array_append_val (self->reasons, reason);
}

/* Those of tomorrow can be reminded by whatever they left. */
static gboolean
has_address (const SalonBookingFields *fields)
{
  return fields->client_phone != NULL || fields->client_email != NULL;
}

static void
sort_in_today (SalonTodayPlan *self, SalonBooking *booking, SalonMoment now)
{
  switch (salon_booking_get_fields (booking)->status)
    {
    case SALON_BOOKING_PENDING:
    case SALON_BOOKING_CONFIRMED:
    case SALON_BOOKING_ARRIVED:
      add (salon_booking_get_visit (booking).start < now ? self->started : self->coming, booking);
      break;
    case SALON_BOOKING_COMPLETED:
    case SALON_BOOKING_NO_SHOW:
      add (self->done, booking);
      break;
    case SALON_BOOKING_CANCELLED:
      break;
    }
}

static void
sort_in (SalonTodayPlan *self, SalonBooking *booking, SalonMoment now)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  SalonDay today = salon_moment_get_day (now);

  if (fields->day == today)
    sort_in_today (self, booking, now);
  if (fields->day <= today && fields->status == SALON_BOOKING_NO_SHOW
      && fields->client_phone != NULL)
    add_call (self, booking, SALON_CALL_DID_NOT_COME);
  if (fields->day == today + 1 && fields->status == SALON_BOOKING_CONFIRMED
      && !has_address (fields))
    add_call (self, booking, SALON_CALL_CANNOT_BE_REMINDED);
}

/* Whoever has arrived is here until she is done; else it is the one whose time it is. */
static SalonBooking *
find_current (SalonTodayPlan *self, SalonMoment now)
{
  SalonBooking *awaited = NULL;

  for (guint i = 0; i < self->started->len; i++)
    {
      SalonBooking *booking = self->started->pdata[i];

      if (salon_booking_get_fields (booking)->status == SALON_BOOKING_ARRIVED)
        return booking;
      if (salon_booking_get_visit (booking).end > now)
        awaited = booking;
    }
  return awaited;
}

/* Where the open window around @minute ends; -1: closed, and @opens is when it opens again, -1:
 * not today. */
static int
find_closing (SalonOpeningHours *hours, SalonMoment now, int *opens)
{
  g_autoptr (GArray) windows =
    salon_opening_hours_get_windows (hours, salon_moment_get_day (now));
  int minute = salon_moment_get_minute (now);

  *opens = -1;
  for (guint i = 0; i < windows->len; i++)
    {
      SalonRange window = g_array_index (windows, SalonRange, i);

      if (minute < window.start)
        {
          *opens = (int) window.start;
          return -1;
        }
      if (minute < window.end)
        return (int) window.end;
    }
  return -1;
}

static void
look_at_chair (SalonTodayPlan *self, SalonOpeningHours *hours, SalonMoment now)
{
  SalonDay today = salon_moment_get_day (now);
  int opens = -1;
  int closes = find_closing (hours, now, &opens);
  SalonMoment next =
    self->coming->len > 0
      ? salon_booking_get_visit (g_ptr_array_index (self->coming, 0)).start
      : G_MAXINT64;

  self->current = find_current (self, now);
  self->until = G_MININT64;
  if (self->current != NULL)
    {
      self->chair = salon_booking_get_fields (self->current)->status == SALON_BOOKING_ARRIVED
                      ? SALON_CHAIR_BUSY
                      : SALON_CHAIR_AWAITED;
      self->until = salon_booking_get_visit (self->current).end;
    }
  else if (closes < 0)
    {
      self->chair = SALON_CHAIR_CLOSED;
      if (opens >= 0)
        self->until = salon_moment (today, opens);
    }
  else
    {
      self->chair = SALON_CHAIR_FREE;
      self->until = MIN (next, salon_moment (today, closes));
    }
}

SalonTodayPlan *
salon_today_plan_new (GPtrArray *bookings, SalonOpeningHours *hours, SalonMoment now)
{
  SalonTodayPlan *self = NULL;

  g_return_val_if_fail (bookings != NULL, NULL);
  g_return_val_if_fail (SALON_IS_OPENING_HOURS (hours), NULL);

  self = g_new0 (SalonTodayPlan, 1);
  self->started = make_list ();
  self->coming = make_list ();
  self->done = make_list ();
  self->calls = make_list ();
  self->reasons = g_array_new (FALSE, FALSE, sizeof (SalonCallReason));
  for (guint i = 0; i < bookings->len; i++)
    sort_in (self, bookings->pdata[i], now);
  look_at_chair (self, hours, now);
  return self;
}

void
salon_today_plan_free (SalonTodayPlan *self)
{
  g_ptr_array_unref (self->started);
  g_ptr_array_unref (self->coming);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->calls);
  g_array_unref (self->reasons);
  g_free (self);
}

gboolean
salon_today_plan_find_opening (SalonOpeningHours *hours, SalonMoment now, SalonMoment *opening)
{
  SalonDay today = salon_moment_get_day (now);

  g_return_val_if_fail (SALON_IS_OPENING_HOURS (hours), FALSE);
  g_return_val_if_fail (opening != NULL, FALSE);

  for (SalonDay day = today + 1; day <= today + MOST_DAYS_CLOSED; day++)
    {
      g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);

      if (windows->len > 0)
        {
          *opening = salon_moment (day, (int) g_array_index (windows, SalonRange, 0).start);
          return TRUE;
        }
    }
  return FALSE;
}
