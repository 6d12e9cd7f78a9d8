/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that a gift card becomes on its paper. */
#include "vouchers/salon-voucher-card.h"

#include "booking-fixture.h"

static SalonVoucherCard
make_card (gint64 value_cents)
{
  return (SalonVoucherCard) {
    .value_cents = value_cents,
    .recipient = "Zoé",
    .issued_on = TODAY,
    .expires_on = TODAY + 365,
  };
}

static gboolean
shows_value (BookingFixture *fixture, gint64 value_cents)
{
  const SalonVoucherCard card = make_card (value_cents);
  g_autoptr (SalonVoucher) voucher =
    salon_voucher_card_create_document (fixture->session, &card, 1);
  g_autoptr (GArray) boxes = salon_voucher_list_boxes (voucher, 0);

  for (guint i = 0; i < boxes->len; i++)
    if (g_str_equal (g_array_index (boxes, SalonVoucherBox, i).name, "value"))
      return TRUE;
  return FALSE;
}

static void
test_an_amount_is_on_the_paper (BookingFixture *fixture, gconstpointer data)
{
  const SalonVoucherCard card = make_card (8000);
  g_autofree char *sentence = salon_voucher_card_describe (fixture->session, &card);

  g_assert_nonnull (strstr (sentence, "80"));
  g_assert_true (shows_value (fixture, 8000));
}

/* While it is being sold: "0 €" would be a voucher for nothing. */
static void
test_an_amount_that_is_not_typed_yet_is_not (BookingFixture *fixture, gconstpointer data)
{
  const SalonVoucherCard card = make_card (0);
  g_autofree char *sentence = salon_voucher_card_describe (fixture->session, &card);

  g_assert_null (strstr (sentence, "€0"));
  g_assert_null (strstr (sentence, ", ,"));
  g_assert_false (shows_value (fixture, 0));
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/voucher-card/" path, BookingFixture, NULL, booking_fixture_set_up, test,     \
              booking_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("an-amount-is-on-the-paper", test_an_amount_is_on_the_paper);
  ADD ("an-amount-that-is-not-typed-yet-is-not", test_an_amount_that_is_not_typed_yet_is_not);
  return g_test_run ();
}
