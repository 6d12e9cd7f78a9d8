/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Webhooks: a first line with a header's value, and the body. Nothing that comes so is signed, and none is
 * believed; the same body truly signed gives an event with a name, or is refused. No provider is asked:
 * the call is cancelled before it begins.
 */
#include <string.h>

#include "server/salon-payment-provider.h"
#include "server/salon-webhook-signature.h"

#include "fuzz-target.h"

#define NOW 1767261600
#define STRIPE_SECRET "whsec_fuzz"
#define LYDIA_PRIVATE "private_fuzz"

typedef struct
{
  const char *signature; /* of any header that is asked for */
} Headers;

static const char *
look_up_variable (const char *name, gpointer user_data)
{
  static const char *const pairs[] = {
    "STRIPE_SECRET_KEY",   "sk_test_fuzz", "STRIPE_WEBHOOK_SECRET", STRIPE_SECRET,
    "PAYPAL_CLIENT_ID",    "id",           "PAYPAL_CLIENT_SECRET",  "secret",
    "PAYPAL_WEBHOOK_ID",   "WEBHOOK",      "LYDIA_VENDOR_TOKEN",    "vendor",
    "LYDIA_PRIVATE_TOKEN", LYDIA_PRIVATE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i += 2)
    if (strcmp (pairs[i], name) == 0)
      return pairs[i + 1];
  return NULL;
}

static const char *
look_up_header (const char *name, gpointer user_data)
{
  const Headers *headers = user_data;

  return strcmp (name, "PAYPAL-AUTH-ALGO") == 0 ? "SHA256withRSA" : headers->signature;
}

static SalonWebhook *
receive (const char *name, SalonWebClient *client, Headers *headers, GBytes *body)
{
  g_autoptr (SalonPaymentSettings) settings = salon_payment_settings_new (look_up_variable, NULL);
  g_autoptr (SalonPaymentProvider) provider =
    salon_payment_provider_new (name, settings, client, NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SalonWebhook *webhook = NULL;

  g_cancellable_cancel (cancelled);
  webhook = salon_payment_provider_read_webhook (provider, look_up_header, headers, body, NOW,
                                                 cancelled, &error);
  g_assert_true ((webhook == NULL) == (error != NULL));
  g_assert_true (webhook == NULL || (webhook->event_id != NULL && webhook->kind != NULL));
  return webhook;
}

static void
try_signed_stripe (SalonWebClient *client, GBytes *body)
{
  g_autoptr (GHmac) hmac =
    g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) STRIPE_SECRET, strlen (STRIPE_SECRET));
  g_autofree char *stamp = g_strdup_printf ("%d", NOW);
  g_autofree char *header = NULL;
  g_autoptr (SalonWebhook) webhook = NULL;
  Headers headers = { NULL };

  g_hmac_update (hmac, (const guchar *) stamp, -1);
  g_hmac_update (hmac, (const guchar *) ".", 1);
  if (g_bytes_get_size (body) > 0)
    g_hmac_update (hmac, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  header = g_strdup_printf ("t=%s,v1=%s", stamp, g_hmac_get_string (hmac));
  headers.signature = header;
  g_assert_true (salon_webhook_signature_check_stripe (header, body, STRIPE_SECRET, NOW));
  webhook = receive ("stripe", client, &headers, body);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { "stripe", "paypal", "lydia" };
  const uint8_t *end = memchr (data, '\n', size);
  gsize length = end != NULL ? (gsize) (end - data) : size;
  g_autofree char *signature = fuzz_dup_bytes (data, length);
  g_autoptr (GBytes) body =
    g_bytes_new (data + length + (end != NULL), size - length - (end != NULL));
  g_autoptr (SalonWebClient) client = salon_web_client_new ();
  Headers headers = { signature };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SalonWebhook) webhook = receive (names[i], client, &headers, body);

      g_assert_null (webhook);
    }
  try_signed_stripe (client, body);
  return 0;
}
