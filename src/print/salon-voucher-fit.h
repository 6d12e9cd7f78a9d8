/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a text gets into its place: at its own size, else smaller, else shortened. A word is broken
 * only when there is no other way. What counts is what is seen: a slanted letter that leans out of its
 * line, or an accent that towers above it, needs its place too.
 */
#pragma once

#include "salon-voucher-face.h"

G_BEGIN_DECLS

/* Every layout is made at one size, whatever size it is drawn at: fonts are looked for once, and letters
 * that are not fitted to pixels keep their shape and distances. */
#define SALON_VOUCHER_FIT_SIZE 16.0

typedef struct
{
  PangoLayout *layout; /* in letters of %SALON_VOUCHER_FIT_SIZE; drawn @scale times as large */
  double size;
  double scale;
  double width;  /* of the lines; they stand in it as @layout aligns them */
  double top;    /* of what counts, from the layout's origin: zero or above it */
  double height; /* of what counts */
  SalonVoucherRectangle logical;
  SalonVoucherRectangle ink; /* both from the layout's origin */
} SalonVoucherFitted;

/* @n_lines texts one under another; those without a text stay empty. Returns the space to leave
 * before each, as a share of what its style asks for. */
double salon_voucher_fit_column (SalonVoucherFitted *fitted,
                                 SalonDocument *document,
                                 SalonVoucherCut cut,
                                 const SalonVoucherLine *lines,
                                 gsize n_lines,
                                 double width,
                                 double height,
                                 PangoAlignment alignment);

G_END_DECLS
