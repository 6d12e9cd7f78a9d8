/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-booked.h"

#include <stdlib.h>

#include "salon-payment-order.h"
#include "salon-secret.h"
#include "salon-server-marks.h"
#include "salon-server-rows.h"
#include "salon-server-transaction.h"

#define WRITER "web"

#define FIND_BOOKING                                                                               \
  "SELECT b.id, b.status, b.payment_status, b.service_id, b.booking_date::text AS date,"           \
  " to_char (b.booking_time, 'HH24:MI') AS time, b.duration_minutes,"                              \
  " b.buffer_before_minutes, b.buffer_minutes,"                                                    \
  " (b.price * 100)::bigint AS cents, encode (t.digest, 'hex') AS digest,"                         \
  " coalesce (ceil (extract (epoch FROM b.hold_expires_at))::bigint, 0) AS hold,"                  \
  " (SELECT l.name FROM booking_services AS l WHERE l.booking_id = b.id"                           \
  "  ORDER BY l.position LIMIT 1) AS service_name"                                                 \
  " FROM bookings AS b JOIN salon.booking_tokens AS t ON t.booking_id = b.id WHERE b.id = $1"

void
salon_server_booked_clear (SalonServerBooked *self)
{
  g_free (self->id);
  g_free (self->status);
  g_free (self->payment_status);
  g_free (self->service_id);
  g_free (self->service_name);
  g_free (self->token);
  *self = (SalonServerBooked) { 0 };
}

gint64
salon_server_booked_get_cancellable_until (const SalonServerBooked *self,
                                           const SalonServerCalendar *calendar)
{
  return salon_moment_to_instant (self->start - (gint64) calendar->cancel_hours * 60,
                                  calendar->zone);
}

const char *
salon_server_booked_explain_cancelling (const SalonServerBooked *self,
                                        const SalonServerCalendar *calendar,
                                        gint64 now)
{
  if (g_str_equal (self->status, "cancelled"))
    return NULL;
  if (!g_str_equal (self->status, "pending") && !g_str_equal (self->status, "confirmed"))
    return "not_cancellable";
  return now > salon_server_booked_get_cancellable_until (self, calendar) ? "too_late" : NULL;
}

static gboolean
fail_not_found (GError **error)
{
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                       "There is no such booking.");
  return FALSE;
}

/* The row, if the token is its own. */
static PGresult *
find_row (SalonServerContext *context,
          const char *sql,
          const char *id,
          const char *token,
          GError **error)
{
  g_autofree char *digest = salon_secret_digest (token != NULL ? token : "");
  g_autoptr (PGresult) rows = NULL;

  if (!g_uuid_string_is_valid (id))
    {
      fail_not_found (error);
      return NULL;
    }
  rows = salon_server_context_query (context, sql, 1, (const char *[]) { id }, error);
  if (rows == NULL)
    return NULL;
  if (PQntuples (rows) != 1
      || !salon_secret_is_equal (salon_server_rows_get (rows, 0, "digest"), digest))
    {
      fail_not_found (error);
      return NULL;
    }
  return g_steal_pointer (&rows);
}

static void
set_cancelled (SalonServerBooked *self)
{
  g_free (self->status);
  self->status = g_strdup ("cancelled");
  self->hold_expires_at = 0;
}

static gboolean
read_row (const PGresult *rows, gint64 now, SalonServerBooked *self, GError **error)
{
  SalonDay day = 0;
  int minute = 0;

  if (!salon_day_parse (salon_server_rows_get (rows, 0, "date"), &day, error)
      || !salon_minute_parse (salon_server_rows_get (rows, 0, "time"), &minute, error))
    return FALSE;
  salon_server_booked_clear (self);
  *self = (SalonServerBooked) {
    .id = g_strdup (salon_server_rows_get (rows, 0, "id")),
    .status = g_strdup (salon_server_rows_get (rows, 0, "status")),
    .payment_status = g_strdup (salon_server_rows_get (rows, 0, "payment_status")),
    .service_id = g_strdup (salon_server_rows_get (rows, 0, "service_id")),
    .service_name = g_strdup (salon_server_rows_get (rows, 0, "service_name")),
    .start = salon_moment (day, minute),
    .duration_minutes = atoi (salon_server_rows_get (rows, 0, "duration_minutes")),
    .buffer_before_minutes = atoi (salon_server_rows_get (rows, 0, "buffer_before_minutes")),
    .buffer_minutes = atoi (salon_server_rows_get (rows, 0, "buffer_minutes")),
    .price_cents = g_ascii_strtoll (salon_server_rows_get (rows, 0, "cents"), NULL, 10),
    .hold_expires_at = g_ascii_strtoll (salon_server_rows_get (rows, 0, "hold"), NULL, 10),
  };
  if (!g_str_equal (self->status, "pending"))
    self->hold_expires_at = 0;
  /* It is as good as cancelled: whoever asks for the chair gets it. */
  else if (self->hold_expires_at != 0 && self->hold_expires_at <= now)
    set_cancelled (self);
  return TRUE;
}

