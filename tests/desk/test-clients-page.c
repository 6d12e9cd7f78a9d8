/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clients/salon-clients-page.h"

#include "clients/salon-client-dialog.h"
#include "clients/salon-client-form.h"
#include "page-fixture.h"

#define WIDE 1000
#define NARROW 360
#define BORN 1773307800 /* 2026-03-12T09:30:00Z */

typedef struct
{
  int n_bookings;
  int width;
} Salon;

static const Salon wide = { 400, WIDE };
static const Salon narrow = { 400, NARROW };
static const Salon empty = { 0, WIDE };

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  const Salon *salon = data;

  page_fixture_set_up (fixture, salon->n_bookings, salon_clients_page_new, salon->width);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static const char *
get_list_state (PageFixture *fixture)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (fixture->page, "list_stack"));
}

static const char *
get_title (PageFixture *fixture)
{
  return adw_navigation_page_get_title (page_fixture_get_child (fixture->page, "client_page"));
}

static GListModel *
get_list (PageFixture *fixture)
{
  GtkListView *list_view = page_fixture_get_child (fixture->page, "list_view");

  return G_LIST_MODEL (gtk_list_view_get_model (list_view));
}

static SalonClient *
get_client (PageFixture *fixture, guint position)
{
  g_autoptr (SalonClient) client = g_list_model_get_item (get_list (fixture), position);

  g_assert_nonnull (client);
  return g_steal_pointer (&client);
}

static void
search (PageFixture *fixture, const char *text)
{
  GtkWidget *entry = page_fixture_get_child (fixture->page, "search_entry");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  /* At once, without the pause that spares the store while one types. */
  g_signal_emit_by_name (entry, "search-changed");
}

static void
commit (PageFixture *fixture, SalonChange *change)
{
  g_autoptr (SalonChange) owned = change;
  guint n_before = fixture->n_changes;

  salon_session_commit (fixture->session, change);
  page_fixture_wait_for_change (fixture, n_before);
}

static void
test_choose (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) client = get_client (fixture, 3);

  g_assert_cmpstr (get_list_state (fixture), ==, "list");
  g_assert_cmpstr (get_title (fixture), ==, "Client");
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_list (fixture)), 3);
  g_assert_cmpstr (get_title (fixture), ==, salon_client_get_fields (client)->name);
}

static void
test_take_turns (PageFixture *fixture, gconstpointer data)
{
  AdwNavigationSplitView *split = page_fixture_get_child (fixture->page, "split_view");
  GtkWidget *list_view = page_fixture_get_child (fixture->page, "list_view");
  g_autoptr (SalonClient) client = get_client (fixture, 2);

  g_assert_true (adw_navigation_split_view_get_collapsed (split));
  /* What the pointer passes over is not shown. */
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_list (fixture)), 1);
  g_assert_false (adw_navigation_split_view_get_show_content (split));
  g_assert_cmpstr (get_title (fixture), ==, "Client");
  g_signal_emit_by_name (list_view, "activate", 2);
  g_assert_true (adw_navigation_split_view_get_show_content (split));
  g_assert_cmpstr (get_title (fixture), ==, salon_client_get_fields (client)->name);
}

static void
test_search (PageFixture *fixture, gconstpointer data)
{
  guint n_all = g_list_model_get_n_items (get_list (fixture));

  search (fixture, "zzzz");
  g_assert_cmpstr (get_list_state (fixture), ==, "not-found");
  search (fixture, "a");
  g_assert_cmpstr (get_list_state (fixture), ==, "list");
  g_assert_cmpuint (g_list_model_get_n_items (get_list (fixture)), <, n_all);
  search (fixture, "");
  g_assert_cmpuint (g_list_model_get_n_items (get_list (fixture)), ==, n_all);
}

static void
test_show_beyond_search (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) client = get_client (fixture, 5);

  search (fixture, "zzzz");
  salon_clients_page_show (SALON_CLIENTS_PAGE (fixture->page),
                           salon_client_get_fields (client)->id);
  g_assert_cmpstr (get_title (fixture), ==, salon_client_get_fields (client)->name);
}

static SalonClient *
make_client (const char *name)
{
  SalonClientForm form = { .name = name, .language = "fr" };

  return salon_client_form_read (&form, NULL, BORN);
}

