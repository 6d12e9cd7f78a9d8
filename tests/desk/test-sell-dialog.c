/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selling a gift card in a real window. */
#include "gift-cards/salon-sell-dialog.h"

#include "common/salon-dialog.h"
#include "gift-cards/salon-buyer-box.h"

#include "accessible-names.h"
#include "gift-card-fixture.h"
#include "shown-labels.h"

typedef struct
{
  PageFixture page;
  AdwDialog *dialog;      /* NULL once it is closed */
  GtkWidget *previews[2]; /* NULL once nothing is drawn for them any more */
} Fixture;

static void
set_up (Fixture *self, gconstpointer width)
{
  static const char *const names[] = { "form_preview", "sold_preview" };

  gift_card_fixture_set_up (&self->page, NULL, GPOINTER_TO_INT (width));
  self->dialog = salon_sell_dialog_new (self->page.session);
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      self->previews[i] = page_fixture_get_child (self->dialog, names[i]);
      g_object_add_weak_pointer (G_OBJECT (self->previews[i]), (gpointer *) &self->previews[i]);
    }
  salon_dialog_present (self->dialog, self->page.page);
  page_fixture_settle ();
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
  gift_card_fixture_wait_until (self->dialog == NULL && self->previews[0] == NULL
                                && self->previews[1] == NULL);
  page_fixture_tear_down (&self->page);
}

static gpointer
get (Fixture *self, const char *name)
{
  return page_fixture_get_child (self->dialog, name);
}

static void
sell (Fixture *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->dialog), "sale.go", NULL);
  page_fixture_settle ();
}

static gboolean
is_sold (Fixture *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (get (self, "stack")), "sold");
}

static void
test_amount_and_name_are_all_it_takes (Fixture *self, gconstpointer unused)
{
  gtk_editable_set_text (get (self, "amount_row"), "80");
  gtk_editable_set_text (get (self, "recipient_row"), "Zoé");
  sell (self);
  gift_card_fixture_wait_until (is_sold (self));
  g_assert_cmpint (gift_card_fixture_get_balance (&self->page, "Zoé"), ==, 8000);
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (self->dialog), "€80.00 for Zoé"));
  /* A second Ctrl+Enter sells no second one. */
  sell (self);
  g_assert_cmpuint (gift_card_fixture_count (&self->page), ==, 6);
}

static void
test_what_is_missing_is_told_where_it_is_missing (Fixture *self, gconstpointer unused)
{
  sell (self);
  g_assert_true (gtk_widget_get_visible (get (self, "value_error")));
  gtk_editable_set_text (get (self, "amount_row"), "80");
  page_fixture_settle ();
  g_assert_false (gtk_widget_get_visible (get (self, "value_error")));
  sell (self);
  g_assert_true (gtk_widget_get_visible (get (self, "names_error")));
  g_assert_cmpuint (gift_card_fixture_count (&self->page), ==, 5);
}

static void
test_a_quick_amount_goes_on_to_the_name (Fixture *self, gconstpointer unused)
{
  GtkWidget *button = page_fixture_find (get (self, "quick_box"), GTK_TYPE_BUTTON, 1);

  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (gtk_editable_get_text (get (self, "amount_row")), ==, "€50.00");
  g_assert_true (gtk_widget_get_state_flags (get (self, "recipient_row"))
                 & GTK_STATE_FLAG_FOCUS_WITHIN);
}

static void
test_a_service_is_worth_its_price (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;

  adw_combo_row_set_selected (get (self, "worth_row"), 1);
  gtk_editable_set_text (get (self, "recipient_row"), "Zoé");
  g_assert_false (gtk_widget_get_visible (get (self, "amount_row")));
  sell (self);
  gift_card_fixture_wait_until (is_sold (self));
  card = gift_card_fixture_get (&self->page, "Zoé");
  g_assert_cmpint (salon_gift_card_get_balance (card), ==, 9500);
  g_assert_cmpstr (salon_gift_card_get_fields (card)->service_name, ==, "Massage");
}

