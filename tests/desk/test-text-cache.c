/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/salon-text-cache.h"

typedef struct
{
  GtkWidget *widget;
  SalonTextCache *cache;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->widget = g_object_ref_sink (gtk_label_new (NULL));
  self->cache = salon_text_cache_new (self->widget);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  salon_text_cache_free (self->cache);
  g_object_unref (self->widget);
}

static GskRenderNode *
draw (Fixture *self, const SalonText *text, const char *color)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GdkRGBA rgba;

  g_assert_true (gdk_rgba_parse (&rgba, color));
  salon_text_cache_append (self->cache, snapshot, text, 0, 0, &rgba);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
test_drawn_again (Fixture *self, gconstpointer data)
{
  SalonText text = { .text = "Marie Durand" };
  g_autoptr (GskRenderNode) first = draw (self, &text, "black");
  g_autoptr (GskRenderNode) second = draw (self, &text, "black");

  g_assert_nonnull (first);
  g_assert_true (first == second);
}

/* Written out: what gsk_text_node_get_color() of GTK 4.18 points to is not the colour. */
static gboolean
has_color (GskRenderNode *node, const char *color)
{
  g_autoptr (GBytes) bytes = gsk_render_node_serialize (node);
  g_autofree char *words = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return strstr (words, color) != NULL;
}

static void
test_color (Fixture *self, gconstpointer data)
{
  SalonText text = { .text = "Marie Durand" };
  g_autoptr (GskRenderNode) green = draw (self, &text, "rgb(0,200,0)");
  g_autoptr (GskRenderNode) red = draw (self, &text, "rgb(200,0,0)");

  g_assert_true (has_color (green, "rgb(0,200,0)"));
  g_assert_true (has_color (red, "rgb(200,0,0)"));
}

/* More colours than are kept: each is right whenever it is asked for. */
static void
test_many_colors (Fixture *self, gconstpointer data)
{
  SalonText text = { .text = "14:00 – 15:30" };

  for (int round = 0; round < 3; round++)
    for (int i = 1; i <= 20; i++)
      {
        g_autofree char *color = g_strdup_printf ("rgb(%d,0,0)", i);
        g_autoptr (GskRenderNode) node = draw (self, &text, color);
        g_autoptr (GskRenderNode) again = draw (self, &text, color);
        g_assert_true (has_color (node, color));
        g_assert_true (node == again);
      }
}

static void
test_nothing_to_draw (Fixture *self, gconstpointer data)
{
  g_autoptr (GskRenderNode) node = draw (self, &(SalonText) { .text = "" }, "black");

  g_assert_null (node);
}

static void
test_how_it_is_written (Fixture *self, gconstpointer data)
{
  SalonText plain = { .text = "Marie Durand" };
  SalonText bold = { .text = "Marie Durand", .n_bold = 5 };
  SalonText small = { .text = "Marie Durand", .scale = 0.7f };
  SalonText narrow = { .text = "Marie Durand", .width = 40 };
  float width = salon_text_cache_measure (self->cache, &plain).width;

  g_assert_cmpfloat (salon_text_cache_measure (self->cache, &bold).width, >, width);
  g_assert_cmpfloat (salon_text_cache_measure (self->cache, &small).width, <, width);
  g_assert_cmpfloat (salon_text_cache_measure (self->cache, &narrow).width, <=, 40);
  g_assert_cmpfloat (salon_text_cache_measure (self->cache, &plain).width, ==, width);
}

static void
test_figures (Fixture *self, gconstpointer data)
{
  SalonText ones = { .text = "11:11" };
  SalonText ones_in_columns = { .text = "11:11", .is_tabular = TRUE };
  SalonText zeros_in_columns = { .text = "00:00", .is_tabular = TRUE };
  float width = salon_text_cache_measure (self->cache, &ones).width;
  float width_in_columns = salon_text_cache_measure (self->cache, &ones_in_columns).width;

  g_assert_cmpfloat (width_in_columns, ==,
                     salon_text_cache_measure (self->cache, &zeros_in_columns).width);
  g_assert_cmpfloat (width_in_columns, >, width);
}

