/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the shared salon costs, with 100 000 bookings (or as many as the first argument says): the
 * first reading of all of it, a hundred changes from one desk to another, and how soon a desk knows
 * what was committed elsewhere. All the while a watch sits in the main loop and notes the longest time
 * in which nothing else could be done there, and the memory.
 *
 * The floor of the first reading is what PostgreSQL takes to give the same rows out by COPY, and what
 * SQLite takes to take them in one transaction, into the same tables, statement by statement.
 *
 * Everything is on this computer: PostgreSQL on a socket, the files beside the program. The network's
 * own time comes on top of it.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bench-line.h"
#include "database/salon-migrator.h"
#include "postgres-fixture.h"
#include "store/salon-id.h"
#include "store/salon-store-sync.h"
#include "sync/salon-postgres-remote.h"
#include "sync/salon-sync.h"

#define N_CHANGES 100
#define N_EXCHANGES 20
#define N_COMMITS 100
#define WATCH_MS 5
#define PATIENCE_S 120
#define NOW G_GINT64_CONSTANT (1773307800)

#define FIRST_SYNC_S 1.5
#define EXCHANGE_MS 50
#define NEWS_MS 100
#define BLOCKED_MS 100
#define MEMORY_MIB 20

typedef struct
{
  char *path;
  SalonWorker *worker;
  SalonSync *sync;
  guint n_rows_pulled;
} Desk;

typedef struct
{
  char *folder;
  int n_bookings;
  PostgresFixture *postgres;
  char *database;
  SalonConnection *connection;
  double last_watch;
  double longest_gap_ms;
  double most_memory_mib;
} Bench;

