/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The little that stands between the store's code and SQLite's C interface: statements that clean
 * up after themselves, and the one translation of SQLite's result codes into SalonStoreErrors.
 * Private to this layer.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* A statement of the cache of its owner: handed back reset and without parameters at the end of the
 * scope that steps through it, so that no read transaction outlives it. */
typedef sqlite3_stmt SalonStatement;
void salon_statement_rest (SalonStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonStatement, salon_statement_rest)

/* @text NULL binds NULL. It is not copied: it must live until the statement rests. */
void salon_statement_bind_text (SalonStatement *statement, int parameter, const char *text);
/* As a list for json_each(). */
void salon_statement_bind_numbers (SalonStatement *statement,
                                   int parameter,
                                   const gint64 *numbers,
                                   guint n_numbers);
/* Borrowed until the next step; NULL for NULL. */
const char *salon_statement_get_text (SalonStatement *statement, int column);

/* Sets @error from what @database failed with last; always FALSE. @doing: "opening", for the log. */
gboolean salon_sqlite_fail (sqlite3 *database, const char *doing, GError **error);
/* The same for a result code when there is no connection to ask. */
gboolean salon_sqlite_fail_code (int code, const char *doing, GError **error);
gboolean salon_sqlite_execute (sqlite3 *database, const char *sql, GError **error);
/* @sql stays the caller's text; several uses are expected (SQLITE_PREPARE_PERSISTENT). */
sqlite3_stmt *salon_sqlite_prepare (sqlite3 *database, const char *sql, GError **error);
/* Steps a statement that gives no rows. */
gboolean salon_sqlite_run (sqlite3_stmt *statement, GError **error);
/* Steps; @row tells whether there is one. */
gboolean salon_sqlite_step (sqlite3_stmt *statement, gboolean *row, GError **error);
/* What a list has of the row that @row stands on; NULL, with @error set, gives the list up. */
typedef gpointer (*SalonSqliteMake) (SalonStatement *row, GError **error);
/* Of all rows that are left. @free_item: frees what @make gives */
GPtrArray *salon_sqlite_list (SalonStatement *rows,
                              SalonSqliteMake make,
                              GDestroyNotify free_item,
                              GError **error);
/* (element-type gint64): the first column of all rows that are left. */
GArray *salon_sqlite_list_numbers (SalonStatement *rows, GError **error);
/* The first column of the first row, for pragmas and counts; NOT_FOUND when there is none. */
gboolean salon_sqlite_read_int (sqlite3 *database, const char *sql, gint64 *value, GError **error);
char *salon_sqlite_read_text (sqlite3 *database, const char *sql, GError **error);

G_END_DECLS
