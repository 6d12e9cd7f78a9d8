/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of colour with a sun over still water; beside it, flush left, large figures and much white. */
#include "salon-voucher-colour.h"
#include "salon-voucher-look.h"

#define FIELD_MARGIN 15.0 /* just within what printers reach */
#define PADDING 22.0      /* between the edge of the field and its texts */
#define HORIZON 0.60      /* of the height */

/* Waves are darker than the field when its text is white, and else lighter: it stays clear on both. */
static guint32
get_wave_colour (guint32 field, double share)
{
  gboolean is_dark = salon_voucher_colour_on_field (field) == SALON_VOUCHER_WHITE;

  return salon_voucher_colour_mix (field, is_dark ? 0x000000 : SALON_VOUCHER_WHITE, share);
}

/* From the left edge to the right one, with its crest at @crest, and all that is below it. */
static void
fill_wave (cairo_t *cr, double width, double height, double left, double right, double crest)
{
  cairo_move_to (cr, 0, left);
  cairo_curve_to (cr, 0.30 * width, left + crest, 0.52 * width, right - 1.3 * crest, width, right);
  cairo_line_to (cr, width, height);
  cairo_line_to (cr, 0, height);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static double
get_sun_radius (double width, double height)
{
  return MIN (0.20 * width, 0.17 * height);
}

/* From the upper edge of the field. */
static double
get_sun_top (double width, double height)
{
  return HORIZON * height - 1.1 * get_sun_radius (width, height);
}

static void
paint_field (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  double horizon = HORIZON * height, swell = 0.07 * height;
  double radius = get_sun_radius (width, height);

  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  salon_voucher_colour_set (design->main_colour, cr);
  cairo_paint (cr);
  salon_voucher_colour_set (design->accent_colour, cr);
  cairo_arc (cr, width - 1.55 * radius, horizon - 0.10 * radius, radius, 0, 2 * G_PI);
  cairo_fill (cr);
  salon_voucher_colour_set (get_wave_colour (design->main_colour, 0.14), cr);
  fill_wave (cr, width, height, horizon + 0.4 * swell, horizon + 0.2 * swell, -swell);
  salon_voucher_colour_set (get_wave_colour (design->main_colour, 0.26), cr);
  fill_wave (cr, width, height, horizon + 0.6 * swell, horizon + 2.0 * swell, swell);
  salon_voucher_colour_set (get_wave_colour (design->main_colour, 0.38), cr);
  fill_wave (cr, width, height, horizon + 3.0 * swell, horizon + 2.7 * swell, -0.6 * swell);
}

/* A short bar, where the eye shall begin. */
static void
paint_bar (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  salon_voucher_colour_set (design->accent_colour, cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static void
add_bar (SalonVoucherScene *scene, double x, double y)
{
  const SalonVoucherRectangle bar = { x, y, 28, 3 };

  salon_voucher_scene_add_ornament (scene, paint_bar, &bar);
}

static guint32
get_main (SalonVoucherScene *scene)
{
  return salon_voucher_colour_on_white (salon_voucher_scene_get_design (scene)->main_colour);
}

/* The field with the salon, the heading, and on the water the address. */
static void
add_field (SalonVoucherScene *scene,
           const SalonVoucherContent *content,
           const SalonVoucherRectangle *field,
           double size,
           int most_lines,
           gboolean has_address)
{
  const SalonVoucherDesign *design = salon_voucher_scene_get_design (scene);
  guint32 ink = salon_voucher_colour_on_field (design->main_colour);
  double left = field->x + PADDING, wide = field->width - 2 * PADDING;
  double top = field->y + PADDING, sun = field->y + get_sun_top (field->width, field->height);
  double water = field->y + 0.76 * field->height;
  const SalonVoucherRectangle sky = { left, top, wide, sun - 6 - top };
  const SalonVoucherRectangle ground = { left, water, wide, field->y + field->height - 16 - water };
  const SalonVoucherLine above[] = {
    { { "salon", SALON_VOUCHER_FACE_LABEL, 9, 6.5, 2, ink, 0 }, content->salon },
    { { "heading", SALON_VOUCHER_FACE_DISPLAY, size, 14, most_lines, ink, size * 0.42 },
      content->heading },
  };
  const SalonVoucherLine below[] = {
    { { "contact", SALON_VOUCHER_FACE_FINE, 7.5, 5, 5, ink, 0 }, content->contact },
    { { "footer", SALON_VOUCHER_FACE_FINE, 7.5, 5, 2, ink, 3 }, content->footer },
  };

  salon_voucher_scene_add_ornament (scene, paint_field, field);
  salon_voucher_scene_add_column (scene, above, G_N_ELEMENTS (above), &sky, PANGO_ALIGN_LEFT,
                                  SALON_VOUCHER_TOP);
  if (has_address)
    salon_voucher_scene_add_column (scene, below, G_N_ELEMENTS (below), &ground, PANGO_ALIGN_LEFT,
                                    SALON_VOUCHER_BOTTOM);
}

static SalonVoucherStyle
get_value_style (SalonVoucherScene *scene, const SalonVoucherContent *content, double size)
{
  return (SalonVoucherStyle) {
    "value", SALON_VOUCHER_FACE_FIGURE,   content->is_service ? size * 0.46 : size,
    11,      content->is_service ? 6 : 1, get_main (scene),
    0,
  };
}

static void
add_value (SalonVoucherScene *scene,
           const SalonVoucherContent *content,
           const SalonVoucherRectangle *area,
           double size,
           SalonVoucherSide side)
{
  const SalonVoucherStyle style = get_value_style (scene, content, size);

  salon_voucher_scene_add_text (scene, &style, content->value, area, PANGO_ALIGN_LEFT, side);
}

/* For whom, from whom and what they say. */
static void
add_words (SalonVoucherScene *scene,
           const SalonVoucherContent *content,
           const SalonVoucherRectangle *area,
           double size,
           SalonVoucherSide side)
{
  guint32 label =
    salon_voucher_colour_on_white (salon_voucher_colour_mix (get_main (scene), 0xffffff, 0.35));
  gboolean is_given = salon_voucher_look_has (content->recipient);
  gboolean is_signed = salon_voucher_look_has (content->buyer);
  const SalonVoucherLine lines[] = {
    { { "recipient-label", SALON_VOUCHER_FACE_LABEL, 6.5, 5, 1, label, 0 },
      is_given ? content->recipient_label : NULL },
    { { "recipient", SALON_VOUCHER_FACE_TEXT, size, 8, 2, SALON_VOUCHER_INK, 2 },
      content->recipient },
    { { "buyer-label", SALON_VOUCHER_FACE_LABEL, 6.5, 5, 1, label, size * 0.6 },
      is_signed ? content->buyer_label : NULL },
    { { "buyer", SALON_VOUCHER_FACE_TEXT, size, 8, 2, SALON_VOUCHER_INK, 2 }, content->buyer },
    { { "message", SALON_VOUCHER_FACE_SPEECH, size * 0.66, 6.5, 14, SALON_VOUCHER_INK,
        size * 0.85 },
      content->message },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), area, PANGO_ALIGN_LEFT, side);
}

/* QR code at the right end, and beside it until when the voucher is good. */
static void
add_foot (SalonVoucherScene *scene,
          const SalonVoucherContent *content,
          const SalonVoucherRectangle *area,
          double qr)
{
  const double inset = qr * 4 / 29; /* the quiet zone may reach beyond the column */
  const SalonVoucherRectangle code = { area->x + area->width - qr + inset,
                                       area->y + area->height - qr + inset, qr, qr };
  const SalonVoucherRectangle texts = { area->x, area->y, area->width - qr - 4, area->height };
  const SalonVoucherLine lines[] = {
    { { "expiry", SALON_VOUCHER_FACE_TEXT, 10, 7, 1, get_main (scene), 0 }, content->expiry },
    { { "code", SALON_VOUCHER_FACE_CODE, 10, 7, 1, SALON_VOUCHER_INK, 3 }, content->code },
    { { "terms", SALON_VOUCHER_FACE_FINE, 6, 4.5, 6, SALON_VOUCHER_INK, 5 }, content->terms },
    { { "issued", SALON_VOUCHER_FACE_FINE, 6, 4.5, 1, SALON_VOUCHER_INK, 2 }, content->issued },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), &texts, PANGO_ALIGN_LEFT,
                                  SALON_VOUCHER_BOTTOM);
  salon_voucher_scene_add_qr (scene, content->code, &code);
}

/* What is left of @area under the logo, if there is one. */
static SalonVoucherRectangle
add_logo (SalonVoucherScene *scene, const SalonVoucherRectangle *area, double height)
{
  const SalonVoucherRectangle logo = { area->x, area->y, MIN (area->width, 150), height };
  SalonVoucherRectangle left = *area;

  if (salon_voucher_scene_has_logo (scene))
    {
      salon_voucher_scene_add_logo (scene, &logo, PANGO_ALIGN_LEFT, SALON_VOUCHER_TOP);
      left.y += height + 10;
      left.height -= height + 10;
    }
  return left;
}

static void
compose_sheet (SalonVoucherScene *scene,
               const SalonVoucherContent *content,
               double width,
               double height)
{
  const double left = 292, wide = width - left - 38, top = 40, bottom = height - 37, foot = 74;
  const SalonVoucherRectangle field = { FIELD_MARGIN, FIELD_MARGIN, 240,
                                        height - 2 * FIELD_MARGIN };
  const SalonVoucherRectangle column = { left, top, wide, bottom - foot - 20 - top };
  const SalonVoucherRectangle below = { left, bottom - foot, wide, foot };

  add_field (scene, content, &field, 46, 2, TRUE);
  const SalonVoucherRectangle free = add_logo (scene, &column, 40);
  const SalonVoucherRectangle value = { left, free.y, wide, 66 };
  const SalonVoucherRectangle words = { left, free.y + 96, wide, free.height - 96 };

  add_value (scene, content, &value, 58, SALON_VOUCHER_MIDDLE);
  add_bar (scene, left, free.y + 76);
  add_words (scene, content, &words, 16, SALON_VOUCHER_TOP);
  add_foot (scene, content, &below, 74);
}

static void
compose_slip (SalonVoucherScene *scene,
              const SalonVoucherContent *content,
              double width,
              double height)
{
  const double left = 250, right = width - 34, top = 32, bottom = height - 30, foot = 66;
  const double words_x = left + 154;
  const SalonVoucherRectangle field = { FIELD_MARGIN, FIELD_MARGIN, 206,
                                        height - 2 * FIELD_MARGIN };
  const SalonVoucherRectangle column = { left, top, 138, bottom - foot - 14 - top };
  const SalonVoucherRectangle words = { words_x, top + 6, right - words_x, column.height - 6 };
  const SalonVoucherRectangle below = { left, bottom - foot, right - left, foot };

  add_field (scene, content, &field, 31, 1, TRUE);
  const SalonVoucherRectangle value = add_logo (scene, &column, 34);

  add_value (scene, content, &value, 46, SALON_VOUCHER_TOP);
  add_words (scene, content, &words, 13, SALON_VOUCHER_TOP);
  add_foot (scene, content, &below, 68);
}

static void
compose_cover (SalonVoucherScene *scene,
               const SalonVoucherContent *content,
               double width,
               double height)
{
  const SalonVoucherRectangle field = { FIELD_MARGIN, FIELD_MARGIN, width - 2 * FIELD_MARGIN,
                                        height - 2 * FIELD_MARGIN };

  add_field (scene, content, &field, 52, 1, FALSE);
}

static void
compose_inside_left (SalonVoucherScene *scene,
                     const SalonVoucherContent *content,
                     double width,
                     double height)
{
  const SalonVoucherRectangle words = { 42, 56, width - 84, height - 96 };

  add_bar (scene, 42, 42);
  add_words (scene, content, &words, 19, SALON_VOUCHER_TOP);
}

static void
compose_inside_right (SalonVoucherScene *scene,
                      const SalonVoucherContent *content,
                      double width,
                      double height)
{
  const SalonVoucherRectangle column = { 42, 56, width - 84, 118 };
  const SalonVoucherRectangle below = { 42, height - 36 - 84, width - 84, 84 };

  add_bar (scene, 42, 42);
  const SalonVoucherRectangle value = add_logo (scene, &column, 40);
  add_value (scene, content, &value, 66, SALON_VOUCHER_TOP);
  add_foot (scene, content, &below, 78);
}

static void
compose_back (SalonVoucherScene *scene,
              const SalonVoucherContent *content,
              double width,
              double height)
{
  const SalonVoucherRectangle area = { 42, height - 136, width - 84, 100 };
  const SalonVoucherLine lines[] = {
    { { "back-salon", SALON_VOUCHER_FACE_TEXT, 11, 7, 2, get_main (scene), 0 }, content->salon },
    { { "contact", SALON_VOUCHER_FACE_FINE, 8, 5.5, 5, SALON_VOUCHER_INK, 4 }, content->contact },
    { { "footer", SALON_VOUCHER_FACE_FINE, 8, 5.5, 3, SALON_VOUCHER_INK, 4 }, content->footer },
  };
  SalonVoucherRectangle covered =
    salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), &area, PANGO_ALIGN_LEFT,
                                    SALON_VOUCHER_BOTTOM);

  add_bar (scene, 42, covered.y - 12);
}

const SalonVoucherLookParts salon_voucher_modern_parts = {
  .sheet = compose_sheet,
  .slip = compose_slip,
  .cover = compose_cover,
  .inside_left = compose_inside_left,
  .inside_right = compose_inside_right,
  .back = compose_back,
};
