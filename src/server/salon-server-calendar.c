/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-calendar.h"

#include <stdlib.h>

#include "core/salon-booking.h"
#include "core/salon-online-rules.h"
#include "salon-server-hours.h"
#include "salon-server-marks.h"

static void
clear_calendar (gpointer data)
{
  SalonServerCalendar *self = data;

  g_clear_object (&self->hours);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_array_unref);
  g_clear_pointer (&self->closings, g_array_unref);
}

void
salon_server_calendar_unref (SalonServerCalendar *self)
{
  g_atomic_rc_box_release_full (self, clear_calendar);
}

static void
clear_closing (gpointer data)
{
  g_free (((SalonServerClosing *) data)->id);
}

static void
take_closings (SalonServerCalendar *self, const SalonServerHours *hours)
{
  self->closings = g_array_new (FALSE, FALSE, sizeof (SalonServerClosing));
  g_array_set_clear_func (self->closings, clear_closing);
  for (guint i = 0; i < hours->exceptions->len; i++)
    {
      const SalonOpeningException *exception =
        &g_array_index (hours->exceptions, SalonOpeningException, i);
      SalonServerClosing closing = {
        .id = g_strdup (hours->exception_ids->pdata[i]),
        .from = exception->from,
        .to = exception->to,
      };

      g_array_append_val (self->closings, closing);
    }
}

static void
clear_offer (gpointer data)
{
  SalonServerOffer *offer = data;

  g_free (offer->service_id);
  g_free (offer->service_name);
}

static gboolean
read_offers (SalonServerContext *context, GArray *offers, GError **error)
{
  static const char sql[] =
    "SELECT id, greatest (duration_minutes, 5), buffer_before_minutes, buffer_minutes, name,"
    " (price * 100)::bigint FROM services WHERE is_active ORDER BY duration_minutes, id";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    {
      SalonServerOffer offer = {
        .service_id = g_strdup (PQgetvalue (rows, i, 0)),
        .service_name = g_strdup (PQgetvalue (rows, i, 4)),
        .duration_minutes = atoi (PQgetvalue (rows, i, 1)),
        .buffer_before_minutes = atoi (PQgetvalue (rows, i, 2)),
        .buffer_minutes = atoi (PQgetvalue (rows, i, 3)),
        .price_cents = g_ascii_strtoll (PQgetvalue (rows, i, 5), NULL, 10),
      };

      g_array_append_val (offers, offer);
    }
  return TRUE;
}

const SalonServerOffer *
salon_server_calendar_find_offer (const SalonServerCalendar *self,
                                  const char *service_id,
                                  GError **error)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      const SalonServerOffer *offer = &g_array_index (self->offers, SalonServerOffer, i);

      /* An id may be written in capitals. */
      if (service_id == NULL || g_ascii_strcasecmp (offer->service_id, service_id) == 0)
        return offer;
    }
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                       "There is no such service.");
  return NULL;
}

static gboolean
read_rules (SalonServerContext *context, SalonOnlineRules *rules, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT key, value #>> '{}' FROM salon_settings WHERE key LIKE 'online.%'", 0, NULL,
    error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    if (!PQgetisnull (rows, i, 1))
      salon_online_rules_take (rules, PQgetvalue (rows, i, 0), PQgetvalue (rows, i, 1));
  return TRUE;
}

static void
take_rules (SalonServerCalendar *self, const SalonOnlineRules *rules)
{
  self->step_minutes = rules->numbers[SALON_ONLINE_RULE_STEP];
  self->notice_minutes = rules->numbers[SALON_ONLINE_RULE_NOTICE];
  self->horizon_days = rules->numbers[SALON_ONLINE_RULE_HORIZON];
  self->confirms = rules->confirms;
  self->deposit_percent = rules->numbers[SALON_ONLINE_RULE_DEPOSIT];
  self->hold_minutes = rules->numbers[SALON_ONLINE_RULE_HOLD];
  self->cancel_hours = rules->numbers[SALON_ONLINE_RULE_CANCEL];
}

static SalonServerCalendar *
read_calendar (SalonServerContext *context, GError **error)
{
  g_autoptr (SalonServerCalendar) self = g_atomic_rc_box_new0 (SalonServerCalendar);
  g_autoptr (SalonServerHours) hours = NULL;
  SalonOnlineRules rules = salon_online_rules_get_default ();

  self->offers = g_array_new (FALSE, FALSE, sizeof (SalonServerOffer));
  g_array_set_clear_func (self->offers, clear_offer);
  self->staff = salon_server_hours_read_staff (context, error);
  if (self->staff == NULL)
    return NULL;
  if (self->staff->len == 0)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INTERNAL,
                           "Nobody works here at the moment.");
      return NULL;
    }
  hours = salon_server_hours_read (context, FALSE, error);
  if (hours == NULL || !read_rules (context, &rules, error)
      || !read_offers (context, self->offers, error))
    return NULL;
  take_rules (self, &rules);
  take_closings (self, hours);
  self->zone = g_time_zone_ref (hours->zone);
  self->hours = salon_server_hours_make (hours, FALSE);
  return g_steal_pointer (&self);
}

