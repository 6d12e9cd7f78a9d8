/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sqlite.h"

#include "salon-store-error.h"

/* What RAISE in the migrations says. */
static const struct
{
  const char *message;
  SalonStoreError error;
} raised[] = {
  { "salon: taken", SALON_STORE_ERROR_TAKEN },
  { "salon: balance", SALON_STORE_ERROR_BALANCE },
  { "salon: expired", SALON_STORE_ERROR_EXPIRED },
};

void
salon_statement_rest (SalonStatement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

void
salon_statement_bind_text (SalonStatement *statement, int parameter, const char *text)
{
  sqlite3_bind_text (statement, parameter, text, -1, SQLITE_STATIC);
}

void
salon_statement_bind_numbers (SalonStatement *statement,
                              int parameter,
                              const gint64 *numbers,
                              guint n_numbers)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n_numbers; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", numbers[i]);
  g_string_append_c (json, ']');
  sqlite3_bind_text (statement, parameter, g_string_free_and_steal (json), -1, g_free);
}

const char *
salon_statement_get_text (SalonStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static SalonStoreError
error_from_constraint (int extended_code, const char *message)
{
  for (gsize i = 0; i < G_N_ELEMENTS (raised); i++)
    if (extended_code == SQLITE_CONSTRAINT_TRIGGER && g_strcmp0 (message, raised[i].message) == 0)
      return raised[i].error;
  if (extended_code == SQLITE_CONSTRAINT_FOREIGNKEY)
    return SALON_STORE_ERROR_NOT_FOUND;
  /* An insert says that there was no such row. */
  if (extended_code == SQLITE_CONSTRAINT_PRIMARYKEY)
    return SALON_STORE_ERROR_STALE;
  return SALON_STORE_ERROR_REFUSED;
}

static SalonStoreError
error_from_code (int extended_code, const char *message)
{
  /* The low byte is the kind, the rest says where it was met. */
  switch (extended_code & 0xff)
    {
    case SQLITE_CONSTRAINT:
      return error_from_constraint (extended_code, message);
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return SALON_STORE_ERROR_REFUSED;
    case SQLITE_FULL:
      return SALON_STORE_ERROR_FULL;
    case SQLITE_READONLY:
      return SALON_STORE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return SALON_STORE_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return SALON_STORE_ERROR_CORRUPT;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return SALON_STORE_ERROR_OPEN;
    default:
      return SALON_STORE_ERROR_IO;
    }
}

gboolean
salon_sqlite_fail (sqlite3 *database, const char *doing, GError **error)
{
  const char *message = sqlite3_errmsg (database);
  int code = sqlite3_extended_errcode (database);

  g_set_error (error, SALON_STORE_ERROR, error_from_code (code, message), "%s: %s (%d)", doing,
               message, code);
  return FALSE;
}

gboolean
salon_sqlite_fail_code (int code, const char *doing, GError **error)
{
  const char *message = sqlite3_errstr (code);

  g_set_error (error, SALON_STORE_ERROR, error_from_code (code, message), "%s: %s (%d)", doing,
               message, code);
  return FALSE;
}

gboolean
salon_sqlite_execute (sqlite3 *database, const char *sql, GError **error)
{
  if (sqlite3_exec (database, sql, NULL, NULL, NULL) != SQLITE_OK)
    return salon_sqlite_fail (database, "execute", error);
  return TRUE;
}

sqlite3_stmt *
salon_sqlite_prepare (sqlite3 *database, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
      != SQLITE_OK)
    salon_sqlite_fail (database, sql, error);
  return statement;
}

gboolean
salon_sqlite_step (sqlite3_stmt *statement, gboolean *row, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return salon_sqlite_fail (sqlite3_db_handle (statement), sqlite3_sql (statement), error);
  *row = code == SQLITE_ROW;
  return TRUE;
}

gboolean
salon_sqlite_run (sqlite3_stmt *statement, GError **error)
{
  gboolean row = FALSE;

  return salon_sqlite_step (statement, &row, error);
}

GPtrArray *
salon_sqlite_list (SalonStatement *rows,
                   SalonSqliteMake make,
                   GDestroyNotify free_item,
                   GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (free_item);
  gboolean row = FALSE;

  if (!salon_sqlite_step (rows, &row, error))
    return NULL;
  while (row)
    {
      gpointer item = make (rows, error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
      if (!salon_sqlite_step (rows, &row, error))
        return NULL;
    }
  return g_steal_pointer (&items);
}

GArray *
salon_sqlite_list_numbers (SalonStatement *rows, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!salon_sqlite_step (rows, &row, error))
    return NULL;
  while (row)
    {
      gint64 number = sqlite3_column_int64 (rows, 0);

      g_array_append_val (numbers, number);
      if (!salon_sqlite_step (rows, &row, error))
        return NULL;
    }
  return g_steal_pointer (&numbers);
}

static sqlite3_stmt *
prepare_first_row (sqlite3 *database, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (database, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND, "%s: no row", sql);
      return NULL;
    }
  return g_steal_pointer (&statement);
}

gboolean
salon_sqlite_read_int (sqlite3 *database, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = prepare_first_row (database, sql, error);

  if (statement == NULL)
    return FALSE;
  *value = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

char *
salon_sqlite_read_text (sqlite3 *database, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = prepare_first_row (database, sql, error);

  if (statement == NULL)
    return NULL;
  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}
