/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-connection-settings.h"

#include <gio/gio.h>

#define HOST_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"

G_DEFINE_BOXED_TYPE (SalonConnectionSettings,
                     salon_connection_settings,
                     salon_connection_settings_copy,
                     salon_connection_settings_free)

SalonConnectionSettings *
salon_connection_settings_copy (const SalonConnectionSettings *self)
{
  SalonConnectionSettings *copy = g_new0 (SalonConnectionSettings, 1);

  g_return_val_if_fail (self != NULL, NULL);

  copy->address = g_strdup (self->address);
  copy->host = g_strdup (self->host);
  copy->port = self->port;
  copy->database = g_strdup (self->database);
  copy->user = g_strdup (self->user);
  copy->password = g_strdup (self->password);
  copy->root_certificate = g_strdup (self->root_certificate);
  return copy;
}

void
salon_connection_settings_free (SalonConnectionSettings *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->address);
  g_free (self->host);
  g_free (self->database);
  g_free (self->user);
  g_free (self->password);
  g_free (self->root_certificate);
  g_free (self);
}

static char *
dup_unless_empty (const char *text)
{
  return text == NULL || *text == '\0' ? NULL : g_strdup (text);
}

/* The part behind "+" names a Python driver, which is nothing to us. */
static gboolean
is_postgresql (const char *scheme)
{
  gsize length = strcspn (scheme, "+");

  return (length == strlen ("postgresql") && g_str_has_prefix (scheme, "postgresql"))
         || (length == strlen ("postgres") && g_str_has_prefix (scheme, "postgres"));
}

static gboolean
is_web (const char *scheme)
{
  return g_str_equal (scheme, "https") || g_str_equal (scheme, "http");
}

/* What is left of @uri without who signs in, and without a slash at the end. */
static char *
dup_address (GUri *uri)
{
  const char *path = g_uri_get_path (uri);
  gsize length = strlen (path);
  g_autofree char *trimmed = NULL;

  while (length > 0 && path[length - 1] == '/')
    length--;
  trimmed = g_strndup (path, length);
  return g_uri_join (G_URI_FLAGS_ENCODED_PATH, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), trimmed, NULL, NULL);
}

/* The path is one name, whatever is in it: decoded by GLib, dots in it would be folders. */
static gboolean
read_database (GUri *uri, char **database, GError **error)
{
  const char *path = g_uri_get_path (uri);
  g_autofree char *name = g_uri_unescape_string (*path == '/' ? path + 1 : path, NULL);

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    {
      g_set_error (error, G_URI_ERROR, G_URI_ERROR_BAD_PATH, "“%s” names no database", path);
      return FALSE;
    }
  *database = dup_unless_empty (name);
  return TRUE;
}

/* Takes @database. */
static SalonConnectionSettings *
settings_from_parts (GUri *uri, GHashTable *parameters, char *database)
{
  SalonConnectionSettings *self = g_new0 (SalonConnectionSettings, 1);
  const char *host = g_hash_table_lookup (parameters, "host");

  if (is_web (g_uri_get_scheme (uri)))
    self->address = dup_address (uri);
  else
    self->host = dup_unless_empty (host != NULL ? host : g_uri_get_host (uri));
  self->port = self->address == NULL ? MAX (g_uri_get_port (uri), 0) : 0;
  self->database = database;
  self->user = dup_unless_empty (g_uri_get_user (uri));
  self->password = dup_unless_empty (g_uri_get_password (uri));
  self->root_certificate = dup_unless_empty (g_hash_table_lookup (parameters, "sslrootcert"));
  return self;
}

SalonConnectionSettings *
salon_connection_settings_from_uri (const char *uri, GError **error)
{
  g_autoptr (GUri) parsed = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *database = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  parsed = g_uri_parse (
    uri, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_PATH, error);
  if (parsed == NULL)
    return NULL;
  if (!is_postgresql (g_uri_get_scheme (parsed)) && !is_web (g_uri_get_scheme (parsed)))
    {
      g_set_error (error, G_URI_ERROR, G_URI_ERROR_BAD_SCHEME,
                   "“%s” is neither postgresql nor https", g_uri_get_scheme (parsed));
      return NULL;
    }

  parameters = g_uri_parse_params (g_uri_get_query (parsed) != NULL ? g_uri_get_query (parsed) : "",
                                   -1, "&", G_URI_PARAMS_NONE, error);
  if (parameters == NULL
      || (!is_web (g_uri_get_scheme (parsed)) && !read_database (parsed, &database, error)))
    return NULL;
  return settings_from_parts (parsed, parameters, g_steal_pointer (&database));
}

/* One that stands in front of the path and is read there as it was written. The folder of a socket does
 * not, nor does what was never the name of a computer. */
static gboolean
is_plain_host (const char *host)
{
  return host != NULL
         && (g_hostname_is_ip_address (host) || host[strspn (host, HOST_CHARACTERS)] == '\0');
}

/* "host=%2Frun&sslrootcert=%2Ffile", NULL when there is nothing to say. */
static char *
dup_query (const SalonConnectionSettings *self)
{
  g_autoptr (GString) query = g_string_new (NULL);

  if (self->host != NULL && !is_plain_host (self->host))
    {
      g_string_append (query, "host=");
      g_string_append_uri_escaped (query, self->host, NULL, FALSE);
    }
  if (self->root_certificate != NULL)
    {
      g_string_append (query, query->len > 0 ? "&sslrootcert=" : "sslrootcert=");
      g_string_append_uri_escaped (query, self->root_certificate, NULL, FALSE);
    }
  return query->len == 0 ? NULL : g_string_free_and_steal (g_steal_pointer (&query));
}

static char *
server_to_uri (const SalonConnectionSettings *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->address, G_URI_FLAGS_ENCODED_PATH, NULL);
  g_autofree char *query = dup_query (self);

  g_return_val_if_fail (uri != NULL, NULL);
  return g_uri_join_with_user (G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_PATH,
                               g_uri_get_scheme (uri), self->user, NULL, NULL, g_uri_get_host (uri),
                               g_uri_get_port (uri), g_uri_get_path (uri), query, NULL);
}

char *
salon_connection_settings_to_uri (const SalonConnectionSettings *self)
{
  g_autofree char *query = NULL;
  g_autoptr (GString) path = g_string_new ("/");

  g_return_val_if_fail (self != NULL, NULL);

  if (self->address != NULL)
    return server_to_uri (self);
  query = dup_query (self);
  if (self->database != NULL)
    g_string_append_uri_escaped (path, self->database, NULL, FALSE);
  return g_uri_join_with_user (G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_PATH, "postgresql",
                               self->user, NULL, NULL, is_plain_host (self->host) ? self->host : "",
                               self->port > 0 ? self->port : -1, path->str, query, NULL);
}

gboolean
salon_connection_settings_is_local (const SalonConnectionSettings *self)
{
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  /* Without encryption a server is spoken to on this computer alone. */
  if (self->address != NULL)
    return g_str_has_prefix (self->address, "http:");
  if (self->host == NULL || *self->host == '/' || g_ascii_strcasecmp (self->host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (self->host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}
