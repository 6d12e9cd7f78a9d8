/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quiet-server.h"

#include <string.h>

#include "server/salon-password.h"
#include "server/salon-server-dispatch.h"
#include "server/salon-server-rate-limits.h"
#include "server/salon-server-sign-in.h"

/* The least that bcrypt knows. */
#define QUICK_COST 4

static gint64
tell_time (gpointer user_data)
{
  QuietServer *self = user_data;

  return self->now;
}

static SalonServerConfiguration *
configure (PostgresFixture *postgres, const char *database, const char *const *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonConnectionSettings) place =
    postgres_fixture_dup_settings (postgres, database, NULL);
  g_autofree char *url = salon_connection_settings_to_uri (place);
  g_auto (GStrv) environment = g_environ_setenv (NULL, "DATABASE_URL", url, TRUE);
  SalonServerConfiguration *configuration;

  environment = g_environ_setenv (environment, "SECRET_KEY", QUIET_SERVER_SECRET, TRUE);
  for (gsize i = 0; settings != NULL && settings[i] != NULL; i += 2)
    environment = g_environ_setenv (environment, settings[i], settings[i + 1], TRUE);
  configuration = salon_server_configuration_new ((const char *const *) environment, &error);
  g_assert_no_error (error);
  return configuration;
}

QuietServer *
quiet_server_new (PostgresFixture *postgres, const char *const *settings)
{
  QuietServer *self = g_new0 (QuietServer, 1);
  g_autoptr (GError) error = NULL;

  /* What a server notes down for its keeper is no failure. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  self->database = postgres_fixture_create_salon (postgres);
  self->owner = postgres_fixture_connect (postgres, self->database, NULL);
  self->configuration = configure (postgres, self->database, settings);
  self->now = QUIET_SERVER_NOW;
  self->address = "192.0.2.7";
  self->shared.configuration = self->configuration;
  self->shared.clock = tell_time;
  self->shared.clock_data = self;
  self->shared.sign_in = salon_server_sign_in_new (self->configuration, &error);
  g_assert_no_error (error);
  self->shared.rate_limits = salon_server_rate_limits_new (self->configuration->redis_url, &error);
  g_assert_no_error (error);
  self->context = salon_server_context_new (&self->shared, NULL);
  return self;
}

void
quiet_server_free (QuietServer *self)
{
  salon_server_context_free (self->context);
  salon_server_rate_limits_free (self->shared.rate_limits);
  salon_server_sign_in_free (self->shared.sign_in);
  salon_server_configuration_free (self->configuration);
  salon_connection_free (self->owner);
  g_free (self->database);
  g_free (self);
}

SalonServerContext *
quiet_server_new_context (QuietServer *self)
{
  return salon_server_context_new (&self->shared, NULL);
}

char *
quiet_server_add_user (QuietServer *self, const char *email, gboolean is_owner)
{
  g_autofree char *hash = salon_password_hash (QUIET_SERVER_PASSWORD, QUICK_COST);
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) rows = salon_connection_query (
    self->owner,
    "INSERT INTO users (email, hashed_password, full_name, is_superuser) "
    "VALUES ($1::text, $2, initcap (split_part ($1::text, '@', 1)), $3::boolean) RETURNING id",
    3, (const char *[]) { email, hash, is_owner ? "true" : "false" }, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (PQgetvalue (rows, 0, 0));
}

char *
quiet_server_sign_in (QuietServer *self, const char *email)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonServerTokens) tokens =
    salon_server_sign_in_begin (self->context, email, QUIET_SERVER_PASSWORD, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (tokens->access);
}

static SalonServerRequest *
make_request (QuietServer *self,
              const char *method,
              const char *target,
              const char *const *headers,
              const char *body)
{
  g_auto (GStrv) parts = g_strsplit (target, "?", 2);
  SalonServerRequest *request = salon_server_request_new (method, parts[0]);

  request->address = g_strdup (self->address);
  if (parts[1] != NULL)
    {
      g_clear_pointer (&request->query, g_hash_table_unref);
      request->query = g_uri_parse_params (parts[1], -1, "&", G_URI_PARAMS_NONE, NULL);
      g_assert_nonnull (request->query);
    }
  for (gsize i = 0; headers != NULL && headers[i] != NULL; i += 2)
    g_hash_table_insert (request->headers, g_strdup (headers[i]), g_strdup (headers[i + 1]));
  if (body == NULL)
    return request;
  g_hash_table_insert (request->headers, g_strdup ("content-type"), g_strdup ("application/json"));
  g_bytes_unref (request->body);
  request->body = g_bytes_new (body, strlen (body));
  return request;
}

SalonServerResponse *
quiet_server_ask_with (QuietServer *self,
                       SalonServerContext *context,
                       const char *method,
                       const char *target,
                       const char *const *headers,
                       const char *body)
{
  g_autoptr (SalonServerRequest) request = make_request (self, method, target, headers, body);
  SalonServerResponse *response = salon_server_dispatch (context, request);

  salon_server_dispatch_dress (&self->shared, request, response);
  return response;
}

char *
quiet_server_dup_body (const SalonServerResponse *response)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (response->body, &size);

  return g_strndup (bytes, size);
}

char *
quiet_server_ask (QuietServer *self,
                  const char *method,
                  const char *target,
                  const char *token,
                  const char *body,
                  guint *status)
{
  g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);
  const char *headers[] = { token != NULL ? "authorization" : NULL, authorization, NULL };
  g_autoptr (SalonServerResponse) response =
    quiet_server_ask_with (self, self->context, method, target, headers, body);

  if (status != NULL)
    *status = response->status;
  return quiet_server_dup_body (response);
}

char *
quiet_server_read (const char *json, const char *path)
{
  yyjson_doc *doc = yyjson_read (json, strlen (json), 0);
  yyjson_val *value = yyjson_doc_get_root (doc);
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  char *text;

  for (gsize i = 0; names[i] != NULL && value != NULL; i++)
    value = yyjson_is_arr (value)
              ? yyjson_arr_get (value, (gsize) g_ascii_strtoull (names[i], NULL, 10))
              : yyjson_obj_get (value, names[i]);
  if (yyjson_is_str (value))
    text = g_strdup (yyjson_get_str (value));
  else if (yyjson_is_int (value))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, yyjson_get_sint (value));
  else if (yyjson_is_bool (value))
    text = g_strdup (yyjson_get_bool (value) ? "true" : "false");
  else if (yyjson_is_arr (value))
    text = g_strdup_printf ("[%" G_GSIZE_FORMAT "]", yyjson_arr_size (value));
  else
    text = g_strdup ("");
  yyjson_doc_free (doc);
  return text;
}
