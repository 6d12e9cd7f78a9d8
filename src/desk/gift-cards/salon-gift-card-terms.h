/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a gift card is worth, until when it is good and what happened to it, in the words of the pages.
 * Texts are the caller's to free. */
#pragma once

#include "common/salon-session.h"
#include "core/salon-gift-card.h"
#include "vouchers/salon-voucher-card.h"

G_BEGIN_DECLS

/* "of €50.00", or the name of the service. */
char *salon_gift_card_terms_value (SalonSession *session, SalonGiftCard *card);
/* "from Marie Durand"; of a complimentary card "given by the salon"; "" when she bought
 * it for herself. */
char *salon_gift_card_terms_buyer (SalonGiftCard *card);
/* State and term for a list: "Active until 12/03/2027", "Active, in 12 days over", "Used", "Expired
 * on 12/03/2026". */
char *salon_gift_card_terms_short (SalonGiftCard *card, SalonDay today);
/* In full: "Friday 12 March 2027 (in 12 days)". */
char *salon_gift_card_terms_full (SalonGiftCard *card, SalonDay today);
/* "today", "tomorrow", "in 12 days", "in 3 months", "12 days ago". */
char *salon_gift_card_terms_distance (SalonDay day, SalonDay today);
/* A line of the ledger: "Used, −€30.00"; and "12/03/2026 14:30, Sonia · Christmas". */
char *salon_gift_card_terms_movement (SalonSession *session, const SalonMovementFields *movement);
char *salon_gift_card_terms_when (SalonSession *session, const SalonMovementFields *movement);
/* Its paper. Borrows the texts of @card; worth what is left when @is_fresh, else its value. */
void
salon_gift_card_terms_fill_paper (SalonGiftCard *card, gboolean is_fresh, SalonVoucherCard *paper);

G_END_DECLS
