/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting the program: which salon opens, and what the owner reads when none does. Each test runs
 * the application as often as somebody starts it, in a home that is empty at first; what the
 * computer remembers between two starts is kept in memory.
 */
#include "application-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "full-disk.h"
#include "shown-labels.h"
#include "store/salon-backup.h"
#include "store/salon-reader.h"
#include "store/salon-store.h"

#define CANNOT_BE_OPENED                                                                           \
  "The salon’s file cannot be opened. Check that its folder still exists and that you may read it."
#define IS_DAMAGED                                                                                  \
  "The salon’s file is damaged. Nothing was changed; restore a backup, or ask for help before you " \
  "go on."
#define IS_NEWER                                                                                   \
  "The salon’s file was written by a newer version of Sérénaïa. Update the program to open it."
#define DISK_IS_FULL "The disk is full. Free some space, then try again."

static void
start_own (SalonApplication *application)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "start-salon",
                                  g_variant_new_parsed ("{'name': <%s>}", "Chez Zoé"));
}

static void
open_sample (SalonApplication *application)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-sample", NULL);
}

static void
try_again (SalonApplication *application)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-again", NULL);
}

static void
assert_remembers (ApplicationFixture *fixture, const char *choice)
{
  g_autofree char *found = g_settings_get_string (fixture->settings, "salon-file");

  g_assert_cmpstr (found, ==, choice);
}

static guint
count_services (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (path, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) services = salon_reader_list_services (reader, FALSE, &error);

  g_assert_no_error (error);
  return services->len;
}

static void
is_welcomed (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Welcome to Sérénaïa");
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
starts_her_own (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Welcome to Sérénaïa");
  start_own (application);
  application_fixture_wait (application, "Chez Zoé");
}

static void
sees_her_own (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Chez Zoé");
}

static void
test_own_salon_opens_the_next_time (ApplicationFixture *fixture, gconstpointer data)
{
  GStatBuf folder, file;

  application_fixture_run (fixture, NULL, is_welcomed);
  application_fixture_run (fixture, NULL, starts_her_own);
  assert_remembers (fixture, "own");
  application_fixture_run (fixture, NULL, sees_her_own);

  /* Nobody else on this computer reads about her clients. */
  g_assert_cmpint (g_stat (fixture->folder, &folder), ==, 0);
  g_assert_cmpint (g_stat (fixture->own, &file), ==, 0);
  g_assert_cmphex (folder.st_mode & 0777, ==, 0700);
  g_assert_cmphex (file.st_mode & 0777, ==, 0600);
}

static void
test_starting_again_opens_what_was_started (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, starts_her_own);
  /* As after the settings of the computer were lost. */
  g_settings_reset (fixture->settings, "salon-file");
  application_fixture_run (fixture, NULL, starts_her_own);
  assert_remembers (fixture, "own");
}

/* As another device does it: beside the open window. */
static void
rename_salon (ApplicationFixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = salon_store_open (fixture->own, &error);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) before = json_object_new ();
  g_autoptr (JsonObject) after = json_object_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;

  g_assert_no_error (error);
  json_object_set_string_member (before, "key", "salon.name");
  json_object_set_string_member (before, "value", "Chez Zoé");
  json_object_set_string_member (after, "key", "salon.name");
  json_object_set_string_member (after, "value", name);
  g_assert_true (salon_change_builder_update (builder, "salon_settings", before, after));
  change = salon_change_builder_end (builder, "Rename");
  applied = salon_store_apply (store, change, 1773307800, &error);
  g_assert_no_error (error);
}

static void
brings_the_daily_copy_back (ApplicationFixture *fixture, SalonApplication *application)
{
  g_autoptr (GPtrArray) backups = salon_backup_list (fixture->own, NULL);
  const SalonBackup *copy = g_ptr_array_index (backups, 0);

  application_fixture_wait (application, "Chez Zoé");
  g_assert_cmpint (copy->reason, ==, SALON_BACKUP_DAILY);
  rename_salon (fixture, "Chez Marie");
  g_action_group_activate_action (G_ACTION_GROUP (application), "restore",
                                  g_variant_new_string (copy->path));
  application_fixture_wait (application, "Chez Zoé");
}

/* The first start makes the day's copy; what is done afterwards is not in it. */
static void
test_a_copy_is_made_and_brought_back (ApplicationFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;
  g_auto (SalonBackupSummary) restored = { NULL };

  application_fixture_run (fixture, NULL, starts_her_own);
  application_fixture_run (fixture, NULL, brings_the_daily_copy_back);
  backups = salon_backup_list (fixture->own, NULL);
  g_assert_cmpuint (backups->len, ==, 2);
  g_assert_cmpint (((SalonBackup *) g_ptr_array_index (backups, 0))->reason, ==,
                   SALON_BACKUP_BEFORE_RESTORE);
  salon_backup_inspect (fixture->own, &restored, NULL);
  g_assert_cmpstr (restored.salon_name, ==, "Chez Zoé");
}

