/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gift card in the list: for whom, by whom, its code; what is left of it, and its state in a symbol
 * and a word. */
#pragma once

#include "common/salon-session.h"
#include "core/salon-gift-card.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_GIFT_CARD_CELL (salon_gift_card_cell_get_type ())
G_DECLARE_FINAL_TYPE (SalonGiftCardCell, salon_gift_card_cell, SALON, GIFT_CARD_CELL, AdwBin)

GtkWidget *salon_gift_card_cell_new (void);
void
salon_gift_card_cell_show (SalonGiftCardCell *self, SalonSession *session, SalonGiftCard *card);
/* For a screen reader: all that the cell shows, in one sentence. */
char *salon_gift_card_cell_describe (SalonSession *session, SalonGiftCard *card);

/*
 * Properties: is-choosing (boolean): there is a mark before it; is-chosen (boolean): it is set.
 * Signal "chosen" (gboolean): the owner has set or removed the mark.
 */

G_END_DECLS
