/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole or not at all: everything that writes what comes from the shared salon is stopped after the
 * first step of SQLite's machine, after the second, and so on until it gets through. Whenever it was
 * stopped, nothing of it may be in the file; not for another connection either, as for a program that
 * was killed there.
 */
#include <glib/gstdio.h>

#include "store/salon-store-error.h"
#include "store/salon-store-private.h"
#include "sync-fixture.h"

#define MARIE "00000000-0000-7000-8000-000000000100"

/* Does it once more; TRUE when it is done. */
typedef gboolean (*Attempt) (SyncFixture *fixture, GError **error);

/* Once: what cleans up behind it is let through. */
static int
stop (void *user_data)
{
  gboolean *stopped = user_data;
  gboolean is_first = !*stopped;

  *stopped = TRUE;
  return is_first;
}

/* The books and the rows, as another program sees them. */
static char *
dump (SyncFixture *fixture)
{
  static const char *const tables[] = { "outbox",  "outbox_rows", "sync_base",    "sync_state",
                                        "reviews", "undo_stack",  "client_index", "history" };
  g_autofree char *rows = shared_salon_dump_store (fixture->here.store);
  GString *text = g_string_new (rows);
  sqlite3_stmt *statement = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2", tables[i]);

      g_assert_cmpint (sqlite3_prepare_v2 (store_fixture_connect (&fixture->here), sql, -1,
                                           &statement, NULL),
                       ==, SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          for (int j = 0; j < sqlite3_column_count (statement); j++)
            g_string_append_printf (text, "%s|", (const char *) sqlite3_column_text (statement, j));
          g_string_append_c (text, '\n');
        }
      sqlite3_finalize (statement);
    }
  return g_string_free_and_steal (text);
}

/* Every step at first; then in ever longer strides, or it would take minutes. */
static int
next_stop (int n_steps)
{
  return n_steps + 1 + n_steps / store_fixture_count (12, 200);
}

static void
check_whole (SyncFixture *fixture, Attempt attempt)
{
  sqlite3 *database = salon_store_get_database (fixture->here.store);
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  gboolean done = FALSE;
  int n_stops = 0;

  for (int n_steps = 1; !done; n_steps = next_stop (n_steps))
    {
      g_autoptr (GError) error = NULL;
      gboolean stopped = FALSE;

      sqlite3_progress_handler (database, n_steps, stop, &stopped);
      done = attempt (fixture, &error);
      sqlite3_progress_handler (database, 0, NULL, NULL);
      g_assert_true (sqlite3_get_autocommit (database));
      g_assert_true (done == (error == NULL));
      if (!done)
        {
          g_autofree char *found = dump (fixture);

          g_assert_cmpstr (found, ==, before);
          n_stops++;
        }
    }
  after = dump (fixture);
  g_assert_cmpstr (after, !=, before);
  g_assert_cmpint (n_stops, >, 10);
  g_assert_cmpint (store_fixture_read_int (&fixture->here, "SELECT pulling FROM salon_file"), ==,
                   0);
}

static gboolean
attempt_page (SyncFixture *fixture, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (SalonFeedPage) page = NULL;
  g_autoptr (SalonChange) shown = NULL;
  SalonCursor asked = { "", 0, 0 };

  /* Read on the side: the attempt itself may be stopped anywhere. */
  g_strlcpy (asked.generation, shared_salon_get_generation (fixture->shared),
             sizeof asked.generation);
  asked.xid = (guint64) store_fixture_read_int (&fixture->here, "SELECT xid FROM sync_state");
  asked.seq = store_fixture_read_int (&fixture->here, "SELECT seq FROM sync_state");
  json = shared_salon_pull (fixture->shared, &asked, 100);
  page = salon_feed_page_from_json (json, NULL);
  shown = salon_store_take_page (fixture->here.store, page, &asked, FIXTURE_NOW, error);
  return shown != NULL;
}

static void
test_page (SyncFixture *fixture, gconstpointer unused)
{
  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  sync_fixture_set (&fixture->there, "clients", MARIE, "notes", "Tea");
  sync_fixture_insert (&fixture->there, "clients", fixture_client (0x101, "Anne"));
  sync_fixture_insert (&fixture->there, "bookings",
                       fixture_booking (0x300, "2026-03-12", "14:00:00", 60));
  shared_salon_sync (fixture->shared, fixture->there.store);
  check_whole (fixture, attempt_page);
}

static gboolean
attempt_answers (SyncFixture *fixture, GError **error)
{
  g_autoptr (GPtrArray) answers = sync_fixture_answers (
    "[{\"seq\":2,\"outcome\":\"applied\"},"
    "{\"seq\":3,\"outcome\":\"conflict\",\"code\":\"gone\",\"rows\":[{\"table\":\"clients\","
    "\"id\":\"" MARIE "\",\"row\":null}]}]");
  g_autoptr (SalonChange) shown =
    salon_store_take_answers (fixture->here.store, answers, FIXTURE_NOW, error);

  return shown != NULL;
}

