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
