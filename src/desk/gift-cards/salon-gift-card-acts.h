/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every act on a gift card needs to know, as this desk has it. */
#pragma once

#include "common/salon-session.h"
#include "core/salon-gift-card.h"

G_BEGIN_DECLS

/* Borrows its texts: they have to outlive it. @note: (nullable): as typed */
SalonGiftCardAct salon_gift_card_acts_make (SalonSession *session,
                                            const char *movement_id,
                                            const char *note,
                                            const char *label);
/* A code that nobody can guess, with the salon's prefix. Transfer full. */
char *salon_gift_card_acts_make_code (const SalonGiftCardRules *rules);
/* The salon's rules; those of a new salon when they cannot be read. */
SalonGiftCardRules salon_gift_card_acts_get_rules (SalonSession *session);
/* One payment by @means for the card, of @cents; @tendered_cents 0: not told. */
SalonPayment *salon_gift_card_acts_make_payment (SalonSession *session,
                                                 const char *card_id,
                                                 SalonMeans means,
                                                 gint64 cents,
                                                 gint64 tendered_cents);
/* One that pays @cents of @booking with @card. */
SalonPayment *salon_gift_card_acts_make_booking_payment (SalonSession *session,
                                                         SalonGiftCard *card,
                                                         SalonBooking *booking,
                                                         gint64 cents);

G_END_DECLS
