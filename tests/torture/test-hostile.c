/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a desk does when the shared salon talks nonsense: nothing of it gets into the file, it says in
 * plain words that the answer was not understood, and goes on as soon as the answers make sense.
 *
 * The functions of the test's own database are replaced by ones that answer with any text, broken JSON
 * included: they return TEXT, and the wire does not tell it from JSONB. What is not nonsense, but of a
 * newer program, is taken as far as it is understood.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "database/salon-connection.h"
#include "database/salon-migrator.h"
#include "postgres-fixture.h"
#include "store-fixture.h"
#include "store/salon-store-sync.h"
#include "sync/salon-postgres-remote.h"
#include "sync/salon-sync.h"
#include "torture-dump.h"

#define PATIENCE_S 30

typedef struct
{
  const char *path;
  const char *answer;
} Case;

/* In an answer to a pull: @g, @x and @s are the generation, transaction and number that were asked
 * with, @y is the transaction after that one, @h a text of 300 000 letters. */
#define PAGE(rows)                                                                                 \
  "{\"generation\": \"@g\", \"rows\": [" rows "], \"xid\": \"@y\", \"seq\": 1, \"more\": false}"
#define ID "00000000-0000-7000-8000-00000000abcd"
#define PLACE "\"table\": \"clients\", \"id\": \"" ID "\", \"xid\": \"@y\", \"seq\": 1"
#define CLIENT(id, name, blocked, created)                                                             \
  "{" PLACE ", \"deleted\": false, \"row\": {\"id\": " id ", \"name\": " name                          \
  ", \"email\": null, \"phone\": null, \"allergies\": null, \"notes\": null, \"is_blocked\": " blocked \
  ", \"sms_consent\": false, \"email_consent\": false, \"language\": \"fr\", "                         \
  "\"merged_into\": null, \"anonymised_at\": null, \"created_at\": " created "}}"
#define Q_ID "\"" ID "\""
#define Q_NOW "\"2026-03-12T09:30:00Z\""

static const Case bad_pulls[] = {
  { "nothing-at-all", "" },
  { "no-json", "Internal Server Error" },
  { "cut-short", "{\"generation\": \"@g\", \"rows\": [{\"table\": \"cli" },
  { "an-array", "[]" },
  { "a-generation-that-is-none",
    "{\"generation\": \"new\", \"rows\": [], \"xid\": \"@x\", \"seq\": @s, \"more\": false}" },
  { "no-rows", "{\"generation\": \"@g\", \"xid\": \"@x\", \"seq\": @s, \"more\": false}" },
  { "rows-that-are-no-objects", PAGE ("7, null") },
  { "a-row-without-place", PAGE ("{\"table\": \"clients\", \"id\": " Q_ID ", \"deleted\": true}") },
  { "a-cursor-that-goes-back",
    "{\"generation\": \"@g\", \"rows\": [], \"xid\": \"1\", \"seq\": 0, \"more\": false}" },
  { "rows-of-long-ago",
    "{\"generation\": \"@g\", \"rows\": [{\"table\": \"clients\", \"id\": " Q_ID
    ", \"xid\": \"1\", "
    "\"seq\": 1, \"deleted\": true}], \"xid\": \"1\", \"seq\": 1, \"more\": false}" },
  { "a-cursor-that-runs-ahead",
    "{\"generation\": \"@g\", \"rows\": [], \"xid\": \"@y\", \"seq\": 1, \"more\": true}" },
  { "a-transaction-that-is-no-number",
    "{\"generation\": \"@g\", \"rows\": [], \"xid\": \"0x10\", \"seq\": @s, \"more\": false}" },
  { "a-number-beyond-all-numbers",
    "{\"generation\": \"@g\", \"rows\": [], \"xid\": \"@x\", \"seq\": 1e400, \"more\": false}" },
  { "a-number-for-a-name", PAGE (CLIENT (Q_ID, "5", "false", Q_NOW)) },
  { "a-name-that-is-null", PAGE (CLIENT (Q_ID, "null", "false", Q_NOW)) },
  { "a-name-without-a-letter", PAGE (CLIENT (Q_ID, "\"  \"", "false", Q_NOW)) },
  { "a-text-with-nul", PAGE (CLIENT (Q_ID, "\"Ma\\u0000rie\"", "false", Q_NOW)) },
  { "a-half-of-a-character", PAGE (CLIENT (Q_ID, "\"Ma\\ud800rie\"", "false", Q_NOW)) },
  { "a-text-of-300000-letters", PAGE (CLIENT (Q_ID, "\"@h\"", "false", Q_NOW)) },
  { "a-text-for-a-flag", PAGE (CLIENT (Q_ID, "\"Marie\"", "\"yes\"", Q_NOW)) },
  { "a-day-that-never-was",
    PAGE (CLIENT (Q_ID, "\"Marie\"", "false", "\"2026-02-30T00:00:00Z\"")) },
  { "another-id-inside", PAGE (CLIENT ("\"" FIXTURE_STAFF_ID "\"", "\"Marie\"", "false", Q_NOW)) },
  { "an-id-that-is-none",
    PAGE ("{\"table\": \"clients\", \"id\": \"'; DROP TABLE clients\", \"xid\": \"@y\", "
          "\"seq\": 1, \"deleted\": true}") },
};

