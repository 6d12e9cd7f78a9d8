/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the salon is open: the hours of a week, and the days on which it is closed. */
#include "salon-server-admin.h"

static const SalonServerSchema hours_schema = {
  "AdminAvailability",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "day_of_week", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, 0, 6,
      .summary = "0 is Monday" },
    { "start_time", SALON_SERVER_KIND_TIME, SALON_SERVER_FIELD_REQUIRED },
    { "end_time", SALON_SERVER_KIND_TIME, SALON_SERVER_FIELD_REQUIRED },
    { "is_active", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED },
    { "staff_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE,
      .summary = "null: of everybody" },
    { "version", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema all_hours_schema = {
  "AdminAvailabilities",
  (const SalonServerField[]) {
    { "items", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &hours_schema, .most_items = 10000 },
    { NULL },
  },
};

#define HOURS_FIELDS(required)                                                                     \
  { "day_of_week", SALON_SERVER_KIND_INTEGER, required, 0, 6, .summary = "0 is Monday" },          \
    { "start_time", SALON_SERVER_KIND_TIME, required },                                            \
    { "end_time", SALON_SERVER_KIND_TIME, required }, { "is_active", SALON_SERVER_KIND_BOOLEAN },  \
    { "staff_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_NULLABLE },                           \
  {                                                                                                \
    NULL                                                                                           \
  }

static const SalonServerSchema new_hours_schema = {
  "AdminAvailabilityNew",
  (const SalonServerField[]) { HOURS_FIELDS (SALON_SERVER_FIELD_REQUIRED) },
};

static const SalonServerSchema change_hours_schema = {
  "AdminAvailabilityChange",
  (const SalonServerField[]) { HOURS_FIELDS (SALON_SERVER_FIELD_OPTIONAL) },
};

static const SalonServerSchema closed_schema = {
  "AdminBlockedDate",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "reason", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE,
      0, 255 },
    { "version", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema all_closed_schema = {
  "AdminBlockedDates",
  (const SalonServerField[]) {
    { "items", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &closed_schema, .most_items = 10000 },
    { NULL },
  },
};

static const SalonServerSchema new_closed_schema = {
  "AdminBlockedDateNew",
  (const SalonServerField[]) {
    { "date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "reason", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 255 },
    { NULL },
  },
};

#define HOURS_COLUMNS                                                                              \
  "id, day_of_week, start_time, end_time, is_active, staff_id, xmin::text AS version "
#define CLOSED_COLUMNS "id, date, reason, xmin::text AS version "

static SalonServerResponse *
get_hours (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows =
    salon_server_context_query (context,
                                "SELECT " HOURS_COLUMNS "FROM availabilities "
                                "ORDER BY day_of_week, start_time, id",
                                0, NULL, error);

  return rows != NULL ? salon_server_admin_answer_rows (request, rows) : NULL;
}

static SalonServerResponse *
post_hours (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autofree char *body = salon_server_admin_dup_body (request);
  g_autoptr (PGresult) rows = salon_server_admin_write (
    context, request, "Add opening hours",
    "INSERT INTO availabilities (day_of_week, start_time, end_time, is_active, staff_id) "
    "SELECT n.day_of_week, n.start_time, n.end_time, coalesce (n.is_active, TRUE), n.staff_id "
    "FROM jsonb_populate_record (NULL::availabilities, $1::jsonb) AS n "
    "RETURNING " HOURS_COLUMNS,
    1, (const char *[]) { body }, error);

  return rows != NULL ? salon_server_admin_answer_row (request, 201, rows, error) : NULL;
}

static SalonServerResponse *
put_hours (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return salon_server_admin_change (
    context, request, "Change opening hours",
    "UPDATE availabilities AS o "
    "SET (day_of_week, start_time, end_time, is_active, staff_id) = ("
    "  SELECT n.day_of_week, n.start_time, n.end_time, n.is_active, n.staff_id"
    "  FROM jsonb_populate_record (o, $2::jsonb) AS n) "
    "WHERE o.id = $1::uuid AND ($3::text IS NULL OR o.xmin::text = $3) "
    "RETURNING " HOURS_COLUMNS,
    "SELECT FROM availabilities WHERE id = $1::uuid", error);
}

static SalonServerResponse *
delete_row (SalonServerContext *context,
            SalonServerRequest *request,
            const char *label,
            const char *sql,
            GError **error)
{
  const char *id = salon_server_admin_get_id (request, error);
  g_autoptr (PGresult) rows = NULL;

  if (id == NULL)
    return NULL;
  rows = salon_server_admin_write (context, request, label, sql, 1, (const char *[]) { id }, error);
  if (rows == NULL)
    return NULL;
  if (PQntuples (rows) > 0)
    return salon_server_response_new_empty ();
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                       "There is nothing with this number.");
  return NULL;
}

static SalonServerResponse *
delete_hours (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return delete_row (context, request, "Remove opening hours",
                     "DELETE FROM availabilities WHERE id = $1::uuid RETURNING id", error);
}

static SalonServerResponse *
get_closed (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT " CLOSED_COLUMNS "FROM blocked_dates ORDER BY date, id", 0, NULL, error);

  return rows != NULL ? salon_server_admin_answer_rows (request, rows) : NULL;
}

static SalonServerResponse *
post_closed (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_admin_write (
    context, request, "Close on a day",
    "INSERT INTO blocked_dates (date, reason) VALUES ($1::date, $2) RETURNING " CLOSED_COLUMNS, 2,
    (const char *[]) { salon_server_request_get_text (request, "date"),
                       salon_server_request_get_text (request, "reason") },
    error);

  return rows != NULL ? salon_server_admin_answer_row (request, 201, rows, error) : NULL;
}

static SalonServerResponse *
delete_closed (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return delete_row (context, request, "Open on a day again",
                     "DELETE FROM blocked_dates WHERE id = $1::uuid RETURNING id", error);
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/availabilities",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .reply = &all_hours_schema,
    .handler = get_hours,
    .summary = "The opening hours of a week",
    .flags = SALON_SERVER_ROUTE_READS },
  { .method = "POST",
    .pattern = "/api/v1/admin/availabilities",
    .right = SALON_SERVER_RIGHT_OWNER,
    .body = &new_hours_schema,
    .reply = &hours_schema,
    .handler = post_hours,
    .summary = "Open at more hours",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201 },
  { .method = "PUT",
    .pattern = "/api/v1/admin/availabilities/{id}",
    .right = SALON_SERVER_RIGHT_OWNER,
    .body = &change_hours_schema,
    .reply = &hours_schema,
    .handler = put_hours,
    .summary = "Change opening hours" },
  { .method = "DELETE",
    .pattern = "/api/v1/admin/availabilities/{id}",
    .right = SALON_SERVER_RIGHT_OWNER,
    .handler = delete_hours,
    .summary = "Open no longer at these hours",
    .status = 204 },
  { .method = "GET",
    .pattern = "/api/v1/admin/blocked-dates",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .reply = &all_closed_schema,
    .handler = get_closed,
    .summary = "The days on which the salon is closed",
    .flags = SALON_SERVER_ROUTE_READS },
  { .method = "POST",
    .pattern = "/api/v1/admin/blocked-dates",
    .right = SALON_SERVER_RIGHT_OWNER,
    .body = &new_closed_schema,
    .reply = &closed_schema,
    .handler = post_closed,
    .summary = "Close on a day",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201 },
  { .method = "DELETE",
    .pattern = "/api/v1/admin/blocked-dates/{id}",
    .right = SALON_SERVER_RIGHT_OWNER,
    .handler = delete_closed,
    .summary = "Open on that day after all",
    .status = 204 },
};

const SalonServerRouteTable salon_server_admin_hours_routes = { routes, G_N_ELEMENTS (routes) };
