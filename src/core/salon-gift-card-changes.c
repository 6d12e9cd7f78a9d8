/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be done with a gift card. The store and the shared salon refuse by themselves what would
 * take more than is left, so that two desks that know nothing of each other cannot do it together; here
 * it is said before, and what a person has to explain is asked for.
 */
#include "salon-gift-card.h"

#include <string.h>

#define DAY_SECONDS (24 * 60 * 60)
/* What the shared salon has room for. */
#define CODE_MAX_CHARACTERS 50
#define NAME_MAX_CHARACTERS 255
#define MAX_CENTS G_GINT64_CONSTANT (9999999999)

G_DEFINE_QUARK (salon - gift - card - error - quark, salon_gift_card_error)

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\n\r")] == '\0';
}

static gboolean
refuse (GError **error, SalonGiftCardError code, SalonGiftCard *card, const char *why)
{
  g_set_error (error, SALON_GIFT_CARD_ERROR, (int) code, "%s: %s",
               salon_gift_card_get_fields (card)->code, why);
  return FALSE;
}

static gboolean
check_amount (SalonGiftCard *card, gint64 cents, GError **error)
{
  return (cents > 0 && cents <= MAX_CENTS)
         || refuse (error, SALON_GIFT_CARD_ERROR_AMOUNT, card, "not above zero, or too much");
}

static gboolean
check_note (SalonGiftCard *card, const SalonGiftCardAct *act, GError **error)
{
  return !is_blank (act->note)
         || refuse (error, SALON_GIFT_CARD_ERROR_NOTE, card, "asks for a note");
}

static gboolean
check_not_ended (SalonGiftCard *card, SalonDay today, GError **error)
{
  SalonGiftCardState state = salon_gift_card_get_state (card, today);

  return (state != SALON_GIFT_CARD_VOID && state != SALON_GIFT_CARD_REFUNDED)
         || refuse (error, SALON_GIFT_CARD_ERROR_ENDED, card, "is void or refunded");
}

static gboolean
is_name (const char *text, glong max_characters)
{
  return !is_blank (text) && g_utf8_strlen (text, -1) <= max_characters;
}

/* Is it a card that can be written? */
static gboolean
check_new (SalonGiftCard *card, GError **error)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);

  if (!is_name (fields->code, CODE_MAX_CHARACTERS)
      || !is_name (fields->buyer_name, NAME_MAX_CHARACTERS)
      || !is_name (fields->recipient_name, NAME_MAX_CHARACTERS))
    return refuse (error, SALON_GIFT_CARD_ERROR_NAME, card, "a name or code is empty or too long");
  if (fields->expires_on < fields->purchased_on)
    return refuse (error, SALON_GIFT_CARD_ERROR_DATE, card, "expires before it is bought");
  if (fields->kind == SALON_GIFT_CARD_SERVICE && fields->service_id == NULL)
    return refuse (error, SALON_GIFT_CARD_ERROR_AMOUNT, card, "of no service");
  return check_amount (card, fields->amount_cents, error);
}

static SalonMovementFields
make_movement (SalonGiftCard *card,
               SalonMovementKind kind,
               gint64 amount_cents,
               const SalonGiftCardAct *act)
{
  return (SalonMovementFields) {
    .id = act->movement_id,
    .card_id = salon_gift_card_get_fields (card)->id,
    .kind = kind,
    .amount_cents = amount_cents,
    .booking_id = act->booking_id,
    .note = is_blank (act->note) ? NULL : act->note,
    .at = act->now,
    .by = act->by,
    .expires_on = SALON_DAY_NONE,
  };
}

static void
add_movement (const SalonMovementFields *fields, SalonChangeBuilder *builder)
{
  g_autoptr (SalonGiftCardMovement) movement = salon_gift_card_movement_new (fields);

  salon_gift_card_movement_add_insert (movement, builder);
}

static SalonChange *
end_movement (const SalonMovementFields *fields, const char *label)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  add_movement (fields, builder);
  return salon_change_builder_end (builder, label);
}

