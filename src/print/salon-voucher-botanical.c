/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twigs that grow up the left side and hang into the upper right corner; the texts in the clearing. */
#include "salon-voucher-colour.h"
#include "salon-voucher-look.h"
#include "salon-voucher-ornament.h"

static guint32
tint (guint32 colour, double share)
{
  return salon_voucher_colour_mix (colour, SALON_VOUCHER_WHITE, share);
}

/* The large twig: leaves in three greens, berries between them. */
static SalonVoucherTwig
get_full_twig (const SalonVoucherDesign *design, double length)
{
  return (SalonVoucherTwig) {
    .n_leaves = 17,
    .leaf_length = length,
    .leaf_width = length * 0.42,
    .spread = 52,
    .start = 0.14,
    .stem_colour = tint (design->main_colour, 0.25),
    .leaf_colours = { tint (design->accent_colour, 0.06), tint (design->main_colour, 0.42),
                      tint (design->accent_colour, 0.42) },
    .line_width = 0.7,
  };
}

/* The slender one: narrow leaves, outlines alone. */
static SalonVoucherTwig
get_fine_twig (const SalonVoucherDesign *design, double length)
{
  return (SalonVoucherTwig) {
    .n_leaves = 13,
    .leaf_length = length,
    .leaf_width = length * 0.30,
    .spread = 40,
    .start = 0.2,
    .stem_colour = tint (design->main_colour, 0.45),
    .leaf_colours = { SALON_VOUCHER_BARE, SALON_VOUCHER_BARE, tint (design->accent_colour, 0.72) },
    .line_width = 0.55,
    .has_berries = TRUE,
  };
}

/* Up the left side, from the foot of it. */
static void
paint_growth (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  const double behind[8] = { 0.20 * width, height,        0.15 * width, 0.72 * height,
                             0.62 * width, 0.62 * height, 0.80 * width, 0.36 * height };
  const double stem[8] = { 0.24 * width, height,        0.52 * width, 0.66 * height,
                           0.10 * width, 0.40 * height, 0.46 * width, 0.06 * height };
  const SalonVoucherTwig fine = get_fine_twig (design, 0.30 * width);
  const SalonVoucherTwig full = get_full_twig (design, 0.40 * width);

  salon_voucher_ornament_draw_twig (cr, &fine, behind);
  salon_voucher_ornament_draw_twig (cr, &full, stem);
}

/* Into the upper right corner, from outside. */
static void
paint_corner (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  const double stem[8] = { width,        0.02 * height, 0.80 * width, 0.34 * height,
                           0.48 * width, 0.20 * height, 0.06 * width, 0.30 * height };
  const double second[8] = { width,        0.02 * height, 0.92 * width, 0.40 * height,
                             0.70 * width, 0.60 * height, 0.74 * width, 0.96 * height };
  SalonVoucherTwig fine = get_fine_twig (design, 0.24 * width);
  SalonVoucherTwig full = get_full_twig (design, 0.23 * width);

  full.n_leaves = 9;
  fine.n_leaves = 9;
  salon_voucher_ornament_draw_twig (cr, &fine, second);
  salon_voucher_ornament_draw_twig (cr, &full, stem);
}

/* A small twig that lies under the heading. */
static void
paint_sprig (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  for (int side = -1; side <= 1; side += 2)
    {
      const double stem[8] = { 0,
                               0.55 * height,
                               0.16 * width,
                               0.75 * height,
                               0.32 * width,
                               0.62 * height,
                               0.49 * width,
                               0.38 * height };
      SalonVoucherTwig twig = get_full_twig (design, 0.13 * width);

      twig.n_leaves = 7;
      twig.line_width = 0.4;
      twig.start = 0.18;
      cairo_save (cr);
      cairo_translate (cr, width / 2, 0);
      cairo_scale (cr, side, 1);
      salon_voucher_ornament_draw_twig (cr, &twig, stem);
      cairo_restore (cr);
    }
}

static guint32
get_main (SalonVoucherScene *scene)
{
  return salon_voucher_colour_on_white (salon_voucher_scene_get_design (scene)->main_colour);
}

static void
add_growth (SalonVoucherScene *scene, double x, double width, double height)
{
  const SalonVoucherRectangle growth = { x, 20, width, height - 36 };

  salon_voucher_scene_add_ornament (scene, paint_growth, &growth);
}

static void
add_corner (SalonVoucherScene *scene, double width, double size)
{
  const SalonVoucherRectangle corner = { width - 15 - size, 15, size, size * 0.62 };

  salon_voucher_scene_add_ornament (scene, paint_corner, &corner);
}

static void
add_sprig (SalonVoucherScene *scene, double middle, double y, double width)
{
  const SalonVoucherRectangle sprig = { middle - width / 2, y, width, width * 0.14 };

  salon_voucher_scene_add_ornament (scene, paint_sprig, &sprig);
}

