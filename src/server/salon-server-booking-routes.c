/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Booking online, looking at it, and cancelling it. */
#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "salon-server-book.h"
#include "salon-server-booking.h"
#include "salon-server-idempotency.h"

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
show (const SalonServerCalendar *calendar, const SalonServerBooked *shown, guint status)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *date = salon_day_format (salon_moment_get_day (shown->start));
  g_autofree char *time = salon_minute_format (salon_moment_get_minute (shown->start));
  g_autofree char *until =
    salon_instant_to_wire (salon_server_booked_get_cancellable_until (shown, calendar));
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

static SalonServerResponse *
answer_booked (const SalonServerCalendar *calendar,
               const SalonServerBooked *booked,
               gpointer user_data)
{
  return show (calendar, booked, 201);
}

static SalonServerResponse *
post_booking (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autofree char *key = salon_server_idempotency_dup_key (request);
  const char *const services[] = { salon_server_request_get_text (request, "service_id"), NULL };
  g_auto (SalonServerBookOutcome) outcome = { 0 };
  SalonServerBookRequest wish = {
    .service_ids = services,
    .name = salon_server_request_get_text (request, "client_name"),
    .email = salon_server_request_get_text (request, "client_email"),
    .phone = salon_server_request_get_text (request, "client_phone"),
    .notes = salon_server_request_get_text (request, "notes"),
    .key = key,
    .answer = answer_booked,
  };

  if (!read_start (request, &wish.start, error)
      || !salon_server_book (context, &wish, &outcome, error))
    return NULL;
  if (outcome.refusal != NULL)
    return salon_server_booking_refuse (context, outcome.calendar, &outcome.choice->whole,
                                        wish.start, outcome.refusal, error);
  return g_steal_pointer (&outcome.response);
}

/* Looking and cancelling ---------------------------------------------------------------------------- */

static SalonServerResponse *
get_booking (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonServerCalendar) calendar = salon_server_calendar_get (context, error);
  g_auto (SalonServerBooked) booked = { 0 };

  if (calendar == NULL
      || !salon_server_booked_find (context, salon_server_request_get_parameter (request, "id"),
                                    salon_server_request_get_bearer (request), &booked, error))
    return NULL;
  return show (calendar, &booked, 200);
}

static SalonServerResponse *
delete_booking (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonServerCalendar) calendar = salon_server_calendar_get (context, error);
  g_auto (SalonServerBooked) booked = { 0 };
  const char *refusal = NULL;

  if (calendar == NULL
      || !salon_server_booked_cancel (
        context, calendar, salon_server_request_get_parameter (request, "id"),
        salon_server_request_get_bearer (request), &booked, &refusal, error))
    return NULL;
  if (refusal != NULL)
    return salon_server_response_new_problem (
      409, refusal,
      g_str_equal (refusal, "too_late") ? "It is too late to cancel online. Please call the salon."
                                        : "This booking can no longer be cancelled.");
  return show (calendar, &booked, 200);
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
