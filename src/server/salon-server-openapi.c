/* SPDX-License-Identifier: GPL-3.0-or-later */
/* openapi.json, from the table of routes. */
#include <stdlib.h>
#include <string.h>

#include "salon-server-route.h"

static void
free_text (gpointer text)
{
  free (text);
}

static void add_schema (const SalonServerSchema *schema, yyjson_mut_doc *doc, yyjson_mut_val *into);

/* A schema, and those that it speaks of; each once. */
static void
add_schema (const SalonServerSchema *schema, yyjson_mut_doc *doc, yyjson_mut_val *into)
{
  if (schema == NULL || yyjson_mut_obj_get (into, schema->name) != NULL)
    return;
  yyjson_mut_obj_add_val (doc, into, schema->name, salon_server_schema_to_json (schema, doc));
  for (const SalonServerField *field = schema->fields; field->name != NULL; field++)
    add_schema (field->schema, doc, into);
}

/* RFC 9457; members may be added. */
static void
add_problem_schema (yyjson_mut_doc *doc, yyjson_mut_val *into)
{
  static const char text[] =
    "{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\",\"code\"],\"properties\":{"
    "\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
    "\"code\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"},\"trace_id\":{\"type\":\"string\"},"
    "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"pointer\",\"detail\"],"
    "\"properties\":{\"pointer\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}}}}";
  yyjson_doc *parsed = yyjson_read (text, strlen (text), 0);

  yyjson_mut_obj_add_val (doc, into, "Problem",
                          yyjson_val_mut_copy (doc, yyjson_doc_get_root (parsed)));
  yyjson_doc_free (parsed);
}

static yyjson_mut_val *
make_content (const char *type, const SalonServerSchema *schema, yyjson_mut_doc *doc)
{
  yyjson_mut_val *content = yyjson_mut_obj (doc);
  yyjson_mut_val *media = yyjson_mut_obj_add_obj (doc, content, type);
  yyjson_mut_val *json = yyjson_mut_obj_add_obj (doc, media, "schema");

  if (schema != NULL)
    {
      g_autofree char *reference = g_strconcat ("#/components/schemas/", schema->name, NULL);

      yyjson_mut_obj_add_strcpy (doc, json, "$ref", reference);
    }
  return content;
}

static void
add_parameter (yyjson_mut_doc *doc,
               yyjson_mut_val *parameters,
               const char *place,
               const char *name,
               const SalonServerField *field)
{
  yyjson_mut_val *parameter = yyjson_mut_arr_add_obj (doc, parameters);
  gboolean required = field == NULL || (field->flags & SALON_SERVER_FIELD_REQUIRED) != 0;
  yyjson_mut_val *schema;

  yyjson_mut_obj_add_strcpy (doc, parameter, "name", name);
  yyjson_mut_obj_add_str (doc, parameter, "in", place);
  yyjson_mut_obj_add_bool (doc, parameter, "required", required);
  if (field != NULL)
    schema = salon_server_field_to_json (field, doc);
  else
    {
      schema = yyjson_mut_obj (doc);
      yyjson_mut_obj_add_str (doc, schema, "type", "string");
    }
  yyjson_mut_obj_add_val (doc, parameter, "schema", schema);
}

