/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scale of an axis: where it begins and ends and how far its lines lie apart, so that a person
 * can count along it: 1, 2 or 5 times a power of ten of a unit. Zero is always on it. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 from; /* not above 0, a multiple of step */
  gint64 to;   /* above from, a multiple of step */
  gint64 step;
} SalonChartScale;

/**
 * salon_chart_scale_make:
 * @least: the smallest value that is shown
 * @most: the greatest; below @least counts as equal to it
 * @n_steps: how many steps there is room for, at least 1; one more may come of rounding at each end
 * @unit: the smallest step that makes sense, above 0: 100 for cents that are told in euros
 *
 * Values beyond 10^15 are taken as that.
 */
SalonChartScale salon_chart_scale_make (gint64 least, gint64 most, int n_steps, gint64 unit);
/* 0 at the scale's begin, 1 at its end; what lies outside is moved to the nearer one. */
double salon_chart_scale_get_place (const SalonChartScale *scale, double value);
/* Of @n_labels that are @width wide every how many-th is written, so that no two touch on @room; @gap
 * is left between them. At least 1. */
int salon_chart_scale_get_label_step (int n_labels, double width, double gap, double room);

G_END_DECLS
