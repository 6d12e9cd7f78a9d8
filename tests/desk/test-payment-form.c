/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "payments/salon-payment-form.h"

#include "payments/salon-payment-words.h"

#include "booking-fixture.h"

typedef struct
{
  BookingFixture salon;
  SalonBooking *booking; /* a gel of €45 */
  GPtrArray *payments;
  SalonPaymentForm *form;
} Fixture;

static void
reload (Fixture *self)
{
  SalonReader *reader = salon_session_get_reader (self->salon.session);
  g_autofree char *id = g_strdup (salon_booking_get_fields (self->booking)->id);

  g_clear_pointer (&self->form, salon_payment_form_free);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_object_unref (self->booking);
  self->booking = salon_reader_get_booking (reader, id, NULL);
  self->payments = salon_reader_list_payments (reader, id, NULL);
  self->form = salon_payment_form_new (self->salon.session, self->booking, self->payments);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = NULL;

  booking_fixture_set_up (&self->salon, NULL);
  form = booking_fixture_make_form (&self->salon, 14 * 60);
  self->booking = booking_fixture_save (&self->salon, form);
  reload (self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  salon_payment_form_free (self->form);
  g_ptr_array_unref (self->payments);
  g_object_unref (self->booking);
  booking_fixture_tear_down (&self->salon, NULL);
}

/* Takes @change. */
static void
commit (Fixture *self, SalonChange *change)
{
  g_autoptr (SalonChange) taken = change;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (taken);
  booking_fixture_commit (&self->salon, taken, &error);
  g_assert_no_error (error);
  reload (self);
}

static void
assert_texts (Fixture *self, const char *cash, const char *card)
{
  g_assert_cmpstr (salon_payment_form_get_text (self->form, SALON_MEANS_CASH), ==, cash);
  g_assert_cmpstr (salon_payment_form_get_text (self->form, SALON_MEANS_CARD), ==, card);
}

static void
test_the_card_takes_what_the_others_leave (Fixture *self, gconstpointer unused)
{
  assert_texts (self, "", "€45.00");
  salon_payment_form_set_text (self->form, SALON_MEANS_CASH, "20");
  assert_texts (self, "20", "€25.00");
  salon_payment_form_set_text (self->form, SALON_MEANS_CASH, "45");
  assert_texts (self, "45", "");
  salon_payment_form_set_text (self->form, SALON_MEANS_CASH, "");
  assert_texts (self, "", "€45.00");
  g_assert_cmpint (salon_payment_form_get_left (self->form), ==, 0);
}

static void
test_what_is_written_by_hand_stays (Fixture *self, gconstpointer unused)
{
  salon_payment_form_set_text (self->form, SALON_MEANS_CARD, "30");
  salon_payment_form_set_text (self->form, SALON_MEANS_CHEQUE, "5");
  assert_texts (self, "", "30");
  g_assert_cmpint (salon_payment_form_get_left (self->form), ==, 1000);
  salon_payment_form_set_rest (self->form, SALON_MEANS_CASH);
  assert_texts (self, "€10.00", "30");
}

static void
test_the_rest_moves_to_another_line (Fixture *self, gconstpointer unused)
{
  salon_payment_form_set_rest (self->form, SALON_MEANS_CASH);
  assert_texts (self, "€45.00", "");
}

static void
test_change_to_give (Fixture *self, gconstpointer unused)
{
  g_assert_cmpint (salon_payment_form_get_change (self->form), ==, -1);
  salon_payment_form_set_rest (self->form, SALON_MEANS_CASH);
  salon_payment_form_set_tendered (self->form, "50");
  g_assert_cmpint (salon_payment_form_get_change (self->form), ==, 500);
  g_assert_null (salon_payment_form_check (self->form, NULL));
  salon_payment_form_set_tendered (self->form, "40");
  g_assert_cmpstr (salon_payment_form_check (self->form, NULL), ==,
                   "Less was handed over than is paid in cash.");
}

static void
assert_refused (Fixture *self, const char *text, SalonMeans means)
{
  SalonMeans where = SALON_MEANS_OTHER;

  salon_payment_form_set_text (self->form, means, text);
  g_assert_nonnull (salon_payment_form_check (self->form, &where));
  g_assert_cmpint (where, ==, means);
  g_assert_null (salon_payment_form_save (self->form, 1));
  salon_payment_form_set_text (self->form, means, "");
}

static void
test_what_makes_no_sense_is_refused (Fixture *self, gconstpointer unused)
{
  assert_refused (self, "forty", SALON_MEANS_CHEQUE);
  assert_refused (self, "-5", SALON_MEANS_CASH);
  assert_refused (self, "45.01", SALON_MEANS_CARD);
  assert_refused (self, "92233720368547758.07", SALON_MEANS_CASH);
  salon_payment_form_set_text (self->form, SALON_MEANS_CARD, "");
  g_assert_nonnull (salon_payment_form_check (self->form, NULL));
}

static void
test_a_split_is_saved_with_its_change (Fixture *self, gconstpointer unused)
{
  const SalonPaymentFields *cash = NULL;

  salon_payment_form_set_text (self->form, SALON_MEANS_CASH, "20");
  salon_payment_form_set_tendered (self->form, "50");
  commit (self, salon_payment_form_save (self->form, 1773136800));
  g_assert_cmpuint (self->payments->len, ==, 2);
  cash = salon_payment_get_fields (g_ptr_array_index (self->payments, 0));
  g_assert_cmpstr (cash->method, ==, "cash");
  g_assert_cmpint (cash->amount_cents, ==, 2000);
  g_assert_cmpint (cash->tendered_cents, ==, 5000);
  g_assert_cmpstr (salon_booking_get_fields (self->booking)->payment_status, ==, "fully_paid");
  g_assert_cmpint (salon_payment_form_get_due (self->form), ==, 0);
}

static void
test_a_deposit_is_named (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonChange) change = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *summary = NULL;
  SalonPayment *payment = NULL;

  salon_payment_form_set_text (self->form, SALON_MEANS_CARD, "15");
  salon_payment_form_set_deposit (self->form, SALON_DEPOSIT_ARRHES);
  change = salon_payment_form_save (self->form, 1773136800);
  g_assert_cmpstr (salon_change_get_label (change), ==, "Marie Durand pays a deposit of €15.00");
  commit (self, g_steal_pointer (&change));
  payment = g_ptr_array_index (self->payments, 0);
  g_assert_cmpint (salon_payment_get_fields (payment)->deposit, ==, SALON_DEPOSIT_ARRHES);
  g_assert_cmpstr (salon_booking_get_fields (self->booking)->payment_status, ==, "deposit_paid");

  title = salon_payment_words_title (self->salon.session, self->payments, payment);
  subtitle = salon_payment_words_subtitle (self->salon.session, self->payments, payment);
  summary = salon_payment_words_summary (self->salon.session, self->booking, self->payments);
  g_assert_cmpstr (title, ==, "Card, €15.00");
  g_assert_cmpstr (subtitle, ==, "Tuesday 10 March 11:00 – Forfeitable (arrhes)");
  g_assert_cmpstr (summary, ==, "To pay: €30.00");
}

