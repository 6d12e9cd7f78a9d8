/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with a gift card, each in its dialog: using, refilling, ending, correcting, entering an
 * old one, calling before it ends, and the salon's rules. */
#include "common/salon-dialog.h"
#include "gift-cards/salon-call-list-dialog.h"
#include "gift-cards/salon-card-act-dialog.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "gift-cards/salon-gift-card-view.h"
#include "gift-cards/salon-old-voucher-dialog.h"
#include "gift-cards/salon-rules-page.h"
#include "gift-cards/salon-use-dialog.h"

#include "accessible-names.h"
#include "gift-card-fixture.h"
#include "shown-labels.h"

typedef struct
{
  PageFixture page;
  AdwDialog *dialog; /* NULL once it is closed */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  gift_card_fixture_set_up (&self->page, NULL, 800);
}

static void
close_dialog (Fixture *self)
{
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
  gift_card_fixture_wait_until (self->dialog == NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  close_dialog (self);
  page_fixture_tear_down (&self->page);
}

static void
present (Fixture *self, AdwDialog *dialog)
{
  g_autofree char *missing = NULL;

  self->dialog = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &self->dialog);
  salon_dialog_present (dialog, self->page.page);
  page_fixture_settle ();
  missing = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_assert_cmpstr (missing, ==, "");
}

static gpointer
get (Fixture *self, const char *name)
{
  return page_fixture_get_child (self->dialog, name);
}

static void
set_text (Fixture *self, const char *name, const char *text)
{
  gtk_editable_set_text (get (self, name), text);
}

static void
act (Fixture *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self->dialog), action, NULL);
  page_fixture_settle ();
}

static void
assert_told (Fixture *self, const char *label)
{
  g_assert_true (gtk_widget_get_visible (get (self, label)));
  g_assert_cmpstr (gtk_label_get_text (get (self, label)), !=, "");
}

/* --- Using --- */

static void
open_use (Fixture *self, const char *recipient)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (&self->page, recipient);

  present (self, salon_use_dialog_new (self->page.session, card));
}

static gboolean
is_used (Fixture *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (get (self, "stack")), "used");
}

static void
test_a_part_is_used_and_the_rest_is_said (Fixture *self, gconstpointer unused)
{
  open_use (self, "Berta");
  set_text (self, "amount_row", "30");
  g_assert_cmpstr (gtk_label_get_text (get (self, "left_label")), ==,
                   "Left on the card after this: €50.00");
  act (self, "use.go");
  gift_card_fixture_wait_until (is_used (self));
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Berta"), ==, 5000);
  g_assert_cmpstr (adw_status_page_get_title (get (self, "used_page")), ==, "€30.00 Used");
  g_assert_true (gtk_widget_get_visible (get (self, "print_button")));
}

static void
test_all_of_it_is_one_key (Fixture *self, gconstpointer unused)
{
  open_use (self, "Anna");
  act (self, "use.go");
  gift_card_fixture_wait_until (is_used (self));
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Anna"), ==, 0);
  g_assert_false (gtk_widget_get_visible (get (self, "print_button")));
}

static void
test_more_than_is_left_is_refused (Fixture *self, gconstpointer unused)
{
  open_use (self, "Anna");
  set_text (self, "amount_row", "30.01");
  act (self, "use.go");
  assert_told (self, "error_label");
  set_text (self, "amount_row", "much");
  act (self, "use.go");
  assert_told (self, "error_label");
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Anna"), ==, 3000);
}

static void
test_an_expired_card_is_taken_with_a_note (Fixture *self, gconstpointer unused)
{
  open_use (self, "Dora");
  act (self, "use.go");
  assert_told (self, "error_label");
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Dora"), ==, 6000);
  set_text (self, "note_row", "She was ill");
  act (self, "use.go");
  gift_card_fixture_wait_until (is_used (self));
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Dora"), ==, 0);
}

