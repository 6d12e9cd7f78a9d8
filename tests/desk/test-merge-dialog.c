/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clients/salon-merge-dialog.h"

#include "accessible-names.h"
#include "clients/salon-client-form.h"
#include "clients/salon-clients-page.h"
#include "clients/salon-duplicates-dialog.h"
#include "page-fixture.h"

#define BORN 1773307800 /* 2026-03-12T09:30:00Z */

static void
fill (SalonStore *store, gconstpointer data)
{
}

static void
set_up (PageFixture *fixture, gconstpointer width)
{
  page_fixture_set_up_filled (fixture, fill, NULL, salon_clients_page_new, GPOINTER_TO_INT (width));
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonClient *
add (PageFixture *fixture, const SalonClientForm *form)
{
  SalonClient *client = salon_client_form_read (form, NULL, BORN);
  g_autoptr (SalonChange) change = salon_client_form_change (NULL, client);
  guint n_before = fixture->n_changes;

  salon_session_commit (fixture->session, change);
  page_fixture_wait_for_change (fixture, n_before);
  return client;
}

static SalonClient *
add_left (PageFixture *fixture)
{
  return add (fixture, &(SalonClientForm) {
                         .name = "Marie Durand",
                         .phone = "06 12 34 56 78",
                         .allergies = "Latex",
                         .notes = "Parking",
                         .language = "fr",
                       });
}

static SalonClient *
add_right (PageFixture *fixture)
{
  return add (fixture, &(SalonClientForm) {
                         .name = "Marie DURAND",
                         .phone = "06 99 99 99 99",
                         .email = "marie@durand.fr",
                         .allergies = "Nickel",
                         .notes = "Thé",
                         .language = "fr",
                       });
}

static const char *
get_subtitle (gpointer dialog, const char *row)
{
  return adw_action_row_get_subtitle (page_fixture_get_child (dialog, row));
}

static GtkWidget *
find_button (gpointer dialog, const char *text)
{
  guint n = page_fixture_count (dialog, GTK_TYPE_CHECK_BUTTON);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *button = page_fixture_find (dialog, GTK_TYPE_CHECK_BUTTON, i);
      GtkWidget *label = gtk_check_button_get_child (GTK_CHECK_BUTTON (button));

      if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
        return button;
    }
  g_error ("no choice “%s”", text);
}

static AdwDialog *
present (PageFixture *fixture, SalonClient *left, SalonClient *right)
{
  AdwDialog *dialog = salon_merge_dialog_new (fixture->session, left, right);

  adw_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  return dialog;
}

static void
test_the_outcome_is_shown_before (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) left = add_left (fixture);
  g_autoptr (SalonClient) right = add_right (fixture);
  AdwDialog *dialog = present (fixture, left, right);
  g_autofree char *missing = NULL;

  missing = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpstr (get_subtitle (dialog, "allergies_row"), ==, "Latex, Nickel");
  g_assert_cmpstr (get_subtitle (dialog, "losses_row"), ==,
                   "Name: Marie DURAND\nPhone: 06 99 99 99 99");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_button (dialog, "06 99 99 99 99")), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_button (dialog, "Thé")), TRUE);
  g_assert_cmpstr (get_subtitle (dialog, "losses_row"), ==,
                   "Name: Marie DURAND\nPhone: 06 12 34 56 78\nNotes: Parking");
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

static void
test_merging_and_undoing (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) left = add_left (fixture);
  g_autoptr (SalonClient) right = add_right (fixture);
  AdwDialog *dialog = present (fixture, left, right);
  SalonReader *reader = salon_session_get_reader (fixture->session);
  const char *right_id = salon_client_get_fields (right)->id;
  AdwNavigationPage *shown = NULL;

  gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.save", NULL);
  page_fixture_wait_for_change (fixture, 2);
  g_assert_cmpint (salon_reader_count_clients (reader, NULL), ==, 1);
  /* Wherever the card that is no more is asked for, the one that remains is shown. */
  salon_clients_page_show (SALON_CLIENTS_PAGE (fixture->page), right_id);
  shown = page_fixture_get_child (fixture->page, "client_page");
  g_assert_cmpstr (adw_navigation_page_get_title (shown), ==, "Marie Durand");
  page_fixture_undo (fixture);
  g_assert_cmpint (salon_reader_count_clients (reader, NULL), ==, 2);
  salon_clients_page_show (SALON_CLIENTS_PAGE (fixture->page), right_id);
  g_assert_cmpstr (adw_navigation_page_get_title (shown), ==, "Marie DURAND");
}

static void
test_a_card_that_was_merged_is_refused (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) left = add_left (fixture);
  AdwDialog *dialog = present (fixture, left, left);

  g_assert_true (adw_banner_get_revealed (page_fixture_get_child (dialog, "failure_banner")));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.save", NULL);
  page_fixture_settle ();
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

static const char *
get_state (AdwDialog *dialog)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (dialog, "stack"));
}

static void
test_duplicates_are_listed (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) left = add_left (fixture);
  g_autoptr (SalonClient) right = NULL;
  AdwDialog *dialog = salon_duplicates_dialog_new (fixture->session, NULL);
  GtkWidget *row = NULL;

  adw_dialog_present (dialog, fixture->page);
  while (g_str_equal (get_state (dialog), "loading"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (get_state (dialog), ==, "none");
  right = add_right (fixture);
  while (!g_str_equal (get_state (dialog), "list"))
    g_main_context_iteration (NULL, TRUE);
  row = page_fixture_find (dialog, ADW_TYPE_ACTION_ROW, 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Marie Durand and Marie DURAND");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Same name");
  /* They are two people: that is remembered, and taken back like anything. */
  g_signal_emit_by_name (page_fixture_find (row, GTK_TYPE_BUTTON, 0), "clicked");
  while (!g_str_equal (get_state (dialog), "none"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->last_label, ==,
                   "Marie Durand and Marie DURAND are not the same person");
  page_fixture_undo (fixture);
  while (!g_str_equal (get_state (dialog), "list"))
    g_main_context_iteration (NULL, TRUE);
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

static void
test_another_card_is_found_by_typing (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) left = add_left (fixture);
  g_autoptr (SalonClient) right = add_right (fixture);
  AdwDialog *dialog = salon_duplicates_dialog_new (fixture->session, left);
  GtkWidget *entry = page_fixture_get_child (dialog, "search_entry");

  adw_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  g_assert_cmpstr (get_state (dialog), ==, "list");
  g_assert_cmpuint (page_fixture_count (dialog, ADW_TYPE_ACTION_ROW), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpstr (get_state (dialog), ==, "none");
  gtk_editable_set_text (GTK_EDITABLE (entry), "durand.fr");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpstr (get_state (dialog), ==, "list");
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

#define ADD(path, width, test)                                                                     \
  g_test_add ("/salon/merge-dialog/" path, PageFixture, GINT_TO_POINTER (width), set_up, test,     \
              tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("the-outcome-is-shown-before", 1000, test_the_outcome_is_shown_before);
  ADD ("merging-and-undoing", 1000, test_merging_and_undoing);
  ADD ("a-card-that-was-merged-is-refused", 360, test_a_card_that_was_merged_is_refused);
  ADD ("duplicates-are-listed", 1000, test_duplicates_are_listed);
  ADD ("another-card-is-found-by-typing", 360, test_another_card_is_found_by_typing);
  return g_test_run ();
}
