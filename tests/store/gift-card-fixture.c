/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gift-card-fixture.h"

SalonGiftCardAct
gift_card_fixture_act (const char *movement_id, const char *note)
{
  return (SalonGiftCardAct) {
    .movement_id = movement_id,
    .now = FIXTURE_NOW,
    .today = GIFT_TODAY,
    .note = note,
    .label = "Do",
  };
}

SalonGiftCard *
gift_card_fixture_make (guint number, gint64 cents, SalonDay expires_on)
{
  g_autofree char *id = fixture_id (number);
  g_autofree char *code = g_strdup_printf ("CODE-%x", number);

  return salon_gift_card_new (&(SalonGiftCardFields) {
    .id = id,
    .code = code,
    .amount_cents = cents,
    .buyer_name = "Élodie Martin",
    .recipient_name = "Marie Durand",
    .purchased_on = GIFT_TODAY - 400,
    .expires_on = expires_on,
  });
}

void
gift_card_fixture_apply (StoreFixture *fixture, SalonChange *change, GError *error)
{
  g_autoptr (SalonChange) applied = NULL;

  g_assert_no_error (error);
  applied = store_fixture_apply (fixture, change);
  g_assert_nonnull (applied);
}

void
gift_card_fixture_sell (StoreFixture *fixture, guint number, gint64 cents, SalonDay expires_on)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_make (number, cents, expires_on);
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *payment = fixture_id (number + 1);
  g_autofree char *movement = fixture_id (number + 2);
  SalonGiftCardAct act = gift_card_fixture_act (movement, NULL);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (payments, salon_payment_new (&(SalonPaymentFields) {
                               .id = payment,
                               .gift_card_id = salon_gift_card_get_fields (card)->id,
                               .amount_cents = cents,
                               .method = "cash",
                               .status = "completed",
                               .created_at = FIXTURE_NOW,
                             }));
  gift_card_fixture_apply (fixture, salon_gift_card_sell (card, payments, &act, &error), error);
}

SalonReader *
gift_card_fixture_open (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SalonReader *reader = salon_reader_open (fixture->path, &error);

  g_assert_no_error (error);
  return reader;
}

SalonGiftCard *
gift_card_fixture_read (StoreFixture *fixture, guint number)
{
  g_autoptr (SalonReader) reader = gift_card_fixture_open (fixture);
  g_autofree char *id = fixture_id (number);
  g_autoptr (GError) error = NULL;
  SalonGiftCard *card = salon_reader_get_gift_card (reader, id, &error);

  g_assert_no_error (error);
  return card;
}

GPtrArray *
gift_card_fixture_list_movements (StoreFixture *fixture, guint number)
{
  g_autoptr (SalonReader) reader = gift_card_fixture_open (fixture);
  g_autofree char *id = fixture_id (number);
  g_autoptr (GError) error = NULL;
  GPtrArray *movements = salon_reader_list_movements (reader, id, &error);

  g_assert_no_error (error);
  return movements;
}

void
gift_card_fixture_debit (StoreFixture *fixture, guint number, guint movement, gint64 cents)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_read (fixture, number);
  g_autofree char *id = fixture_id (movement);
  SalonGiftCardAct act = gift_card_fixture_act (id, NULL);
  g_autoptr (GError) error = NULL;

  gift_card_fixture_apply (fixture, salon_gift_card_debit (card, cents, &act, &error), error);
}

gint64
gift_card_fixture_get_balance (StoreFixture *fixture, guint number)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_read (fixture, number);

  return salon_gift_card_get_balance (card);
}

SalonGiftCardState
gift_card_fixture_get_state (StoreFixture *fixture, guint number)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_read (fixture, number);

  return salon_gift_card_get_state (card, GIFT_TODAY);
}
