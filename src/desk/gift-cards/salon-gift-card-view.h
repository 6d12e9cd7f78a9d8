/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything about one gift card: what is left, until when, for whom and by whom, and its ledger line
 * by line. What can be done with it is done from here. Each showing is a few bounded reads.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-gift-card.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_GIFT_CARD_VIEW (salon_gift_card_view_get_type ())
G_DECLARE_FINAL_TYPE (SalonGiftCardView, salon_gift_card_view, SALON, GIFT_CARD_VIEW, AdwBin)

void salon_gift_card_view_set_session (SalonGiftCardView *self, SalonSession *session);
/* FALSE, and the view as it was, when there is no such card. Again for the same one: anew. */
gboolean salon_gift_card_view_show (SalonGiftCardView *self, const char *card_id);
/* NULL: none shown yet. */
SalonGiftCard *salon_gift_card_view_get_card (SalonGiftCardView *self);
/* The keyboard goes to what is done most: using the card, when that can be. */
void salon_gift_card_view_begin (SalonGiftCardView *self);

G_END_DECLS