static void
test_a_correction_lets_pay_again (Fixture *self, gconstpointer unused)
{
  g_autofree char *subtitle = NULL;
  SalonPayment *wrong = NULL;

  commit (self, salon_payment_form_save (self->form, 1773136800));
  wrong = g_ptr_array_index (self->payments, 0);
  commit (self, salon_payment_form_correct (self->form, wrong, SALON_REVERSAL_MISTAKE, 1773136900));
  g_assert_cmpuint (self->payments->len, ==, 2);
  g_assert_cmpstr (salon_booking_get_fields (self->booking)->payment_status, ==, "pending");
  assert_texts (self, "", "€45.00");
  subtitle = salon_payment_words_subtitle (self->salon.session, self->payments,
                                           g_ptr_array_index (self->payments, 0));
  g_assert_true (g_str_has_suffix (subtitle, " – was taken back"));
  g_assert_null (salon_payment_form_correct (self->form, g_ptr_array_index (self->payments, 0),
                                             SALON_REVERSAL_MISTAKE, 1));
}

/* --- Gift cards --- */

#define CARD_ID "0197b1c2-0000-7000-8000-000000000500"

/* Brings in an old voucher with @left on it, and reads it. */
static SalonGiftCard *
make_card (Fixture *self, gint64 left, SalonDay expires_on)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->salon.session));
  g_autoptr (SalonGiftCard) card = salon_gift_card_new (&(SalonGiftCardFields) {
    .id = CARD_ID,
    .code = "SERA-105V-219M",
    .amount_cents = 10000,
    .buyer_name = "Paul",
    .recipient_name = "Marie",
    .purchased_on = today - 500,
    .expires_on = expires_on,
  });
  SalonGiftCardAct act = {
    .movement_id = "0197b1c2-0000-7000-8000-000000000501",
    .today = today,
    .label = "Bring in",
  };

  commit (self, salon_gift_card_bring_in (card, left, "0197b1c2-0000-7000-8000-000000000502", &act,
                                          NULL));
  return salon_reader_get_gift_card (salon_session_get_reader (self->salon.session), CARD_ID, NULL);
}

