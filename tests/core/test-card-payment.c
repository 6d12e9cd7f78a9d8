/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-card-payment.h"

#define CARD "0197b1c2-0000-7000-8000-000000000500"
#define BOOKING "0197b1c2-0000-7000-8000-000000000300"
#define TODAY 20524
#define NOW 1773307800

static const SalonGiftCardAct act = {
  .movement_id = "0197b1c2-0000-7000-8000-000000000501",
  .now = NOW,
  .today = TODAY,
  .label = "Pay",
};

static SalonBooking *
make_booking (void)
{
  return salon_booking_new (&(SalonBookingFields) {
    .id = BOOKING,
    .staff_id = "0197b1c2-0000-7000-8000-000000000001",
    .client_name = "Marie Durand",
    .day = TODAY,
    .minute = 600,
    .duration_minutes = 60,
    .price_cents = 4500,
    .payment_status = "pending",
  });
}

static SalonGiftCard *
make_card (gint64 balance, SalonDay expires_on)
{
  return salon_gift_card_new (&(SalonGiftCardFields) {
    .id = CARD,
    .code = "SERA-105V-219M",
    .buyer_name = "A",
    .recipient_name = "B",
    .expires_on = expires_on,
    .issued_cents = balance,
  });
}

static SalonPayment *
make_payment (const char *id, const char *method, gint64 cents)
{
  return salon_payment_new (&(SalonPaymentFields) {
    .id = id,
    .booking_id = BOOKING,
    .gift_card_id = g_str_equal (method, "gift_card") ? CARD : NULL,
    .amount_cents = cents,
    .method = method,
    .status = "completed",
    .created_at = NOW,
  });
}

#define FIRST "0197b1c2-0000-7000-8000-000000000601"
#define SECOND "0197b1c2-0000-7000-8000-000000000602"

static GPtrArray *
make_split (gint64 by_gift_card, gint64 in_cash)
{
  GPtrArray *payments = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (payments, make_payment (FIRST, "gift_card", by_gift_card));
  if (in_cash > 0)
    g_ptr_array_add (payments, make_payment (SECOND, "cash", in_cash));
  return payments;
}

/* "table amount", a line each; a booking's payment status. */
static char *
describe (SalonChange *change)
{
  GString *text = g_string_new (salon_change_get_label (change));

  g_assert_true (salon_change_check (change, NULL));
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      const char *member = edit->op == SALON_EDIT_UPDATE ? "payment_status" : "amount";

      g_string_append_printf (text, "\n%s %s", edit->table->name,
                              json_object_get_string_member (edit->set, member));
    }
  return g_string_free_and_steal (text);
}

static void
test_split (void)
{
  g_autoptr (SalonBooking) booking = make_booking ();
  g_autoptr (SalonGiftCard) card = make_card (3000, TODAY);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) taken = make_split (3000, 1500);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change =
    salon_card_payments_take (booking, none, taken, card, &act, &error);
  g_autofree char *text = NULL;
  JsonObject *debit = NULL;

  g_assert_no_error (error);
  text = describe (change);
  g_assert_cmpstr (text, ==,
                   "Pay\npayments 30.00\npayments 15.00\nbookings fully_paid\n"
                   "gift_card_movements -30.00");
  debit = salon_change_get_edit (change, 3)->set;
  g_assert_cmpstr (json_object_get_string_member (debit, "booking_id"), ==, BOOKING);
  g_assert_cmpstr (json_object_get_string_member (debit, "card_id"), ==, CARD);
}

static void
expect (gint64 balance, SalonDay expires_on, const char *note, gboolean with_card, int code)
{
  g_autoptr (SalonBooking) booking = make_booking ();
  g_autoptr (SalonGiftCard) card = make_card (balance, expires_on);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) taken = make_split (3000, 0);
  SalonGiftCardAct noted = act;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  noted.note = note;
  change = salon_card_payments_take (booking, none, taken, with_card ? card : NULL, &noted, &error);
  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (change);
      return;
    }
  g_assert_null (change);
  g_assert_error (error, SALON_GIFT_CARD_ERROR, code);
}

static void
test_refused (void)
{
  expect (2999, TODAY, NULL, TRUE, SALON_GIFT_CARD_ERROR_BALANCE);
  expect (3000, TODAY - 1, NULL, TRUE, SALON_GIFT_CARD_ERROR_EXPIRED);
  expect (3000, TODAY - 1, "Malade", TRUE, -1);
  expect (0, TODAY, NULL, TRUE, SALON_GIFT_CARD_ERROR_ENDED);
  expect (3000, TODAY, NULL, FALSE, SALON_GIFT_CARD_ERROR_NAME);
}

static SalonGiftCardMovement *
make_movement (const char *id, SalonMovementKind kind, gint64 cents, const char *reverses)
{
  return salon_gift_card_movement_new (&(SalonMovementFields) {
    .id = id,
    .card_id = CARD,
    .kind = kind,
    .amount_cents = cents,
    .booking_id = BOOKING,
    .at = NOW,
    .reverses = reverses,
    .expires_on = SALON_DAY_NONE,
  });
}

static SalonChange *
correct (GPtrArray *movements, GError **error)
{
  g_autoptr (SalonBooking) booking = make_booking ();
  g_autoptr (GPtrArray) before = make_split (3000, 1500);

  return salon_card_payments_correct (booking, before, g_ptr_array_index (before, 0), movements,
                                      SALON_REVERSAL_MISTAKE,
                                      "0197b1c2-0000-7000-8000-000000000603", &act, error);
}

static void
test_correction_puts_it_back (void)
{
  g_autoptr (GPtrArray) movements = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (movements, make_movement (SECOND, SALON_MOVEMENT_DEBIT, -2000, NULL));
  g_ptr_array_add (movements, make_movement (FIRST, SALON_MOVEMENT_DEBIT, -3000, NULL));
  change = correct (movements, &error);
  g_assert_no_error (error);
  text = describe (change);
  g_assert_cmpstr (text, ==,
                   "Pay\npayments -30.00\nbookings deposit_paid\ngift_card_movements 30.00");
  g_assert_cmpstr (
    json_object_get_string_member (salon_change_get_edit (change, 2)->set, "reverses"), ==, FIRST);
  /* It was put back already, or never taken: the card gets nothing. */
  g_ptr_array_add (movements, make_movement (CARD, SALON_MOVEMENT_CREDIT, 3000, FIRST));
  other = correct (movements, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (salon_change_get_n_edits (other), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/card-payment/a-split-takes-from-the-card", test_split);
  g_test_add_func ("/salon/card-payment/what-the-card-does-not-give-is-refused", test_refused);
  g_test_add_func ("/salon/card-payment/a-correction-puts-it-back-once",
                   test_correction_puts_it_back);
  return g_test_run ();
}
