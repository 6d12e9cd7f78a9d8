/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The salon's clients. Those who were merged into another or made anonymous are no clients any more. */
#include "salon-server-admin.h"

#define PAGE "100"

static const SalonServerSchema client_schema = {
  "AdminClient",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 100000 },
    { "email", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0,
      100000 },
    { "phone", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0,
      100000 },
    { "allergies", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 100000 },
    { "notes", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0,
      100000 },
    { "is_blocked", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED },
    { "sms_consent", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED },
    { "email_consent", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED },
    { "language", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "version", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema clients_schema = {
  "AdminClients",
  (const SalonServerField[]) {
    { "items", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &client_schema, .most_items = 500 },
    { NULL },
  },
};

static const SalonServerSchema query_schema = {
  "AdminClientsQuery",
  (const SalonServerField[]) {
    { "q", SALON_SERVER_KIND_TEXT, 0, 1, 100,
      .summary = "A part of the name, the telephone or the address" },
    { "limit", SALON_SERVER_KIND_INTEGER, 0, 1, 500, .summary = "At most so many; " PAGE },
    { "offset", SALON_SERVER_KIND_INTEGER, 0, 0, 1000000, .summary = "Passes over so many" },
    { NULL },
  },
};

#define FIELDS(required)                                                                           \
  { "name", SALON_SERVER_KIND_TEXT, required },                                                    \
    { "email", SALON_SERVER_KIND_EMAIL, SALON_SERVER_FIELD_NULLABLE },                             \
    { "phone", SALON_SERVER_KIND_PHONE, SALON_SERVER_FIELD_NULLABLE },                             \
    { "allergies", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 10000 },                \
    { "notes", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 10000 },                    \
    { "is_blocked", SALON_SERVER_KIND_BOOLEAN }, { "sms_consent", SALON_SERVER_KIND_BOOLEAN },     \
    { "email_consent", SALON_SERVER_KIND_BOOLEAN },                                                \
    { "language", SALON_SERVER_KIND_TEXT, 0, 2, 10 },                                              \
  {                                                                                                \
    NULL                                                                                           \
  }

static const SalonServerSchema new_schema = {
  "AdminClientNew",
  (const SalonServerField[]) { FIELDS (SALON_SERVER_FIELD_REQUIRED) },
};

static const SalonServerSchema change_schema = {
  "AdminClientChange",
  (const SalonServerField[]) { FIELDS (SALON_SERVER_FIELD_OPTIONAL) },
};

#define COLUMNS                                                                                    \
  "id, name, email, phone, allergies, notes, is_blocked, sms_consent, email_consent, language,"    \
  " xmin::text AS version "
#define THERE "merged_into IS NULL AND anonymised_at IS NULL "

/* Names as the salon compares them, without case and accents. % and _ are letters like any other. */
static SalonServerResponse *
get_clients (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context,
    "SELECT " COLUMNS "FROM clients "
    "WHERE " THERE "AND ($1::text IS NULL"
    "  OR strpos (salon.name_key (name), salon.name_key ($1)) > 0 AND salon.name_key ($1) <> ''"
    "  OR strpos (lower (email), lower ($1)) > 0"
    "  OR strpos (phone, coalesce (salon.phone_number ($1), $1)) > 0) "
    "ORDER BY salon.name_key (name), id "
    "LIMIT $2::integer OFFSET $3::integer",
    3,
    (const char *[]) { salon_server_request_get_query (request, "q"),
                       salon_server_admin_get_query_or (request, "limit", PAGE),
                       salon_server_admin_get_query_or (request, "offset", "0") },
    error);

  return rows != NULL ? salon_server_admin_answer_rows (request, rows) : NULL;
}

static SalonServerResponse *
get_client (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *id = salon_server_admin_get_id (request, error);
  g_autoptr (PGresult) rows = NULL;

  if (id == NULL)
    return NULL;
  rows =
    salon_server_context_query (context,
                                "SELECT " COLUMNS "FROM clients WHERE id = $1::uuid AND " THERE, 1,
                                (const char *[]) { id }, error);
  return rows != NULL ? salon_server_admin_answer_row (request, 200, rows, error) : NULL;
}

/* Telephones are kept as everybody compares them. */
static SalonServerResponse *
post_client (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autofree char *body = salon_server_admin_dup_body (request);
  g_autoptr (PGresult) rows = salon_server_admin_write (
    context, request, "Add a client",
    "INSERT INTO clients (name, email, phone, allergies, notes, is_blocked, sms_consent,"
    "  email_consent, language) "
    "SELECT btrim (n.name), n.email, coalesce (salon.phone_number (n.phone), n.phone),"
    "  n.allergies, n.notes, coalesce (n.is_blocked, FALSE), coalesce (n.sms_consent, FALSE),"
    "  coalesce (n.email_consent, FALSE), coalesce (n.language, 'fr') "
    "FROM jsonb_populate_record (NULL::clients, $1::jsonb) AS n "
    "RETURNING " COLUMNS,
    1, (const char *[]) { body }, error);

  return rows != NULL ? salon_server_admin_answer_row (request, 201, rows, error) : NULL;
}

static SalonServerResponse *
put_client (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return salon_server_admin_change (
    context, request, "Change a client",
    "UPDATE clients AS o "
    "SET (name, email, phone, allergies, notes, is_blocked, sms_consent, email_consent,"
    "     language) = ("
    "  SELECT btrim (n.name), n.email, coalesce (salon.phone_number (n.phone), n.phone),"
    "    n.allergies, n.notes, n.is_blocked, n.sms_consent, n.email_consent, n.language"
    "  FROM jsonb_populate_record (o, $2::jsonb) AS n) "
    "WHERE o.id = $1::uuid AND " THERE "AND ($3::text IS NULL OR o.xmin::text = $3) "
    "RETURNING " COLUMNS,
    "SELECT FROM clients WHERE id = $1::uuid AND " THERE, error);
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/clients",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .query = &query_schema,
    .reply = &clients_schema,
    .handler = get_clients,
    .summary = "Clients by their name",
    .flags = SALON_SERVER_ROUTE_READS },
  { .method = "POST",
    .pattern = "/api/v1/admin/clients",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .body = &new_schema,
    .reply = &client_schema,
    .handler = post_client,
    .summary = "Add a client",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201 },
  { .method = "GET",
    .pattern = "/api/v1/admin/clients/{id}",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .reply = &client_schema,
    .handler = get_client,
    .summary = "One client",
    .flags = SALON_SERVER_ROUTE_READS },
  { .method = "PUT",
    .pattern = "/api/v1/admin/clients/{id}",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .body = &change_schema,
    .reply = &client_schema,
    .handler = put_client,
    .summary = "Change what is known of a client" },
};

const SalonServerRouteTable salon_server_admin_client_routes = { routes, G_N_ELEMENTS (routes) };
