/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-dispatch.h"

#include <string.h>

#include "salon-server-idempotency.h"
#include "salon-server-packing.h"
#include "salon-server-rights.h"
#include "salon-server-site.h"

#define ALLOWED_HEADERS "Authorization, Content-Type, Idempotency-Key, If-Match"
#define EXPOSED_HEADERS                                                                            \
  "Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, Idempotency-Replayed"

gboolean
salon_server_dispatch_is_shallow (const char *text, gsize length)
{
  gboolean in_text = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_text)
        {
          if (text[i] == '\\')
            i++;
          else if (text[i] == '"')
            in_text = FALSE;
        }
      else if (text[i] == '"')
        in_text = TRUE;
      else if (text[i] == '{' || text[i] == '[')
        {
          if (++depth > SALON_SERVER_MAX_JSON_DEPTH)
            return FALSE;
        }
      else if (text[i] == '}' || text[i] == ']')
        depth--;
    }
  return TRUE;
}

/* application/json and nothing else, but for a charset that says what JSON is anyway. */
static gboolean
is_json (const char *type)
{
  g_autofree char *small = NULL;
  const char *rest;

  if (type == NULL || g_ascii_strncasecmp (type, "application/json", 16) != 0)
    return FALSE;
  small = g_ascii_strdown (type + 16, -1);
  rest = g_strstrip (small);
  if (*rest == '\0')
    return TRUE;
  if (*rest != ';')
    return FALSE;
  for (rest++; *rest == ' ';)
    rest++;
  return g_str_equal (rest, "charset=utf-8") || g_str_equal (rest, "charset=\"utf-8\"");
}

/* 422, and what is wrong in it. */
static SalonServerResponse *
refuse_faults (GPtrArray *faults)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *errors;

  yyjson_mut_doc_set_root (doc, root);
  errors = yyjson_mut_obj_add_arr (doc, root, "errors");
  for (guint i = 0; i < faults->len; i++)
    {
      SalonServerFault *fault = faults->pdata[i];
      yyjson_mut_val *json = yyjson_mut_arr_add_obj (doc, errors);

      yyjson_mut_obj_add_strcpy (doc, json, "pointer", fault->pointer);
      yyjson_mut_obj_add_strcpy (doc, json, "detail", fault->detail);
    }
  return salon_server_response_new_problem_with (
    422, "invalid", "Something in the request is not as it should be.", doc);
}

static SalonServerResponse *
read_body (SalonServerRequest *request)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (request->body, &length);
  g_autoptr (GPtrArray) faults = NULL;

  if (!is_json (salon_server_request_get_header (request, "content-type")))
    return salon_server_response_new_problem (415, "unsupported_media_type",
                                              "The body must be application/json.");
  if (length == 0 || !salon_server_dispatch_is_shallow (text, length))
    return salon_server_response_new_problem (
      400, "malformed", length == 0 ? "The body is missing." : "The body is nested too deeply.");
  request->json = yyjson_read (text, length, 0);
  if (request->json == NULL)
    return salon_server_response_new_problem (400, "malformed", "The body is no JSON.");
  faults = salon_server_schema_check (request->route->body, yyjson_doc_get_root (request->json));
  return faults->len > 0 ? refuse_faults (faults) : NULL;
}

/* NULL when everything is as the route wants it. */
static SalonServerResponse *
check (SalonServerRequest *request)
{
  g_autoptr (GPtrArray) faults = NULL;

  if ((request->route->flags & (SALON_SERVER_ROUTE_RAW_BODY | SALON_SERVER_ROUTE_PAGE)) != 0)
    return NULL;
  faults = salon_server_schema_check_query (request->route->query, request->query);
  if (faults->len > 0)
    return refuse_faults (faults);
  return request->route->body != NULL ? read_body (request) : NULL;
}

static SalonServerResponse *
run_handler (SalonServerContext *context, SalonServerRequest *request)
{
  g_autoptr (GError) error = NULL;
  SalonServerResponse *response = request->route->handler (context, request, &error);

  salon_server_context_settle (context, error);
  if (response != NULL)
    return response;
  if (error->domain != SALON_SERVER_ERROR)
    g_warning ("%s %s: %s", request->route->method, request->route->pattern, error->message);
  return salon_server_response_new_error (error);
}

/* What is asked is as it should be, but for who asks. */
static SalonServerResponse *
handle (SalonServerContext *context, SalonServerRequest *request)
{
  SalonServerResponse *refusal = check (request);

  if (refusal != NULL)
    return refusal;
  if ((request->route->flags & SALON_SERVER_ROUTE_IDEMPOTENT) == 0
      || salon_server_request_get_header (request, "idempotency-key") == NULL)
    return run_handler (context, request);
  return salon_server_idempotency_run (context, request, run_handler);
}

