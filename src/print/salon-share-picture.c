/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-share-picture.h"

#include <pango/pangocairo.h>

#include "salon-voucher-colour.h"
#include "salon-voucher-ornament.h"

/* As the ground of the site. */
#define GROUND 0xfbf8f5
#define INK 0x675a5f
#define LEFT 90
#define TEXT_WIDTH 690
#define NAME_SIZE 84
#define LINE_SIZE 38
#define MOST_NAME_LINES 3

static PangoLayout *
make_text (cairo_t *cr, const char *text, double size)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("EB Garamond");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, TEXT_WIDTH * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -MOST_NAME_LINES);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* As large as it can be in two lines. */
static PangoLayout *
fit_name (cairo_t *cr, const char *name)
{
  double size = NAME_SIZE;
  PangoLayout *layout = make_text (cr, name, size);

  while (size > NAME_SIZE / 2.0 && pango_layout_get_line_count (layout) > 2)
    {
      g_object_unref (layout);
      size *= 0.88;
      layout = make_text (cr, name, size);
    }
  return layout;
}

static void
draw_twig (cairo_t *cr, guint32 accent)
{
  static const double curve[] = { 985, 580, 975, 420, 955, 230, 1020, 70 };
  const SalonVoucherTwig twig = {
    .n_leaves = 9,
    .leaf_length = 130,
    .leaf_width = 46,
    .spread = 48,
    .start = 0.16,
    .stem_colour = accent,
    .leaf_colours = { SALON_VOUCHER_BARE, SALON_VOUCHER_BARE, SALON_VOUCHER_BARE },
    .line_width = 3.5,
  };

  salon_voucher_ornament_draw_twig (cr, &twig, curve);
}

static void
draw_texts (cairo_t *cr, const char *name, const char *line, guint32 main_colour)
{
  g_autoptr (PangoLayout) title = fit_name (cr, name);
  g_autoptr (PangoLayout) below = make_text (cr, line, LINE_SIZE);
  int title_height, below_height = 0;
  double y;

  pango_layout_get_pixel_size (title, NULL, &title_height);
  if (*line != '\0')
    pango_layout_get_pixel_size (below, NULL, &below_height);
  y = (SALON_SHARE_PICTURE_HEIGHT - title_height - below_height - 24) / 2.0;
  salon_voucher_colour_set (main_colour, cr);
  cairo_move_to (cr, LEFT, y);
  pango_cairo_show_layout (cr, title);
  salon_voucher_colour_set (INK, cr);
  cairo_move_to (cr, LEFT, y + title_height + 24);
  pango_cairo_show_layout (cr, below);
}

static cairo_status_t
write_cb (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
salon_share_picture_draw (const char *name,
                          const char *line,
                          guint32 main_colour,
                          guint32 accent_colour)
{
  cairo_surface_t *surface;
  GByteArray *bytes;
  cairo_t *cr;

  g_return_val_if_fail (name != NULL && line != NULL, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SALON_SHARE_PICTURE_WIDTH,
                                        SALON_SHARE_PICTURE_HEIGHT);
  cr = cairo_create (surface);
  bytes = g_byte_array_new ();
  salon_voucher_colour_set (GROUND, cr);
  cairo_paint (cr);
  draw_twig (cr, accent_colour);
  draw_texts (cr, name, line, salon_voucher_colour_on_white (main_colour));
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
