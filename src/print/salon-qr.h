/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A QR code as one path of rectangles, so that no printer leaves hairlines between its modules.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* White around the code that readers need, in modules; part of its side. */
#define SALON_QR_QUIET 4

/* @text: 1 … 1000 printable ASCII characters; anything else has no code. The side is @side points, the
 * quiet zone included. Fills with the source that is set. FALSE: there is no code of it. */
gboolean salon_qr_fill (cairo_t *cr, const char *text, double x, double y, double side);

G_END_DECLS
