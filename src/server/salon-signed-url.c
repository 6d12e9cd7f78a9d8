/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-signed-url.h"

#include <string.h>

#include "salon-digest.h"
#include "salon-rsa.h"

#define MAX_EXPIRES_SECONDS 604800u

static char *
make_date (const SalonSignedUrl *self, const char *format)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (self->at);

  return g_date_time_format (at, format);
}

static char *
make_scope (const SalonSignedUrl *self)
{
  return make_date (self, "%Y%m%d/auto/storage/goog4_request");
}

static const char *
get_algorithm (const SalonSignedUrl *self)
{
  return self->private_key_pem != NULL ? "GOOG4-RSA-SHA256" : "GOOG4-HMAC-SHA256";
}

static char *
encode_path (const SalonSignedUrl *self)
{
  return g_uri_escape_string (self->path, "/", FALSE);
}

/* The names are in the order of the alphabet, which is the order that is signed. */
static char *
make_query (const SalonSignedUrl *self)
{
  g_autofree char *scope = make_scope (self);
  g_autofree char *credential = g_strdup_printf ("%s/%s", self->signer, scope);
  g_autofree char *encoded = g_uri_escape_string (credential, NULL, FALSE);
  g_autofree char *date = make_date (self, "%Y%m%dT%H%M%SZ");

  return g_strdup_printf ("X-Goog-Algorithm=%s&X-Goog-Credential=%s&X-Goog-Date=%s"
                          "&X-Goog-Expires=%u&X-Goog-SignedHeaders=host",
                          get_algorithm (self), encoded, date,
                          MIN (self->expires_seconds, MAX_EXPIRES_SECONDS));
}

/* "storage.googleapis.com" of "https://storage.googleapis.com". */
static const char *
get_host (const SalonSignedUrl *self)
{
  const char *host = strstr (self->base, "://");

  return host != NULL ? host + 3 : self->base;
}

char *
salon_signed_url_make_canonical_request (const SalonSignedUrl *self)
{
  g_autofree char *path = encode_path (self);
  g_autofree char *query = make_query (self);

  return g_strdup_printf ("%s\n%s\n%s\nhost:%s\n\nhost\nUNSIGNED-PAYLOAD", self->method, path,
                          query, get_host (self));
}

static char *
make_text (const SalonSignedUrl *self)
{
  g_autofree char *canonical = salon_signed_url_make_canonical_request (self);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *date = make_date (self, "%Y%m%dT%H%M%SZ");
  g_autofree char *scope = make_scope (self);

  return g_strdup_printf ("%s\n%s\n%s\n%s", get_algorithm (self), date, scope, hash);
}

static char *
sign_with_hmac (const SalonSignedUrl *self, const char *text)
{
  g_autofree char *start = g_strconcat ("GOOG4", self->hmac_secret, NULL);
  g_autofree char *day = make_date (self, "%Y%m%d");
  const char *const steps[] = { day, "auto", "storage", "goog4_request", text };
  guint8 key[32];

  salon_digest_hmac ((const guint8 *) start, strlen (start), steps[0], key);
  for (gsize i = 1; i < G_N_ELEMENTS (steps); i++)
    {
      guint8 next[32];

      salon_digest_hmac (key, sizeof key, steps[i], next);
      memcpy (key, next, sizeof key);
    }
  return salon_digest_to_hex (key, sizeof key);
}

static char *
sign (const SalonSignedUrl *self, const char *text, GError **error)
{
  g_autoptr (GBytes) signature = NULL;

  if (self->private_key_pem == NULL)
    return sign_with_hmac (self, text);
  signature = salon_rsa_sign (self->private_key_pem, text, error);
  if (signature == NULL)
    return NULL;
  return salon_digest_to_hex (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
}

char *
salon_signed_url_make (const SalonSignedUrl *self, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;

  g_return_val_if_fail (self->private_key_pem != NULL || self->hmac_secret != NULL, NULL);

  text = make_text (self);
  signature = sign (self, text, error);
  if (signature == NULL)
    return NULL;
  path = encode_path (self);
  query = make_query (self);
  return g_strdup_printf ("%s%s?%s&X-Goog-Signature=%s", self->base, path, query, signature);
}
