/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody who takes money for the salon: Stripe, PayPal, Lydia. Everything blocks, and belongs to one
 * thread. Amounts are cents; a decimal text is made of them where a provider wants one, without any
 * float on the way.
 *
 * Nothing here decides anything or writes a row: a provider is asked, and what it says is handed on.
 * Whoever calls has written down beforehand what is about to be asked (salon-operation.h), so that an
 * UNKNOWN can be looked up. Fails with SALON_PROVIDER_ERROR, or G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "salon-payment-settings.h"
#include "web/salon-web-client.h"

G_BEGIN_DECLS

#define SALON_TYPE_PAYMENT_PROVIDER (salon_payment_provider_get_type ())
G_DECLARE_INTERFACE (SalonPaymentProvider, salon_payment_provider, SALON, PAYMENT_PROVIDER, GObject)

/**
 * SalonCheckout:
 * @operation_id: a uuid, the same whenever the same page is asked for again
 * @reference: a uuid, ours, by which the provider names the payment to us
 * @currency: "EUR"
 * @description: what the payer reads
 * @email: (nullable):
 * @phone: (nullable): E.164
 * @expires_at: Unix seconds, until when the page should take money
 * @back_url: (nullable): where the payer comes back to, without a query: a secret of hers
 */
typedef struct
{
  const char *operation_id;
  const char *reference;
  gint64 amount_cents;
  const char *currency;
  const char *description;
  const char *email;
  const char *phone;
  gint64 now;
  gint64 expires_at;
  const char *back_url;
} SalonCheckout;

/* What became of it, as far as the provider's page says so to the payer's browser: nobody believes it. */
typedef enum
{
  SALON_CHECKOUT_PAID,
  SALON_CHECKOUT_GIVEN_UP,
} SalonCheckoutEnd;

/* Where the payer's browser goes then. @site: without a slash at its end. Transfer full. */
char *
salon_checkout_make_back_url (const SalonCheckout *self, const char *site, SalonCheckoutEnd end);

/* Where to send the payer, and the provider's name for it. */
typedef struct
{
  char *provider_id;
  char *url;
} SalonPaymentPage;

/**
 * SalonPaymentStage:
 * @SALON_PAYMENT_OPEN: nobody has paid yet, somebody still can
 * @SALON_PAYMENT_APPROVED: the payer agreed, and the money waits to be taken
 * @SALON_PAYMENT_PROCESSING: on its way, may still fail
 * @SALON_PAYMENT_PAID: the salon has it (and may have given some back)
 * @SALON_PAYMENT_CLOSED: nobody has paid, nor can any more
 */
typedef enum
{
  SALON_PAYMENT_OPEN,
  SALON_PAYMENT_APPROVED,
  SALON_PAYMENT_PROCESSING,
  SALON_PAYMENT_PAID,
  SALON_PAYMENT_CLOSED,
} SalonPaymentStage;

/**
 * SalonPaymentState:
 * @paid_cents: what the payer gave
 * @refunded_cents: what of it went back
 * @currency: upper case; empty until paid
 * @reference: as it was given with the checkout; empty when the provider does not keep it
 * @capture_id: what a refund names
 * @is_live: real money
 */
typedef struct
{
  SalonPaymentStage stage;
  gint64 paid_cents;
  gint64 refunded_cents;
  char currency[4];
  char reference[40];
  char capture_id[256];
  gboolean is_live;
} SalonPaymentState;

/**
 * SalonRefund:
 * @operation_id: a uuid
 * @reference: of the payment
 * @capture_id: as the state had it
 */
typedef struct
{
  const char *operation_id;
  const char *reference;
  const char *capture_id;
  gint64 amount_cents;
  const char *currency;
} SalonRefund;

/* A webhook that was shown to come from the provider. */
typedef struct
{
  char *event_id;
  char *kind;
  char *reference;     /* nullable: it does not say ours */
  char *provider_name; /* nullable: the provider's, of the page or of what refunds give back from */
} SalonWebhook;

/* The value of a header, by any case; NULL when it is not there. */
typedef const char *(*SalonHeaderLookup) (const char *name, gpointer user_data);

