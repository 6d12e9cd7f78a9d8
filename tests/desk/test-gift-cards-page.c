/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the gift cards in a real window: the list, codes and scanners, several at once. */
#include "gift-cards/salon-gift-cards-page.h"

#include "gift-cards/salon-extend-dialog.h"
#include "gift-cards/salon-gift-card-filter.h"
#include "gift-cards/salon-gift-card-view.h"
#include "vouchers/salon-voucher-dialog.h"
#include "vouchers/salon-voucher-preview.h"

#include "accessible-names.h"
#include "gift-card-fixture.h"
#include "shown-labels.h"

static GListModel *
get_list (PageFixture *self)
{
  return G_LIST_MODEL (gtk_list_view_get_model (page_fixture_get_child (self->page, "list_view")));
}

static void
wait_for_count (PageFixture *self, guint n_cards)
{
  gift_card_fixture_wait_until (g_list_model_get_n_items (get_list (self)) == n_cards);
  page_fixture_settle ();
}

static void
set_up (PageFixture *self, gconstpointer width)
{
  gift_card_fixture_set_up (self, salon_gift_cards_page_new, GPOINTER_TO_INT (width));
  wait_for_count (self, 5);
}

static void
set_up_empty (PageFixture *self, gconstpointer unused)
{
  page_fixture_set_up (self, 0, salon_gift_cards_page_new, 1000);
}

static void
tear_down (PageFixture *self, gconstpointer unused)
{
  page_fixture_tear_down (self);
}

static const char *
get_recipient (PageFixture *self, guint position)
{
  g_autoptr (SalonGiftCard) card = g_list_model_get_item (get_list (self), position);

  return salon_gift_card_get_fields (card)->recipient_name;
}

/* The card beside the list; NULL: none. */
static const char *
get_shown (PageFixture *self)
{
  GtkStack *stack = page_fixture_get_child (self->page, "card_stack");
  SalonGiftCardView *view = page_fixture_get_child (self->page, "card_view");

  if (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "card") != 0)
    return NULL;
  return salon_gift_card_get_fields (salon_gift_card_view_get_card (view))->recipient_name;
}

static char *
dup_code (PageFixture *self, const char *recipient)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (self, recipient);

  return g_strdup (salon_gift_card_get_fields (card)->code);
}

static void
choose_filter (PageFixture *self, SalonGiftCardFilter filter)
{
  gtk_drop_down_set_selected (page_fixture_get_child (self->page, "filter_drop_down"), filter);
}

static const char *
get_list_state (PageFixture *self)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (self->page, "list_stack"));
}

/* --- The list --- */

static void
test_each_filter_finds_its_own (PageFixture *self, gconstpointer unused)
{
  static const guint expected[SALON_N_GIFT_CARD_FILTERS] = {
    [SALON_GIFT_CARD_FILTER_ALL] = 5,     [SALON_GIFT_CARD_FILTER_ACTIVE] = 3,
    [SALON_GIFT_CARD_FILTER_BALANCE] = 4, [SALON_GIFT_CARD_FILTER_30_DAYS] = 1,
    [SALON_GIFT_CARD_FILTER_60_DAYS] = 1, [SALON_GIFT_CARD_FILTER_90_DAYS] = 1,
    [SALON_GIFT_CARD_FILTER_USED] = 1,    [SALON_GIFT_CARD_FILTER_EXPIRED] = 1,
    [SALON_GIFT_CARD_FILTER_VOID] = 0,    [SALON_GIFT_CARD_FILTER_REFUNDED] = 0,
  };

  for (guint i = 0; i < SALON_N_GIFT_CARD_FILTERS; i++)
    {
      choose_filter (self, (SalonGiftCardFilter) i);
      wait_for_count (self, expected[i]);
    }
  choose_filter (self, SALON_GIFT_CARD_FILTER_30_DAYS);
  wait_for_count (self, 1);
  g_assert_cmpstr (get_recipient (self, 0), ==, "Berta");
}

static void
test_what_is_owed_stands_above (PageFixture *self, gconstpointer unused)
{
  /* Anna 30, Berta 80, Emma 40; Dora's has ended. */
  gift_card_fixture_wait_until (shown_labels_find (self->page, "€150.00") != NULL);
  gift_card_fixture_wait_until (shown_labels_find (self->page, "€80.00") != NULL);
}

