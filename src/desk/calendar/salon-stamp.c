/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pictures are kept for the life of the program. They are few: some kinds, in some colours, at
 * one or two sizes; should they become many, all are thrown away.
 */
#include "salon-stamp.h"

#include <math.h>

#define MAX_STAMPS 500

typedef struct
{
  SalonStampDraw draw;
  int kind;
  float size;
  float scale; /* pixels of the screen in a pixel of the widget */
  GdkRGBA color;
} Stamp;

static guint
hash_stamp (gconstpointer key)
{
  const Stamp *stamp = key;

  return gdk_rgba_hash (&stamp->color) ^ (guint) stamp->kind << 8 ^ (guint) stamp->size;
}

static gboolean
stamps_equal (gconstpointer first, gconstpointer second)
{
  const Stamp *a = first;
  const Stamp *b = second;

  return a->draw == b->draw && a->kind == b->kind && G_APPROX_VALUE (a->size, b->size, 0.01f)
         && G_APPROX_VALUE (a->scale, b->scale, 0.01f) && gdk_rgba_equal (&a->color, &b->color);
}

static int
count_pixels (const Stamp *stamp)
{
  return MAX (1, (int) ceilf (stamp->size * stamp->scale));
}

static GdkTexture *
make_texture (const Stamp *stamp)
{
  int n_pixels = count_pixels (stamp);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, n_pixels, n_pixels);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GBytes) bytes = NULL;

  stamp->draw (stamp->kind, snapshot, stamp->size, &stamp->color);
  node = gtk_snapshot_free_to_node (snapshot);
  cairo_scale (cr, (double) stamp->scale, (double) stamp->scale);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) n_pixels);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (n_pixels, n_pixels, GDK_MEMORY_DEFAULT, bytes, stride);
}

static GdkTexture *
get_texture (const Stamp *stamp)
{
  static GHashTable *textures; /* Stamp → GdkTexture */
  GdkTexture *texture;

  if (textures == NULL)
    textures = g_hash_table_new_full (hash_stamp, stamps_equal, g_free, g_object_unref);
  texture = g_hash_table_lookup (textures, stamp);
  if (texture != NULL)
    return texture;
  if (g_hash_table_size (textures) >= MAX_STAMPS)
    g_hash_table_remove_all (textures);
  texture = make_texture (stamp);
  g_hash_table_insert (textures, g_memdup2 (stamp, sizeof *stamp), texture);
  return texture;
}

void
salon_stamp_append (GtkWidget *widget,
                    GtkSnapshot *snapshot,
                    SalonStampDraw draw,
                    int kind,
                    float x,
                    float y,
                    float size,
                    const GdkRGBA *color)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  Stamp stamp = { draw, kind, size, (float) gdk_surface_get_scale (surface), *color };
  float length = (float) count_pixels (&stamp) / stamp.scale;

  gtk_snapshot_append_texture (snapshot, get_texture (&stamp),
                               &GRAPHENE_RECT_INIT (x, y, length, length));
}