static void
test_follow (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) client = make_client ("Aaron <b>&");
  g_autoptr (SalonClient) renamed = NULL;
  SalonClientFields fields = *salon_client_get_fields (client);

  commit (fixture, salon_client_form_change (NULL, client));
  g_assert_cmpstr (get_list_state (fixture), ==, "list");
  salon_clients_page_show (SALON_CLIENTS_PAGE (fixture->page), fields.id);
  g_assert_cmpstr (get_title (fixture), ==, "Aaron <b>&");

  fields.name = "Zoé";
  renamed = salon_client_new (&fields);
  commit (fixture, salon_client_form_change (client, renamed));
  g_assert_cmpstr (get_title (fixture), ==, "Zoé");

  commit (fixture, salon_client_form_delete (renamed));
  g_assert_cmpstr (get_title (fixture), ==, "Client");
  page_fixture_undo (fixture);
  salon_clients_page_show (SALON_CLIENTS_PAGE (fixture->page), fields.id);
  g_assert_cmpstr (get_title (fixture), ==, "Zoé");
}

static void
test_empty (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) client = make_client ("Marie");

  g_assert_cmpstr (get_list_state (fixture), ==, "empty");
  commit (fixture, salon_client_form_change (NULL, client));
  g_assert_cmpstr (get_list_state (fixture), ==, "list");
  page_fixture_undo (fixture);
  g_assert_cmpstr (get_list_state (fixture), ==, "empty");
}

static void
type (AdwDialog *dialog, const char *field, const char *text)
{
  gtk_editable_set_text (page_fixture_get_child (dialog, field), text);
}

static gboolean
is_told (AdwDialog *dialog, const char *label)
{
  return gtk_widget_get_visible (page_fixture_get_child (dialog, label));
}

static void
test_dialog (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = salon_client_dialog_new (fixture->session, NULL);
  guint n_before = g_list_model_get_n_items (get_list (fixture));

  adw_dialog_present (dialog, fixture->page);
  type (dialog, "phone_row", "06 1");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  g_assert_true (is_told (dialog, "name_error"));
  g_assert_true (is_told (dialog, "phone_error"));
  g_assert_false (is_told (dialog, "email_error"));
  g_assert_cmpuint (fixture->n_changes, ==, 0);

  type (dialog, "name_row", "Zoé Petit");
  type (dialog, "phone_row", "06 12 34 56 78");
  g_assert_false (is_told (dialog, "name_error"));
  g_assert_false (is_told (dialog, "phone_error"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpstr (fixture->last_label, ==, "Add Zoé Petit");
  g_assert_cmpuint (g_list_model_get_n_items (get_list (fixture)), ==, n_before + 1);
}

/* Families share a phone: it is said, and may be saved. */
static void
test_same (PageFixture *fixture, gconstpointer data)
{
  SalonClientForm form = { .name = "Marie", .phone = "06 12 34 56 78", .language = "fr" };
  g_autoptr (SalonClient) client = salon_client_form_read (&form, NULL, BORN);
  commit (fixture, salon_client_form_change (NULL, client));
  AdwDialog *other = salon_client_dialog_new (fixture->session, NULL);
  AdwDialog *same = salon_client_dialog_new (fixture->session, client);

  adw_dialog_present (other, fixture->page);
  type (other, "phone_row", "06.12.34.56.78");
  g_assert_true (is_told (other, "same_box"));
  type (other, "phone_row", "06.12.34.56.79");
  g_assert_false (is_told (other, "same_box"));
  adw_dialog_force_close (other);

  adw_dialog_present (same, fixture->page);
  type (same, "name_row", "Marie Durand");
  g_assert_false (is_told (same, "same_box"));
  adw_dialog_force_close (same);
}

#define ADD(path, salon, test)                                                                     \
  g_test_add ("/salon/clients-page/" path, PageFixture, &salon, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("whoever-is-chosen-is-shown-beside-the-list", wide, test_choose);
  ADD ("on-a-narrow-window-list-and-client-take-turns", narrow, test_take_turns);
  ADD ("a-search-narrows-the-list-and-can-be-cleared", wide, test_search);
  ADD ("a-client-is-shown-whatever-the-list-holds", wide, test_show_beyond_search);
  ADD ("the-client-on-screen-follows-changes-and-goes", wide, test_follow);
  ADD ("an-empty-salon-offers-to-make-the-first", empty, test_empty);
  ADD ("what-cannot-be-saved-is-said-beside-it", wide, test_dialog);
  ADD ("a-second-card-for-one-phone-is-warned-of", empty, test_same);
  return g_test_run ();
}
