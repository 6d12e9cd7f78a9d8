/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row in the preview: what it is, what there is to say about it, and what happens with it. */
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

/* @cells: borrowed for as long as the factory lives */
GtkListItemFactory *salon_import_cells_new_factory (SalonImportCells *cells);
/* GTK leaves the word on the button of a list of words without a name for a screen reader. */
void salon_import_cells_dress (GtkDropDown *drop_down);

G_END_DECLS
