/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gift card before it is sold: what is checked, how it is paid, and the change that sells it. */
#include "gift-cards/salon-sale-form.h"

#include "core/salon-money.h"
#include "payments/salon-till-setting.h"
#include "settings/salon-setting.h"

#include "booking-fixture.h"

typedef struct
{
  BookingFixture salon; /* Monday 9 March 2026 */
  SalonSaleForm *form;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  booking_fixture_set_up (&self->salon, NULL);
  self->form = salon_sale_form_new (self->salon.session);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  salon_sale_form_free (self->form);
  booking_fixture_tear_down (&self->salon, NULL);
}

static void
fill (Fixture *self)
{
  salon_sale_form_set_amount (self->form, "80");
  salon_sale_form_set_recipient (self->form, " Anna  Petit ");
  salon_sale_form_set_buyer (self->form, "Marie Durand", "marie@example.fr");
  salon_sale_form_set_message (self->form, "Happy birthday\nfrom us all");
}

static void
assert_refused (Fixture *self, SalonSaleField expected)
{
  SalonSaleField field;

  g_assert_nonnull (salon_sale_form_check (self->form, &field));
  g_assert_cmpint (field, ==, expected);
}

static void
assert_good (Fixture *self)
{
  SalonSaleField field;

  g_assert_cmpstr (salon_sale_form_check (self->form, &field), ==, NULL);
}

/* Sells it and reads it back. */
static SalonGiftCard *
save (Fixture *self, SalonClient *new_client)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (SalonChange) change = salon_sale_form_save (self->form, new_client, &id, &error);
  SalonGiftCard *card = NULL;

  g_assert_no_error (error);
  booking_fixture_commit (&self->salon, change, &error);
  g_assert_no_error (error);
  card = salon_reader_get_gift_card (salon_session_get_reader (self->salon.session), id, &error);
  g_assert_no_error (error);
  return card;
}

static GPtrArray *
list_payments (Fixture *self, SalonGiftCard *card)
{
  return salon_reader_list_gift_card_payments (salon_session_get_reader (self->salon.session),
                                               salon_gift_card_get_fields (card)->id, NULL);
}

static void
test_a_card_of_an_amount_paid_by_card (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  const SalonGiftCardFields *fields = NULL;
  SalonVoucherVerdict verdict;

  fill (self);
  assert_good (self);
  card = save (self, NULL);
  fields = salon_gift_card_get_fields (card);
  g_assert_cmpint (salon_gift_card_get_balance (card), ==, 8000);
  g_assert_cmpstr (fields->recipient_name, ==, "Anna Petit");
  g_assert_cmpstr (fields->buyer_name, ==, "Marie Durand");
  g_assert_cmpstr (fields->buyer_email, ==, "marie@example.fr");
  g_assert_cmpstr (fields->message, ==, "Happy birthday\nfrom us all");
  g_assert_cmpint (fields->expires_on, ==, salon_day_from_ymd (2027, 3, 9));
  g_assert_true (salon_voucher_code_read (fields->code, "SERA", NULL, &verdict));
  payments = list_payments (self, card);
  g_assert_cmpuint (payments->len, ==, 1);
  g_assert_cmpstr (salon_payment_get_fields (payments->pdata[0])->method, ==, "card");
  g_assert_cmpint (salon_payment_get_fields (payments->pdata[0])->amount_cents, ==, 8000);
}

static void
test_no_two_codes_are_the_same (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) one = NULL;
  g_autoptr (SalonGiftCard) other = NULL;

  fill (self);
  one = save (self, NULL);
  other = save (self, NULL);
  g_assert_cmpstr (salon_gift_card_get_fields (one)->code, !=,
                   salon_gift_card_get_fields (other)->code);
}