/* The salon and the heading. */
static void
add_head (SalonVoucherScene *scene,
          const SalonVoucherContent *content,
          const SalonVoucherRectangle *area,
          double size)
{
  guint32 main = get_main (scene);
  const SalonVoucherStyle salon = { "salon", SALON_VOUCHER_FACE_LABEL, size * 0.24, 7, 1, main, 0 };
  const SalonVoucherStyle heading = {
    "heading", SALON_VOUCHER_FACE_DISPLAY, size, 14, 1, main, 0,
  };
  double name_height = 0.32 * area->height;
  const SalonVoucherRectangle above = { area->x, area->y, area->width, name_height };
  const SalonVoucherRectangle below = { area->x, area->y + name_height + 2, area->width,
                                        area->height - name_height - 2 };

  if (salon_voucher_scene_has_logo (scene))
    salon_voucher_scene_add_logo (scene, &above, PANGO_ALIGN_CENTER, SALON_VOUCHER_MIDDLE);
  else
    salon_voucher_scene_add_text (scene, &salon, content->salon, &above, PANGO_ALIGN_CENTER,
                                  SALON_VOUCHER_MIDDLE);
  salon_voucher_scene_add_text (scene, &heading, content->heading, &below, PANGO_ALIGN_CENTER,
                                SALON_VOUCHER_MIDDLE);
}

static SalonVoucherStyle
get_value_style (SalonVoucherScene *scene, const SalonVoucherContent *content, double size)
{
  return (SalonVoucherStyle) {
    "value", SALON_VOUCHER_FACE_FIGURE,   content->is_service ? size * 0.6 : size,
    10,      content->is_service ? 3 : 1, get_main (scene),
    0,
  };
}

/* What it is worth, for whom, from whom, and the message, one under another. */
static void
add_words (SalonVoucherScene *scene,
           const SalonVoucherContent *content,
           const SalonVoucherRectangle *area,
           double size,
           gboolean has_value)
{
  guint32 label =
    salon_voucher_colour_on_white (salon_voucher_scene_get_design (scene)->accent_colour);
  gboolean is_given = salon_voucher_look_has (content->recipient);
  gboolean is_signed = salon_voucher_look_has (content->buyer);
  const SalonVoucherLine lines[] = {
    { get_value_style (scene, content, size * 2), has_value ? content->value : NULL },
    { { "recipient-label", SALON_VOUCHER_FACE_LABEL, size * 0.36, 5.5, 1, label, size * 0.75 },
      is_given ? content->recipient_label : NULL },
    { { "recipient", SALON_VOUCHER_FACE_TEXT, size, 8.5, 2, SALON_VOUCHER_INK, 1 },
      content->recipient },
    { { "buyer-label", SALON_VOUCHER_FACE_LABEL, size * 0.36, 5.5, 1, label, size * 0.5 },
      is_signed ? content->buyer_label : NULL },
    { { "buyer", SALON_VOUCHER_FACE_TEXT, size * 0.85, 8.5, 2, SALON_VOUCHER_INK, 1 },
      content->buyer },
    { { "message", SALON_VOUCHER_FACE_SPEECH, size * 0.7, 7.5, 12, SALON_VOUCHER_INK, size * 0.75 },
      content->message },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), area, PANGO_ALIGN_CENTER,
                                  SALON_VOUCHER_MIDDLE);
}

static void
add_address (SalonVoucherScene *scene,
             const SalonVoucherContent *content,
             const SalonVoucherRectangle *area,
             PangoAlignment alignment)
{
  gboolean names = salon_voucher_scene_has_logo (scene);
  const SalonVoucherLine lines[] = {
    { { "salon", SALON_VOUCHER_FACE_TEXT, 11, 6, 1, get_main (scene), 0 },
      names ? content->salon : NULL },
    { { "contact", SALON_VOUCHER_FACE_FINE, 8.5, 5.5, 5, SALON_VOUCHER_INK, 0 }, content->contact },
    { { "footer", SALON_VOUCHER_FACE_FINE, 8.5, 5.5, 2, SALON_VOUCHER_INK, 3 }, content->footer },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), area, alignment,
                                  SALON_VOUCHER_BOTTOM);
}

static void
add_foot (SalonVoucherScene *scene,
          const SalonVoucherContent *content,
          const SalonVoucherRectangle *area,
          double qr)
{
  const double inset = qr * 4 / 29; /* the quiet zone may reach beyond the column */
  const SalonVoucherRectangle code = { area->x + area->width - qr + inset,
                                       area->y + area->height - qr + inset, qr, qr };
  const SalonVoucherRectangle texts = { area->x, area->y, area->width - qr - 6, area->height };
  const SalonVoucherLine lines[] = {
    { { "expiry", SALON_VOUCHER_FACE_SPEECH, 13, 8, 1, get_main (scene), 0 }, content->expiry },
    { { "code", SALON_VOUCHER_FACE_CODE, 11, 8, 1, SALON_VOUCHER_INK, 1 }, content->code },
    { { "terms", SALON_VOUCHER_FACE_FINE, 7.5, 5.5, 5, SALON_VOUCHER_INK, 4 }, content->terms },
    { { "issued", SALON_VOUCHER_FACE_FINE, 7.5, 5.5, 1, SALON_VOUCHER_INK, 1 }, content->issued },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), &texts, PANGO_ALIGN_RIGHT,
                                  SALON_VOUCHER_BOTTOM);
  salon_voucher_scene_add_qr (scene, content->code, &code);
}

