/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a webhook PayPal's? It is signed with RSA over the sum of its bytes, by a certificate that lies at
 * PayPal's and is vouched for by somebody the system trusts. The certificate that was read last is kept.
 * One thread.
 */
#pragma once

#include "salon-payment-provider.h"

G_BEGIN_DECLS

typedef struct _SalonPaypalSignature SalonPaypalSignature;

SalonPaypalSignature *salon_paypal_signature_new (const SalonPaymentSettings *settings,
                                                  SalonWebClient *client);
void salon_paypal_signature_free (SalonPaypalSignature *self);

/* Blocks when it needs the certificate. Fails with FORGED, or as the client does. */
gboolean salon_paypal_signature_check (SalonPaypalSignature *self,
                                       SalonHeaderLookup headers,
                                       gpointer user_data,
                                       GBytes *body,
                                       gint64 now,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
