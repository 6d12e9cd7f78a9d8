/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the salon's file: whole, thinned out over time, and back in its place. */
#include "store/salon-backup.h"

#include <glib/gstdio.h>

#include "store-fixture.h"
#include "store/salon-client-words.h"
#include "store/salon-migration.h"
#include "store/salon-store-error.h"

#define DAY 86400

static char *
make (StoreFixture *fixture, SalonBackupReason reason, gint64 now)
{
  g_autoptr (GError) error = NULL;
  char *copy = salon_backup_make (fixture->path, reason, now, &error);

  g_assert_no_error (error);
  return copy;
}

static void
add_client (StoreFixture *fixture, guint number, const char *name)
{
  g_autoptr (JsonObject) row = fixture_client (number, name);
  g_autoptr (SalonChange) change =
    store_fixture_apply (fixture, fixture_insert ("clients", row, name));
}

static char *
dump (StoreFixture *fixture)
{
  return store_fixture_read_text (fixture,
                                  "SELECT group_concat (name, ';' ORDER BY name) FROM clients");
}

/* The fixture removes its folder: it has to be empty then. */
static void
remove_copies (StoreFixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_rmdir (folder);
}

static void
restore (StoreFixture *fixture, const char *copy)
{
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture);
  salon_backup_restore (copy, fixture->path, FIXTURE_NOW + DAY, &error);
  g_assert_no_error (error);
  store_fixture_reopen (fixture);
}

static void
test_a_copy_has_what_was_committed (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = NULL;
  g_auto (SalonBackupSummary) summary = { NULL };
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  add_client (fixture, 1, "Marie");
  add_client (fixture, 2, "Zoé");
  copy = make (fixture, SALON_BACKUP_BY_HAND, FIXTURE_NOW);
  g_assert_true (g_str_has_suffix (copy, "-20260312T093000Z-by-hand.db"));
  salon_backup_inspect (copy, &summary, &error);
  g_assert_no_error (error);
  g_assert_cmpint (summary.n_clients, ==, 2);
  g_assert_cmpint (summary.n_bookings, ==, 0);
  g_assert_cmpstr (summary.last_label, ==, "Zoé");
  g_assert_cmpint (summary.last_change_at, ==, FIXTURE_NOW);
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  remove_copies (fixture);
}

static void
test_restoring_brings_back_and_keeps_what_was_there (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = NULL;
  g_autofree char *names = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  const SalonBackup *kept = NULL;

  add_client (fixture, 1, "Marie");
  copy = make (fixture, SALON_BACKUP_DAILY, FIXTURE_NOW);
  add_client (fixture, 2, "Zoé");
  restore (fixture, copy);
  names = dump (fixture);
  g_assert_cmpstr (names, ==, "Marie");

  backups = salon_backup_list (fixture->path, NULL);
  g_assert_cmpuint (backups->len, ==, 2);
  kept = g_ptr_array_index (backups, 0);
  g_assert_cmpint (kept->reason, ==, SALON_BACKUP_BEFORE_RESTORE);
  restore (fixture, kept->path);
  again = dump (fixture);
  g_assert_cmpstr (again, ==, "Marie;Zoé");
  remove_copies (fixture);
}

/* The shared salon has seen numbers that the copy has not given yet. */
static void
test_a_restored_file_is_another_device (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = g_strdup (salon_store_get_device (fixture->store));
  g_autofree char *copy = make (fixture, SALON_BACKUP_DAILY, FIXTURE_NOW);

  restore (fixture, copy);
  g_assert_cmpstr (salon_store_get_device (fixture->store), !=, before);
  remove_copies (fixture);
}

static void
scribble (const char *path, long offset)
{
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, offset, SEEK_SET), ==, 0);
  for (int i = 0; i < 4096; i++)
    g_assert_cmpint (fputc (0xa5, file), ==, 0xa5);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
test_a_damaged_copy_is_refused (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = NULL;
  g_autofree char *names = NULL;
  g_autoptr (GError) error = NULL;

  add_client (fixture, 1, "Marie");
  copy = make (fixture, SALON_BACKUP_DAILY, FIXTURE_NOW);
  scribble (copy, 4096);
  store_fixture_close (fixture);
  g_assert_false (salon_backup_restore (copy, fixture->path, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT);
  store_fixture_reopen (fixture);
  names = dump (fixture);
  g_assert_cmpstr (names, ==, "Marie");
  remove_copies (fixture);
}

static void
test_a_damaged_salon_is_set_aside_and_replaced (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = NULL;
  g_autofree char *names = NULL;
  g_autofree char *aside =
    g_build_filename (fixture->folder, "backups", "salon-20260313T093000Z-damaged.db", NULL);

  add_client (fixture, 1, "Marie");
  copy = make (fixture, SALON_BACKUP_DAILY, FIXTURE_NOW);
  store_fixture_close (fixture);
  scribble (fixture->path, 0);
  restore (fixture, copy);
  names = dump (fixture);
  g_assert_cmpstr (names, ==, "Marie");
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  remove_copies (fixture);
}

static void
test_copies_of_other_files_are_left_alone (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const names[] = {
    "salon-20260312T093000Z-weekly.db",
    "salon-yesterday-daily.db",
    "sample-20260312T093000Z-daily.db",
    "salon-20260312T093000Z-daily.db.part",
    "notes.txt",
  };
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  g_autoptr (GPtrArray) backups = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
    }
  backups = salon_backup_list (fixture->path, NULL);
  g_assert_cmpuint (backups->len, ==, 0);
  remove_copies (fixture);
}

