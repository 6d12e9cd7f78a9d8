/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small drawings of one colour that a page repeats many times, a dot or a sign. Each is drawn once,
 * in the pixels of the screen, and put down as a picture from then on, which costs a fraction.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Draws @kind from 0,0 to @size,@size. */
typedef void (*SalonStampDraw) (int kind, GtkSnapshot *snapshot, float size, const GdkRGBA *color);

/* @widget: on whose screen it is; (@x, @y) is the upper left corner, in its coordinates. */
void salon_stamp_append (GtkWidget *widget,
                         GtkSnapshot *snapshot,
                         SalonStampDraw draw,
                         int kind,
                         float x,
                         float y,
                         float size,
                         const GdkRGBA *color);

G_END_DECLS
