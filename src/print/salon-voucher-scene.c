/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-scene.h"

#include "salon-qr.h"
#include "salon-voucher-colour.h"
#include "salon-voucher-fit.h"
#include "salon-voucher-text.h"

#define MOST_PER_LINE 150   /* characters; what is longer has no place on any paper */
#define LOGO_LEAST_DPI 96.0 /* a small picture is not blown up beyond this */

typedef struct
{
  cairo_matrix_t matrix; /* from the panel to the page */
  SalonVoucherBox box;   /* on the page; without a name: an ornament */

  /* One of the four. */
  SalonVoucherPaint paint;
  PangoLayout *text;
  char *code;
  cairo_surface_t *logo;

  SalonVoucherRectangle area; /* in the panel, like what follows */
  double x;
  double y;
  double scale; /* of the text or the logo */
  guint32 colour;
} Item;

struct _SalonVoucherScene
{
  SalonDocument *document;          /* borrowed */
  const SalonVoucherDesign *design; /* borrowed */
  cairo_surface_t *logo;            /* borrowed, nullable */
  cairo_matrix_t matrix;
  GArray *items;
};

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->text);
  g_clear_pointer (&item->code, g_free);
  g_clear_pointer (&item->logo, cairo_surface_destroy);
}

SalonVoucherScene *
salon_voucher_scene_new (SalonDocument *document,
                         const SalonVoucherDesign *design,
                         cairo_surface_t *logo)
{
  SalonVoucherScene *scene = g_new0 (SalonVoucherScene, 1);

  scene->document = document;
  scene->design = design;
  scene->logo = logo;
  scene->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (scene->items, clear_item);
  cairo_matrix_init_identity (&scene->matrix);
  return scene;
}

void
salon_voucher_scene_free (SalonVoucherScene *scene)
{
  g_array_unref (scene->items);
  g_free (scene);
}

const SalonVoucherDesign *
salon_voucher_scene_get_design (SalonVoucherScene *scene)
{
  return scene->design;
}

gboolean
salon_voucher_scene_has_logo (SalonVoucherScene *scene)
{
  return scene->logo != NULL;
}

void
salon_voucher_scene_begin_panel (SalonVoucherScene *scene,
                                 const SalonVoucherRectangle *area,
                                 gboolean is_turned)
{
  if (is_turned)
    cairo_matrix_init (&scene->matrix, -1, 0, 0, -1, area->x + area->width, area->y + area->height);
  else
    cairo_matrix_init_translate (&scene->matrix, area->x, area->y);
}

/* Panels are moved and turned by half a circle: a rectangle stays one. */
static SalonVoucherRectangle
to_page (const SalonVoucherScene *scene, const SalonVoucherRectangle *in_panel)
{
  double x1 = in_panel->x, y1 = in_panel->y;
  double x2 = x1 + in_panel->width, y2 = y1 + in_panel->height;

  cairo_matrix_transform_point (&scene->matrix, &x1, &y1);
  cairo_matrix_transform_point (&scene->matrix, &x2, &y2);
  return (SalonVoucherRectangle) { MIN (x1, x2), MIN (y1, y2), ABS (x2 - x1), ABS (y2 - y1) };
}

void
salon_voucher_scene_add_ornament (SalonVoucherScene *scene,
                                  SalonVoucherPaint paint,
                                  const SalonVoucherRectangle *area)
{
  const Item item = { .matrix = scene->matrix, .paint = paint, .area = *area };

  g_array_append_val (scene->items, item);
}

static double
get_share (PangoAlignment alignment)
{
  switch (alignment)
    {
    case PANGO_ALIGN_LEFT:
      return 0;
    case PANGO_ALIGN_CENTER:
      return 0.5;
    case PANGO_ALIGN_RIGHT:
      return 1;
    }
  g_return_val_if_reached (0);
}

static double
get_side_share (SalonVoucherSide side)
{
  switch (side)
    {
    case SALON_VOUCHER_TOP:
      return 0;
    case SALON_VOUCHER_MIDDLE:
      return 0.5;
    case SALON_VOUCHER_BOTTOM:
      return 1;
    }
  g_return_val_if_reached (0);
}

