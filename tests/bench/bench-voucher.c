/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a voucher costs: the first one, which looks for fonts; each after it, in every look on every
 * paper; a batch of hundreds in the thread of the desk, and how long the window waits meanwhile; and
 * the picture of one on the screen. The floor is a page with the same texts, set by Pango without being
 * fitted into anything.
 */
#include <stdio.h>

#include "bench-line.h"
#include "print/salon-appointment-card.h"
#include "voucher-samples.h"
#include "vouchers/salon-voucher-pdf.h"

#define N_RUNS 9
#define N_BATCH 500
#define FIRST_MS 40
#define EACH_MS 4
#define MOST_TIMES_FLOOR 8
#define BATCH_MS 2000
#define GAP_MS 100
#define PREVIEW_MS 50
#define PREVIEW_WIDTH 1600
#define PREVIEW_HEIGHT 1128
#define TICK_MS 2

static SalonVoucher *
create (SalonVoucherLook look, SalonVoucherPaper paper, Sample sample)
{
  g_autoptr (SalonVoucherDesign) design = sample_create_design (look, paper);
  SalonVoucher *voucher = salon_voucher_new ("Bon cadeau", design);

  salon_voucher_add (voucher, sample_get_content (sample));
  return voucher;
}

static double
make_once (SalonVoucherLook look, SalonVoucherPaper paper, Sample sample)
{
  double since = bench_line_now ();
  g_autoptr (SalonVoucher) voucher = create (look, paper, sample);
  g_autoptr (GBytes) pdf = salon_document_to_pdf (SALON_DOCUMENT (voucher));

  return bench_line_now () - since;
}

/* The plainest document there is, with as many words. */
static double
make_floor (void)
{
  const SalonVoucherContent *content = sample_get_content (SAMPLE_AMOUNT);
  const SalonAppointmentCardTexts texts = {
    .salon = content->salon,
    .contact = content->contact,
    .title = content->heading,
    .client = content->recipient,
    .moment = content->expiry,
    .services = content->message,
    .remark = content->terms,
  };
  double since = bench_line_now ();
  g_autoptr (SalonAppointmentCard) card = salon_appointment_card_new (&texts);
  g_autoptr (GBytes) pdf = salon_document_to_pdf (SALON_DOCUMENT (card));

  return bench_line_now () - since;
}

static double
measure_floor (void)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (int run = 0; run < 3 * N_RUNS; run++)
    {
      double taken = make_floor ();

      g_array_append_val (samples, taken);
    }
  return bench_line_median (samples) / 1e3;
}

/* The best of some runs of each: what it takes when nobody else wants the processor. */
static void
judge_each (double floor)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      for (int sample = 0; sample < N_SAMPLES; sample++)
        {
          double best = G_MAXDOUBLE;

          for (int run = 0; run < N_RUNS; run++)
            best = MIN (best, make_once (look, paper, sample));
          g_array_append_val (samples, best);
        }
  double median = bench_line_median (samples) / 1e3;
  bench_line_print ("voucher-each", median, "ms", 0, EACH_MS);
  bench_line_print ("voucher-each-to-plain-text", median, "ms", median / floor, MOST_TIMES_FLOOR);
  bench_line_print ("voucher-worst", bench_line_worst (samples) / 1e3, "ms", 0, 0);
}

typedef struct
{
  SalonVoucherPdf *pdf;
  GdkTexture *picture;
  double last_tick;
  double longest; /* between two ticks of the main loop */
} Desk;

static gboolean
tick_cb (gpointer user_data)
{
  Desk *desk = user_data;
  double now = bench_line_now ();

  desk->longest = MAX (desk->longest, now - desk->last_tick);
  desk->last_tick = now;
  return G_SOURCE_CONTINUE;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;

  desk->pdf = salon_voucher_pdf_make_finish (result, &error);
  if (desk->pdf == NULL)
    g_error ("%s", error->message);
}

static void
judge_batch (Desk *desk)
{
  g_autoptr (SalonVoucherDesign) design =
    sample_create_design (SALON_VOUCHER_CLASSIC, SALON_VOUCHER_A5);
  SalonVoucher *batch = salon_voucher_new ("Bons cadeaux", design);
  int n_done = 0;
  double since;
  guint tick;

  for (guint i = 0; i < N_BATCH; i++)
    salon_voucher_add (batch, sample_get_content (i % 2 == 0 ? SAMPLE_AMOUNT : SAMPLE_SERVICE));
  since = desk->last_tick = bench_line_now ();
  tick = g_timeout_add (TICK_MS, tick_cb, desk);
  salon_voucher_pdf_make_async (batch, &n_done, NULL, made_cb, desk);
  while (desk->pdf == NULL)
    g_main_context_iteration (NULL, TRUE);
  bench_line_print ("voucher-batch-500", (bench_line_now () - since) / 1e3, "ms", 0, BATCH_MS);
  bench_line_print ("voucher-batch-window-waits", desk->longest / 1e3, "ms", 0, GAP_MS);
  printf ("# the file has %zu KB\n",
          g_bytes_get_size (salon_voucher_pdf_get_bytes (desk->pdf)) / 1024);
  g_source_remove (tick);
  g_clear_object (&desk->pdf);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;

  desk->picture = salon_voucher_pdf_draw_finish (SALON_VOUCHER_PDF (source), result, &error);
  if (desk->picture == NULL)
    g_error ("%s", error->message);
}

/* From the card to its picture on a large screen: what comes after a key in the form. */
static double
show_once (Desk *desk, SalonVoucherLook look)
{
  double since = bench_line_now ();

  salon_voucher_pdf_make_async (create (look, SALON_VOUCHER_A5, SAMPLE_AMOUNT), NULL, NULL, made_cb,
                                desk);
  while (desk->pdf == NULL)
    g_main_context_iteration (NULL, TRUE);
  salon_voucher_pdf_draw_async (desk->pdf, 0, PREVIEW_WIDTH, PREVIEW_HEIGHT, drawn_cb, desk);
  while (desk->picture == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&desk->picture);
  g_clear_object (&desk->pdf);
  return bench_line_now () - since;
}

static void
judge_preview (Desk *desk)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    {
      double best = G_MAXDOUBLE;

      for (int run = 0; run < N_RUNS; run++)
        best = MIN (best, show_once (desk, look));
      g_array_append_val (samples, best);
    }
  bench_line_print ("voucher-preview", bench_line_worst (samples) / 1e3, "ms", 0, PREVIEW_MS);
}

int
main (int argc, char **argv)
{
  Desk desk = { 0 };
  /* The list of fonts is read once by every program; the desk has shown texts long before. */
  double plain_first = make_floor () / 1e3;
  double first = make_once (SALON_VOUCHER_CLASSIC, SALON_VOUCHER_A5, SAMPLE_AMOUNT) / 1e3;
  double floor = measure_floor ();

  bench_line_print ("voucher-plain-text-first", plain_first, "ms", 0, 0);
  bench_line_print ("voucher-first", first, "ms", 0, FIRST_MS);
  bench_line_print ("voucher-plain-text", floor, "ms", 0, 0);
  judge_each (floor);
  judge_batch (&desk);
  judge_preview (&desk);
  return bench_line_get_verdict ();
}
