/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A visit that is paid with a gift card, wholly or in part: the payment and what it takes from the card
 * are one change, and so are what takes the payment back and what puts it on the card again.
 */
#pragma once

#include "salon-gift-card.h"

G_BEGIN_DECLS

/**
 * salon_card_payments_take:
 * @before: what the booking has already
 * @taken: as of salon_payments_take(); at most one by gift card, with @card's id as its `gift_card_id`
 * @card: (nullable): the card that it is paid with; NULL when none is
 * @act: its movement, and the note that an expired card asks for; its label is that of the change
 *
 * Fails with a SALON_ERROR as salon_payments_take() does, or with a SALON_GIFT_CARD_ERROR.
 */
SalonChange *salon_card_payments_take (SalonBooking *booking,
                                       GPtrArray *before,
                                       GPtrArray *taken,
                                       SalonGiftCard *card,
                                       const SalonGiftCardAct *act,
                                       GError **error);
/**
 * salon_card_payments_correct:
 * @wrong: one of @before
 * @movements: (element-type SalonGiftCardMovement): all of the card that @wrong was paid with; empty
 *   when it was paid otherwise
 * @id: of the new payment
 *
 * As salon_payments_correct(); what was taken from the card is put on it again. A payment by gift card
 * that took nothing from any card (another program's) gives nothing back.
 */
SalonChange *salon_card_payments_correct (SalonBooking *booking,
                                          GPtrArray *before,
                                          SalonPayment *wrong,
                                          GPtrArray *movements,
                                          SalonReversal reversal,
                                          const char *id,
                                          const SalonGiftCardAct *act,
                                          GError **error);

G_END_DECLS