static void
test_the_buyer_is_found_among_the_clients (Fixture *self, gconstpointer unused)
{
  SalonBuyerBox *box = get (self, "buyer_box");
  GtkListBox *list = page_fixture_get_child (box, "list");

  gtk_editable_set_text (get (self, "amount_row"), "80");
  gtk_editable_set_text (get (self, "recipient_row"), "Zoé");
  salon_buyer_box_set_name (box, "mari");
  page_fixture_settle ();
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 1));
  g_assert_cmpstr (salon_buyer_box_get_name (box), ==, "Marie Durand");
  g_assert_cmpstr (salon_buyer_box_get_email (box), ==, "marie@example.fr");
  sell (self);
  gift_card_fixture_wait_until (is_sold (self));
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (&self->page, "Zoé");
  g_assert_cmpstr (salon_gift_card_get_fields (card)->buyer_email, ==, "marie@example.fr");
}

static void
test_a_new_buyer_becomes_a_client (Fixture *self, gconstpointer unused)
{
  SalonReader *reader = salon_session_get_reader (self->page.session);
  SalonBuyerBox *box = get (self, "buyer_box");
  int n_before = salon_reader_count_clients (reader, NULL);

  gtk_editable_set_text (get (self, "amount_row"), "80");
  salon_buyer_box_set_name (box, "Ursule Petit");
  adw_switch_row_set_active (page_fixture_get_child (box, "client_row"), TRUE);
  gtk_editable_set_text (page_fixture_get_child (box, "phone_row"), "12");
  sell (self);
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (box, "phone_error")));
  gtk_editable_set_text (page_fixture_get_child (box, "phone_row"), "06 12 34 56 79");
  sell (self);
  gift_card_fixture_wait_until (is_sold (self));
  g_assert_cmpint (salon_reader_count_clients (reader, NULL), ==, n_before + 1);
}

static void
test_a_given_card_asks_for_no_money (Fixture *self, gconstpointer unused)
{
  gtk_editable_set_text (get (self, "amount_row"), "80");
  gtk_editable_set_text (get (self, "recipient_row"), "Zoé");
  adw_switch_row_set_active (get (self, "given_row"), TRUE);
  g_assert_false (gtk_widget_get_visible (get (self, "payment_group")));
  sell (self);
  g_assert_true (gtk_widget_get_visible (get (self, "note_error")));
  gtk_editable_set_text (get (self, "note_row"), "Tombola");
  sell (self);
  gift_card_fixture_wait_until (is_sold (self));
}

static void
test_the_expiry_is_said_in_full (Fixture *self, gconstpointer unused)
{
  AdwActionRow *months = get (self, "months_row");

  g_assert_cmpstr (adw_action_row_get_subtitle (months), ==, "Until Friday 12 March 2027");
  adw_spin_row_set_value (ADW_SPIN_ROW (months), 6);
  g_assert_cmpstr (adw_action_row_get_subtitle (months), ==, "Until Saturday 12 September 2026");
}

static void
test_everything_has_a_name (Fixture *self, gconstpointer unused)
{
  g_autofree char *missing = accessible_names_find_missing (GTK_WIDGET (self->dialog));

  g_assert_cmpstr (missing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/sell-dialog/" path, Fixture, GINT_TO_POINTER (1100), set_up, test, tear_down)
  ADD ("amount-and-name-are-all-it-takes", test_amount_and_name_are_all_it_takes);
  ADD ("what-is-missing-is-told-where-it-is-missing",
       test_what_is_missing_is_told_where_it_is_missing);
  ADD ("a-quick-amount-goes-on-to-the-name", test_a_quick_amount_goes_on_to_the_name);
  ADD ("a-service-is-worth-its-price", test_a_service_is_worth_its_price);
  ADD ("the-buyer-is-found-among-the-clients", test_the_buyer_is_found_among_the_clients);
  ADD ("a-new-buyer-becomes-a-client", test_a_new_buyer_becomes_a_client);
  ADD ("a-given-card-asks-for-no-money", test_a_given_card_asks_for_no_money);
  ADD ("the-expiry-is-said-in-full", test_the_expiry_is_said_in_full);
  ADD ("everything-has-a-name", test_everything_has_a_name);
#undef ADD
  g_test_add ("/salon/sell-dialog/everything-has-a-name-when-narrow", Fixture,
              GINT_TO_POINTER (360), set_up, test_everything_has_a_name, tear_down);
  return g_test_run ();
}
