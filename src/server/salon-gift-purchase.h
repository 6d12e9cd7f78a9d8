/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gift cards that are bought online: from the moment at which they are paid they are cards like all
 * others, with a code that nobody can guess and the expiry that the salon gives to its cards.
 */
#pragma once

#include "core/salon-gift-card.h"
#include "salon-payment-order.h"

G_BEGIN_DECLS

/* What the salon has decided about its cards, and which day it is there. */
gboolean salon_gift_purchase_read_rules (SalonServerContext *context,
                                         SalonGiftCardRules *rules,
                                         SalonDay *today,
                                         GError **error);

/* Makes the card that @order asks for; within a transaction. Returns: (transfer full): its id */
char *salon_gift_purchase_make_card (SalonServerContext *context,
                                     SalonPaymentOrder *order,
                                     GError **error);

/* What was paid for it went back (@cents below zero), or came again: so does what is on the card, as
 * far as it is still there. Within a transaction. */
gboolean salon_gift_purchase_follow (SalonServerContext *context,
                                     const char *card_id,
                                     gint64 cents,
                                     GError **error);

G_END_DECLS
