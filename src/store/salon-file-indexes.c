/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-file-indexes.h"

#include "salon-client-words.h"
#include "salon-migration.h"
#include "salon-sqlite.h"

gboolean
salon_file_indexes_drop (sqlite3 *database, const char *table, GError **error)
{
  /* 'c': made by CREATE INDEX, not by a constraint of the table. One row, so that no list is read
   * while what it lists goes. */
  static const char *sql =
    "SELECT coalesce (group_concat ('DROP INDEX \"' || name || '\"', ';'), '')\n"
    "FROM pragma_index_list (?1)\n"
    "WHERE origin = 'c'\n"
    "  AND \"unique\" = 0";
  g_autofree char *drops = NULL;
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (database, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, table);
  if (!salon_sqlite_step (statement, &row, error))
    return FALSE;
  drops = g_strdup (salon_statement_get_text (statement, 0));
  sqlite3_reset (statement);
  return salon_sqlite_execute (database, drops, error);
}

/* An empty file as the migrations make it, in memory; NULL with @error set. */
static sqlite3 *
make_pattern (GError **error)
{
  sqlite3 *pattern = NULL;
  int code =
    sqlite3_open_v2 (":memory:", &pattern,
                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK)
    salon_sqlite_fail_code (code, "open a file in memory", error);
  if (code == SQLITE_OK && salon_client_words_register (pattern, error)
      && salon_migration_run (pattern, salon_migration_get_latest (), error))
    return pattern;
  sqlite3_close (pattern);
  return NULL;
}

static gboolean
has_index (sqlite3 *database, const char *name, gboolean *found, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
    salon_sqlite_prepare (database,
                          "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1", error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, name);
  return salon_sqlite_step (statement, found, error);
}

static gboolean
make_missing (sqlite3 *database, sqlite3 *pattern, GError **error)
{
  g_autoptr (sqlite3_stmt) indexes = salon_sqlite_prepare (
    pattern, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL", error);
  gboolean row = FALSE;

  if (indexes == NULL || !salon_sqlite_step (indexes, &row, error))
    return FALSE;
  while (row)
    {
      gboolean found = FALSE;

      if (!has_index (database, salon_statement_get_text (indexes, 0), &found, error)
          || (!found
              && !salon_sqlite_execute (database, salon_statement_get_text (indexes, 1), error))
          || !salon_sqlite_step (indexes, &row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_file_indexes_restore (sqlite3 *database, GError **error)
{
  sqlite3 *pattern = make_pattern (error);
  gboolean done = pattern != NULL && make_missing (database, pattern, error);

  sqlite3_close (pattern);
  return done;
}
