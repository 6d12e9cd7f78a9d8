/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Centred, within a frame of two fine lines with hollowed corners; a flourish under the heading. */
#include "salon-voucher-colour.h"
#include "salon-voucher-look.h"
#include "salon-voucher-ornament.h"

#define FRAME_MARGIN 20.0 /* from the edge of the paper to the outer line */
#define CORNER 17.0
#define LINE_GAP 4.0
#define FLOURISH_ASPECT 0.13
#define LONG_MESSAGE 120 /* characters; what is longer is set upright */

static void
paint_frame (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  salon_voucher_colour_set (design->main_colour, cr);
  cairo_set_line_width (cr, 0.9);
  salon_voucher_ornament_add_frame (cr, 0, 0, width, height, CORNER);
  cairo_stroke (cr);
  salon_voucher_colour_set (design->accent_colour, cr);
  cairo_set_line_width (cr, 0.45);
  salon_voucher_ornament_add_frame (cr, LINE_GAP, LINE_GAP, width - 2 * LINE_GAP,
                                    height - 2 * LINE_GAP, CORNER);
  cairo_stroke (cr);
  for (int corner = 0; corner < 4; corner++)
    salon_voucher_ornament_add_lozenge (cr, corner % 2 == 0 ? 3.2 : width - 3.2,
                                        corner < 2 ? 3.2 : height - 3.2, 5.2, 5.2);
  cairo_fill (cr);
}

static void
paint_flourish (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  salon_voucher_colour_set (design->accent_colour, cr);
  cairo_translate (cr, width / 2, height / 2);
  salon_voucher_ornament_fill_flourish (cr, width);
}

static void
paint_rule (cairo_t *cr, double width, double height, const SalonVoucherDesign *design)
{
  salon_voucher_colour_set (design->accent_colour, cr);
  cairo_set_line_width (cr, 0.45);
  cairo_move_to (cr, width / 2, 0);
  cairo_line_to (cr, width / 2, height);
  cairo_stroke (cr);
}

static void
add_frame (SalonVoucherScene *scene, double width, double height)
{
  const SalonVoucherRectangle frame = { FRAME_MARGIN, FRAME_MARGIN, width - 2 * FRAME_MARGIN,
                                        height - 2 * FRAME_MARGIN };

  salon_voucher_scene_add_ornament (scene, paint_frame, &frame);
}

/* In the middle between @x and @x + @width. */
static void
add_flourish (SalonVoucherScene *scene, double x, double y, double width, double flourish_width)
{
  const SalonVoucherRectangle area = { x + (width - flourish_width) / 2, y, flourish_width,
                                       flourish_width * FLOURISH_ASPECT };

  salon_voucher_scene_add_ornament (scene, paint_flourish, &area);
}

/* The salon, by its logo or else by name. */
static void
add_salon (SalonVoucherScene *scene,
           const SalonVoucherContent *content,
           const SalonVoucherRectangle *area,
           double size)
{
  const SalonVoucherDesign *design = salon_voucher_scene_get_design (scene);
  const SalonVoucherStyle style = { "salon", SALON_VOUCHER_FACE_LABEL,
                                    size,    8,
                                    1,       salon_voucher_colour_on_white (design->main_colour),
                                    0 };

  if (salon_voucher_scene_has_logo (scene))
    salon_voucher_scene_add_logo (scene, area, PANGO_ALIGN_CENTER, SALON_VOUCHER_MIDDLE);
  else
    salon_voucher_scene_add_text (scene, &style, content->salon, area, PANGO_ALIGN_CENTER,
                                  SALON_VOUCHER_MIDDLE);
}

static void
add_heading (SalonVoucherScene *scene,
             const SalonVoucherContent *content,
             const SalonVoucherRectangle *area,
             double size)
{
  const SalonVoucherDesign *design = salon_voucher_scene_get_design (scene);
  const SalonVoucherStyle style = { "heading", SALON_VOUCHER_FACE_DISPLAY,
                                    size,      14,
                                    1,         salon_voucher_colour_on_white (design->main_colour),
                                    0 };

  salon_voucher_scene_add_text (scene, &style, content->heading, area, PANGO_ALIGN_CENTER,
                                SALON_VOUCHER_MIDDLE);
}

