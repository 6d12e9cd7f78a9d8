/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/salon-list-sheet.h"

#include "pdf-reader.h"

static const SalonSheetColumn columns[] = {
  { "Heure", 26, FALSE, TRUE },
  { "Cliente", 0, FALSE, FALSE },
  { "Prix", 20, TRUE, FALSE },
};

static SalonListSheet *
create_sheet (void)
{
  return salon_list_sheet_new ("Jeudi 12 mars 2026", "7 rendez-vous", "Institut Sérénaïa",
                               &salon_paper_a4, columns, G_N_ELEMENTS (columns));
}

static PdfDocument *
print (SalonListSheet *sheet)
{
  g_autoptr (GBytes) pdf = salon_document_to_pdf (SALON_DOCUMENT (sheet));

  return pdf_reader_open (pdf);
}

static void
add_row (SalonListSheet *sheet, const char *time, const char *client)
{
  const char *const cells[] = { time, client, "45,00 €" };

  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
}

static void
test_texts_are_read_back (void)
{
  g_autoptr (SalonListSheet) sheet = create_sheet ();
  g_autoptr (PdfDocument) document = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  add_row (sheet, "09:00", "Zoé Lefèvre");
  document = print (sheet);
  title = poppler_document_get_title (document);
  text = pdf_reader_get_text (document, 0);
  g_assert_cmpstr (title, ==, "Jeudi 12 mars 2026");
  g_assert_nonnull (strstr (text, "Zoé Lefèvre"));
  g_assert_nonnull (strstr (text, "7 rendez-vous"));
  g_assert_nonnull (strstr (text, "1/1"));
  pdf_reader_assert_within (document, 0, salon_paper_points (13.5));
}

static void
test_fonts_are_embedded (void)
{
  g_autoptr (SalonListSheet) sheet = create_sheet ();
  g_autoptr (PdfDocument) document = NULL;
  g_autoptr (PopplerFontInfo) info = NULL;
  g_autoptr (PopplerFontsIter) iter = NULL;
  guint n_fonts = 0;

  add_row (sheet, "09:00", "Zoé Lefèvre");
  document = print (sheet);
  info = poppler_font_info_new (document);
  g_assert_true (poppler_font_info_scan (info, 1, &iter));
  do
    {
      g_assert_true (poppler_fonts_iter_is_embedded (iter));
      n_fonts++;
    }
  while (poppler_fonts_iter_next (iter));
  g_assert_cmpuint (n_fonts, >, 0);
}

static void
test_rows_fill_pages_and_each_names_its_columns (void)
{
  g_autoptr (SalonListSheet) sheet = create_sheet ();
  g_autoptr (PdfDocument) document = NULL;
  int n_pages, n_found = 0;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *client = g_strdup_printf ("Cliente no %03d.", i);

      add_row (sheet, "09:00", client);
    }
  document = print (sheet);
  n_pages = poppler_document_get_n_pages (document);
  g_assert_cmpint (n_pages, >=, 2);
  for (int page = 0; page < n_pages; page++)
    {
      g_autofree char *text = pdf_reader_get_text (document, page);
      g_auto (GStrv) parts = g_strsplit (text, "Cliente no ", -1);

      n_found += (int) g_strv_length (parts) - 1;
      g_assert_nonnull (strstr (text, "Heure"));
      pdf_reader_assert_within (document, page, salon_paper_points (13.5));
    }
  g_assert_cmpint (n_found, ==, 100);
}

/* A heading as the last line of a page promises what is not there. */
static void
test_a_heading_stays_with_its_first_row (void)
{
  for (int n_before = 20; n_before < 50; n_before++)
    {
      g_autoptr (SalonListSheet) sheet = create_sheet ();
      g_autoptr (PdfDocument) document = NULL;
      g_autofree char *text = NULL;
      int last;

      for (int i = 0; i < n_before; i++)
        add_row (sheet, "09:00", "Marie");
      salon_list_sheet_add_heading (sheet, "Vendredi");
      add_row (sheet, "10:00", "Suivante");
      document = print (sheet);
      last = poppler_document_get_n_pages (document) - 1;
      text = pdf_reader_get_text (document, last);
      g_assert_nonnull (strstr (text, "Suivante"));
      g_assert_nonnull (strstr (text, "Vendredi"));
    }
}

static void
test_a_long_note_ends_in_an_ellipsis_and_pushes_the_next_row_down (void)
{
  g_autoptr (SalonListSheet) sheet = create_sheet ();
  g_autoptr (PdfDocument) document = NULL;
  g_autoptr (GString) note = g_string_new (NULL);
  PopplerRectangle first, second;

  for (int i = 0; i < 200; i++)
    g_string_append (note, "allergique au latex ");
  add_row (sheet, "09:00", note->str);
  add_row (sheet, "11:00", "Suivante");
  document = print (sheet);
  first = pdf_reader_find (document, 0, "09:00");
  second = pdf_reader_find (document, 0, "11:00");
  g_assert_cmpfloat (second.y1 - first.y1, >, 5 * 10.0);
  g_assert_cmpfloat (second.y1 - first.y1, <, 8 * 14.0);
  pdf_reader_assert_within (document, 0, salon_paper_points (13.5));
}

static void
test_facts_stand_above_the_table (void)
{
  g_autoptr (SalonListSheet) sheet = create_sheet ();
  g_autoptr (PdfDocument) document = NULL;

  salon_list_sheet_add_fact (sheet, "Allergies", "Latex");
  add_row (sheet, "09:00", "Marie");
  document = print (sheet);
  g_assert_cmpfloat (pdf_reader_find (document, 0, "Latex").y2, <=,
                     pdf_reader_find (document, 0, "Heure").y1);
}

static void
test_blank_rows_leave_room_for_a_pen (void)
{
  g_autoptr (SalonListSheet) sheet = create_sheet ();
  g_autoptr (PdfDocument) document = NULL;
  PopplerRectangle first, second;

  add_row (sheet, "09:00", "Marie");
  for (int i = 0; i < 4; i++)
    salon_list_sheet_add_row (sheet, SALON_SHEET_ROW_BLANK, NULL);
  add_row (sheet, "18:00", "Anne");
  document = print (sheet);
  first = pdf_reader_find (document, 0, "09:00");
  second = pdf_reader_find (document, 0, "18:00");
  g_assert_cmpfloat (second.y1 - first.y1, >, 4 * salon_paper_points (8));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/list-sheet/texts-are-read-back", test_texts_are_read_back);
  g_test_add_func ("/salon/list-sheet/fonts-are-embedded", test_fonts_are_embedded);
  g_test_add_func ("/salon/list-sheet/rows-fill-pages-and-each-names-its-columns",
                   test_rows_fill_pages_and_each_names_its_columns);
  g_test_add_func ("/salon/list-sheet/a-heading-stays-with-its-first-row",
                   test_a_heading_stays_with_its_first_row);
  g_test_add_func ("/salon/list-sheet/a-long-note-ends-in-an-ellipsis-and-pushes-the-next-row-down",
                   test_a_long_note_ends_in_an_ellipsis_and_pushes_the_next_row_down);
  g_test_add_func ("/salon/list-sheet/facts-stand-above-the-table",
                   test_facts_stand_above_the_table);
  g_test_add_func ("/salon/list-sheet/blank-rows-leave-room-for-a-pen",
                   test_blank_rows_leave_room_for_a_pen);
  return g_test_run ();
}
