/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the finder: what was found, and the key that does the same. Rows are kept and refilled
 * while the owner types: making twenty of them for each key would be felt. */
#pragma once

#include <gtk/gtk.h>

#include "finder/salon-finder-result.h"

G_BEGIN_DECLS

#define SALON_TYPE_FINDER_ROW (salon_finder_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonFinderRow, salon_finder_row, SALON, FINDER_ROW, GtkListBoxRow)

GtkWidget *salon_finder_row_new (void);
/* @result is borrowed until the next call; NULL: a row that is not shown. */
void salon_finder_row_show (SalonFinderRow *self, const SalonFinderResult *result);
const SalonFinderResult *salon_finder_row_get_result (SalonFinderRow *self);
/* "Marie Durand, 06 12 34 56 78": for a screen reader. */
char *salon_finder_row_describe (SalonFinderRow *self);

G_END_DECLS
