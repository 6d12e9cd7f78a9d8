/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A day at the desk on a disk that becomes full at one of its writes: the old file is updated, clients
 * are booked, moved and noted, copies are made and one is brought back. Whatever finds no room says
 * that, leaves nothing half written and nothing half copied, does not keep anybody from reading, and
 * works when there is room. In the end the salon is as after a day with room enough.
 *
 * That this can fail was tried: with a copy that keeps its part, with a salon that is moved away when
 * there is no room to copy it, and with one that is taken out of its log while a copy is brought back.
 */
#include <glib/gstdio.h>

#include "full-disk.h"
#include "store-fixture.h"
#include "store/salon-backup.h"
#include "store/salon-client-words.h"
#include "store/salon-migration.h"
#include "store/salon-reader.h"
#include "store/salon-store-error.h"
#include "till-fixture.h"

#define N_POINTS 20
#define CLIENT 0x100
#define BOOKING 0x200
#define LINE 0x300
#define DAY_SECONDS (24 * 60 * 60)

typedef struct
{
  StoreFixture file;
  char *copy; /* made by hand, to be brought back */
} Day;

typedef gboolean (*Step) (Day *day, GError **error);

/* ------------------------------------------------------------------------------- what is done --- */

/* Takes @change. */
static gboolean
apply (Day *day, SalonChange *change, GError **error)
{
  g_autoptr (SalonChange) taken = change;
  g_autoptr (SalonChange) applied = salon_store_apply (day->file.store, taken, FIXTURE_NOW, error);

  return applied != NULL;
}

static gboolean
open_salon (Day *day, GError **error)
{
  day->file.store = salon_store_open (day->file.path, error);
  return day->file.store != NULL;
}

static gboolean
book (Day *day, guint number, const char *time, GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *client_id = fixture_id (CLIENT + number);
  g_autoptr (JsonObject) client = fixture_client (CLIENT + number, "Marie Durand");
  g_autoptr (JsonObject) booking = fixture_booking (BOOKING + number, "2026-03-12", time, 60);
  g_autoptr (JsonObject) line = fixture_booking_service (LINE + number, BOOKING + number, 0);

  json_object_set_string_member (booking, "client_id", client_id);
  salon_change_builder_insert (builder, "clients", client);
  salon_change_builder_insert (builder, "bookings", booking);
  salon_change_builder_insert (builder, "booking_services", line);
  return apply (day, salon_change_builder_end (builder, "Book"), error);
}

static gboolean
book_marie (Day *day, GError **error)
{
  return book (day, 1, "09:00:00", error);
}

static gboolean
book_lea (Day *day, GError **error)
{
  return book (day, 2, "10:00:00", error);
}

/* The booking as it stands, but for its client. */
static gboolean
change_booking (Day *day, guint number, const char *column, const char *text, GError **error)
{
  g_autoptr (SalonReader) reader = salon_reader_open (day->file.path, error);
  g_autofree char *id = fixture_id (BOOKING + number);
  g_autoptr (JsonObject) row = NULL;

  if (reader == NULL)
    return FALSE;
  row = salon_reader_get_row (reader, "bookings", id, error);
  return row != NULL
         && apply (day, fixture_update ("bookings", row, column, text, "Change"), error);
}

static gboolean
move (Day *day, GError **error)
{
  return change_booking (day, 1, "booking_time", "14:00:00", error);
}

static gboolean
cancel (Day *day, GError **error)
{
  return change_booking (day, 2, "status", "cancelled", error);
}

static gboolean
note (Day *day, GError **error)
{
  g_autoptr (JsonObject) client = fixture_client (CLIENT + 1, "Marie Durand");
  g_autofree char *long_note = g_strnfill (20000, 'x');

  return apply (day, fixture_update ("clients", client, "notes", long_note, "Note"), error);
}

/* Its line in the journal comes with it. */
static gboolean
pay (Day *day, GError **error)
{
  g_autoptr (JsonObject) row = till_fixture_payment (1, "cash", "20.00", FIXTURE_NOW, 0);
  g_autofree char *booking_id = fixture_id (BOOKING + 1);

  json_object_set_string_member (row, "booking_id", booking_id);
  return apply (day, fixture_insert ("payments", row, "Pay"), error);
}

