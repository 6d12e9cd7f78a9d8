/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody wishes to give, and the order that is made of it: a payment that a card follows. An order of
 * the site has an id that follows from the key of the form that asked, so that the same form is one order,
 * and a secret that follows from the server's own: the page of the provider can lead back to it.
 */
#pragma once

#include "core/salon-language.h"
#include "salon-payment-order.h"

G_BEGIN_DECLS

/* What a card may be worth when it is bought online. */
#define SALON_GIFT_ORDER_MIN_CENTS 1000
#define SALON_GIFT_ORDER_MAX_CENTS 100000
#define SALON_GIFT_ORDER_MOST_MESSAGE 500 /* characters */
#define SALON_GIFT_ORDER_MOST_NAME 120

/**
 * SalonGiftWish:
 * @amount: (nullable): "80.00"; either this or @service_id
 * @provider: "stripe"
 * @language: (nullable): of the page to come back to; "fr", "en"
 *
 * Checked for their form. All but the provider and the names are nullable.
 */
typedef struct
{
  const char *amount;
  const char *service_id;
  const char *buyer_name;
  const char *buyer_email;
  const char *buyer_phone;
  const char *recipient_name;
  const char *recipient_email;
  const char *message;
  const char *provider;
  const char *language;
} SalonGiftWish;

/**
 * salon_gift_order_place:
 * @id: (nullable): of the order; one that is there already is the same order, and stays as it is
 * @token: its secret
 *
 * Fails with INVALID, with NOT_FOUND for a service that cannot be given, and as salon_checkout_for_order().
 *
 * Returns: (transfer full): the order, with its page
 */
SalonPaymentOrder *salon_gift_order_place (SalonServerContext *context,
                                           const SalonGiftWish *wish,
                                           const char *id,
                                           const char *token,
                                           GError **error);

/* The id of what the form with @key orders. Transfer full. */
char *salon_gift_order_make_id (const char *key);
/* The secret of the order @id. Transfer full; NULL when the server has no secret of its own. */
char *salon_gift_order_make_token (SalonServerContext *context, const char *id);

/* Fails with NOT_FOUND: for another secret as for an order that there is not. */
SalonPaymentOrder *salon_gift_order_load (SalonServerContext *context,
                                          const char *id,
                                          const char *token,
                                          GError **error);

/* "/bon-cadeau/commande/<id>/<token>". Transfer full. */
char *salon_gift_order_make_path (const char *id, const char *token, SalonLanguage language);

/* Where the payer of @order comes back to on @site; NULL: it was not ordered there. Transfer full. */
char *salon_gift_order_find_link (SalonServerContext *context,
                                  const char *site,
                                  const SalonPaymentOrder *order);

/* Nobody can pay it any more as soon as its provider has heard of that. */
gboolean salon_gift_order_give_up (SalonServerContext *context, const char *id, GError **error);

G_END_DECLS
