/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Booking online, looking at it, and cancelling it. */
#include <stdlib.h>

#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "salon-payment-order.h"
#include "salon-secret.h"
#include "salon-server-booking.h"
#include "salon-server-idempotency.h"
#include "salon-server-rows.h"
#include "salon-server-transaction.h"

#define WRITER "web"
#define CHAIR_TAKEN "23P01"
/* How often a service may be changed under somebody who books it. */
#define MOST_LOOKS 3

static const char *const statuses[] = { "pending",   "confirmed", "arrived", "completed",
                                        "cancelled", "no_show",   NULL };
static const char *const payment_statuses[] = { "pending", "deposit_paid", "fully_paid", "refunded",
                                                NULL };

/* What both answers have. */
#define BOOKING_FIELDS                                                                             \
  { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },                                   \
    { "status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = statuses },      \
    { "payment_status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED,                     \
      .choices = payment_statuses },                                                               \
    { "service_id", SALON_SERVER_KIND_UUID,                                                        \
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },                                 \
    { "service_name", SALON_SERVER_KIND_TEXT,                                                      \
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },                                 \
    { "booking_date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },                       \
    { "booking_time", SALON_SERVER_KIND_TIME, SALON_SERVER_FIELD_REQUIRED },                       \
    { "duration_minutes", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, 1, 1440 },       \
    { "price", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },                             \
    { "deposit", SALON_SERVER_KIND_MONEY,                                                          \
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE,                                   \
      .summary = "What has to be paid for the booking to be confirmed" },                          \
    { "hold_expires_at", SALON_SERVER_KIND_INSTANT,                                                \
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },                                 \
  {                                                                                                \
    "cancellable_until", SALON_SERVER_KIND_INSTANT, SALON_SERVER_FIELD_REQUIRED                    \
  }

static const SalonServerSchema booking_schema = {
  "Booking",
  (const SalonServerField[]) {
    BOOKING_FIELDS,
    { NULL },
  },
};

static const SalonServerSchema new_booking_schema = {
  "NewBooking",
  (const SalonServerField[]) {
    BOOKING_FIELDS,
    { "token", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Shows and cancels the booking; given only here" },
    { NULL },
  },
};

static const SalonServerSchema request_schema = {
  "BookingRequest",
  (const SalonServerField[]) {
    { "service_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "booking_date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "booking_time", SALON_SERVER_KIND_TIME, SALON_SERVER_FIELD_REQUIRED },
    { "client_name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 120 },
    { "client_email", SALON_SERVER_KIND_EMAIL, SALON_SERVER_FIELD_REQUIRED },
    { "client_phone", SALON_SERVER_KIND_PHONE, SALON_SERVER_FIELD_REQUIRED },
    { "notes", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 2000 },
    { NULL },
  },
};

/* What is said of a booking, wherever it comes from. */
typedef struct
{
  const char *id, *status, *payment_status, *service_id, *service_name;
  SalonMoment start;
  int duration_minutes;
  gint64 price_cents;
  gint64 hold_expires_at; /* Unix seconds; 0: none */
  const char *token;      /* nullable */
} Shown;

static gint64
get_cancellable_until (const SalonServerCalendar *calendar, SalonMoment start)
{
  return salon_moment_to_instant (start - (gint64) calendar->cancel_hours * 60, calendar->zone);
}

static void
add_or_null (yyjson_mut_doc *doc, yyjson_mut_val *root, const char *name, const char *value)
{
  if (value != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, name, value);
  else
    yyjson_mut_obj_add_null (doc, root, name);
}

static void
add_money (yyjson_mut_doc *doc, yyjson_mut_val *root, const char *name, gint64 cents)
{
  g_autofree char *text = salon_money_to_wire (cents);

  yyjson_mut_obj_add_strcpy (doc, root, name, text);
}

static SalonServerResponse *
show (const SalonServerCalendar *calendar, const Shown *shown, guint status)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *date = salon_day_format (salon_moment_get_day (shown->start));
  g_autofree char *time = salon_minute_format (salon_moment_get_minute (shown->start));
  g_autofree char *until = salon_instant_to_wire (get_cancellable_until (calendar, shown->start));
  g_autofree char *hold =
    shown->hold_expires_at != 0 ? salon_instant_to_wire (shown->hold_expires_at) : NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "id", shown->id);
  yyjson_mut_obj_add_strcpy (doc, root, "status", shown->status);
  yyjson_mut_obj_add_strcpy (doc, root, "payment_status", shown->payment_status);
  add_or_null (doc, root, "service_id", shown->service_id);
  add_or_null (doc, root, "service_name", shown->service_name);
  yyjson_mut_obj_add_strcpy (doc, root, "booking_date", date);
  yyjson_mut_obj_add_strcpy (doc, root, "booking_time", time);
  yyjson_mut_obj_add_int (doc, root, "duration_minutes", shown->duration_minutes);
  add_money (doc, root, "price", shown->price_cents);
  if (hold != NULL)
    add_money (doc, root, "deposit",
               salon_server_calendar_get_deposit (calendar, shown->price_cents));
  else
    yyjson_mut_obj_add_null (doc, root, "deposit");
  add_or_null (doc, root, "hold_expires_at", hold);
  yyjson_mut_obj_add_strcpy (doc, root, "cancellable_until", until);
  if (shown->token != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, "token", shown->token);
  return salon_server_response_new_json (status, doc);
}

/* Booking ------------------------------------------------------------------------------------------- */

typedef struct
{
  SalonServerRequest *request;
  const SalonServerCalendar *calendar;
  const SalonServerOffer *offer;
  GPtrArray *staff;
  Shown shown;
  char *date, *time, *name, *email, *phone, *hold, *token_digest;
} Booking;

static void
clear_booking (Booking *self)
{
  g_free ((char *) self->shown.id);
  g_free ((char *) self->shown.token);
  g_free (self->date);
  g_free (self->time);
  g_free (self->name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->hold);
  g_free (self->token_digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Booking, clear_booking)

static void
fill_booking (Booking *self, SalonServerContext *context, SalonMoment start)
{
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;
  gint64 deposit = salon_server_calendar_get_deposit (self->calendar, self->offer->price_cents);
  const char *email = salon_server_request_get_text (self->request, "client_email");

  self->name = salon_text_clean (salon_server_request_get_text (self->request, "client_name"));
  self->email = salon_text_clean (email);
  salon_phone_parse (salon_server_request_get_text (self->request, "client_phone"), &self->phone,
                     NULL);
  self->date = salon_day_format (salon_moment_get_day (start));
  self->time = salon_minute_format (salon_moment_get_minute (start));
  self->shown = (Shown) {
    .id = g_uuid_string_random (),
    .status = deposit == 0 && self->calendar->confirms ? "confirmed" : "pending",
    .payment_status = "pending",
    .service_id = self->offer->service_id,
    .service_name = self->offer->service_name,
    .start = start,
    .duration_minutes = self->offer->duration_minutes,
    .price_cents = self->offer->price_cents,
    .hold_expires_at = deposit > 0 ? now + self->calendar->hold_minutes * 60 : 0,
    .token = salon_secret_new_token (),
  };
  if (self->shown.hold_expires_at != 0)
    self->hold = salon_instant_to_wire (self->shown.hold_expires_at);
  self->token_digest = salon_secret_digest (self->shown.token);
}

static gboolean
read_start (SalonServerRequest *request, SalonMoment *start, GError **error)
{
  SalonDay day = 0;
  int minute = 0;

  if (!salon_day_parse (salon_server_request_get_text (request, "booking_date"), &day, error)
      || !salon_minute_parse (salon_server_request_get_text (request, "booking_time"), &minute,
                              error))
    return FALSE;
  *start = salon_moment (day, minute);
  return TRUE;
}

/* As PostgreSQL reads an array of ids. */
static char *
write_ids (GPtrArray *ids)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", (const char *) ids->pdata[i]);
  g_string_append_c (text, '}');
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The booking, the secret that opens it and the answer that is kept: all of it in one statement, or nothing.
 * "made", or why not. */
static char *
write_booking (SalonServerContext *context,
               Booking *booking,
               const SalonServerResponse *response,
               GError **error)
{
  static const char sql[] =
    "SELECT salon.book_online ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
    " $16, $17, $18, $19, $20)";
  g_autofree char *staff = write_ids (booking->staff);
  g_autofree char *length = g_strdup_printf ("%d", booking->offer->duration_minutes);
  g_autofree char *before = g_strdup_printf ("%d", booking->offer->buffer_before_minutes);
  g_autofree char *after = g_strdup_printf ("%d", booking->offer->buffer_minutes);
  g_autofree char *price = salon_money_to_wire (booking->offer->price_cents);
  g_autofree char *key = salon_server_idempotency_dup_key (booking->request);
  g_autofree char *body =
    g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  const char *const values[] = {
    booking->shown.id,
    booking->token_digest,
    booking->offer->service_id,
    length,
    before,
    after,
    price,
    staff,
    booking->date,
    booking->time,
    booking->name,
    booking->email,
    booking->phone,
    salon_server_request_get_text (booking->request, "notes"),
    booking->shown.status,
    booking->hold,
    WRITER,
    key,
    response->type,
    body,
  };
  g_autoptr (GError) fault = NULL;
  g_autoptr (PGresult) rows =
    salon_server_transaction_query (context, sql, G_N_ELEMENTS (values), values, &fault);

  if (rows != NULL)
    return g_strdup (PQgetvalue (rows, 0, 0));
  /* Somebody was quicker between the look and the writing. */
  if (context->database != NULL
      && g_str_equal (salon_connection_get_sqlstate (context->database), CHAIR_TAKEN))
    return g_strdup ("taken");
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

/* NULL without @error: what was known of the service is no longer true. */
static SalonServerResponse *
try_to_book (SalonServerContext *context,
             SalonServerRequest *request,
             SalonMoment start,
             GError **error)
{
  g_autoptr (SalonServerCalendar) calendar = salon_server_calendar_get (context, error);
  const SalonServerOffer *offer = NULL;
  g_autoptr (GPtrArray) staff = NULL;
  g_auto (Booking) booking = { .request = request, .calendar = calendar };
  g_autoptr (SalonServerResponse) response = NULL;
  g_autofree char *outcome = NULL;
  g_autoptr (GError) fault = NULL;
  const char *code;

  if (calendar != NULL)
    offer = salon_server_calendar_find_offer (
      calendar, salon_server_request_get_text (request, "service_id"), error);
  if (offer == NULL)
    return NULL;
  code = salon_server_booking_explain (context, calendar, offer, start, &staff, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  if (code != NULL)
    return salon_server_booking_refuse (context, calendar, offer, start, code, error);
  booking.offer = offer;
  booking.staff = staff;
  fill_booking (&booking, context, start);
  response = show (calendar, &booking.shown, 201);
  outcome = write_booking (context, &booking, response, error);
  if (g_strcmp0 (outcome, "made") == 0)
    return g_steal_pointer (&response);
  if (g_strcmp0 (outcome, "taken") == 0)
    return salon_server_booking_refuse (context, calendar, offer, start, outcome, error);
  return NULL;
}

static SalonServerResponse *
post_booking (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  SalonMoment start = 0;
  g_autoptr (GError) fault = NULL;
  SalonServerResponse *response = NULL;

  if (!read_start (request, &start, error))
    return NULL;
  for (int i = 0; i < MOST_LOOKS && response == NULL && fault == NULL; i++)
    {
      if (i > 0)
        salon_server_cache_drop (context->shared->cache, SALON_SERVER_TOPIC_CATALOGUE);
      response = try_to_book (context, request, start, &fault);
    }
  if (response != NULL && response->status == 201)
    {
      salon_server_cache_drop (context->shared->cache, SALON_SERVER_TOPIC_DAYS);
      salon_server_measures_add (context->measures, SALON_SERVER_COUNT_BOOKINGS, 1);
    }
  if (response == NULL && fault == NULL)
    g_set_error_literal (&fault, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                         "The service is being changed. Please try again.");
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return response;
}

/* Looking and cancelling ---------------------------------------------------------------------------- */

#define FIND_BOOKING                                                                               \
  "SELECT b.id, b.status, b.payment_status, b.service_id, b.booking_date::text AS date,"           \
  " to_char (b.booking_time, 'HH24:MI') AS time, b.duration_minutes,"                              \
  " (b.price * 100)::bigint AS cents, encode (t.digest, 'hex') AS digest,"                         \
  " coalesce (ceil (extract (epoch FROM b.hold_expires_at))::bigint, 0) AS hold,"                  \
  " (SELECT l.name FROM booking_services AS l WHERE l.booking_id = b.id"                           \
  "  ORDER BY l.position LIMIT 1) AS service_name"                                                 \
  " FROM bookings AS b JOIN salon.booking_tokens AS t ON t.booking_id = b.id WHERE b.id = $1"

static gboolean
fail_not_found (GError **error)
{
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                       "There is no such booking.");
  return FALSE;
}

/* The booking, if the token is its own. A wrong one learns no more than that of no booking. */
static PGresult *
find_booking (SalonServerContext *context,
              SalonServerRequest *request,
              const char *sql,
              GError **error)
{
  const char *id = salon_server_request_get_parameter (request, "id");
  g_autofree char *digest = salon_secret_digest (salon_server_request_get_bearer (request) != NULL
                                                   ? salon_server_request_get_bearer (request)
                                                   : "");
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

static gboolean
read_shown (const PGresult *rows, gint64 now, Shown *shown, GError **error)
{
  SalonDay day = 0;
  int minute = 0;

  if (!salon_day_parse (salon_server_rows_get (rows, 0, "date"), &day, error)
      || !salon_minute_parse (salon_server_rows_get (rows, 0, "time"), &minute, error))
    return FALSE;
  *shown = (Shown) {
    .id = salon_server_rows_get (rows, 0, "id"),
    .status = salon_server_rows_get (rows, 0, "status"),
    .payment_status = salon_server_rows_get (rows, 0, "payment_status"),
    .service_id = salon_server_rows_get (rows, 0, "service_id"),
    .service_name = salon_server_rows_get (rows, 0, "service_name"),
    .start = salon_moment (day, minute),
    .duration_minutes = atoi (salon_server_rows_get (rows, 0, "duration_minutes")),
    .price_cents = g_ascii_strtoll (salon_server_rows_get (rows, 0, "cents"), NULL, 10),
    .hold_expires_at = g_ascii_strtoll (salon_server_rows_get (rows, 0, "hold"), NULL, 10),
  };
  if (!g_str_equal (shown->status, "pending"))
    shown->hold_expires_at = 0;
  /* It is as good as cancelled: whoever asks for the chair gets it. */
  else if (shown->hold_expires_at != 0 && shown->hold_expires_at <= now)
    {
      shown->status = "cancelled";
      shown->hold_expires_at = 0;
    }
  return TRUE;
}

static SalonServerResponse *
get_booking (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonServerCalendar) calendar = salon_server_calendar_get (context, error);
  g_autoptr (PGresult) rows = NULL;
  Shown shown;

  if (calendar == NULL)
    return NULL;
  rows = find_booking (context, request, FIND_BOOKING, error);
  if (rows == NULL
      || !read_shown (rows, salon_server_context_get_now (context) / G_USEC_PER_SEC, &shown, error))
    return NULL;
  return show (calendar, &shown, 200);
}

typedef struct
{
  SalonServerRequest *request;
  const SalonServerCalendar *calendar;
  const char *refusal; /* the code of a 409 */
  SalonServerResponse *response;
} Cancelling;

/* Why it cannot be cancelled; NULL when it can, or is already. */
static const char *
explain_cancelling (const SalonServerCalendar *calendar, const Shown *shown, gint64 now)
{
  if (g_str_equal (shown->status, "cancelled"))
    return NULL;
  if (!g_str_equal (shown->status, "pending") && !g_str_equal (shown->status, "confirmed"))
    return "not_cancellable";
  return now > get_cancellable_until (calendar, shown->start) ? "too_late" : NULL;
}

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
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;
  g_autoptr (PGresult) rows =
    find_booking (context, cancelling->request, FIND_BOOKING " FOR UPDATE OF b", error);
  g_autoptr (PGresult) done = NULL;
  g_autoptr (PGresult) wished = NULL;
  Shown shown;

  if (rows == NULL || !read_shown (rows, now, &shown, error))
    return FALSE;
  cancelling->refusal = explain_cancelling (cancelling->calendar, &shown, now);
  if (cancelling->refusal == NULL)
    {
      done = salon_server_context_query (context, sql, 1, (const char *[]) { shown.id }, error);
      if (done == NULL || !salon_payment_order_cancel_booking (context, shown.id, WRITER, error))
        return FALSE;
      /* Whoever asks again has been told. */
      if (PQntuples (done) > 0)
        wished =
          salon_server_context_query (context, wish_sql, 1, (const char *[]) { shown.id }, error);
      if (PQntuples (done) > 0 && wished == NULL)
        return FALSE;
      shown.status = "cancelled";
      shown.hold_expires_at = 0;
    }
  g_clear_pointer (&cancelling->response, salon_server_response_free);
  cancelling->response = show (cancelling->calendar, &shown, 200);
  return TRUE;
}

static SalonServerResponse *
delete_booking (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonServerCalendar) calendar = salon_server_calendar_get (context, error);
  Cancelling cancelling = { request, calendar, NULL, NULL };
  g_autoptr (SalonServerResponse) response = NULL;

  if (calendar == NULL)
    return NULL;
  if (!salon_server_transaction_run (context, WRITER, "Cancel online", cancel_cb, &cancelling,
                                     error))
    {
      g_clear_pointer (&cancelling.response, salon_server_response_free);
      return NULL;
    }
  response = cancelling.response;
  if (cancelling.refusal != NULL)
    return salon_server_response_new_problem (
      409, cancelling.refusal,
      g_str_equal (cancelling.refusal, "too_late")
        ? "It is too late to cancel online. Please call the salon."
        : "This booking can no longer be cancelled.");
  salon_server_cache_drop (context->shared->cache, SALON_SERVER_TOPIC_DAYS);
  salon_server_measures_add (context->measures, SALON_SERVER_COUNT_CANCELLATIONS, 1);
  return g_steal_pointer (&response);
}

static const SalonServerRoute routes[] = {
  { .method = "POST",
    .pattern = "/api/v1/bookings",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .body = &request_schema,
    .reply = &new_booking_schema,
    .handler = post_booking,
    .summary = "Book",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201,
    .limit = "booking" },
  { .method = "GET",
    .pattern = "/api/v1/bookings/{id}",
    .right = SALON_SERVER_RIGHT_BOOKING_TOKEN,
    .reply = &booking_schema,
    .handler = get_booking,
    .summary = "A booking, for who has its token" },
  { .method = "DELETE",
    .pattern = "/api/v1/bookings/{id}/cancel",
    .right = SALON_SERVER_RIGHT_BOOKING_TOKEN,
    .reply = &booking_schema,
    .handler = delete_booking,
    .summary = "Cancel a booking" },
};

const SalonServerRouteTable salon_server_booking_routes = { routes, G_N_ELEMENTS (routes) };
