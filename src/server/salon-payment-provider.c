/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-provider.h"

#include <string.h>

#include "salon-lydia.h"
#include "salon-paypal.h"
#include "salon-stripe.h"

G_DEFINE_INTERFACE (SalonPaymentProvider, salon_payment_provider, G_TYPE_OBJECT)

#define CALL(self, method, ...)                                                                    \
  SALON_PAYMENT_PROVIDER_GET_IFACE (self)->method ((self), __VA_ARGS__)

static void
salon_payment_provider_default_init (SalonPaymentProviderInterface *interface)
{
}

SalonPaymentProvider *
salon_payment_provider_new (const char *name,
                            const SalonPaymentSettings *settings,
                            SalonWebClient *client,
                            GError **error)
{
  if (strcmp (name, "stripe") == 0 && settings->stripe_mode != SALON_PAYMENT_MODE_OFF)
    return salon_stripe_new (settings, FALSE, client);
  if (strcmp (name, "wero") == 0 && settings->has_wero)
    return salon_stripe_new (settings, TRUE, client);
  if (strcmp (name, "paypal") == 0 && settings->paypal_mode != SALON_PAYMENT_MODE_OFF)
    return salon_paypal_new (settings, client);
  if (strcmp (name, "lydia") == 0 && settings->lydia_mode != SALON_PAYMENT_MODE_OFF)
    return salon_lydia_new (settings, client);
  g_set_error (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_OFF,
               "this salon takes no payments by %s", name);
  return NULL;
}

SalonPaymentPage *
salon_payment_provider_open_page (SalonPaymentProvider *self,
                                  const SalonCheckout *checkout,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_return_val_if_fail (SALON_IS_PAYMENT_PROVIDER (self) && checkout->amount_cents > 0, NULL);
  return CALL (self, open_page, checkout, cancellable, error);
}

gboolean
salon_payment_provider_close_page (SalonPaymentProvider *self,
                                   const char *provider_id,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (SALON_IS_PAYMENT_PROVIDER (self), FALSE);
  return CALL (self, close_page, provider_id, cancellable, error);
}

gboolean
salon_payment_provider_read_state (SalonPaymentProvider *self,
                                   const char *provider_id,
                                   SalonPaymentState *state,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (SALON_IS_PAYMENT_PROVIDER (self) && state != NULL, FALSE);
  memset (state, 0, sizeof *state);
  return CALL (self, read_state, provider_id, state, cancellable, error);
}

gboolean
salon_payment_provider_take (SalonPaymentProvider *self,
                             const char *operation_id,
                             const char *provider_id,
                             GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (SALON_IS_PAYMENT_PROVIDER (self), FALSE);
  return CALL (self, take, operation_id, provider_id, cancellable, error);
}

char *
salon_payment_provider_refund (SalonPaymentProvider *self,
                               const SalonRefund *refund,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (SALON_IS_PAYMENT_PROVIDER (self) && refund->amount_cents > 0, NULL);
  return CALL (self, refund, refund, cancellable, error);
}

gboolean
salon_payment_provider_find_refund (SalonPaymentProvider *self,
                                    const SalonRefund *refund,
                                    char **refund_id,
                                    GCancellable *cancellable,
                                    GError **error)
{
  g_return_val_if_fail (SALON_IS_PAYMENT_PROVIDER (self) && refund_id != NULL, FALSE);
  *refund_id = NULL;
  return CALL (self, find_refund, refund, refund_id, cancellable, error);
}

SalonWebhook *
salon_payment_provider_read_webhook (SalonPaymentProvider *self,
                                     SalonHeaderLookup headers,
                                     gpointer user_data,
                                     GBytes *body,
                                     gint64 now,
                                     GCancellable *cancellable,
                                     GError **error)
{
  g_return_val_if_fail (SALON_IS_PAYMENT_PROVIDER (self) && body != NULL, NULL);
  return CALL (self, read_webhook, headers, user_data, body, now, cancellable, error);
}

void
salon_payment_page_free (SalonPaymentPage *self)
{
  if (self == NULL)
    return;
  g_free (self->provider_id);
  g_free (self->url);
  g_free (self);
}

void
salon_webhook_free (SalonWebhook *self)
{
  if (self == NULL)
    return;
  g_free (self->event_id);
  g_free (self->kind);
  g_free (self->reference);
  g_free (self->provider_name);
  g_free (self);
}

char *
salon_checkout_make_back_url (const SalonCheckout *self, const char *site, SalonCheckoutEnd end)
{
  const char *word = end == SALON_CHECKOUT_PAID ? "merci" : "annule";

  if (self->back_url != NULL)
    return g_strdup_printf ("%s?paiement=%s", self->back_url, word);
  return g_strdup_printf ("%s/paiement/%s?commande=%s", site, word, self->reference);
}