static void
looks_around (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Welcome to Sérénaïa");
  open_sample (application);
  application_fixture_wait (application, "Calendar");
}

static void
sees_the_sample (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Calendar");
}

static void
test_sample_opens_the_next_time (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, looks_around);
  assert_remembers (fixture, "sample");
  g_assert_cmpuint (count_services (fixture->sample), >, 0);
  g_assert_false (g_file_test (fixture->own, G_FILE_TEST_EXISTS));
  application_fixture_run (fixture, NULL, sees_the_sample);
}

/* The computer was switched off while the sample was being made. */
static void
test_sample_cut_short_is_made_anew (ApplicationFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) empty = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  empty = salon_store_open (fixture->sample, &error);
  g_assert_no_error (error);
  g_clear_object (&empty);
  application_fixture_run (fixture, NULL, looks_around);
  g_assert_cmpuint (count_services (fixture->sample), >, 0);
}

static void
finds_no_room_and_tries_again (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Welcome to Sérénaïa");
  full_disk_set (TRUE);
  open_sample (application);
  application_fixture_wait (application, DISK_IS_FULL);
  assert_remembers (fixture, "");

  full_disk_set (FALSE);
  try_again (application);
  application_fixture_wait (application, "Calendar");
  assert_remembers (fixture, "sample");
}

static void
test_full_disk_is_told (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, finds_no_room_and_tries_again);
  g_assert_cmpuint (count_services (fixture->sample), >, 0);
}

static void
finds_no_folder_and_tries_again (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Welcome to Sérénaïa");
  start_own (application);
  application_fixture_wait (application, CANNOT_BE_OPENED);
  assert_remembers (fixture, "");

  /* Her name for it is not asked again. */
  g_assert_cmpint (g_unlink (fixture->folder), ==, 0);
  try_again (application);
  application_fixture_wait (application, "Chez Zoé");
  assert_remembers (fixture, "own");
}

/* A file where the folder should be: nobody may write there, not even root. */
static void
test_no_folder_is_told (ApplicationFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  application_fixture_run (fixture, NULL, finds_no_folder_and_tries_again);
}

static void
may_not_write_and_tries_again (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, CANNOT_BE_OPENED);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  try_again (application);
  application_fixture_wait (application, "Calendar");
}

static void
test_folder_that_may_not_be_written_is_told (ApplicationFixture *fixture, gconstpointer data)
{
  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0500), ==, 0);
  g_settings_set_string (fixture->settings, "salon-file", "sample");
  application_fixture_run (fixture, NULL, may_not_write_and_tries_again);
}

static void
misses_her_salon (ApplicationFixture *fixture, SalonApplication *application)
{
  g_autofree char *elsewhere = g_strconcat (fixture->own, ".away", NULL);

  application_fixture_wait (application, CANNOT_BE_OPENED);
  g_assert_false (g_file_test (fixture->own, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rename (elsewhere, fixture->own), ==, 0);
  try_again (application);
  application_fixture_wait (application, "Chez Zoé");
}

static void
test_missing_file_is_told_and_not_replaced (ApplicationFixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_strconcat (fixture->own, ".away", NULL);

  application_fixture_run (fixture, NULL, starts_her_own);
  g_assert_cmpint (g_rename (fixture->own, elsewhere), ==, 0);
  application_fixture_run (fixture, NULL, misses_her_salon);
}

static void
reads_that_it_is_damaged (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, IS_DAMAGED);
  try_again (application);
  application_fixture_wait (application, IS_DAMAGED);
}

/* The four bytes of the header that say whose file it is. */
static void
damage_header (ApplicationFixture *fixture)
{
  FILE *file = g_fopen (fixture->own, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, 68, SEEK_SET), ==, 0);
  g_assert_cmpint (fwrite ("xxxx", 1, 4, file), ==, 4);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
brings_back_the_last_backup (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, IS_DAMAGED);
  gtk_widget_activate (gtk_widget_get_ancestor (
    GTK_WIDGET (shown_labels_find (GTK_WIDGET (application_fixture_get_window (application)),
                                   "_Bring Back the Last Backup")),
    GTK_TYPE_BUTTON));
  application_fixture_wait (application, "Chez Zoé");
  application_fixture_wait (application, "The backup is your salon now");
}

static void
saves_what_can_be_read (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, IS_DAMAGED);
  g_action_group_activate_action (G_ACTION_GROUP (application), "salvage", NULL);
  application_fixture_wait (application, "Chez Zoé");
  application_fixture_wait (application, "Everything could be read: 0 clients, 0 bookings.");
  adw_dialog_force_close (adw_application_window_get_visible_dialog (
    ADW_APPLICATION_WINDOW (application_fixture_get_window (application))));
}

