/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the gift cards: what is owed on them, the list, which is searched and sifted, and beside
 * it the card chosen. A scanner opens its card wherever the focus is.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_GIFT_CARDS_PAGE (salon_gift_cards_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonGiftCardsPage, salon_gift_cards_page, SALON, GIFT_CARDS_PAGE, AdwBin)

GtkWidget *salon_gift_cards_page_new (SalonSession *session);
/* Shows the card beside the list, whatever the list holds at the moment. */
void salon_gift_cards_page_show (SalonGiftCardsPage *self, const char *card_id);
/* Opens the card with the code that was typed or scanned. FALSE: it is no code, and nothing is done.
 * A code that no card has is told on the page. @american: (nullable): as SalonScan has it */
gboolean
salon_gift_cards_page_open_code (SalonGiftCardsPage *self, const char *typed, const char *american);
/* Opens what can be done: "sell", "old", "call-list", "several", or with the card bought last: "card",
 * "use", "extend", "refill". For pictures, and for links into the program. */
void salon_gift_cards_page_show_task (SalonGiftCardsPage *self, const char *name);

G_END_DECLS
