/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a PDF back: what stands on it, and where. */
#pragma once

#include <poppler.h>

G_BEGIN_DECLS

/* Under a name of ours: poppler has no cleanup for it in Debian 13, and may have one elsewhere. */
typedef PopplerDocument PdfDocument;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfDocument, g_object_unref)

/* Asserts that @pdf is one. Transfer full. */
PdfDocument *pdf_reader_open (GBytes *pdf);
/* The text of page @page, from 0; newly allocated. */
char *pdf_reader_get_text (PdfDocument *document, int page);
/* The box around the first line that holds @text, in points from the upper left corner; asserts
 * that it is on the page. */
PopplerRectangle pdf_reader_find (PdfDocument *document, int page, const char *text);
/* Asserts that no glyph of page @page leaves the paper by less than @margin points. */
void pdf_reader_assert_within (PdfDocument *document, int page, double margin);

G_END_DECLS
