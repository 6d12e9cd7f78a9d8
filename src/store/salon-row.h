/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a row of SQLite to a row in the wire form (salon-schema.h): money is INTEGER cents here and
 * "45.00" there, an instant Unix seconds and RFC 3339, a boolean 0 or 1, JSON its text. The way back
 * is salon-binding.h. Private to this layer.
 */
#pragma once

#include "core/salon-schema.h"

#include "salon-sqlite.h"
#include "salon-store.h"

G_BEGIN_DECLS

/* The value at @index of the row that @statement stands on. Fails with CORRUPT. */
JsonNode *salon_row_read_value (const SalonColumn *column,
                                sqlite3_stmt *statement,
                                int index,
                                GError **error);
/* The whole row, when the statement selects the columns of salon_row_list_columns(). */
JsonObject *salon_row_read (const SalonTable *table, sqlite3_stmt *statement, GError **error);
/* "id, name, is_active": for the SELECT of a table that is known at run time only. The names come
 * from salon-schema.c, never from outside. */
char *salon_row_list_columns (const SalonTable *table);
/* What is shown of a row. @row: (out): NULL when there is none. */
gboolean salon_row_find (SalonStore *store,
                         const SalonTable *table,
                         const char *id,
                         JsonObject **row,
                         GError **error);
/* An INSERT of @n_rows whole rows: all columns in their order are the parameters, row after row. */
char *salon_row_make_insert (const SalonTable *table, gsize n_rows);
/* An INSERT of @n_rows rows with a parameter for each column of each, that writes over the row with the
 * same id when there is one and any other column differs. */
char *salon_row_make_upsert (const SalonTable *table, gsize n_rows);

G_END_DECLS
