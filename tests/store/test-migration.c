/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From any version of the file, and from none, to the present one. */
#include "store-fixture.h"
#include "store/salon-client-words.h"
#include "store/salon-migration.h"
#include "store/salon-sqlite.h"
#include "store/salon-store-error.h"

static sqlite3 *
open_memory (void)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &database), ==, SQLITE_OK);
  g_assert_true (salon_client_words_register (database, NULL));
  return database;
}

static void
run_to (sqlite3 *database, int version)
{
  g_autoptr (GError) error = NULL;

  salon_migration_run (database, version, &error);
  g_assert_no_error (error);
}

static gint64
read_int (sqlite3 *database, const char *sql)
{
  gint64 value = -1;

  g_assert_true (salon_sqlite_read_int (database, sql, &value, NULL));
  return value;
}

static char *
dump_schema (sqlite3 *database)
{
  return salon_sqlite_read_text (
    database,
    "SELECT group_concat (type || ' ' || name || ' ' || coalesce (sql, ''), char (10))\n"
    "FROM (SELECT * FROM sqlite_schema ORDER BY type, name)",
    NULL);
}

static void
test_numbers (void)
{
  g_assert_cmpint (salon_migration_get_latest (), >=, 1);
  for (int version = 1; version <= salon_migration_get_latest (); version++)
    g_assert_true (strstr (salon_migration_get_sql (version), "CREATE") != NULL
                   || strstr (salon_migration_get_sql (version), "ALTER TABLE") != NULL);
}

static void
test_from_each_version (void)
{
  sqlite3 *fresh = open_memory ();
  g_autofree char *expected = NULL;

  run_to (fresh, salon_migration_get_latest ());
  expected = dump_schema (fresh);
  g_assert_cmpint (read_int (fresh, "PRAGMA application_id"), ==, SALON_APPLICATION_ID);
  sqlite3_close (fresh);

  for (int version = 1; version <= salon_migration_get_latest (); version++)
    {
      sqlite3 *database = open_memory ();
      g_autofree char *found = NULL;

      run_to (database, version);
      g_assert_cmpint (read_int (database, "PRAGMA user_version"), ==, version);
      run_to (database, salon_migration_get_latest ());
      g_assert_cmpint (read_int (database, "PRAGMA user_version"), ==,
                       salon_migration_get_latest ());
      found = dump_schema (database);
      g_assert_cmpstr (found, ==, expected);
      sqlite3_close (database);
    }
}

static void
test_again (void)
{
  sqlite3 *database = open_memory ();
  int changes;

  run_to (database, salon_migration_get_latest ());
  changes = sqlite3_total_changes (database);
  run_to (database, salon_migration_get_latest ());
  g_assert_cmpint (sqlite3_total_changes (database), ==, changes);
  sqlite3_close (database);
}

