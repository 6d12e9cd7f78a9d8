/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a reading for a list: what wants a look first, and only what is asked for. Items are made
 * as they are shown; a hundred thousand rows cost a number each. Main thread.
 */
#pragma once

#include <gio/gio.h>

#include "salon-import-reading.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_IMPORT_SHOWS_ALL,
  SALON_IMPORT_SHOWS_REMARKS,  /* with something to say about them */
  SALON_IMPORT_SHOWS_LEFT_OUT, /* that will not be imported */
} SalonImportShows;

#define SALON_TYPE_IMPORT_ITEM (salon_import_item_get_type ())
G_DECLARE_FINAL_TYPE (SalonImportItem, salon_import_item, SALON, IMPORT_ITEM, GObject)

guint salon_import_item_get_index (SalonImportItem *self); /* into the rows */

#define SALON_TYPE_IMPORT_MODEL (salon_import_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonImportModel, salon_import_model, SALON, IMPORT_MODEL, GObject)

SalonImportModel *salon_import_model_new (void);
/* @rows: borrowed until another is set; NULL: none */
void salon_import_model_set_rows (SalonImportModel *self,
                                  SalonForeignRows *rows,
                                  SalonImportShows shows);

G_END_DECLS