/* In an answer to a push: @s is the number of the first change sent, @n the next. */
static const Case bad_pushes[] = {
  { "nothing-at-all", "" },
  { "cut-short", "[{\"seq\": @s, \"outcome\": \"app" },
  { "an-object", "{}" },
  { "no-answers", "[]" },
  { "one-answer-too-many",
    "[{\"seq\": @s, \"outcome\": \"applied\"}, {\"seq\": @n, \"outcome\": \"applied\"}]" },
  { "an-answer-to-another-change", "[{\"seq\": @n, \"outcome\": \"applied\"}]" },
  { "a-number-that-is-none", "[{\"seq\": \"@s\", \"outcome\": \"applied\"}]" },
  { "an-outcome-that-is-none", "[{\"seq\": @s, \"outcome\": \"perhaps\"}]" },
  { "a-duplicate-of-nothing", "[{\"seq\": @s, \"outcome\": \"duplicate\"}]" },
  { "a-refusal-with-a-wrong-row",
    "[{\"seq\": @s, \"outcome\": \"conflict\", \"code\": \"changed\", \"detail\": \"\", \"rows\": "
    "[{\"table\": \"clients\", \"id\": " Q_ID ", \"row\": {\"id\": " Q_ID ", \"name\": 5}}]}]" },
};

typedef struct
{
  PostgresFixture *postgres;
  char *database;
  SalonConnection *owner;
  char *folder;
  char *file;
  SalonWorker *worker;
  SalonSync *sync;
  guint n_changes;
} Desk;

static Desk desk;

