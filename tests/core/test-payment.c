/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-error.h"
#include "core/salon-payment.h"

#define BOOKING_ID "0197b1c2-0000-7000-8000-00000000000b"
#define PAYMENT(n) "0197b1c2-0000-7000-8000-0000000000c" #n
#define NOW 1773307800

static SalonBooking *
make_booking (gint64 price_cents, const char *payment_status)
{
  return salon_booking_new (&(SalonBookingFields) {
    .id = BOOKING_ID,
    .staff_id = "0197b1c2-0000-7000-8000-00000000000a",
    .client_name = "Marie Durand",
    .day = 20524,
    .minute = 870,
    .duration_minutes = 60,
    .price_cents = price_cents,
    .status = SALON_BOOKING_ARRIVED,
    .payment_status = payment_status,
    .created_at = NOW,
  });
}

static SalonPaymentFields
make_fields (const char *id, SalonMeans means, gint64 cents)
{
  return (SalonPaymentFields) {
    .id = id,
    .booking_id = BOOKING_ID,
    .amount_cents = cents,
    .method = salon_means_to_wire (means),
    .status = "completed",
    .created_at = NOW,
  };
}

static GPtrArray *
no_payments (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static SalonPayment *
add (GPtrArray *payments, const char *id, SalonMeans means, gint64 cents)
{
  SalonPaymentFields fields = make_fields (id, means, cents);
  SalonPayment *payment = salon_payment_new (&fields);

  g_ptr_array_add (payments, payment);
  return payment;
}

/* The booking's payment after @change, or NULL when it says nothing of it. */
static const char *
get_status (SalonChange *change)
{
  const SalonEdit *last = salon_change_get_edit (change, salon_change_get_n_edits (change) - 1);

  g_assert_true (salon_change_check (change, NULL));
  if (!g_str_equal (last->table->name, "bookings"))
    return NULL;
  return json_object_get_string_member (last->set, "payment_status");
}

static void
test_means_have_the_names_of_the_shared_schema (void)
{
  for (int means = 0; means < SALON_N_MEANS; means++)
    g_assert_cmpint (salon_means_from_wire (salon_means_to_wire ((SalonMeans) means)), ==, means);
  g_assert_cmpstr (salon_means_to_wire (SALON_MEANS_GIFT_CARD), ==, "gift_card");
  g_assert_cmpint (salon_means_from_wire ("stripe"), ==, SALON_MEANS_OTHER);
  g_assert_cmpint (salon_deposit_from_wire ("arrhes"), ==, SALON_DEPOSIT_ARRHES);
  g_assert_cmpint (salon_deposit_from_wire (NULL), ==, SALON_DEPOSIT_NONE);
  g_assert_null (salon_deposit_to_wire (SALON_DEPOSIT_NONE));
}

static void
test_its_row_is_in_the_wire_form (void)
{
  SalonPaymentFields fields = make_fields (PAYMENT (1), SALON_MEANS_CASH, 4500);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonPayment) payment = NULL;
  g_autoptr (SalonChange) change = NULL;
  g_autofree char *json = NULL;

  fields.deposit = SALON_DEPOSIT_ARRHES;
  fields.tendered_cents = 5000;
  payment = salon_payment_new (&fields);
  salon_payment_add_insert (payment, builder);
  change = salon_change_builder_end (builder, "Pay");
  json = salon_change_to_json (change);
  g_assert_true (salon_change_check (change, NULL));
  g_assert_nonnull (strstr (json, "\"set\":{\"booking_id\":\"" BOOKING_ID
                                  "\",\"gift_card_id\":null,\"amount\":\"45.00\","
                                  "\"payment_method\":\"cash\",\"status\":\"completed\","
                                  "\"created_at\":\"2026-03-12T09:30:00Z\",\"reverses\":null,"
                                  "\"payment_provider\":null,\"provider_payment_id\":null,"
                                  "\"metadata\":{\"deposit\":\"arrhes\",\"tendered\":\"50.00\"}}"));
}

