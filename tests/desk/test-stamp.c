/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/salon-stamp.h"

static int n_drawn;

static void
draw_square (int kind, GtkSnapshot *snapshot, float size, const GdkRGBA *color)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (0, 0, size, size));
  n_drawn++;
}

static GtkWidget *
open_window (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_widget_realize (window);
  return window;
}

static GskRenderNode *
stamp (GtkWidget *widget, int kind, float size, const GdkRGBA *color)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  salon_stamp_append (widget, snapshot, draw_square, kind, 10, 20, size, color);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
test_drawn_once (void)
{
  GtkWidget *window = open_window ();
  GdkRGBA color = { 0, 0.5f, 0, 1 };
  g_autoptr (GskRenderNode) first = stamp (window, 0, 7, &color);
  g_autoptr (GskRenderNode) second = stamp (window, 0, 7, &color);

  g_assert_cmpint (n_drawn, ==, 1);
  g_assert_true (gsk_texture_node_get_texture (first) == gsk_texture_node_get_texture (second));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_others (void)
{
  GtkWidget *window = open_window ();
  GdkRGBA color = { 0.5f, 0, 0, 1 };
  GdkRGBA other = { 0, 0, 0.5f, 1 };
  int before = n_drawn;
  g_autoptr (GskRenderNode) first = stamp (window, 0, 7, &color);
  g_autoptr (GskRenderNode) another_color = stamp (window, 0, 7, &other);
  g_autoptr (GskRenderNode) another_kind = stamp (window, 1, 7, &color);
  g_autoptr (GskRenderNode) another_size = stamp (window, 0, 9, &color);

  g_assert_cmpint (n_drawn - before, ==, 4);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The colour, on every pixel, at the place it was asked for. */
static void
test_picture (void)
{
  GtkWidget *window = open_window ();
  GdkRGBA color = { 1, 0, 0, 1 };
  g_autoptr (GskRenderNode) node = stamp (window, 0, 3, &color);
  GdkTexture *texture = gsk_texture_node_get_texture (node);
  guint32 pixels[9];
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  g_assert_true (graphene_rect_equal (&bounds, &GRAPHENE_RECT_INIT (10, 20, 3, 3)));
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 3);
  gdk_texture_download (texture, (guchar *) pixels, 3 * sizeof *pixels);
  for (gsize i = 0; i < G_N_ELEMENTS (pixels); i++)
    g_assert_cmphex (pixels[i], ==, 0xffff0000);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add_func ("/salon/stamp/a-stamp-is-drawn-once", test_drawn_once);
  g_test_add_func ("/salon/stamp/kind-size-and-color-make-another-stamp", test_others);
  g_test_add_func ("/salon/stamp/a-stamp-stands-where-it-is-put-with-every-pixel", test_picture);
  return g_test_run ();
}