static void
test_names_and_codes_are_searched (PageFixture *self, gconstpointer unused)
{
  GtkEditable *search = page_fixture_get_child (self->page, "search_entry");

  gtk_editable_set_text (search, "marie");
  wait_for_count (self, 1);
  g_assert_cmpstr (get_recipient (self, 0), ==, "Anna");
  gtk_editable_set_text (search, "1047");
  wait_for_count (self, 1);
  g_assert_cmpstr (get_recipient (self, 0), ==, "Emma");
  gtk_editable_set_text (search, "nobody");
  gift_card_fixture_wait_until (g_str_equal (get_list_state (self), "not-found"));
}

static void
test_an_empty_salon_offers_the_first (PageFixture *self, gconstpointer unused)
{
  gift_card_fixture_wait_until (g_strcmp0 (get_list_state (self), "empty") == 0);
}

/* --- Codes --- */

static gboolean
open_code (PageFixture *self, const char *typed)
{
  return salon_gift_cards_page_open_code (SALON_GIFT_CARDS_PAGE (self->page), typed, NULL);
}

static void
test_a_code_is_forgiven_case_and_dashes (PageFixture *self, gconstpointer unused)
{
  g_autofree char *code = dup_code (self, "Berta");
  g_autofree char *lower = g_ascii_strdown (code, -1);
  g_auto (GStrv) parts = g_strsplit (lower, "-", -1);
  g_autofree char *spaced = g_strjoinv (" ", parts);

  g_assert_true (open_code (self, spaced));
  g_assert_cmpstr (get_shown (self), ==, "Berta");
}

static void
test_one_wrong_character_is_told (PageFixture *self, gconstpointer unused)
{
  AdwBanner *banner = page_fixture_get_child (self->page, "code_banner");
  g_autofree char *code = dup_code (self, "Berta");
  char *last = code + strlen (code) - 3;

  *last = *last == 'A' ? 'B' : 'A';
  g_assert_true (open_code (self, code));
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_nonnull (strstr (adw_banner_get_title (banner), "character"));
  g_assert_cmpstr (get_shown (self), ==, NULL);
}

static void
test_what_is_no_code_is_left_to_the_search (PageFixture *self, gconstpointer unused)
{
  g_assert_false (open_code (self, "Marie"));
  g_assert_false (adw_banner_get_revealed (page_fixture_get_child (self->page, "code_banner")));
}

/* --- Scanners: the keys of one come at once, as these do --- */

static GtkEventController *
find_keys (PageFixture *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->window);
  GtkEventController *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "scanner") == 0)
        found = controller;
    }
  return found;
}

/* Is the Enter at the end taken? Keys that are not go into @field, as they would. */
static gboolean
scan (PageFixture *self, const char *text, GtkEditable *field)
{
  GtkEventController *keys = find_keys (self);
  gboolean is_taken = FALSE;

  g_assert_nonnull (keys);
  for (const char *letter = text; *letter != '\0'; letter++)
    {
      int position = field != NULL ? gtk_editable_get_position (field) : 0;

      g_signal_emit_by_name (keys, "key-pressed", gdk_unicode_to_keyval ((guint) *letter), 0, 0,
                             &is_taken);
      g_assert_false (is_taken);
      if (field != NULL)
        {
          gtk_editable_insert_text (field, letter, 1, &position);
          gtk_editable_set_position (field, position);
        }
    }
  g_signal_emit_by_name (keys, "key-pressed", GDK_KEY_Return, 36, 0, &is_taken);
  page_fixture_settle ();
  return is_taken;
}

static void
test_a_scanner_opens_its_card_from_anywhere (PageFixture *self, gconstpointer unused)
{
  g_autofree char *code = dup_code (self, "Anna");

  gtk_widget_grab_focus (page_fixture_get_child (self->page, "list_view"));
  g_assert_true (scan (self, code, NULL));
  g_assert_cmpstr (get_shown (self), ==, "Anna");
}

static void
test_a_scanner_leaves_the_field_as_it_was (PageFixture *self, gconstpointer unused)
{
  GtkEditable *search = page_fixture_get_child (self->page, "search_entry");
  g_autofree char *code = dup_code (self, "Berta");

  gtk_widget_grab_focus (GTK_WIDGET (search));
  gtk_editable_set_text (search, "an");
  gtk_editable_set_position (search, -1);
  g_assert_true (scan (self, code, search));
  g_assert_cmpstr (get_shown (self), ==, "Berta");
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "an");
}

