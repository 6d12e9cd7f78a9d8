/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PayPal (Orders v2). A page is an order; the payer approves it, and only then we take the money, which
 * makes a capture, what a refund names. The token to sign in with is kept for most of its life, and asked
 * for anew when it is refused. Operations are PayPal's request ids: 6 hours for orders, 45 days for
 * refunds.
 */
#pragma once

#include "salon-payment-provider.h"

G_BEGIN_DECLS

#define SALON_TYPE_PAYPAL (salon_paypal_get_type ())
G_DECLARE_FINAL_TYPE (SalonPaypal, salon_paypal, SALON, PAYPAL, GObject)

SalonPaymentProvider *salon_paypal_new (const SalonPaymentSettings *settings,
                                        SalonWebClient *client);

G_END_DECLS