static void
test_metadata_is_read_back (void)
{
  SalonPaymentFields fields = make_fields (PAYMENT (1), SALON_MEANS_CASH, -4500);
  SalonPaymentFields found = make_fields (PAYMENT (1), SALON_MEANS_CASH, -4500);
  g_autoptr (SalonPayment) payment = NULL;
  g_autoptr (JsonObject) metadata = NULL;

  fields.deposit = SALON_DEPOSIT_ACOMPTE;
  fields.tendered_cents = 5000;
  fields.reversal = SALON_REVERSAL_REFUND;
  payment = salon_payment_new (&fields);
  metadata = salon_payment_make_metadata (payment);
  salon_payment_fields_read_metadata (&found, metadata);
  g_assert_cmpint (found.deposit, ==, SALON_DEPOSIT_ACOMPTE);
  g_assert_cmpint (found.tendered_cents, ==, 5000);
  g_assert_cmpint (found.reversal, ==, SALON_REVERSAL_REFUND);
}

static void
test_metadata_of_others_is_no_harm (void)
{
  SalonPaymentFields found = make_fields (PAYMENT (1), SALON_MEANS_CARD, 100);
  g_autoptr (JsonObject) metadata = json_object_new ();

  json_object_set_int_member (metadata, "deposit", 7);
  json_object_set_array_member (metadata, "tendered", json_array_new ());
  json_object_set_string_member (metadata, "reversal", "chargeback");
  salon_payment_fields_read_metadata (&found, metadata);
  g_assert_cmpint (found.deposit, ==, SALON_DEPOSIT_NONE);
  g_assert_cmpint (found.tendered_cents, ==, 0);
  g_assert_cmpint (found.reversal, ==, SALON_REVERSAL_NONE);
  salon_payment_fields_read_metadata (&found, NULL);
}

static void
test_change_is_given_for_cash (void)
{
  g_assert_cmpint (salon_payment_get_change (4550, 5000), ==, 450);
  g_assert_cmpint (salon_payment_get_change (4550, 4550), ==, 0);
  g_assert_cmpint (salon_payment_get_change (4550, 4549), ==, -1);
}

static void
test_a_split_pays_the_whole (void)
{
  g_autoptr (SalonBooking) booking = make_booking (6050, "pending");
  g_autoptr (GPtrArray) before = no_payments ();
  g_autoptr (GPtrArray) taken = no_payments ();
  g_autoptr (SalonChange) change = NULL;

  add (taken, PAYMENT (1), SALON_MEANS_CASH, 2000);
  add (taken, PAYMENT (2), SALON_MEANS_CARD, 4050);
  g_assert_cmpint (salon_payments_get_due (booking, before), ==, 6050);
  change = salon_payments_take (booking, before, taken, "Pay", NULL);
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 3);
  g_assert_cmpstr (get_status (change), ==, "fully_paid");
}

static void
test_a_part_leaves_the_rest_due (void)
{
  g_autoptr (SalonBooking) booking = make_booking (6000, "pending");
  g_autoptr (SalonBooking) later = make_booking (6000, "deposit_paid");
  g_autoptr (GPtrArray) before = no_payments ();
  g_autoptr (GPtrArray) taken = no_payments ();
  g_autoptr (SalonChange) deposit = NULL;
  g_autoptr (SalonChange) more = NULL;

  add (before, PAYMENT (1), SALON_MEANS_CARD, 2000);
  add (taken, PAYMENT (2), SALON_MEANS_CASH, 3999);
  deposit = salon_payments_take (booking, taken, before, "Deposit", NULL);
  g_assert_cmpstr (get_status (deposit), ==, "deposit_paid");
  g_assert_cmpint (salon_payments_get_due (later, before), ==, 4000);

  /* It stays a part: nothing is said of the booking. */
  more = salon_payments_take (later, before, taken, "More", NULL);
  g_assert_null (get_status (more));
}

