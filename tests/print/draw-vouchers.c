/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the PDF of every look on every paper, for each sample, into a folder: to be looked at. */
#include <gio/gio.h>

#include "voucher-samples.h"

static void
write_pdf (const char *folder, SalonVoucherLook look, SalonVoucherPaper paper, Sample sample)
{
  g_autoptr (SalonVoucherDesign) design = sample_create_design (look, paper);
  g_autoptr (SalonVoucher) voucher =
    salon_voucher_new (sample_get_content (sample)->heading, design);
  g_autofree char *name =
    g_strdup_printf ("%s/%s-%s-%s.pdf", folder, salon_voucher_look_get_name (look),
                     salon_voucher_paper_get_name (paper), sample_get_name (sample));
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  salon_voucher_add (voucher, sample_get_content (sample));
  pdf = salon_document_to_pdf (SALON_DOCUMENT (voucher));
  if (!g_file_set_contents (name, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf),
                            &error))
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      g_printerr ("draw-vouchers FOLDER\n");
      return 2;
    }
  for (int look = 0; look < 3; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      for (int sample = 0; sample < N_SAMPLES; sample++)
        write_pdf (argv[1], look, paper, sample);
  return 0;
}
