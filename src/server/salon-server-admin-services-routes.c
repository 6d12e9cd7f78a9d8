/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the salon offers. A service that is offered no longer is archived: what was booked stays. */
#include "salon-server-admin.h"

static const SalonServerSchema service_schema = {
  "AdminService",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "category", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "description", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 100000 },
    { "duration_minutes", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "buffer_before_minutes", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "buffer_minutes", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "price", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { "is_active", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED },
    { "image_url", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 500 },
    { "position", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "version", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema services_schema = {
  "AdminServices",
  (const SalonServerField[]) {
    { "items", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &service_schema, .most_items = 10000 },
    { NULL },
  },
};

static const SalonServerSchema query_schema = {
  "AdminServicesQuery",
  (const SalonServerField[]) {
    { "is_active", SALON_SERVER_KIND_BOOLEAN, .summary = "Without: all of them" },
    { NULL },
  },
};

#define FIELDS(required)                                                                           \
  { "name", SALON_SERVER_KIND_TEXT, required },                                                    \
    { "category", SALON_SERVER_KIND_TEXT, required, 1, 100 },                                      \
    { "description", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 10000 },              \
    { "duration_minutes", SALON_SERVER_KIND_INTEGER, required, 1, 1440 },                          \
    { "buffer_before_minutes", SALON_SERVER_KIND_INTEGER, 0, 0, 240 },                             \
    { "buffer_minutes", SALON_SERVER_KIND_INTEGER, 0, 0, 240 },                                    \
    { "price", SALON_SERVER_KIND_MONEY, required, 0, 10000000 },                                   \
    { "is_active", SALON_SERVER_KIND_BOOLEAN },                                                    \
    { "image_url", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 500 },                  \
    { "position", SALON_SERVER_KIND_INTEGER, 0, 0, 100000 },                                       \
  {                                                                                                \
    NULL                                                                                           \
  }

static const SalonServerSchema new_schema = {
  "AdminServiceNew",
  (const SalonServerField[]) { FIELDS (SALON_SERVER_FIELD_REQUIRED) },
};

static const SalonServerSchema change_schema = {
  "AdminServiceChange",
  (const SalonServerField[]) { FIELDS (SALON_SERVER_FIELD_OPTIONAL) },
};

#define COLUMNS                                                                                    \
  "id, name, category, description, duration_minutes, buffer_before_minutes, buffer_minutes,"      \
  " price, is_active, image_url, position, xmin::text AS version "

static SalonServerResponse *
get_services (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context,
    "SELECT " COLUMNS "FROM services "
    "WHERE $1::boolean IS NULL OR is_active = $1 "
    "ORDER BY position, name, id",
    1, (const char *[]) { salon_server_request_get_query (request, "is_active") }, error);

  return rows != NULL ? salon_server_admin_answer_rows (request, rows) : NULL;
}

/* One that says no position comes last. */
static SalonServerResponse *
post_service (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autofree char *body = salon_server_admin_dup_body (request);
  g_autoptr (PGresult) rows = salon_server_admin_write (
    context, request, "Add a service",
    "INSERT INTO services (name, category, description, duration_minutes, buffer_before_minutes,"
    "  buffer_minutes, price, is_active, image_url, position) "
    "SELECT n.name, n.category, n.description, n.duration_minutes,"
    "  coalesce (n.buffer_before_minutes, 0), coalesce (n.buffer_minutes, 0), n.price,"
    "  coalesce (n.is_active, TRUE), n.image_url,"
    "  coalesce (n.position, (SELECT coalesce (max (o.position) + 1, 0) FROM services AS o)) "
    "FROM jsonb_populate_record (NULL::services, $1::jsonb) AS n "
    "RETURNING " COLUMNS,
    1, (const char *[]) { body }, error);

  return rows != NULL ? salon_server_admin_answer_row (request, 201, rows, error) : NULL;
}

static SalonServerResponse *
put_service (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return salon_server_admin_change (
    context, request, "Change a service",
    "UPDATE services AS o "
    "SET (name, category, description, duration_minutes, buffer_before_minutes, buffer_minutes,"
    "     price, is_active, image_url, position) = ("
    "  SELECT n.name, n.category, n.description, n.duration_minutes, n.buffer_before_minutes,"
    "    n.buffer_minutes, n.price, n.is_active, n.image_url, n.position"
    "  FROM jsonb_populate_record (o, $2::jsonb) AS n) "
    "WHERE o.id = $1::uuid AND ($3::text IS NULL OR o.xmin::text = $3) "
    "RETURNING " COLUMNS,
    "SELECT FROM services WHERE id = $1::uuid", error);
}

static SalonServerResponse *
delete_service (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *id = salon_server_admin_get_id (request, error);
  g_autoptr (PGresult) rows = NULL;

  if (id == NULL)
    return NULL;
  rows = salon_server_admin_write (
    context, request, "Archive a service",
    "UPDATE services SET is_active = FALSE WHERE id = $1::uuid RETURNING " COLUMNS, 1,
    (const char *[]) { id }, error);
  return rows != NULL ? salon_server_admin_answer_row (request, 200, rows, error) : NULL;
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/services",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .query = &query_schema,
    .reply = &services_schema,
    .handler = get_services,
    .summary = "What the salon offers, and what it offered",
    .flags = SALON_SERVER_ROUTE_READS },
  { .method = "POST",
    .pattern = "/api/v1/admin/services",
    .right = SALON_SERVER_RIGHT_OWNER,
    .body = &new_schema,
    .reply = &service_schema,
    .handler = post_service,
    .summary = "Offer something new",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201 },
  { .method = "PUT",
    .pattern = "/api/v1/admin/services/{id}",
    .right = SALON_SERVER_RIGHT_OWNER,
    .body = &change_schema,
    .reply = &service_schema,
    .handler = put_service,
    .summary = "Change a service; what is booked keeps its price and length" },
  { .method = "DELETE",
    .pattern = "/api/v1/admin/services/{id}",
    .right = SALON_SERVER_RIGHT_OWNER,
    .reply = &service_schema,
    .handler = delete_service,
    .summary = "Offer a service no longer: it is archived, not lost" },
};

const SalonServerRouteTable salon_server_admin_service_routes = { routes, G_N_ELEMENTS (routes) };