static void
add_value (SalonVoucherScene *scene,
           const SalonVoucherContent *content,
           const SalonVoucherRectangle *area,
           double size)
{
  const SalonVoucherDesign *design = salon_voucher_scene_get_design (scene);
  const SalonVoucherStyle style = {
    "value", SALON_VOUCHER_FACE_FIGURE,   content->is_service ? size * 0.6 : size,
    10,      content->is_service ? 3 : 1, salon_voucher_colour_on_white (design->main_colour),
    0
  };

  salon_voucher_scene_add_text (scene, &style, content->value, area, PANGO_ALIGN_CENTER,
                                SALON_VOUCHER_MIDDLE);
}

static void
add_person (SalonVoucherScene *scene,
            const char *const names[2],
            const char *label,
            const char *person,
            const SalonVoucherRectangle *area,
            double size)
{
  const SalonVoucherDesign *design = salon_voucher_scene_get_design (scene);
  const SalonVoucherLine lines[] = {
    { { names[0], SALON_VOUCHER_FACE_LABEL, MAX (7, size * 0.4), 6, 1,
        salon_voucher_colour_on_white (design->accent_colour), 0 },
      label },
    { { names[1], SALON_VOUCHER_FACE_TEXT, size, 9, 2, SALON_VOUCHER_INK, 1 }, person },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), area, PANGO_ALIGN_CENTER,
                                  SALON_VOUCHER_TOP);
}

/* For whom and from whom: side by side when both are told. */
static void
add_people (SalonVoucherScene *scene,
            const SalonVoucherContent *content,
            const SalonVoucherRectangle *area,
            double size)
{
  static const char *const recipient[] = { "recipient-label", "recipient" };
  static const char *const buyer[] = { "buyer-label", "buyer" };
  gboolean has_both =
    salon_voucher_look_has (content->recipient) && salon_voucher_look_has (content->buyer);
  double width = has_both ? (area->width - 24) / 2 : area->width;
  const SalonVoucherRectangle first = { area->x, area->y, width, area->height };
  const SalonVoucherRectangle last = { area->x + area->width - width, area->y, width,
                                       area->height };

  if (salon_voucher_look_has (content->recipient))
    add_person (scene, recipient, content->recipient_label, content->recipient, &first, size);
  if (salon_voucher_look_has (content->buyer))
    add_person (scene, buyer, content->buyer_label, content->buyer, &last, size);
}

/* A few words are spoken; a letter is read, and upright ones are read more easily when they are small.
 * They are in the PDF already, too: all slanted ones would take another three kilobytes of it. */
static SalonVoucherFace
get_message_face (const SalonVoucherContent *content)
{
  gboolean is_long =
    content->message != NULL && g_utf8_strlen (content->message, -1) > LONG_MESSAGE;

  return is_long ? SALON_VOUCHER_FACE_FINE : SALON_VOUCHER_FACE_SPEECH;
}

static void
add_message (SalonVoucherScene *scene,
             const SalonVoucherContent *content,
             const SalonVoucherRectangle *area,
             double size)
{
  const SalonVoucherStyle style = {
    "message", get_message_face (content), size, 8, 12, SALON_VOUCHER_INK, 0,
  };

  salon_voucher_scene_add_text (scene, &style, content->message, area, PANGO_ALIGN_CENTER,
                                SALON_VOUCHER_MIDDLE);
}

/* How long it is good, and the code for whoever has no scanner. */
static void
add_validity (SalonVoucherScene *scene,
              const SalonVoucherContent *content,
              const SalonVoucherRectangle *area,
              PangoAlignment alignment,
              SalonVoucherSide side)
{
  const SalonVoucherDesign *design = salon_voucher_scene_get_design (scene);
  guint32 main = salon_voucher_colour_on_white (design->main_colour);
  const SalonVoucherLine lines[] = {
    { { "expiry", SALON_VOUCHER_FACE_SPEECH, 13, 8, 1, main, 0 }, content->expiry },
    { { "code", SALON_VOUCHER_FACE_CODE, 12, 8, 1, SALON_VOUCHER_INK, 1 }, content->code },
    { { "terms", SALON_VOUCHER_FACE_FINE, 7.5, 5.5, 6, SALON_VOUCHER_INK, 3 }, content->terms },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), area, alignment, side);
}