static gint64
get_balance (Fixture *self)
{
  g_autoptr (SalonGiftCard) card =
    salon_reader_get_gift_card (salon_session_get_reader (self->salon.session), CARD_ID, NULL);

  return salon_gift_card_get_balance (card);
}

static SalonDay
get_today (Fixture *self)
{
  return salon_moment_get_day (salon_session_get_now (self->salon.session));
}

static void
test_a_gift_card_pays_what_it_can (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = make_card (self, 3000, get_today (self));
  const SalonPaymentFields *paid = NULL;

  salon_payment_form_set_card (self->form, card);
  g_assert_cmpstr (salon_payment_form_get_text (self->form, SALON_MEANS_GIFT_CARD), ==, "€30.00");
  assert_texts (self, "", "€15.00");
  g_assert_false (salon_payment_form_needs_note (self->form));
  commit (self, salon_payment_form_save (self->form, 1773136800));
  g_assert_cmpint (get_balance (self), ==, 0);
  g_assert_cmpuint (self->payments->len, ==, 2);
  paid = salon_payment_get_fields (g_ptr_array_index (self->payments, 1));
  g_assert_cmpstr (paid->method, ==, "gift_card");
  g_assert_cmpstr (paid->gift_card_id, ==, CARD_ID);
  g_assert_cmpstr (salon_booking_get_fields (self->booking)->payment_status, ==, "fully_paid");
}

static void
test_a_full_gift_card_pays_the_whole (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = make_card (self, 10000, get_today (self));
  SalonPayment *wrong = NULL;

  salon_payment_form_set_card (self->form, card);
  assert_texts (self, "", "");
  commit (self, salon_payment_form_save (self->form, 1773136800));
  g_assert_cmpint (get_balance (self), ==, 5500);
  wrong = g_ptr_array_index (self->payments, 0);
  commit (self, salon_payment_form_correct (self->form, wrong, SALON_REVERSAL_MISTAKE, 1773136900));
  g_assert_cmpint (get_balance (self), ==, 10000);
  g_assert_cmpstr (salon_booking_get_fields (self->booking)->payment_status, ==, "pending");
}

static void
assert_card_words (Fixture *self, const char *words)
{
  SalonMeans means = SALON_MEANS_CARD;

  g_assert_cmpstr (salon_payment_form_check (self->form, &means), ==, words);
  g_assert_cmpint (means, ==, SALON_MEANS_GIFT_CARD);
  g_assert_null (salon_payment_form_save (self->form, 1));
}

static void
test_what_a_gift_card_does_not_give_is_told (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;

  salon_payment_form_set_text (self->form, SALON_MEANS_GIFT_CARD, "20");
  assert_card_words (self, "Type or scan the code of the gift card.");
  card = make_card (self, 3000, get_today (self));
  salon_payment_form_set_card (self->form, card);
  salon_payment_form_set_text (self->form, SALON_MEANS_GIFT_CARD, "30.01");
  assert_card_words (self, "There is not that much left on the gift card.");
}

static void
test_an_expired_gift_card_asks_why (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = make_card (self, 4500, get_today (self) - 1);
  g_autoptr (SalonChange) change = NULL;

  salon_payment_form_set_card (self->form, card);
  g_assert_true (salon_payment_form_needs_note (self->form));
  assert_card_words (
    self, "The gift card has expired. Extend it, or write why it is taken all the same.");
  salon_payment_form_set_note (self->form, "Was ill");
  change = salon_payment_form_save (self->form, 1773136800);
  g_assert_nonnull (change);
  commit (self, g_steal_pointer (&change));
  g_assert_cmpint (get_balance (self), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/payment-form/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("the-card-takes-what-the-others-leave", test_the_card_takes_what_the_others_leave);
  ADD ("what-is-written-by-hand-stays", test_what_is_written_by_hand_stays);
  ADD ("the-rest-moves-to-another-line", test_the_rest_moves_to_another_line);
  ADD ("change-to-give", test_change_to_give);
  ADD ("what-makes-no-sense-is-refused", test_what_makes_no_sense_is_refused);
  ADD ("a-split-is-saved-with-its-change", test_a_split_is_saved_with_its_change);
  ADD ("a-deposit-is-named", test_a_deposit_is_named);
  ADD ("a-correction-lets-pay-again", test_a_correction_lets_pay_again);
  ADD ("a-gift-card-pays-what-it-can", test_a_gift_card_pays_what_it_can);
  ADD ("a-full-gift-card-pays-the-whole-and-gets-it-back", test_a_full_gift_card_pays_the_whole);
  ADD ("what-a-gift-card-does-not-give-is-told", test_what_a_gift_card_does_not_give_is_told);
  ADD ("an-expired-gift-card-asks-why", test_an_expired_gift_card_asks_why);
#undef ADD
  return g_test_run ();
}