static void
test_a_damaged_salon_is_opened_again (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, starts_her_own);
  damage_header (fixture);
  application_fixture_run (fixture, NULL, brings_back_the_last_backup);
  application_fixture_run (fixture, NULL, sees_her_own);
  damage_header (fixture);
  application_fixture_run (fixture, NULL, saves_what_can_be_read);
  application_fixture_run (fixture, NULL, sees_her_own);
}

static void
test_damaged_file_is_told_and_left_alone (ApplicationFixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strnfill (8192, 'x');
  g_autofree char *after = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->own, before, -1, NULL));
  g_settings_set_string (fixture->settings, "salon-file", "own");
  application_fixture_run (fixture, NULL, reads_that_it_is_damaged);
  g_assert_true (g_file_get_contents (fixture->own, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
}

static void
reads_that_it_is_newer (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, IS_NEWER);
}

/* The version stands at byte 60 of SQLite's header, big-endian. */
static void
test_newer_file_is_told (ApplicationFixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes = 0;

  application_fixture_run (fixture, NULL, starts_her_own);
  g_assert_true (g_file_get_contents (fixture->own, &bytes, &n_bytes, NULL));
  bytes[62] = 1;
  g_assert_true (g_file_set_contents (fixture->own, bytes, (gssize) n_bytes, NULL));
  application_fixture_run (fixture, NULL, reads_that_it_is_newer);
}

static void
is_told_that_hers_is_no_sample (ApplicationFixture *fixture, SalonApplication *application)
{
  application_fixture_wait (application, "Your Salon Could Not Be Opened");
}

/* Else a banner would say of real clients that nothing is real. */
static void
test_own_salon_is_never_filled (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, starts_her_own);
  g_assert_cmpint (g_rename (fixture->own, fixture->sample), ==, 0);
  application_fixture_run (fixture, "--sample", is_told_that_hers_is_no_sample);
  g_assert_cmpuint (count_services (fixture->sample), ==, 0);
  assert_remembers (fixture, "own");
}

static void
closes_at_once (ApplicationFixture *fixture, SalonApplication *application)
{
  open_sample (application);
  gtk_window_close (GTK_WINDOW (application_fixture_get_window (application)));
}

static void
test_closed_while_opening_stays_closed (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, closes_at_once);
  assert_remembers (fixture, "");
}

static void
starts_it_twice (ApplicationFixture *fixture, SalonApplication *application)
{
  looks_around (fixture, application);
  SalonWindow *window = application_fixture_get_window (application);
  /* As the printer's is: in front, and not the salon's. */
  GtkWidget *other = gtk_window_new ();

  gtk_window_set_application (GTK_WINDOW (other), GTK_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (other));
  g_assert_true (gtk_application_get_active_window (GTK_APPLICATION (application))
                 == GTK_WINDOW (other));
  g_application_activate (G_APPLICATION (application));
  gtk_window_destroy (GTK_WINDOW (other));
  g_assert_true (application_fixture_get_window (application) == window);
}

static void
test_second_start_shows_the_same_window (ApplicationFixture *fixture, gconstpointer data)
{
  application_fixture_run (fixture, NULL, starts_it_twice);
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("salon-application-XXXXXX", NULL);

  /* Not G_TEST_OPTION_ISOLATE_DIRS: GTK would find no pictures. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  full_disk_register ();

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/application/" path, ApplicationFixture, NULL, application_fixture_set_up,    \
              function, application_fixture_tear_down)
  ADD ("own-salon-opens-the-next-time", test_own_salon_opens_the_next_time);
  ADD ("a-copy-is-made-and-brought-back", test_a_copy_is_made_and_brought_back);
  ADD ("starting-again-opens-what-was-started", test_starting_again_opens_what_was_started);
  ADD ("the-sample-opens-the-next-time", test_sample_opens_the_next_time);
  ADD ("a-sample-cut-short-is-made-anew", test_sample_cut_short_is_made_anew);
  ADD ("a-full-disk-is-told", test_full_disk_is_told);
  ADD ("no-folder-is-told", test_no_folder_is_told);
  ADD ("a-folder-that-may-not-be-written-is-told", test_folder_that_may_not_be_written_is_told);
  ADD ("a-missing-file-is-told-and-not-replaced", test_missing_file_is_told_and_not_replaced);
  ADD ("a-damaged-file-is-told-and-left-alone", test_damaged_file_is_told_and_left_alone);
  ADD ("a-damaged-salon-is-opened-again", test_a_damaged_salon_is_opened_again);
  ADD ("a-newer-file-is-told", test_newer_file_is_told);
  ADD ("an-own-salon-is-never-filled", test_own_salon_is_never_filled);
  ADD ("closed-while-opening-stays-closed", test_closed_while_opening_stays_closed);
  ADD ("a-second-start-shows-the-same-window", test_second_start_shows_the_same_window);

  int status = g_test_run ();
  g_rmdir (home);
  return status;
}
