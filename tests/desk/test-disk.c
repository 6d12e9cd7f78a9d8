/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner sees when the disk fails her: it is full while she works, it may not be written, and
 * she brings back a copy of what was lost.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "application-fixture.h"
#include "full-disk.h"
#include "page-fixture.h"
#include "settings/salon-backups-page.h"
#include "shown-labels.h"
#include "store-fixture.h"
#include "store/salon-reader.h"

#define NOT_SAVED "The disk is full: this was not saved. Free some space, then try again."
#define IS_PROTECTED "Write-protected: you can look, but nothing can be saved"
#define BOOKING 0x200

static void
starts_her_own (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Welcome to Sérénaïa");
  g_action_group_activate_action (G_ACTION_GROUP (application), "start-salon",
                                  g_variant_new_parsed ("{'name': <%s>}", "Chez Zoé"));
  application_fixture_wait (application, "Chez Zoé");
}

static gboolean
is_shown (SalonApplication *application, const char *text)
{
  SalonWindow *window = application_fixture_get_window (application);

  return shown_labels_find (GTK_WIDGET (window), text) != NULL;
}

static void
close_dialog (SalonApplication *application)
{
  SalonWindow *window = application_fixture_get_window (application);

  adw_dialog_force_close (
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
}

/* Takes @change: as another device does it, beside the open window. */
static void
apply (ApplicationFixture *fixture, SalonChange *change)
{
  g_autoptr (SalonChange) taken = change;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = salon_store_open (fixture->own, &error);
  g_autoptr (SalonChange) applied = NULL;

  g_assert_no_error (error);
  applied = salon_store_apply (store, taken, FIXTURE_NOW, &error);
  g_assert_no_error (error);
}

static guint
count_bookings (ApplicationFixture *fixture)
{
  const SalonDay day = salon_day_from_ymd (2026, 3, 12);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->own, &error);
  g_autoptr (GPtrArray) bookings = NULL;

  g_assert_no_error (error);
  bookings = salon_reader_list_bookings (reader, day, day + 1, SALON_BOOKINGS_ALL, &error);
  g_assert_no_error (error);
  return bookings->len;
}

static void
book (ApplicationFixture *fixture)
{
  g_autoptr (JsonObject) row = fixture_booking (BOOKING, "2026-03-12", "14:00:00", 60);

  apply (fixture, fixture_insert ("bookings", row, "Book"));
}

/* ------------------------------------------------------------------------------- a full disk --- */

static void
finds_no_room_while_working (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Chez Zoé");
  full_disk_set (TRUE);
  gtk_widget_activate_action (GTK_WIDGET (application_fixture_get_window (application)), "win.undo",
                              NULL);
  application_fixture_wait (application, NOT_SAVED);
  close_dialog (application);
  g_assert_true (is_shown (application, "Chez Zoé"));

  full_disk_set (FALSE);
  gtk_widget_activate_action (GTK_WIDGET (application_fixture_get_window (application)), "win.undo",
                              NULL);
  while (is_shown (application, "Chez Zoé"))
    g_main_context_iteration (NULL, TRUE);
}

/* The copy of the day is made at the first start. */
static void
test_a_full_disk_is_told_and_works_again (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, starts_her_own);
  application_fixture_run (fixture, NULL, finds_no_room_while_working);
}

/* -------------------------------------------------------------------------- a protected disk --- */

static void
protect (ApplicationFixture *fixture, gboolean is_protected)
{
  g_assert_cmpint (g_chmod (fixture->own, is_protected ? 0400 : 0600), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, is_protected ? 0500 : 0700), ==, 0);
}

static void
looks_and_tries_again (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, IS_PROTECTED);
  g_assert_true (is_shown (application, "Chez Zoé"));
  g_assert_cmpuint (count_bookings (fixture), ==, 1);

  protect (fixture, FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-again", NULL);
  while (is_shown (application, IS_PROTECTED) || !is_shown (application, "Chez Zoé"))
    g_main_context_iteration (NULL, TRUE);
}

static void
looks_only (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, IS_PROTECTED);
}

static void
test_a_protected_disk_can_be_read (ApplicationFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  application_fixture_run (fixture, NULL, starts_her_own);
  book (fixture);
  g_assert_true (g_file_get_contents (fixture->own, &before, &n_before, NULL));

  protect (fixture, TRUE);
  application_fixture_run (fixture, NULL, looks_only);
  g_assert_true (g_file_get_contents (fixture->own, &after, &n_after, NULL));
  g_assert_cmpmem (after, n_after, before, n_before);
  application_fixture_run (fixture, NULL, looks_and_tries_again);
}

/* --------------------------------------------------------------------------------- a restore --- */

static AdwDialog *
wait_for_dialog (SalonApplication *application, GType type)
{
  SalonWindow *window = application_fixture_get_window (application);
  AdwDialog *dialog;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)))
           == NULL
         || !g_type_is_a (G_OBJECT_TYPE (dialog), type))
    g_main_context_iteration (NULL, TRUE);
  return dialog;
}

static gboolean
has_copy_by_hand (GtkWidget *page)
{
  AdwActionRow *row = page_fixture_find (page, ADW_TYPE_ACTION_ROW, 0);

  return g_str_has_prefix (adw_action_row_get_subtitle (row), "Made by hand");
}

static void
copies_loses_and_brings_back (ApplicationFixture *fixture, SalonApplication *application)
{
  g_autoptr (JsonObject) row = fixture_booking (BOOKING, "2026-03-12", "14:00:00", 60);
  AdwDialog *dialog;
  GtkWidget *page;

  application_fixture_wait (application, "Chez Zoé");
  gtk_widget_activate_action (GTK_WIDGET (application_fixture_get_window (application)),
                              "win.preferences", NULL);
  dialog = wait_for_dialog (application, ADW_TYPE_PREFERENCES_DIALOG);
  page = page_fixture_find (dialog, SALON_TYPE_BACKUPS_PAGE, 0);
  gtk_widget_activate_action (page, "backups.make", NULL);
  while (!has_copy_by_hand (page))
    g_main_context_iteration (NULL, TRUE);

  apply (fixture, fixture_delete ("bookings", row, "Delete"));
  g_assert_cmpuint (count_bookings (fixture), ==, 0);

  gtk_widget_activate (page_fixture_find (page, ADW_TYPE_ACTION_ROW, 0));
  dialog = wait_for_dialog (application, ADW_TYPE_ALERT_DIALOG);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "1 booking"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "Chez Zoé"));
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (dialog)), NULL);
  g_signal_emit_by_name (dialog, "response", "restore");
  application_fixture_wait (application, "The backup is your salon now");
  g_assert_cmpuint (count_bookings (fixture), ==, 1);
}

static void
test_a_copy_is_looked_into_and_brought_back (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, starts_her_own);
  book (fixture);
  application_fixture_run (fixture, NULL, copies_loses_and_brings_back);
  g_assert_cmpuint (count_bookings (fixture), ==, 1);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/disk/" path, ApplicationFixture, NULL, application_fixture_set_up, function, \
              application_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("salon-disk-XXXXXX", NULL);

  /* Not G_TEST_OPTION_ISOLATE_DIRS: GTK would find no pictures. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  full_disk_register ();
  ADD ("a-full-disk-is-told-and-works-again", test_a_full_disk_is_told_and_works_again);
  ADD ("a-protected-disk-can-be-read", test_a_protected_disk_can_be_read);
  ADD ("a-copy-is-looked-into-and-brought-back", test_a_copy_is_looked_into_and_brought_back);

  int status = g_test_run ();
  g_rmdir (home);
  return status;
}
