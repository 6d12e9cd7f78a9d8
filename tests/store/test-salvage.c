/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is salvaged, and what is made of it. Whatever may happen to the bytes: see test-damage.c. */
#include "store/salon-salvage.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"
#include "store-workload.h"
#include "store/salon-store-error.h"

#define N_CHANGES 60
#define PAGE 4096

typedef struct
{
  char *damaged;
  char *log;
  char *new_path;
} Paths;

static void
paths_init (Paths *paths, StoreFixture *fixture)
{
  paths->damaged = g_build_filename (fixture->folder, "damaged.db", NULL);
  paths->log = g_build_filename (fixture->folder, "damaged.db-wal", NULL);
  paths->new_path = g_build_filename (fixture->folder, "new.db", NULL);
}

static void
paths_clear (Paths *paths)
{
  g_unlink (paths->damaged);
  g_unlink (paths->log);
  g_unlink (paths->new_path);
  g_free (paths->damaged);
  g_free (paths->log);
  g_free (paths->new_path);
}

static void
work (StoreFixture *fixture, guint32 seed, int n_changes)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n_changes; i++)
    {
      g_autoptr (SalonChange) change = store_workload_step (fixture->store, random, &error);

      g_assert_no_error (error);
    }
}

static GBytes *
load (const char *path)
{
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  return g_bytes_new_take (text, length);
}

static void
save (const char *path, gconstpointer bytes, gsize length)
{
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static gint64
count (const char *path, const char *table)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);
  gint64 n;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return n;
}

/* Opens, and does not contradict itself. */
static void
assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = salon_store_open (path, &error);

  g_assert_no_error (error);
  salon_store_check (store, &error);
  g_assert_no_error (error);
}

static void
test_a_whole_file_comes_out_whole (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const tables[] = { "clients",      "bookings", "booking_services", "history",
                                        "history_rows", "outbox",   "salon_settings",   "payments",
                                        "till_journal", "till_head" };
  g_autofree char *device = g_strdup (salon_store_get_device (fixture->store));
  SalonSalvageReport report;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = NULL;
  Paths paths;

  paths_init (&paths, fixture);
  work (fixture, 5, N_CHANGES);
  store_fixture_close (fixture);
  salon_salvage_run (fixture->path, paths.new_path, &report, &error);
  g_assert_no_error (error);
  g_assert_false (report.has_holes);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    g_assert_cmpint (count (paths.new_path, tables[i]), ==, count (fixture->path, tables[i]));
  g_assert_cmpint (report.n_waiting, ==, N_CHANGES);
  assert_sound (paths.new_path);
  store = salon_store_open (paths.new_path, NULL);
  g_assert_cmpstr (salon_store_get_device (store), ==, device);
  /* It goes on where it was: no number is given twice. */
  {
    g_autoptr (JsonObject) row = fixture_client (0xabcdef, "Zoé");
    g_autoptr (SalonChange) change = fixture_insert ("clients", row, "Zoé");
    g_autoptr (SalonChange) applied = salon_store_apply (store, change, FIXTURE_NOW, &error);

    g_assert_no_error (error);
    g_assert_cmpint (salon_change_get_seq (applied), ==, N_CHANGES + 1);
  }
  g_clear_object (&store);
  paths_clear (&paths);
}

/* What is committed may stand in the log alone. */
static void
test_the_log_is_read_and_left_alone (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) frames = NULL;
  g_autoptr (GBytes) after = NULL;
  SalonSalvageReport report;
  g_autoptr (GError) error = NULL;
  Paths paths;

  paths_init (&paths, fixture);
  work (fixture, 6, 10);
  file = load (fixture->path);
  frames = load (log);
  save (paths.damaged, g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  save (paths.log, g_bytes_get_data (frames, NULL), g_bytes_get_size (frames));
  salon_salvage_run (paths.damaged, paths.new_path, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.n_waiting, ==, 10);
  after = load (paths.log);
  g_assert_true (g_bytes_equal (frames, after));
  paths_clear (&paths);
}

static void
test_rows_around_a_lost_page_are_kept (StoreFixture *fixture, gconstpointer unused)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  g_autoptr (GBytes) whole = NULL;
  g_autofree guint8 *bytes = NULL;
  gint64 n_clients, page;
  SalonSalvageReport report;
  g_autoptr (GError) error = NULL;
  Paths paths;

  paths_init (&paths, fixture);
  work (fixture, 7, 400);
  store_fixture_close (fixture);
  n_clients = count (fixture->path, "clients");
  /* A leaf of the table somewhere in its middle. */
  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "SELECT pageno FROM dbstat WHERE name = 'clients'\n"
                                       "AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 3",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  page = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);

  whole = load (fixture->path);
  bytes = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  memset (bytes + (page - 1) * PAGE, 0xa5, PAGE);
  save (paths.damaged, bytes, g_bytes_get_size (whole));
  salon_salvage_run (paths.damaged, paths.new_path, &report, &error);
  g_assert_no_error (error);
  g_assert_true (report.has_holes);
  g_assert_cmpint (report.n_clients, <, n_clients);
  g_assert_cmpint (report.n_clients, >, n_clients / 2);
  assert_sound (paths.new_path);
  paths_clear (&paths);
}

static void
test_what_is_no_salon_is_refused (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = { "", "SQLite format 3", "Nom;Téléphone\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SalonSalvageReport report;
      g_autoptr (GError) error = NULL;
      Paths paths;

      paths_init (&paths, fixture);
      save (paths.damaged, texts[i], strlen (texts[i]));
      g_assert_false (salon_salvage_run (paths.damaged, paths.new_path, &report, &error));
      g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT);
      g_assert_false (g_file_test (paths.new_path, G_FILE_TEST_EXISTS));
      paths_clear (&paths);
    }
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
  add ("/salon/salvage/a-whole-file-comes-out-whole", test_a_whole_file_comes_out_whole);
  add ("/salon/salvage/the-log-is-read-and-left-alone", test_the_log_is_read_and_left_alone);
  add ("/salon/salvage/rows-around-a-lost-page-are-kept", test_rows_around_a_lost_page_are_kept);
  add ("/salon/salvage/what-is-no-salon-is-refused", test_what_is_no_salon_is_refused);
  return g_test_run ();
}
