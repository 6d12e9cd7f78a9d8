/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The gift cards that a question finds, as a list that loads as it is scrolled, and what the salon
 * owes on all of them. The worker finds their row numbers, and then the sums; of the cards themselves
 * only pages that were asked for are read and kept, so the memory of the list does not grow with the
 * salon but by 8 bytes a card. Until the first answer, and while another question is under way, the
 * list is as it was.
 *
 * Should the worker or a page fail, the list is emptied and "error" says why. Main thread.
 */
#pragma once

#include <gio/gio.h>

#include "store/salon-gift-card-list.h"
#include "store/salon-reader.h"
#include "store/salon-worker.h"

G_BEGIN_DECLS

#define SALON_TYPE_GIFT_CARDS_MODEL (salon_gift_cards_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonGiftCardsModel, salon_gift_cards_model, SALON, GIFT_CARDS_MODEL, GObject)

/* Empty until it is asked. Elements: SalonGiftCard. */
SalonGiftCardsModel *salon_gift_cards_model_new (SalonReader *reader, SalonWorker *worker);
void salon_gift_cards_model_ask (SalonGiftCardsModel *self, const SalonGiftCardQuery *query);
/* Asks the same again, and tells only about the rows that differ, so that a list keeps its place. */
void salon_gift_cards_model_reload (SalonGiftCardsModel *self);

/* Why the list is empty when it should not be; NULL: all is well. */
const GError *salon_gift_cards_model_get_error (SalonGiftCardsModel *self);
/* What is owed, whatever the list shows; NULL while it is not known. */
const SalonGiftCardsOwed *salon_gift_cards_model_get_owed (SalonGiftCardsModel *self);

/*
 * Signal answered: there is news about count, sums or error, after "items-changed" if any. The last
 * answer to a question are the sums, or its error.
 */

G_END_DECLS
