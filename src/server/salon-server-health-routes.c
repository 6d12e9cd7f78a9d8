/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For those who watch over the server: is it alive, can it answer, how quickly does it. */
#include <string.h>

#include "database/salon-migrator.h"
#include "salon-server-route.h"

static const SalonServerSchema health_schema = {
  "Health",
  (const SalonServerField[]) {
    { "status", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static SalonServerResponse *
say_well (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "status", "ok");
  return salon_server_response_new_json (200, doc);
}

static SalonServerResponse *
get_live (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return say_well ();
}

/* Ready is who reaches a database of the version that this program knows. */
static SalonServerResponse *
get_ready (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  SalonConnection *connection = salon_server_context_get_database (context, error);
  g_autoptr (GError) fault = NULL;

  if (connection == NULL)
    return NULL;
  if (!salon_migrator_check (connection, &fault))
    {
      g_warning ("the database is not ready: %s", fault->message);
      salon_server_context_settle (context, fault);
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                           "The database is not ready.");
      return NULL;
    }
  return say_well ();
}

static SalonServerResponse *
get_metrics (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  char *text = salon_server_measures_to_text (context->measures);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  return salon_server_response_new_bytes (200, "text/plain; version=0.0.4; charset=utf-8", body);
}

static SalonServerResponse *
get_openapi (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return salon_server_response_new_bytes (200, "application/json",
                                          salon_server_routes_get_openapi ());
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/health/live",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .reply = &health_schema,
    .handler = get_live,
    .summary = "Is the program running?" },
  { .method = "GET",
    .pattern = "/health/ready",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .reply = &health_schema,
    .handler = get_ready,
    .summary = "Can it answer: is there a database of the right version?" },
  { .method = "GET",
    .pattern = "/metrics",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .handler = get_metrics,
    .summary = "What is counted, as Prometheus reads it",
    .reply_type = "text/plain" },
  { .method = "GET",
    .pattern = "/api/v1/openapi.json",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .handler = get_openapi,
    .summary = "This description",
    .flags = SALON_SERVER_ROUTE_CACHEABLE },
};

const SalonServerRouteTable salon_server_health_routes = { routes, G_N_ELEMENTS (routes) };
