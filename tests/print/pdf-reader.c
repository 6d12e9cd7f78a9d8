/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-reader.h"

typedef PopplerPage PdfPage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfPage, g_object_unref)

PdfDocument *
pdf_reader_open (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  PdfDocument *document = poppler_document_new_from_bytes (pdf, NULL, &error);

  g_assert_no_error (error);
  return document;
}

char *
pdf_reader_get_text (PdfDocument *document, int page)
{
  g_autoptr (PdfPage) opened = poppler_document_get_page (document, page);

  g_assert_nonnull (opened);
  return poppler_page_get_text (opened);
}

PopplerRectangle
pdf_reader_find (PdfDocument *document, int page, const char *text)
{
  g_autoptr (PdfPage) opened = poppler_document_get_page (document, page);
  GList *found = poppler_page_find_text (opened, text);
  PopplerRectangle box;
  double height;

  if (found == NULL)
    g_error ("“%s” is not on page %d", text, page);
  poppler_page_get_size (opened, NULL, &height);
  box = *(PopplerRectangle *) found->data;
  g_list_free_full (found, (GDestroyNotify) poppler_rectangle_free);
  /* PDF counts from the lower left corner. */
  return (PopplerRectangle) { box.x1, height - box.y2, box.x2, height - box.y1 };
}

void
pdf_reader_assert_within (PdfDocument *document, int page, double margin)
{
  g_autoptr (PdfPage) opened = poppler_document_get_page (document, page);
  g_autofree PopplerRectangle *boxes = NULL;
  guint n_boxes = 0;
  double width, height;

  poppler_page_get_size (opened, &width, &height);
  poppler_page_get_text_layout (opened, &boxes, &n_boxes);
  g_assert_cmpuint (n_boxes, >, 0);
  for (guint i = 0; i < n_boxes; i++)
    {
      g_assert_cmpfloat (boxes[i].x1, >=, margin);
      g_assert_cmpfloat (boxes[i].x2, <=, width - margin);
      g_assert_cmpfloat (boxes[i].y1, >=, margin);
      g_assert_cmpfloat (boxes[i].y2, <=, height - margin);
    }
}
