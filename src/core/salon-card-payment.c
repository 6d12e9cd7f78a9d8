/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-card-payment.h"

/* The edits of both, in one change. Takes both; NULL when one of them is. */
static SalonChange *
join (SalonChange *payments, SalonChange *ledger)
{
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);

  if (payments != NULL)
    g_ptr_array_add (parts, payments);
  if (ledger != NULL)
    g_ptr_array_add (parts, ledger);
  return parts->len == 2 ? salon_change_join (parts) : NULL;
}

/* What is paid with @card; -1 when it, or another, is not told rightly. */
static gint64
sum_card (GPtrArray *taken, SalonGiftCard *card)
{
  gint64 cents = 0;

  for (guint i = 0; i < taken->len; i++)
    {
      SalonPayment *payment = g_ptr_array_index (taken, i);
      const SalonPaymentFields *fields = salon_payment_get_fields (payment);

      if (salon_payment_get_means (payment) != SALON_MEANS_GIFT_CARD)
        continue;
      if (card == NULL || cents > 0
          || g_strcmp0 (fields->gift_card_id, salon_gift_card_get_fields (card)->id) != 0)
        return -1;
      cents = fields->amount_cents;
    }
  return cents;
}

SalonChange *
salon_card_payments_take (SalonBooking *booking,
                          GPtrArray *before,
                          GPtrArray *taken,
                          SalonGiftCard *card,
                          const SalonGiftCardAct *act,
                          GError **error)
{
  SalonGiftCardAct debit;
  g_autoptr (SalonChange) payments = NULL;
  SalonChange *ledger = NULL;
  gint64 cents = 0;

  g_return_val_if_fail (SALON_IS_BOOKING (booking) && taken != NULL, NULL);
  g_return_val_if_fail (act != NULL, NULL);

  cents = sum_card (taken, card);
  if (cents < 0)
    {
      g_set_error_literal (error, SALON_GIFT_CARD_ERROR, SALON_GIFT_CARD_ERROR_NAME,
                           "paid with a gift card that is not named");
      return NULL;
    }
  payments = salon_payments_take (booking, before, taken, act->label, error);
  if (payments == NULL || cents == 0)
    return g_steal_pointer (&payments);
  debit = *act;
  debit.booking_id = salon_booking_get_fields (booking)->id;
  ledger = salon_gift_card_debit (card, cents, &debit, error);
  return ledger != NULL ? join (g_steal_pointer (&payments), ledger) : NULL;
}

/* The debit that a payment made, if it is still in force. */
static SalonGiftCardMovement *
find_debit (GPtrArray *movements, SalonPayment *payment)
{
  const SalonPaymentFields *paid = salon_payment_get_fields (payment);

  for (guint i = 0; i < movements->len; i++)
    {
      SalonGiftCardMovement *movement = g_ptr_array_index (movements, i);
      const SalonMovementFields *fields = salon_gift_card_movement_get_fields (movement);

      if (fields->kind == SALON_MOVEMENT_DEBIT && fields->amount_cents == -paid->amount_cents
          && g_strcmp0 (fields->booking_id, paid->booking_id) == 0
          && salon_gift_card_can_take_back (movements, movement))
        return movement;
    }
  return NULL;
}

SalonChange *
salon_card_payments_correct (SalonBooking *booking,
                             GPtrArray *before,
                             SalonPayment *wrong,
                             GPtrArray *movements,
                             SalonReversal reversal,
                             const char *id,
                             const SalonGiftCardAct *act,
                             GError **error)
{
  g_autoptr (SalonChange) payments = NULL;
  g_autoptr (SalonChangeBuilder) builder = NULL;
  g_autoptr (SalonGiftCardMovement) back = NULL;
  SalonGiftCardMovement *debit = NULL;

  g_return_val_if_fail (SALON_IS_PAYMENT (wrong) && movements != NULL, NULL);
  g_return_val_if_fail (act != NULL, NULL);

  payments =
    salon_payments_correct (booking, before, wrong, reversal, id, act->now, act->label, error);
  if (payments == NULL || salon_payment_get_means (wrong) != SALON_MEANS_GIFT_CARD)
    return g_steal_pointer (&payments);
  debit = find_debit (movements, wrong);
  if (debit == NULL)
    return g_steal_pointer (&payments);
  back = salon_gift_card_movement_reverse (debit, TRUE, act->movement_id, act->now, act->by);
  builder = salon_change_builder_new ();
  salon_gift_card_movement_add_insert (back, builder);
  return join (g_steal_pointer (&payments), salon_change_builder_end (builder, act->label));
}
