/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers as a salon sells them, and worse: for tests, the bench and pictures. */
#pragma once

#include "print/salon-voucher.h"

G_BEGIN_DECLS

typedef enum
{
  SAMPLE_AMOUNT,
  SAMPLE_SERVICE,
  SAMPLE_LONG,    /* everything longer than anybody foresaw */
  SAMPLE_SPARE,   /* no names, no message */
  SAMPLE_FOREIGN, /* Arabic, Vietnamese, emoji */
} Sample;

#define N_SAMPLES 5

const char *sample_get_name (Sample sample);
const SalonVoucherContent *sample_get_content (Sample sample);
/* As drawn at first, without a logo. */
SalonVoucherDesign *sample_create_design (SalonVoucherLook look, SalonVoucherPaper paper);

G_END_DECLS