/* Where the layout begins, so that what is seen of it stays within @area. */
static double
find_x (const SalonVoucherFitted *fitted,
        const SalonVoucherRectangle *area,
        PangoAlignment alignment)
{
  double share = get_share (alignment);
  gboolean is_wide = pango_layout_get_width (fitted->layout) >= 0;
  double x = is_wide ? area->x + share * (area->width - fitted->width)
                     : area->x + share * (area->width - fitted->logical.width) - fitted->logical.x;
  double beyond = x + fitted->ink.x + fitted->ink.width - area->x - area->width;

  x -= MAX (0, beyond);
  return MAX (x, area->x - fitted->ink.x);
}

/* Takes the layout. @area holds nothing else. */
static void
place (SalonVoucherScene *scene,
       const SalonVoucherStyle *style,
       SalonVoucherFitted *fitted,
       const SalonVoucherRectangle *area,
       PangoAlignment alignment)
{
  Item item = {
    .matrix = scene->matrix,
    .area = *area,
    .x = find_x (fitted, area, alignment),
    .y = area->y - fitted->top,
    .scale = fitted->scale,
    .colour = style->colour,
  };
  const SalonVoucherRectangle ink = { item.x + fitted->ink.x, item.y + fitted->ink.y,
                                      fitted->ink.width, fitted->ink.height };

  item.box = (SalonVoucherBox) {
    .name = style->name,
    .area = to_page (scene, area),
    .ink = to_page (scene, &ink),
    .is_text = TRUE,
    .is_shortened = pango_layout_is_ellipsized (fitted->layout),
    .size = fitted->size,
  };
  item.text = g_steal_pointer (&fitted->layout);
  g_array_append_val (scene->items, item);
}

/* Labels are set in capitals: small ones would need a font of their own. */
static char *
dup_words (const SalonVoucherLine *line)
{
  guint most = MOST_PER_LINE * (guint) line->style.most_lines;
  g_autofree char *words = line->style.most_lines == 1
                             ? salon_voucher_text_clean (line->text, most)
                             : salon_voucher_text_clean_lines (line->text, most);

  if (line->style.face == SALON_VOUCHER_FACE_LABEL || line->style.face == SALON_VOUCHER_FACE_CODE)
    return g_utf8_strup (words, -1);
  return g_steal_pointer (&words);
}

SalonVoucherRectangle
salon_voucher_scene_add_column (SalonVoucherScene *scene,
                                const SalonVoucherLine *lines,
                                gsize n_lines,
                                const SalonVoucherRectangle *area,
                                PangoAlignment alignment,
                                SalonVoucherSide side)
{
  g_autofree SalonVoucherLine *clean = g_memdup2 (lines, n_lines * sizeof (SalonVoucherLine));
  g_autofree SalonVoucherFitted *fitted = g_new0 (SalonVoucherFitted, n_lines);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  double spacing, height = 0, y;

  for (gsize i = 0; i < n_lines; i++)
    {
      char *text = dup_words (&lines[i]);

      g_ptr_array_add (texts, text);
      clean[i].text = text;
    }
  spacing =
    salon_voucher_fit_column (fitted, scene->document, salon_voucher_face_get_cut (scene->design),
                              clean, n_lines, area->width, area->height, alignment);
  for (gsize i = 0; i < n_lines; i++)
    if (fitted[i].layout != NULL)
      height += fitted[i].height + (height > 0 ? clean[i].style.space_before * spacing : 0);
  y = area->y + get_side_share (side) * (area->height - height);

  SalonVoucherRectangle covered = { area->x, y, area->width, 0 };
  for (gsize i = 0; i < n_lines; i++)
    if (fitted[i].layout != NULL)
      {
        SalonVoucherRectangle slot = { area->x, y, area->width, fitted[i].height };

        slot.y += covered.height > 0 ? clean[i].style.space_before * spacing : 0;
        y = slot.y + slot.height;
        covered.height = y - covered.y;
        place (scene, &clean[i].style, &fitted[i], &slot, alignment);
      }
  return covered;
}

void
salon_voucher_scene_add_text (SalonVoucherScene *scene,
                              const SalonVoucherStyle *style,
                              const char *text,
                              const SalonVoucherRectangle *area,
                              PangoAlignment alignment,
                              SalonVoucherSide side)
{
  const SalonVoucherLine line = { *style, text };

  salon_voucher_scene_add_column (scene, &line, 1, area, alignment, side);
}