static void
test_what_a_scanner_reads_of_a_shampoo_is_not_taken (PageFixture *self, gconstpointer unused)
{
  GtkEditable *search = page_fixture_get_child (self->page, "search_entry");

  gtk_widget_grab_focus (GTK_WIDGET (search));
  g_assert_false (scan (self, "3600523614455", search));
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "3600523614455");
  g_assert_cmpstr (get_shown (self), ==, NULL);
}

static void
test_a_page_that_is_not_shown_does_not_listen (PageFixture *self, gconstpointer unused)
{
  gtk_widget_set_visible (self->page, FALSE);
  page_fixture_settle ();
  g_assert_null (find_keys (self));
  gtk_widget_set_visible (self->page, TRUE);
  page_fixture_settle ();
  g_assert_nonnull (find_keys (self));
}

static void
test_a_card_that_is_used_up_says_so (PageFixture *self, gconstpointer unused)
{
  SalonGiftCardView *view = page_fixture_get_child (self->page, "card_view");
  g_autofree char *code = dup_code (self, "Clara");

  g_assert_true (open_code (self, code));
  g_assert_true (adw_banner_get_revealed (page_fixture_get_child (view, "state_banner")));
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (view, "use_button")));
}

static void
test_an_expired_card_says_so_and_can_still_be_used (PageFixture *self, gconstpointer unused)
{
  SalonGiftCardView *view = page_fixture_get_child (self->page, "card_view");
  AdwBanner *banner = page_fixture_get_child (view, "state_banner");
  g_autofree char *code = dup_code (self, "Dora");

  g_assert_true (open_code (self, code));
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_nonnull (strstr (adw_banner_get_title (banner), "2 March"));
  /* Its dialog asks for the note. */
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (view, "use_button")));
}

/* --- Several --- */

static guint64
count_chosen (GtkSelectionModel *model)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (model);

  return gtk_bitset_get_size (chosen);
}

/* The list may be asked for once more while the window comes up: that chooses nothing. */
static void
choose (PageFixture *self, guint n_cards)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (get_list (self));

  do
    {
      for (guint i = 0; i < n_cards; i++)
        gtk_selection_model_select_item (model, i, FALSE);
      page_fixture_settle ();
    }
  while (count_chosen (model) != n_cards);
}

static AdwDialog *
get_dialog (PageFixture *self)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (self->window));
}

static SalonDay
get_expiry (PageFixture *self, const char *recipient)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (self, recipient);

  return salon_gift_card_get_fields (card)->expires_on;
}

static void
test_several_are_extended_and_one_undo_takes_it_back (PageFixture *self, gconstpointer unused)
{
  const SalonDay berta = GIFT_CARD_TODAY + 20;
  guint n_before = self->n_changes;
  AdwDialog *dialog = NULL;

  choose (self, 5);
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (self->page, "several_bar")));
  gtk_widget_activate_action (self->page, "gift-cards.extend", NULL);
  page_fixture_settle ();
  dialog = get_dialog (self);
  gtk_editable_set_text (page_fixture_get_child (dialog, "note_row"), "Closed in April");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "extension.go", NULL);
  page_fixture_wait_for_change (self, n_before);
  g_assert_cmpint (get_expiry (self, "Berta"), ==, salon_day_add_months (berta, 3));
  /* One that has ended lasts from today. */
  g_assert_cmpint (get_expiry (self, "Dora"), ==, salon_day_add_months (GIFT_CARD_TODAY, 3));
  page_fixture_undo (self);
  g_assert_cmpint (get_expiry (self, "Berta"), ==, berta);
  g_assert_cmpint (get_expiry (self, "Dora"), ==, GIFT_CARD_TODAY - 10);
}

/* One file, a page for each, in the order of the list. */
static void
test_several_are_printed_at_once (PageFixture *self, gconstpointer unused)
{
  SalonVoucherPreview *preview = NULL;
  AdwDialog *dialog = NULL;
  guint n_pages = 0;

  choose (self, 3);
  gtk_widget_activate_action (self->page, "gift-cards.print", NULL);
  page_fixture_settle ();
  dialog = get_dialog (self);
  g_assert_true (SALON_IS_VOUCHER_DIALOG (dialog));
  preview = page_fixture_get_child (dialog, "preview");
  gift_card_fixture_wait_until (salon_voucher_preview_get_pdf (preview) != NULL);
  g_object_get (preview, "n-pages", &n_pages, NULL);
  g_assert_cmpuint (n_pages, ==, 3);
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

static void
test_an_extension_asks_why (PageFixture *self, gconstpointer unused)
{
  AdwDialog *dialog = NULL;

  choose (self, 2);
  gtk_widget_activate_action (self->page, "gift-cards.extend", NULL);
  page_fixture_settle ();
  dialog = get_dialog (self);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "extension.go", NULL);
  page_fixture_settle ();
  g_assert_true (get_dialog (self) == dialog);
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (dialog, "error_label")));
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

