/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/salon-share-picture.h"

#include <cairo.h>
#include <string.h>

typedef struct
{
  GBytes *bytes;
  gsize place;
} Reader;

static cairo_status_t
read_cb (void *data, unsigned char *into, unsigned int length)
{
  Reader *reader = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (reader->bytes, &size);

  if (reader->place + length > size)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (into, bytes + reader->place, length);
  reader->place += length;
  return CAIRO_STATUS_SUCCESS;
}

/* The part of the pixels from @left to @right that are not the ground. */
static double
draw_and_count (const char *name, const char *line, int left, int right)
{
  g_autoptr (GBytes) png = salon_share_picture_draw (name, line, 0x7a4b5c, 0xa9743c);
  Reader reader = { png, 0 };
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_cb, &reader);
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface), n_drawn = 0;

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, SALON_SHARE_PICTURE_WIDTH);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, SALON_SHARE_PICTURE_HEIGHT);
  for (int y = 0; y < SALON_SHARE_PICTURE_HEIGHT; y++)
    for (int x = left; x < right; x++)
      n_drawn += memcmp (pixels + (gsize) y * (gsize) stride + 4 * (gsize) x, pixels, 3) != 0;
  cairo_surface_destroy (surface);
  return (double) n_drawn / (SALON_SHARE_PICTURE_HEIGHT * (right - left));
}

static void
test_name_and_twig (void)
{
  g_assert_cmpfloat (draw_and_count ("Sérénaïa Beauté", "Un moment pour vous", 80, 800), >, 0.005);
  g_assert_cmpfloat (draw_and_count ("", "", 80, 800), ==, 0);
  g_assert_cmpfloat (draw_and_count ("", "", 830, 1200), >, 0.005);
}

/* However long, the words leave the twig and the edges alone. */
static void
test_long_names (void)
{
  g_autofree char *name = g_strnfill (2000, 'W');
  double bare = draw_and_count ("", "", 800, 1200);

  g_assert_cmpfloat (draw_and_count (name, name, 0, 85), ==, 0);
  g_assert_cmpfloat_with_epsilon (draw_and_count (name, name, 800, 1200), bare, 0.0001);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/share-picture/shows-name-and-twig", test_name_and_twig);
  g_test_add_func ("/salon/share-picture/long-names-stay-in-their-place", test_long_names);
  return g_test_run ();
}