static gboolean
tick_cb (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
has_failed (void)
{
  return salon_sync_get_failure (desk.sync) != NULL;
}

static void
await (gboolean (*is_so) (void))
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  guint ticking = g_timeout_add (20, tick_cb, NULL);

  while (!is_so ())
    {
      if (g_get_monotonic_time () > end)
        g_error ("waited in vain: status %d, %s", (int) salon_sync_get_status (desk.sync),
                 has_failed () ? salon_sync_get_failure (desk.sync)->message : "no failure");
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (ticking);
}

static gboolean
is_up_to_date (void)
{
  return salon_sync_get_status (desk.sync) == SALON_SYNC_STATUS_UP_TO_DATE
         && salon_sync_get_waiting (desk.sync) == 0;
}

static gpointer
join (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!salon_store_share (store, SALON_SHARE_JOIN, "postgresql://", FIXTURE_NOW, error))
    return NULL;
  return g_strdup (salon_store_get_device (store));
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Runs @func in the worker while the main loop goes on. */
static gpointer
run_in_worker (SalonWorkerFunc func, gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer returned = NULL;

  salon_worker_run_async (desk.worker, func, data, NULL, NULL, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  returned = salon_worker_run_finish (desk.worker, result, &error);
  g_assert_no_error (error);
  return returned;
}

static void
start_desk (void)
{
  g_autoptr (SalonConnectionSettings) settings =
    postgres_fixture_dup_settings (desk.postgres, desk.database, NULL);
  g_autoptr (SalonRemote) remote = SALON_REMOTE (salon_postgres_remote_new (settings));
  SalonSyncPace pace = *salon_sync_pace_get_default ();
  g_autofree char *device = NULL;
  g_autoptr (GError) error = NULL;

  desk.folder = g_dir_make_tmp ("hostile-XXXXXX", &error);
  g_assert_no_error (error);
  desk.file = g_build_filename (desk.folder, "salon.sqlite", NULL);
  desk.worker = salon_worker_new (desk.file);
  device = run_in_worker (join, NULL);
  desk.sync = salon_sync_new (desk.worker, remote, device, "Desk");
  pace.first_backoff_ms = 20;
  pace.longest_backoff_ms = 100;
  salon_sync_set_pace (desk.sync, &pace);
  salon_sync_start (desk.sync);
  await (is_up_to_date);
}

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;

  desk.postgres = postgres_fixture_new ();
  desk.database = postgres_fixture_create_database (desk.postgres);
  desk.owner = postgres_fixture_connect (desk.postgres, desk.database, NULL);
  salon_migrator_run (desk.owner, 0, NULL, &error);
  g_assert_no_error (error);
  fixture_execute (desk.owner, "CREATE SCHEMA sound");
  start_desk ();
}

static void
tear_down (void)
{
  salon_sync_stop (desk.sync);
  g_clear_object (&desk.sync);
  salon_worker_close (desk.worker);
  g_clear_object (&desk.worker);
  salon_connection_free (desk.owner);
  postgres_fixture_free (desk.postgres);
  g_remove (desk.file);
  g_rmdir (desk.folder);
  g_free (desk.file);
  g_free (desk.folder);
  g_free (desk.database);
}

/* The sound function waits in another schema meanwhile. */
static void
replace_function (const char *signature, const char *name, const char *body)
{
  g_autofree char *script = g_strdup_printf ("ALTER FUNCTION salon.%s SET SCHEMA sound;\n"
                                             "CREATE FUNCTION salon.%s\n"
                                             "LANGUAGE sql\n"
                                             "AS $hostile$ SELECT %s $hostile$;",
                                             name, signature, body);

  fixture_execute (desk.owner, script);
}

static void
restore_function (const char *name)
{
  g_autofree char *script = g_strdup_printf ("DROP FUNCTION salon.%s;\n"
                                             "ALTER FUNCTION sound.%s SET SCHEMA salon;",
                                             name, name);

  fixture_execute (desk.owner, script);
}

static void
answer_pulls (const char *answer)
{
  g_autofree char *body =
    g_strdup_printf ("replace (replace (replace (replace (replace ($answer$%s$answer$,\n"
                     "  '@g', pull.generation), '@x', pull.xid), '@s', pull.seq::text),\n"
                     "  '@y', (pull.xid::bigint + 1)::text), '@h', repeat ('x', 300000))",
                     answer);

  replace_function ("pull (generation TEXT, xid TEXT, seq BIGINT, page_rows INTEGER) RETURNS TEXT",
                    "pull", body);
}

static void
answer_pushes (const char *answer)
{
  g_autofree char *body =
    g_strdup_printf ("replace (replace ($answer$%s$answer$, '@s', batch -> 0 ->> 'seq'),\n"
                     "  '@n', ((batch -> 0 ->> 'seq')::bigint + 1)::text)",
                     answer);

  replace_function ("push (batch JSONB) RETURNS TEXT", "push", body);
}

/* Every row that the file shows; asserts that it is whole. */
static gpointer
dump (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!salon_store_check (store, error))
    return NULL;
  return torture_dump_to_text (store);
}

/* Something new over there, so that there is something to pull. */
static void
write_on_server (void)
{
  fixture_execute (desk.owner, "UPDATE public.staff SET name = 'Salon ' || random ()");
}

static gpointer
save_client (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) client = fixture_client (++desk.n_changes, "Marie");
  g_autoptr (SalonChange) change = fixture_insert ("clients", client, "A client");

  return salon_store_apply (store, change, FIXTURE_NOW, error);
}

/* The desk has words for the code. The message is for those who have to find out why. */
static void
assert_is_not_understood (void)
{
  g_autoptr (GError) failure = g_error_copy (salon_sync_get_failure (desk.sync));

  g_test_message ("%s", failure->message);
  g_assert_error (failure, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY);
  g_assert_cmpuint (strlen (failure->message), >, 10);
}

static void
assert_same_file (const char *before)
{
  g_autofree char *after = run_in_worker (dump, NULL);

  g_assert_cmpstr (after, ==, before);
}

static void
test_pull (gconstpointer data)
{
  const Case *hostile = data;
  g_autofree char *before = run_in_worker (dump, NULL);

  answer_pulls (hostile->answer);
  write_on_server ();
  await (has_failed);
  assert_is_not_understood ();
  assert_same_file (before);
  restore_function ("pull");
  salon_sync_retry (desk.sync);
  await (is_up_to_date);
}

