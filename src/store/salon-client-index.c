/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-index.h"

#include "salon-sqlite.h"

/* migrations/0002-client-search.sql says what a position is. */
#define POSITION_BITS 20
#define POSITIONS (G_GINT64_CONSTANT (1) << POSITION_BITS)

gboolean
salon_client_index_empty (sqlite3 *database, GError **error)
{
  return salon_sqlite_execute (database,
                               "INSERT INTO client_search (client_search) VALUES ('delete-all');\n"
                               "DELETE FROM client_index",
                               error);
}

/* While all of the words come, they are gathered in memory as far as 32 MiB, where FTS5 would write what it
 * has at each one, and merge what it has written again and again. 1 MiB and 4 are what it begins with. */
static gboolean
set_bulk (sqlite3 *database, gboolean on, GError **error)
{
  return salon_sqlite_execute (
    database,
    on ? "INSERT INTO client_search (client_search, rank) VALUES ('automerge', 0);\n"
         "INSERT INTO client_search (client_search, rank) VALUES ('hashsize', 33554432)"
       : "INSERT INTO client_search (client_search, rank) VALUES ('automerge', 4);\n"
         "INSERT INTO client_search (client_search, rank) VALUES ('hashsize', 1048576)",
    error);
}

/* Clients of one minute are told apart by the numbers behind it. */
static gint64
next_position (gint64 before, gint64 minute)
{
  return before >> POSITION_BITS == minute ? before + 1 : minute * POSITIONS;
}

/* @seen: a row of client_seen, as fill() asks for it. */
static gboolean
add_client (sqlite3_stmt *index,
            sqlite3_stmt *search,
            gint64 position,
            sqlite3_stmt *seen,
            GError **error)
{
  gboolean done;

  sqlite3_bind_int64 (index, 1, position);
  for (int i = 1; i <= 3; i++)
    salon_statement_bind_text (index, i + 1, salon_statement_get_text (seen, i));
  sqlite3_bind_int64 (search, 1, position);
  salon_statement_bind_text (search, 2, salon_statement_get_text (seen, 4));
  done = salon_sqlite_run (index, error) && salon_sqlite_run (search, error);
  salon_statement_rest (index);
  salon_statement_rest (search);
  return done;
}

static gboolean
fill (sqlite3 *database, GError **error)
{
  g_autoptr (sqlite3_stmt) seen = salon_sqlite_prepare (
    database,
    "SELECT minute, client_id, salon_fold (name), salon_client_digits (phone),\n"
    "  salon_client_words (name, email, notes)\n"
    "FROM client_seen\n"
    "ORDER BY minute, client_id",
    error);
  g_autoptr (sqlite3_stmt) index = NULL;
  g_autoptr (sqlite3_stmt) search = NULL;
  gint64 position = G_MININT64;
  gboolean row = FALSE;

  if (seen != NULL)
    index =
      salon_sqlite_prepare (database,
                            "INSERT INTO client_index (position, client_id, name_key, digits)\n"
                            "VALUES (?1, ?2, ?3, ?4)",
                            error);
  if (index != NULL)
    search =
      salon_sqlite_prepare (database, "INSERT INTO client_search (rowid, words) VALUES (?1, ?2)",
                            error);
  if (search == NULL || !salon_sqlite_step (seen, &row, error))
    return FALSE;
  while (row)
    {
      position = next_position (position, sqlite3_column_int64 (seen, 0));
      if (!add_client (index, search, position, seen, error)
          || !salon_sqlite_step (seen, &row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_client_index_rebuild (sqlite3 *database, GError **error)
{
  return salon_client_index_empty (database, error) && set_bulk (database, TRUE, error)
         && fill (database, error) && set_bulk (database, FALSE, error);
}