static SalonServerResponse *
answer_route (SalonServerContext *context, SalonServerRequest *request)
{
  SalonServerResponse *refusal = salon_server_rights_check (context, request);
  SalonServerResponse *response;

  salon_server_context_settle (context, NULL);
  if (refusal != NULL)
    return refusal;
  response = handle (context, request);
  refusal = salon_server_rights_judge (context, request);
  if (refusal == NULL)
    return response;
  salon_server_response_free (response);
  return refusal;
}

/* The methods that the path has, as "GET, POST". NULL when it has none. */
static char *
list_methods (const char *path)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE" };
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (GHashTable) parameters = NULL;

      if (salon_server_routes_find (methods[i], path, &parameters, NULL) != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", methods[i]);
    }
  return list->len > 0 ? g_string_free_and_steal (g_steal_pointer (&list)) : NULL;
}

static SalonServerResponse *
answer_options (SalonServerRequest *request, const char *methods)
{
  SalonServerResponse *response = salon_server_response_new_empty ();

  salon_server_response_set_header (response, "Allow", methods);
  if (salon_server_request_get_header (request, "access-control-request-method") != NULL)
    {
      salon_server_response_set_header (response, "Access-Control-Allow-Methods", methods);
      salon_server_response_set_header (response, "Access-Control-Allow-Headers", ALLOWED_HEADERS);
      salon_server_response_set_header (response, "Access-Control-Max-Age", "600");
    }
  return response;
}

static SalonServerResponse *
answer (SalonServerContext *context, SalonServerRequest *request)
{
  const char *method = g_str_equal (request->method, "HEAD") ? "GET" : request->method;
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *methods = NULL;
  g_autoptr (GError) error = NULL;
  SalonServerResponse *response;

  request->route = salon_server_routes_find (method, request->path, &parameters, &error);
  if (request->route != NULL && !salon_server_site_has (context->shared, request->route))
    {
      request->route = NULL;
      return salon_server_response_new_problem (404, "not_found",
                                                "There is nothing at this address.");
    }
  if (request->route != NULL)
    {
      g_hash_table_unref (request->parameters);
      request->parameters = g_steal_pointer (&parameters);
      return answer_route (context, request);
    }
  methods = list_methods (request->path);
  if (methods != NULL && g_str_equal (method, "OPTIONS"))
    return answer_options (request, methods);
  response = salon_server_response_new_error (error);
  if (methods != NULL)
    salon_server_response_set_header (response, "Allow", methods);
  return response;
}

static void
dress_for_origin (const SalonServerConfiguration *configuration,
                  SalonServerRequest *request,
                  SalonServerResponse *response)
{
  const char *origin = salon_server_request_get_header (request, "origin");

  if (*configuration->cors_origins != NULL)
    salon_server_response_add_vary (response, "Origin");
  if (origin == NULL
      || !g_strv_contains ((const char *const *) configuration->cors_origins, origin))
    return;
  salon_server_response_set_header (response, "Access-Control-Allow-Origin", origin);
  salon_server_response_set_header (response, "Access-Control-Expose-Headers", EXPOSED_HEADERS);
}

void
salon_server_dispatch_dress (const SalonServerShared *shared,
                             SalonServerRequest *request,
                             SalonServerResponse *response)
{
  static const char *const always[][2] = {
    { "Strict-Transport-Security", "max-age=31536000; includeSubDomains" },
    { "Content-Security-Policy",
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
  };
  GHashTableIter iter;
  gpointer name, value;

  for (gsize i = 0; i < G_N_ELEMENTS (always); i++)
    salon_server_response_set_header (response, always[i][0], always[i][1]);
  salon_server_site_dress (shared, request, response);
  salon_server_packing_choose (request, response);
  if (salon_server_response_get_header (response, "Cache-Control") == NULL)
    salon_server_response_set_header (response, "Cache-Control",
                                      request->route != NULL && response->status == 200
                                          && (request->route->flags & SALON_SERVER_ROUTE_CACHEABLE)
                                               != 0
                                        ? "no-cache"
                                        : "no-store");
  dress_for_origin (shared->configuration, request, response);
  if (request->request_id != NULL)
    salon_server_response_set_header (response, "X-Request-Id", request->request_id);
  g_hash_table_iter_init (&iter, request->reply_headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    salon_server_response_set_header (response, name, value);
}

SalonServerResponse *
salon_server_dispatch (SalonServerContext *context, SalonServerRequest *request)
{
  SalonServerResponse *response;

  g_return_val_if_fail (context != NULL && request != NULL,
                        salon_server_response_new_problem (500, "internal", NULL));

  response = answer (context, request);
  if (salon_server_packing_is_wanted (request))
    salon_server_packing_pack (request, response);
  return response;
}
