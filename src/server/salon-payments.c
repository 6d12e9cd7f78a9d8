/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payments.h"

#include "salon-server-error.h"

struct _SalonPayments
{
  SalonPaymentSettings *settings;
  SalonWebClient *client;
  GHashTable *providers; /* name → SalonPaymentProvider */
};

static const char *
look_up (const char *name, gpointer user_data)
{
  const SalonServerConfiguration *configuration = user_data;

  return salon_server_configuration_get (configuration, name);
}

static SalonPayments *
get_payments (SalonServerContext *context)
{
  SalonPayments *self = context->payments;

  if (self != NULL)
    return self;
  self = g_new0 (SalonPayments, 1);
  self->settings = salon_payment_settings_new (look_up, (gpointer) context->configuration);
  self->client = salon_web_client_new ();
  self->providers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  context->payments = self;
  return self;
}

void
salon_payments_free (SalonPayments *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->providers);
  salon_web_client_free (self->client);
  salon_payment_settings_free (self->settings);
  g_free (self);
}

SalonPaymentProvider *
salon_payments_get_provider (SalonServerContext *context, const char *name, GError **error)
{
  SalonPayments *self = get_payments (context);
  SalonPaymentProvider *provider = g_hash_table_lookup (self->providers, name);

  if (provider != NULL)
    return provider;
  provider = salon_payment_provider_new (name, self->settings, self->client, error);
  if (provider != NULL)
    g_hash_table_insert (self->providers, g_strdup (name), provider);
  return provider;
}

const SalonPaymentSettings *
salon_payments_get_settings (SalonServerContext *context)
{
  return get_payments (context)->settings;
}

SalonWebClient *
salon_payments_get_client (SalonServerContext *context)
{
  return get_payments (context)->client;
}

char *
salon_payments_describe (const SalonServerConfiguration *configuration)
{
  g_autoptr (SalonPaymentSettings) settings =
    salon_payment_settings_new (look_up, (gpointer) configuration);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "payments stripe %s, paypal %s, lydia %s, wero %s\n",
                          salon_payment_mode_to_text (settings->stripe_mode),
                          salon_payment_mode_to_text (settings->paypal_mode),
                          salon_payment_mode_to_text (settings->lydia_mode),
                          settings->has_wero ? "through stripe" : "off");
  for (guint i = 0; i < settings->problems->len; i++)
    g_string_append_printf (text, "problem  %s\n", (const char *) settings->problems->pdata[i]);
  return g_string_free (text, FALSE);
}

void
salon_payments_explain (GError *failure, GError **error)
{
  if (failure->domain != SALON_PROVIDER_ERROR)
    {
      g_propagate_error (error, failure);
      return;
    }
  g_message ("a provider of payments: %s", failure->message);
  switch ((SalonProviderError) failure->code)
    {
    case SALON_PROVIDER_ERROR_OFF:
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_CONFIGURED,
                           "This means of payment is not offered here.");
      break;
    case SALON_PROVIDER_ERROR_NOT_SENT:
    case SALON_PROVIDER_ERROR_BUSY:
    case SALON_PROVIDER_ERROR_UNKNOWN:
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                           "The payment service does not answer at the moment. Please try again.");
      break;
    case SALON_PROVIDER_ERROR_REFUSED:
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_PROVIDER,
                           "The payment service has refused this payment.");
      break;
    case SALON_PROVIDER_ERROR_MANUAL:
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_CONFLICT,
                           "This can only be done in the application of the payment service.");
      break;
    case SALON_PROVIDER_ERROR_FORGED:
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_MALFORMED,
                           "This message does not come from the payment service.");
      break;
    }
  g_error_free (failure);
}