static void
test_marks_choose_one_by_one (PageFixture *self, gconstpointer unused)
{
  gtk_widget_activate_action (self->page, "gift-cards.choosing", NULL);
  page_fixture_settle ();
  for (guint i = 0; i < 3; i++)
    {
      GtkCheckButton *check = page_fixture_find (page_fixture_get_child (self->page, "list_view"),
                                                 GTK_TYPE_CHECK_BUTTON, i);

      gtk_check_button_set_active (check, TRUE);
      page_fixture_settle ();
    }
  gift_card_fixture_wait_until (shown_labels_find (self->page, "3 gift cards chosen") != NULL);
  gtk_widget_activate_action (self->page, "gift-cards.choose-none", NULL);
  page_fixture_settle ();
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (self->page, "several_bar")));
}

static void
test_one_chosen_is_shown_beside_the_list (PageFixture *self, gconstpointer unused)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_list (self)), 2, TRUE);
  page_fixture_settle ();
  g_assert_cmpstr (get_shown (self), ==, get_recipient (self, 2));
}

/* --- All of it --- */

static void
test_everything_has_a_name (PageFixture *self, gconstpointer unused)
{
  g_autofree char *code = dup_code (self, "Anna");
  g_autofree char *missing = NULL;

  open_code (self, code);
  page_fixture_settle ();
  missing = accessible_names_find_missing (self->page);
  g_assert_cmpstr (missing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/gift-cards-page/" path, PageFixture, GINT_TO_POINTER (1000), set_up, test,   \
              tear_down)
  ADD ("each-filter-finds-its-own", test_each_filter_finds_its_own);
  ADD ("what-is-owed-stands-above", test_what_is_owed_stands_above);
  ADD ("names-and-codes-are-searched", test_names_and_codes_are_searched);
  ADD ("a-code-is-forgiven-case-and-dashes", test_a_code_is_forgiven_case_and_dashes);
  ADD ("one-wrong-character-is-told", test_one_wrong_character_is_told);
  ADD ("what-is-no-code-is-left-to-the-search", test_what_is_no_code_is_left_to_the_search);
  ADD ("a-scanner-opens-its-card-from-anywhere", test_a_scanner_opens_its_card_from_anywhere);
  ADD ("a-scanner-leaves-the-field-as-it-was", test_a_scanner_leaves_the_field_as_it_was);
  ADD ("what-a-scanner-reads-of-a-shampoo-is-not-taken",
       test_what_a_scanner_reads_of_a_shampoo_is_not_taken);
  ADD ("a-page-that-is-not-shown-does-not-listen", test_a_page_that_is_not_shown_does_not_listen);
  ADD ("a-card-that-is-used-up-says-so", test_a_card_that_is_used_up_says_so);
  ADD ("an-expired-card-says-so-and-can-still-be-used",
       test_an_expired_card_says_so_and_can_still_be_used);
  ADD ("several-are-extended-and-one-undo-takes-it-back",
       test_several_are_extended_and_one_undo_takes_it_back);
  ADD ("several-are-printed-at-once", test_several_are_printed_at_once);
  ADD ("an-extension-asks-why", test_an_extension_asks_why);
  ADD ("marks-choose-one-by-one", test_marks_choose_one_by_one);
  ADD ("one-chosen-is-shown-beside-the-list", test_one_chosen_is_shown_beside_the_list);
  ADD ("everything-has-a-name", test_everything_has_a_name);
#undef ADD
  g_test_add ("/salon/gift-cards-page/everything-has-a-name-when-narrow", PageFixture,
              GINT_TO_POINTER (360), set_up, test_everything_has_a_name, tear_down);
  g_test_add ("/salon/gift-cards-page/an-empty-salon-offers-the-first", PageFixture, NULL,
              set_up_empty, test_an_empty_salon_offers_the_first, tear_down);
  return g_test_run ();
}
