/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "torture-dump.h"

#include <sqlite3.h>

#include "core/salon-json.h"
#include "store/salon-row.h"
#include "store/salon-store-private.h"

static void
append_rows (GString *lines, sqlite3 *database, const SalonTable *table)
{
  g_autofree char *columns = salon_row_list_columns (table);
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM %s ORDER BY %s", columns, table->name, table->key);
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (database, sql, &error);

  g_assert_no_error (error);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (JsonObject) row = salon_row_read (table, statement, &error);

      g_assert_no_error (error);
      g_string_append_printf (lines, "{\"table\": \"%s\", \"row\": ", table->name);
      salon_json_append_object (lines, row);
      g_string_append (lines, "}\n");
    }
}

/* @sql gives lines that are ready. */
static void
append_selected (GString *lines, sqlite3 *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (database, sql, &error);

  g_assert_no_error (error);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (lines, "%s\n", (const char *) sqlite3_column_text (statement, 0));
}

char *
torture_dump_to_text (SalonStore *store)
{
  sqlite3 *database = salon_store_get_database (store);
  GString *lines = g_string_new (NULL);
  const SalonTable *tables = NULL;
  gsize n_tables;

  tables = salon_schema_get_tables (&n_tables);
  for (gsize i = 0; i < n_tables; i++)
    append_rows (lines, database, &tables[i]);
  append_selected (lines, database, "SELECT json_object ('waiting', seq) FROM outbox");
  append_selected (lines, database,
                   "SELECT json_object ('review', json_object ('seq', id, 'code', code))\n"
                   "FROM reviews");
  return g_string_free_and_steal (lines);
}

void
torture_dump_write_file (const char *salon, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) damage = NULL;
  g_autoptr (SalonStore) store = salon_store_open (salon, &error);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  if (!salon_store_check (store, &damage))
    {
      g_string_append (lines, "{\"broken\": ");
      salon_json_append_text (lines, damage->message);
      g_string_append (lines, "}\n");
    }
  text = torture_dump_to_text (store);
  g_string_append (lines, text);
  g_file_set_contents (path, lines->str, (gssize) lines->len, &error);
  g_assert_no_error (error);
}

static void
append_asked (GString *lines, SalonConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = salon_connection_query (connection, sql, 0, NULL, NULL, &error);

  g_assert_no_error (error);
  for (int i = 0; i < PQntuples (result); i++)
    g_string_append_printf (lines, "%s\n", PQgetvalue (result, i, 0));
}

void
torture_dump_write_server (SalonConnection *connection, const char *path)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const SalonTable *tables = NULL;
  gsize n_tables;

  tables = salon_schema_get_tables (&n_tables);
  for (gsize i = 0; i < n_tables; i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT jsonb_build_object ('table', '%s', 'row', to_jsonb (wire))\n"
                         "FROM salon.wire_%s AS wire",
                         tables[i].name, tables[i].name);

      append_asked (lines, connection, sql);
    }
  append_asked (lines, connection,
                "SELECT jsonb_build_object ('answer', jsonb_build_object (\n"
                "  'device', device, 'seq', seq, 'outcome', answer ->> 'outcome'))\n"
                "FROM salon.answers");
  append_asked (lines, connection,
                "SELECT jsonb_build_object ('effect', jsonb_build_object (\n"
                "  'device', device, 'seq', seq, 'table', table_name, 'id', row_id, 'op', op))\n"
                "FROM salon.history\n"
                "WHERE device IS NOT NULL");
  g_file_set_contents (path, lines->str, (gssize) lines->len, &error);
  g_assert_no_error (error);
}

void
torture_dump_read_end (SalonConnection *connection, SalonCursor *end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = salon_connection_query (connection,
                                                        "SELECT xid, seq FROM salon.sync_rows\n"
                                                        "ORDER BY xid DESC, seq DESC LIMIT 1",
                                                        0, NULL, NULL, &error);

  g_assert_no_error (error);
  *end = (SalonCursor) { 0 };
  if (PQntuples (result) == 0)
    return;
  end->xid = g_ascii_strtoull (PQgetvalue (result, 0, 0), NULL, 10);
  end->seq = g_ascii_strtoll (PQgetvalue (result, 0, 1), NULL, 10);
}

/* The desk may be writing, or not have begun: no answer is an answer. */
char *
torture_dump_read_text (const char *salon, const char *sql)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  if (sqlite3_open_v2 (salon, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return text;
}

gboolean
torture_dump_has_read (const char *salon, const SalonCursor *end)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT 'yes' FROM sync_state\n"
                     "WHERE (xid, seq) >= (%" G_GUINT64_FORMAT ", %" G_GINT64_FORMAT ")\n"
                     "  AND is_reading = 0 AND generation <> ''\n"
                     "  AND NOT EXISTS (SELECT 1 FROM outbox)",
                     end->xid, end->seq);
  g_autofree char *answer = torture_dump_read_text (salon, sql);

  return answer != NULL;
}
