/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The salon's colours on a page, so that everybody can read what is written in them: contrast as WCAG 2.2
 * counts it. Colours are 0xRRGGBB. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 1 … 21. */
double salon_site_colour_get_contrast (guint32 a, guint32 b);
/* @colour, darkened or lightened until it has @least against @ground; never further than needed. */
guint32 salon_site_colour_make_readable (guint32 colour, guint32 ground, double least);
/* The custom properties of resources/site/style.css that come from the salon. Transfer full. */
char *salon_site_colours_to_css (guint32 main, guint32 accent);

G_END_DECLS
