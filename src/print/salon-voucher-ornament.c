/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-ornament.h"

#include <math.h>

#include "salon-voucher-colour.h"

#define BERRY_RADIUS 0.075 /* of the length of a leaf */
#define STALK 0.12         /* likewise */
#define LEAST_VEINED 20.0  /* points: what is smaller shows no vein */

void
salon_voucher_ornament_add_lozenge (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_move_to (cr, x - width / 2, y);
  cairo_line_to (cr, x, y - height / 2);
  cairo_line_to (cr, x + width / 2, y);
  cairo_line_to (cr, x, y + height / 2);
  cairo_close_path (cr);
}

/* To the right of the middle, one unit long. The line is filled between two curves, which meet at
 * its ends: so it swells as one drawn with a broad pen. */
static void
fill_half_flourish (cairo_t *cr)
{
  cairo_move_to (cr, 0.07, 0);
  cairo_curve_to (cr, 0.30, -0.118, 0.52, 0.098, 0.80, 0.012);
  cairo_curve_to (cr, 0.52, 0.128, 0.30, -0.088, 0.07, 0);
  cairo_close_path (cr);
  /* The curl turns back over the line and closes on itself. */
  cairo_move_to (cr, 0.56, 0.052);
  cairo_curve_to (cr, 0.74, 0.052, 0.93, 0.008, 0.97, -0.052);
  cairo_curve_to (cr, 1.005, -0.112, 0.925, -0.148, 0.885, -0.100);
  cairo_curve_to (cr, 0.862, -0.066, 0.895, -0.036, 0.922, -0.056);
  cairo_curve_to (cr, 0.900, -0.048, 0.882, -0.070, 0.897, -0.092);
  cairo_curve_to (cr, 0.925, -0.128, 0.985, -0.100, 0.957, -0.052);
  cairo_curve_to (cr, 0.915, 0.000, 0.74, 0.040, 0.56, 0.052);
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
salon_voucher_ornament_fill_flourish (cairo_t *cr, double width)
{
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_save (cr);
      cairo_scale (cr, side * width / 2, width / 2);
      fill_half_flourish (cr);
      cairo_restore (cr);
    }
  salon_voucher_ornament_add_lozenge (cr, 0, 0, width * 0.034, width * 0.044);
  cairo_fill (cr);
}