static void
test_a_booking_of_today_is_paid_with_it (Fixture *self, gconstpointer unused)
{
  SalonReader *reader = salon_session_get_reader (self->page.session);
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (GPtrArray) payments = NULL;

  open_use (self, "Berta");
  adw_combo_row_set_selected (get (self, "booking_row"), 1);
  act (self, "use.go");
  gift_card_fixture_wait_until (is_used (self));
  bookings = salon_reader_list_bookings (reader, GIFT_CARD_TODAY, GIFT_CARD_TODAY + 1,
                                         SALON_BOOKINGS_ALL, NULL);
  payments =
    salon_reader_list_payments (reader, salon_booking_get_fields (bookings->pdata[0])->id, NULL);
  g_assert_cmpuint (payments->len, ==, 1);
  g_assert_cmpint (salon_payments_get_due (bookings->pdata[0], payments), ==, 1500);
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Berta"), ==, 0);
}

/* --- What is seldom done --- */

static void
open_act (Fixture *self, const char *recipient, SalonCardAct kind)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (&self->page, recipient);

  present (self, salon_card_act_dialog_new (self->page.session, card, kind));
}

static void
test_a_refill_is_paid_and_added (Fixture *self, gconstpointer unused)
{
  open_act (self, "Berta", SALON_CARD_ACT_REFILL);
  act (self, "card-act.go");
  assert_told (self, "error_label");
  set_text (self, "amount_row", "20");
  act (self, "card-act.go");
  gift_card_fixture_wait_until (self->dialog == NULL);
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Berta"), ==, 10000);
}

static void
test_a_void_card_says_why (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;

  open_act (self, "Berta", SALON_CARD_ACT_VOID);
  act (self, "card-act.go");
  assert_told (self, "error_label");
  set_text (self, "note_row", "Stolen");
  act (self, "card-act.go");
  gift_card_fixture_wait_until (self->dialog == NULL);
  card = gift_card_fixture_get (&self->page, "Berta");
  g_assert_cmpint (salon_gift_card_get_state (card, GIFT_CARD_TODAY), ==, SALON_GIFT_CARD_VOID);
  page_fixture_undo (&self->page);
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Berta"), ==, 8000);
}

static void
test_a_void_is_taken_back_with_a_note (Fixture *self, gconstpointer unused)
{
  SalonReader *reader = salon_session_get_reader (self->page.session);
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GPtrArray) movements = NULL;

  open_act (self, "Berta", SALON_CARD_ACT_VOID);
  set_text (self, "note_row", "Stolen");
  act (self, "card-act.go");
  gift_card_fixture_wait_until (self->dialog == NULL);
  card = gift_card_fixture_get (&self->page, "Berta");
  movements = salon_reader_list_movements (reader, salon_gift_card_get_fields (card)->id, NULL);
  present (self, salon_card_act_dialog_new_taking_back (self->page.session, card, movements,
                                                        movements->pdata[movements->len - 1]));
  act (self, "card-act.go");
  assert_told (self, "error_label");
  set_text (self, "note_row", "It was found in a drawer");
  act (self, "card-act.go");
  gift_card_fixture_wait_until (self->dialog == NULL);
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Berta"), ==, 8000);
}

static void
test_a_refund_pays_back_what_is_left (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GPtrArray) payments = NULL;

  open_act (self, "Anna", SALON_CARD_ACT_REFUND);
  adw_combo_row_set_selected (get (self, "means_row"), SALON_MEANS_CASH);
  act (self, "card-act.go");
  gift_card_fixture_wait_until (self->dialog == NULL);
  card = gift_card_fixture_get (&self->page, "Anna");
  payments = salon_reader_list_gift_card_payments (salon_session_get_reader (self->page.session),
                                                   salon_gift_card_get_fields (card)->id, NULL);
  g_assert_cmpuint (payments->len, ==, 1);
  g_assert_cmpint (salon_payment_get_fields (payments->pdata[0])->amount_cents, ==, -3000);
}