/* Do the payments pay @cents for @card, each by a means that is not a card again? */
static gboolean
check_payments (SalonGiftCard *card, GPtrArray *payments, gint64 cents, GError **error)
{
  const char *id = salon_gift_card_get_fields (card)->id;
  gint64 sum = 0;

  for (guint i = 0; i < payments->len; i++)
    {
      const SalonPaymentFields *fields = salon_payment_get_fields (g_ptr_array_index (payments, i));

      if (fields->amount_cents <= 0 || g_strcmp0 (fields->gift_card_id, id) != 0
          || salon_means_from_wire (fields->method) == SALON_MEANS_GIFT_CARD
          || (fields->tendered_cents > 0
              && salon_payment_get_change (fields->amount_cents, fields->tendered_cents) < 0))
        return refuse (error, SALON_GIFT_CARD_ERROR_AMOUNT, card, "a payment does not pay for it");
      sum = salon_takings_sum (sum, fields->amount_cents);
    }
  return sum == cents
         || refuse (error, SALON_GIFT_CARD_ERROR_AMOUNT, card, "is not paid to the cent");
}

/* A complimentary one is paid by nobody, and says why. */
static gboolean
check_paid (SalonGiftCard *card,
            GPtrArray *payments,
            gint64 cents,
            const SalonGiftCardAct *act,
            GError **error)
{
  if (!salon_gift_card_get_fields (card)->is_complimentary)
    return check_payments (card, payments, cents, error);
  return check_payments (card, payments, 0, error) && check_note (card, act, error);
}

static void
add_payments (GPtrArray *payments, SalonChangeBuilder *builder)
{
  for (guint i = 0; i < payments->len; i++)
    salon_payment_add_insert (g_ptr_array_index (payments, i), builder);
}

SalonChange *
salon_gift_card_sell (SalonGiftCard *card,
                      GPtrArray *payments,
                      const SalonGiftCardAct *act,
                      GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = NULL;
  SalonMovementFields issue;
  gint64 cents = 0;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (card), NULL);
  g_return_val_if_fail (payments != NULL && act != NULL, NULL);

  cents = salon_gift_card_get_fields (card)->amount_cents;
  if (!check_new (card, error) || !check_paid (card, payments, cents, act, error))
    return NULL;
  builder = salon_change_builder_new ();
  issue = make_movement (card, SALON_MOVEMENT_ISSUE, cents, act);
  salon_gift_card_add_insert (card, builder);
  add_movement (&issue, builder);
  add_payments (payments, builder);
  return salon_change_builder_end (builder, act->label);
}

gboolean
salon_gift_card_add_bring_in (SalonGiftCard *card,
                              SalonGiftCard *before,
                              gint64 remaining_cents,
                              const char *debit_id,
                              const SalonGiftCardAct *act,
                              SalonChangeBuilder *builder,
                              GError **error)
{
  const SalonGiftCardFields *fields = NULL;
  SalonMovementFields movement;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (card) && debit_id != NULL, FALSE);
  g_return_val_if_fail (act != NULL && builder != NULL, FALSE);

  fields = salon_gift_card_get_fields (card);
  if (!check_new (card, error))
    return FALSE;
  if (remaining_cents < 0 || remaining_cents > fields->amount_cents)
    return refuse (error, SALON_GIFT_CARD_ERROR_BALANCE, card, "more is left than was put in");

  if (before != NULL)
    salon_gift_card_add_update (before, card, builder);
  else
    salon_gift_card_add_insert (card, builder);
  movement = make_movement (card, SALON_MOVEMENT_ISSUE, fields->amount_cents, act);
  /* Noon in Greenwich is that day nearly everywhere. */
  movement.at = (gint64) fields->purchased_on * DAY_SECONDS + DAY_SECONDS / 2;
  add_movement (&movement, builder);
  if (remaining_cents < fields->amount_cents)
    {
      movement.id = debit_id;
      movement.kind = SALON_MOVEMENT_DEBIT;
      movement.amount_cents = remaining_cents - fields->amount_cents;
      movement.at++;
      add_movement (&movement, builder);
    }
  return TRUE;
}

