/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The welcome: what is filled in is what the program is asked to start with. */
#include "page-fixture.h"

#include "accessible-names.h"
#include "shown-labels.h"
#include "window/salon-first-run-page.h"

#define NARROW 360

typedef struct
{
  GtkWidget *window;
  GtkWidget *page;
  GSimpleActionGroup *actions;
  GVariant *plan; /* nullable: not asked for */
} Fixture;

static void
started_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->plan, g_variant_unref);
  fixture->plan = g_variant_ref (parameter);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const GActionEntry entries[] = {
    { .name = "start-salon", .activate = started_cb, .parameter_type = "a{sv}" },
  };

  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries, 1, fixture);
  fixture->page = salon_first_run_page_new ();
  fixture->window = g_object_new (ADW_TYPE_WINDOW, "content", fixture->page, "default-width",
                                  NARROW, "default-height", 600, "width-request", 320, NULL);
  gtk_widget_insert_action_group (fixture->window, "app", G_ACTION_GROUP (fixture->actions));
  gtk_window_present (GTK_WINDOW (fixture->window));
  adw_navigation_view_push_by_tag (page_fixture_get_child (fixture->page, "view"), "start");
  while (shown_labels_find (fixture->page, "Your Salon") == NULL)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_fixture_settle ();
  g_object_unref (fixture->actions);
  g_clear_pointer (&fixture->plan, g_variant_unref);
}

static void
type (Fixture *fixture, const char *name, const char *text)
{
  gtk_editable_set_text (page_fixture_get_child (fixture->page, name), text);
}

static GtkWidget *
get_start (Fixture *fixture)
{
  return page_fixture_get_child (fixture->page, "start_button");
}

static void
test_a_name_is_enough (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_get_sensitive (get_start (fixture)));
  type (fixture, "name_row", "  Chez   Zoé ");
  g_assert_true (gtk_widget_get_sensitive (get_start (fixture)));
  g_signal_emit_by_name (get_start (fixture), "clicked");

  const char *name = NULL;
  guint32 days = 0;
  g_assert_true (g_variant_lookup (fixture->plan, "name", "&s", &name));
  g_assert_true (g_variant_lookup (fixture->plan, "days", "u", &days));
  g_assert_cmpstr (name, ==, "Chez Zoé");
  g_assert_cmphex (days, ==, 0x3e);
}

static void
test_all_that_is_filled_in_arrives (Fixture *fixture, gconstpointer data)
{
  const char *address = NULL, *phone = NULL;
  gint32 opens = 0, closes = 0;

  type (fixture, "name_row", "Chez Zoé");
  type (fixture, "address_row", "1 rue Neuve, 37000 Tours");
  type (fixture, "phone_row", "02 47 00 00 00");
  adw_combo_row_set_selected (page_fixture_get_child (fixture->page, "opens_row"), 8);
  adw_combo_row_set_selected (page_fixture_get_child (fixture->page, "closes_row"), 14);
  gtk_toggle_button_set_active (
    page_fixture_find (page_fixture_get_child (fixture->page, "days_box"), GTK_TYPE_TOGGLE_BUTTON,
                       1),
    FALSE);
  adw_switch_row_set_active (page_fixture_find (fixture->page, ADW_TYPE_SWITCH_ROW, 2), TRUE);
  g_signal_emit_by_name (get_start (fixture), "clicked");

  g_assert_true (g_variant_lookup (fixture->plan, "address", "&s", &address));
  g_assert_true (g_variant_lookup (fixture->plan, "phone", "&s", &phone));
  g_assert_true (g_variant_lookup (fixture->plan, "opens", "i", &opens));
  g_assert_true (g_variant_lookup (fixture->plan, "closes", "i", &closes));
  g_autoptr (GVariant) services =
    g_variant_lookup_value (fixture->plan, "services", G_VARIANT_TYPE ("au"));
  guint32 service = 0;
  g_variant_get_child (services, 0, "u", &service);
  g_assert_cmpstr (address, ==, "1 rue Neuve, 37000 Tours");
  g_assert_cmpstr (phone, ==, "+33247000000");
  g_assert_cmpint (opens, ==, 10 * 60);
  g_assert_cmpint (closes, ==, 18 * 60);
  g_assert_cmpuint (g_variant_n_children (services), ==, 1);
  g_assert_cmpuint (service, ==, 2);
}

static void
test_what_is_wrong_is_said_and_not_started (Fixture *fixture, gconstpointer data)
{
  type (fixture, "name_row", "Chez Zoé");
  type (fixture, "phone_row", "12");
  page_fixture_settle ();
  g_assert_nonnull (
    shown_labels_find (fixture->page, "Write the phone number like 01 23 45 67 89."));
  g_assert_false (gtk_widget_get_sensitive (get_start (fixture)));
  g_signal_emit_by_name (page_fixture_get_child (fixture->page, "name_row"), "entry-activated");
  g_assert_null (fixture->plan);

  type (fixture, "phone_row", "");
  g_assert_true (gtk_widget_get_sensitive (get_start (fixture)));
  adw_combo_row_set_selected (page_fixture_get_child (fixture->page, "opens_row"), 12);
  adw_combo_row_set_selected (page_fixture_get_child (fixture->page, "closes_row"), 0);
  g_assert_nonnull (shown_labels_find (fixture->page, "The salon has to close after it opens."));
  g_assert_false (gtk_widget_get_sensitive (get_start (fixture)));
}

static void
test_everything_has_a_name_and_fits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->page);
  int least = 0;

  g_assert_cmpstr (missing, ==, "");
  gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, NARROW);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/first-run-page/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("a-name-is-enough", test_a_name_is_enough);
  ADD ("all-that-is-filled-in-arrives", test_all_that_is_filled_in_arrives);
  ADD ("what-is-wrong-is-said-and-not-started", test_what_is_wrong_is_said_and_not_started);
  ADD ("everything-has-a-name-and-fits", test_everything_has_a_name_and_fits);
  return g_test_run ();
}