static gboolean
undo (Day *day, GError **error)
{
  g_autoptr (SalonChange) undone = salon_store_undo (day->file.store, FIXTURE_NOW, error);

  return undone != NULL;
}

static gboolean
redo (Day *day, GError **error)
{
  g_autoptr (SalonChange) redone = salon_store_redo (day->file.store, FIXTURE_NOW, error);

  return redone != NULL;
}

static gboolean
keep_daily (Day *day, GError **error)
{
  return salon_backup_keep_daily (day->file.path, FIXTURE_NOW, error);
}

static gboolean
copy_by_hand (Day *day, GError **error)
{
  g_free (day->copy);
  day->copy = salon_backup_make (day->file.path, SALON_BACKUP_BY_HAND, FIXTURE_NOW + 60, error);
  return day->copy != NULL;
}

static gboolean
start_again (Day *day, GError **error)
{
  store_fixture_close (&day->file);
  return open_salon (day, error);
}

/* As the window does it: what is open is closed first, and whatever came of it, opened again. */
static gboolean
bring_back (Day *day, GError **error)
{
  gboolean done;

  store_fixture_close (&day->file);
  done = salon_backup_restore (day->copy, day->file.path, FIXTURE_NOW + 120, error);
  return open_salon (day, done ? error : NULL) && done;
}

static const struct
{
  const char *name;
  Step step;
} steps[] = {
  { "opens the salon with a newer program", open_salon },
  { "books Marie", book_marie },
  { "moves her", move },
  { "books Léa", book_lea },
  { "notes", note },
  { "undoes it", undo },
  { "does it again", redo },
  { "takes a payment", pay },
  { "keeps the copy of the day", keep_daily },
  { "cancels Léa", cancel },
  { "starts again", start_again },
  { "undoes the cancelling", undo },
  { "copies by hand", copy_by_hand },
  { "cancels Léa once more", cancel },
  { "brings the copy back", bring_back },
  { "does the cancelling again", redo },
};

/* ------------------------------------------------------------------------------- before it --- */