static gint64
get_now (SalonServerContext *context)
{
  return salon_server_context_get_now (context) / G_USEC_PER_SEC;
}

gboolean
salon_server_booked_find (SalonServerContext *context,
                          const char *id,
                          const char *token,
                          SalonServerBooked *self,
                          GError **error)
{
  g_autoptr (PGresult) rows = find_row (context, FIND_BOOKING, id, token, error);

  return rows != NULL && read_row (rows, get_now (context), self, error);
}

gboolean
salon_server_booked_lock (SalonServerContext *context,
                          const char *id,
                          const char *token,
                          SalonServerBooked *self,
                          GError **error)
{
  g_autoptr (PGresult) rows = find_row (context, FIND_BOOKING " FOR UPDATE OF b", id, token, error);

  return rows != NULL && read_row (rows, get_now (context), self, error);
}

typedef struct
{
  const SalonServerCalendar *calendar;
  const char *id, *token;
  const char *refusal;
  SalonServerBooked *booked;
} Cancelling;

static gboolean
cancel_cb (SalonServerContext *context, gpointer data, GError **error)
{
  static const char sql[] =
    "WITH cancelled AS ("
    "UPDATE bookings SET status = 'cancelled', cancelled_at = now () AT TIME ZONE 'UTC',"
    " cancellation_reason = 'cancelled online', hold_expires_at = NULL"
    " WHERE id = $1 AND status <> 'cancelled' RETURNING id"
    ") SELECT id FROM cancelled";
  static const char wish_sql[] = "SELECT salon.wish_message ($1, 'cancellation')";
  Cancelling *cancelling = data;
  SalonServerBooked *booked = cancelling->booked;
  g_autoptr (PGresult) done = NULL;
  g_autoptr (PGresult) wished = NULL;

  if (!salon_server_booked_lock (context, cancelling->id, cancelling->token, booked, error))
    return FALSE;
  cancelling->refusal =
    salon_server_booked_explain_cancelling (booked, cancelling->calendar, get_now (context));
  if (cancelling->refusal != NULL)
    return TRUE;
  done = salon_server_context_query (context, sql, 1, (const char *[]) { booked->id }, error);
  if (done == NULL || !salon_payment_order_cancel_booking (context, booked->id, WRITER, error))
    return FALSE;
  /* Whoever asks again has been told. */
  if (PQntuples (done) > 0)
    wished =
      salon_server_context_query (context, wish_sql, 1, (const char *[]) { booked->id }, error);
  if (PQntuples (done) > 0 && wished == NULL)
    return FALSE;
  set_cancelled (booked);
  return TRUE;
}

gboolean
salon_server_booked_cancel (SalonServerContext *context,
                            const SalonServerCalendar *calendar,
                            const char *id,
                            const char *token,
                            SalonServerBooked *self,
                            const char **refusal,
                            GError **error)
{
  Cancelling cancelling = { calendar, id, token, NULL, self };
  g_autoptr (GArray) marks = salon_server_marks_new ();

  if (!salon_server_transaction_run (context, WRITER, "Cancel online", cancel_cb, &cancelling,
                                     error))
    return FALSE;
  *refusal = cancelling.refusal;
  if (cancelling.refusal != NULL)
    return TRUE;
  salon_server_marks_add_row (marks, self->id);
  salon_server_cache_drop_marked (context->shared->cache, FALSE, marks);
  salon_server_measures_add (context->measures, SALON_SERVER_COUNT_CANCELLATIONS, 1);
  return TRUE;
}
