/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two cells of a row in the preview: what it is with what there is to say about it, and what
 * happens with it. */
#pragma once

#include <gtk/gtk.h>

#include "salon-import-model.h"

G_BEGIN_DECLS

/* Told of a choice that the owner has made in @rows. */
typedef void (*SalonImportCellsChosen) (gpointer user_data);

typedef struct
{
  SalonForeignRows *rows; /* borrowed; NULL: none is shown */
  SalonImportCellsChosen chosen;
  gpointer user_data;
} SalonImportCells;

/* @cells: borrowed for as long as the factories live */
GtkListItemFactory *salon_import_cells_new_row_factory (SalonImportCells *cells);
GtkListItemFactory *salon_import_cells_new_choice_factory (SalonImportCells *cells);
/* What GTK leaves without a name for a screen reader: the word on the button of a list of words, and
 * the part of a column view that has the rows. */
void salon_import_cells_dress (GtkDropDown *drop_down);
void salon_import_cells_name_list (GtkColumnView *view, const char *label);

G_END_DECLS
