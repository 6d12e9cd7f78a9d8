/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What paper costs in a salon with as many bookings as its file has: from the rows to the bytes of a
 * PDF, everything between the click and the printer. The weeks are those of the past year; how many
 * bookings the fullest of them has is told.
 */
#include <stdio.h>

#include "bench-line.h"
#include "printing/salon-print-request.h"

/* Monday 9 March 2026, the week of the sample's present. */
#define THIS_WEEK 20521
#define N_WEEKS 52
#define N_RUNS 5
#define PRINT_MS 50

static double
print_once (SalonSession *session, SalonDay day, int n_days)
{
  const SalonPrintRequest request = { SALON_PRINT_DAYS, day, n_days, NULL };
  double since = bench_line_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonDocument) document =
    salon_print_request_create_document (&request, session, &salon_print_options_default, &error);
  g_autoptr (GBytes) pdf = NULL;

  if (document == NULL)
    g_error ("%s", error->message);
  pdf = salon_document_to_pdf (document);
  return bench_line_now () - since;
}

static guint
count_bookings (SalonSession *session, SalonDay day, int n_days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (session), day, day + n_days,
                                SALON_BOOKINGS_WITHOUT_CANCELLED, &error);

  if (bookings == NULL)
    g_error ("%s", error->message);
  return bookings->len;
}

/* The best of some runs of each week: what it takes when nobody else wants the processor. */
static void
judge (SalonSession *session, const char *name, SalonDay last, int n_days)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *worst = g_strconcat (name, "-worst", NULL);
  guint n_most = 0;

  for (int week = 0; week < N_WEEKS; week++)
    {
      SalonDay day = last - 7 * week;
      double best = G_MAXDOUBLE;

      for (int run = 0; run < N_RUNS; run++)
        best = MIN (best, print_once (session, day, n_days));
      g_array_append_val (samples, best);
      n_most = MAX (n_most, count_bookings (session, day, n_days));
    }
  printf ("# %s: up to %u bookings\n", name, n_most);
  bench_line_print (name, bench_line_median (samples) / 1e3, "ms", 0, PRINT_MS);
  bench_line_print (worst, bench_line_worst (samples) / 1e3, "ms", 0, PRINT_MS);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonSession) session = NULL;

  if (argc != 2)
    {
      g_printerr ("bench-print SALON: the file of a salon\n");
      return 2;
    }
  session = salon_session_open (argv[1], TRUE, &error);
  if (session == NULL)
    g_error ("%s", error->message);
  salon_session_set_now (session, salon_moment (THIS_WEEK, 600));
  /* Fonts are looked for once. */
  bench_line_print ("print-first", print_once (session, THIS_WEEK, 7) / 1e3, "ms", 0, 0);
  judge (session, "print-week", THIS_WEEK, 7);
  judge (session, "print-day", THIS_WEEK + 3, 1);
  salon_session_close (session);
  return bench_line_get_verdict ();
}
