/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a file, and what a change does to it. */
#include <glib/gstdio.h>

#include "store-fixture.h"
#include "store/salon-id.h"
#include "store/salon-reader.h"
#include "store/salon-store-error.h"
#include "store/salon-store-private.h"

#define CLIENT 0x100
#define SERVICE 0x200
#define BOOKING 0x300
#define LINE 0x400

static void
test_new_file (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *device = g_strdup (salon_store_get_device (fixture->store));

  g_assert_cmpuint (strlen (device), ==, 36);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM staff"), ==, 1);
  g_assert_cmpint (salon_store_count_outbox (fixture->store, NULL), ==, 0);

  store_fixture_reopen (fixture);
  g_assert_cmpstr (salon_store_get_device (fixture->store), ==, device);
  g_assert_cmpstr (salon_store_get_path (fixture->store), ==, fixture->path);
}

static void
test_durable (StoreFixture *fixture, gconstpointer unused)
{
  sqlite3 *database = salon_store_get_database (fixture->store);
  g_autofree char *mode = salon_sqlite_read_text (database, "PRAGMA journal_mode", NULL);
  gint64 value = 0;

  g_assert_cmpstr (mode, ==, "wal");
  g_assert_true (salon_sqlite_read_int (database, "PRAGMA synchronous", &value, NULL));
  g_assert_cmpint (value, ==, 2);
  g_assert_true (salon_sqlite_read_int (database, "PRAGMA foreign_keys", &value, NULL));
  g_assert_cmpint (value, ==, 1);
  g_assert_true (salon_sqlite_read_int (database, "PRAGMA trusted_schema", &value, NULL));
  g_assert_cmpint (value, ==, 0);
}

static void
assert_open_fails (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_store_open (path, &error));
  g_assert_error (error, SALON_STORE_ERROR, code);
}

static void
test_no_folder (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "gone", "salon.sqlite", NULL);

  assert_open_fails (path, SALON_STORE_ERROR_OPEN);
  assert_open_fails (fixture->folder, SALON_STORE_ERROR_OPEN);
}

/* Another program's file stays as it is, to the byte. */
static void
test_foreign_file (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;

  store_fixture_remove_file (fixture);
  {
    sqlite3 *database = NULL;

    sqlite3_open (fixture->path, &database);
    g_assert_cmpint (sqlite3_exec (database, "CREATE TABLE notes (text)", NULL, NULL, NULL), ==,
                     SQLITE_OK);
    sqlite3_close (database);
  }
  g_assert_true (g_file_get_contents (fixture->path, &before, &length_before, NULL));
  assert_open_fails (fixture->path, SALON_STORE_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
  g_assert_cmpmem (after, length_after, before, length_before);
}

static void
test_text_file (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (5000, 'x');

  store_fixture_remove_file (fixture);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  assert_open_fails (fixture->path, SALON_STORE_ERROR_CORRUPT);
}

static void
test_truncated_file (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize length;

  store_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length / 2, NULL));
  assert_open_fails (fixture->path, SALON_STORE_ERROR_CORRUPT);
}

static void
test_newer_file (StoreFixture *fixture, gconstpointer unused)
{
  store_fixture_close (fixture);
  g_assert_cmpint (store_fixture_execute (fixture, "PRAGMA user_version = 9999"), ==, SQLITE_OK);
  store_fixture_close (fixture);
  assert_open_fails (fixture->path, SALON_STORE_ERROR_NEWER);
}

