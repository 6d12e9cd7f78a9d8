/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher.h"

#include "salon-voucher-colour.h"
#include "salon-voucher-look.h"
#include "salon-voucher-scene.h"

#define FOLD_GREY 0xa0a0a0
#define FOLD_LENGTH 10.0 /* of a mark, points */
#define FOLD_WIDTH 0.5

static const SalonPaper papers[SALON_N_VOUCHER_PAPERS] = {
  [SALON_VOUCHER_A5] = { 210, 148, 5 },
  [SALON_VOUCHER_A4_FOLDED] = { 297, 210, 5 },
  [SALON_VOUCHER_DL] = { 210, 99, 5 },
};

static const SalonVoucherLookParts *const looks[SALON_N_VOUCHER_LOOKS] = {
  [SALON_VOUCHER_CLASSIC] = &salon_voucher_classic_parts,
  [SALON_VOUCHER_MODERN] = &salon_voucher_modern_parts,
  [SALON_VOUCHER_BOTANICAL] = &salon_voucher_botanical_parts,
};

struct _SalonVoucher
{
  SalonDocument parent_instance;

  SalonVoucherDesign *design;
  cairo_surface_t *logo; /* NULL: none, or no picture */
  GPtrArray *contents;

  SalonVoucherScene *scene; /* of the page asked for last */
  guint scene_page;
};

G_DEFINE_FINAL_TYPE (SalonVoucher, salon_voucher, SALON_TYPE_DOCUMENT)

/* Every member of a content that is a text. */
static const gsize text_offsets[] = {
  G_STRUCT_OFFSET (SalonVoucherContent, heading),
  G_STRUCT_OFFSET (SalonVoucherContent, value),
  G_STRUCT_OFFSET (SalonVoucherContent, recipient_label),
  G_STRUCT_OFFSET (SalonVoucherContent, recipient),
  G_STRUCT_OFFSET (SalonVoucherContent, buyer_label),
  G_STRUCT_OFFSET (SalonVoucherContent, buyer),
  G_STRUCT_OFFSET (SalonVoucherContent, message),
  G_STRUCT_OFFSET (SalonVoucherContent, code_label),
  G_STRUCT_OFFSET (SalonVoucherContent, code),
  G_STRUCT_OFFSET (SalonVoucherContent, expiry),
  G_STRUCT_OFFSET (SalonVoucherContent, issued),
  G_STRUCT_OFFSET (SalonVoucherContent, issued_on),
  G_STRUCT_OFFSET (SalonVoucherContent, terms),
  G_STRUCT_OFFSET (SalonVoucherContent, salon),
  G_STRUCT_OFFSET (SalonVoucherContent, contact),
  G_STRUCT_OFFSET (SalonVoucherContent, footer),
};

static void
content_free (gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    g_free (G_STRUCT_MEMBER (char *, data, text_offsets[i]));
  g_free (data);
}

