/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texts of a page that is drawn again and again. To shape a text costs far more than to draw it,
 * and a salon's pages say the same over and over: hours, services, and the names of those who come
 * every month. So texts are kept by what they say and how, the least used for the longest time go
 * first, and all are made anew when the font changes.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *text; /* a single line */
  gsize n_bold;     /* so many bytes at its start are bold */
  float width;      /* what is longer ends in dots, and it is aligned within it; 0: no limit */
  float scale;      /* of the font's size; 0 is 1 */
  gboolean is_struck;
  gboolean is_tabular; /* its figures are all of one width */
  PangoAlignment alignment;
} SalonText;

typedef struct _SalonTextCache SalonTextCache;

/* @widget: whose font the texts have; borrowed, and outlives the cache */
SalonTextCache *salon_text_cache_new (GtkWidget *widget);
void salon_text_cache_free (SalonTextCache *self);

/* Draws @text with its upper left corner at (@x, @y). */
void salon_text_cache_append (SalonTextCache *self,
                              GtkSnapshot *snapshot,
                              const SalonText *text,
                              float x,
                              float y,
                              const GdkRGBA *color);
/* What @text takes, in pixels, not rounded; at most its width. */
graphene_size_t salon_text_cache_measure (SalonTextCache *self, const SalonText *text);
/* The height of a line of the font, in whole pixels. */
int salon_text_cache_get_line_height (SalonTextCache *self);
/* What a label of so many "width-chars" takes, in whole pixels. */
int salon_text_cache_get_chars_width (SalonTextCache *self, int n_chars);

G_END_DECLS