static void
test_read_only_file (StoreFixture *fixture, gconstpointer unused)
{
  if (getuid () == 0)
    {
      g_test_skip ("root may write every file");
      return;
    }
  store_fixture_close (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  assert_open_fails (fixture->path, SALON_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
}

static void
move (const char *from, const char *to)
{
  g_assert_cmpint (g_rename (from, to), ==, 0);
}

static void
assert_gone (StoreFixture *fixture, SalonChange *change)
{
  g_autoptr (SalonChange) owned = change;
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_store_apply (fixture->store, owned, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_GONE);
}

/* Dragged away, or its stick pulled out: it could be written to for as long as it is open, and nobody
 * would ever find it again. */
static void
test_file_that_is_gone (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *elsewhere = g_strconcat (fixture->path, "-elsewhere", NULL);
  g_autofree char *copy = NULL;
  gsize length;
  g_autoptr (JsonObject) marie = fixture_client (CLIENT, "Marie Durand");
  g_autoptr (JsonObject) client = fixture_client (CLIENT + 1, "Zoé");
  g_autoptr (SalonChange) first =
    store_fixture_apply (fixture, fixture_insert ("clients", marie, "Add Marie"));
  g_autoptr (SalonChange) second = NULL;

  move (fixture->path, elsewhere);
  assert_gone (fixture, fixture_insert ("clients", client, "Add Zoé"));
  /* Another file in its place is another salon. */
  g_assert_true (g_file_get_contents (elsewhere, &copy, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->path, copy, (gssize) length, NULL));
  assert_gone (fixture, fixture_insert ("clients", client, "Add Zoé"));

  move (elsewhere, fixture->path);
  second = store_fixture_apply (fixture, fixture_insert ("clients", client, "Add Zoé"));
  g_assert_cmpint (salon_change_get_seq (second), ==, 2);
}

/* A stick that is write-protected: nothing may be made beside the file either. */
static void
test_protected_folder (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) row = fixture_client (CLIENT, "Marie Durand");
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  if (getuid () == 0)
    {
      g_test_skip ("root may write every file");
      return;
    }
  applied = store_fixture_apply (fixture, fixture_insert ("clients", row, "Add"));
  store_fixture_close (fixture);
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  assert_open_fails (fixture->path, SALON_STORE_ERROR_READ_ONLY);
  reader = salon_reader_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (salon_reader_count_clients (reader, NULL), ==, 1);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

static void
test_open_rights_are_tightened (StoreFixture *fixture, gconstpointer unused)
{
  GStatBuf status;

  store_fixture_close (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  store_fixture_reopen (fixture);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
}

/* A booking with a line, for a new client, of a new service; parents last. */
static SalonChange *
make_booking_change (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) client = fixture_client (CLIENT, "Marie Durand");
  g_autoptr (JsonObject) service = fixture_service (SERVICE, "Gel");
  g_autoptr (JsonObject) booking = fixture_booking (BOOKING, "2026-03-12", "14:30:00", 60);
  g_autoptr (JsonObject) line = fixture_booking_service (LINE, BOOKING, 0);
  g_autofree char *client_id = fixture_id (CLIENT);
  g_autofree char *service_id = fixture_id (SERVICE);

  json_object_set_string_member (booking, "client_id", client_id);
  json_object_set_string_member (line, "service_id", service_id);
  salon_change_builder_insert (builder, "booking_services", line);
  salon_change_builder_insert (builder, "bookings", booking);
  salon_change_builder_insert (builder, "clients", client);
  salon_change_builder_insert (builder, "services", service);
  return salon_change_builder_end (builder, "Book Marie Durand");
}

static void
test_apply (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) first = store_fixture_apply (fixture, make_booking_change ());
  g_autoptr (JsonObject) booking = fixture_booking (BOOKING, "2026-03-12", "14:30:00", 60);
  g_autoptr (SalonChange) second =
    store_fixture_apply (fixture,
                         fixture_update ("bookings", booking, "booking_time", "15:00:00", "Move"));
  g_autofree char *outbox = store_fixture_read_text (
    fixture, "SELECT group_concat (change, '|') FROM (SELECT change FROM outbox ORDER BY seq)");
  g_autofree char *first_json = salon_change_to_json (first);
  g_autofree char *second_json = salon_change_to_json (second);
  g_autofree char *expected = g_strdup_printf ("%s|%s", first_json, second_json);

  g_assert_cmpint (salon_change_get_seq (first), ==, 1);
  g_assert_cmpint (salon_change_get_seq (second), ==, 2);
  g_assert_cmpint (salon_change_get_at (second), ==, FIXTURE_NOW);
  g_assert_cmpstr (salon_change_get_device (second), ==, salon_store_get_device (fixture->store));
  g_assert_cmpstr (outbox, ==, expected);
  g_assert_cmpint (salon_store_count_outbox (fixture->store, NULL), ==, 2);
  g_assert_cmpint (store_fixture_read_int (fixture,
                                           "SELECT end_minute - 20524 * 1440 FROM bookings"),
                   ==, 16 * 60);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT price FROM booking_services"), ==,
                   4500);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT created_at FROM clients"), ==,
                   FIXTURE_NOW);
  g_assert_true (salon_store_check (fixture->store, NULL));
}

static void
test_history (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) first = store_fixture_apply (fixture, make_booking_change ());
  g_autoptr (JsonObject) booking = fixture_booking (BOOKING, "2026-03-12", "14:30:00", 60);
  g_autoptr (SalonChange) second =
    store_fixture_apply (fixture,
                         fixture_update ("bookings", booking, "notes", "Allergic", "Note"));
  g_autofree char *labels =
    store_fixture_read_text (fixture,
                             "SELECT group_concat (label, ', ')\n"
                             "FROM (SELECT label FROM history JOIN history_rows USING (seq)\n"
                             "      WHERE table_name = 'bookings' ORDER BY seq)");

  g_assert_cmpstr (labels, ==, "Book Marie Durand, Note");
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM history_rows"), ==, 5);
}

