/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-configuration.h"

#include <string.h>

typedef enum
{
  PLAIN,
  SECRET, /* never shown */
} Kind;

/* Every name, what it is good for, and what is used without it. The text is what is off when it is
 * missing; NULL when nothing is. */
static const struct
{
  const char *name;
  Kind kind;
  const char *otherwise;
  const char *off;
} names[] = {
  { "DATABASE_URL", SECRET, NULL, "the server cannot start" },
  { "SECRET_KEY", SECRET, NULL, "nobody can sign in" },
  { "SECRET_KEY_PREVIOUS", SECRET, NULL, NULL },
  { "ALGORITHM", PLAIN, "HS256", NULL },
  { "ACCESS_TOKEN_EXPIRE_MINUTES", PLAIN, "30", NULL },
  { "REDIS_URL", SECRET, NULL, "each process counts requests by itself" },
  { "ENV", PLAIN, "development", NULL },
  { "DEBUG", PLAIN, "False", NULL },
  { "LISTEN_ADDRESS", PLAIN, NULL, NULL },
  { "PORT", PLAIN, "8000", NULL },
  { "WEB_CONCURRENCY", PLAIN, "1", NULL },
  { "WORKER_THREADS", PLAIN, "8", NULL },
  { "MAX_CONNECTIONS", PLAIN, "4096", NULL },
  { "MAX_CONNECTIONS_PER_ADDRESS", PLAIN, "256", NULL },
  { "REQUEST_TIMEOUT", PLAIN, "30", NULL },
  { "TLS_CERTIFICATE", PLAIN, NULL, "TLS has to be done by a proxy in front" },
  { "TLS_KEY", PLAIN, NULL, NULL },
  { "TRUSTED_PROXIES", PLAIN, NULL, "all clients of a proxy in front are counted as one" },
  { "CORS_ORIGINS", PLAIN, NULL, "no web page of another origin can use it" },
  { "PUBLIC_URL", PLAIN, NULL, "links in answers have no address of the site" },
  { "SITE", PLAIN, "on", NULL },
  { "API_URL", PLAIN, NULL, "providers cannot tell of payments by themselves" },
  { "RATE_LIMITS", PLAIN, "on", NULL },
  { "CACHE", PLAIN, "on", NULL },
  { "PAYMENT_MODE", PLAIN, NULL, NULL },
  { "STRIPE_MODE", PLAIN, NULL, NULL },
  { "STRIPE_SECRET_KEY", SECRET, NULL, "no payment by card" },
  { "STRIPE_WEBHOOK_SECRET", SECRET, NULL, "card payments are not confirmed by themselves" },
  { "STRIPE_WERO", PLAIN, NULL, NULL },
  { "STRIPE_BASE_URL", PLAIN, "https://api.stripe.com", NULL },
  { "PAYPAL_MODE", PLAIN, NULL, NULL },
  { "PAYPAL_CLIENT_ID", PLAIN, NULL, "no payment by PayPal" },
  { "PAYPAL_CLIENT_SECRET", SECRET, NULL, NULL },
  { "PAYPAL_WEBHOOK_ID", PLAIN, NULL, "PayPal payments are not confirmed by themselves" },
  { "PAYPAL_BASE_URL", PLAIN, NULL, NULL },
  { "PAYPAL_CA_FILE", PLAIN, NULL, NULL },
  { "LYDIA_MODE", PLAIN, NULL, NULL },
  { "LYDIA_API_KEY", SECRET, NULL, NULL },
  { "LYDIA_VENDOR_TOKEN", SECRET, NULL, "no payment by Lydia" },
  { "LYDIA_PRIVATE_TOKEN", SECRET, NULL, NULL },
  { "LYDIA_BASE_URL", PLAIN, NULL, NULL },
  { "WERO_MODE", PLAIN, NULL, NULL },
  { "WERO_API_KEY", SECRET, NULL, NULL },
  { "MESSAGE_MODE", PLAIN, NULL, NULL },
  { "OVH_MODE", PLAIN, NULL, NULL },
  { "OVH_APPLICATION_KEY", PLAIN, NULL, "no text messages" },
  { "OVH_APPLICATION_SECRET", SECRET, NULL, NULL },
  { "OVH_CONSUMER_KEY", SECRET, NULL, NULL },
  { "OVH_SMS_ACCOUNT", PLAIN, NULL, NULL },
  { "OVH_SMS_SENDER", PLAIN, NULL, NULL },
  { "OVH_BASE_URL", PLAIN, "https://eu.api.ovh.com/1.0", NULL },
  { "SENDGRID_MODE", PLAIN, NULL, NULL },
  { "SENDGRID_API_KEY", SECRET, NULL, "no e-mail, unless SMTP_URL is set" },
  { "SENDGRID_BASE_URL", PLAIN, "https://api.sendgrid.com", NULL },
  { "SMTP_MODE", PLAIN, NULL, NULL },
  { "SMTP_URL", SECRET, NULL, "no e-mail, unless SENDGRID_API_KEY is set" },
  { "SMTP_USER", PLAIN, NULL, NULL },
  { "SMTP_PASSWORD", SECRET, NULL, NULL },
  { "SMTP_CA_FILE", PLAIN, NULL, NULL },
  { "FROM_EMAIL", PLAIN, NULL, NULL },
  { "FROM_NAME", PLAIN, NULL, NULL },
  { "GCP_PROJECT_ID", PLAIN, NULL, NULL },
  { "GCS_BUCKET_NAME", PLAIN, NULL, "vouchers are drawn when they are asked for" },
  { "GCS_BASE_URL", PLAIN, "https://storage.googleapis.com", NULL },
  { "GOOGLE_APPLICATION_CREDENTIALS", PLAIN, NULL, NULL },
  { "GOOGLE_OAUTH_BASE_URL", PLAIN, "https://oauth2.googleapis.com", NULL },
  { "GOOGLE_BUSINESS_ACCOUNT_ID", PLAIN, NULL, NULL },
  { "GOOGLE_BUSINESS_LOCATION_ID", PLAIN, NULL, NULL },
  { "GOOGLE_OAUTH_CLIENT_ID", PLAIN, NULL, NULL },
  { "GOOGLE_OAUTH_CLIENT_SECRET", SECRET, NULL, NULL },
  { "GOOGLE_OAUTH_REFRESH_TOKEN", SECRET, NULL, NULL },
  { "GOOGLE_BUSINESS_BASE_URL", PLAIN, "https://mybusiness.googleapis.com", NULL },
  { "GOOGLE_PLACE_ID", PLAIN, NULL, "no reviews" },
  { "GOOGLE_PLACES_API_KEY", SECRET, NULL, NULL },
  { "GOOGLE_PLACES_BASE_URL", PLAIN, "https://places.googleapis.com", NULL },
};

