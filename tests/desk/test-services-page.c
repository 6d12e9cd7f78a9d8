/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services/salon-services-page.h"

#include "page-fixture.h"
#include "services/salon-service-dialog.h"
#include "services/salon-service-row.h"

static void
set_up (PageFixture *fixture, gconstpointer n_bookings)
{
  page_fixture_set_up (fixture, GPOINTER_TO_INT (n_bookings), salon_services_page_new, 900);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonServiceRow *
get_row (PageFixture *fixture, guint nth)
{
  return page_fixture_find (fixture->page, SALON_TYPE_SERVICE_ROW, nth);
}

static guint
count_rows (PageFixture *fixture)
{
  return page_fixture_count (fixture->page, SALON_TYPE_SERVICE_ROW);
}

static char *
dup_id (PageFixture *fixture, guint nth)
{
  return g_strdup (
    salon_service_get_fields (salon_service_row_get_service (get_row (fixture, nth)))->id);
}

static const char *
get_state (PageFixture *fixture)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (fixture->page, "stack"));
}

static void
act (PageFixture *fixture, const char *action, const char *id)
{
  guint n_before = fixture->n_changes;

  g_assert_true (gtk_widget_activate_action (fixture->page, action, "s", id));
  page_fixture_wait_for_change (fixture, n_before);
}

static void
test_move (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *first = dup_id (fixture, 0);
  g_autofree char *second = dup_id (fixture, 1);

  gtk_widget_grab_focus (GTK_WIDGET (get_row (fixture, 0)));
  act (fixture, "services.down", first);
  g_autofree char *now_first = dup_id (fixture, 0);
  g_autofree char *now_second = dup_id (fixture, 1);
  g_assert_cmpstr (now_first, ==, second);
  g_assert_cmpstr (now_second, ==, first);
  /* Who moves it by keyboard goes on moving it. */
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (focus == GTK_WIDGET (get_row (fixture, 1)));

  page_fixture_undo (fixture);
  g_autofree char *again = dup_id (fixture, 0);
  g_assert_cmpstr (again, ==, first);
}

static void
test_ends (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *first = dup_id (fixture, 0);

  g_assert_true (gtk_widget_activate_action (fixture->page, "services.up", "s", first));
  page_fixture_settle ();
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_archive (PageFixture *fixture, gconstpointer data)
{
  guint n_rows = count_rows (fixture);
  g_autofree char *first = dup_id (fixture, 0);

  act (fixture, "services.archive", first);
  g_assert_cmpuint (count_rows (fixture), ==, n_rows - 1);
  g_object_set (fixture->page, "show-archived", TRUE, NULL);
  g_assert_cmpuint (count_rows (fixture), >=, n_rows);
  act (fixture, "services.restore", first);
  g_object_set (fixture->page, "show-archived", FALSE, NULL);
  g_assert_cmpuint (count_rows (fixture), ==, n_rows);
}

static void
test_search (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *entry = page_fixture_get_child (fixture->page, "search_entry");
  guint n_rows = count_rows (fixture);

  gtk_editable_set_text (GTK_EDITABLE (entry), "GEL");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpuint (count_rows (fixture), <, n_rows);
  g_assert_cmpuint (count_rows (fixture), >, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "zzzz");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpstr (get_state (fixture), ==, "not-found");
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
test_first (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = salon_service_dialog_new (fixture->session, NULL);

  g_assert_cmpstr (get_state (fixture), ==, "empty");
  adw_dialog_present (dialog, fixture->page);
  type (dialog, "name_row", "Gel");
  type (dialog, "price_row", "a lot");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  g_assert_false (is_told (dialog, "name_error"));
  g_assert_true (is_told (dialog, "category_error"));
  g_assert_true (is_told (dialog, "price_error"));

  type (dialog, "category_row", "Nails");
  type (dialog, "price_row", "45,50 €");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpstr (fixture->last_label, ==, "Add the service “Gel”");
  g_assert_cmpstr (get_state (fixture), ==, "list");
  g_assert_cmpint (
    salon_service_get_fields (salon_service_row_get_service (get_row (fixture, 0)))->price_cents,
    ==, 4550);
}

/* Opened and saved without a change, a service is as it was, price and all. */
static void
test_untouched (PageFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < count_rows (fixture); i++)
    {
      SalonService *service = salon_service_row_get_service (get_row (fixture, i));
      AdwDialog *dialog = salon_service_dialog_new (fixture->session, service);

      adw_dialog_present (dialog, fixture->page);
      gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
      page_fixture_settle ();
      g_assert_cmpuint (fixture->n_changes, ==, 0);
    }
}

#define ADD(path, n_bookings, test)                                                                \
  g_test_add ("/salon/services-page/" path, PageFixture, GINT_TO_POINTER (n_bookings), set_up,     \
              test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("a-moved-service-keeps-the-focus", 200, test_move);
  ADD ("the-first-cannot-move-up", 200, test_ends);
  ADD ("an-archived-service-can-be-shown-and-offered-again", 200, test_archive);
  ADD ("a-search-forgives-case", 200, test_search);
  ADD ("the-first-service-is-made-in-the-dialog", 0, test_first);
  ADD ("saving-untouched-changes-nothing", 200, test_untouched);
  return g_test_run ();
}
