/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-paypal-signature.h"

#include <string.h>

#include "salon-rsa.h"
#include "salon-webhook-signature.h"

#define CERTIFICATE_SUFFIX ".paypal.com"
#define MAX_STAMP_AGE_SECONDS (4 * 24 * 60 * 60)

struct _SalonPaypalSignature
{
  SalonWebClient *client;
  char *url;
  char *webhook_id;    /* nullable: nothing is believed */
  char *authority_pem; /* nullable: whom the system trusts */
  gboolean is_fake;
  char *certificate_url; /* nullable: of the certificate that was read last */
  char *certificate;
};

SalonPaypalSignature *
salon_paypal_signature_new (const SalonPaymentSettings *settings, SalonWebClient *client)
{
  SalonPaypalSignature *self = g_new0 (SalonPaypalSignature, 1);

  self->client = client;
  self->url = g_strdup (settings->paypal_url);
  self->webhook_id = g_strdup (settings->paypal_webhook_id);
  self->authority_pem = g_strdup (settings->paypal_authority_pem);
  self->is_fake = settings->paypal_mode == SALON_PAYMENT_MODE_FAKE;
  return self;
}

void
salon_paypal_signature_free (SalonPaypalSignature *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->webhook_id);
  g_free (self->authority_pem);
  g_free (self->certificate_url);
  g_free (self->certificate);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_FORGED, why);
  return FALSE;
}

/* Only PayPal's own computers, and in tests the fake one, are asked for a certificate. */
static gboolean
is_certificate_url (SalonPaypalSignature *self, const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;
  if (self->is_fake && g_str_has_prefix (url, self->url))
    return TRUE;
  return strcmp (g_uri_get_scheme (uri), "https") == 0 && g_uri_get_userinfo (uri) == NULL
         && (g_uri_get_port (uri) == -1 || g_uri_get_port (uri) == 443)
         && g_str_has_suffix (g_uri_get_host (uri), CERTIFICATE_SUFFIX);
}

static gboolean
read_certificate (SalonPaypalSignature *self,
                  const char *url,
                  GCancellable *cancellable,
                  GError **error)
{
  SalonWebRequest request = { "GET", url, NULL, NULL, NULL };
  g_autoptr (SalonWebReply) reply = NULL;

  if (!is_certificate_url (self, url))
    return refuse (error, "the certificate is not at PayPal's");
  if (g_strcmp0 (self->certificate_url, url) == 0)
    return TRUE;
  reply = salon_web_client_call (self->client, &request, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->status != 200)
    return salon_web_reply_judge (reply, "PayPal", "certificate", error);
  g_free (self->certificate);
  self->certificate =
    g_strndup (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body));
  g_set_str (&self->certificate_url, url);
  return TRUE;
}

/* It is delivered again for three days with the stamp of the first time. */
static gboolean
is_recent (const char *stamp, gint64 now)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (stamp, NULL);

  return at != NULL && now - g_date_time_to_unix (at) < MAX_STAMP_AGE_SECONDS
         && g_date_time_to_unix (at) - now < SALON_WEBHOOK_SIGNATURE_TOLERANCE_SECONDS;
}

gboolean
salon_paypal_signature_check (SalonPaypalSignature *self,
                              SalonHeaderLookup headers,
                              gpointer user_data,
                              GBytes *body,
                              gint64 now,
                              GCancellable *cancellable,
                              GError **error)
{
  const char *id = headers ("PAYPAL-TRANSMISSION-ID", user_data);
  const char *stamp = headers ("PAYPAL-TRANSMISSION-TIME", user_data);
  const char *base64 = headers ("PAYPAL-TRANSMISSION-SIG", user_data);
  const char *url = headers ("PAYPAL-CERT-URL", user_data);
  const char *algorithm = headers ("PAYPAL-AUTH-ALGO", user_data);
  g_autofree char *text = NULL;
  g_autofree guchar *signature = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) failure = NULL;
  gsize length = 0;

  if (self->webhook_id == NULL || id == NULL || stamp == NULL || base64 == NULL || url == NULL
      || g_strcmp0 (algorithm, "SHA256withRSA") != 0 || !is_recent (stamp, now))
    return refuse (error, "no signature of PayPal's");
  if (!read_certificate (self, url, cancellable, error))
    return FALSE;

  text = salon_webhook_signature_make_paypal_text (id, stamp, self->webhook_id, body);
  signature = g_base64_decode (base64, &length);
  bytes = g_bytes_new (signature, length);
  if (!salon_rsa_verify (self->certificate, self->authority_pem, CERTIFICATE_SUFFIX, text, bytes,
                         now, &failure))
    return refuse (error, failure->message);
  return TRUE;
}
