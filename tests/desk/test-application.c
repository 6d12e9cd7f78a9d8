/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting the program: which salon opens, and what the owner reads when none does. Each test runs
 * the application as often as somebody starts it, in a home that is empty at first; what the
 * computer remembers between two starts is kept in memory.
 */
#include "window/salon-application.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "full-disk.h"
#include "shown-labels.h"
#include "store/salon-backup.h"
#include "store/salon-reader.h"
#include "store/salon-store.h"
#include "window/salon-window.h"

#define CANNOT_BE_OPENED                                                                           \
  "The salon’s file cannot be opened. Check that its folder still exists and that you may read it."
#define IS_DAMAGED                                                                                  \
  "The salon’s file is damaged. Nothing was changed; restore a backup, or ask for help before you " \
  "go on."
#define IS_NEWER                                                                                   \
  "The salon’s file was written by a newer version of Sérénaïa. Update the program to open it."
#define DISK_IS_FULL "The disk is full. Free some space, then try again."

typedef struct
{
  GSettings *settings;
  char *folder;
  char *own;
  char *sample;
} Fixture;

typedef struct
{
  Fixture *fixture;
  SalonApplication *application;
  void (*story) (Fixture *fixture, SalonApplication *application);
} Start;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("fr.serenaia_beaute.Salon");
  g_settings_reset (fixture->settings, "salon-file");
  fixture->folder = g_build_filename (g_get_user_data_dir (), "serenaia", NULL);
  fixture->own = g_build_filename (fixture->folder, "salon.db", NULL);
  fixture->sample = g_build_filename (fixture->folder, "sample.db", NULL);
}

static void
remove_files (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  g_unlink (path);
  g_unlink (log);
  g_unlink (index);
}

static void
remove_backups (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  full_disk_set (FALSE);
  remove_backups (fixture);
  remove_files (fixture->own);
  remove_files (fixture->sample);
  g_rmdir (fixture->folder);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_object_unref (fixture->settings);
  g_free (fixture->folder);
  g_free (fixture->own);
  g_free (fixture->sample);
}

static SalonWindow *
get_window (SalonApplication *application)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  g_assert_cmpuint (g_list_length (windows), ==, 1);
  return SALON_WINDOW (windows->data);
}

/* A test that waits in vain is ended by the test runner. */
static void
wait_until_shown (SalonApplication *application, const char *text)
{
  GList *windows;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      windows = gtk_application_get_windows (GTK_APPLICATION (application));
    }
  while (windows == NULL || shown_labels_find (GTK_WIDGET (windows->data), text) == NULL);
}

static gboolean
tell_story (gpointer user_data)
{
  Start *start = user_data;

  start->story (start->fixture, start->application);
  if (gtk_application_get_windows (GTK_APPLICATION (start->application)) != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (start->application), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
activated_cb (SalonApplication *application, Start *start)
{
  g_signal_handlers_disconnect_by_func (application, activated_cb, start);
  g_idle_add (tell_story, start);
}

/* One start of the program, up to its end. @option: of the command line, nullable. */
static void
run (Fixture *fixture,
     const char *option,
     void (*story) (Fixture *fixture, SalonApplication *application))
{
  Start start = { fixture, salon_application_new (), story };
  char *argv[] = { (char *) "serenaia", (char *) option, NULL };

  g_application_set_flags (G_APPLICATION (start.application), G_APPLICATION_NON_UNIQUE);
  g_signal_connect_after (start.application, "activate", G_CALLBACK (activated_cb), &start);
  g_assert_cmpint (
    g_application_run (G_APPLICATION (start.application), option != NULL ? 2 : 1, argv), ==, 0);
  g_assert_finalize_object (start.application);
}

static void
start_own (SalonApplication *application)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "start-salon",
                                  g_variant_new ("(ss)", "Chez Zoé", "metropole"));
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
assert_remembers (Fixture *fixture, const char *choice)
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
is_welcomed (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, "Welcome to Sérénaïa");
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
starts_her_own (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, "Welcome to Sérénaïa");
  start_own (application);
  wait_until_shown (application, "Chez Zoé");
}

static void
sees_her_own (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, "Chez Zoé");
}

static void
test_own_salon_opens_the_next_time (Fixture *fixture, gconstpointer data)
{
  GStatBuf folder, file;

  run (fixture, NULL, is_welcomed);
  run (fixture, NULL, starts_her_own);
  assert_remembers (fixture, "own");
  run (fixture, NULL, sees_her_own);

  /* Nobody else on this computer reads about her clients. */
  g_assert_cmpint (g_stat (fixture->folder, &folder), ==, 0);
  g_assert_cmpint (g_stat (fixture->own, &file), ==, 0);
  g_assert_cmphex (folder.st_mode & 0777, ==, 0700);
  g_assert_cmphex (file.st_mode & 0777, ==, 0600);
}

