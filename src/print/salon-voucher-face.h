/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The letters of a voucher: which font, weight and features each face of a typeface is made of. A
 * font that is not installed gives way to one that is. Three fonts at most go into one voucher, for
 * each adds some kilobytes to its PDF.
 */
#pragma once

#include "salon-voucher-scene.h"

G_BEGIN_DECLS

/* The letters of one voucher. */
typedef enum
{
  SALON_VOUCHER_CUT_ROMAN,  /* EB Garamond, slanted where somebody speaks */
  SALON_VOUCHER_CUT_ITALIC, /* EB Garamond, all of it slanted */
  SALON_VOUCHER_CUT_SANS,   /* Inter */
} SalonVoucherCut;

#define SALON_N_VOUCHER_CUTS 3

SalonVoucherCut salon_voucher_face_get_cut (const SalonVoucherDesign *design);
/* Sets font, features, spacing and leading of @layout, whose text is already set. */
void salon_voucher_face_apply (SalonVoucherFace face,
                               SalonVoucherCut cut,
                               double size,
                               PangoLayout *layout);

G_END_DECLS
