/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-move.h"

#include "salon-server-days.h"
#include "salon-server-transaction.h"

#define WRITER "web"
#define CHAIR_TAKEN "23P01"

typedef struct
{
  const SalonServerCalendar *calendar;
  const char *id, *token;
  SalonMoment start;
  SalonServerBooked *booked;
  const char *refusal;
  gboolean was_lost; /* to somebody of the same moment */
} Moving;

const char *
salon_server_move_explain (const SalonServerBooked *booked,
                           const SalonServerCalendar *calendar,
                           gint64 now)
{
  /* Its time is kept for as long as it is to be paid, and the provider's page speaks of that time. */
  if (g_str_equal (booked->status, "cancelled") || booked->hold_expires_at != 0)
    return "not_movable";
  if (salon_server_booked_explain_cancelling (booked, calendar, now) == NULL)
    return NULL;
  return g_str_equal (booked->status, "pending") || g_str_equal (booked->status, "confirmed")
           ? "too_late"
           : "not_movable";
}

SalonServerOffer
salon_server_move_make_offer (const SalonServerBooked *booked)
{
  return (SalonServerOffer) {
    .service_id = booked->service_id,
    .service_name = booked->service_name,
    .duration_minutes = booked->duration_minutes,
    .buffer_before_minutes = booked->buffer_before_minutes,
    .buffer_minutes = booked->buffer_minutes,
    .price_cents = booked->price_cents,
  };
}

/* By the rules: on the grid, within hours, not too soon nor too far, and somebody is free. */
static gboolean
is_free (SalonServerContext *context, const Moving *moving, gboolean *free, GError **error)
{
  SalonServerOffer offer = salon_server_move_make_offer (moving->booked);
  g_autoptr (GArray) times =
    salon_server_days_list_times (context, moving->calendar, &offer, moving->booked->id,
                                  salon_moment_get_day (moving->start), error);

  *free = FALSE;
  for (guint i = 0; times != NULL && i < times->len && !*free; i++)
    *free = g_array_index (times, int, i) == salon_moment_get_minute (moving->start);
  return times != NULL;
}

static char *
write_staff (const SalonServerCalendar *calendar)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < calendar->staff->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            (const char *) calendar->staff->pdata[i]);
  g_string_append_c (text, '}');
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* With who was to have her, when that can be; else with the first who is free. No row: nobody is. */
static PGresult *
write_time (SalonServerContext *context, Moving *moving, GError **error)
{
  static const char sql[] =
    "WITH place AS ("
    "SELECT b.staff_id, tsrange (t.start - make_interval (mins => b.buffer_before_minutes),"
    "  t.start + make_interval (mins => b.duration_minutes + b.buffer_minutes)) AS during"
    " FROM bookings AS b, (SELECT $2::date + $3::time AS start) AS t WHERE b.id = $1"
    "), chair AS ("
    "SELECT c.id FROM place AS p, unnest ($4::uuid[]) WITH ORDINALITY AS c (id, place)"
    " WHERE NOT EXISTS (SELECT FROM bookings AS o"
    "  WHERE o.staff_id = c.id AND o.id <> $1 AND o.during && p.during"
    "  AND o.status IN ('pending', 'confirmed', 'arrived', 'completed')"
    "  AND (o.status <> 'pending' OR o.hold_expires_at IS NULL OR o.hold_expires_at >= now ()))"
    " ORDER BY c.id <> p.staff_id, c.place LIMIT 1"
    ") UPDATE bookings AS b SET booking_date = $2, booking_time = $3, staff_id = c.id, status = $5"
    " FROM chair AS c WHERE b.id = $1 RETURNING b.id";
  g_autofree char *date = salon_day_format (salon_moment_get_day (moving->start));
  g_autofree char *time = salon_minute_format (salon_moment_get_minute (moving->start));
  g_autofree char *staff = write_staff (moving->calendar);
  /* An owner who confirms each booking herself has not seen this time. */
  const char *status = moving->calendar->confirms ? moving->booked->status : "pending";
  const char *const values[] = { moving->booked->id, date, time, staff, status };
  PGresult *rows = salon_server_context_query (context, sql, G_N_ELEMENTS (values), values, error);

  moving->was_lost =
    rows == NULL && context->database != NULL
    && g_str_equal (salon_connection_get_sqlstate (context->database), CHAIR_TAKEN);
  return rows;
}

static gboolean
move_cb (SalonServerContext *context, gpointer data, GError **error)
{
  static const char wish_sql[] = "SELECT salon.wish_message ($1, 'change')";
  Moving *moving = data;
  SalonServerBooked *booked = moving->booked;
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;
  gboolean free = FALSE;
  g_autoptr (PGresult) done = NULL;
  g_autoptr (PGresult) wished = NULL;

  moving->refusal = NULL;
  if (!salon_server_booked_lock (context, moving->id, moving->token, booked, error))
    return FALSE;
  moving->refusal = salon_server_move_explain (booked, moving->calendar, now);
  /* Whoever asks again has been told. */
  if (moving->refusal != NULL || booked->start == moving->start)
    return TRUE;
  if (!is_free (context, moving, &free, error))
    return FALSE;
  done = free ? write_time (context, moving, error) : NULL;
  if (free && done == NULL)
    return FALSE;
  if (!free || PQntuples (done) == 0)
    {
      moving->refusal = "taken";
      return TRUE;
    }
  wished =
    salon_server_context_query (context, wish_sql, 1, (const char *[]) { booked->id }, error);
  return wished != NULL;
}

/* What is kept of the day where it was, and of that where it is. */
static void
forget (SalonServerContext *context, const SalonServerBooked *booked, SalonMoment start)
{
  SalonServerOffer offer = salon_server_move_make_offer (booked);

  salon_server_calendar_forget (context->shared->cache, &offer, booked->start);
  salon_server_calendar_forget (context->shared->cache, &offer, start);
}

gboolean
salon_server_move (SalonServerContext *context,
                   const SalonServerCalendar *calendar,
                   const char *id,
                   const char *token,
                   SalonMoment start,
                   SalonServerBooked *booked,
                   const char **refusal,
                   GError **error)
{
  Moving moving = { calendar, id, token, start, booked, NULL, FALSE };

  /* Who loses looks again: another of the staff may be free. Each time one more is not. */
  for (guint i = 0; i <= calendar->staff->len; i++)
    {
      g_autoptr (GError) fault = NULL;

      if (salon_server_transaction_run (context, WRITER, "Move online", move_cb, &moving, &fault))
        {
          *refusal = moving.refusal;
          if (moving.refusal == NULL)
            forget (context, booked, start);
          return TRUE;
        }
      if (!moving.was_lost)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
    }
  *refusal = "taken";
  return TRUE;
}