static void
add_parameters (const SalonServerRoute *route, yyjson_mut_doc *doc, yyjson_mut_val *operation)
{
  static const SalonServerField key = { "Idempotency-Key", SALON_SERVER_KIND_TEXT };
  yyjson_mut_val *parameters = yyjson_mut_arr (doc);

  for (const char *p = strchr (route->pattern, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      g_autofree char *name = g_strndup (p + 1, strcspn (p + 1, "}"));

      add_parameter (doc, parameters, "path", name, NULL);
    }
  for (const SalonServerField *field = route->query != NULL ? route->query->fields : NULL;
       field != NULL && field->name != NULL; field++)
    add_parameter (doc, parameters, "query", field->name, field);
  if ((route->flags & SALON_SERVER_ROUTE_IDEMPOTENT) != 0)
    add_parameter (doc, parameters, "header", key.name, &key);
  if (yyjson_mut_arr_size (parameters) > 0)
    yyjson_mut_obj_add_val (doc, operation, "parameters", parameters);
}

static void
add_body (const SalonServerRoute *route, yyjson_mut_doc *doc, yyjson_mut_val *operation)
{
  yyjson_mut_val *body;

  if (route->body == NULL && (route->flags & SALON_SERVER_ROUTE_RAW_BODY) == 0)
    return;
  body = yyjson_mut_obj_add_obj (doc, operation, "requestBody");
  yyjson_mut_obj_add_bool (doc, body, "required", TRUE);
  yyjson_mut_obj_add_val (doc, body, "content",
                          make_content ("application/json", route->body, doc));
}

static void
add_responses (const SalonServerRoute *route, yyjson_mut_doc *doc, yyjson_mut_val *operation)
{
  static const SalonServerSchema problem = { "Problem", NULL };
  yyjson_mut_val *responses = yyjson_mut_obj_add_obj (doc, operation, "responses");
  guint status = route->status != 0 ? route->status : 200;
  g_autofree char *name = g_strdup_printf ("%u", status);
  yyjson_mut_val *success = yyjson_mut_obj (doc);
  yyjson_mut_val *refusal = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_str (doc, success, "description", "As asked");
  if (status != 204)
    yyjson_mut_obj_add_val (doc, success, "content",
                            make_content (route->reply_type != NULL ? route->reply_type
                                                                    : "application/json",
                                          route->reply, doc));
  yyjson_mut_obj_add (responses, yyjson_mut_strcpy (doc, name), success);
  yyjson_mut_obj_add_str (doc, refusal, "description", "Refused; code says why");
  yyjson_mut_obj_add_val (doc, refusal, "content",
                          make_content ("application/problem+json", &problem, doc));
  yyjson_mut_obj_add_val (doc, responses, "default", refusal);
}

static const char *
name_scheme (SalonServerRight right)
{
  switch (right)
    {
    case SALON_SERVER_RIGHT_BOOKING_TOKEN:
      return "bookingToken";
    case SALON_SERVER_RIGHT_ADMIN:
    case SALON_SERVER_RIGHT_OWNER:
      return "session";
    case SALON_SERVER_RIGHT_PUBLIC:
    case SALON_SERVER_RIGHT_PROVIDER:
      break;
    }
  return NULL;
}

static void
add_operation (const SalonServerRoute *route, yyjson_mut_doc *doc, yyjson_mut_val *paths)
{
  static const char rights[][16] = { "public", "booking-token", "admin", "owner", "provider" };
  yyjson_mut_val *path = yyjson_mut_obj_get (paths, route->pattern);
  yyjson_mut_val *operation = yyjson_mut_obj (doc);
  g_autofree char *method = g_ascii_strdown (route->method, -1);
  const char *scheme = name_scheme (route->right);

  if (path == NULL)
    path = yyjson_mut_obj_add_obj (doc, paths, route->pattern);
  yyjson_mut_obj_add (path, yyjson_mut_strcpy (doc, method), operation);
  yyjson_mut_obj_add_str (doc, operation, "summary", route->summary);
  yyjson_mut_obj_add_str (doc, operation, "x-right", rights[route->right]);
  add_parameters (route, doc, operation);
  add_body (route, doc, operation);
  add_responses (route, doc, operation);
  if (scheme != NULL)
    {
      yyjson_mut_val *all = yyjson_mut_obj_add_arr (doc, operation, "security");

      yyjson_mut_obj_add_arr (doc, yyjson_mut_arr_add_obj (doc, all), scheme);
    }
}

static void
add_components (yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  static const char *const schemes[] = { "bookingToken", "session" };
  yyjson_mut_val *components = yyjson_mut_obj_add_obj (doc, root, "components");
  yyjson_mut_val *schemas = yyjson_mut_obj_add_obj (doc, components, "schemas");
  yyjson_mut_val *security = yyjson_mut_obj_add_obj (doc, components, "securitySchemes");
  const SalonServerRoute *route;

  add_problem_schema (doc, schemas);
  for (gsize i = 0; (route = salon_server_routes_get (i)) != NULL; i++)
    {
      add_schema (route->body, doc, schemas);
      add_schema (route->reply, doc, schemas);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      yyjson_mut_val *scheme = yyjson_mut_obj_add_obj (doc, security, schemes[i]);

      yyjson_mut_obj_add_str (doc, scheme, "type", "http");
      yyjson_mut_obj_add_str (doc, scheme, "scheme", "bearer");
    }
}

static GBytes *
make_openapi (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_val *info, *paths;
  const SalonServerRoute *route;
  gsize length = 0;
  char *text;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "openapi", "3.1.0");
  info = yyjson_mut_obj_add_obj (doc, root, "info");
  yyjson_mut_obj_add_str (doc, info, "title", "Sérénaïa");
  yyjson_mut_obj_add_str (doc, info, "version", "1");
  paths = yyjson_mut_obj_add_obj (doc, root, "paths");
  for (gsize i = 0; (route = salon_server_routes_get (i)) != NULL; i++)
    if ((route->flags & SALON_SERVER_ROUTE_PAGE) == 0)
      add_operation (route, doc, paths);
  add_components (doc, root);
  text = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, &length);
  yyjson_mut_doc_free (doc);
  g_assert (text != NULL);
  return g_bytes_new_with_free_func (text, length, free_text, text);
}

GBytes *
salon_server_routes_get_openapi (void)
{
  static GBytes *made = NULL;

  if (g_once_init_enter_pointer (&made))
    g_once_init_leave_pointer (&made, make_openapi ());
  return made;
}