/* A JSON value and an instant go in and are found again by `was`. */
static void
test_every_kind (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) setting = json_object_new ();
  g_autoptr (JsonObject) booking = fixture_booking (BOOKING, "2026-03-12", "14:30:00", 60);
  g_autoptr (SalonChange) set = NULL;
  g_autoptr (SalonChange) unset = NULL;
  g_autoptr (SalonChange) book = NULL;
  g_autoptr (SalonChange) unbook = NULL;

  json_object_set_string_member (setting, "key", "salon.hours");
  json_object_set_member (setting, "value",
                          json_from_string ("{\"b\":[1,2.5,\"é\"],\"a\":null}", NULL));
  set = store_fixture_apply (fixture, fixture_insert ("salon_settings", setting, "Set"));
  unset = store_fixture_apply (fixture, fixture_delete ("salon_settings", setting, "Unset"));

  json_object_set_string_member (booking, "cancelled_at", "2026-03-12T09:30:01Z");
  json_object_set_string_member (booking, "payment_amount", "0.05");
  book = store_fixture_apply (fixture, fixture_insert ("bookings", booking, "Book"));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT cancelled_at FROM bookings"), ==,
                   FIXTURE_NOW + 1);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT payment_amount FROM bookings"), ==, 5);
  unbook = store_fixture_apply (fixture, fixture_delete ("bookings", booking, "Unbook"));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM bookings"), ==, 0);
}

static void
test_stale (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) first = store_fixture_apply (fixture, make_booking_change ());
  g_autoptr (JsonObject) client = fixture_client (CLIENT, "Marie Durand");
  g_autoptr (JsonObject) renamed = fixture_client (CLIENT, "Marie Martin");
  g_autoptr (SalonChange) second =
    store_fixture_apply (fixture,
                         fixture_update ("clients", client, "name", "Marie Martin", "Rename"));

  store_fixture_refuse (fixture, fixture_update ("clients", client, "name", "Zoé", "Rename"),
                        SALON_STORE_ERROR_STALE);
  store_fixture_refuse (fixture, fixture_delete ("clients", client, "Delete"),
                        SALON_STORE_ERROR_STALE);
  store_fixture_refuse (fixture, fixture_insert ("clients", renamed, "Insert"),
                        SALON_STORE_ERROR_STALE);
  /* Another column of a row that changed elsewhere is not stale. */
  g_clear_pointer (&second, salon_change_unref);
  second =
    store_fixture_apply (fixture, fixture_update ("clients", client, "notes", "Tea", "Note"));
}

static void
test_not_found (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) client = fixture_client (CLIENT, "Marie Durand");
  g_autoptr (JsonObject) line = fixture_booking_service (LINE, BOOKING, 0);

  store_fixture_refuse (fixture, fixture_update ("clients", client, "name", "Zoé", "Rename"),
                        SALON_STORE_ERROR_NOT_FOUND);
  store_fixture_refuse (fixture, fixture_delete ("clients", client, "Delete"),
                        SALON_STORE_ERROR_NOT_FOUND);
  store_fixture_refuse (fixture, fixture_insert ("booking_services", line, "A line of nothing"),
                        SALON_STORE_ERROR_NOT_FOUND);
}

static void
test_still_used (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) first = store_fixture_apply (fixture, make_booking_change ());
  g_autoptr (JsonObject) client = fixture_client (CLIENT, "Marie Durand");

  store_fixture_refuse (fixture, fixture_delete ("clients", client, "Delete"),
                        SALON_STORE_ERROR_REFUSED);
}

/* The second edit is impossible: the first leaves no trace, and the store goes on. */
static void
test_all_or_nothing (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) first = store_fixture_apply (fixture, make_booking_change ());
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) client = fixture_client (CLIENT + 1, "Zoé");
  g_autoptr (JsonObject) booking = fixture_booking (BOOKING + 1, "2026-03-12", "15:00:00", 60);
  g_autoptr (SalonChange) second = NULL;

  salon_change_builder_insert (builder, "clients", client);
  salon_change_builder_insert (builder, "bookings", booking);
  store_fixture_refuse (fixture, salon_change_builder_end (builder, "Book Zoé"),
                        SALON_STORE_ERROR_TAKEN);

  second = store_fixture_apply (fixture, fixture_insert ("clients", client, "Add Zoé"));
  g_assert_cmpint (salon_change_get_seq (second), ==, 2);
}