static void
must (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static double
read_memory_mib (void)
{
  g_autofree char *text = NULL;
  long n_pages = 0;

  must (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL), NULL);
  must (sscanf (text, "%*d %ld", &n_pages) == 1, NULL);
  return (double) n_pages * (double) sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

/* Of all threads of this program, and of no other: it says the same on a busy computer. */
static double
read_processor_s (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static gboolean
watch_cb (gpointer data)
{
  Bench *self = data;
  double now = bench_line_now ();

  self->longest_gap_ms = MAX (self->longest_gap_ms, (now - self->last_watch) / 1e3 - WATCH_MS);
  self->last_watch = now;
  self->most_memory_mib = MAX (self->most_memory_mib, read_memory_mib ());
  return G_SOURCE_CONTINUE;
}

/* The main loop of a program that has nothing else to do. */
static void
run_until (Bench *self, gboolean (*is_so) (Desk *desk), Desk *desk)
{
  double end = bench_line_now () + PATIENCE_S * 1e6;
  guint watch = g_timeout_add (WATCH_MS, watch_cb, self);

  self->last_watch = bench_line_now ();
  while (!is_so (desk))
    {
      must (bench_line_now () < end, NULL);
      g_main_context_iteration (NULL, TRUE);
    }
  watch_cb (self);
  g_source_remove (watch);
}

/* The n-th row's id, in the order of birth, as the desks give them. */
#define ID(kind, n) "('018f0000-0000-7" kind "-8000-' || lpad (to_hex (" n "), 12, '0'))::uuid"

/* A full day of bookings, one an hour, each day for years, with the triggers off: how they came there
 * is not what is measured. */
static void
fill_server (Bench *self)
{
  static const char script[] =
    "SET statement_timeout = 0;\n"
    "SET session_replication_role = replica;\n"
    "INSERT INTO public.clients (id, name, email, phone, notes)\n"
    "SELECT " ID (
      "001",
      "n") ", 'Marie Durand ' || n, 'marie' || n || '@example.com',\n"
           "  '+336' || lpad (n::text, 8, '0'), 'Prefers the morning'\n"
           "FROM generate_series (1, %1$d) AS n;\n"
           "INSERT INTO public.bookings (id, client_id, client_name, client_phone, booking_date,\n"
           "  booking_time, status, staff_id, duration_minutes, buffer_minutes, price)\n"
           "SELECT " ID ("002", "n") ", " ID (
             "001",
             "n %% %1$d + 1") ",\n"
                              "  'Marie Durand ' || (n %% %1$d + 1), '+336' || lpad ((n %% %1$d + 1)::text, 8, '0'),\n"
                              "  date '2000-01-01' + n / 10, time '09:00' + (n %% 10) * interval '1 hour', 'completed',\n"
                              "  '00000000-0000-7000-8000-000000000001', 60, 0, 45\n"
                              "FROM generate_series (1, %2$d) AS n;\n"
                              "INSERT INTO public.booking_services (id, booking_id, position, name, duration_minutes,\n"
                              "  buffer_minutes, price)\n"
                              "SELECT " ID ("003", "n") ", " ID (
                                "002",
                                "n") ", 0, 'Gel', 60, 0, 45\n"
                                     "FROM generate_series (1, %2$d) AS n;\n"
                                     "INSERT INTO salon.sync_rows (entity, id) SELECT 'clients', id::text FROM public.clients;\n"
                                     "INSERT INTO salon.sync_rows (entity, id) SELECT 'bookings', id::text FROM public.bookings;\n"
                                     "INSERT INTO salon.sync_rows (entity, id)\n"
                                     "SELECT 'booking_services', id::text FROM public.booking_services;\n"
                                     "SET session_replication_role = origin;\n"
                                     "ANALYZE;\n";
  g_autofree char *filled = g_strdup_printf (script, self->n_bookings / 10, self->n_bookings);

  fixture_execute (self->connection, filled);
}

static void
set_up (Bench *self, const char *program)
{
  g_autofree char *parent = g_path_get_dirname (program);
  g_autoptr (GError) error = NULL;

  self->folder = g_build_filename (parent, "sync-XXXXXX", NULL);
  must (g_mkdtemp (self->folder) != NULL, NULL);
  self->postgres = postgres_fixture_new ();
  self->database = postgres_fixture_create_database (self->postgres);
  self->connection = postgres_fixture_connect (self->postgres, self->database, NULL);
  must (salon_migrator_run (self->connection, 0, NULL, &error), error);
  salon_connection_set_patience (self->connection, 0);
  fill_server (self);
}

static void
pulled_cb (SalonSync *sync, SalonChange *change, gpointer data)
{
  Desk *desk = data;

  if (change != NULL)
    desk->n_rows_pulled += (guint) salon_change_get_n_edits (change);
}

static gpointer
join (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!salon_store_share (store, SALON_SHARE_JOIN, "postgresql://", NOW, error))
    return NULL;
  return g_strdup (salon_store_get_device (store));
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gpointer
run_in_worker (Desk *desk, SalonWorkerFunc func, gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer returned = NULL;

  salon_worker_run_async (desk->worker, func, data, NULL, NULL, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  returned = salon_worker_run_finish (desk->worker, result, &error);
  must (error == NULL, error);
  return returned;
}

/* A desk of its own that has joined and not begun to read. */
static void
open_desk (Bench *self, Desk *desk, const char *name)
{
  g_autoptr (SalonConnectionSettings) settings =
    postgres_fixture_dup_settings (self->postgres, self->database, NULL);
  g_autoptr (SalonRemote) remote = SALON_REMOTE (salon_postgres_remote_new (settings));
  g_autofree char *device = NULL;

  desk->path = g_build_filename (self->folder, name, NULL);
  desk->worker = salon_worker_new (desk->path);
  device = run_in_worker (desk, join, NULL);
  desk->sync = salon_sync_new (desk->worker, remote, device, name);
  g_signal_connect (desk->sync, "pulled", G_CALLBACK (pulled_cb), desk);
}

static void
close_desk (Desk *desk)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  salon_sync_stop (desk->sync);
  g_object_unref (desk->sync);
  salon_worker_close (desk->worker);
  g_object_unref (desk->worker);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (desk->path, endings[i], NULL);

      g_unlink (path);
    }
  g_free (desk->path);
}

static gboolean
is_up_to_date (Desk *desk)
{
  return salon_sync_get_status (desk->sync) == SALON_SYNC_STATUS_UP_TO_DATE
         && salon_sync_get_waiting (desk->sync) == 0;
}

static const char *const read_tables[] = { "clients", "bookings", "booking_services" };

/* Seconds. What comes is looked at by nobody. */
static double
copy_out (Bench *self)
{
  g_autoptr (PGconn) connection = NULL;
  const char *keywords[] = { "host", "dbname", "user", NULL };
  const char *values[] = { postgres_fixture_get_host (self->postgres), self->database,
                           POSTGRES_FIXTURE_OWNER, NULL };
  double since;

  connection = PQconnectdbParams (keywords, values, 0);
  must (PQstatus (connection) == CONNECTION_OK, NULL);
  since = bench_line_now ();
  for (gsize i = 0; i < G_N_ELEMENTS (read_tables); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("COPY (SELECT * FROM salon.wire_%s) TO STDOUT", read_tables[i]);
      g_autoptr (PGresult) begun = PQexec (connection, sql);
      char *bytes = NULL;

      must (PQresultStatus (begun) == PGRES_COPY_OUT, NULL);
      while (PQgetCopyData (connection, &bytes, 0) > 0)
        PQfreemem (bytes);
      PQclear (PQgetResult (connection));
      PQclear (PQgetResult (connection));
    }
  return (bench_line_now () - since) / 1e6;
}

static sqlite3_stmt *
prepare (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  must (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK, NULL);
  return statement;
}

/* Every row of @name once more, value by value, into the same table of an empty file. */
static void
insert_again (sqlite3 *from, sqlite3 *to, const char *name)
{
  g_autofree char *select = g_strdup_printf ("SELECT * FROM %s", name);
  sqlite3_stmt *rows = prepare (from, select);
  int n_columns = sqlite3_column_count (rows);
  GString *insert = g_string_new (NULL);
  sqlite3_stmt *row = NULL;

  g_string_printf (insert, "INSERT INTO %s VALUES (?", name);
  for (int i = 1; i < n_columns; i++)
    g_string_append (insert, ", ?");
  g_string_append_c (insert, ')');
  row = prepare (to, insert->str);
  while (sqlite3_step (rows) == SQLITE_ROW)
    {
      for (int i = 0; i < n_columns; i++)
        sqlite3_bind_value (row, i + 1, sqlite3_column_value (rows, i));
      must (sqlite3_step (row) == SQLITE_DONE, NULL);
      sqlite3_reset (row);
    }
  sqlite3_finalize (rows);
  sqlite3_finalize (row);
  g_string_free (insert, TRUE);
}

/* Columns, key and ordinary indexes of the file's own tables, without triggers, checks and generated
 * columns. Seconds. */
static double
insert_plainly (Bench *self, Desk *desk)
{
  g_autofree char *path = g_build_filename (self->folder, "plain", NULL);
  sqlite3 *from = NULL;
  sqlite3 *to = NULL;
  double since;
  double spent;

  must (sqlite3_open_v2 (desk->path, &from, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK, NULL);
  must (sqlite3_open (path, &to) == SQLITE_OK, NULL);
  sqlite3_exec (to, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (read_tables); i++)
    {
      g_autofree char *list = g_strdup_printf (
        "SELECT 'CREATE TABLE %s (' || group_concat (name || CASE pk WHEN 1 THEN ' PRIMARY KEY' ELSE '' END)\n"
        "  || ')' FROM pragma_table_xinfo ('%s')",
        read_tables[i], read_tables[i]);
      sqlite3_stmt *create = prepare (from, list);

      must (sqlite3_step (create) == SQLITE_ROW, NULL);
      must (sqlite3_exec (to, (const char *) sqlite3_column_text (create, 0), NULL, NULL, NULL)
              == SQLITE_OK,
            NULL);
      sqlite3_finalize (create);
    }
  since = bench_line_now ();
  sqlite3_exec (to, "BEGIN", NULL, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (read_tables); i++)
    insert_again (from, to, read_tables[i]);
  must (sqlite3_exec (to, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, NULL);
  spent = (bench_line_now () - since) / 1e6;
  sqlite3_close (from);
  sqlite3_close (to);
  g_unlink (path);
  return spent;
}

static void
bench_first_sync (Bench *self, Desk *desk)
{
  double floor_processor = -read_processor_s ();
  double floor = copy_out (self);
  double processor;
  double before;
  double since;
  double spent;

  floor_processor += read_processor_s ();
  before = read_memory_mib ();
  self->most_memory_mib = before;
  processor = -read_processor_s ();
  since = bench_line_now ();
  salon_sync_start (desk->sync);
  run_until (self, is_up_to_date, desk);
  spent = (bench_line_now () - since) / 1e6;
  processor += read_processor_s ();
  bench_line_print ("first-sync-memory", self->most_memory_mib - before, "MiB", 0, MEMORY_MIB);

  floor_processor -= read_processor_s ();
  floor += insert_plainly (self, desk);
  floor_processor += read_processor_s ();
  bench_line_print ("first-sync-floor", floor, "s", 0, 0);
  bench_line_print ("first-sync", spent, "s", 0, FIRST_SYNC_S);
  bench_line_print ("first-sync-floor-processor", floor_processor, "s", 0, 0);
  bench_line_print ("first-sync-processor", processor, "s", processor / floor_processor, 0);
}

static SalonChange *
make_change (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) client = json_object_new ();
  g_autofree char *id = salon_id_new ();

  json_object_set_string_member (client, "id", id);
  json_object_set_string_member (client, "name", "Louise Petit");
  json_object_set_string_member (client, "phone", "+33612345678");
  json_object_set_boolean_member (client, "is_blocked", FALSE);
  json_object_set_boolean_member (client, "sms_consent", TRUE);
  json_object_set_boolean_member (client, "email_consent", FALSE);
  json_object_set_string_member (client, "language", "fr");
  json_object_set_string_member (client, "created_at", "2026-03-12T09:30:00Z");
  salon_change_builder_insert (builder, "clients", client);
  return salon_change_builder_end (builder, "A client");
}

/* A hundred saves in a row, while nothing is sent: the thread of the sync waits for the worker. */
static gpointer
save_changes (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  for (int i = 0; i < N_CHANGES; i++)
    {
      g_autoptr (SalonChange) change = make_change ();
      g_autoptr (SalonChange) saved = salon_store_apply (store, change, NOW, error);

      if (saved == NULL)
        return NULL;
    }
  return NULL;
}

static gboolean
has_pulled_all (Desk *desk)
{
  return desk->n_rows_pulled >= N_CHANGES;
}

static void
add_since (GArray *samples, double since)
{
  double spent = (bench_line_now () - since) / 1e3;

  g_array_append_val (samples, spent);
}

static void
bench_exchange (Bench *self, Desk *giver, Desk *taker)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  double processor = 0;

  for (int i = 0; i < N_EXCHANGES; i++)
    {
      double since;

      taker->n_rows_pulled = 0;
      run_in_worker (giver, save_changes, NULL);
      processor -= read_processor_s ();
      since = bench_line_now ();
      salon_sync_wake (giver->sync);
      run_until (self, has_pulled_all, taker);
      add_since (samples, since);
      run_until (self, is_up_to_date, giver);
      run_until (self, is_up_to_date, taker);
      processor += read_processor_s ();
    }
  bench_line_print ("100-changes-processor", processor * 1e3 / N_EXCHANGES, "ms", 0, 0);
  bench_line_print ("100-changes", bench_line_median (samples), "ms", 0, EXCHANGE_MS);
  bench_line_print ("100-changes-worst", bench_line_worst (samples), "ms", 0, 0);
}

static gboolean
has_pulled (Desk *desk)
{
  return desk->n_rows_pulled > 0;
}

/* From before the commit, which somebody else makes, to the signal in the main loop. */
static void
bench_news (Bench *self, Desk *desk)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < N_COMMITS; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "UPDATE public.bookings SET notes = 'Note %d' WHERE id = " ID ("002", "%d"), i, i + 1);
      double since = bench_line_now ();

      desk->n_rows_pulled = 0;
      fixture_execute (self->connection, sql);
      run_until (self, has_pulled, desk);
      add_since (samples, since);
      run_until (self, is_up_to_date, desk);
    }
  bench_line_print ("commit-to-signal", bench_line_median (samples), "ms", 0, NEWS_MS);
  bench_line_print ("commit-to-signal-worst", bench_line_worst (samples), "ms", 0, NEWS_MS);
}

