/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an import costs: a table of clients and one of bookings (20 000 rows, or as many as the first
 * argument says), from the bytes of the file to the rows in the store with history, outbox and search. The
 * floor is the same rows in plain SQLite, with bound values and nothing kept of the change. The file lies
 * beside the program, on a disk and not in memory.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench-line.h"
#include "exchange/salon-import.h"
#include "store/salon-id.h"
#include "store/salon-reader.h"
#include "store/salon-store.h"

#define N_RUNS 5
#define NOW 1773307800
/* Rows a second into the store. */
#define GOAL 70000

#define STAFF_ID "00000000-0000-7000-8000-000000000001"

typedef struct
{
  char *folder;
  char *path;
  int n_rows;
  GTimeZone *zone;
  SalonStore *store;
} Bench;

static void
must (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

/* Microseconds that this program has had of the processor: on a busy machine the clock tells of others. */
static double
processor_now (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);
  return (double) spent.tv_sec * 1e6 + (double) spent.tv_nsec / 1e3;
}

static void
remove_file (Bench *self)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->path, endings[i], NULL);

      g_unlink (path);
    }
}

static void
open_empty (Bench *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->store);
  remove_file (self);
  self->store = salon_store_open (self->path, &error);
  must (self->store != NULL, error);
}

static GString *
make_clients (Bench *self)
{
  GString *text = g_string_new ("Nom;Prénom;Téléphone;E-mail;Notes\r\n");

  for (int i = 0; i < self->n_rows; i++)
    g_string_append_printf (text, "Durand%d;Marie;06 39 98 %02d %02d;marie%d@example.com;calme\r\n",
                            i, i / 100 % 100, i % 100, i);
  return text;
}

/* A booking an hour, ten a day, of people without a card. */
static GString *
make_bookings (Bench *self)
{
  GString *text = g_string_new ("Date;Heure;Durée;Client;Prestation;Prix;Statut\r\n");
  SalonDay first = salon_day_from_ymd (2020, 1, 1);

  for (int i = 0; i < self->n_rows; i++)
    {
      g_autofree char *day = salon_day_format (first + i / 10);

      g_string_append_printf (text, "%s;%02d:00;60;Marie Durand%d;Pose gel;45,00;Terminé\r\n", day,
                              9 + i % 10, i);
    }
  return text;
}

static SalonChange *
read_change (Bench *self, const GString *text)
{
  const SalonImportSettings settings = { .staff_id = STAFF_ID,
                                         .language = "fr",
                                         .nobody = "Passage",
                                         .category = "autres",
                                         .today = salon_day_from_ymd (2026, 3, 12),
                                         .now = NOW,
                                         .make_id = salon_id_new };
  const SalonKnown known = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonSheet) sheet = salon_sheet_read ((const guint8 *) text->str, text->len, &error);
  SalonForeignKind kind;
  g_autofree SalonColumnField *fields = NULL;
  g_autoptr (SalonForeignRows) rows = NULL;

  must (sheet != NULL, error);
  kind = salon_column_guess_kind (sheet);
  fields = salon_column_guess_fields (sheet, kind);
  rows = salon_foreign_rows_read_sheet (sheet, kind, fields, self->zone);
  salon_import_match (rows, &known);
  return salon_import_plan (rows, &known, &settings, "Import");
}

