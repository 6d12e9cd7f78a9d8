/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lydia (payment requests). A page is a request's uuid. There is no key by which a question is
 * recognised: a page whose answer was lost is given up, and nobody can have paid on it, for nobody was told
 * where it is. Refunds are made in Lydia's own application (MANUAL).
 */
#pragma once

#include "salon-payment-provider.h"

G_BEGIN_DECLS

#define SALON_TYPE_LYDIA (salon_lydia_get_type ())
G_DECLARE_FINAL_TYPE (SalonLydia, salon_lydia, SALON, LYDIA, GObject)

SalonPaymentProvider *salon_lydia_new (const SalonPaymentSettings *settings,
                                       SalonWebClient *client);

G_END_DECLS