static void
test_a_card_of_a_service_is_worth_its_price (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;

  fill (self);
  salon_sale_form_set_service (self->form, self->salon.massage);
  g_assert_cmpint (salon_sale_form_get_value (self->form), ==, 9500);
  assert_good (self);
  card = save (self, NULL);
  g_assert_cmpint (salon_gift_card_get_fields (card)->kind, ==, SALON_GIFT_CARD_SERVICE);
  g_assert_cmpstr (salon_gift_card_get_fields (card)->service_name, ==, "Massage");
  g_assert_cmpint (salon_gift_card_get_balance (card), ==, 9500);
}

static void
test_the_rest_follows_the_price (Fixture *self, gconstpointer unused)
{
  salon_sale_form_set_amount (self->form, "50");
  g_assert_cmpstr (salon_sale_form_get_paid (self->form, SALON_MEANS_CARD), ==, "€50.00");
  salon_sale_form_set_amount (self->form, "80");
  g_assert_cmpstr (salon_sale_form_get_paid (self->form, SALON_MEANS_CARD), ==, "€80.00");
  salon_sale_form_set_rest (self->form, SALON_MEANS_CASH);
  g_assert_cmpstr (salon_sale_form_get_paid (self->form, SALON_MEANS_CARD), ==, "");
  g_assert_cmpint (salon_sale_form_get_cash (self->form), ==, 8000);
}

static void
test_a_split_with_change (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GPtrArray) payments = NULL;

  fill (self);
  salon_sale_form_set_paid (self->form, SALON_MEANS_CHEQUE, "30");
  salon_sale_form_set_rest (self->form, SALON_MEANS_CASH);
  salon_sale_form_set_tendered (self->form, "100");
  g_assert_cmpint (salon_sale_form_get_change (self->form), ==, 5000);
  assert_good (self);
  card = save (self, NULL);
  payments = list_payments (self, card);
  g_assert_cmpuint (payments->len, ==, 2);
  g_assert_cmpint (salon_gift_card_get_balance (card), ==, 8000);
}

static void
test_what_is_not_paid_to_the_cent_is_not_sold (Fixture *self, gconstpointer unused)
{
  fill (self);
  salon_sale_form_set_paid (self->form, SALON_MEANS_CARD, "79.99");
  assert_refused (self, SALON_SALE_FIELD_PAYMENT);
  salon_sale_form_set_paid (self->form, SALON_MEANS_CARD, "80.01");
  assert_refused (self, SALON_SALE_FIELD_PAYMENT);
  salon_sale_form_set_paid (self->form, SALON_MEANS_CARD, "eighty");
  assert_refused (self, SALON_SALE_FIELD_PAYMENT);
  salon_sale_form_set_rest (self->form, SALON_MEANS_CASH);
  salon_sale_form_set_tendered (self->form, "50");
  assert_refused (self, SALON_SALE_FIELD_PAYMENT);
}

static void
test_what_it_is_worth_must_make_sense (Fixture *self, gconstpointer unused)
{
  static const char *const wrong[] = { "", " ", "much", "0", "-5", "5000.01" };

  fill (self);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      salon_sale_form_set_amount (self->form, wrong[i]);
      assert_refused (self, SALON_SALE_FIELD_VALUE);
    }
}

static void
test_one_name_is_enough (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;
  SalonVoucherCard paper;

  salon_sale_form_set_amount (self->form, "30");
  assert_refused (self, SALON_SALE_FIELD_NAMES);
  salon_sale_form_set_buyer (self->form, "Paul", NULL);
  assert_good (self);
  card = save (self, NULL);
  g_assert_cmpstr (salon_gift_card_get_fields (card)->recipient_name, ==, "Paul");
  salon_sale_form_fill_paper (self->form, &paper);
  g_assert_cmpstr (paper.recipient, ==, "");
}

