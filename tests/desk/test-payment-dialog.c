/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking and correcting payments in a real window, by the keys. */
#include "payments/salon-payment-dialog.h"

#include "common/salon-dialog.h"
#include "payments/salon-payment-row.h"
#include "payments/salon-till-setting.h"
#include "settings/salon-setting.h"

#include "accessible-names.h"
#include "booking-fixture.h"
#include "page-fixture.h"
#include "shown-labels.h"

typedef struct
{
  BookingFixture salon;
  SalonBooking *booking; /* a gel of €45 */
  GtkWidget *window;
  AdwDialog *dialog; /* NULL once it is closed */
} Fixture;

static void
open_dialog (Fixture *self)
{
  self->dialog =
    salon_payment_dialog_new (self->salon.session, salon_booking_get_fields (self->booking)->id);
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  salon_dialog_present (self->dialog, adw_window_get_content (ADW_WINDOW (self->window)));
  page_fixture_settle ();
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = NULL;

  booking_fixture_set_up (&self->salon, NULL);
  form = booking_fixture_make_form (&self->salon, 14 * 60);
  self->booking = booking_fixture_save (&self->salon, form);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), gtk_button_new_with_label ("The salon"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 800);
  gtk_window_present (GTK_WINDOW (self->window));
  page_fixture_settle ();
  open_dialog (self);
}

static void
wait_for_closing (Fixture *self)
{
  while (self->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
  wait_for_closing (self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->booking);
  booking_fixture_tear_down (&self->salon, NULL);
}

/* A widget is there once a frame has been drawn of it; one that never comes ends with the test's time
 * limit. */
static void
wait_for_label (Fixture *self, const char *text)
{
  g_test_message ("looking for “%s”", text);
  while (shown_labels_find (GTK_WIDGET (self->dialog), text) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static GPtrArray *
list (Fixture *self)
{
  return salon_reader_list_payments (salon_session_get_reader (self->salon.session),
                                     salon_booking_get_fields (self->booking)->id, NULL);
}

static const char *
get_method (GPtrArray *payments, guint index)
{
  return salon_payment_get_fields (g_ptr_array_index (payments, index))->method;
}

static GtkEditable *
get_row (Fixture *self, guint nth)
{
  return page_fixture_find (self->dialog, ADW_TYPE_ENTRY_ROW, nth);
}

static void
put_rest (Fixture *self, SalonMeans means)
{
  gtk_widget_activate_action (GTK_WIDGET (self->dialog), "payment.rest", "i", (int) means);
}

static void
take (Fixture *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->dialog), "payment.take", NULL);
}

static void
test_one_key_takes_the_whole_on_the_card (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) payments = NULL;

  wait_for_label (self, "€45.00");
  take (self);
  wait_for_closing (self);
  payments = list (self);
  g_assert_cmpuint (payments->len, ==, 1);
  g_assert_cmpstr (get_method (payments, 0), ==, "card");
}

/* Rows: cash, received in cash, card, cheque, transfer, gift card. */
static void
test_a_split_with_change (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) payments = NULL;

  gtk_editable_set_text (get_row (self, 2), "25");
  put_rest (self, SALON_MEANS_CASH);
  g_assert_cmpstr (gtk_editable_get_text (get_row (self, 0)), ==, "€20.00");
  g_assert_true (gtk_widget_get_state_flags (GTK_WIDGET (get_row (self, 1)))
                 & GTK_STATE_FLAG_FOCUS_WITHIN);
  gtk_editable_set_text (get_row (self, 1), "50");
  page_fixture_settle ();
  wait_for_label (self, "Change to give: €30.00");
  take (self);
  wait_for_closing (self);
  payments = list (self);
  g_assert_cmpuint (payments->len, ==, 2);
  g_assert_cmpstr (get_method (payments, 0), ==, "cash");
  g_assert_cmpstr (get_method (payments, 1), ==, "card");
}

static void
test_what_makes_no_sense_is_told_and_nothing_is_saved (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) payments = NULL;

  gtk_editable_set_text (get_row (self, 3), "much");
  take (self);
  page_fixture_settle ();
  wait_for_label (self, "Write the amount like 45 or 45.50.");
  g_assert_true (gtk_widget_get_state_flags (GTK_WIDGET (get_row (self, 3)))
                 & GTK_STATE_FLAG_FOCUS_WITHIN);
  payments = list (self);
  g_assert_cmpuint (payments->len, ==, 0);
}

