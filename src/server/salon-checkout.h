/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sending somebody to a page to pay on. The order is written first, then its page is asked for; who asks
 * again while it is open gets the same page.
 */
#pragma once

#include "salon-payment-order.h"

G_BEGIN_DECLS

/**
 * salon_checkout_for_booking:
 * @token_digest: (nullable): of the booking's secret; %NULL when the salon itself asks
 * @provider: "stripe"
 *
 * What the booking owes in advance; without a deposit, or when it is paid, what is left of the price.
 * Fails with NOT_FOUND for another secret, and with CONFLICT when nothing is to be paid.
 *
 * Returns: (transfer full): the order, with its page
 */
SalonPaymentOrder *salon_checkout_for_booking (SalonServerContext *context,
                                               const char *booking_id,
                                               const char *token_digest,
                                               const char *provider,
                                               GError **error);

/* Writes @order and gives it its page. One whose id is there already stays as it is, and has the page that it
 * has. */
SalonPaymentOrder *salon_checkout_for_order (SalonServerContext *context,
                                             const SalonPaymentOrder *order,
                                             GError **error);

/* @order with its page, which is asked for when there was no answer before; or as it is when it is over. */
SalonPaymentOrder *
salon_checkout_reopen (SalonServerContext *context, const SalonPaymentOrder *order, GError **error);

G_END_DECLS
