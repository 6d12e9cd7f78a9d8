/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Colours of a voucher, 0xRRGGBB: mixed, read against one another, and made dark enough to be read.
 * Pure.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

#define SALON_VOUCHER_WHITE 0xffffff
#define SALON_VOUCHER_INK 0x2b2a29 /* of running text: a warm black */

/* From 1, the same, to 21, black on white; as WCAG 2 measures it. */
double salon_voucher_colour_get_contrast (guint32 one, guint32 other);
/* @share of @other, 0 … 1, in @colour. */
guint32 salon_voucher_colour_mix (guint32 colour, guint32 other, double share);
/* @colour, darkened until it can be read on white at any size. */
guint32 salon_voucher_colour_on_white (guint32 colour);
/* What can be read on a field of @field: white or the ink, whichever is clearer. */
guint32 salon_voucher_colour_on_field (guint32 field);
void salon_voucher_colour_set (guint32 colour, cairo_t *cr);

/* "#7a4b5c". FALSE: @text is no such thing. */
gboolean salon_voucher_colour_parse (const char *text, guint32 *colour);
char *salon_voucher_colour_format (guint32 colour);

G_END_DECLS