static void
test_a_deposit_says_what_it_means (Fixture *self, gconstpointer unused)
{
  AdwSwitchRow *deposit = page_fixture_get_child (self->dialog, "deposit_row");
  AdwComboRow *kind = page_fixture_get_child (self->dialog, "kind_row");
  g_autoptr (GPtrArray) payments = NULL;

  adw_switch_row_set_active (deposit, TRUE);
  adw_combo_row_set_selected (kind, 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (kind)), ==,
                   "A first part of a firm sale: neither may withdraw, the rest is owed.");
  gtk_editable_set_text (get_row (self, 2), "15");
  take (self);
  wait_for_closing (self);
  payments = list (self);
  g_assert_cmpint (salon_payment_get_fields (g_ptr_array_index (payments, 0))->deposit, ==,
                   SALON_DEPOSIT_ACOMPTE);
}

static void
wait_for_payments (Fixture *self, guint n_payments)
{
  guint n_found = 0;

  do
    {
      g_autoptr (GPtrArray) payments = list (self);

      n_found = payments->len;
      if (n_found < n_payments)
        g_main_context_iteration (NULL, TRUE);
    }
  while (n_found < n_payments);
  page_fixture_settle ();
}

static GtkButton *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return GTK_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkButton *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_a_correction_is_a_line_and_pays_again (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) payments = NULL;
  AdwDialog *alert = NULL;
  const SalonPaymentFields *back = NULL;

  take (self);
  wait_for_closing (self);
  open_dialog (self);
  wait_for_label (self, "Nothing Left to Pay");
  g_signal_emit_by_name (find_button (GTK_WIDGET (self->dialog), "C_orrect…"), "clicked");
  page_fixture_settle ();
  alert = adw_window_get_visible_dialog (ADW_WINDOW (self->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (alert));
  g_signal_emit_by_name (find_button (GTK_WIDGET (alert), "Money Was Given _Back"), "clicked");
  wait_for_payments (self, 2);

  payments = list (self);
  back = salon_payment_get_fields (g_ptr_array_index (payments, 1));
  g_assert_cmpint (back->amount_cents, ==, -4500);
  g_assert_cmpint (back->reversal, ==, SALON_REVERSAL_REFUND);
  wait_for_label (self, "€45.00");
}

/* --- Gift cards. Rows: 5 gift card, 6 its code, 7 why it is taken all the same --- */

#define CARD_ID "0197b1c2-0000-7000-8000-000000000500"

static void
bring_in_card (Fixture *self, gint64 left, int days)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->salon.session));
  g_autoptr (SalonGiftCard) card = salon_gift_card_new (&(SalonGiftCardFields) {
    .id = CARD_ID,
    .code = "SERA-105V-219M",
    .amount_cents = 10000,
    .buyer_name = "Paul Martin",
    .recipient_name = "Marie Durand",
    .purchased_on = today - 500,
    .expires_on = today + days,
  });
  SalonGiftCardAct act = {
    .movement_id = "0197b1c2-0000-7000-8000-000000000501",
    .today = today,
    .label = "Bring in",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change =
    salon_gift_card_bring_in (card, left, "0197b1c2-0000-7000-8000-000000000502", &act, &error);

  g_assert_no_error (error);
  g_assert_true (booking_fixture_commit (&self->salon, change, NULL));
  page_fixture_settle ();
}

static gint64
get_balance (Fixture *self)
{
  g_autoptr (SalonGiftCard) card =
    salon_reader_get_gift_card (salon_session_get_reader (self->salon.session), CARD_ID, NULL);

  return salon_gift_card_get_balance (card);
}

/* As a scanner does: the characters, and Enter. */
static void
scan (Fixture *self, const char *code)
{
  gtk_editable_set_text (get_row (self, 6), code);
  g_signal_emit_by_name (get_row (self, 6), "entry-activated");
  page_fixture_settle ();
}