static void
test_refused (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) blank = fixture_client (CLIENT, "  ");
  g_autoptr (JsonObject) partial = fixture_client (CLIENT, "Zoé");
  g_autoptr (JsonObject) unknown = fixture_client (CLIENT, "Zoé");
  g_autoptr (JsonObject) wrong = fixture_client (CLIENT, "Zoé");
  g_autoptr (JsonObject) short_booking = fixture_booking (BOOKING, "2026-03-12", "14:30:00", 4);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  json_object_remove_member (partial, "language");
  json_object_set_string_member (unknown, "name\" = 1; --", "x");
  json_object_set_string_member (wrong, "is_blocked", "yes");
  store_fixture_refuse (fixture, fixture_insert ("clients", blank, "Add"),
                        SALON_STORE_ERROR_REFUSED);
  store_fixture_refuse (fixture, fixture_insert ("clients", partial, "Add"),
                        SALON_STORE_ERROR_REFUSED);
  store_fixture_refuse (fixture, fixture_insert ("clients", unknown, "Add"),
                        SALON_STORE_ERROR_REFUSED);
  store_fixture_refuse (fixture, fixture_insert ("clients", wrong, "Add"),
                        SALON_STORE_ERROR_REFUSED);
  store_fixture_refuse (fixture, fixture_insert ("bookings", short_booking, "Book"),
                        SALON_STORE_ERROR_REFUSED);
  store_fixture_refuse (fixture, salon_change_builder_end (builder, "Nothing"),
                        SALON_STORE_ERROR_REFUSED);
}

static void
test_busy (StoreFixture *fixture, gconstpointer unused)
{
  sqlite3 *other = store_fixture_connect (fixture);
  g_autoptr (JsonObject) client = fixture_client (CLIENT, "Zoé");
  g_autoptr (SalonChange) change = fixture_insert ("clients", client, "Add");
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (GError) error = NULL;

  sqlite3_busy_timeout (salon_store_get_database (fixture->store), 1);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_null (salon_store_apply (fixture->store, change, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_BUSY);
  g_clear_error (&error);

  sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL);
  applied = salon_store_apply (fixture->store, change, FIXTURE_NOW, &error);
  g_assert_no_error (error);
}

/* Names and phones lie in the salon's file and nowhere else, and an import is not written twice. */
static void
test_scratch (StoreFixture *fixture, gconstpointer unused)
{
  gint64 where = 0;

  g_assert_true (salon_sqlite_read_int (salon_store_get_database (fixture->store),
                                        "PRAGMA temp_store", &where, NULL));
  g_assert_cmpint (where, ==, 2);
}

static void
test_sample (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) applied = NULL;

  g_assert_true (salon_store_mark_sample (fixture->store, NULL));
  store_fixture_reopen (fixture);
  applied = store_fixture_apply (fixture, make_booking_change ());
  g_assert_cmpint (salon_store_count_outbox (fixture->store, NULL), ==, 0);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM history"), ==, 1);
}

static void
test_check_tells_broken_reference (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) applied = store_fixture_apply (fixture, make_booking_change ());
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (store_fixture_execute (fixture,
                                          "PRAGMA foreign_keys = OFF; DELETE FROM clients"),
                   ==, SQLITE_OK);
  g_assert_false (salon_store_check (fixture->store, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT);
}

static void
test_ids (void)
{
  g_autofree char *earlier = salon_id_new ();

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *later = salon_id_new ();

      g_assert_cmpuint (strlen (later), ==, 36);
      g_assert_cmpint (later[14], ==, '7');
      g_assert_nonnull (strchr ("89ab", later[19]));
      for (const char *at = later; *at != '\0'; at++)
        g_assert_true (*at == '-' || g_ascii_isdigit (*at) || (*at >= 'a' && *at <= 'f'));
      /* The first twelve digits are milliseconds. */
      g_assert_cmpint (strncmp (earlier, later, 13), <=, 0);
      g_assert_cmpstr (earlier, !=, later);
      g_free (earlier);
      earlier = g_steal_pointer (&later);
    }
}

/* What the trigger says of random bookings (20 000 in a long run) against a look at all of them. The
 * calendar is so full that about a third is refused. */
#define BOOKINGS_PER_DAY 33

typedef struct
{
  int start;
  int end;
} Interval;

static gboolean
is_free (GArray *intervals, int start, int end)
{
  for (guint i = 0; i < intervals->len; i++)
    {
      const Interval *interval = &g_array_index (intervals, Interval, i);

      if (interval->start < end && start < interval->end)
        return FALSE;
    }
  return TRUE;
}

