/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-index.h"

#include "salon-sqlite.h"

gboolean
salon_client_index_empty (sqlite3 *database, GError **error)
{
  return salon_sqlite_execute (database,
                               "INSERT INTO client_search (client_search) VALUES ('delete-all');\n"
                               "DELETE FROM client_index",
                               error);
}

/* Automatic merging writes the words again and again while all of them come. Without it the pieces of the
 * search are merged only when sixteen have come together. 4 is what FTS5 begins with. */
static gboolean
set_merging (sqlite3 *database, gboolean on, GError **error)
{
  return salon_sqlite_execute (
    database,
    on ? "INSERT INTO client_search (client_search, rank) VALUES ('automerge', 4)"
       : "INSERT INTO client_search (client_search, rank) VALUES ('automerge', 0)",
    error);
}

gboolean
salon_client_index_rebuild (sqlite3 *database, GError **error)
{
  if (!salon_client_index_empty (database, error) || !set_merging (database, FALSE, error))
    return FALSE;
  return salon_sqlite_execute (
           database,
           "INSERT INTO client_index (position, client_id, name_key)\n"
           "SELECT\n"
           "  (s.minute << 20) + row_number () OVER (PARTITION BY s.minute ORDER BY c.id) - 1,\n"
           "  c.id,\n"
           "  salon_fold (c.name)\n"
           "FROM client_seen AS s\n"
           "JOIN clients AS c ON c.id = s.client_id\n"
           "ORDER BY s.minute;\n"
           "INSERT INTO client_search (rowid, words)\n"
           "SELECT i.position, salon_client_words (c.name, c.email, c.notes, c.phone)\n"
           "FROM client_index AS i\n"
           "JOIN clients AS c ON c.id = i.client_id\n"
           "ORDER BY i.position",
           error)
         && set_merging (database, TRUE, error);
}