static void
test_a_scanned_card_pays_what_it_can (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) payments = NULL;

  bring_in_card (self, 3000, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_row (self, 6))));
  put_rest (self, SALON_MEANS_GIFT_CARD);
  g_assert_true (gtk_widget_get_state_flags (GTK_WIDGET (get_row (self, 6)))
                 & GTK_STATE_FLAG_FOCUS_WITHIN);
  scan (self, "sera lo5v 2i9m");
  /* Enter of the scanner has taken nothing yet. */
  payments = list (self);
  g_assert_cmpuint (payments->len, ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (get_row (self, 5)), ==, "€30.00");
  g_assert_cmpstr (gtk_editable_get_text (get_row (self, 2)), ==, "€15.00");
  wait_for_label (self, "€30.00 left, valid until Monday 9 March 2026");
  wait_for_label (self, "SERA-105V-219M, for Marie Durand");
  take (self);
  wait_for_closing (self);
  g_clear_pointer (&payments, g_ptr_array_unref);
  payments = list (self);
  g_assert_cmpuint (payments->len, ==, 2);
  g_assert_cmpint (get_balance (self), ==, 0);
}

static void
test_a_wrong_code_is_told (Fixture *self, gconstpointer unused)
{
  bring_in_card (self, 3000, 0);
  put_rest (self, SALON_MEANS_GIFT_CARD);
  scan (self, "SERA-105V-218M");
  wait_for_label (
    self,
    "One character of SERA-105V-218M is wrong, or two are swapped. Compare it with the paper.");
  scan (self, "N° 12");
  wait_for_label (self, "There is no gift card N° 12 in this salon.");
  take (self);
  wait_for_label (self, "Type or scan the code of the gift card.");
  g_assert_nonnull (self->dialog);
}

static void
test_an_expired_card_asks_why (Fixture *self, gconstpointer unused)
{
  bring_in_card (self, 4500, -1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_row (self, 7))));
  put_rest (self, SALON_MEANS_GIFT_CARD);
  scan (self, "105V-219M");
  wait_for_label (self, "Expired on Sunday 8 March 2026; €45.00 are still on it");
  take (self);
  page_fixture_settle ();
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_row (self, 7))));
  wait_for_label (self,
                  "The gift card has expired. Extend it, or write why it is taken all the same.");
  gtk_editable_set_text (get_row (self, 7), "Was ill");
  take (self);
  wait_for_closing (self);
  g_assert_cmpint (get_balance (self), ==, 0);
}

/* The row of the booking's editor. */
static void
test_a_salon_that_records_none_has_no_payments (Fixture *self, gconstpointer unused)
{
  SalonPaymentRow *row = g_object_ref_sink (g_object_new (SALON_TYPE_PAYMENT_ROW, NULL));
  g_autoptr (SalonChange) change = NULL;

  salon_payment_row_show (row, self->salon.session, self->booking);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "To pay: €45.00");

  change = salon_setting_change_boolean (salon_session_get_reader (self->salon.session),
                                         SALON_TILL_OFF_KEY, TRUE, "Recording takings", NULL);
  g_assert_true (booking_fixture_commit (&self->salon, change, NULL));
  g_assert_false (salon_till_setting_is_on (self->salon.session));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_object_unref (row);
}

static void
test_everything_has_a_name (Fixture *self, gconstpointer unused)
{
  g_autofree char *missing = NULL;

  missing = accessible_names_find_missing (GTK_WIDGET (self->dialog));
  g_assert_cmpstr (missing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/payment-dialog/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("one-key-takes-the-whole-on-the-card", test_one_key_takes_the_whole_on_the_card);
  ADD ("a-split-with-change", test_a_split_with_change);
  ADD ("what-makes-no-sense-is-told-and-nothing-is-saved",
       test_what_makes_no_sense_is_told_and_nothing_is_saved);
  ADD ("a-deposit-says-what-it-means", test_a_deposit_says_what_it_means);
  ADD ("a-correction-is-a-line-and-pays-again", test_a_correction_is_a_line_and_pays_again);
  ADD ("a-scanned-card-pays-what-it-can", test_a_scanned_card_pays_what_it_can);
  ADD ("a-wrong-code-is-told", test_a_wrong_code_is_told);
  ADD ("an-expired-card-asks-why", test_an_expired_card_asks_why);
  ADD ("a-salon-that-records-none-has-no-payments", test_a_salon_that_records_none_has_no_payments);
  ADD ("everything-has-a-name", test_everything_has_a_name);
#undef ADD
  return g_test_run ();
}
