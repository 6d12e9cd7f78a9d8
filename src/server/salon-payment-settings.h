/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the environment says about the providers of payments and where they are. Immutable once read;
 * any thread. The keys in it are secrets: they go into no log, no answer and no row.
 *
 * A provider is off until it has its keys. <NAME>_MODE, or PAYMENT_MODE for all of them, says otherwise:
 * off, fake (a program of tests at <NAME>_BASE_URL), sandbox or live.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_PAYMENT_MODE_OFF,
  SALON_PAYMENT_MODE_FAKE,
  SALON_PAYMENT_MODE_SANDBOX,
  SALON_PAYMENT_MODE_LIVE,
} SalonPaymentMode;

/**
 * SalonPaymentSettings:
 * @site_url: of the public site, to which people come back: "https://serenaia-beaute.fr"
 * @api_url: of this server, as providers reach it
 * @has_wero: Wero by way of Stripe, which is a preview of theirs
 */
typedef struct
{
  char *site_url;
  char *api_url;

  SalonPaymentMode stripe_mode;
  char *stripe_url;
  char *stripe_key;
  char *stripe_webhook_secret;
  gboolean has_wero;

  SalonPaymentMode paypal_mode;
  char *paypal_url;
  char *paypal_id;
  char *paypal_secret;
  char *paypal_webhook_id;
  char *paypal_authority_pem;

  SalonPaymentMode lydia_mode;
  char *lydia_url;
  char *lydia_vendor_token;
  char *lydia_private_token;

  GPtrArray *problems; /* of texts for whoever runs the server: what is wrong or missing */
} SalonPaymentSettings;

/* The value of a variable, or NULL. */
typedef const char *(*SalonPaymentSettingsLookup) (const char *name, gpointer user_data);

SalonPaymentSettings *salon_payment_settings_new (SalonPaymentSettingsLookup lookup,
                                                  gpointer user_data);
void salon_payment_settings_free (SalonPaymentSettings *self);

const char *salon_payment_mode_to_text (SalonPaymentMode mode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPaymentSettings, salon_payment_settings_free)

G_END_DECLS