/* Tables that are made anew keep their rows, and those that point at them. */
static void
test_rows_stay (void)
{
  static const char *rows =
    "INSERT INTO gift_cards (id, code, type, amount, buyer_name, recipient_name, purchase_date,\n"
    "  expiry_date)\n"
    "VALUES ('00000000-0000-7000-8000-000000000500', 'ABCD', 'amount', 5000, 'Marie', 'Léa',\n"
    "  '2026-03-12', '2027-03-12');\n"
    "INSERT INTO gift_card_movements (id, card_id, kind, amount, at)\n"
    "VALUES ('00000000-0000-7000-8000-000000000501', '00000000-0000-7000-8000-000000000500',\n"
    "  'issue', 5000, 0);\n"
    "INSERT INTO bookings (id, client_name, booking_date, booking_time, status, payment_status,\n"
    "  created_at, staff_id, duration_minutes, buffer_minutes, price)\n"
    "SELECT '00000000-0000-7000-8000-000000000300', 'Marie', '2026-03-12', '14:00:00',\n"
    "  'confirmed', 'pending', 0, id, 60, 0, 4500\n"
    "FROM staff;\n"
    "INSERT INTO notifications (id, booking_id, type, channel, recipient, status, attempts)\n"
    "VALUES ('00000000-0000-7000-8000-000000000600', '00000000-0000-7000-8000-000000000300',\n"
    "  'sms', 'reminder', '+33612345678', 'pending', 0);\n"
    "INSERT INTO blocked_dates (id, date)\n"
    "VALUES ('00000000-0000-7000-8000-000000000400', '2026-12-25')";
  sqlite3 *database = open_memory ();

  run_to (database, 2);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA foreign_keys = ON", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, rows, NULL, NULL, NULL), ==, SQLITE_OK);
  run_to (database, salon_migration_get_latest ());
  g_assert_cmpint (read_int (database, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (read_int (database, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (read_int (database, "SELECT amount FROM gift_cards WHERE code = 'ABCD'"), ==,
                   5000);
  g_assert_cmpint (read_int (database, "SELECT count (*) FROM gift_card_movements"), ==, 1);
  g_assert_cmpint (read_int (database, "SELECT count (*) FROM notifications"), ==, 1);
  g_assert_cmpint (read_int (database, "SELECT count (*) FROM blocked_dates"), ==, 1);
  g_assert_cmpint (read_int (database, "SELECT double_booked FROM bookings"), ==, 0);
  g_assert_cmpint (sqlite3_exec (database, "DELETE FROM gift_cards", NULL, NULL, NULL), ==,
                   SQLITE_CONSTRAINT);
  sqlite3_close (database);
}

static gint64
count_matches (sqlite3 *database, const char *word)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count (*) FROM client_search WHERE client_search MATCH '\"%s\"'",
                     word);

  return read_int (database, sql);
}

/* A file that was searched by the words of 0002 is searched as a new one is. */
static void
test_search (void)
{
  static const char *rows =
    "INSERT INTO clients (id, name, phone, is_blocked, sms_consent, email_consent, language,\n"
    "  created_at)\n"
    "VALUES ('00000000-0000-7000-8000-000000000001', 'Zoé', '+33612345678', 0, 1, 1, 'fr', 60),\n"
    "  ('00000000-0000-7000-8000-000000000002', 'Zoé', NULL, 0, 1, 1, 'fr', 60)";
  sqlite3 *database = open_memory ();

  run_to (database, 5);
  g_assert_cmpint (sqlite3_exec (database, rows, NULL, NULL, NULL), ==, SQLITE_OK);
  run_to (database, salon_migration_get_latest ());
  g_assert_cmpint (count_matches (database, "zoe"), ==, 2);
  g_assert_cmpint (read_int (database, "SELECT count (*) FROM client_index\n"
                                       "WHERE digits = '0033612345678 330612345678'"),
                   ==, 1);
  g_assert_cmpint (read_int (database, "SELECT count (*) FROM client_index WHERE digits = ''"), ==,
                   1);
  g_assert_cmpint (sqlite3_exec (database, "UPDATE clients SET name = 'Léa', phone = NULL", NULL,
                                 NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (count_matches (database, "zoe"), ==, 0);
  g_assert_cmpint (count_matches (database, "lea"), ==, 2);
  g_assert_cmpint (read_int (database, "SELECT count (*) FROM client_index WHERE digits = ''"), ==,
                   2);
  sqlite3_close (database);
}

/* What is kept as a text gets the columns that came later: it is read as a whole row again. */
static void
test_kept_rows (void)
{
  static const char *rows =
    "INSERT INTO sync_base (table_name, row_id, row) VALUES\n"
    "  ('bookings', 'a', '{\"id\":\"a\",\"client_name\":\"Marie\"}'),\n"
    "  ('bookings', 'b', NULL), ('clients', 'c', '{\"id\":\"c\"}');\n"
    "INSERT INTO reviews (id, at, code, change, obstacles) VALUES (1, 0, 'taken', '{}',\n"
    "  '[{\"table\":\"bookings\",\"id\":\"a\",\"row\":{\"id\":\"a\"},\"fields\":[]},\n"
    "    {\"table\":\"clients\",\"id\":\"c\",\"row\":null}]')";
  sqlite3 *database = open_memory ();

  run_to (database, 3);
  g_assert_cmpint (sqlite3_exec (database, rows, NULL, NULL, NULL), ==, SQLITE_OK);
  run_to (database, salon_migration_get_latest ());
  g_assert_cmpint (read_int (database, "SELECT group_concat (row, ' ' ORDER BY row_id) =\n"
                                       "'{\"id\":\"a\",\"client_name\":\"Marie\","
                                       "\"buffer_before_minutes\":0} {\"id\":\"c\"}'\n"
                                       "FROM sync_base"),
                   ==, 1);
  g_assert_cmpint (read_int (database, "SELECT obstacles = '[{\"table\":\"bookings\",\"id\":\"a\","
                                       "\"row\":{\"id\":\"a\",\"buffer_before_minutes\":0},"
                                       "\"fields\":[]},{\"table\":\"clients\",\"id\":\"c\","
                                       "\"row\":null}]' FROM reviews"),
                   ==, 1);
  sqlite3_close (database);
}

/* A table of the last third is in the way: the first two thirds are not there either. */
static void
test_half (void)
{
  sqlite3 *database = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_exec (database, "CREATE TABLE outbox (x)", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_false (salon_migration_run (database, 1, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (read_int (database, "SELECT count (*) FROM sqlite_schema"), ==, 1);
  g_assert_cmpint (read_int (database, "PRAGMA user_version"), ==, 0);
  g_assert_cmpint (read_int (database, "PRAGMA application_id"), ==, 0);
  g_assert_cmpint (sqlite3_get_autocommit (database), ==, 1);
  sqlite3_close (database);
}

#define N_THREADS 4

static gpointer
open_and_read_device (gpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = salon_store_open (path, &error);

  g_assert_no_error (error);
  return g_strdup (salon_store_get_device (store));
}

/* The program is started several times at the same moment, for the first time. */
static void
test_at_once (StoreFixture *fixture, gconstpointer unused)
{
  GThread *threads[N_THREADS];
  g_autofree char *device = NULL;

  store_fixture_remove_file (fixture);
  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("open", open_and_read_device, fixture->path);
  for (int i = 0; i < N_THREADS; i++)
    {
      g_autofree char *found = g_thread_join (threads[i]);

      if (device == NULL)
        device = g_strdup (found);
      g_assert_cmpstr (found, ==, device);
    }
  store_fixture_reopen (fixture);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM staff"), ==, 1);
  g_assert_true (salon_store_check (fixture->store, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/migration/numbers-have-no-gap", test_numbers);
  g_test_add_func ("/salon/migration/every-version-comes-to-the-present-one",
                   test_from_each_version);
  g_test_add_func ("/salon/migration/present-file-is-left-alone", test_again);
  g_test_add_func ("/salon/migration/rows-and-their-references-stay", test_rows_stay);
  g_test_add_func ("/salon/migration/rows-kept-as-texts-get-new-columns", test_kept_rows);
  g_test_add_func ("/salon/migration/old-files-are-searched-as-new-ones", test_search);
  g_test_add_func ("/salon/migration/half-a-migration-is-none", test_half);
  g_test_add ("/salon/migration/first-starts-at-once-make-one-file", StoreFixture, NULL,
              store_fixture_set_up, test_at_once, store_fixture_tear_down);
  return g_test_run ();
}
