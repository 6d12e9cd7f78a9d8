/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done to a gift card seldom: refilling it, making it void, paying back what is left, and
 * taking back a use or a void that was a mistake. One small dialog asks what each needs to know.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-gift-card.h"
#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_CARD_ACT_REFILL,
  SALON_CARD_ACT_VOID,
  SALON_CARD_ACT_REFUND,
  SALON_CARD_ACT_TAKE_BACK,
} SalonCardAct;

#define SALON_TYPE_CARD_ACT_DIALOG (salon_card_act_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonCardActDialog, salon_card_act_dialog, SALON, CARD_ACT_DIALOG, AdwDialog)

/* @act: any but taking back */
AdwDialog *salon_card_act_dialog_new (SalonSession *session, SalonGiftCard *card, SalonCardAct act);
/* @movements: all of the card */
AdwDialog *salon_card_act_dialog_new_taking_back (SalonSession *session,
                                                  SalonGiftCard *card,
                                                  GPtrArray *movements,
                                                  SalonGiftCardMovement *movement);

G_END_DECLS
