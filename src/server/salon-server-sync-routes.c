/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The feed and the push of src/database/README.md for devices without a way to the database. The rules
 * stand there; here is only the carrying: what the SQL functions answer is given on as it is.
 */
#include <string.h>

#include "salon-server-admin.h"
#include "salon-server-events.h"
#include "salon-server-transaction.h"

static const SalonServerSchema page_query = {
  "SyncQuery",
  (const SalonServerField[]) {
    { "generation", SALON_SERVER_KIND_UUID, .summary = "Of the cursor; without: the database's" },
    { "xid", SALON_SERVER_KIND_INTEGER, 0, 0, G_MAXINT64,
      .summary = "Of the cursor; 0 is the start" },
    { "seq", SALON_SERVER_KIND_INTEGER, 0, 0, G_MAXINT64, .summary = "Of the cursor" },
    { "rows", SALON_SERVER_KIND_INTEGER, 0, 1, 2000, .summary = "At most so many" },
    { NULL },
  },
};

static const SalonServerSchema page_schema = {
  "SyncPage",
  (const SalonServerField[]) {
    { "generation", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "rows", SALON_SERVER_KIND_ANY, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .most_items = 2000 },
    { "xid", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "seq", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "more", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Ask again from xid and seq" },
    { "held", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Something is not to be seen yet: ask again soon" },
    { NULL },
  },
};

static const SalonServerSchema answers_schema = {
  "SyncAnswers",
  (const SalonServerField[]) {
    { "answers", SALON_SERVER_KIND_ANY, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .most_items = 1000, .summary = "One for each change, in their order" },
    { NULL },
  },
};

static const SalonServerSchema hello_schema = {
  "SyncHello",
  (const SalonServerField[]) {
    { "device", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 100 },
    { NULL },
  },
};

static const SalonServerSchema greeting_schema = {
  "SyncGreeting",
  (const SalonServerField[]) {
    { "generation", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "version", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "last_seq", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "rows", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "empty", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema history_query = {
  "SyncHistoryQuery",
  (const SalonServerField[]) {
    { "table", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 63 },
    { "id", SALON_SERVER_KIND_TEXT, .summary = "Of a row; without: all of the table" },
    { "rows", SALON_SERVER_KIND_INTEGER, 0, 1, 2000, .summary = "At most so many" },
    { NULL },
  },
};

static const SalonServerSchema history_schema = {
  "SyncHistory",
  (const SalonServerField[]) {
    { "entries", SALON_SERVER_KIND_ANY, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .most_items = 2000, .summary = "One for each row that was written" },
    { NULL },
  },
};

/* The first value, as it is. */
static SalonServerResponse *
answer_json (const PGresult *rows)
{
  const char *json = PQgetvalue (rows, 0, 0);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

  return salon_server_response_new_bytes (200, "application/json", body);
}

/* The same, a list, under a name. */
static SalonServerResponse *
answer_list (const char *name, const PGresult *rows)
{
  char *json = g_strdup_printf ("{\"%s\":%s}", name, PQgetvalue (rows, 0, 0));
  g_autoptr (GBytes) body = g_bytes_new_take (json, strlen (json));

  return salon_server_response_new_bytes (200, "application/json", body);
}

static SalonServerResponse *
get_page (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context,
    "SELECT salon.pull (coalesce ($1, d.generation::text), $2, $3::bigint, $4::integer) "
    "FROM salon.database AS d",
    4,
    (const char *[]) { salon_server_request_get_query (request, "generation"),
                       salon_server_admin_get_query_or (request, "xid", "0"),
                       salon_server_admin_get_query_or (request, "seq", "0"),
                       salon_server_admin_get_query_or (request, "rows", "500") },
    error);

  return rows != NULL ? answer_json (rows) : NULL;
}

static SalonServerResponse *
post_hello (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows =
    salon_server_admin_write (context, request, "Say hello", "SELECT salon.hello ($1::uuid, $2)", 2,
                              (const char *[]) { salon_server_request_get_text (request, "device"),
                                                 salon_server_request_get_text (request, "name") },
                              error);

  return rows != NULL ? answer_json (rows) : NULL;
}

static SalonServerResponse *
get_history (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT salon.history_within ($1, $2, $3::integer)", 3,
    (const char *[]) { salon_server_request_get_query (request, "table"),
                       salon_server_request_get_query (request, "id"),
                       salon_server_admin_get_query_or (request, "rows", "100") },
    error);

  return rows != NULL ? answer_list ("entries", rows) : NULL;
}

/* What is no batch at all: no JSON, no list, too many. */
static gboolean
is_no_batch (SalonServerContext *context)
{
  const char *sqlstate =
    context->database != NULL ? salon_connection_get_sqlstate (context->database) : "";

  return g_str_has_prefix (sqlstate, "22") || g_str_equal (sqlstate, "54000");
}

typedef struct
{
  const char *batch;
  PGresult *rows;
} Push;

static gboolean
push (SalonServerContext *context, gpointer user_data, GError **error)
{
  Push *self = user_data;

  g_clear_pointer (&self->rows, PQclear);
  self->rows =
    salon_server_context_query (context, "SELECT salon.push ($1::jsonb)", 1, &self->batch, error);
  if (self->rows == NULL && is_no_batch (context))
    {
      g_clear_error (error);
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID,
                           "This is no list of changes.");
    }
  return self->rows != NULL;
}

static SalonServerResponse *
post_changes (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autofree char *body = salon_server_admin_dup_body (request);
  Push self = { body, NULL };
  g_autoptr (PGresult) rows = NULL;
  gboolean is_done =
    salon_server_transaction_run (context, request->principal.name, "", push, &self, error);

  rows = self.rows;
  return is_done ? answer_list ("answers", rows) : NULL;
}

static SalonServerResponse *
get_events (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  SalonServerEvents *events = context->shared->events;
  g_autoptr (SalonServerStream) stream = salon_server_stream_new ();

  /* Whoever is told begins with a look, and comes back a second after the end. */
  salon_server_stream_push (stream, "retry: 1000\n" SALON_SERVER_EVENTS_CHANGE);
  if (events == NULL
      || !salon_server_events_add (events, stream, salon_server_context_get_now (context)))
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                           "Too many are listening at the moment. Please try again.");
      return NULL;
    }
  return salon_server_response_new_stream ("text/event-stream", stream);
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/sync",
    .right = SALON_SERVER_RIGHT_OWNER,
    .query = &page_query,
    .reply = &page_schema,
    .handler = get_page,
    .summary = "A page of what changed after a cursor" },
  { .method = "POST",
    .pattern = "/api/v1/admin/sync",
    .right = SALON_SERVER_RIGHT_OWNER,
    .reply = &answers_schema,
    .handler = post_changes,
    .summary = "Changes of a device, as a list; each takes effect at most once",
    .flags = SALON_SERVER_ROUTE_RAW_BODY | SALON_SERVER_ROUTE_LARGE_BODY },
  { .method = "POST",
    .pattern = "/api/v1/admin/sync/hello",
    .right = SALON_SERVER_RIGHT_OWNER,
    .body = &hello_schema,
    .reply = &greeting_schema,
    .handler = post_hello,
    .summary = "The first thing that a device says" },
  { .method = "GET",
    .pattern = "/api/v1/admin/sync/history",
    .right = SALON_SERVER_RIGHT_OWNER,
    .query = &history_query,
    .reply = &history_schema,
    .handler = get_history,
    .summary = "Who did what to a row, or to a table: latest first" },
  { .method = "GET",
    .pattern = "/api/v1/admin/events",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .handler = get_events,
    .summary = "An event each time something has changed (server-sent events)",
    .flags = SALON_SERVER_ROUTE_STREAM,
    .reply_type = "text/event-stream" },
};

const SalonServerRouteTable salon_server_sync_routes = { routes, G_N_ELEMENTS (routes) };