static void
assert_refused (gint64 price_cents, gint64 cents, gint64 tendered_cents)
{
  g_autoptr (SalonBooking) booking = make_booking (price_cents, "pending");
  g_autoptr (GPtrArray) before = no_payments ();
  g_autoptr (GPtrArray) taken = no_payments ();
  g_autoptr (GError) error = NULL;
  SalonPaymentFields fields = make_fields (PAYMENT (1), SALON_MEANS_CASH, cents);

  fields.tendered_cents = tendered_cents;
  if (cents != 0)
    g_ptr_array_add (taken, salon_payment_new (&fields));
  g_assert_null (salon_payments_take (booking, before, taken, "Pay", &error));
  g_assert_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE);
}

static void
test_what_makes_no_sense_is_refused (void)
{
  assert_refused (4500, 4501, 0);
  assert_refused (4500, -4500, 0);
  assert_refused (4500, 4500, 4000);
  assert_refused (4500, 0, 0);
}

static void
test_paid_before_anything_was_recorded_owes_nothing (void)
{
  g_autoptr (SalonBooking) booking = make_booking (4500, "fully_paid");
  g_autoptr (GPtrArray) before = no_payments ();

  g_assert_cmpint (salon_payments_get_due (booking, before), ==, 0);
}

static SalonChange *
correct (SalonBooking *booking, GPtrArray *payments, SalonPayment *wrong, SalonReversal reversal)
{
  return salon_payments_correct (booking, payments, wrong, reversal, PAYMENT (9), NOW + 60,
                                 "Correct", NULL);
}

static void
test_a_correction_is_an_opposite_row (void)
{
  g_autoptr (SalonBooking) booking = make_booking (4500, "fully_paid");
  g_autoptr (GPtrArray) payments = no_payments ();
  SalonPayment *wrong = add (payments, PAYMENT (1), SALON_MEANS_CARD, 4500);
  g_autoptr (SalonChange) mistake = correct (booking, payments, wrong, SALON_REVERSAL_MISTAKE);
  g_autoptr (SalonChange) refund = correct (booking, payments, wrong, SALON_REVERSAL_REFUND);
  const SalonEdit *edit = salon_change_get_edit (mistake, 0);

  g_assert_cmpint (edit->op, ==, SALON_EDIT_INSERT);
  g_assert_cmpstr (json_object_get_string_member (edit->set, "amount"), ==, "-45.00");
  g_assert_cmpstr (json_object_get_string_member (edit->set, "payment_method"), ==, "card");
  g_assert_cmpstr (json_object_get_string_member (edit->set, "reverses"), ==, PAYMENT (1));
  g_assert_cmpstr (get_status (mistake), ==, "pending");
  g_assert_cmpstr (get_status (refund), ==, "refunded");
}

static void
test_a_payment_is_corrected_once (void)
{
  g_autoptr (SalonBooking) booking = make_booking (4500, "fully_paid");
  g_autoptr (GPtrArray) payments = no_payments ();
  SalonPayment *wrong = add (payments, PAYMENT (1), SALON_MEANS_CARD, 4500);
  SalonPayment *back = salon_payment_reverse (wrong, SALON_REVERSAL_MISTAKE, PAYMENT (2), NOW);

  g_ptr_array_add (payments, back);
  g_assert_true (salon_payments_is_reversed (payments, wrong));
  g_assert_null (correct (booking, payments, wrong, SALON_REVERSAL_MISTAKE));
  g_assert_null (correct (booking, payments, back, SALON_REVERSAL_MISTAKE));
  g_assert_cmpint (salon_payments_sum (payments), ==, 0);
  g_assert_cmpint (salon_payments_get_due (booking, payments), ==, 4500);
}

