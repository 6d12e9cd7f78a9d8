/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-document.h"

#include <cairo-pdf.h>

#define FONT_FAMILY "Adwaita Sans, Inter, Cantarell, Sans"

typedef struct
{
  char *title;
  char *author; /* nullable, like the date */
  char *date;
  SalonPaper paper;
  PangoContext *context;
  guint n_pages; /* 0: not laid out yet */
} SalonDocumentPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SalonDocument, salon_document, G_TYPE_OBJECT)

static SalonDocumentPrivate *
get_private (SalonDocument *self)
{
  return salon_document_get_instance_private (self);
}

const char *
salon_document_get_title (SalonDocument *self)
{
  g_return_val_if_fail (SALON_IS_DOCUMENT (self), NULL);
  return get_private (self)->title;
}

const SalonPaper *
salon_document_get_paper (SalonDocument *self)
{
  g_return_val_if_fail (SALON_IS_DOCUMENT (self), NULL);
  return &get_private (self)->paper;
}

guint
salon_document_count_pages (SalonDocument *self)
{
  g_return_val_if_fail (SALON_IS_DOCUMENT (self), 0);
  SalonDocumentPrivate *own = get_private (self);

  if (own->n_pages == 0)
    own->n_pages = SALON_DOCUMENT_GET_CLASS (self)->paginate (self);
  return own->n_pages;
}

void
salon_document_draw_page (SalonDocument *self, cairo_t *cr, guint page)
{
  g_return_if_fail (SALON_IS_DOCUMENT (self));
  g_return_if_fail (page < salon_document_count_pages (self));

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  SALON_DOCUMENT_GET_CLASS (self)->draw (self, cr, page);
  cairo_restore (cr);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (closure, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_origin (const SalonDocumentPrivate *own, cairo_surface_t *surface)
{
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, own->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Sérénaïa");
  if (own->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, own->author);
  if (own->date != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, own->date);
}

GBytes *
salon_document_write_pdf (SalonDocument *self, SalonDocumentProgress progress, gpointer user_data)
{
  g_return_val_if_fail (SALON_IS_DOCUMENT (self), NULL);
  SalonDocumentPrivate *own = get_private (self);
  guint n_pages = salon_document_count_pages (self);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (append_cb, bytes, salon_paper_points (own->paper.width_mm),
                                         salon_paper_points (own->paper.height_mm));
  cairo_t *cr = cairo_create (surface);
  gboolean goes_on = TRUE;

  set_origin (own, surface);
  for (guint page = 0; page < n_pages && goes_on; page++)
    {
      goes_on = progress == NULL || progress (page, n_pages, user_data);
      if (goes_on)
        {
          salon_document_draw_page (self, cr, page);
          cairo_show_page (cr);
        }
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  if (goes_on)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}

GBytes *
salon_document_to_pdf (SalonDocument *self)
{
  return salon_document_write_pdf (self, NULL, NULL);
}

GBytes *
salon_document_to_png (SalonDocument *self, guint page, int width)
{
  const SalonPaper *paper = salon_document_get_paper (self);
  double scale;
  int height;
  cairo_surface_t *surface;
  cairo_t *cr;
  GByteArray *bytes;
  gboolean is_written;

  g_return_val_if_fail (SALON_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (width >= 1 && width <= SALON_DOCUMENT_MOST_PIXELS, NULL);
  g_return_val_if_fail (page < salon_document_count_pages (self), NULL);

  scale = width / salon_paper_points (paper->width_mm);
  height = MAX (1, (int) (salon_paper_points (paper->height_mm) * scale + 0.5));
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  salon_document_draw_page (self, cr, page);
  cairo_destroy (cr);
  bytes = g_byte_array_new ();
  is_written =
    cairo_surface_write_to_png_stream (surface, append_cb, bytes) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (surface);
  if (is_written)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}

void
salon_document_set_origin (SalonDocument *self, const char *author, const char *date)
{
  SalonDocumentPrivate *own = get_private (self);

  g_set_str (&own->author, author);
  g_set_str (&own->date, date);
}

gpointer
salon_document_construct (GType type, const char *title, const SalonPaper *paper)
{
  SalonDocument *self = g_object_new (type, NULL);
  SalonDocumentPrivate *own = get_private (self);

  own->title = g_strdup (title);
  own->paper = *paper;
  return self;
}

/* One point is one unit, and no glyph moves for the sake of a screen's pixels. Fonts belong to the
 * thread that lays out, which may be another than the one that made the document. */
static PangoContext *
get_context (SalonDocumentPrivate *own)
{
  cairo_font_options_t *options = NULL;

  if (own->context != NULL)
    return own->context;
  options = cairo_font_options_create ();
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  own->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (own->context, 72);
  pango_cairo_context_set_font_options (own->context, options);
  pango_context_set_round_glyph_positions (own->context, FALSE);
  cairo_font_options_destroy (options);
  return own->context;
}

PangoLayout *
salon_document_create_text (SalonDocument *self, const char *font, const char *text, double width)
{
  PangoLayout *layout = pango_layout_new (get_context (get_private (self)));
  g_autofree char *description = g_strconcat (FONT_FAMILY " ", font, NULL);
  PangoFontDescription *parsed = pango_font_description_from_string (description);

  pango_layout_set_font_description (layout, parsed);
  pango_font_description_free (parsed);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width >= 0)
    pango_layout_set_width (layout, pango_units_from_double (width));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

double
salon_document_get_text_width (PangoLayout *text)
{
  int width;

  pango_layout_get_size (text, &width, NULL);
  return pango_units_to_double (width);
}

double
salon_document_get_text_height (PangoLayout *text)
{
  int height;

  pango_layout_get_size (text, NULL, &height);
  return pango_units_to_double (height);
}

void
salon_document_draw_text (PangoLayout *text, cairo_t *cr, double x, double y)
{
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, text);
}

static void
salon_document_finalize (GObject *object)
{
  SalonDocumentPrivate *own = get_private (SALON_DOCUMENT (object));

  g_clear_object (&own->context);
  g_free (own->title);
  g_free (own->author);
  g_free (own->date);
  G_OBJECT_CLASS (salon_document_parent_class)->finalize (object);
}

static void
salon_document_class_init (SalonDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_document_finalize;
}

static void
salon_document_init (SalonDocument *self)
{
}
