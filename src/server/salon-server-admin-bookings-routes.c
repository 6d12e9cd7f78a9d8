/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The salon's bookings: a day, a week or any days of them, and changing one. */
#include "core/salon-day.h"
#include "salon-server-admin.h"
#include "salon-server-rows.h"

#define MOST_DAYS 62

static const char *const states[] = { "pending",   "confirmed", "arrived", "completed",
                                      "cancelled", "no_show",   NULL };
static const char *const payment_states[] = { "pending", "deposit_paid", "fully_paid", "refunded",
                                              NULL };

static const SalonServerSchema booking_schema = {
  "AdminBooking",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "booking_date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "booking_time", SALON_SERVER_KIND_TIME, SALON_SERVER_FIELD_REQUIRED },
    { "duration_minutes", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "buffer_minutes", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = states },
    { "service_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "service_name", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "staff_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "client_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "client_name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "client_email", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 255 },
    { "client_phone", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 255 },
    { "price", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { "payment_status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED,
      .choices = payment_states },
    { "payment_amount", SALON_SERVER_KIND_MONEY,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "payment_method", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 255 },
    { "notes", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0,
      100000 },
    { "cancellation_reason", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 100000 },
    { "version", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Another after every change; If-Match takes it" },
    { NULL },
  },
};

static const SalonServerSchema bookings_schema = {
  "AdminBookings",
  (const SalonServerField[]) {
    { "items", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &booking_schema, .most_items = 100000 },
    { NULL },
  },
};

static const SalonServerSchema query_schema = {
  "AdminBookingsQuery",
  (const SalonServerField[]) {
    { "day", SALON_SERVER_KIND_DATE, .summary = "One day" },
    { "week", SALON_SERVER_KIND_DATE, .summary = "The week, Monday to Sunday, with this day" },
    { "from", SALON_SERVER_KIND_DATE, .summary = "With to: these days, both included" },
    { "to", SALON_SERVER_KIND_DATE },
    { "status", SALON_SERVER_KIND_CHOICE, .choices = states },
    { "staff_id", SALON_SERVER_KIND_UUID },
    { NULL },
  },
};

/* What is not named stays as it is. What was paid is changed by payments, not by hand. */
static const SalonServerSchema change_schema = {
  "AdminBookingChange",
  (const SalonServerField[]) {
    { "booking_date", SALON_SERVER_KIND_DATE },
    { "booking_time", SALON_SERVER_KIND_TIME },
    { "duration_minutes", SALON_SERVER_KIND_INTEGER, 0, 1, 1440 },
    { "status", SALON_SERVER_KIND_CHOICE, .choices = states },
    { "service_id", SALON_SERVER_KIND_UUID },
    { "staff_id", SALON_SERVER_KIND_UUID },
    { "client_name", SALON_SERVER_KIND_TEXT },
    { "client_email", SALON_SERVER_KIND_EMAIL, SALON_SERVER_FIELD_NULLABLE },
    { "client_phone", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 1, 20 },
    { "notes", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 10000 },
    { "cancellation_reason", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 1000 },
    { NULL },
  },
};

/* But for the service's name. */
#define COLUMNS                                                                                    \
  "b.id, b.booking_date, b.booking_time, b.duration_minutes, b.buffer_minutes, b.status,"          \
  " b.service_id, b.staff_id, b.client_id, b.client_name, b.client_email, b.client_phone,"         \
  " b.price, b.payment_status, b.payment_amount, b.payment_method, b.notes,"                       \
  " b.cancellation_reason, b.xmin AS version "

/* Which days are asked for; both included. */
static gboolean
read_days (SalonServerRequest *request, SalonDay *from, SalonDay *to, GError **error)
{
  const char *day = salon_server_request_get_query (request, "day");
  const char *week = salon_server_request_get_query (request, "week");
  const char *first = salon_server_request_get_query (request, "from");
  const char *last = salon_server_request_get_query (request, "to");
  int n_ways = (day != NULL) + (week != NULL) + (first != NULL && last != NULL);

  if (n_ways != 1 || (first != NULL) != (last != NULL))
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID,
                           "Ask for a day, for a week, or from one day to another.");
      return FALSE;
    }
  if (!salon_day_parse (day != NULL    ? day
                        : week != NULL ? week
                                       : first,
                        from, error)
      || !salon_day_parse (last != NULL  ? last
                           : day != NULL ? day
                                         : week,
                           to, error))
    return FALSE;
  if (week != NULL)
    {
      *from = salon_day_start_of_week (*from, 0);
      *to = *from + 6;
    }
  if (*to < *from || *to - *from >= MOST_DAYS)
    {
      g_set_error (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID,
                   "Ask for at most %d days, the first one first.", MOST_DAYS);
      return FALSE;
    }
  return TRUE;
}

