/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/salon-week-sheet.h"

#include "pdf-reader.h"

static SalonWeekSheet *
create_week (void)
{
  SalonWeekSheet *sheet = salon_week_sheet_new ("9 – 15 mars 2026", "Institut Sérénaïa",
                                                &salon_paper_a4_landscape, 9, 19);

  salon_week_sheet_add_day (sheet, "Lun. 9", "Fermé");
  salon_week_sheet_add_day (sheet, "Mar. 10", NULL);
  return sheet;
}

static PdfDocument *
print (SalonWeekSheet *sheet)
{
  g_autoptr (GBytes) pdf = salon_document_to_pdf (SALON_DOCUMENT (sheet));

  return pdf_reader_open (pdf);
}

static void
test_a_visit_stands_in_its_day_at_its_time (void)
{
  g_autoptr (SalonWeekSheet) sheet = create_week ();
  g_autoptr (PdfDocument) document = NULL;
  PopplerRectangle early, late, day;

  salon_week_sheet_add_visit (sheet, 540, 600, "09:00 Zoé", "Gel");
  salon_week_sheet_add_visit (sheet, 840, 900, "14:00 Anne", "Sourcils");
  document = print (sheet);
  early = pdf_reader_find (document, 0, "09:00 Zoé");
  late = pdf_reader_find (document, 0, "14:00 Anne");
  day = pdf_reader_find (document, 0, "Mar. 10");
  g_assert_cmpfloat (early.y1, <, late.y1);
  g_assert_cmpfloat_with_epsilon (early.x1, day.x1, 6);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, 1);
}

static void
test_hours_give_way_to_an_early_and_a_late_visit (void)
{
  g_autoptr (SalonWeekSheet) sheet = create_week ();
  g_autoptr (PdfDocument) document = NULL;

  salon_week_sheet_add_visit (sheet, 7 * 60, 8 * 60, "07:00 Tôt", "");
  salon_week_sheet_add_visit (sheet, 23 * 60, 25 * 60, "23:00 Tard", "");
  document = print (sheet);
  pdf_reader_find (document, 0, "07:00 Tôt");
  pdf_reader_find (document, 0, "23:00 Tard");
  pdf_reader_find (document, 0, "24:00");
  pdf_reader_assert_within (document, 0, salon_paper_points (9));
}

static void
test_visits_that_overlap_stand_side_by_side (void)
{
  g_autoptr (SalonWeekSheet) sheet = create_week ();
  g_autoptr (PdfDocument) document = NULL;
  PopplerRectangle first, second, alone;

  salon_week_sheet_add_visit (sheet, 600, 720, "10:00 Zoé", "");
  salon_week_sheet_add_visit (sheet, 660, 720, "11:00 Anne", "");
  salon_week_sheet_add_visit (sheet, 720, 780, "12:00 Léa", "");
  document = print (sheet);
  first = pdf_reader_find (document, 0, "10:00 Zoé");
  second = pdf_reader_find (document, 0, "11:00 Anne");
  alone = pdf_reader_find (document, 0, "12:00 Léa");
  g_assert_cmpfloat (second.x1, >, first.x2);
  g_assert_cmpfloat_with_epsilon (alone.x1, first.x1, 0.5);
}

/* What is not drawn may still be found by a search, at the ellipsis that stands for it. */
static void
test_a_text_without_room_is_shortened (void)
{
  static const char name[] = "10:00 Marie-Antoinette Éléonore Bérengère Constance de la "
                             "Rochefoucauld-Beaumont-Montbel-Sully d’Estrées";
  g_autoptr (SalonWeekSheet) sheet = create_week ();
  g_autoptr (PdfDocument) document = NULL;
  PopplerRectangle shown, below, next;

  salon_week_sheet_add_visit (sheet, 600, 630, name, "Un\nDeux\nTrois\nQuatre\nCinq\nSix");
  salon_week_sheet_add_visit (sheet, 630, 690, "10:30 Anne", "");
  salon_week_sheet_add_day (sheet, "Mer. 11", NULL);
  document = print (sheet);
  shown = pdf_reader_find (document, 0, name);
  below = pdf_reader_find (document, 0, "10:30 Anne");
  next = pdf_reader_find (document, 0, "Mer. 11");
  g_assert_cmpfloat (shown.x2, <=, next.x1);
  g_assert_cmpfloat (pdf_reader_find (document, 0, "Un").y2, <=, below.y1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/week-sheet/a-visit-stands-in-its-day-at-its-time",
                   test_a_visit_stands_in_its_day_at_its_time);
  g_test_add_func ("/salon/week-sheet/hours-give-way-to-an-early-and-a-late-visit",
                   test_hours_give_way_to_an_early_and_a_late_visit);
  g_test_add_func ("/salon/week-sheet/visits-that-overlap-stand-side-by-side",
                   test_visits_that_overlap_stand_side_by_side);
  g_test_add_func ("/salon/week-sheet/a-text-without-room-is-shortened",
                   test_a_text_without_room_is_shortened);
  return g_test_run ();
}