/* A square, or whatever has @width to @height, within @area. */
static SalonVoucherRectangle
set_within (const SalonVoucherRectangle *area,
            double width,
            double height,
            PangoAlignment alignment,
            SalonVoucherSide side)
{
  return (SalonVoucherRectangle) {
    area->x + get_share (alignment) * (area->width - width),
    area->y + get_side_share (side) * (area->height - height),
    width,
    height,
  };
}

void
salon_voucher_scene_add_qr (SalonVoucherScene *scene,
                            const char *code,
                            const SalonVoucherRectangle *area)
{
  double side = MIN (area->width, area->height);
  SalonVoucherRectangle square =
    set_within (area, side, side, PANGO_ALIGN_CENTER, SALON_VOUCHER_MIDDLE);
  Item item = { .matrix = scene->matrix, .area = square };

  if (code == NULL || *code == '\0')
    return;
  item.code = g_strdup (code);
  item.box = (SalonVoucherBox) {
    .name = "qr",
    .area = to_page (scene, &square),
    .ink = to_page (scene, &square),
  };
  g_array_append_val (scene->items, item);
}

void
salon_voucher_scene_add_logo (SalonVoucherScene *scene,
                              const SalonVoucherRectangle *area,
                              PangoAlignment alignment,
                              SalonVoucherSide side)
{
  double width, height, scale;
  SalonVoucherRectangle placed;
  Item item = { .matrix = scene->matrix };

  if (scene->logo == NULL)
    return;
  width = cairo_image_surface_get_width (scene->logo);
  height = cairo_image_surface_get_height (scene->logo);
  scale = MIN (MIN (area->width / width, area->height / height), 72 / LOGO_LEAST_DPI);
  placed = set_within (area, width * scale, height * scale, alignment, side);

  item.area = placed;
  item.scale = scale;
  item.logo = cairo_surface_reference (scene->logo);
  item.box = (SalonVoucherBox) {
    .name = "logo",
    .area = to_page (scene, &placed),
    .ink = to_page (scene, &placed),
  };
  g_array_append_val (scene->items, item);
}

static void
draw_logo (const Item *item, cairo_t *cr)
{
  cairo_translate (cr, item->area.x, item->area.y);
  cairo_scale (cr, item->scale, item->scale);
  cairo_set_source_surface (cr, item->logo, 0, 0);
  cairo_paint (cr);
}

/* White below the code, whatever the look has painted there. */
static void
draw_qr (const Item *item, cairo_t *cr)
{
  salon_voucher_colour_set (SALON_VOUCHER_WHITE, cr);
  cairo_rectangle (cr, item->area.x, item->area.y, item->area.width, item->area.height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  salon_qr_fill (cr, item->code, item->area.x, item->area.y, item->area.width);
}

static void
draw_item (const SalonVoucherScene *scene, const Item *item, cairo_t *cr)
{
  cairo_save (cr);
  cairo_transform (cr, &item->matrix);
  if (item->paint != NULL)
    {
      cairo_translate (cr, item->area.x, item->area.y);
      item->paint (cr, item->area.width, item->area.height, scene->design);
    }
  else if (item->text != NULL)
    {
      salon_voucher_colour_set (item->colour, cr);
      cairo_translate (cr, item->x, item->y);
      cairo_scale (cr, item->scale, item->scale);
      salon_document_draw_text (item->text, cr, 0, 0);
    }
  else if (item->code != NULL)
    draw_qr (item, cr);
  else
    draw_logo (item, cr);
  cairo_restore (cr);
}

void
salon_voucher_scene_draw (SalonVoucherScene *scene, cairo_t *cr)
{
  for (guint i = 0; i < scene->items->len; i++)
    draw_item (scene, &g_array_index (scene->items, Item, i), cr);
}

GArray *
salon_voucher_scene_list_boxes (SalonVoucherScene *scene)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (SalonVoucherBox));

  for (guint i = 0; i < scene->items->len; i++)
    {
      const Item *item = &g_array_index (scene->items, Item, i);

      if (item->box.name != NULL)
        g_array_append_val (boxes, item->box);
    }
  return boxes;
}
