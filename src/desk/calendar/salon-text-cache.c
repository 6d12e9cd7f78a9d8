/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two tables by age: a text that is asked for goes to the young ones; when these are many, they
 * become the old ones, and those that were old and not asked for since are dropped. A text keeps its
 * render nodes too, in the colours it had last: the same hours stand on bookings of every colour.
 */
#include "salon-text-cache.h"

/* Several pages of a month, at some hundred bytes each. */
#define MAX_YOUNG 1000
#define MAX_COLORS 8

typedef struct
{
  GdkRGBA color;
  GskRenderNode *node; /* nullable: there is nothing to draw */
} Drawing;

typedef struct
{
  PangoLayout *layout;
  Drawing drawings[MAX_COLORS];
  int n_drawings;
  int oldest; /* the one that makes room, once there are so many */
} Entry;

struct _SalonTextCache
{
  GtkWidget *widget;
  guint serial;      /* of the context the texts were made in */
  int line_height;   /* 0: to be measured */
  int char_width;    /* in Pango's units; measured with the line */
  GHashTable *young; /* SalonText → Entry */
  GHashTable *old;
};

static guint
hash_text (gconstpointer key)
{
  const SalonText *text = key;

  return g_str_hash (text->text) ^ (guint) text->n_bold << 16;
}

static gboolean
texts_equal (gconstpointer first, gconstpointer second)
{
  const SalonText *a = first;
  const SalonText *b = second;

  return a->width == b->width && a->n_bold == b->n_bold
         && G_APPROX_VALUE (a->scale, b->scale, 0.01f) && a->is_struck == b->is_struck
         && a->is_tabular == b->is_tabular && a->alignment == b->alignment
         && g_str_equal (a->text, b->text);
}

static SalonText *
text_copy (const SalonText *text)
{
  SalonText *copy = g_new (SalonText, 1);

  *copy = *text;
  copy->text = g_strdup (text->text);
  return copy;
}

static void
text_free (gpointer data)
{
  SalonText *text = data;

  g_free ((char *) text->text);
  g_free (text);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->layout);
  for (int i = 0; i < entry->n_drawings; i++)
    g_clear_pointer (&entry->drawings[i].node, gsk_render_node_unref);
  g_free (entry);
}

static GHashTable *
make_table (void)
{
  return g_hash_table_new_full (hash_text, texts_equal, text_free, entry_free);
}

SalonTextCache *
salon_text_cache_new (GtkWidget *widget)
{
  SalonTextCache *self = g_new0 (SalonTextCache, 1);

  self->widget = widget;
  self->young = make_table ();
  self->old = make_table ();
  return self;
}

void
salon_text_cache_free (SalonTextCache *self)
{
  g_hash_table_unref (self->young);
  g_hash_table_unref (self->old);
  g_free (self);
}

/* Drops everything when the font is another one. */
static PangoContext *
check_context (SalonTextCache *self)
{
  PangoContext *context = gtk_widget_get_pango_context (self->widget);
  guint serial = pango_context_get_serial (context);

  if (serial != self->serial)
    {
      g_hash_table_remove_all (self->young);
      g_hash_table_remove_all (self->old);
      self->line_height = 0;
      self->serial = serial;
    }
  return context;
}

static PangoLayout *
make_layout (SalonTextCache *self, const SalonText *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->widget, text->text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (text->n_bold > 0)
    {
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      bold->end_index = (guint) text->n_bold;
      pango_attr_list_insert (attributes, bold);
    }
  if (text->scale > 0 && text->scale < 1)
    pango_attr_list_insert (attributes, pango_attr_scale_new ((double) text->scale));
  if (text->is_struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  if (text->is_tabular)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (text->width > 0)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) (text->width * PANGO_SCALE));
      pango_layout_set_alignment (layout, text->alignment);
    }
  return layout;
}

static Entry *
get_own_entry (SalonTextCache *self, const SalonText *text)
{
  gpointer key;
  gpointer entry;

  entry = g_hash_table_lookup (self->young, text);
  if (entry != NULL)
    return entry;
  if (g_hash_table_size (self->young) >= MAX_YOUNG)
    {
      g_hash_table_unref (self->old);
      self->old = g_steal_pointer (&self->young);
      self->young = make_table ();
    }
  if (!g_hash_table_steal_extended (self->old, text, &key, &entry))
    {
      Entry *new_entry = g_new0 (Entry, 1);
      new_entry->layout = make_layout (self, text);
      key = text_copy (text);
      entry = new_entry;
    }
  g_hash_table_insert (self->young, key, entry);
  return entry;
}

/* A text that fits looks the same whatever its width is, and is kept once for all widths; one that
 * is written from the right, or aligned there, stands elsewhere in each. */
static Entry *
get_entry (SalonTextCache *self, const SalonText *text)
{
  SalonText unlimited = *text;
  Entry *entry;
  int width;

  check_context (self);
  if (text->width <= 0 || text->alignment != PANGO_ALIGN_LEFT)
    return get_own_entry (self, text);
  unlimited.width = 0;
  entry = get_own_entry (self, &unlimited);
  pango_layout_get_size (entry->layout, &width, NULL);
  if (width <= (int) (text->width * PANGO_SCALE)
      && pango_layout_get_direction (entry->layout, 0) != PANGO_DIRECTION_RTL)
    return entry;
  return get_own_entry (self, text);
}

static GskRenderNode *
make_node (PangoLayout *layout, const GdkRGBA *color)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_snapshot_append_layout (snapshot, layout, color);
  return gtk_snapshot_free_to_node (snapshot);
}

/* Nullable: there is nothing to draw. */
static GskRenderNode *
get_node (Entry *entry, const GdkRGBA *color)
{
  Drawing *drawing;

  for (int i = 0; i < entry->n_drawings; i++)
    if (gdk_rgba_equal (color, &entry->drawings[i].color))
      return entry->drawings[i].node;
  if (entry->n_drawings < MAX_COLORS)
    drawing = &entry->drawings[entry->n_drawings++];
  else
    {
      drawing = &entry->drawings[entry->oldest];
      entry->oldest = (entry->oldest + 1) % MAX_COLORS;
      g_clear_pointer (&drawing->node, gsk_render_node_unref);
    }
  drawing->color = *color;
  drawing->node = make_node (entry->layout, color);
  return drawing->node;
}

void
salon_text_cache_append (SalonTextCache *self,
                         GtkSnapshot *snapshot,
                         const SalonText *text,
                         float x,
                         float y,
                         const GdkRGBA *color)
{
  GskRenderNode *node = get_node (get_entry (self, text), color);

  if (node == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

graphene_size_t
salon_text_cache_measure (SalonTextCache *self, const SalonText *text)
{
  int width;
  int height;

  pango_layout_get_size (get_entry (self, text)->layout, &width, &height);
  return GRAPHENE_SIZE_INIT ((float) width / PANGO_SCALE, (float) height / PANGO_SCALE);
}

static void
measure_font (SalonTextCache *self)
{
  PangoContext *context = check_context (self);
  PangoFontMetrics *metrics;

  if (self->line_height > 0)
    return;
  metrics = pango_context_get_metrics (context, NULL, NULL);
  self->line_height = MAX (1, PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)));
  self->char_width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                          pango_font_metrics_get_approximate_digit_width (metrics));
  pango_font_metrics_unref (metrics);
}

int
salon_text_cache_get_line_height (SalonTextCache *self)
{
  measure_font (self);
  return self->line_height;
}

int
salon_text_cache_get_chars_width (SalonTextCache *self, int n_chars)
{
  measure_font (self);
  return PANGO_PIXELS_CEIL (self->char_width * n_chars);
}