SalonServerCalendar *
salon_server_calendar_get (SalonServerContext *context, GError **error)
{
  SalonServerCache *cache = context->shared->cache;
  SalonServerCalendar *self = salon_server_cache_get_value (cache, SALON_SERVER_VALUE_CALENDAR);
  guint64 generation;

  if (self != NULL)
    return self;
  generation = salon_server_cache_begin (cache, SALON_SERVER_TOPIC_CATALOGUE);
  self = read_calendar (context, error);
  if (self != NULL)
    salon_server_cache_keep_value (cache, SALON_SERVER_VALUE_CALENDAR, generation, self,
                                   clear_calendar);
  return self;
}

gint64
salon_server_calendar_get_deposit (const SalonServerCalendar *self, gint64 price_cents)
{
  return (price_cents * self->deposit_percent + 50) / 100;
}

static SalonBooking *
take_booking (const PGresult *rows, int row, GError **error)
{
  SalonBookingFields fields = {
    .id = PQgetvalue (rows, row, 0),
    .staff_id = PQgetvalue (rows, row, 1),
    .client_name = "?",
    .payment_status = "pending",
    .duration_minutes = atoi (PQgetvalue (rows, row, 4)),
    .buffer_before_minutes = atoi (PQgetvalue (rows, row, 5)),
    .buffer_minutes = atoi (PQgetvalue (rows, row, 6)),
    .hold_expires_at = g_ascii_strtoll (PQgetvalue (rows, row, 8), NULL, 10),
  };

  if (!salon_day_parse (PQgetvalue (rows, row, 2), &fields.day, error)
      || !salon_minute_parse (PQgetvalue (rows, row, 3), &fields.minute, error))
    return NULL;
  if (!salon_booking_status_from_wire (PQgetvalue (rows, row, 7), &fields.status))
    fields.status = SALON_BOOKING_CONFIRMED;
  return salon_booking_new (&fields);
}

static GPtrArray *
take_bookings (PGresult *rows, GError **error)
{
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < PQntuples (rows); i++)
    {
      SalonBooking *booking = take_booking (rows, i, error);

      if (booking == NULL)
        return NULL;
      g_ptr_array_add (bookings, booking);
    }
  return g_steal_pointer (&bookings);
}

/* A visit that ends at midnight may be followed by four hours of cleaning (the longest buffer), and one
 * that begins then preceded by as many. */
GPtrArray *
salon_server_calendar_read_bookings (SalonServerContext *context,
                                     SalonDay from,
                                     SalonDay to,
                                     GError **error)
{
  static const char sql[] =
    "SELECT id, staff_id, booking_date, left (booking_time::text, 5), duration_minutes,"
    " buffer_before_minutes, buffer_minutes, status,"
    " coalesce (ceil (extract (epoch FROM hold_expires_at))::bigint, 0)"
    " FROM bookings WHERE booking_date BETWEEN $1::date - 1 AND $2::date + 1"
    " AND during && tsrange ($1::date - INTERVAL '4 hours', $2::date + INTERVAL '28 hours')"
    " AND status IN ('pending', 'confirmed', 'arrived', 'completed')";
  g_autofree char *first = salon_day_format (from), *last = salon_day_format (to);
  g_autoptr (PGresult) rows =
    salon_server_context_query (context, sql, 2, (const char *[]) { first, last }, error);

  return rows != NULL ? take_bookings (rows, error) : NULL;
}

GArray *
salon_server_calendar_mark (const SalonServerCalendar *self,
                            const char *service_id,
                            GPtrArray *bookings,
                            SalonDay day)
{
  GArray *marks = salon_server_marks_new ();

  g_return_val_if_fail (self != NULL && bookings != NULL, marks);

  salon_server_marks_add_days (marks, day, day);
  salon_server_marks_add_row (marks,
                              service_id != NULL ? service_id : SALON_SERVER_MARK_ANY_SERVICE);
  for (guint i = 0; i < bookings->len; i++)
    salon_server_marks_add_row (marks, salon_booking_get_fields (bookings->pdata[i])->id);
  for (guint i = 0; i < self->closings->len; i++)
    {
      const SalonServerClosing *closing = &g_array_index (self->closings, SalonServerClosing, i);

      if (closing->from <= day && day <= closing->to)
        salon_server_marks_add_row (marks, closing->id);
    }
  return marks;
}

void
salon_server_calendar_forget (SalonServerCache *cache,
                              const SalonServerOffer *offer,
                              SalonMoment start)
{
  g_autoptr (GArray) marks = salon_server_marks_new ();

  salon_server_marks_add_visit (marks, start - offer->buffer_before_minutes,
                                start + offer->duration_minutes + offer->buffer_minutes);
  salon_server_cache_drop_marked (cache, FALSE, marks);
}

SalonMoment
salon_server_calendar_get_first (const SalonServerCalendar *self, gint64 now_us)
{
  return salon_moment_from_instant (now_us / G_USEC_PER_SEC, self->zone) + self->notice_minutes;
}

SalonDay
salon_server_calendar_get_last_day (const SalonServerCalendar *self, gint64 now_us)
{
  return salon_moment_get_day (salon_moment_from_instant (now_us / G_USEC_PER_SEC, self->zone))
         + self->horizon_days;
}