void
salon_voucher_ornament_add_frame (cairo_t *cr,
                                  double x,
                                  double y,
                                  double width,
                                  double height,
                                  double radius)
{
  double right = x + width, bottom = y + height;

  cairo_new_sub_path (cr);
  cairo_arc_negative (cr, x, y, radius, G_PI_2, 0);
  cairo_arc_negative (cr, right, y, radius, G_PI, G_PI_2);
  cairo_arc_negative (cr, right, bottom, radius, 3 * G_PI_2, G_PI);
  cairo_arc_negative (cr, x, bottom, radius, 2 * G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

void
salon_voucher_ornament_add_leaf (cairo_t *cr, double length, double width)
{
  cairo_move_to (cr, 0, 0);
  cairo_curve_to (cr, 0.22 * length, -0.62 * width, 0.66 * length, -0.66 * width, length, 0);
  cairo_curve_to (cr, 0.70 * length, 0.50 * width, 0.26 * length, 0.58 * width, 0, 0);
  cairo_close_path (cr);
}

static double
get_on_curve (const double curve[8], int axis, double t)
{
  double u = 1 - t;

  return u * u * u * curve[axis] + 3 * u * u * t * curve[2 + axis] + 3 * u * t * t * curve[4 + axis]
         + t * t * t * curve[6 + axis];
}

static double
get_slope_on_curve (const double curve[8], int axis, double t)
{
  double u = 1 - t;

  return 3 * u * u * (curve[2 + axis] - curve[axis])
         + 6 * u * t * (curve[4 + axis] - curve[2 + axis])
         + 3 * t * t * (curve[6 + axis] - curve[4 + axis]);
}

/* Leaves are longest a third of the way up, and small at the tip. */
static double
get_leaf_share (double along)
{
  return 0.42 + 0.58 * sin (G_PI * pow (1 - along, 0.8)) * (1 - 0.15 * along);
}

/* Where something grows from the stem: (0, 0), the x axis away from it, mirrored on one side. */
static void
go_to (cairo_t *cr, const SalonVoucherTwig *twig, const double curve[8], guint index, double side)
{
  double along = twig->n_leaves > 1 ? (double) index / (twig->n_leaves - 1) : 1;
  double t = twig->start + (1 - twig->start) * along;
  double angle = atan2 (get_slope_on_curve (curve, 1, t), get_slope_on_curve (curve, 0, t));
  /* Towards the tip they lie closer to the stem; no two lean alike. */
  double spread = twig->spread * (1 - 0.45 * along) + (double) (index * 7 % 5) * 2 - 4;
  gboolean is_tip = index + 1 == twig->n_leaves;

  cairo_translate (cr, get_on_curve (curve, 0, t), get_on_curve (curve, 1, t));
  cairo_rotate (cr, angle + (is_tip ? 0 : side * spread * G_PI / 180));
  cairo_scale (cr, 1, side);
}

static double
get_side (guint index)
{
  return index % 2 == 0 ? -1 : 1;
}

static double
get_length (const SalonVoucherTwig *twig, guint index)
{
  return twig->leaf_length * get_leaf_share ((double) index / MAX (1, twig->n_leaves - 1));
}

static void
add_stalk (cairo_t *cr, const SalonVoucherTwig *twig, double length)
{
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, STALK * length, 0);
}

static void
add_blade (cairo_t *cr, const SalonVoucherTwig *twig, double length)
{
  cairo_translate (cr, STALK * length, 0);
  salon_voucher_ornament_add_leaf (cr, (1 - STALK) * length,
                                   twig->leaf_width * length / twig->leaf_length);
}

static void
add_vein (cairo_t *cr, const SalonVoucherTwig *twig, double length)
{
  cairo_move_to (cr, STALK * length, 0);
  cairo_line_to (cr, 0.78 * length, -0.02 * twig->leaf_width);
}

static void
add_berry (cairo_t *cr, const SalonVoucherTwig *twig, double length)
{
  double radius = BERRY_RADIUS * twig->leaf_length;

  cairo_new_sub_path (cr);
  cairo_arc (cr, 0.42 * length + radius, 0, radius, 0, 2 * G_PI);
}

static void
add_berry_stalk (cairo_t *cr, const SalonVoucherTwig *twig, double length)
{
  cairo_move_to (cr, 0, 0);
  cairo_curve_to (cr, 0.16 * length, -0.05 * length, 0.3 * length, -0.05 * length, 0.42 * length,
                  0);
}

typedef void (*Add) (cairo_t *cr, const SalonVoucherTwig *twig, double length);

/* Every @step-th from @first, as one path: a few colours, each set once, make a small PDF. */
static void
add_all (cairo_t *cr,
         const SalonVoucherTwig *twig,
         const double curve[8],
         guint first,
         guint step,
         gboolean is_opposite,
         Add add)
{
  for (guint i = first; i < twig->n_leaves; i += step)
    {
      cairo_save (cr);
      go_to (cr, twig, curve, i, is_opposite ? -get_side (i) : get_side (i));
      add (cr, twig, get_length (twig, i));
      cairo_restore (cr);
    }
}

static void
draw_stems (cairo_t *cr, const SalonVoucherTwig *twig, const double curve[8])
{
  salon_voucher_colour_set (twig->stem_colour, cr);
  cairo_set_line_width (cr, twig->line_width * 1.3);
  cairo_move_to (cr, curve[0], curve[1]);
  cairo_curve_to (cr, curve[2], curve[3], curve[4], curve[5], curve[6], curve[7]);
  add_all (cr, twig, curve, 0, 1, FALSE, add_stalk);
  cairo_stroke (cr);
  cairo_set_line_width (cr, twig->line_width);
}

static void
draw_berries (cairo_t *cr, const SalonVoucherTwig *twig, const double curve[8])
{
  add_all (cr, twig, curve, 1, 3, TRUE, add_berry_stalk);
  add_all (cr, twig, curve, 1, 3, TRUE, add_berry);
  cairo_stroke (cr);
}

/* All leaves of one colour. */
static void
draw_leaves (cairo_t *cr, const SalonVoucherTwig *twig, const double curve[8], guint kind)
{
  guint32 colour = twig->leaf_colours[kind];
  gboolean is_bare = colour == SALON_VOUCHER_BARE;

  salon_voucher_colour_set (is_bare ? SALON_VOUCHER_WHITE : colour, cr);
  add_all (cr, twig, curve, kind, 3, FALSE, add_blade);
  if (is_bare)
    {
      cairo_fill_preserve (cr);
      salon_voucher_colour_set (twig->stem_colour, cr);
    }
  else
    {
      cairo_fill (cr);
      salon_voucher_colour_set (salon_voucher_colour_mix (colour, SALON_VOUCHER_WHITE, 0.55), cr);
    }
  if (twig->leaf_length >= LEAST_VEINED)
    add_all (cr, twig, curve, kind, 3, FALSE, add_vein);
  cairo_stroke (cr);
}

void
salon_voucher_ornament_draw_twig (cairo_t *cr, const SalonVoucherTwig *twig, const double curve[8])
{
  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  draw_stems (cr, twig, curve);
  if (twig->has_berries)
    draw_berries (cr, twig, curve);
  for (guint kind = 0; kind < 3; kind++)
    draw_leaves (cr, twig, curve, kind);
  cairo_restore (cr);
}
