/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/salon-appointment-card.h"

#include "pdf-reader.h"

static PdfDocument *
print (const SalonAppointmentCardTexts *texts)
{
  g_autoptr (SalonAppointmentCard) card = salon_appointment_card_new (texts);
  g_autoptr (GBytes) pdf = salon_document_to_pdf (SALON_DOCUMENT (card));

  return pdf_reader_open (pdf);
}

static void
test_everything_stands_on_the_card_in_its_order (void)
{
  const SalonAppointmentCardTexts texts = {
    .salon = "Institut Sérénaïa",
    .contact = "12 rue des Lilas 75011 Paris\n01 42 00 00 00",
    .title = "Votre rendez-vous",
    .client = "Zoé Lefèvre",
    .moment = "Jeudi 12 mars 2026 à 14:30",
    .services = "Pose gel + Sourcils",
    .remark = "Merci de prévenir la veille.",
  };
  g_autoptr (PdfDocument) document = print (&texts);

  g_assert_cmpfloat (pdf_reader_find (document, 0, "Institut").y2, <=,
                     pdf_reader_find (document, 0, "Zoé Lefèvre").y1);
  g_assert_cmpfloat (pdf_reader_find (document, 0, "Zoé Lefèvre").y2, <=,
                     pdf_reader_find (document, 0, "Jeudi 12 mars 2026").y1);
  pdf_reader_find (document, 0, "Merci de prévenir");
  pdf_reader_assert_within (document, 0, salon_paper_points (8));
}

static void
test_what_is_too_long_stays_on_the_card (void)
{
  g_autofree char *name = g_strnfill (400, 'M');
  const SalonAppointmentCardTexts texts = {
    .salon = name,
    .contact = name,
    .title = name,
    .client = name,
    .moment = name,
    .services = name,
    .remark = name,
  };
  g_autoptr (PdfDocument) document = print (&texts);

  g_assert_cmpint (poppler_document_get_n_pages (document), ==, 1);
  pdf_reader_assert_within (document, 0, salon_paper_points (8));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/appointment-card/everything-stands-on-the-card-in-its-order",
                   test_everything_stands_on_the_card_in_its_order);
  g_test_add_func ("/salon/appointment-card/what-is-too-long-stays-on-the-card",
                   test_what_is_too_long_stays_on_the_card);
  return g_test_run ();
}
