/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What anybody may ask: what the salon offers, and when there is time for it. */
#include "core/salon-booking.h"
#include "salon-server-booking.h"
#include "salon-server-rows.h"

/* Services ------------------------------------------------------------------------------------------ */

#define SERVICE_COLUMNS                                                                            \
  "id, name, category, description, duration_minutes, price, image_url FROM services "

static const SalonServerSchema service_schema = {
  "Service",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "category", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "description", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 100000 },
    { "duration_minutes", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, 1, 1440 },
    { "price", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { "image_url", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 500 },
    { NULL },
  },
};

static const SalonServerSchema services_schema = {
  "Services",
  (const SalonServerField[]) {
    { "items", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &service_schema },
    { NULL },
  },
};

static SalonServerResponse *
list_services (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  SalonServerCache *cache = context->shared->cache;
  guint64 generation = salon_server_cache_begin (cache, SALON_SERVER_TOPIC_CATALOGUE);
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT " SERVICE_COLUMNS "WHERE is_active ORDER BY position, name, id", 0, NULL,
    error);
  g_autoptr (GBytes) body = NULL;
  SalonServerResponse *response;

  if (rows == NULL)
    return NULL;
  body = salon_server_rows_write_list (rows, &service_schema, "items");
  response = salon_server_response_new_bytes (200, "application/json", body);
  salon_server_cache_keep (cache, SALON_SERVER_TOPIC_CATALOGUE, generation, request, response,
                           G_MAXINT64);
  return response;
}

static gboolean
fail_no_service (GError **error)
{
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                       "There is no such service.");
  return FALSE;
}

static SalonServerResponse *
get_service (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *id = salon_server_request_get_parameter (request, "id");
  g_autoptr (PGresult) rows = NULL;
  yyjson_mut_doc *doc;

  if (g_uuid_string_is_valid (id))
    {
      rows = salon_server_context_query (context,
                                         "SELECT " SERVICE_COLUMNS "WHERE is_active AND id = $1", 1,
                                         (const char *[]) { id }, error);
      if (rows == NULL)
        return NULL;
    }
  if (rows == NULL || PQntuples (rows) == 0)
    {
      fail_no_service (error);
      return NULL;
    }
  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, salon_server_rows_to_object (rows, 0, &service_schema, doc));
  return salon_server_response_new_json (200, doc);
}

/* Availabilities ------------------------------------------------------------------------------------ */

static const SalonServerSchema availabilities_query = {
  "AvailabilitiesQuery",
  (const SalonServerField[]) {
    { "date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "service", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_OPTIONAL },
    { NULL },
  },
};

static const SalonServerSchema availabilities_schema = {
  "Availabilities",
  (const SalonServerField[]) {
    { "date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "service_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "duration_minutes", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, 1, 1440 },
    { "slots", SALON_SERVER_KIND_TIME, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .most_items = 1440 },
    { NULL },
  },
};

/* When time alone changes the answer, in monotonic µs: the first slot of today passes, or a hold lets
 * go. */
static gint64
find_expiry (GPtrArray *bookings, gint64 now_us, gboolean passes)
{
  gint64 left_us = passes ? 60 * G_USEC_PER_SEC - now_us % (60 * G_USEC_PER_SEC) : G_MAXINT64 / 2;

  for (guint i = 0; i < bookings->len; i++)
    {
      const SalonBookingFields *fields = salon_booking_get_fields (bookings->pdata[i]);
      gint64 hold_us = fields->hold_expires_at * G_USEC_PER_SEC;

      if (fields->status == SALON_BOOKING_PENDING && hold_us > now_us)
        left_us = MIN (left_us, hold_us - now_us);
    }
  return g_get_monotonic_time () + left_us;
}

static SalonServerResponse *
tell_slots (const char *date, const char *service, const SalonServerOffer *offer, GArray *minutes)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *slots;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "date", date);
  if (service != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, "service_id", service);
  else
    yyjson_mut_obj_add_null (doc, root, "service_id");
  yyjson_mut_obj_add_int (doc, root, "duration_minutes", offer->duration_minutes);
  slots = yyjson_mut_obj_add_arr (doc, root, "slots");
  for (guint i = 0; minutes != NULL && i < minutes->len; i++)
    {
      g_autofree char *time = salon_minute_format (g_array_index (minutes, int, i));

      yyjson_mut_arr_add_strcpy (doc, slots, time);
    }
  return salon_server_response_new_json (200, doc);
}

static SalonServerResponse *
list_availabilities (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  SalonServerCache *cache = context->shared->cache;
  const char *date = salon_server_request_get_query (request, "date");
  const char *service = salon_server_request_get_query (request, "service");
  gint64 now_us = salon_server_context_get_now (context);
  guint64 generation = salon_server_cache_begin (cache, SALON_SERVER_TOPIC_DAYS);
  g_autoptr (SalonServerCalendar) calendar = salon_server_calendar_get (context, error);
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (GArray) minutes = NULL;
  g_autoptr (GArray) marks = NULL;
  SalonServerResponse *response;
  SalonDay day = 0, today;
  const SalonServerOffer *offer;

  salon_server_measures_add (context->measures, SALON_SERVER_COUNT_VISITS, 1);
  offer = calendar != NULL ? salon_server_calendar_find_offer (calendar, service, error) : NULL;
  if (offer == NULL || !salon_day_parse (date, &day, error))
    return NULL;
  today =
    salon_moment_get_day (salon_moment_from_instant (now_us / G_USEC_PER_SEC, calendar->zone));
  if (day < today || day > salon_server_calendar_get_last_day (calendar, now_us))
    return tell_slots (date, service, offer, NULL);
  bookings = salon_server_calendar_read_bookings (context, day, day, error);
  if (bookings == NULL)
    return NULL;
  minutes = salon_server_booking_list_free (calendar, bookings, offer, day, now_us);
  response = tell_slots (date, service, offer, minutes);
  marks = salon_server_calendar_mark (calendar, service != NULL ? offer->service_id : NULL,
                                      bookings, day);
  salon_server_cache_keep_marked (
    cache, generation, marks, request, response,
    find_expiry (bookings, now_us,
                 day <= salon_moment_get_day (salon_server_calendar_get_first (calendar, now_us))));
  return response;
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/services",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .reply = &services_schema,
    .handler = list_services,
    .summary = "What the salon offers",
    .flags = SALON_SERVER_ROUTE_CACHEABLE },
  { .method = "GET",
    .pattern = "/api/v1/services/{id}",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .reply = &service_schema,
    .handler = get_service,
    .summary = "One service",
    .flags = SALON_SERVER_ROUTE_CACHEABLE },
  { .method = "GET",
    .pattern = "/api/v1/availabilities",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .query = &availabilities_query,
    .reply = &availabilities_schema,
    .handler = list_availabilities,
    .summary = "The free times of a day, for a service",
    .flags = SALON_SERVER_ROUTE_CACHEABLE },
};

const SalonServerRouteTable salon_server_public_routes = { routes, G_N_ELEMENTS (routes) };