static gboolean
fail (GError **error, const char *name, const char *words)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s %s", name, words);
  return FALSE;
}

static gssize
find_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      return (gssize) i;
  return -1;
}

const char *
salon_server_configuration_get (const SalonServerConfiguration *self, const char *name)
{
  g_return_val_if_fail (self != NULL && find_name (name) >= 0, NULL);

  return g_hash_table_lookup (self->values, name);
}

const char *
salon_server_configuration_get_or_default (const SalonServerConfiguration *self, const char *name)
{
  const char *value = salon_server_configuration_get (self, name);

  return value != NULL ? value : names[find_name (name)].otherwise;
}

static gboolean
read_number (const SalonServerConfiguration *self,
             const char *name,
             guint64 minimum,
             guint64 maximum,
             guint *number,
             GError **error)
{
  const char *text = salon_server_configuration_get_or_default (self, name);
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (text, 10, minimum, maximum, &value, NULL))
    {
      g_autofree char *words =
        g_strdup_printf ("must be a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
                         minimum, maximum);

      return fail (error, name, words);
    }
  *number = (guint) value;
  return TRUE;
}

static GStrv
read_list (const SalonServerConfiguration *self, const char *name)
{
  const char *text = salon_server_configuration_get (self, name);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

static gboolean
check_origins (const SalonServerConfiguration *self, GError **error)
{
  for (gsize i = 0; self->cors_origins[i] != NULL; i++)
    {
      const char *origin = self->cors_origins[i];
      const char *host = strstr (origin, "://");

      if (host == NULL || strchr (host + 3, '/') != NULL || strchr (origin, '*') != NULL)
        return fail (
          error, "CORS_ORIGINS",
          "must be exact origins with commas between them, like https://www.example.org");
    }
  return TRUE;
}

static gboolean
read_database (SalonServerConfiguration *self, GError **error)
{
  const char *url = salon_server_configuration_get (self, "DATABASE_URL");
  g_autoptr (GError) fault = NULL;

  if (url == NULL)
    return fail (error, "DATABASE_URL",
                 "is missing: postgresql://user:password@host:5432/database");
  self->database = salon_connection_settings_from_uri (url, &fault);
  if (self->database == NULL)
    return fail (error, "DATABASE_URL",
                 "is no address of a database: postgresql://user:password@host:5432/database");
  return TRUE;
}

static gboolean
read_secrets (SalonServerConfiguration *self, GError **error)
{
  const char *secret = salon_server_configuration_get (self, "SECRET_KEY");
  const char *algorithm = salon_server_configuration_get_or_default (self, "ALGORITHM");
  guint minutes = 0;

  if (!g_str_equal (algorithm, "HS256"))
    return fail (error, "ALGORITHM", "can only be HS256");
  if (secret != NULL && strlen (secret) < 32)
    return fail (error, "SECRET_KEY", "must have at least 32 characters, made at random");
  if (secret == NULL && self->is_production)
    return fail (error, "SECRET_KEY", "is missing: at least 32 characters, made at random");
  return read_number (self, "ACCESS_TOKEN_EXPIRE_MINUTES", 1, 60, &minutes, error);
}

static gboolean
read_numbers (SalonServerConfiguration *self, GError **error)
{
  guint port = 0;

  if (!read_number (self, "PORT", 0, 65535, &port, error)
      || !read_number (self, "WEB_CONCURRENCY", 1, 64, &self->n_processes, error)
      || !read_number (self, "WORKER_THREADS", 1, 64, &self->n_workers, error)
      || !read_number (self, "MAX_CONNECTIONS", 16, 100000, &self->most_connections, error)
      || !read_number (self, "MAX_CONNECTIONS_PER_ADDRESS", 1, 100000, &self->most_per_address,
                       error)
      || !read_number (self, "REQUEST_TIMEOUT", 1, 600, &self->request_seconds, error))
    return FALSE;
  self->port = (guint16) port;
  return TRUE;
}

static gboolean
read_all (SalonServerConfiguration *self, GError **error)
{
  const char *address;

  self->is_production =
    g_str_equal (salon_server_configuration_get_or_default (self, "ENV"), "production");
  address = salon_server_configuration_get (self, "LISTEN_ADDRESS");
  if (address == NULL)
    address = self->is_production ? "0.0.0.0" : "127.0.0.1";
  self->listen_address = g_strdup (address);
  self->redis_url = g_strdup (salon_server_configuration_get (self, "REDIS_URL"));
  self->certificate = g_strdup (salon_server_configuration_get (self, "TLS_CERTIFICATE"));
  self->certificate_key = g_strdup (salon_server_configuration_get (self, "TLS_KEY"));
  self->public_url = g_strdup (salon_server_configuration_get (self, "PUBLIC_URL"));
  self->trusted_proxies = read_list (self, "TRUSTED_PROXIES");
  self->cors_origins = read_list (self, "CORS_ORIGINS");
  if ((self->certificate == NULL) != (self->certificate_key == NULL))
    return fail (error, "TLS_CERTIFICATE", "and TLS_KEY go together: the file of each");
  return read_numbers (self, error) && check_origins (self, error) && read_database (self, error)
         && read_secrets (self, error);
}

SalonServerConfiguration *
salon_server_configuration_new (const char *const *environment, GError **error)
{
  g_autoptr (SalonServerConfiguration) self = g_new0 (SalonServerConfiguration, 1);

  g_return_val_if_fail (environment != NULL, NULL);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_environ_getenv ((char **) environment, names[i].name);

      if (value != NULL && *value != '\0')
        g_hash_table_insert (self->values, (gpointer) names[i].name, g_strdup (value));
    }
  return read_all (self, error) ? g_steal_pointer (&self) : NULL;
}

void
salon_server_configuration_free (SalonServerConfiguration *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->database, salon_connection_settings_free);
  g_hash_table_unref (self->values);
  g_strfreev (self->trusted_proxies);
  g_strfreev (self->cors_origins);
  g_free (self->redis_url);
  g_free (self->listen_address);
  g_free (self->certificate);
  g_free (self->certificate_key);
  g_free (self->public_url);
  g_free (self);
}

char *
salon_server_configuration_describe (const SalonServerConfiguration *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_hash_table_lookup (self->values, names[i].name);

      if (value != NULL)
        g_string_append_printf (text, "set      %s%s%s\n", names[i].name,
                                names[i].kind == SECRET ? "" : " = ",
                                names[i].kind == SECRET ? "" : value);
      else if (names[i].off != NULL)
        g_string_append_printf (text, "missing  %s: %s\n", names[i].name, names[i].off);
      else if (names[i].otherwise != NULL)
        g_string_append_printf (text, "default  %s = %s\n", names[i].name, names[i].otherwise);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