static void
test_one_copy_a_day_and_no_part (StoreFixture *fixture, gconstpointer unused)
{
  static const gint64 moments[] = { 0, 3600, 5 * 3600, DAY, DAY + 60, 2 * DAY };
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  g_autofree char *part = g_build_filename (folder, "salon-20260311T093000Z-daily.db.part", NULL);
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (part, "", 0, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      salon_backup_keep_daily (fixture->path, FIXTURE_NOW + moments[i], &error);
      g_assert_no_error (error);
    }
  backups = salon_backup_list (fixture->path, NULL);
  g_assert_cmpuint (backups->len, ==, 3);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  remove_copies (fixture);
}

/* Two years, a copy each day, thinned out each day as it would be. */
static void
test_old_copies_thin_out (void)
{
  g_autoptr (GPtrArray) backups =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_backup_free);
  const SalonBackup *oldest = NULL;
  gint64 now = 0;

  for (int day = 0; day < 730; day++)
    {
      SalonBackup *backup = g_new0 (SalonBackup, 1);
      g_autoptr (GPtrArray) superfluous = NULL;

      now = FIXTURE_NOW + (gint64) day * DAY;
      backup->made_at = now;
      g_ptr_array_insert (backups, 0, backup);
      superfluous = salon_backup_choose_superfluous (backups, now);
      for (guint i = 0; i < superfluous->len; i++)
        g_ptr_array_remove (backups, g_ptr_array_index (superfluous, i));
      for (int i = 0; i < MIN (day + 1, 7); i++)
        g_assert_cmpint (((SalonBackup *) g_ptr_array_index (backups, i))->made_at, ==,
                         now - (gint64) i * DAY);
    }
  oldest = g_ptr_array_index (backups, backups->len - 1);
  g_assert_cmpuint (backups->len, <=, 7 + 5 + 12);
  g_assert_cmpuint (backups->len, >=, 7 + 3 + 10);
  g_assert_cmpint (now - oldest->made_at, >=, 300 * (gint64) DAY);
}

static void
test_a_disk_without_room_leaves_nothing_behind (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  g_autoptr (GError) error = NULL;

  /* What is in the way of the folder is as bad as a disk that takes nothing. */
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_null (salon_backup_make (fixture->path, SALON_BACKUP_DAILY, FIXTURE_NOW, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, SALON_STORE_ERROR);
  g_assert_cmpint (g_unlink (folder), ==, 0);
}

/* A file as an earlier version of the program left it. */
static void
test_an_update_is_preceded_by_a_copy (StoreFixture *fixture, gconstpointer unused)
{
  sqlite3 *database = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;
  const SalonBackup *backup = NULL;
  gint64 version = 0;

  store_fixture_close (fixture);
  store_fixture_remove_file (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_true (salon_client_words_register (database, NULL));
  salon_migration_run (database, salon_migration_get_latest () - 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (database,
                                 "INSERT INTO salon_file (id, device_id, device_name)\n"
                                 "VALUES (1, '" FIXTURE_STAFF_ID "', 'Front desk')",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (database);

  store_fixture_reopen (fixture);
  version = store_fixture_read_int (fixture, "PRAGMA user_version");
  g_assert_cmpint (version, ==, salon_migration_get_latest ());
  backups = salon_backup_list (fixture->path, NULL);
  g_assert_cmpuint (backups->len, ==, 1);
  backup = g_ptr_array_index (backups, 0);
  g_assert_cmpint (backup->reason, ==, SALON_BACKUP_BEFORE_UPDATE);
  g_assert_cmpint (sqlite3_open (backup->path, &database), ==, SQLITE_OK);
  sqlite3_close (database);
  remove_copies (fixture);
}

/* Its first start was cut short. */
static void
test_an_empty_file_is_updated_without_one (StoreFixture *fixture, gconstpointer unused)
{
  sqlite3 *database = NULL;
  g_autoptr (GPtrArray) backups = NULL;

  store_fixture_close (fixture);
  store_fixture_remove_file (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_true (salon_client_words_register (database, NULL));
  g_assert_true (salon_migration_run (database, 1, NULL));
  sqlite3_close (database);
  store_fixture_reopen (fixture);
  backups = salon_backup_list (fixture->path, NULL);
  g_assert_cmpuint (backups->len, ==, 0);
}

static void
add (const char *path, void (*test) (StoreFixture *, gconstpointer))
{
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, test, store_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/salon/backup/a-copy-has-what-was-committed", test_a_copy_has_what_was_committed);
  add ("/salon/backup/restoring-brings-back-and-keeps-what-was-there",
       test_restoring_brings_back_and_keeps_what_was_there);
  add ("/salon/backup/a-restored-file-is-another-device", test_a_restored_file_is_another_device);
  add ("/salon/backup/a-damaged-copy-is-refused", test_a_damaged_copy_is_refused);
  add ("/salon/backup/a-damaged-salon-is-set-aside-and-replaced",
       test_a_damaged_salon_is_set_aside_and_replaced);
  add ("/salon/backup/copies-of-other-files-are-left-alone",
       test_copies_of_other_files_are_left_alone);
  add ("/salon/backup/one-copy-a-day-and-no-part", test_one_copy_a_day_and_no_part);
  g_test_add_func ("/salon/backup/old-copies-thin-out", test_old_copies_thin_out);
  add ("/salon/backup/a-disk-without-room-leaves-nothing-behind",
       test_a_disk_without_room_leaves_nothing_behind);
  add ("/salon/backup/an-update-is-preceded-by-a-copy", test_an_update_is_preceded_by_a_copy);
  add ("/salon/backup/an-empty-file-is-updated-without-one",
       test_an_empty_file_is_updated_without_one);
  return g_test_run ();
}
