/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the salon owes on gift cards, in three figures: in all, of it soon to expire, of it old. */
#pragma once

#include "common/salon-session.h"
#include "core/salon-gift-card.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_GIFT_CARD_TOTALS (salon_gift_card_totals_get_type ())
G_DECLARE_FINAL_TYPE (SalonGiftCardTotals, salon_gift_card_totals, SALON, GIFT_CARD_TOTALS, AdwBin)

/* @owed: (nullable): not known; nothing is shown then. */
void salon_gift_card_totals_show (SalonGiftCardTotals *self,
                                  SalonSession *session,
                                  const SalonGiftCardsOwed *owed);

G_END_DECLS
