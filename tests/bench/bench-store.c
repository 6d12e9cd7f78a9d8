/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store costs with 100 000 bookings (or as many as the first argument says): what a screen
 * reads, what a save takes beyond the disk's own time. The file lies beside the program, on a disk
 * and not in memory, or the disk's time would be nobody's.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench-line.h"
#include "core/salon-booking.h"
#include "store/salon-id.h"
#include "store/salon-reader-private.h"
#include "store/salon-reader.h"
#include "store/salon-sample.h"

/* Wednesday 11 March 2026. */
#define TODAY 20523
#define N_QUESTIONS 100
#define N_RUNS 7
/* What the main thread may take from a frame. */
#define SCREEN_MS 5
#define N_SAVES 200
#define PAGE_CLIENTS 50
#define BARE_BYTES 32768

#define FIRST_STAFF_ID "00000000-0000-7000-8000-000000000001"

typedef struct
{
  char *folder;
  char *path;
  int n_bookings;
  int n_days; /* how far back the sample reaches */
  SalonStore *store;
  SalonReader *reader;
  int n_clients;
  GPtrArray *clients; /* the latest ones */
} Bench;

static void
must (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static GArray *
make_samples (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static void
add_sample (GArray *samples, double since)
{
  double spent = bench_line_now () - since;

  g_array_append_val (samples, spent);
}

/* What one screen asks: @index of a hundred different ones. */
typedef void (*Question) (Bench *self, int index);

/* The best of some runs each: what it takes when nobody else wants the processor. */
static GArray *
measure (Bench *self, Question ask, int n)
{
  GArray *samples = make_samples ();

  for (int i = 0; i < n; i++)
    {
      double best = G_MAXDOUBLE;

      for (int k = 0; k < N_RUNS; k++)
        {
          double since = bench_line_now ();

          ask (self, i);
          best = MIN (best, bench_line_now () - since);
        }
      g_array_append_val (samples, best);
    }
  return samples;
}

static void
judge (Bench *self, const char *name, Question ask, int n)
{
  g_autoptr (GArray) samples = measure (self, ask, n);
  g_autofree char *worst = g_strconcat (name, "-worst", NULL);

  bench_line_print (name, bench_line_median (samples) / 1e3, "ms", 0, SCREEN_MS);
  bench_line_print (worst, bench_line_worst (samples) / 1e3, "ms", 0, SCREEN_MS);
}

/* The same for the same @index, spread over the whole of the past. */
static SalonDay
pick_day (Bench *self, int index)
{
  return TODAY - 7 - (int) ((gint64) self->n_days * index / N_QUESTIONS);
}

static void
set_up (Bench *self, const char *program)
{
  g_autofree char *parent = g_path_get_dirname (program);
  g_autoptr (GError) error = NULL;
  double since;

  self->folder = g_build_filename (parent, "store-XXXXXX", NULL);
  must (g_mkdtemp (self->folder) != NULL, NULL);
  self->path = g_build_filename (self->folder, "salon.sqlite", NULL);
  self->store = salon_store_open (self->path, &error);
  must (self->store != NULL, error);

  since = bench_line_now ();
  must (salon_sample_fill (self->store, salon_moment (TODAY, 12 * 60), self->n_bookings, 1, NULL,
                           &error),
        error);
  bench_line_print ("fill-a-sample/booking", (bench_line_now () - since) / self->n_bookings, "us",
                    0, 0);

  since = bench_line_now ();
  self->reader = salon_reader_open (self->path, &error);
  must (self->reader != NULL, error);
  bench_line_print ("open-the-reader", (bench_line_now () - since) / 1e3, "ms", 0, 5);
  self->n_clients = salon_reader_count_clients (self->reader, &error);
  must (self->n_clients >= 0, error);
  self->clients = salon_reader_search_clients (self->reader, "", N_QUESTIONS, &error);
  must (self->clients != NULL, error);
  self->n_days = MAX (14, (int) ((gint64) self->n_bookings * 7 / 40) - 100);
}

static void
tear_down (Bench *self)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  g_ptr_array_unref (self->clients);
  g_object_unref (self->reader);
  g_object_unref (self->store);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->path, endings[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static sqlite3_stmt *
prepare_plain (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  must (sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
          == SQLITE_OK,
        NULL);
  return statement;
}

static int
step_plain (sqlite3_stmt *statement, SalonDay from, SalonDay to)
{
  int n_rows = 0;

  sqlite3_bind_int64 (statement, 1, salon_moment (from, 0));
  sqlite3_bind_int64 (statement, 2, salon_moment (to, 0));
  while (sqlite3_step (statement) == SQLITE_ROW)
    n_rows++;
  sqlite3_reset (statement);
  return n_rows;
}

/* The same two statements, stepped and thrown away, against a list of values of ours. Medians of
 * runs that take turns, so that both have the same neighbours. */
static void
bench_range (Bench *self, const char *name, int days)
{
  g_autoptr (GArray) ours = make_samples ();
  g_autoptr (GArray) plain = make_samples ();
  g_autofree char *plain_name = g_strconcat (name, "-plain", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *bookings = NULL;
  sqlite3_stmt *lines = NULL;
  double floor;

  must (sqlite3_open_v2 (self->path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL)
          == SQLITE_OK,
        NULL);
  sqlite3_exec (database, "PRAGMA cache_size = -4096", NULL, NULL, NULL);
  bookings = prepare_plain (database, salon_reader_bookings_sql);
  lines = prepare_plain (database, salon_reader_lines_sql);

  for (int i = 0; i < N_QUESTIONS * N_RUNS; i++)
    {
      SalonDay from = pick_day (self, i / N_RUNS);
      g_autoptr (GPtrArray) list = NULL;
      double since = bench_line_now ();
      int n_rows = step_plain (bookings, from, from + days);

      step_plain (lines, from, from + days);
      if (i % N_RUNS > 0) /* the first of a week also pays for the disk */
        add_sample (plain, since);

      since = bench_line_now ();
      list = salon_reader_list_bookings (self->reader, from, from + days, SALON_BOOKINGS_ALL, NULL);
      if (i % N_RUNS > 0)
        add_sample (ours, since);
      must (list != NULL && (int) list->len == n_rows, NULL);
    }
  sqlite3_finalize (bookings);
  sqlite3_finalize (lines);
  sqlite3_close (database);

  floor = bench_line_median (plain);
  bench_line_print (plain_name, floor / 1e3, "ms", 0, 0);
  bench_line_print (name, bench_line_median (ours) / 1e3, "ms", bench_line_median (ours) / floor,
                    2);
}

static void
ask_week (Bench *self, int index)
{
  SalonDay from = pick_day (self, index);
  g_autoptr (GPtrArray) list =
    salon_reader_list_bookings (self->reader, from, from + 7, SALON_BOOKINGS_ALL, NULL);

  must (list != NULL, NULL);
}

static void
ask_month (Bench *self, int index)
{
  SalonDay from = pick_day (self, index);
  g_autoptr (GPtrArray) list =
    salon_reader_list_bookings (self->reader, from, from + 42, SALON_BOOKINGS_ALL, NULL);

  must (list != NULL, NULL);
}

static void
ask_loads (Bench *self, int index)
{
  SalonDay from = pick_day (self, index);
  g_autoptr (GArray) loads = salon_reader_list_day_loads (self->reader, from, from + 42, NULL);

  must (loads != NULL, NULL);
}

static void
ask_page (Bench *self, int index)
{
  g_autoptr (GPtrArray) page =
    salon_reader_list_clients (self->reader, (int) ((gint64) self->n_clients * index / N_QUESTIONS),
                               PAGE_CLIENTS, NULL);

  must (page != NULL && page->len > 0, NULL);
}

/* What is typed, letter by letter, and what hurts: letters and words that nearly all clients have,
 * and pairs of them that no client has. */
static const char *const typed[] = {
  "",         "m",         "ma",         "mar",         "mari",       "marie",    "marie d",
  "marie du", "marie dur", "marie dura", "d",           "du",         "dupont",   "duva",
  "e",        "é",         "elodie",     "oeuv",        "œuvrard",    "nguyen",   "le g",
  "exam",     "example",   "com",        "example.com", "org net",    "m d",      "a m p",
  "06",       "063",       "0639",       "06 39 98",    "06 39 98 1", "998",      "99 8",
  "+336",     "0033639",   "33",         "12",          "123",        "1234",     "marie 12",
  "zzz",      "com zzz",   "com org",    "a zzz",       "toujours",   "the vert", "sans sucre com",
  "enceinte",
};

static void
ask_search (Bench *self, int index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) clients =
    salon_reader_search_clients (self->reader, typed[index], PAGE_CLIENTS, &error);

  must (clients != NULL, error);
}

static void
tell_searches (Bench *self)
{
  g_autoptr (GArray) samples = measure (self, ask_search, G_N_ELEMENTS (typed));

  for (guint i = 0; i < samples->len; i++)
    printf ("# “%s” %.3f ms\n", typed[i], g_array_index (samples, double, i) / 1e3);
}

/* The page of a client: her figures and her latest visits. */
static void
ask_client (Bench *self, int index)
{
  const SalonClientFields *client =
    salon_client_get_fields (g_ptr_array_index (self->clients, index));
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_client_bookings (self->reader, client->id, PAGE_CLIENTS, NULL);
  SalonClientSummary summary;

  must (bookings != NULL
          && salon_reader_summarise_client (self->reader, client->id, salon_moment (TODAY, 600),
                                            &summary, NULL),
        NULL);
}

/* A client, a booking of hers and its two lines: what the editor saves at most. In the far future,
 * where the sample has nobody. */
static SalonChange *
make_change (Bench *self, int number)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonClient) client = NULL;
  g_autoptr (SalonBooking) booking = NULL;
  g_autofree char *client_id = salon_id_new ();
  g_autofree char *booking_id = salon_id_new ();
  g_autofree char *first_id = salon_id_new ();
  g_autofree char *second_id = salon_id_new ();
  const SalonBookingLine lines[] = {
    { .id = first_id, .name = "Gel", .duration_minutes = 60, .price_cents = 4500 },
    { .id = second_id, .name = "Sourcils", .duration_minutes = 20, .price_cents = 1800 },
  };

  client = salon_client_new (&(SalonClientFields) {
    .id = client_id,
    .name = "Marie Durand",
    .phone = "+33639981234",
    .language = "fr",
    .created_at = 1773307800,
  });
  booking = salon_booking_new (&(SalonBookingFields) {
    .id = booking_id,
    .staff_id = FIRST_STAFF_ID,
    .client_id = client_id,
    .client_name = "Marie Durand",
    .client_phone = "+33639981234",
    .day = TODAY + 400 + number,
    .minute = 600,
    .duration_minutes = 80,
    .price_cents = 6300,
    .status = SALON_BOOKING_CONFIRMED,
    .payment_status = "pending",
    .created_at = 1773307800,
    .lines = lines,
    .n_lines = G_N_ELEMENTS (lines),
  });
  salon_client_add_insert (client, builder);
  salon_booking_add_insert (booking, builder);
  return salon_change_builder_end (builder, "New booking for Marie Durand");
}

static void
write_bare (int fd)
{
  static const char bytes[BARE_BYTES] = { 1 };

  must (write (fd, bytes, sizeof bytes) == (gssize) sizeof bytes && fdatasync (fd) == 0, NULL);
}

/* What the same disk takes for as many bytes, one after the other with the saves. */
static void
bench_save (Bench *self)
{
  g_autoptr (GArray) saves = make_samples ();
  g_autoptr (GArray) bare = make_samples ();
  g_autofree char *path = g_build_filename (self->folder, "bare", NULL);
  int fd = g_open (path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  double floor;
  double median;

  must (fd >= 0, NULL);
  for (int i = 0; i < N_SAVES; i++)
    {
      g_autoptr (SalonChange) change = make_change (self, i);
      g_autoptr (SalonChange) saved = NULL;
      g_autoptr (GError) error = NULL;
      double since = bench_line_now ();

      write_bare (fd);
      add_sample (bare, since);
      since = bench_line_now ();
      saved = salon_store_apply (self->store, change, 1773307800, &error);
      add_sample (saves, since);
      must (saved != NULL, error);
    }
  close (fd);
  g_unlink (path);

  floor = bench_line_median (bare);
  median = bench_line_median (saves);
  bench_line_print ("disk-write-synced", floor / 1e3, "ms", 0, 0);
  bench_line_print ("save", median / 1e3, "ms", 0, 0);
  bench_line_print ("save-own-time", MAX (0, median - floor) / 1e3, "ms", 0, 5);
  bench_line_print ("save-own-time-worst", (bench_line_worst (saves) - floor) / 1e3, "ms", 0, 0);
}

int
main (int argc, char **argv)
{
  Bench bench = { .n_bookings = argc > 1 ? atoi (argv[1]) : 100000 };

  if (bench.n_bookings < 1000 || bench.n_bookings > 1000000)
    {
      g_printerr ("bench-store [1000 … 1000000]: how many bookings\n");
      return 2;
    }
  set_up (&bench, argv[0]);
  printf ("# %d bookings, %d clients\n", bench.n_bookings, bench.n_clients);
  bench_range (&bench, "week-query", 7);
  bench_range (&bench, "month-query", 42);
  judge (&bench, "week", ask_week, N_QUESTIONS);
  judge (&bench, "month", ask_month, N_QUESTIONS);
  judge (&bench, "month-loads", ask_loads, N_QUESTIONS);
  judge (&bench, "clients-page", ask_page, N_QUESTIONS);
  judge (&bench, "client-page", ask_client, (int) bench.clients->len);
  judge (&bench, "client-search", ask_search, G_N_ELEMENTS (typed));
  if (g_getenv ("SALON_BENCH_TELL") != NULL)
    tell_searches (&bench);
  bench_save (&bench);
  tear_down (&bench);
  return bench_line_get_verdict ();
}
