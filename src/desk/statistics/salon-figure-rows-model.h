/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that are known by their numbers, as a list that reads them as it is scrolled: a hundred thousand
 * cost eight bytes each. Where rows are gone meanwhile a stand-in is shown, until the list is asked for
 * anew. Main thread.
 */
#pragma once

#include "store/salon-reader.h"

G_BEGIN_DECLS

#define SALON_TYPE_FIGURE_ROWS_MODEL (salon_figure_rows_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonFigureRowsModel,
                      salon_figure_rows_model,
                      SALON,
                      FIGURE_ROWS_MODEL,
                      GObject)

/* As salon_reader_list_bookings_in_rows(). */
typedef GPtrArray *(*SalonFigureRowsRead) (SalonReader *reader,
                                           const gint64 *rows,
                                           guint n_rows,
                                           GError **error);

/* @blank: (transfer full): stands in for what is gone; the list is of its type. @rows: (transfer full): of
 * gint64 */
SalonFigureRowsModel *salon_figure_rows_model_new (SalonReader *reader,
                                                   SalonFigureRowsRead read,
                                                   gpointer blank,
                                                   GArray *rows);
/* Are these the rows that it has? */
gboolean salon_figure_rows_model_has_rows (SalonFigureRowsModel *self, GArray *rows);
/* What is in the row at @position is other than before. */
void salon_figure_rows_model_refresh (SalonFigureRowsModel *self, guint position);

G_END_DECLS