/* A part that went back leaves the rest; what others wrote may be anything. */
static void
test_parts_go_back_until_nothing_is_left (void)
{
  g_autoptr (GPtrArray) payments = no_payments ();
  SalonPayment *paid = add (payments, PAYMENT (1), SALON_MEANS_OTHER, 4500);
  SalonPaymentFields back = make_fields (PAYMENT (2), SALON_MEANS_OTHER, -1500);

  add (payments, PAYMENT (3), SALON_MEANS_CARD, 1000);
  g_assert_cmpint (salon_payments_get_left (payments, paid), ==, 4500);
  back.reverses = PAYMENT (1);
  g_ptr_array_add (payments, salon_payment_new (&back));
  g_assert_cmpint (salon_payments_get_left (payments, paid), ==, 3000);
  back.id = PAYMENT (4);
  back.amount_cents = -9000;
  g_ptr_array_add (payments, salon_payment_new (&back));
  g_assert_cmpint (salon_payments_get_left (payments, paid), ==, 0);
}

static void
test_what_was_not_made_does_not_count (void)
{
  g_autoptr (GPtrArray) payments = no_payments ();
  SalonPaymentFields fields = make_fields (PAYMENT (1), SALON_MEANS_OTHER, 4500);

  fields.status = "pending";
  g_ptr_array_add (payments, salon_payment_new (&fields));
  fields.id = PAYMENT (2);
  fields.status = "failed";
  g_ptr_array_add (payments, salon_payment_new (&fields));
  fields.id = PAYMENT (3);
  fields.status = "refunded";
  g_ptr_array_add (payments, salon_payment_new (&fields));
  g_assert_cmpint (salon_payments_sum (payments), ==, 0);
  g_assert_cmpstr (salon_payments_derive_status (4500, payments), ==, "refunded");
}

static void
test_takings_are_told_by_means (void)
{
  SalonTakings takings = { { 0 }, 0, 0 };

  salon_takings_add (&takings, SALON_MEANS_CASH, 4550);
  salon_takings_add (&takings, SALON_MEANS_CARD, 1);
  salon_takings_add (&takings, SALON_MEANS_CASH, -550);
  g_assert_cmpint (takings.cents[SALON_MEANS_CASH], ==, 4000);
  g_assert_cmpint (takings.cents[SALON_MEANS_CARD], ==, 1);
  g_assert_cmpint (takings.total_cents, ==, 4001);
  g_assert_cmpint (takings.n_payments, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/payment/means-have-the-names-of-the-shared-schema",
                   test_means_have_the_names_of_the_shared_schema);
  g_test_add_func ("/salon/payment/its-row-is-in-the-wire-form", test_its_row_is_in_the_wire_form);
  g_test_add_func ("/salon/payment/metadata-is-read-back", test_metadata_is_read_back);
  g_test_add_func ("/salon/payment/metadata-of-others-is-no-harm",
                   test_metadata_of_others_is_no_harm);
  g_test_add_func ("/salon/payment/change-is-given-for-cash", test_change_is_given_for_cash);
  g_test_add_func ("/salon/payment/a-split-pays-the-whole", test_a_split_pays_the_whole);
  g_test_add_func ("/salon/payment/a-part-leaves-the-rest-due", test_a_part_leaves_the_rest_due);
  g_test_add_func ("/salon/payment/what-makes-no-sense-is-refused",
                   test_what_makes_no_sense_is_refused);
  g_test_add_func ("/salon/payment/paid-before-anything-was-recorded-owes-nothing",
                   test_paid_before_anything_was_recorded_owes_nothing);
  g_test_add_func ("/salon/payment/a-correction-is-an-opposite-row",
                   test_a_correction_is_an_opposite_row);
  g_test_add_func ("/salon/payment/a-payment-is-corrected-once", test_a_payment_is_corrected_once);
  g_test_add_func ("/salon/payment/parts-go-back-until-nothing-is-left",
                   test_parts_go_back_until_nothing_is_left);
  g_test_add_func ("/salon/payment/what-was-not-made-does-not-count",
                   test_what_was_not_made_does_not_count);
  g_test_add_func ("/salon/payment/takings-are-told-by-means", test_takings_are_told_by_means);
  return g_test_run ();
}
