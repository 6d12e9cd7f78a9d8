/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say of gift cards, in the language of the window. Texts are the caller's to free. */
#pragma once

#include "core/salon-gift-card.h"

#include "common/salon-session.h"

G_BEGIN_DECLS

/* "Active", "Used up", … Static. */
const char *salon_gift_card_words_for_state (SalonGiftCardState state);
/* Static. */
const char *salon_gift_card_words_get_icon (SalonGiftCardState state);
/* "Sold", "Used", "Refilled", "Extended", "Taken back", … Static. */
const char *salon_gift_card_words_for_movement (const SalonMovementFields *movement);
/* What can be done with it today: "€30.00 left, valid until 12 March 2027", "Used up", "Expired on 3 May
 * 2026, €20.00 were left", … */
char *salon_gift_card_words_for_card (SalonSession *session, SalonGiftCard *card);
/* Why a SALON_GIFT_CARD_ERROR, or one of the store, was given. @card: (nullable) */
char *salon_gift_card_words_for_error (const GError *error, SalonGiftCard *card);
/* After no card was found: that there is none, or that one character is wrong. */
char *salon_gift_card_words_for_verdict (SalonVoucherVerdict verdict, const char *code);

G_END_DECLS
