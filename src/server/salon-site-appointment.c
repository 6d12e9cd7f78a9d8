/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-appointment.h"

#include <stdlib.h>

#include "exchange/salon-appointment-file.h"
#include "salon-job.h"
#include "salon-server-rows.h"

static void
clear_line (gpointer data)
{
  g_free (((SalonSiteAppointmentLine *) data)->name);
}

void
salon_site_appointment_clear (SalonSiteAppointment *self)
{
  salon_server_booked_clear (&self->booked);
  g_clear_pointer (&self->calendar, salon_server_calendar_unref);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->facts, salon_site_facts_unref);
}

static gint64
read_number (const PGresult *rows, int row, const char *column)
{
  const char *text = salon_server_rows_get (rows, row, column);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static gboolean
read_lines (SalonSiteAppointment *self, SalonServerContext *context, GError **error)
{
  static const char sql[] =
    "SELECT name, duration_minutes AS minutes, (price * 100)::bigint AS cents"
    " FROM booking_services WHERE booking_id = $1 ORDER BY position, id";
  g_autoptr (PGresult) rows =
    salon_server_context_query (context, sql, 1, (const char *[]) { self->booked.id }, error);

  if (rows == NULL)
    return FALSE;
  self->lines = g_array_new (FALSE, FALSE, sizeof (SalonSiteAppointmentLine));
  g_array_set_clear_func (self->lines, clear_line);
  for (int i = 0; i < PQntuples (rows); i++)
    {
      SalonSiteAppointmentLine line = {
        .name = g_strdup (salon_server_rows_get (rows, i, "name")),
        .duration_minutes = (int) read_number (rows, i, "minutes"),
        .price_cents = read_number (rows, i, "cents"),
      };

      g_array_append_val (self->lines, line);
    }
  return TRUE;
}

static gboolean
read_money (SalonSiteAppointment *self, SalonServerContext *context, GError **error)
{
  static const char sql[] =
    "SELECT (SELECT coalesce (sum (p.amount) * 100, 0)::bigint FROM payments AS p"
    "  WHERE p.booking_id = $1 AND p.status = 'completed') AS paid,"
    " EXISTS (SELECT FROM payments AS p WHERE p.booking_id = $1 AND p.amount > 0) AS was_paid,"
    " EXISTS (SELECT FROM salon.payment_orders AS o WHERE o.booking_id = $1"
    "  AND o.state = 'pending' AND o.url IS NOT NULL) AS is_paying,"
    " EXISTS (SELECT FROM bookings AS b WHERE b.id = $1 AND b.status = 'cancelled'"
    "  AND b.cancellation_reason = 'hold expired') AS has_lapsed";
  g_autoptr (PGresult) rows =
    salon_server_context_query (context, sql, 1, (const char *[]) { self->booked.id }, error);
  gint64 deposit = salon_server_calendar_get_deposit (self->calendar, self->booked.price_cents);

  if (rows == NULL)
    return FALSE;
  self->paid_cents = read_number (rows, 0, "paid");
  self->was_paid = *salon_server_rows_get (rows, 0, "was_paid") == 't';
  self->is_paying = *salon_server_rows_get (rows, 0, "is_paying") == 't';
  if (*salon_server_rows_get (rows, 0, "has_lapsed") == 't')
    self->state = SALON_SITE_APPOINTMENT_LAPSED;
  if (self->state == SALON_SITE_APPOINTMENT_HELD)
    self->owed_cents = MAX (deposit - self->paid_cents, 0);
  return TRUE;
}

static SalonSiteAppointmentState
find_state (const SalonServerBooked *booked, gint64 start, gint64 now)
{
  if (g_str_equal (booked->status, "cancelled"))
    return SALON_SITE_APPOINTMENT_CANCELLED;
  if (g_str_equal (booked->status, "no_show"))
    return SALON_SITE_APPOINTMENT_MISSED;
  if (g_str_equal (booked->status, "arrived") || g_str_equal (booked->status, "completed")
      || start <= now)
    return SALON_SITE_APPOINTMENT_PAST;
  if (booked->hold_expires_at != 0)
    return SALON_SITE_APPOINTMENT_HELD;
  return g_str_equal (booked->status, "pending") ? SALON_SITE_APPOINTMENT_PENDING
                                                 : SALON_SITE_APPOINTMENT_CONFIRMED;
}

gboolean
salon_site_appointment_read (SalonSiteAppointment *self,
                             SalonServerContext *context,
                             const char *id,
                             const char *token,
                             GError **error)
{
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;

  self->calendar = salon_server_calendar_get (context, error);
  if (self->calendar == NULL)
    return FALSE;
  self->facts = salon_site_facts_get (context, error);
  if (self->facts == NULL || !salon_server_booked_find (context, id, token, &self->booked, error))
    return FALSE;
  self->state =
    find_state (&self->booked, salon_moment_to_instant (self->booked.start, self->calendar->zone),
                now);
  self->refusal = salon_server_booked_explain_cancelling (&self->booked, self->calendar, now);
  self->until = salon_server_booked_get_cancellable_until (&self->booked, self->calendar);
  return read_lines (self, context, error) && read_money (self, context, error);
}

gboolean
salon_site_appointment_look_up (SalonServerContext *context, const char *id, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context,
    "SELECT id FROM salon.payment_orders WHERE booking_id = $1 AND state = 'pending'"
    " AND url IS NOT NULL",
    1, (const char *[]) { id }, error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    if (!salon_job_add (context, SALON_JOB_SETTLE, PQgetvalue (rows, i, 0), 0, error))
      return FALSE;
  return TRUE;
}

static SalonAppointmentState
get_file_state (SalonSiteAppointmentState state)
{
  switch (state)
    {
    case SALON_SITE_APPOINTMENT_PENDING:
    case SALON_SITE_APPOINTMENT_HELD:
      return SALON_APPOINTMENT_TENTATIVE;
    case SALON_SITE_APPOINTMENT_CANCELLED:
    case SALON_SITE_APPOINTMENT_LAPSED:
      return SALON_APPOINTMENT_CANCELLED;
    case SALON_SITE_APPOINTMENT_CONFIRMED:
    case SALON_SITE_APPOINTMENT_PAST:
    case SALON_SITE_APPOINTMENT_MISSED:
      break;
    }
  return SALON_APPOINTMENT_CONFIRMED;
}

GBytes *
salon_site_appointment_write_file (const SalonSiteAppointment *self, const char *words, gint64 now)
{
  SalonAppointment appointment = {
    .id = self->booked.id,
    .start = self->booked.start,
    .duration_minutes = self->booked.duration_minutes,
    .zone = g_time_zone_get_identifier (self->calendar->zone),
    .summary = *self->facts->name != '\0' ? self->facts->name : "Sérénaïa",
    .location = self->facts->address,
    .description = words,
    .state = get_file_state (self->state),
  };

  return salon_appointment_file_write (&appointment, now);
}
