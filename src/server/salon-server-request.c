/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-request.h"

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SalonServerRequest *
salon_server_request_new (const char *method, const char *path)
{
  SalonServerRequest *self = g_new0 (SalonServerRequest, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->parameters = new_table ();
  self->query = new_table ();
  self->headers = new_table ();
  self->reply_headers = new_table ();
  self->body = g_bytes_new_static ("", 0);
  return self;
}

void
salon_server_request_free (SalonServerRequest *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->parameters);
  g_hash_table_unref (self->query);
  g_hash_table_unref (self->headers);
  g_hash_table_unref (self->reply_headers);
  g_bytes_unref (self->body);
  yyjson_doc_free (self->json);
  g_free (self->principal.user_id);
  g_free (self->principal.name);
  g_free (self->principal.token_id);
  g_free (self->principal.family);
  g_free (self->request_id);
  g_free (self->address);
  g_free (self->method);
  g_free (self->path);
  g_free (self);
}

const char *
salon_server_request_get_header (SalonServerRequest *self, const char *name)
{
  return g_hash_table_lookup (self->headers, name);
}

const char *
salon_server_request_get_parameter (SalonServerRequest *self, const char *name)
{
  return g_hash_table_lookup (self->parameters, name);
}

const char *
salon_server_request_get_query (SalonServerRequest *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

const char *
salon_server_request_get_bearer (SalonServerRequest *self)
{
  const char *value = salon_server_request_get_header (self, "authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0 || value[7] == '\0')
    return NULL;
  return value + 7;
}

void
salon_server_request_set_reply_header (SalonServerRequest *self,
                                       const char *name,
                                       const char *value)
{
  g_hash_table_replace (self->reply_headers, g_strdup (name), g_strdup (value));
}

static yyjson_val *
get_field (SalonServerRequest *self, const char *name)
{
  return yyjson_obj_get (yyjson_doc_get_root (self->json), name);
}

gboolean
salon_server_request_has (SalonServerRequest *self, const char *name)
{
  return get_field (self, name) != NULL;
}

const char *
salon_server_request_get_text (SalonServerRequest *self, const char *name)
{
  return yyjson_get_str (get_field (self, name));
}

gint64
salon_server_request_get_integer (SalonServerRequest *self, const char *name, gint64 otherwise)
{
  yyjson_val *value = get_field (self, name);

  return yyjson_is_int (value) ? yyjson_get_sint (value) : otherwise;
}

gboolean
salon_server_request_get_boolean (SalonServerRequest *self, const char *name, gboolean otherwise)
{
  yyjson_val *value = get_field (self, name);

  return yyjson_is_bool (value) ? yyjson_get_bool (value) : otherwise;
}