static void
test_push (gconstpointer data)
{
  const Case *hostile = data;
  g_autoptr (SalonChange) saved = NULL;
  g_autofree char *before = NULL;

  answer_pushes (hostile->answer);
  saved = run_in_worker (save_client, NULL);
  before = run_in_worker (dump, NULL);
  salon_sync_wake (desk.sync);
  await (has_failed);
  assert_is_not_understood ();
  assert_same_file (before);
  g_assert_cmpint (salon_sync_get_waiting (desk.sync), ==, 1);
  restore_function ("push");
  salon_sync_retry (desk.sync);
  await (is_up_to_date);
  g_assert_cmpint (fixture_read_int (desk.owner, "SELECT count (*) FROM public.clients"), ==,
                   desk.n_changes);
}

static gboolean
has_newer_row (void)
{
  g_autofree char *name =
    torture_dump_read_text (desk.file, "SELECT name FROM clients WHERE id = '" ID "'");

  return g_strcmp0 (name, "Marie") == 0;
}

/* A newer program over there: tables and columns that this one does not know are passed over. */
static void
test_newer_server (void)
{
  answer_pulls (
    "{\"generation\": \"@g\", \"rows\": [{\"table\": \"loyalty_points\", \"id\": \"7\", \"xid\": \"@y\", "
    "\"seq\": 1, \"deleted\": false, \"row\": {\"id\": \"7\"}}, {\"table\": \"clients\", \"id\": " Q_ID
    ", \"xid\": \"@y\", \"seq\": 2, \"deleted\": false, \"row\": {\"id\": " Q_ID
    ", \"name\": \"Marie\", \"email\": null, \"phone\": null, \"allergies\": null, \"notes\": null, "
    "\"is_blocked\": false, \"sms_consent\": false, \"email_consent\": false, \"language\": \"fr\", "
    "\"merged_into\": null, \"anonymised_at\": null, \"created_at\": " Q_NOW
    ", \"loyalty\": {\"points\": 7}}}], \"xid\": \"@y\", \"seq\": 2, \"more\": false}");
  write_on_server ();
  await (has_newer_row);
  g_assert_null (salon_sync_get_failure (desk.sync));
  restore_function ("pull");
}

/* Restored from a backup: everything is read anew, and what waits here is not lost. */
static void
test_another_generation (void)
{
  g_autoptr (SalonChange) saved = NULL;

  salon_sync_stop (desk.sync);
  saved = run_in_worker (save_client, NULL);
  fixture_execute (desk.owner, "SELECT salon.renew ()");
  salon_sync_start (desk.sync);
  await (is_up_to_date);
  g_assert_cmpint (fixture_read_int (desk.owner, "SELECT count (*) FROM public.clients"), ==,
                   desk.n_changes);
  /* The row of the newer server was never in this one. */
  g_assert_false (has_newer_row ());
}

/* At the door: no generation that is one. */
static void
test_hello (gconstpointer data)
{
  const Case *hostile = data;
  g_autofree char *before = run_in_worker (dump, NULL);
  g_autofree char *body = g_strdup_printf ("$answer$%s$answer$::jsonb", hostile->answer);

  salon_sync_stop (desk.sync);
  replace_function ("hello (device UUID, name TEXT) RETURNS JSONB", "hello", body);
  salon_sync_start (desk.sync);
  await (has_failed);
  assert_is_not_understood ();
  assert_same_file (before);
  restore_function ("hello");
  salon_sync_retry (desk.sync);
  await (is_up_to_date);
}

static const Case bad_hellos[] = {
  { "null", "null" },
  { "an-array", "[]" },
  { "a-generation-that-is-none",
    "{\"generation\": \"new\", \"version\": 5, \"empty\": false, \"rows\": 0}" },
  { "nothing-in-it", "{}" },
};

static void
add_cases (const char *what, const Case *cases, gsize n_cases, GTestDataFunc test)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/salon/hostile/%s/%s", what, cases[i].path);

      g_test_add_data_func (path, &cases[i], test);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up ();
  add_cases ("pull", bad_pulls, G_N_ELEMENTS (bad_pulls), test_pull);
  add_cases ("push", bad_pushes, G_N_ELEMENTS (bad_pushes), test_push);
  add_cases ("hello", bad_hellos, G_N_ELEMENTS (bad_hellos), test_hello);
  g_test_add_func ("/salon/hostile/newer-server-is-understood-as-far-as-it-goes",
                   test_newer_server);
  g_test_add_func ("/salon/hostile/restored-server-is-read-anew", test_another_generation);
  status = g_test_run ();
  tear_down ();
  return status;
}