static void
test_a_given_card_asks_why_and_is_not_paid (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GPtrArray) payments = NULL;

  fill (self);
  salon_sale_form_set_complimentary (self->form, TRUE);
  assert_refused (self, SALON_SALE_FIELD_NOTE);
  salon_sale_form_set_note (self->form, "Prize of the tombola");
  assert_good (self);
  card = save (self, NULL);
  payments = list_payments (self, card);
  g_assert_cmpuint (payments->len, ==, 0);
  g_assert_true (salon_gift_card_get_fields (card)->is_complimentary);
}

static void
test_a_new_client_comes_with_the_sale_and_goes_with_it (Fixture *self, gconstpointer unused)
{
  SalonReader *reader = salon_session_get_reader (self->salon.session);
  int n_before = salon_reader_count_clients (reader, NULL);
  g_autoptr (SalonClient) client =
    salon_client_new (&(SalonClientFields) { .id = "00000000-0000-7000-8000-0000000000aa",
                                             .name = "Zoé",
                                             .language = "fr",
                                             .created_at = 1 });
  g_autoptr (SalonGiftCard) card = NULL;

  fill (self);
  card = save (self, client);
  g_assert_cmpint (salon_reader_count_clients (reader, NULL), ==, n_before + 1);
  salon_session_undo (self->salon.session);
  while (salon_reader_count_clients (reader, NULL) != n_before)
    g_main_context_iteration (NULL, TRUE);
}

/* A salon with a till of its own has taken the money there. */
static void
test_without_a_till_nothing_is_asked_of_the_payment (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonChange) change =
    salon_setting_change_boolean (salon_session_get_reader (self->salon.session),
                                  SALON_TILL_OFF_KEY, TRUE, "Till", NULL);
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GPtrArray) payments = NULL;

  booking_fixture_commit (&self->salon, change, NULL);
  fill (self);
  salon_sale_form_set_paid (self->form, SALON_MEANS_CARD, "");
  assert_good (self);
  card = save (self, NULL);
  payments = list_payments (self, card);
  g_assert_cmpuint (payments->len, ==, 1);
  g_assert_cmpint (salon_payment_get_means (payments->pdata[0]), ==, SALON_MEANS_OTHER);
}

static void
test_the_validity_is_the_salons_unless_it_is_changed (Fixture *self, gconstpointer unused)
{
  g_assert_cmpint (salon_sale_form_get_months (self->form), ==, 12);
  salon_sale_form_set_months (self->form, 6);
  g_assert_cmpint (salon_sale_form_get_expiry (self->form), ==, salon_day_from_ymd (2026, 9, 9));
  salon_sale_form_set_months (self->form, 100000);
  g_assert_cmpint (salon_sale_form_get_months (self->form), ==, SALON_SALE_MOST_MONTHS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/sale-form/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("a-card-of-an-amount-paid-by-card", test_a_card_of_an_amount_paid_by_card);
  ADD ("no-two-codes-are-the-same", test_no_two_codes_are_the_same);
  ADD ("a-card-of-a-service-is-worth-its-price", test_a_card_of_a_service_is_worth_its_price);
  ADD ("the-rest-follows-the-price", test_the_rest_follows_the_price);
  ADD ("a-split-with-change", test_a_split_with_change);
  ADD ("what-is-not-paid-to-the-cent-is-not-sold", test_what_is_not_paid_to_the_cent_is_not_sold);
  ADD ("what-it-is-worth-must-make-sense", test_what_it_is_worth_must_make_sense);
  ADD ("one-name-is-enough", test_one_name_is_enough);
  ADD ("a-given-card-asks-why-and-is-not-paid", test_a_given_card_asks_why_and_is_not_paid);
  ADD ("a-new-client-comes-with-the-sale-and-goes-with-it",
       test_a_new_client_comes_with_the_sale_and_goes_with_it);
  ADD ("without-a-till-nothing-is-asked-of-the-payment",
       test_without_a_till_nothing_is_asked_of_the_payment);
  ADD ("the-validity-is-the-salons-unless-it-is-changed",
       test_the_validity_is_the_salons_unless_it_is_changed);
#undef ADD
  return g_test_run ();
}
