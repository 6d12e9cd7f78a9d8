/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the figures cost: of any stretch of days, with everything added up and with a few months that were
 * written since, at 100 000 bookings and at 1 000 000 (or as many as the arguments say); and what it
 * costs to add everything up. The file lies beside the program, on a disk and not in memory.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench-line.h"
#include "store/salon-reader-private.h"
#include "store/salon-reader-statistics.h"
#include "store/salon-sample.h"
#include "store/salon-statistics-fold.h"
#include "store/salon-store-private.h"

/* Wednesday 11 March 2026. */
#define TODAY 20523
#define N_RUNS 7
#define FEW_BOOKINGS 100000
#define FEW_MS 35
#define MANY_MS 50

typedef struct
{
  char *folder;
  char *path;
  int n_bookings;
  SalonStore *store;
  SalonReader *reader;
} Bench;

static void
must (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static void
print (Bench *self, const char *name, double value, const char *unit, double limit)
{
  g_autofree char *full = g_strdup_printf ("%s-at-%d", name, self->n_bookings);

  bench_line_print (full, value, unit, 0, limit);
}

static void
set_up (Bench *self, const char *program)
{
  g_autofree char *parent = g_path_get_dirname (program);
  g_autoptr (GError) error = NULL;

  self->folder = g_build_filename (parent, "statistics-XXXXXX", NULL);
  must (g_mkdtemp (self->folder) != NULL, NULL);
  self->path = g_build_filename (self->folder, "salon.sqlite", NULL);
  self->store = salon_store_open (self->path, &error);
  must (self->store != NULL, error);
  must (salon_sample_fill (self->store, salon_moment (TODAY, 12 * 60), self->n_bookings, 1, NULL,
                           &error),
        error);
  self->reader = salon_reader_open (self->path, &error);
  must (self->reader != NULL, error);
}

static void
tear_down (Bench *self)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

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

/* The best of some runs: what it takes when nobody else wants the processor. */
static double
ask (Bench *self, SalonDay from, SalonDay to)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < N_RUNS; i++)
    {
      double since = bench_line_now ();
      g_autoptr (GError) error = NULL;
      SalonGrain grain =
        from == SALON_DAY_NONE ? SALON_GRAIN_YEAR : salon_grain_for_days (from, to);
      g_autoptr (SalonStatistics) found =
        salon_reader_statistics_get (self->reader, from, to, TODAY, grain, &error);

      must (found != NULL && found->states[SALON_BOOKING_COMPLETED].n > 0, error);
      best = MIN (best, bench_line_now () - since);
    }
  return best / 1e3;
}

static void
ask_all (Bench *self, const char *state)
{
  static const struct
  {
    const char *name;
    SalonDay from;
    SalonDay to;
  } stretches[] = {
    { "week", TODAY - 9, TODAY - 2 },
    { "month", TODAY - 10 - 28, TODAY - 10 },
    { "quarter", TODAY - 69 - 92, TODAY - 69 },
    { "year", TODAY - 435, TODAY - 70 },
    { "odd-400-days", TODAY - 777, TODAY - 377 },
    { "ten-years", TODAY - 3700, TODAY - 50 },
    { "forty-years", TODAY - 14613, TODAY - 13 },
    { "all-time", SALON_DAY_NONE, SALON_DAY_NONE },
  };
  double worst = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (stretches); i++)
    {
      double spent = ask (self, stretches[i].from, stretches[i].to);

      printf ("# %s, %s: %.2f ms\n", state, stretches[i].name, spent);
      worst = MAX (worst, spent);
    }
  print (self, state, worst, "ms", self->n_bookings <= FEW_BOOKINGS ? FEW_MS : MANY_MS);
}

static void
settle (Bench *self)
{
  g_autoptr (GError) error = NULL;
  double since = bench_line_now ();

  must (salon_statistics_fold_settle (self->store, &error), error);
  print (self, "add-up-a-month", (bench_line_now () - since) / 4e3, "ms", 0);
}

static void
add_everything_up (Bench *self)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *database = salon_store_get_database (self->store);
  double since;

  must (salon_store_begin (self->store, &error)
          && salon_sqlite_execute (database, "DELETE FROM statistics", &error)
          && salon_statistics_fold_mark_all (database, &error)
          && salon_store_commit (self->store, NULL, &error),
        error);
  since = bench_line_now ();
  must (salon_statistics_fold_settle (self->store, &error), error);
  print (self, "add-everything-up/booking", (bench_line_now () - since) / self->n_bookings, "us",
         0);
}

/* As after some saves: the last four months that have bookings. */
static void
make_stale (Bench *self)
{
  g_autoptr (GError) error = NULL;

  must (salon_sqlite_execute (salon_store_get_database (self->store),
                              "INSERT INTO statistics_stale (month, parts)\n"
                              "SELECT start, 15 FROM statistics WHERE grain = 1 AND kind = 1\n"
                              "GROUP BY start ORDER BY start DESC LIMIT 4",
                              &error),
        error);
}

static void
bench (int n_bookings, const char *program)
{
  Bench self = { .n_bookings = n_bookings };

  set_up (&self, program);
  ask_all (&self, "figures");
  make_stale (&self);
  ask_all (&self, "figures-with-four-months-stale");
  settle (&self);
  add_everything_up (&self);
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (argc < 2)
    {
      bench (FEW_BOOKINGS, argv[0]);
      bench (10 * FEW_BOOKINGS, argv[0]);
    }
  for (int i = 1; i < argc; i++)
    bench (atoi (argv[i]), argv[0]);
  return bench_line_get_verdict ();
}
