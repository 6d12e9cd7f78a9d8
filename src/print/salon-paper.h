/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sizes of paper and the units of the page. Everything is drawn in points (1/72 inch), from the
 * upper left corner of the paper; what people choose is in millimetres.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_POINTS_PER_MM (72.0 / 25.4)

typedef struct
{
  double width_mm;
  double height_mm;
  double margin_mm; /* on each side; no printer reaches the edge */
} SalonPaper;

extern const SalonPaper salon_paper_a4;
extern const SalonPaper salon_paper_a4_landscape;
extern const SalonPaper salon_paper_a6_landscape;

static inline double
salon_paper_points (double mm)
{
  return mm * SALON_POINTS_PER_MM;
}

G_END_DECLS
