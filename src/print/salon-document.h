/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Something that can be printed: a title, a size of paper, and pages that draw themselves on any
 * cairo context: a printer's, a PDF's, the screen's. The page is the same everywhere, because glyphs
 * are placed without hinting, in points.
 *
 * A document is filled first, then laid out once, at the first question about its pages; after that
 * nothing is added. One thread at a time, and the same one for laying out, drawing and letting go.
 */
#pragma once

#include <cairo.h>
#include <glib-object.h>
#include <pango/pangocairo.h>

#include "salon-paper.h"

G_BEGIN_DECLS

#define SALON_DOCUMENT_MOST_PIXELS 4096

#define SALON_TYPE_DOCUMENT (salon_document_get_type ())
G_DECLARE_DERIVABLE_TYPE (SalonDocument, salon_document, SALON, DOCUMENT, GObject)

struct _SalonDocumentClass
{
  GObjectClass parent_class;

  /* Lays everything out; returns the number of pages, at least one. Called once. */
  guint (*paginate) (SalonDocument *self);
  /* @page counts from 0. */
  void (*draw) (SalonDocument *self, cairo_t *cr, guint page);
};

const char *salon_document_get_title (SalonDocument *self);
const SalonPaper *salon_document_get_paper (SalonDocument *self);
guint salon_document_count_pages (SalonDocument *self);
/* In points, on white: nothing is painted where nothing stands. */
void salon_document_draw_page (SalonDocument *self, cairo_t *cr, guint page);
/* A PDF with its title set, its text searchable and its fonts embedded. */
GBytes *salon_document_to_pdf (SalonDocument *self);

/**
 * SalonDocumentProgress:
 * @n_done: pages drawn so far
 * @n_pages: of how many
 *
 * Returns: %FALSE to give it up
 */
typedef gboolean (*SalonDocumentProgress) (guint n_done, guint n_pages, gpointer user_data);

/* The same, told of @progress before each page. NULL: it was given up. */
GBytes *
salon_document_write_pdf (SalonDocument *self, SalonDocumentProgress progress, gpointer user_data);

/* Page @page as a PNG on white, @width pixels wide: for a screen that shows no PDF. NULL: there is no memory for
 * it. @width: at most %SALON_DOCUMENT_MOST_PIXELS */
GBytes *salon_document_to_png (SalonDocument *self, guint page, int width);

/* For the kinds of document. */
gpointer salon_document_construct (GType type, const char *title, const SalonPaper *paper);
/* Who made it and when ("2026-11-27"), for the PDF; either may be NULL. One that bears a day is the
 * same, byte for byte, whenever it is made. */
void salon_document_set_origin (SalonDocument *self, const char *author, const char *date);
/* A text of @width points, or as wide as it is when @width is below zero. @font: "Bold 11". */
PangoLayout *
salon_document_create_text (SalonDocument *self, const char *font, const char *text, double width);
double salon_document_get_text_width (PangoLayout *text);  /* points */
double salon_document_get_text_height (PangoLayout *text); /* points */
/* With its upper left corner at (@x, @y). */
void salon_document_draw_text (PangoLayout *text, cairo_t *cr, double x, double y);

G_END_DECLS
