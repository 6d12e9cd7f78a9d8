/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One span of opening hours: two times that are typed, and a button that takes it away. It emits
 * "edited" when a time was typed and left or entered, "removed" when the button is pressed.
 */
#pragma once

#include "core/salon-range.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_SPAN_ROW (salon_span_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonSpanRow, salon_span_row, SALON, SPAN_ROW, AdwPreferencesRow)

/* @day_name tells a screen reader whose hours these are. */
GtkWidget *salon_span_row_new (const char *day_name);
void salon_span_row_set_span (SalonSpanRow *self, SalonRange span);
/* FALSE, and said below the times, when one is not understood. */
gboolean salon_span_row_read (SalonSpanRow *self, SalonRange *span);
/* NULL: all is well. */
void salon_span_row_tell (SalonSpanRow *self, const char *words);

G_END_DECLS