static SalonVoucherContent *
content_copy (const SalonVoucherContent *content)
{
  SalonVoucherContent *copy = g_memdup2 (content, sizeof (SalonVoucherContent));

  for (gsize i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    G_STRUCT_MEMBER (char *, copy, text_offsets[i]) =
      g_strdup (G_STRUCT_MEMBER (const char *, content, text_offsets[i]));
  return copy;
}

static guint
salon_voucher_paginate (SalonDocument *document)
{
  return MAX (1, SALON_VOUCHER (document)->contents->len);
}

/* A mark of a fold, at either end of it: where it can be seen when the sheet is taken up, and not on
 * the card. */
static void
paint_folds (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  salon_voucher_colour_set (FOLD_GREY, cr);
  cairo_set_line_width (cr, FOLD_WIDTH);
  cairo_move_to (cr, width / 2, 0);
  cairo_rel_line_to (cr, 0, FOLD_LENGTH);
  cairo_move_to (cr, width / 2, height);
  cairo_rel_line_to (cr, 0, -FOLD_LENGTH);
  cairo_move_to (cr, 0, height / 2);
  cairo_rel_line_to (cr, FOLD_LENGTH, 0);
  cairo_move_to (cr, width, height / 2);
  cairo_rel_line_to (cr, -FOLD_LENGTH, 0);
  cairo_stroke (cr);
}

/*
 * Printed on one side and folded twice:
 *
 *     inside right │ inside left     these two stand on their head
 *     ─────────────┼─────────────    first fold: the upper half goes to the back
 *         back     │    cover        second fold: the left half goes to the back
 *
 * Read as it is opened: cover, inside left, inside right, back.
 */
static void
compose_card (SalonVoucherScene *scene,
              const SalonVoucherLookParts *look,
              const SalonVoucherContent *content,
              double width,
              double height)
{
  double margin = salon_paper_points (papers[SALON_VOUCHER_A4_FOLDED].margin_mm);
  double half_width = width / 2, half_height = height / 2;
  const SalonVoucherRectangle inside_right = { 0, 0, half_width, half_height };
  const SalonVoucherRectangle inside_left = { half_width, 0, half_width, half_height };
  const SalonVoucherRectangle back = { 0, half_height, half_width, half_height };
  const SalonVoucherRectangle cover = { half_width, half_height, half_width, half_height };
  const SalonVoucherRectangle sheet = { margin, margin, width - 2 * margin, height - 2 * margin };

  salon_voucher_scene_add_ornament (scene, paint_folds, &sheet);
  salon_voucher_scene_begin_panel (scene, &cover, FALSE);
  look->cover (scene, content, half_width, half_height);
  salon_voucher_scene_begin_panel (scene, &inside_left, TRUE);
  look->inside_left (scene, content, half_width, half_height);
  salon_voucher_scene_begin_panel (scene, &inside_right, TRUE);
  look->inside_right (scene, content, half_width, half_height);
  salon_voucher_scene_begin_panel (scene, &back, FALSE);
  look->back (scene, content, half_width, half_height);
}

static SalonVoucherScene *
compose (SalonVoucher *self, const SalonVoucherContent *content)
{
  const SalonPaper *paper = &papers[self->design->paper];
  const SalonVoucherLookParts *look = looks[self->design->look];
  double width = salon_paper_points (paper->width_mm);
  double height = salon_paper_points (paper->height_mm);
  SalonVoucherScene *scene =
    salon_voucher_scene_new (SALON_DOCUMENT (self), self->design, self->logo);

  switch (self->design->paper)
    {
    case SALON_VOUCHER_A5:
      look->sheet (scene, content, width, height);
      break;
    case SALON_VOUCHER_A4_FOLDED:
      compose_card (scene, look, content, width, height);
      break;
    case SALON_VOUCHER_DL:
      look->slip (scene, content, width, height);
      break;
    }
  return scene;
}

static SalonVoucherScene *
get_scene (SalonVoucher *self, guint page)
{
  static const SalonVoucherContent nothing;

  if (self->scene != NULL && self->scene_page == page)
    return self->scene;
  g_clear_pointer (&self->scene, salon_voucher_scene_free);
  self->scene = compose (self, page < self->contents->len ? g_ptr_array_index (self->contents, page)
                                                          : &nothing);
  self->scene_page = page;
  return self->scene;
}

static void
salon_voucher_draw (SalonDocument *document, cairo_t *cr, guint page)
{
  salon_voucher_scene_draw (get_scene (SALON_VOUCHER (document), page), cr);
}

static void
salon_voucher_finalize (GObject *object)
{
  SalonVoucher *self = SALON_VOUCHER (object);

  g_clear_pointer (&self->scene, salon_voucher_scene_free);
  g_clear_pointer (&self->logo, cairo_surface_destroy);
  g_ptr_array_unref (self->contents);
  salon_voucher_design_free (self->design);
  G_OBJECT_CLASS (salon_voucher_parent_class)->finalize (object);
}

static void
salon_voucher_class_init (SalonVoucherClass *klass)
{
  SalonDocumentClass *document_class = SALON_DOCUMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = salon_voucher_finalize;
  document_class->paginate = salon_voucher_paginate;
  document_class->draw = salon_voucher_draw;
}

static void
salon_voucher_init (SalonVoucher *self)
{
  self->contents = g_ptr_array_new_with_free_func (content_free);
}

/* --- The logo --- */

typedef struct
{
  const guchar *data;
  gsize left;
} Source;

static cairo_status_t
read_cb (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  if (length > source->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* Width and height stand in the first chunk: a picture that would fill the memory is not read. */
static gboolean
is_sensible (const guchar *png, gsize size)
{
  guint32 width, height;

  if (size < 24 || memcmp (png, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp (png + 12, "IHDR", 4) != 0)
    return FALSE;
  memcpy (&width, png + 16, 4);
  memcpy (&height, png + 20, 4);
  width = GUINT32_FROM_BE (width);
  height = GUINT32_FROM_BE (height);
  return width >= 1 && height >= 1 && width <= SALON_VOUCHER_LOGO_MOST_PIXELS
         && height <= SALON_VOUCHER_LOGO_MOST_PIXELS;
}

static cairo_surface_t *
read_logo (GBytes *png)
{
  gsize size = 0;
  const guchar *data = png != NULL ? g_bytes_get_data (png, &size) : NULL;
  Source source = { data, size };
  cairo_surface_t *surface = NULL;

  if (size > SALON_VOUCHER_LOGO_MOST_BYTES || !is_sensible (data, size))
    return NULL;
  surface = cairo_image_surface_create_from_png_stream (read_cb, &source);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy (surface);
  return NULL;
}

gboolean
salon_voucher_can_read_logo (GBytes *png)
{
  cairo_surface_t *logo = read_logo (png);
  gboolean can_read = logo != NULL;

  g_clear_pointer (&logo, cairo_surface_destroy);
  return can_read;
}

SalonVoucher *
salon_voucher_new (const char *title, const SalonVoucherDesign *design)
{
  SalonVoucher *self = NULL;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (design != NULL, NULL);

  self = salon_document_construct (SALON_TYPE_VOUCHER, title, &papers[design->paper]);
  self->design = salon_voucher_design_copy (design);
  self->logo = read_logo (design->logo);
  return self;
}

void
salon_voucher_add (SalonVoucher *self, const SalonVoucherContent *content)
{
  g_return_if_fail (SALON_IS_VOUCHER (self));
  g_return_if_fail (content != NULL);

  if (self->contents->len == 0)
    salon_document_set_origin (SALON_DOCUMENT (self), content->salon, content->issued_on);
  g_ptr_array_add (self->contents, content_copy (content));
}

GArray *
salon_voucher_list_boxes (SalonVoucher *self, guint page)
{
  g_return_val_if_fail (SALON_IS_VOUCHER (self), NULL);
  return salon_voucher_scene_list_boxes (get_scene (self, page));
}
