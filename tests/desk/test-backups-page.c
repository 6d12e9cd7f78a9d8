/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/salon-backups-page.h"

#include <glib/gstdio.h>

#include "page-fixture.h"
#include "store/salon-backup.h"

typedef struct
{
  PageFixture page;
  char *restored; /* what "app.restore" was asked for */
} Fixture;

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_set_str (&fixture->restored, g_variant_get_string (parameter, NULL));
}

static GtkWidget *
make_page (SalonSession *session)
{
  return GTK_WIDGET (salon_backups_page_new (session));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "restore", .activate = restore_cb, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  page_fixture_set_up (&fixture->page, 0, make_page, 600);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (fixture->page.window, "app", G_ACTION_GROUP (actions));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->page.folder, "backups", NULL);
  g_autoptr (GPtrArray) backups =
    salon_backup_list (salon_session_get_path (fixture->page.session), NULL);

  for (guint i = 0; i < backups->len; i++)
    g_unlink (((SalonBackup *) g_ptr_array_index (backups, i))->path);
  g_rmdir (folder);
  g_free (fixture->restored);
  page_fixture_tear_down (&fixture->page);
}

static guint
count_rows (Fixture *fixture)
{
  return page_fixture_count (fixture->page.page, ADW_TYPE_ACTION_ROW);
}

static AdwActionRow *
get_row (Fixture *fixture, guint nth)
{
  return page_fixture_find (fixture->page.page, ADW_TYPE_ACTION_ROW, nth);
}

static const char *
get_title (Fixture *fixture)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_row (fixture, 0)));
}

static void
back_up (Fixture *fixture)
{
  g_autofree char *before = g_strdup (get_title (fixture));

  gtk_widget_activate_action (fixture->page.page, "backups.make", NULL);
  while (g_str_equal (get_title (fixture), before))
    g_main_context_iteration (NULL, TRUE);
}

static AdwAlertDialog *
look (Fixture *fixture)
{
  AdwDialog *dialog = NULL;

  gtk_widget_activate (GTK_WIDGET (get_row (fixture, 0)));
  while ((dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->page.window))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ADW_ALERT_DIALOG (dialog);
}

static void
answer (AdwAlertDialog *dialog, const char *response)
{
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (dialog)), NULL);
  g_signal_emit_by_name (dialog, "response", response);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  page_fixture_settle ();
}

static void
test_one_made_by_hand_is_listed (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (get_title (fixture), ==, "None yet");
  back_up (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  g_assert_cmpstr (get_title (fixture), ==, "Thursday 12 March 2026, 10:00");
  g_assert_true (
    g_str_has_prefix (adw_action_row_get_subtitle (get_row (fixture, 0)), "Made by hand · "));
}

static void
test_a_look_inside_comes_before_bringing_it_back (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *dialog = NULL;
  const char *body = NULL;

  back_up (fixture);
  dialog = look (fixture);
  body = adw_alert_dialog_get_body (dialog);
  g_assert_nonnull (strstr (body, "0 clients"));
  g_assert_nonnull (strstr (body, "0 bookings"));
  answer (dialog, "cancel");
  g_assert_null (fixture->restored);

  dialog = look (fixture);
  answer (dialog, "restore");
  g_assert_nonnull (fixture->restored);
  g_assert_true (g_str_has_suffix (fixture->restored, "-by-hand.db"));
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/backups-page/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("one-made-by-hand-is-listed", test_one_made_by_hand_is_listed);
  ADD ("a-look-inside-comes-before-bringing-it-back",
       test_a_look_inside_comes_before_bringing_it_back);
  return g_test_run ();
}
