/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line of now. It begins in the column of hours with a dot and is thin up to today's column,
 * which it crosses at full strength.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_NOW_LINE (salon_now_line_get_type ())
G_DECLARE_FINAL_TYPE (SalonNowLine, salon_now_line, SALON, NOW_LINE, GtkWidget)

GtkWidget *salon_now_line_new (void);
/* Its first @gutter pixels lie in the column of hours, the last of @n_columns columns is today. */
void salon_now_line_set_shape (SalonNowLine *self, int gutter, int n_columns);

G_END_DECLS