SalonChange *
salon_gift_card_bring_in (SalonGiftCard *card,
                          gint64 remaining_cents,
                          const char *debit_id,
                          const SalonGiftCardAct *act,
                          GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  if (!salon_gift_card_add_bring_in (card, NULL, remaining_cents, debit_id, act, builder, error))
    return NULL;
  return salon_change_builder_end (builder, act->label);
}

gboolean
salon_gift_card_check_debit (SalonGiftCard *self,
                             gint64 amount_cents,
                             const SalonGiftCardAct *act,
                             GError **error)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARD (self) && act != NULL, FALSE);

  if (!check_amount (self, amount_cents, error) || !check_not_ended (self, act->today, error))
    return FALSE;
  if (amount_cents > salon_gift_card_get_balance (self))
    return refuse (error, SALON_GIFT_CARD_ERROR_BALANCE, self, "holds less");
  if (salon_gift_card_get_state (self, act->today) == SALON_GIFT_CARD_EXPIRED
      && is_blank (act->note))
    return refuse (error, SALON_GIFT_CARD_ERROR_EXPIRED, self, "has expired");
  return TRUE;
}

SalonChange *
salon_gift_card_debit (SalonGiftCard *self,
                       gint64 amount_cents,
                       const SalonGiftCardAct *act,
                       GError **error)
{
  SalonMovementFields debit;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (self) && act != NULL, NULL);

  if (!salon_gift_card_check_debit (self, amount_cents, act, error))
    return NULL;
  debit = make_movement (self, SALON_MOVEMENT_DEBIT, -amount_cents, act);
  return end_movement (&debit, act->label);
}

SalonChange *
salon_gift_card_credit (SalonGiftCard *self,
                        gint64 amount_cents,
                        GPtrArray *payments,
                        const SalonGiftCardAct *act,
                        GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = NULL;
  SalonMovementFields credit;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (self), NULL);
  g_return_val_if_fail (payments != NULL && act != NULL, NULL);

  if (!check_amount (self, amount_cents, error) || !check_not_ended (self, act->today, error)
      || !check_paid (self, payments, amount_cents, act, error))
    return NULL;
  if (salon_gift_card_get_fields (self)->expires_on < act->today)
    {
      refuse (error, SALON_GIFT_CARD_ERROR_EXPIRED, self, "has expired");
      return NULL;
    }
  builder = salon_change_builder_new ();
  credit = make_movement (self, SALON_MOVEMENT_CREDIT, amount_cents, act);
  add_movement (&credit, builder);
  add_payments (payments, builder);
  return salon_change_builder_end (builder, act->label);
}

/* What was taken back and put in force again is as it was: the number of such movements says it. */
gboolean
salon_gift_card_can_take_back (GPtrArray *movements, SalonGiftCardMovement *movement)
{
  const SalonMovementFields *fields = NULL;
  int n = 0;

  g_return_val_if_fail (movements != NULL && SALON_IS_GIFT_CARD_MOVEMENT (movement), FALSE);

  fields = salon_gift_card_movement_get_fields (movement);
  if (fields->reverses != NULL
      || (fields->kind != SALON_MOVEMENT_DEBIT && fields->kind != SALON_MOVEMENT_VOID))
    return FALSE;
  for (guint i = 0; i < movements->len; i++)
    if (g_strcmp0 (salon_gift_card_movement_get_fields (g_ptr_array_index (movements, i))->reverses,
                   fields->id)
        == 0)
      n++;
  return n % 2 == 0;
}

SalonChange *
salon_gift_card_take_back (SalonGiftCard *self,
                           GPtrArray *movements,
                           SalonGiftCardMovement *movement,
                           const SalonGiftCardAct *act,
                           GError **error)
{
  g_autoptr (SalonGiftCardMovement) back = NULL;
  SalonMovementFields fields;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (self), NULL);
  g_return_val_if_fail (SALON_IS_GIFT_CARD_MOVEMENT (movement) && act != NULL, NULL);

  if (!salon_gift_card_can_take_back (movements, movement))
    {
      refuse (error, SALON_GIFT_CARD_ERROR_ENDED, self, "cannot be taken back");
      return NULL;
    }
  if (!check_note (self, act, error))
    return NULL;
  back = salon_gift_card_movement_reverse (movement, TRUE, act->movement_id, act->now, act->by);
  fields = *salon_gift_card_movement_get_fields (back);
  fields.note = act->note;
  return end_movement (&fields, act->label);
}