static void
test_a_use_by_mistake_is_taken_back (Fixture *self, gconstpointer unused)
{
  SalonReader *reader = salon_session_get_reader (self->page.session);
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (&self->page, "Anna");
  g_autoptr (GPtrArray) movements =
    salon_reader_list_movements (reader, salon_gift_card_get_fields (card)->id, NULL);

  g_assert_cmpuint (movements->len, ==, 2);
  present (self, salon_card_act_dialog_new_taking_back (self->page.session, card, movements,
                                                        movements->pdata[1]));
  set_text (self, "note_row", "The other card was meant");
  act (self, "card-act.go");
  gift_card_fixture_wait_until (self->dialog == NULL);
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Anna"), ==, 5000);
}

/* --- Old vouchers --- */

static void
test_an_old_voucher_keeps_its_number (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;

  present (self, salon_old_voucher_dialog_new (self->page.session));
  set_text (self, "code_row", "N° 0815");
  set_text (self, "value_row", "60");
  set_text (self, "left_row", "25");
  set_text (self, "recipient_row", "Gisèle");
  set_text (self, "bought_row", "1/6/2025");
  set_text (self, "until_row", "1/6/2026");
  act (self, "dialog.save");
  gift_card_fixture_wait_until (self->dialog == NULL);
  card = gift_card_fixture_get (&self->page, "Gisèle");
  g_assert_cmpstr (salon_gift_card_get_fields (card)->code, ==, "N° 0815");
  g_assert_cmpint (salon_gift_card_get_balance (card), ==, 2500);
  g_assert_cmpint (salon_gift_card_get_fields (card)->expires_on, ==,
                   salon_day_from_ymd (2026, 6, 1));
}

static void
enter_again (Fixture *self)
{
  present (self, salon_old_voucher_dialog_new (self->page.session));
  set_text (self, "code_row", "0815");
  set_text (self, "value_row", "60");
  set_text (self, "recipient_row", "Gisèle");
  set_text (self, "bought_row", "1/6/2025");
  set_text (self, "until_row", "1/6/2026");
  act (self, "dialog.save");
  gift_card_fixture_wait_until (self->dialog == NULL);
}

static void
test_an_old_voucher_that_was_undone_can_be_entered_again (Fixture *self, gconstpointer unused)
{
  enter_again (self);
  page_fixture_undo (&self->page);
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Gisèle"), ==, 0);
  enter_again (self);
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Gisèle"), ==, 6000);
}

static void
test_an_old_voucher_is_not_entered_twice (Fixture *self, gconstpointer unused)
{
  present (self, salon_old_voucher_dialog_new (self->page.session));
  set_text (self, "code_row", "1047");
  set_text (self, "value_row", "60");
  set_text (self, "left_row", "61");
  set_text (self, "bought_row", "1/6/2030");
  act (self, "dialog.save");
  assert_told (self, "code_error");
  assert_told (self, "value_error");
  assert_told (self, "names_error");
  assert_told (self, "days_error");
  g_assert_cmpuint (gift_card_fixture_count (&self->page), ==, 5);
}

/* --- Calls --- */