/* Columns that are drawn stand under headings that are labels. */
static void
test_chars_width (Fixture *self, gconstpointer data)
{
  for (int n_chars = 3; n_chars <= 15; n_chars += 3)
    {
      int width;

      gtk_label_set_width_chars (GTK_LABEL (self->widget), n_chars);
      gtk_widget_measure (self->widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      g_assert_cmpint (salon_text_cache_get_chars_width (self->cache, n_chars), ==, width);
    }
}

static void
test_width (Fixture *self, gconstpointer data)
{
  SalonText text = { .text = "Marie Durand" };
  SalonText wide = { .text = "Marie Durand", .width = 500 };
  SalonText narrow = { .text = "Marie Durand", .width = 40 };
  SalonText at_the_end = { .text = "Marie Durand", .width = 500, .alignment = PANGO_ALIGN_RIGHT };
  g_autoptr (GskRenderNode) node = draw (self, &text, "black");
  g_autoptr (GskRenderNode) wide_node = draw (self, &wide, "black");
  g_autoptr (GskRenderNode) narrow_node = draw (self, &narrow, "black");
  g_autoptr (GskRenderNode) end_node = draw (self, &at_the_end, "black");
  graphene_rect_t bounds;

  g_assert_true (wide_node == node);
  g_assert_true (narrow_node != node);
  gsk_render_node_get_bounds (end_node, &bounds);
  g_assert_cmpfloat (bounds.origin.x, >, 300);
}

static void
test_another_font (Fixture *self, gconstpointer data)
{
  SalonText text = { .text = "Marie Durand" };
  float width = salon_text_cache_measure (self->cache, &text).width;
  int line_height = salon_text_cache_get_line_height (self->cache);
  g_autoptr (GskRenderNode) before = draw (self, &text, "black");
  PangoFontDescription *font = pango_font_description_from_string ("Inter 40");
  g_autoptr (GskRenderNode) after = NULL;

  pango_context_set_font_description (gtk_widget_get_pango_context (self->widget), font);
  pango_font_description_free (font);
  after = draw (self, &text, "black");
  g_assert_true (after != before);
  g_assert_cmpfloat (salon_text_cache_measure (self->cache, &text).width, >, width);
  g_assert_cmpint (salon_text_cache_get_line_height (self->cache), >, line_height);
}

/* More texts than are kept: what is asked for all the time stays, what is dropped comes again. */
static void
test_many_texts (Fixture *self, gconstpointer data)
{
  SalonText often = { .text = "14:30" };
  SalonText once = { .text = "Marie Durand" };
  float width = salon_text_cache_measure (self->cache, &once).width;
  g_autoptr (GskRenderNode) first = draw (self, &often, "black");

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Cliente %d", i);
      g_autoptr (GskRenderNode) node = draw (self, &often, "black");
      g_assert_true (node == first);
      salon_text_cache_measure (self->cache, &(SalonText) { .text = name });
    }
  g_assert_cmpfloat (salon_text_cache_measure (self->cache, &once).width, ==, width);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  add ("/salon/text-cache/a-text-is-made-once", test_drawn_again);
  add ("/salon/text-cache/a-text-has-the-color-it-is-asked-for-in", test_color);
  add ("/salon/text-cache/a-text-may-have-any-number-of-colors", test_many_colors);
  add ("/salon/text-cache/an-empty-text-draws-nothing", test_nothing_to_draw);
  add ("/salon/text-cache/a-text-is-kept-for-each-way-to-write-it", test_how_it_is_written);
  add ("/salon/text-cache/figures-stand-in-columns", test_figures);
  add ("/salon/text-cache/so-many-characters-are-as-wide-as-a-label-has-them", test_chars_width);
  add ("/salon/text-cache/what-fits-is-kept-once-for-all-widths", test_width);
  add ("/salon/text-cache/a-new-font-counts-at-once", test_another_font);
  add ("/salon/text-cache/what-is-asked-for-often-stays", test_many_texts);
  return g_test_run ();
}