static void
test_answers (SyncFixture *fixture, gconstpointer unused)
{
  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  g_assert_cmpint (sync_fixture_insert (&fixture->here, "clients", fixture_client (0x101, "Anne")),
                   ==, 2);
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  sync_fixture_set (&fixture->here, "clients", MARIE, "notes", "Tea");
  check_whole (fixture, attempt_answers);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "reviews"), ==, 2);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==, 0);
}

static gboolean
attempt_share (SyncFixture *fixture, GError **error)
{
  return salon_store_share (fixture->here.store, SALON_SHARE_UPLOAD, SYNC_REMOTE, FIXTURE_NOW,
                            error);
}

static void
test_share (SyncFixture *fixture, gconstpointer unused)
{
  g_assert_true (salon_store_unshare (fixture->here.store, NULL));
  for (guint i = 0; i < 5; i++)
    sync_fixture_insert (&fixture->here, "clients", fixture_client (0x100 + i, "Marie"));
  check_whole (fixture, attempt_share);
}

static gboolean
attempt_batch (SyncFixture *fixture, GError **error)
{
  const SalonTable *clients = salon_schema_find_table ("clients");
  g_autoptr (SalonRowBatch) batch = shared_salon_read_table (fixture->shared, clients);

  return salon_store_take_batch (fixture->here.store, batch, error);
}

static gboolean
attempt_end (SyncFixture *fixture, GError **error)
{
  SalonCursor end;

  shared_salon_get_end (fixture->shared, &end);
  return salon_store_end_everything (fixture->here.store, &end, FIXTURE_NOW, error);
}

static void
test_everything (SyncFixture *fixture, gconstpointer unused)
{
  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_seed (fixture, "clients", fixture_client (0x101, "Anne"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  sync_fixture_insert (&fixture->there, "clients", fixture_client (0x102, "Zoé"));
  sync_fixture_delete (&fixture->there, "clients", "00000000-0000-7000-8000-000000000101");
  shared_salon_sync (fixture->shared, fixture->there.store);
  shared_salon_renew (fixture->shared);
  g_assert_true (salon_store_begin_everything (
    fixture->here.store, shared_salon_get_generation (fixture->shared), NULL));
  check_whole (fixture, attempt_batch);
  check_whole (fixture, attempt_end);
  shared_salon_sync (fixture->shared, fixture->here.store);
  g_assert_true (salon_store_check (fixture->here.store, NULL));
}

static gboolean
attempt_settle (SyncFixture *fixture, GError **error)
{
  g_autoptr (JsonObject) row = fixture_client (0x100, "Anne");
  g_autoptr (SalonChange) change = fixture_update ("clients", row, "name", "Léa", "Mine");
  g_autoptr (SalonChange) settled =
    salon_store_settle (fixture->here.store, 2, change, FIXTURE_NOW, error);

  return settled != NULL;
}

static void
test_settle (SyncFixture *fixture, gconstpointer unused)
{
  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  g_assert_cmpint (sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa"), ==, 2);
  shared_salon_sync (fixture->shared, fixture->here.store);
  check_whole (fixture, attempt_settle);
}

static gboolean
attempt_unshare (SyncFixture *fixture, GError **error)
{
  return salon_store_unshare (fixture->here.store, error);
}

static void
test_unshare (SyncFixture *fixture, gconstpointer unused)
{
  sync_fixture_insert (&fixture->here, "clients", fixture_client (0x100, "Marie"));
  check_whole (fixture, attempt_unshare);
}

/* No space for it: told as such, nothing is written, and it works once there is. */
static void
test_full_disk (SyncFixture *fixture, gconstpointer unused)
{
  sqlite3 *database = salon_store_get_database (fixture->here.store);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (JsonObject) client = fixture_client (0x1000 + i, "Marie");

      shared_salon_write (fixture->shared, "clients", json_object_get_string_member (client, "id"),
                          client);
    }
  before = dump (fixture);
  /* As many pages as there are, as SQLite takes 1. */
  g_assert_true (salon_sqlite_execute (database, "PRAGMA max_page_count = 1", NULL));
  g_assert_false (attempt_page (fixture, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_FULL);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (salon_sqlite_execute (database, "PRAGMA max_page_count = 1000000", NULL));
  g_assert_true (attempt_page (fixture, NULL));
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/store-whole/" path, SyncFixture, NULL, sync_fixture_set_up, test,            \
              sync_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-page-stopped-anywhere-is-none", test_page);
  ADD ("answers-stopped-anywhere-are-none", test_answers);
  ADD ("sharing-stopped-anywhere-is-none", test_share);
  ADD ("a-reading-stopped-anywhere-goes-on", test_everything);
  ADD ("settling-stopped-anywhere-is-none", test_settle);
  ADD ("unsharing-stopped-anywhere-is-none", test_unshare);
  ADD ("a-full-disk-is-told-and-nothing-written", test_full_disk);
  return g_test_run ();
}