static void
add_address (SalonVoucherScene *scene,
             const SalonVoucherContent *content,
             const SalonVoucherRectangle *area,
             PangoAlignment alignment,
             SalonVoucherSide side)
{
  const SalonVoucherDesign *design = salon_voucher_scene_get_design (scene);
  guint32 main = salon_voucher_colour_on_white (design->main_colour);
  gboolean names = salon_voucher_scene_has_logo (scene);
  const SalonVoucherLine lines[] = {
    { { "salon", SALON_VOUCHER_FACE_LABEL, 9, 6, 1, main, 0 }, names ? content->salon : NULL },
    { { "contact", SALON_VOUCHER_FACE_FINE, 8.5, 5.5, 5, SALON_VOUCHER_INK, 1 }, content->contact },
    { { "footer", SALON_VOUCHER_FACE_FINE, 8, 5.5, 3, SALON_VOUCHER_INK, 3 }, content->footer },
    { { "issued", SALON_VOUCHER_FACE_FINE, 7.5, 5.5, 1, SALON_VOUCHER_INK, 3 }, content->issued },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), area, alignment, side);
}

static void
compose_sheet (SalonVoucherScene *scene,
               const SalonVoucherContent *content,
               double width,
               double height)
{
  const double left = 52, wide = width - 2 * left, bottom = height - 40, foot = 68;
  const double qr = 72, side = 150, middle = wide - 2 * side - 24;
  const SalonVoucherRectangle salon = { left, 38, wide, 30 };
  const SalonVoucherRectangle heading = { left, 70, wide, 60 };
  const SalonVoucherRectangle value = { left, 156, wide, 50 };
  const SalonVoucherRectangle people = { left, 217, wide, 46 };
  const SalonVoucherRectangle message = { left + 30, 265, wide - 60, 44 };
  const SalonVoucherRectangle address = { left, bottom - foot, side, foot };
  const SalonVoucherRectangle validity = { left + side + 12, bottom - foot, middle, foot };
  const SalonVoucherRectangle code = { left + wide - qr + 8, bottom - qr + 6, qr, qr };

  add_frame (scene, width, height);
  add_salon (scene, content, &salon, 12.5);
  add_heading (scene, content, &heading, 48);
  add_flourish (scene, left, 132, wide, 150);
  add_value (scene, content, &value, 40);
  add_people (scene, content, &people, 19);
  add_message (scene, content, &message, 13.5);
  add_validity (scene, content, &validity, PANGO_ALIGN_CENTER, SALON_VOUCHER_BOTTOM);
  add_address (scene, content, &address, PANGO_ALIGN_LEFT, SALON_VOUCHER_BOTTOM);
  salon_voucher_scene_add_qr (scene, content->code, &code);
}

/* Both people and the message, one under another. */
static void
add_words (SalonVoucherScene *scene,
           const SalonVoucherContent *content,
           const SalonVoucherRectangle *area)
{
  const SalonVoucherDesign *design = salon_voucher_scene_get_design (scene);
  guint32 accent = salon_voucher_colour_on_white (design->accent_colour);
  gboolean is_given = salon_voucher_look_has (content->recipient);
  gboolean is_signed = salon_voucher_look_has (content->buyer);
  const SalonVoucherLine lines[] = {
    { { "recipient-label", SALON_VOUCHER_FACE_LABEL, 7, 5.5, 1, accent, 0 },
      is_given ? content->recipient_label : NULL },
    { { "recipient", SALON_VOUCHER_FACE_TEXT, 16, 8.5, 2, SALON_VOUCHER_INK, 0 },
      content->recipient },
    { { "buyer-label", SALON_VOUCHER_FACE_LABEL, 7, 5.5, 1, accent, 6 },
      is_signed ? content->buyer_label : NULL },
    { { "buyer", SALON_VOUCHER_FACE_TEXT, 13, 8.5, 2, SALON_VOUCHER_INK, 0 }, content->buyer },
    { { "message", get_message_face (content), 12, 7.5, 12, SALON_VOUCHER_INK, 9 },
      content->message },
  };

  salon_voucher_scene_add_column (scene, lines, G_N_ELEMENTS (lines), area, PANGO_ALIGN_LEFT,
                                  SALON_VOUCHER_TOP);
}