/* In the order of the index, so that nothing has to be sorted; which of two that begin together comes first is
 * nobody's question. The names of the services are read after the bookings, so that none is missing. */
static gboolean
read_bookings (SalonServerContext *context,
               SalonServerRequest *request,
               SalonDay from,
               SalonDay to,
               PGresult **answers,
               GError **error)
{
  g_autofree char *first = salon_day_format (from);
  g_autofree char *last = salon_day_format (to);
  const char *values[] = { first, last, salon_server_request_get_query (request, "status"),
                           salon_server_request_get_query (request, "staff_id") };
  const SalonConnectionQuestion questions[] = {
    { "SELECT " COLUMNS "FROM bookings AS b "
      "WHERE b.booking_date BETWEEN $1::date AND $2::date"
      "  AND ($3::text IS NULL OR b.status = $3)"
      "  AND ($4::uuid IS NULL OR b.staff_id = $4) "
      "ORDER BY b.booking_date, b.booking_time",
      G_N_ELEMENTS (values), values },
    { "SELECT id, name FROM services", 0, NULL },
  };

  return salon_server_context_query_together (context, questions, G_N_ELEMENTS (questions), answers,
                                              error);
}

static SalonServerResponse *
get_bookings (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  SalonDay from, to;
  PGresult *answers[2];
  g_autoptr (PGresult) rows = NULL;
  g_autoptr (PGresult) services = NULL;
  g_autoptr (GBytes) body = NULL;

  if (!read_days (request, &from, &to, error)
      || !read_bookings (context, request, from, to, answers, error))
    return NULL;
  rows = answers[0];
  services = answers[1];
  body = salon_server_rows_write_joined (rows, &booking_schema, "items",
                                         &(SalonServerRowsLookup) { "service_name", "service_id",
                                                                    services });
  return salon_server_response_new_bytes (200, "application/json", body);
}

/* A booking that is cancelled says when; one that somebody has decided about is held no longer. */
static SalonServerResponse *
put_booking (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return salon_server_admin_change (
    context, request, "Change a booking",
    "WITH b AS ("
    "  UPDATE bookings AS o"
    "  SET (booking_date, booking_time, duration_minutes, status, service_id, staff_id,"
    "       client_name, client_email, client_phone, notes, cancellation_reason,"
    "       cancelled_at, hold_expires_at) = ("
    "    SELECT n.booking_date, n.booking_time, n.duration_minutes, n.status, n.service_id,"
    "      n.staff_id, n.client_name, n.client_email, n.client_phone, n.notes,"
    "      n.cancellation_reason,"
    "      CASE WHEN n.status = 'cancelled'"
    "        THEN coalesce (o.cancelled_at, now () AT TIME ZONE 'UTC') END,"
    "      CASE WHEN n.status = o.status THEN o.hold_expires_at END"
    "    FROM jsonb_populate_record (o, $2::jsonb) AS n)"
    "  WHERE o.id = $1::uuid AND ($3::text IS NULL OR o.xmin::text = $3)"
    "  RETURNING o.*, o.xmin"
    ") SELECT s.name AS service_name, " COLUMNS
    "FROM b LEFT JOIN services AS s ON s.id = b.service_id",
    "SELECT FROM bookings WHERE id = $1::uuid", error);
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/bookings",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .query = &query_schema,
    .reply = &bookings_schema,
    .handler = get_bookings,
    .summary = "Bookings of a day, a week or some days, in their order",
    .flags = SALON_SERVER_ROUTE_READS },
  { .method = "PUT",
    .pattern = "/api/v1/admin/bookings/{id}",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .body = &change_schema,
    .reply = &booking_schema,
    .handler = put_booking,
    .summary = "Change a booking: move it, confirm it, cancel it" },
};

const SalonServerRouteTable salon_server_admin_booking_routes = { routes, G_N_ELEMENTS (routes) };
