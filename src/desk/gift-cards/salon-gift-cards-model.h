/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The gift cards that a question finds, as a list that loads as it is scrolled, and what the salon
 * owes on all of them: a kind of salon-paged-model.h. Main thread.
 */
#pragma once

#include "common/salon-paged-model.h"
#include "store/salon-gift-card-list.h"

G_BEGIN_DECLS

#define SALON_TYPE_GIFT_CARDS_MODEL (salon_gift_cards_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonGiftCardsModel,
                      salon_gift_cards_model,
                      SALON,
                      GIFT_CARDS_MODEL,
                      SalonPagedModel)

/* Empty until it is asked. Elements: SalonGiftCard. */
SalonGiftCardsModel *salon_gift_cards_model_new (SalonReader *reader, SalonWorker *worker);
void salon_gift_cards_model_ask (SalonGiftCardsModel *self, const SalonGiftCardQuery *query);
/* What is owed, whatever the list shows; NULL while it is not known. */
const SalonGiftCardsOwed *salon_gift_cards_model_get_owed (SalonGiftCardsModel *self);

G_END_DECLS
