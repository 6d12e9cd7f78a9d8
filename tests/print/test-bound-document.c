/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/salon-bound-document.h"

#include "pdf-reader.h"
#include "print/salon-list-sheet.h"

static SalonDocument *
make_sheet (const char *title, int n_rows)
{
  static const SalonSheetColumn columns[] = { { "Jour", 0, FALSE, FALSE } };
  SalonListSheet *sheet =
    salon_list_sheet_new (title, "", "", &salon_paper_a4, columns, G_N_ELEMENTS (columns));

  for (int i = 0; i < n_rows; i++)
    salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, (const char *const[]) { "12/03/2026" });
  return SALON_DOCUMENT (sheet);
}

static void
assert_page (PdfDocument *pdf, int page, const char *words)
{
  g_autofree char *text = pdf_reader_get_text (pdf, page);

  g_assert_nonnull (strstr (text, words));
}

static void
test_pages_follow_each_other (void)
{
  g_autoptr (SalonBoundDocument) document =
    salon_bound_document_new ("Comptes de mars", &salon_paper_a4);
  g_autoptr (PdfDocument) pdf = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *title = NULL;
  int n_pages;

  salon_bound_document_take (document, make_sheet ("Chiffres", 3));
  salon_bound_document_take (document, make_sheet ("Encaissements", 60));
  salon_bound_document_take (document, make_sheet ("Bons cadeaux", 2));
  bytes = salon_document_to_pdf (SALON_DOCUMENT (document));
  pdf = pdf_reader_open (bytes);
  n_pages = poppler_document_get_n_pages (pdf);
  title = poppler_document_get_title (pdf);
  g_assert_cmpstr (title, ==, "Comptes de mars");
  g_assert_cmpint (n_pages, ==, 4);
  assert_page (pdf, 0, "Chiffres");
  assert_page (pdf, 1, "Encaissements");
  assert_page (pdf, 2, "12/03/2026");
  assert_page (pdf, 3, "Bons cadeaux");
}

static void
test_an_empty_one_is_a_blank_page (void)
{
  g_autoptr (SalonBoundDocument) document = salon_bound_document_new ("Rien", &salon_paper_a4);

  g_assert_cmpuint (salon_document_count_pages (SALON_DOCUMENT (document)), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/bound-document/pages-follow-each-other", test_pages_follow_each_other);
  g_test_add_func ("/salon/bound-document/an-empty-one-is-a-blank-page",
                   test_an_empty_one_is_a_blank_page);
  return g_test_run ();
}