/* The file of the version before, with a client in it. */
static void
day_init (Day *day)
{
  static const char *rows =
    "INSERT INTO salon_file (id, device_id, device_name)\n"
    "VALUES (1, '" FIXTURE_STAFF_ID "', 'Front desk');\n"
    "INSERT INTO clients (id, name, is_blocked, sms_consent, email_consent, language, created_at)\n"
    "VALUES ('00000000-0000-7000-8000-0000000000ff', 'Zoé', 0, 0, 0, 'fr', 0)";
  g_autoptr (GError) error = NULL;
  sqlite3 *database = NULL;

  *day = (Day) { 0 };
  store_fixture_set_up (&day->file, NULL);
  store_fixture_remove_file (&day->file);
  g_assert_cmpint (sqlite3_open (day->file.path, &database), ==, SQLITE_OK);
  g_assert_true (salon_client_words_register (database, NULL));
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  salon_migration_run (database, salon_migration_get_latest () - 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (database, rows, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static char *
build_backup_folder (Day *day)
{
  return g_build_filename (day->file.folder, "backups", NULL);
}

static void
day_clear (Day *day)
{
  g_autofree char *folder = build_backup_folder (day);
  g_autoptr (GDir) backups = g_dir_open (folder, 0, NULL);
  const char *name;

  while (backups != NULL && (name = g_dir_read_name (backups)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  store_fixture_tear_down (&day->file, NULL);
  g_free (day->copy);
}

/* -------------------------------------------------------------------- what must hold meanwhile --- */

/* The device of a restored file is a new one every time. */
static char *
dump (Day *day)
{
  g_autofree char *text = store_fixture_dump (&day->file);
  g_autofree char *device =
    store_fixture_read_text (&day->file, "SELECT device_id FROM salon_file");
  g_autoptr (GString) same = g_string_new (text);

  g_string_replace (same, device, "here", 0);
  return g_string_free_and_steal (g_steal_pointer (&same));
}

/* No part, and every copy can be brought back. */
static void
assert_copies_are_whole (Day *day)
{
  g_autofree char *folder = build_backup_folder (day);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) backups = salon_backup_list (day->file.path, NULL);
  guint n_files = 0;

  while (files != NULL && g_dir_read_name (files) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, backups->len);
  for (guint i = 0; i < backups->len; i++)
    {
      const SalonBackup *backup = g_ptr_array_index (backups, i);
      g_auto (SalonBackupSummary) summary = { NULL };
      g_autoptr (GError) error = NULL;

      salon_backup_inspect (backup->path, &summary, &error);
      g_assert_no_error (error);
      g_assert_cmpint (summary.n_clients, >=, 1);
    }
}

static void
assert_can_be_read (Day *day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (day->file.path, &error);
  SalonDay date = salon_day_from_ymd (2026, 3, 12);
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (GPtrArray) clients = NULL;

  g_assert_no_error (error);
  clients = salon_reader_search_clients (reader, "zoe", 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (clients->len, ==, 1);
  bookings = salon_reader_list_bookings (reader, date, date + 1, SALON_BOOKINGS_ALL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bookings->len, ==,
                   store_fixture_read_int (&day->file, "SELECT count (*) FROM bookings"));
}

static void
assert_nothing_happened (Day *day, const char *before)
{
  g_autofree char *after = dump (day);

  g_assert_cmpstr (after, ==, before);
  assert_copies_are_whole (day);
  if (day->file.store != NULL)
    assert_can_be_read (day);
}

/* Returns: whether the disk was full. */
static gboolean
take_step (Day *day, gsize i)
{
  g_autofree char *before = dump (day);
  g_autofree char *verdict = NULL;
  g_autoptr (GError) error = NULL;

  if (steps[i].step (day, &error))
    return FALSE;
  g_test_message ("no room when she %s", steps[i].name);
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_FULL);
  g_assert_true (full_disk_is_full ());
  assert_nothing_happened (day, before);

  /* To look into the search by words, SQLite writes. */
  full_disk_set (FALSE);
  verdict = store_fixture_read_text (&day->file, "PRAGMA integrity_check (1)");
  g_assert_cmpstr (verdict, ==, "ok");
  g_clear_error (&error);
  steps[i].step (day, &error);
  g_assert_no_error (error);
  return TRUE;
}

/* @room: how many writes find room, in and out: how many there were. @was_full: whether something found
 * none. Returns what is in the salon afterwards. */
static char *
spend_day (int *room, gboolean *was_full)
{
  g_autoptr (GError) error = NULL;
  char *after;
  int n_before;
  Day day;

  day_init (&day);
  n_before = full_disk_get_n_writes ();
  full_disk_set_room (*room);
  *was_full = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    *was_full |= take_step (&day, i);
  *room = full_disk_get_n_writes () - n_before;
  full_disk_set (FALSE);
  salon_store_check (day.file.store, &error);
  g_assert_no_error (error);
  assert_copies_are_whole (&day);
  after = dump (&day);
  day_clear (&day);
  return after;
}

static void
test_any_point_of_a_day (void)
{
  int n_points = store_fixture_count (N_POINTS, 500), n_full = 0, n_writes = G_MAXINT / 2;
  gboolean was_full = FALSE;
  g_autofree char *expected = spend_day (&n_writes, &was_full);

  g_assert_false (was_full);
  g_test_message ("%d writes in a day with room", n_writes);
  for (int point = 0; point < n_points; point++)
    {
      int room = (int) ((gint64) n_writes * point / n_points);
      g_autofree char *found = NULL;

      g_test_message ("room for %d writes", room);
      found = spend_day (&room, &was_full);
      g_assert_cmpstr (found, ==, expected);
      n_full += was_full;
    }
  g_test_message ("%d of %d times something found no room", n_full, n_points);
  /* A log that is not folded into the file at a time is folded at another. */
  g_assert_cmpint (n_full, >=, n_points * 9 / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  full_disk_register ();
  g_test_add_func ("/salon/full-disk/any-point-of-a-day-is-survived", test_any_point_of_a_day);
  return g_test_run ();
}