static void
test_starting_again_opens_what_was_started (Fixture *fixture, gconstpointer data)
{
  run (fixture, NULL, starts_her_own);
  /* As after the settings of the computer were lost. */
  g_settings_reset (fixture->settings, "salon-file");
  run (fixture, NULL, starts_her_own);
  assert_remembers (fixture, "own");
}

/* As another device does it: beside the open window. */
static void
rename_salon (Fixture *fixture, const char *name)
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
brings_the_daily_copy_back (Fixture *fixture, SalonApplication *application)
{
  g_autoptr (GPtrArray) backups = salon_backup_list (fixture->own, NULL);
  const SalonBackup *copy = g_ptr_array_index (backups, 0);

  wait_until_shown (application, "Chez Zoé");
  g_assert_cmpint (copy->reason, ==, SALON_BACKUP_DAILY);
  rename_salon (fixture, "Chez Marie");
  g_action_group_activate_action (G_ACTION_GROUP (application), "restore",
                                  g_variant_new_string (copy->path));
  wait_until_shown (application, "Chez Zoé");
}

/* The first start makes the day's copy; what is done afterwards is not in it. */
static void
test_a_copy_is_made_and_brought_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;
  g_auto (SalonBackupSummary) restored = { NULL };

  run (fixture, NULL, starts_her_own);
  run (fixture, NULL, brings_the_daily_copy_back);
  backups = salon_backup_list (fixture->own, NULL);
  g_assert_cmpuint (backups->len, ==, 2);
  g_assert_cmpint (((SalonBackup *) g_ptr_array_index (backups, 0))->reason, ==,
                   SALON_BACKUP_BEFORE_RESTORE);
  salon_backup_inspect (fixture->own, &restored, NULL);
  g_assert_cmpstr (restored.salon_name, ==, "Chez Zoé");
}

static void
looks_around (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, "Welcome to Sérénaïa");
  open_sample (application);
  wait_until_shown (application, "Calendar");
}

static void
sees_the_sample (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, "Calendar");
}

static void
test_sample_opens_the_next_time (Fixture *fixture, gconstpointer data)
{
  run (fixture, NULL, looks_around);
  assert_remembers (fixture, "sample");
  g_assert_cmpuint (count_services (fixture->sample), >, 0);
  g_assert_false (g_file_test (fixture->own, G_FILE_TEST_EXISTS));
  run (fixture, NULL, sees_the_sample);
}

/* The computer was switched off while the sample was being made. */
static void
test_sample_cut_short_is_made_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) empty = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  empty = salon_store_open (fixture->sample, &error);
  g_assert_no_error (error);
  g_clear_object (&empty);
  run (fixture, NULL, looks_around);
  g_assert_cmpuint (count_services (fixture->sample), >, 0);
}

static void
finds_no_room_and_tries_again (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, "Welcome to Sérénaïa");
  full_disk_set (TRUE);
  open_sample (application);
  wait_until_shown (application, DISK_IS_FULL);
  assert_remembers (fixture, "");

  full_disk_set (FALSE);
  try_again (application);
  wait_until_shown (application, "Calendar");
  assert_remembers (fixture, "sample");
}

static void
test_full_disk_is_told (Fixture *fixture, gconstpointer data)
{
  run (fixture, NULL, finds_no_room_and_tries_again);
  g_assert_cmpuint (count_services (fixture->sample), >, 0);
}

static void
finds_no_folder_and_tries_again (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, "Welcome to Sérénaïa");
  start_own (application);
  wait_until_shown (application, CANNOT_BE_OPENED);
  assert_remembers (fixture, "");

  /* Her name for it is not asked again. */
  g_assert_cmpint (g_unlink (fixture->folder), ==, 0);
  try_again (application);
  wait_until_shown (application, "Chez Zoé");
  assert_remembers (fixture, "own");
}

/* A file where the folder should be: nobody may write there, not even root. */
static void
test_no_folder_is_told (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  run (fixture, NULL, finds_no_folder_and_tries_again);
}

static void
may_not_write_and_tries_again (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, CANNOT_BE_OPENED);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  try_again (application);
  wait_until_shown (application, "Calendar");
}

static void
test_folder_that_may_not_be_written_is_told (Fixture *fixture, gconstpointer data)
{
  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0500), ==, 0);
  g_settings_set_string (fixture->settings, "salon-file", "sample");
  run (fixture, NULL, may_not_write_and_tries_again);
}

