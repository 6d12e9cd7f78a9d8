/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a voucher is adorned with, as paths: flourishes, frames, leaves and twigs. Drawn with the
 * source and line width that are set.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A line that swells and ends in two curls, with a lozenge in its middle; @width wide around (0, 0). */
void salon_voucher_ornament_fill_flourish (cairo_t *cr, double width);
/* A frame whose corners are hollowed by @radius. Only the path. */
void salon_voucher_ornament_add_frame (cairo_t *cr,
                                       double x,
                                       double y,
                                       double width,
                                       double height,
                                       double radius);
/* A pointed leaf from (0, 0) along the x axis. Only the path. */
void salon_voucher_ornament_add_leaf (cairo_t *cr, double length, double width);
void
salon_voucher_ornament_add_lozenge (cairo_t *cr, double x, double y, double width, double height);

/* How a twig carries its leaves. */
typedef struct
{
  guint n_leaves;     /* on both sides together */
  double leaf_length; /* of the longest */
  double leaf_width;
  double spread; /* degrees between the stem and a leaf */
  double start;  /* 0 … 1: how much of the stem is bare */
  guint32 stem_colour;
  guint32 leaf_colours[3]; /* in turn; SALON_VOUCHER_BARE: the outline alone */
  double line_width;
  gboolean has_berries;
} SalonVoucherTwig;

#define SALON_VOUCHER_BARE 0xffffffffu

/* A twig whose stem is the curve (x0, y0) … (x3, y3). */
void
salon_voucher_ornament_draw_twig (cairo_t *cr, const SalonVoucherTwig *twig, const double curve[8]);

G_END_DECLS