struct _SalonPaymentProviderInterface
{
  GTypeInterface parent;

  SalonPaymentPage *(*open_page) (SalonPaymentProvider *self,
                                  const SalonCheckout *checkout,
                                  GCancellable *cancellable,
                                  GError **error);
  gboolean (*close_page) (SalonPaymentProvider *self,
                          const char *provider_id,
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*read_state) (SalonPaymentProvider *self,
                          const char *provider_id,
                          SalonPaymentState *state,
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*take) (SalonPaymentProvider *self,
                    const char *operation_id,
                    const char *provider_id,
                    GCancellable *cancellable,
                    GError **error);
  char *(*refund) (SalonPaymentProvider *self,
                   const SalonRefund *refund,
                   GCancellable *cancellable,
                   GError **error);
  gboolean (*find_refund) (SalonPaymentProvider *self,
                           const SalonRefund *refund,
                           char **refund_id,
                           GCancellable *cancellable,
                           GError **error);
  SalonWebhook *(*read_webhook) (SalonPaymentProvider *self,
                                 SalonHeaderLookup headers,
                                 gpointer user_data,
                                 GBytes *body,
                                 gint64 now,
                                 GCancellable *cancellable,
                                 GError **error);
};

/**
 * salon_payment_provider_new:
 * @name: "stripe", "paypal", "lydia", "wero"
 * @client: used as long as the provider lives
 *
 * Fails with OFF when the salon has not set it up, or there is none of that name.
 */
SalonPaymentProvider *salon_payment_provider_new (const char *name,
                                                  const SalonPaymentSettings *settings,
                                                  SalonWebClient *client,
                                                  GError **error);

/* Asks for a page to pay on. The same operation again gives the same page. Transfer full. */
SalonPaymentPage *salon_payment_provider_open_page (SalonPaymentProvider *self,
                                                    const SalonCheckout *checkout,
                                                    GCancellable *cancellable,
                                                    GError **error);
/* Nobody shall pay there any more. REFUSED when somebody just has. */
gboolean salon_payment_provider_close_page (SalonPaymentProvider *self,
                                            const char *provider_id,
                                            GCancellable *cancellable,
                                            GError **error);
gboolean salon_payment_provider_read_state (SalonPaymentProvider *self,
                                            const char *provider_id,
                                            SalonPaymentState *state,
                                            GCancellable *cancellable,
                                            GError **error);
/* Takes what was APPROVED; once, however often it is asked. */
gboolean salon_payment_provider_take (SalonPaymentProvider *self,
                                      const char *operation_id,
                                      const char *provider_id,
                                      GCancellable *cancellable,
                                      GError **error);
/* Gives money back. Returns: (transfer full): the provider's name for it. MANUAL where it cannot. */
char *salon_payment_provider_refund (SalonPaymentProvider *self,
                                     const SalonRefund *refund,
                                     GCancellable *cancellable,
                                     GError **error);
/**
 * salon_payment_provider_find_refund:
 * @refund_id: (out) (nullable): %NULL when the provider has none of that operation
 *
 * After an UNKNOWN: is there such a refund? Where the provider remembers operations long enough, and
 * does nothing twice, it is not asked: *@refund_id is %NULL, and the refund can be sent again.
 */
gboolean salon_payment_provider_find_refund (SalonPaymentProvider *self,
                                             const SalonRefund *refund,
                                             char **refund_id,
                                             GCancellable *cancellable,
                                             GError **error);
/* Fails with FORGED. It says that something happened, never what is so: read the state. */
SalonWebhook *salon_payment_provider_read_webhook (SalonPaymentProvider *self,
                                                   SalonHeaderLookup headers,
                                                   gpointer user_data,
                                                   GBytes *body,
                                                   gint64 now,
                                                   GCancellable *cancellable,
                                                   GError **error);

void salon_payment_page_free (SalonPaymentPage *self);
void salon_webhook_free (SalonWebhook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPaymentPage, salon_payment_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonWebhook, salon_webhook_free)

G_END_DECLS