static void
test_who_is_called_is_marked_and_undone (Fixture *self, gconstpointer unused)
{
  guint n_before = self->page.n_changes;
  GtkCheckButton *check = NULL;

  present (self, salon_call_list_dialog_new (self->page.session));
  gift_card_fixture_wait_until (page_fixture_count (self->dialog, GTK_TYPE_CHECK_BUTTON) == 1);
  check = page_fixture_find (self->dialog, GTK_TYPE_CHECK_BUTTON, 0);
  gift_card_fixture_wait_until (shown_labels_find (GTK_WIDGET (self->dialog), "Berta · €80.00")
                                != NULL);
  gtk_check_button_set_active (check, TRUE);
  page_fixture_wait_for_change (&self->page, n_before);
  g_assert_cmpstr (self->page.last_label, ==, "Berta was called about her gift card");
  close_dialog (self);
  present (self, salon_call_list_dialog_new (self->page.session));
  gift_card_fixture_wait_until (page_fixture_count (self->dialog, GTK_TYPE_CHECK_BUTTON) == 1);
  check = page_fixture_find (self->dialog, GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_true (gtk_check_button_get_active (check));
  page_fixture_undo (&self->page);
}

/* --- The salon's rules --- */

static void
test_the_rules_are_kept (Fixture *self, gconstpointer unused)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  GtkWidget *page = GTK_WIDGET (salon_rules_page_new (self->page.session));
  guint n_before = self->page.n_changes;
  SalonGiftCardRules rules;

  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (page));
  present (self, dialog);
  adw_spin_row_set_value (page_fixture_get_child (page, "months_row"), 6);
  page_fixture_wait_for_change (&self->page, n_before);
  n_before = self->page.n_changes;
  adw_combo_row_set_selected (page_fixture_get_child (page, "service_row"), SALON_VAT_AT_SALE);
  page_fixture_wait_for_change (&self->page, n_before);
  gtk_editable_set_text (page_fixture_get_child (page, "prefix_row"), "été");
  g_signal_emit_by_name (page_fixture_get_child (page, "prefix_row"), "apply");
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (page, "prefix_error")));
  n_before = self->page.n_changes;
  gtk_editable_set_text (page_fixture_get_child (page, "prefix_row"), "lys");
  g_signal_emit_by_name (page_fixture_get_child (page, "prefix_row"), "apply");
  page_fixture_wait_for_change (&self->page, n_before);
  rules = salon_gift_card_acts_get_rules (self->page.session);
  g_assert_cmpint (rules.validity_months, ==, 6);
  g_assert_cmpint (rules.vat[SALON_GIFT_CARD_SERVICE], ==, SALON_VAT_AT_SALE);
  g_assert_cmpint (rules.vat[SALON_GIFT_CARD_AMOUNT], ==, SALON_VAT_UNDECIDED);
  g_assert_cmpstr (rules.prefix, ==, "LYS");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, test) g_test_add ("/salon/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("use-dialog/a-part-is-used-and-the-rest-is-said", test_a_part_is_used_and_the_rest_is_said);
  ADD ("use-dialog/all-of-it-is-one-key", test_all_of_it_is_one_key);
  ADD ("use-dialog/more-than-is-left-is-refused", test_more_than_is_left_is_refused);
  ADD ("use-dialog/an-expired-card-is-taken-with-a-note",
       test_an_expired_card_is_taken_with_a_note);
  ADD ("use-dialog/a-booking-of-today-is-paid-with-it", test_a_booking_of_today_is_paid_with_it);
  ADD ("card-act-dialog/a-refill-is-paid-and-added", test_a_refill_is_paid_and_added);
  ADD ("card-act-dialog/a-void-card-says-why", test_a_void_card_says_why);
  ADD ("card-act-dialog/a-void-is-taken-back-with-a-note", test_a_void_is_taken_back_with_a_note);
  ADD ("card-act-dialog/a-refund-pays-back-what-is-left", test_a_refund_pays_back_what_is_left);
  ADD ("card-act-dialog/a-use-by-mistake-is-taken-back", test_a_use_by_mistake_is_taken_back);
  ADD ("old-voucher-dialog/an-old-voucher-keeps-its-number", test_an_old_voucher_keeps_its_number);
  ADD ("old-voucher-dialog/an-old-voucher-that-was-undone-can-be-entered-again",
       test_an_old_voucher_that_was_undone_can_be_entered_again);
  ADD ("old-voucher-dialog/an-old-voucher-is-not-entered-twice",
       test_an_old_voucher_is_not_entered_twice);
  ADD ("call-list-dialog/who-is-called-is-marked-and-undone",
       test_who_is_called_is_marked_and_undone);
  ADD ("rules-page/the-rules-are-kept", test_the_rules_are_kept);
#undef ADD
  return g_test_run ();
}