static void
misses_her_salon (Fixture *fixture, SalonApplication *application)
{
  g_autofree char *elsewhere = g_strconcat (fixture->own, ".away", NULL);

  wait_until_shown (application, CANNOT_BE_OPENED);
  g_assert_false (g_file_test (fixture->own, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rename (elsewhere, fixture->own), ==, 0);
  try_again (application);
  wait_until_shown (application, "Chez Zoé");
}

static void
test_missing_file_is_told_and_not_replaced (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_strconcat (fixture->own, ".away", NULL);

  run (fixture, NULL, starts_her_own);
  g_assert_cmpint (g_rename (fixture->own, elsewhere), ==, 0);
  run (fixture, NULL, misses_her_salon);
}

static void
reads_that_it_is_damaged (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, IS_DAMAGED);
  try_again (application);
  wait_until_shown (application, IS_DAMAGED);
}

/* The four bytes of the header that say whose file it is. */
static void
damage_header (Fixture *fixture)
{
  FILE *file = g_fopen (fixture->own, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, 68, SEEK_SET), ==, 0);
  g_assert_cmpint (fwrite ("xxxx", 1, 4, file), ==, 4);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
brings_back_the_last_backup (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, IS_DAMAGED);
  gtk_widget_activate (
    gtk_widget_get_ancestor (GTK_WIDGET (shown_labels_find (GTK_WIDGET (get_window (application)),
                                                            "_Bring Back the Last Backup")),
                             GTK_TYPE_BUTTON));
  wait_until_shown (application, "Chez Zoé");
  wait_until_shown (application, "The backup is your salon now");
}

static void
saves_what_can_be_read (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, IS_DAMAGED);
  g_action_group_activate_action (G_ACTION_GROUP (application), "salvage", NULL);
  wait_until_shown (application, "Chez Zoé");
  wait_until_shown (application, "Everything could be read: 0 clients, 0 bookings.");
  adw_dialog_force_close (
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (get_window (application))));
}

static void
test_a_damaged_salon_is_opened_again (Fixture *fixture, gconstpointer data)
{
  run (fixture, NULL, starts_her_own);
  damage_header (fixture);
  run (fixture, NULL, brings_back_the_last_backup);
  run (fixture, NULL, sees_her_own);
  damage_header (fixture);
  run (fixture, NULL, saves_what_can_be_read);
  run (fixture, NULL, sees_her_own);
}

static void
test_damaged_file_is_told_and_left_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strnfill (8192, 'x');
  g_autofree char *after = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->own, before, -1, NULL));
  g_settings_set_string (fixture->settings, "salon-file", "own");
  run (fixture, NULL, reads_that_it_is_damaged);
  g_assert_true (g_file_get_contents (fixture->own, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
}

static void
reads_that_it_is_newer (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, IS_NEWER);
}

/* The version stands at byte 60 of SQLite's header, big-endian. */
static void
test_newer_file_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes = 0;

  run (fixture, NULL, starts_her_own);
  g_assert_true (g_file_get_contents (fixture->own, &bytes, &n_bytes, NULL));
  bytes[62] = 1;
  g_assert_true (g_file_set_contents (fixture->own, bytes, (gssize) n_bytes, NULL));
  run (fixture, NULL, reads_that_it_is_newer);
}

static void
is_told_that_hers_is_no_sample (Fixture *fixture, SalonApplication *application)
{
  wait_until_shown (application, "Your Salon Could Not Be Opened");
}

/* Else a banner would say of real clients that nothing is real. */
static void
test_own_salon_is_never_filled (Fixture *fixture, gconstpointer data)
{
  run (fixture, NULL, starts_her_own);
  g_assert_cmpint (g_rename (fixture->own, fixture->sample), ==, 0);
  run (fixture, "--sample", is_told_that_hers_is_no_sample);
  g_assert_cmpuint (count_services (fixture->sample), ==, 0);
  assert_remembers (fixture, "own");
}

static void
closes_at_once (Fixture *fixture, SalonApplication *application)
{
  open_sample (application);
  gtk_window_close (GTK_WINDOW (get_window (application)));
}

static void
test_closed_while_opening_stays_closed (Fixture *fixture, gconstpointer data)
{
  run (fixture, NULL, closes_at_once);
  assert_remembers (fixture, "");
}

static void
starts_it_twice (Fixture *fixture, SalonApplication *application)
{
  looks_around (fixture, application);
  SalonWindow *window = get_window (application);
  /* As the list of shortcuts is: in front, and not the salon's. */
  GtkWidget *other = gtk_window_new ();

  gtk_window_set_application (GTK_WINDOW (other), GTK_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (other));
  g_assert_true (gtk_application_get_active_window (GTK_APPLICATION (application))
                 == GTK_WINDOW (other));
  g_application_activate (G_APPLICATION (application));
  gtk_window_destroy (GTK_WINDOW (other));
  g_assert_true (get_window (application) == window);
}

static void
test_second_start_shows_the_same_window (Fixture *fixture, gconstpointer data)
{
  run (fixture, NULL, starts_it_twice);
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
  g_test_add ("/salon/application/" path, Fixture, NULL, set_up, function, tear_down)
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
