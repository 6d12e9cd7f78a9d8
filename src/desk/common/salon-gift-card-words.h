/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say of gift cards, in the language of the window. Texts are the caller's to free. */
#pragma once

#include "core/salon-gift-card.h"

G_BEGIN_DECLS

/* "Active", "Used", … Static. */
const char *salon_gift_card_words_for_state (SalonGiftCardState state);
const char *salon_gift_card_words_get_icon (SalonGiftCardState state);
/* "Sold", "Used", "Refilled", "Extended", … Static. */
const char *salon_gift_card_words_for_movement (const SalonMovementFields *movement);
/* What can be done with it: "30.00 € are left, valid until 12 March 2027", "Was used up",
 * "Expired on 3 May 2026; 20.00 € are left", … */
char *salon_gift_card_words_for_card (SalonGiftCard *card, SalonDay today);
/* Why a SALON_GIFT_CARD_ERROR, or one of the store, was given. @card: (nullable) */
char *salon_gift_card_words_for_error (const GError *error, SalonGiftCard *card);
/* After nothing was found: "There is no gift card …", or that one character is wrong. */
char *salon_gift_card_words_for_verdict (SalonVoucherVerdict verdict, const char *code);

G_END_DECLS
