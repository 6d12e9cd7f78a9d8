/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stripe (Checkout Sessions, so that no card number ever comes near us). A page is a session "cs_…", what
 * a refund names its payment intent "pi_…". Every POST carries the operation's id as its Idempotency-Key,
 * and it is in the metadata of what was made too: Stripe may forget keys after a day.
 *
 * With Wero: the same, for that means alone, at the preview version of their API that has it.
 */
#pragma once

#include "salon-payment-provider.h"

G_BEGIN_DECLS

#define SALON_TYPE_STRIPE (salon_stripe_get_type ())
G_DECLARE_FINAL_TYPE (SalonStripe, salon_stripe, SALON, STRIPE, GObject)

SalonPaymentProvider *
salon_stripe_new (const SalonPaymentSettings *settings, gboolean is_wero, SalonWebClient *client);

G_END_DECLS