static void
test_random_overlaps (StoreFixture *fixture, gconstpointer unused)
{
  static const char *sql =
    "INSERT INTO bookings (id, client_name, booking_date, booking_time, status,\n"
    "                      payment_status, created_at, staff_id, duration_minutes,\n"
    "                      buffer_minutes, price)\n"
    "VALUES (?1, 'Marie', date ('2026-01-01', ?2 || ' days'), ?3, ?4, 'pending', 0,\n"
    "        '" FIXTURE_STAFF_ID "', ?5, ?6, 0)";
  static const char *const statuses[] = { "pending",   "confirmed", "arrived",
                                          "completed", "cancelled", "no_show" };
  sqlite3 *database = salon_store_get_database (fixture->store);
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (database, sql, NULL);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Interval));
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  int n_bookings = store_fixture_count (4000, 20000);
  int n_refused = 0;

  g_test_message ("seed %u", seed);
  g_assert_cmpint (sqlite3_exec (database, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
  for (int i = 0; i < n_bookings; i++)
    {
      g_autofree char *id = fixture_id ((guint) i);
      int day = g_rand_int_range (random, 0, n_bookings / BOOKINGS_PER_DAY);
      int minute = g_rand_int_range (random, 0, 1440);
      gboolean is_long = g_rand_int_range (random, 0, 50) == 0;
      int duration = g_rand_int_range (random, 5, is_long ? 1441 : 91);
      int buffer = g_rand_int_range (random, 0, is_long ? 241 : 16);
      int status = g_rand_int_range (random, 0, G_N_ELEMENTS (statuses));
      g_autofree char *time = g_strdup_printf ("%02d:%02d:00", minute / 60, minute % 60);
      Interval interval = { day * 1440 + minute, day * 1440 + minute + duration + buffer };
      gboolean expected = status >= 4 || is_free (taken, interval.start, interval.end);
      int code;

      sqlite3_bind_text (statement, 1, id, -1, SQLITE_STATIC);
      sqlite3_bind_int (statement, 2, day);
      sqlite3_bind_text (statement, 3, time, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 4, statuses[status], -1, SQLITE_STATIC);
      sqlite3_bind_int (statement, 5, duration);
      sqlite3_bind_int (statement, 6, buffer);
      sqlite3_step (statement);
      code = sqlite3_reset (statement);
      g_assert_cmpint (code, ==, expected ? SQLITE_OK : SQLITE_CONSTRAINT_TRIGGER);
      if (expected && status < 4)
        g_array_append_val (taken, interval);
      n_refused += !expected;
    }
  g_assert_cmpint (sqlite3_exec (database, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_test_message ("%d of %d refused", n_refused, n_bookings);
  g_assert_cmpint (n_refused, >, n_bookings / 10);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/store/" path, StoreFixture, NULL, store_fixture_set_up, test,                \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("new-file-has-a-device-and-a-member-of-staff", test_new_file);
  ADD ("durability-is-really-on", test_durable);
  ADD ("scratch-is-in-no-other-file", test_scratch);
  ADD ("missing-folder-cannot-be-opened", test_no_folder);
  ADD ("foreign-file-is-refused-and-untouched", test_foreign_file);
  ADD ("text-file-is-refused", test_text_file);
  ADD ("truncated-file-is-refused", test_truncated_file);
  ADD ("newer-file-is-refused", test_newer_file);
  ADD ("read-only-file-is-refused", test_read_only_file);
  ADD ("a-file-that-is-gone-takes-nothing", test_file_that_is_gone);
  ADD ("protected-folder-can-be-read", test_protected_folder);
  ADD ("rights-of-a-copied-file-are-tightened", test_open_rights_are_tightened);
  ADD ("change-is-applied-queued-and-stamped", test_apply);
  ADD ("history-tells-who-changed-a-row", test_history);
  ADD ("every-kind-is-found-again", test_every_kind);
  ADD ("changed-row-is-stale", test_stale);
  ADD ("missing-row-is-not-found", test_not_found);
  ADD ("row-in-use-is-not-deleted", test_still_used);
  ADD ("failed-change-leaves-nothing", test_all_or_nothing);
  ADD ("bad-values-are-refused", test_refused);
  ADD ("busy-file-is-told-and-works-later", test_busy);
  ADD ("sample-queues-nothing", test_sample);
  ADD ("check-tells-a-broken-reference", test_check_tells_broken_reference);
  ADD ("random-bookings-never-overlap", test_random_overlaps);
  g_test_add_func ("/salon/id/is-a-new-uuid-of-version-7", test_ids);
  return g_test_run ();
}