static void
compose_slip (SalonVoucherScene *scene,
              const SalonVoucherContent *content,
              double width,
              double height)
{
  const double left = 46, top = 38, bottom = height - 36, first = 262, gap = 36, qr = 66;
  const double second_x = left + first + gap, second = width - left - second_x;
  const SalonVoucherRectangle salon = { left, top, first, 26 };
  const SalonVoucherRectangle heading = { left, top + 28, first, 48 };
  const SalonVoucherRectangle value = { left, top + 92, first, 52 };
  const SalonVoucherRectangle address = { left, bottom - 56, first, 56 };
  const SalonVoucherRectangle words = { second_x, top, second, 132 };
  const SalonVoucherRectangle code = { second_x + second - qr + 7, bottom - qr + 7, qr, qr };
  const SalonVoucherRectangle validity = { second_x, bottom - qr + 1, second - qr, qr - 1 };
  const SalonVoucherRectangle rule = { left + first, top + 4, gap, bottom - top - 8 };

  add_frame (scene, width, height);
  salon_voucher_scene_add_ornament (scene, paint_rule, &rule);
  add_salon (scene, content, &salon, 11);
  add_heading (scene, content, &heading, 40);
  add_flourish (scene, left, top + 77, first, 120);
  add_value (scene, content, &value, 36);
  add_words (scene, content, &words);
  add_validity (scene, content, &validity, PANGO_ALIGN_LEFT, SALON_VOUCHER_BOTTOM);
  add_address (scene, content, &address, PANGO_ALIGN_CENTER, SALON_VOUCHER_BOTTOM);
  salon_voucher_scene_add_qr (scene, content->code, &code);
}

static void
compose_cover (SalonVoucherScene *scene,
               const SalonVoucherContent *content,
               double width,
               double height)
{
  const double left = 44, wide = width - 2 * left;
  const SalonVoucherRectangle salon = { left, 52, wide, 44 };
  const SalonVoucherRectangle heading = { left, 112, wide, 64 };
  const SalonVoucherRectangle recipient = { left, 214, wide, 34 };
  const SalonVoucherStyle style = {
    "cover-recipient", SALON_VOUCHER_FACE_TEXT, 16, 9, 2, SALON_VOUCHER_INK, 0,
  };

  add_frame (scene, width, height);
  add_salon (scene, content, &salon, 12);
  add_heading (scene, content, &heading, 50);
  add_flourish (scene, left, 180, wide, 150);
  salon_voucher_scene_add_text (scene, &style, content->recipient, &recipient, PANGO_ALIGN_CENTER,
                                SALON_VOUCHER_MIDDLE);
}

static void
compose_inside_left (SalonVoucherScene *scene,
                     const SalonVoucherContent *content,
                     double width,
                     double height)
{
  const double left = 44, wide = width - 2 * left;
  const SalonVoucherRectangle message = { left, 44, wide, 140 };
  const SalonVoucherRectangle people = { left, 206, wide, 48 };

  add_message (scene, content, &message, 15);
  add_flourish (scene, left, 188, wide, 90);
  add_people (scene, content, &people, 17);
}

static void
compose_inside_right (SalonVoucherScene *scene,
                      const SalonVoucherContent *content,
                      double width,
                      double height)
{
  const double left = 44, wide = width - 2 * left, qr = 78, bottom = height - 36;
  const SalonVoucherRectangle value = { left, 44, wide, 80 };
  const SalonVoucherRectangle validity = { left, bottom - 96, wide - qr - 8, 96 };
  const SalonVoucherRectangle code = { left + wide - qr + 8, bottom - qr + 8, qr, qr };

  add_value (scene, content, &value, 46);
  add_flourish (scene, left, 130, wide, 120);
  add_validity (scene, content, &validity, PANGO_ALIGN_LEFT, SALON_VOUCHER_BOTTOM);
  salon_voucher_scene_add_qr (scene, content->code, &code);
}

static void
compose_back (SalonVoucherScene *scene,
              const SalonVoucherContent *content,
              double width,
              double height)
{
  const double left = 60, wide = width - 2 * left;
  const SalonVoucherRectangle address = { left, height - 130, wide, 90 };

  add_address (scene, content, &address, PANGO_ALIGN_CENTER, SALON_VOUCHER_BOTTOM);
}

const SalonVoucherLookParts salon_voucher_classic_parts = {
  .sheet = compose_sheet,
  .slip = compose_slip,
  .cover = compose_cover,
  .inside_left = compose_inside_left,
  .inside_right = compose_inside_right,
  .back = compose_back,
};