static gint64
read_number (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 number = 0;

  must (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK, NULL);
  if (sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

/* The rows that the import has made, into the same tables of another file, triggers off. */
static double
copy_plainly (Bench *self)
{
  static const char *const tables[] = { "clients", "bookings", "booking_services" };
  static const char *const columns[] = {
    "id, name, email, phone, allergies, notes, is_blocked, sms_consent, email_consent, language, "
    "merged_into, anonymised_at, created_at",
    "id, service_id, client_name, client_email, client_phone, booking_date, booking_time, status, "
    "payment_status, notes, created_at, client_id, staff_id, duration_minutes, buffer_minutes, price",
    "id, booking_id, position, service_id, name, duration_minutes, buffer_minutes, price",
  };
  g_autofree char *path = g_build_filename (self->folder, "plain.sqlite", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS source", self->path);
  g_autoptr (SalonStore) empty = salon_store_open (path, NULL);
  sqlite3 *database = NULL;
  double since, spent;

  g_clear_object (&empty);
  must (sqlite3_open (path, &database) == SQLITE_OK, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  must (sqlite3_exec (database, attach, NULL, NULL, NULL) == SQLITE_OK, NULL);
  since = bench_line_now ();
  sqlite3_exec (database, "BEGIN", NULL, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO main.%s (%s) SELECT %s FROM source.%s",
                                              tables[i], columns[i], columns[i], tables[i]);

      must (sqlite3_exec (database, sql, NULL, NULL, NULL) == SQLITE_OK, NULL);
    }
  must (sqlite3_exec (database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, NULL);
  spent = bench_line_now () - since;
  must (read_number (database, "SELECT count (*) FROM main.clients")
          == read_number (database, "SELECT count (*) FROM source.clients"),
        NULL);
  sqlite3_close (database);
  g_unlink (path);
  return spent;
}

static void
measure (Bench *self, const char *name, const GString *text, double limit)
{
  double best_read = G_MAXDOUBLE, best_store = G_MAXDOUBLE, best_undo = G_MAXDOUBLE;
  double best_plain = G_MAXDOUBLE, best_processor = G_MAXDOUBLE;
  gsize n_rows = 0;
  g_autofree char *reading = g_strconcat (name, "-from-the-file", NULL);
  g_autofree char *storing = g_strconcat (name, "-into-the-store", NULL);
  g_autofree char *whole = g_strconcat (name, "-in-all", NULL);
  g_autofree char *undoing = g_strconcat (name, "-undo", NULL);
  g_autofree char *plain = g_strconcat (name, "-plain-sqlite", NULL);
  g_autofree char *working = g_strconcat (name, "-into-the-store-of-processor", NULL);

  for (int i = 0; i < N_RUNS; i++)
    {
      g_autoptr (SalonChange) change = NULL;
      g_autoptr (SalonChange) applied = NULL;
      g_autoptr (SalonChange) undone = NULL;
      g_autoptr (GError) error = NULL;
      double since = bench_line_now ();
      double processor;

      change = read_change (self, text);
      best_read = MIN (best_read, bench_line_now () - since);
      n_rows = salon_change_get_n_edits (change);
      open_empty (self);
      processor = processor_now ();
      since = bench_line_now ();
      applied = salon_store_apply (self->store, change, NOW, &error);
      best_store = MIN (best_store, bench_line_now () - since);
      best_processor = MIN (best_processor, processor_now () - processor);
      must (applied != NULL, error);
      best_plain = MIN (best_plain, copy_plainly (self));
      since = bench_line_now ();
      undone = salon_store_undo (self->store, NOW, &error);
      best_undo = MIN (best_undo, bench_line_now () - since);
      must (undone != NULL, error);
    }
  printf ("# %s: %" G_GSIZE_FORMAT " rows of tables\n", name, n_rows);
  bench_line_print (plain, (double) n_rows * 1e6 / best_plain, "rows/s", 0, 0);
  bench_line_print (reading, (double) n_rows * 1e6 / best_read, "rows/s", 0, 0);
  bench_line_print (undoing, (double) n_rows * 1e6 / best_undo, "rows/s", 0, 0);
  bench_line_print (whole, (double) n_rows * 1e6 / (best_read + best_store), "rows/s", 0, 0);
  bench_line_print (working, (double) n_rows * 1e6 / best_processor, "rows/s", 0, 0);
  /* Against the time that the goal allows: above 1 is too slow. */
  bench_line_print (storing, (double) n_rows * 1e6 / best_store, "rows/s",
                    best_store * GOAL / ((double) n_rows * 1e6), limit);
}

int
main (int argc, char **argv)
{
  Bench bench = { .n_rows = argc > 1 ? atoi (argv[1]) : 20000 };
  g_autofree char *parent = g_path_get_dirname (argv[0]);
  g_autoptr (GString) clients = NULL;
  g_autoptr (GString) bookings = NULL;

  if (bench.n_rows < 1000 || bench.n_rows > 100000)
    {
      g_printerr ("bench-import [1000 … 100000]: how many rows\n");
      return 2;
    }
  bench.folder = g_build_filename (parent, "import-XXXXXX", NULL);
  must (g_mkdtemp (bench.folder) != NULL, NULL);
  bench.path = g_build_filename (bench.folder, "salon.sqlite", NULL);
  bench.zone = g_time_zone_new_identifier ("Europe/Paris");
  clients = make_clients (&bench);
  bookings = make_bookings (&bench);
  measure (&bench, "import-bookings", bookings, 1);
  measure (&bench, "import-clients", clients, 1);
  g_clear_object (&bench.store);
  remove_file (&bench);
  g_rmdir (bench.folder);
  g_time_zone_unref (bench.zone);
  g_free (bench.path);
  g_free (bench.folder);
  return bench_line_get_verdict ();
}
