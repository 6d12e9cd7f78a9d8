/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A look puts the texts of a voucher onto its papers. The sheet (A5) and the slip (DL) have one side;
 * the card is four panels of A6, each given its own size.
 */
#pragma once

#include "salon-voucher-scene.h"

G_BEGIN_DECLS

typedef void (*SalonVoucherCompose) (SalonVoucherScene *scene,
                                     const SalonVoucherContent *content,
                                     double width,
                                     double height);

typedef struct
{
  SalonVoucherCompose sheet;
  SalonVoucherCompose slip;
  SalonVoucherCompose cover;
  SalonVoucherCompose inside_left;
  SalonVoucherCompose inside_right;
  SalonVoucherCompose back;
} SalonVoucherLookParts;

extern const SalonVoucherLookParts salon_voucher_classic_parts;
extern const SalonVoucherLookParts salon_voucher_modern_parts;
extern const SalonVoucherLookParts salon_voucher_botanical_parts;

static inline gboolean
salon_voucher_look_has (const char *text)
{
  return text != NULL && *text != '\0';
}

G_END_DECLS