static gboolean
add_extension (const SalonGiftCardExtension *extension,
               const SalonGiftCardAct *act,
               SalonChangeBuilder *builder,
               GError **error)
{
  g_autoptr (SalonGiftCard) after = NULL;
  SalonGiftCardFields fields = *salon_gift_card_get_fields (extension->card);
  SalonMovementFields movement;

  if (!check_not_ended (extension->card, act->today, error))
    return FALSE;
  if (extension->until <= fields.expires_on || extension->until < act->today)
    return refuse (error, SALON_GIFT_CARD_ERROR_DATE, extension->card, "does not last longer");
  fields.expires_on = extension->until;
  after = salon_gift_card_new (&fields);
  salon_gift_card_add_update (extension->card, after, builder);
  movement = make_movement (extension->card, SALON_MOVEMENT_EXTEND, 0, act);
  movement.id = extension->movement_id;
  movement.expires_on = extension->until;
  add_movement (&movement, builder);
  return TRUE;
}

SalonChange *
salon_gift_card_extend (const SalonGiftCardExtension *extensions,
                        gsize n_extensions,
                        const SalonGiftCardAct *act,
                        GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = NULL;

  g_return_val_if_fail (extensions != NULL && n_extensions > 0, NULL);
  g_return_val_if_fail (act != NULL, NULL);

  if (!check_note (extensions[0].card, act, error))
    return NULL;
  builder = salon_change_builder_new ();
  for (gsize i = 0; i < n_extensions; i++)
    if (!add_extension (&extensions[i], act, builder, error))
      return NULL;
  return salon_change_builder_end (builder, act->label);
}

/* Something must be left that can be taken away, or paid back. */
static gboolean
check_left (SalonGiftCard *card, GError **error)
{
  return salon_gift_card_get_balance (card) > 0
         || refuse (error, SALON_GIFT_CARD_ERROR_BALANCE, card, "holds nothing");
}

SalonChange *
salon_gift_card_void (SalonGiftCard *self, const SalonGiftCardAct *act, GError **error)
{
  SalonMovementFields ending;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (self) && act != NULL, NULL);

  if (!check_left (self, error) || !check_note (self, act, error))
    return NULL;
  ending = make_movement (self, SALON_MOVEMENT_VOID, -salon_gift_card_get_balance (self), act);
  return end_movement (&ending, act->label);
}

SalonChange *
salon_gift_card_refund (SalonGiftCard *self,
                        SalonPayment *payment,
                        const SalonGiftCardAct *act,
                        GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = NULL;
  const SalonPaymentFields *paid = NULL;
  SalonMovementFields refund;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (self) && SALON_IS_PAYMENT (payment), NULL);
  g_return_val_if_fail (act != NULL, NULL);

  paid = salon_payment_get_fields (payment);
  if (!check_left (self, error))
    return NULL;
  if (salon_gift_card_get_fields (self)->is_complimentary
      || paid->amount_cents != -salon_gift_card_get_balance (self)
      || g_strcmp0 (paid->gift_card_id, salon_gift_card_get_fields (self)->id) != 0
      || salon_payment_get_means (payment) == SALON_MEANS_GIFT_CARD)
    {
      refuse (error, SALON_GIFT_CARD_ERROR_AMOUNT, self, "is not what is left");
      return NULL;
    }
  builder = salon_change_builder_new ();
  refund = make_movement (self, SALON_MOVEMENT_REFUND, paid->amount_cents, act);
  add_movement (&refund, builder);
  salon_payment_add_insert (payment, builder);
  return salon_change_builder_end (builder, act->label);
}
