/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-settings.h"

#include <string.h>

static const char *const mode_texts[] = {
  [SALON_PAYMENT_MODE_OFF] = "off",
  [SALON_PAYMENT_MODE_FAKE] = "fake",
  [SALON_PAYMENT_MODE_SANDBOX] = "sandbox",
  [SALON_PAYMENT_MODE_LIVE] = "live",
};

typedef struct
{
  SalonPaymentSettings *settings;
  SalonPaymentSettingsLookup lookup;
  gpointer user_data;
} Reading;

const char *
salon_payment_mode_to_text (SalonPaymentMode mode)
{
  g_return_val_if_fail ((guint) mode < G_N_ELEMENTS (mode_texts), NULL);
  return mode_texts[mode];
}

/* An empty variable is none. */
static const char *
get (Reading *reading, const char *name)
{
  const char *value = reading->lookup (name, reading->user_data);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* Without the slash at its end. */
static char *
dup_url (Reading *reading, const char *name, const char *otherwise)
{
  const char *value = get (reading, name);
  char *url = g_strdup (value != NULL ? value : otherwise);

  while (url != NULL && g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  return url;
}

static void
add_problem (Reading *reading, const char *format, const char *name)
{
  GString *text = g_string_new (format);

  g_string_replace (text, "%s", name, 0);
  g_ptr_array_add (reading->settings->problems, g_string_free (text, FALSE));
}

/* What <NAME>_MODE says, or else PAYMENT_MODE; @otherwise when neither says anything. Without keys
 * everything is off. */
static SalonPaymentMode
read_mode (Reading *reading, const char *name, gboolean has_keys, SalonPaymentMode otherwise)
{
  const char *text = get (reading, name);

  if (text == NULL && has_keys)
    text = get (reading, "PAYMENT_MODE");
  if (text == NULL)
    return has_keys ? otherwise : SALON_PAYMENT_MODE_OFF;
  for (gsize i = 0; i < G_N_ELEMENTS (mode_texts); i++)
    if (strcmp (mode_texts[i], text) == 0)
      {
        if (i != SALON_PAYMENT_MODE_OFF && !has_keys)
          {
            add_problem (reading, "%s asks for a provider whose keys are not set: it is off", name);
            return SALON_PAYMENT_MODE_OFF;
          }
        return (SalonPaymentMode) i;
      }
  add_problem (reading, "%s is none of off, fake, sandbox, live: the provider is off", name);
  return SALON_PAYMENT_MODE_OFF;
}

static SalonPaymentMode
get_usual_mode (Reading *reading)
{
  return g_strcmp0 (get (reading, "ENV"), "production") == 0 ? SALON_PAYMENT_MODE_LIVE
                                                             : SALON_PAYMENT_MODE_SANDBOX;
}

static gboolean
is_on (Reading *reading, const char *name)
{
  const char *value = get (reading, name);

  return value != NULL && (strcmp (value, "1") == 0 || g_ascii_strcasecmp (value, "true") == 0);
}

static void
read_stripe (Reading *reading)
{
  SalonPaymentSettings *self = reading->settings;
  gboolean is_live;

  self->stripe_key = g_strdup (get (reading, "STRIPE_SECRET_KEY"));
  self->stripe_webhook_secret = g_strdup (get (reading, "STRIPE_WEBHOOK_SECRET"));
  self->stripe_url = dup_url (reading, "STRIPE_BASE_URL", "https://api.stripe.com");
  is_live = self->stripe_key != NULL && strstr (self->stripe_key, "_live_") != NULL;
  self->stripe_mode = read_mode (reading, "STRIPE_MODE", self->stripe_key != NULL,
                                 is_live ? SALON_PAYMENT_MODE_LIVE : SALON_PAYMENT_MODE_SANDBOX);
  if (self->stripe_mode != SALON_PAYMENT_MODE_OFF && self->stripe_webhook_secret == NULL)
    add_problem (reading, "%s is not set: payments are seen minutes later, when they are looked up",
                 "STRIPE_WEBHOOK_SECRET");
  self->has_wero = is_on (reading, "STRIPE_WERO") && self->stripe_mode != SALON_PAYMENT_MODE_OFF;
  if (get (reading, "WERO_API_KEY") != NULL)
    add_problem (reading,
                 "%s means nothing: Wero gives no such key to shops. Set STRIPE_WERO=1 for Wero "
                 "through Stripe, or record a transfer that was received as Wero at the desk",
                 "WERO_API_KEY");
}

static void
read_paypal (Reading *reading)
{
  SalonPaymentSettings *self = reading->settings;
  const char *authority = get (reading, "PAYPAL_CA_FILE");

  self->paypal_id = g_strdup (get (reading, "PAYPAL_CLIENT_ID"));
  self->paypal_secret = g_strdup (get (reading, "PAYPAL_CLIENT_SECRET"));
  self->paypal_webhook_id = g_strdup (get (reading, "PAYPAL_WEBHOOK_ID"));
  self->paypal_mode =
    read_mode (reading, "PAYPAL_MODE", self->paypal_id != NULL && self->paypal_secret != NULL,
               get_usual_mode (reading));
  self->paypal_url =
    dup_url (reading, "PAYPAL_BASE_URL",
             self->paypal_mode == SALON_PAYMENT_MODE_LIVE ? "https://api-m.paypal.com"
                                                          : "https://api-m.sandbox.paypal.com");
  if (self->paypal_mode != SALON_PAYMENT_MODE_OFF && self->paypal_webhook_id == NULL)
    add_problem (reading, "%s is not set: payments are seen minutes later, when they are looked up",
                 "PAYPAL_WEBHOOK_ID");
  if (authority != NULL
      && !g_file_get_contents (authority, &self->paypal_authority_pem, NULL, NULL))
    add_problem (reading, "%s names a file that cannot be read", "PAYPAL_CA_FILE");
}

static void
read_lydia (Reading *reading)
{
  SalonPaymentSettings *self = reading->settings;

  self->lydia_vendor_token = g_strdup (get (reading, "LYDIA_VENDOR_TOKEN"));
  self->lydia_private_token = g_strdup (get (reading, "LYDIA_PRIVATE_TOKEN"));
  self->lydia_mode =
    read_mode (reading, "LYDIA_MODE",
               self->lydia_vendor_token != NULL && self->lydia_private_token != NULL,
               get_usual_mode (reading));
  self->lydia_url =
    dup_url (reading, "LYDIA_BASE_URL",
             self->lydia_mode == SALON_PAYMENT_MODE_LIVE ? "https://lydia-app.com"
                                                         : "https://homologation.lydia-app.com");
  if (get (reading, "LYDIA_API_KEY") != NULL)
    add_problem (reading,
                 "%s is not enough: Lydia needs LYDIA_VENDOR_TOKEN and LYDIA_PRIVATE_TOKEN",
                 "LYDIA_API_KEY");
}

SalonPaymentSettings *
salon_payment_settings_new (SalonPaymentSettingsLookup lookup, gpointer user_data)
{
  SalonPaymentSettings *self = g_new0 (SalonPaymentSettings, 1);
  Reading reading = { self, lookup, user_data };

  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->site_url = dup_url (&reading, "PUBLIC_URL", "https://serenaia-beaute.fr");
  self->api_url = dup_url (&reading, "API_URL", "https://api.serenaia-beaute.fr");
  read_stripe (&reading);
  read_paypal (&reading);
  read_lydia (&reading);
  return self;
}

void
salon_payment_settings_free (SalonPaymentSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->site_url);
  g_free (self->api_url);
  g_free (self->stripe_url);
  g_free (self->stripe_key);
  g_free (self->stripe_webhook_secret);
  g_free (self->paypal_url);
  g_free (self->paypal_id);
  g_free (self->paypal_secret);
  g_free (self->paypal_webhook_id);
  g_free (self->paypal_authority_pem);
  g_free (self->lydia_url);
  g_free (self->lydia_vendor_token);
  g_free (self->lydia_private_token);
  g_ptr_array_unref (self->problems);
  g_free (self);
}
