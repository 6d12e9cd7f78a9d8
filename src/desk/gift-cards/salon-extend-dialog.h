/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes gift cards good for longer: one, or many in one change that one undo takes back. Each by the
 * same stretch, counted from the day on which it ends; one that has ended already from today.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-gift-card.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_EXTEND_DIALOG (salon_extend_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonExtendDialog, salon_extend_dialog, SALON, EXTEND_DIALOG, AdwDialog)

/* @cards: (element-type SalonGiftCard): at least one */
AdwDialog *salon_extend_dialog_new (SalonSession *session, GPtrArray *cards);

/* Until when @card is good, extended by @number months or days. */
SalonDay
salon_extend_dialog_reckon (SalonGiftCard *card, int number, gboolean in_days, SalonDay today);

G_END_DECLS
