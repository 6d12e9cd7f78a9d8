/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The picture that other sites and messengers show beside a link to the salon: its name and what it says of
 * itself, in its colours. A PNG of 1200 × 630 pixels. Pure; one thread at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_SHARE_PICTURE_WIDTH 1200
#define SALON_SHARE_PICTURE_HEIGHT 630

/**
 * salon_share_picture_draw:
 * @line: under the name; may be empty
 * @main_colour: 0xRRGGBB; the name
 * @accent_colour: 0xRRGGBB; the twig
 *
 * Returns: (transfer full): a PNG. Texts that are too long are smaller, and cut off in the end
 */
GBytes *salon_share_picture_draw (const char *name,
                                  const char *line,
                                  guint32 main_colour,
                                  guint32 accent_colour);

G_END_DECLS