static void
compose_sheet (SalonVoucherScene *scene,
               const SalonVoucherContent *content,
               double width,
               double height)
{
  const double left = 196, wide = width - left - 40, bottom = height - 36, foot = 78;
  const double side = 112;
  const SalonVoucherRectangle head = { left, 36, wide - 20, 86 };
  const SalonVoucherRectangle words = { left, 148, wide - 20, bottom - foot - 14 - 148 };
  const SalonVoucherRectangle address = { left, bottom - foot, side, foot };
  const SalonVoucherRectangle below = { left + side + 10, bottom - foot, wide - side - 10, foot };

  add_corner (scene, width, 120);
  add_growth (scene, 18, 172, height);
  add_head (scene, content, &head, 46);
  add_sprig (scene, left + wide / 2 - 10, 123, 110);
  add_words (scene, content, &words, 19, TRUE);
  add_address (scene, content, &address, PANGO_ALIGN_LEFT);
  add_foot (scene, content, &below, 74);
}

static void
compose_slip (SalonVoucherScene *scene,
              const SalonVoucherContent *content,
              double width,
              double height)
{
  const double left = 138, first = 196, second_x = left + first + 24;
  const double second = width - second_x - 36, bottom = height - 30, foot = 92;
  const SalonVoucherRectangle head = { left, 34, first, 76 };
  const SalonVoucherRectangle value = { left, 134, first, 60 };
  const SalonVoucherRectangle words = { second_x, 34, second, bottom - foot - 10 - 34 };
  const SalonVoucherRectangle below = { second_x, bottom - foot, second, foot };
  const SalonVoucherStyle style = get_value_style (scene, content, 38);
  const SalonVoucherRectangle address = { left, bottom - 50, first, 50 };

  add_growth (scene, 16, 116, height);
  add_head (scene, content, &head, 40);
  add_sprig (scene, left + first / 2, 112, 96);
  salon_voucher_scene_add_text (scene, &style, content->value, &value, PANGO_ALIGN_CENTER,
                                SALON_VOUCHER_MIDDLE);
  add_address (scene, content, &address, PANGO_ALIGN_CENTER);
  add_words (scene, content, &words, 16, FALSE);
  add_foot (scene, content, &below, 68);
}

static void
compose_cover (SalonVoucherScene *scene,
               const SalonVoucherContent *content,
               double width,
               double height)
{
  const double left = 142, wide = width - left - 34;
  const SalonVoucherRectangle head = { left, 84, wide, 92 };

  add_growth (scene, 20, 126, height);
  add_corner (scene, width, 110);
  add_head (scene, content, &head, 48);
  add_sprig (scene, left + wide / 2, 182, 110);
}

static void
compose_inside_left (SalonVoucherScene *scene,
                     const SalonVoucherContent *content,
                     double width,
                     double height)
{
  const SalonVoucherRectangle words = { 44, 84, width - 88, height - 124 };

  add_corner (scene, width, 96);
  add_words (scene, content, &words, 21, FALSE);
}

static void
compose_inside_right (SalonVoucherScene *scene,
                      const SalonVoucherContent *content,
                      double width,
                      double height)
{
  const SalonVoucherStyle style = get_value_style (scene, content, 50);
  const SalonVoucherRectangle value = { 44, 44, width - 88, 76 };
  const SalonVoucherRectangle below = { 44, height - 36 - 96, width - 88, 96 };

  salon_voucher_scene_add_text (scene, &style, content->value, &value, PANGO_ALIGN_CENTER,
                                SALON_VOUCHER_MIDDLE);
  add_sprig (scene, width / 2, 126, 120);
  add_foot (scene, content, &below, 78);
}

static void
compose_back (SalonVoucherScene *scene,
              const SalonVoucherContent *content,
              double width,
              double height)
{
  const SalonVoucherRectangle area = { 60, height - 132, width - 120, 96 };
  const SalonVoucherLine lines[] = {
    { { "back-salon", SALON_VOUCHER_FACE_TEXT, 13, 8, 2, get_main (scene), 0 }, content->salon },
    { { "contact", SALON_VOUCHER_FACE_FINE, 8.5, 5.5, 5, SALON_VOUCHER_INK, 3 }, content->contact },
    { { "footer", SALON_VOUCHER_FACE_FINE, 8.5, 5.5, 3, SALON_VOUCHER_INK, 3 }, content->footer },
  };
  SalonVoucherRectangle covered =
    salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), &area, PANGO_ALIGN_CENTER,
                                    SALON_VOUCHER_BOTTOM);

  add_sprig (scene, width / 2, covered.y - 20, 84);
}

const SalonVoucherLookParts salon_voucher_botanical_parts = {
  .sheet = compose_sheet,
  .slip = compose_slip,
  .cover = compose_cover,
  .inside_left = compose_inside_left,
  .inside_right = compose_inside_right,
  .back = compose_back,
};