int
main (int argc, char **argv)
{
  Bench bench = { .n_bookings = argc > 1 ? atoi (argv[1]) : 100000 };
  Desk reception = { 0 };
  Desk laptop = { 0 };

  if (bench.n_bookings < 1000 || bench.n_bookings > 1000000)
    {
      g_printerr ("bench-sync [1000 … 1000000]: how many bookings\n");
      return 2;
    }
  set_up (&bench, argv[0]);
  printf ("# %d bookings, as many lines, %d clients\n", bench.n_bookings, bench.n_bookings / 10);
  open_desk (&bench, &reception, "reception");
  bench_first_sync (&bench, &reception);
  open_desk (&bench, &laptop, "laptop");
  salon_sync_start (laptop.sync);
  run_until (&bench, is_up_to_date, &laptop);
  bench_exchange (&bench, &reception, &laptop);
  bench_news (&bench, &laptop);
  bench_line_print ("main-loop-blocked", bench.longest_gap_ms, "ms", 0, BLOCKED_MS);

  close_desk (&reception);
  close_desk (&laptop);
  salon_connection_free (bench.connection);
  postgres_fixture_free (bench.postgres);
  g_rmdir (bench.folder);
  g_free (bench.folder);
  g_free (bench.database);
  return bench_line_get_verdict ();
}
