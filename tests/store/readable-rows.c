/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readable-rows.h"

#include <sqlite3.h>

#include "store/salon-client-words.h"

/* The salon's own tables, by the file that the program has just made. */
#define LIST_TABLES                                                                                 \
  "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"                     \
  " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"                                                     \
  " AND name NOT IN ('client_index', 'undo_stack', 'salon_file', 'statistics', 'statistics_stale'," \
  " 'statistics_pause') ORDER BY name"

#define MOST_ROWS 100000

static sqlite3 *
connect_file (const char *path)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_db_config (database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  g_assert_true (salon_client_words_register (database, NULL));
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA foreign_keys = OFF", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  return database;
}

/* The first column of each row; elements: char *. */
static GPtrArray *
list_texts (sqlite3 *database, const char *sql)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (texts, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  g_ptr_array_add (texts, NULL);
  sqlite3_finalize (statement);
  return texts;
}

static char *
join_columns (sqlite3 *database, const char *table, const char *format, const char *separator)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT replace ('%s', '@', name) FROM pragma_table_info ('%s') WHERE name NOT IN"
    " (SELECT \"from\" FROM pragma_foreign_key_list ('%s'))",
    format, table, table);
  g_autoptr (GPtrArray) texts = list_texts (database, sql);

  return g_strjoinv (separator, (char **) texts->pdata);
}

static gint64
copy_rows (sqlite3_stmt *read, sqlite3_stmt *insert, sqlite3 *to)
{
  gint64 n = 0;

  /* Pages that lead back to themselves have no end. */
  for (int n_left = MOST_ROWS; n_left > 0 && sqlite3_step (read) == SQLITE_ROW; n_left--)
    {
      for (int i = 0; i < sqlite3_column_count (read); i++)
        sqlite3_bind_value (insert, i + 1, sqlite3_column_value (read, i));
      if (sqlite3_step (insert) == SQLITE_DONE)
        n += sqlite3_changes64 (to);
      sqlite3_reset (insert);
    }
  return n;
}

static gint64
collect_in_order (sqlite3 *from, sqlite3 *to, sqlite3_stmt *insert, const char *sql)
{
  sqlite3_stmt *read = NULL;
  gint64 n = 0;

  if (sqlite3_prepare_v2 (from, sql, -1, &read, NULL) == SQLITE_OK)
    n = copy_rows (read, insert, to);
  sqlite3_finalize (read);
  return n;
}

static gint64
collect_table (sqlite3 *from, sqlite3 *to, const char *table)
{
  g_autofree char *list =
    g_strdup_printf ("SELECT '\"' || name || '\"' FROM pragma_table_info ('%s')", table);
  g_autoptr (GPtrArray) columns = list_texts (to, list);
  g_autofree char *names = g_strjoinv (", ", (char **) columns->pdata);
  g_autofree char *forward = g_strdup_printf ("SELECT %s FROM \"%s\"", names, table);
  g_autofree char *backward = g_strconcat (forward, " ORDER BY rowid DESC", NULL);
  g_autofree char *empty = g_strdup_printf ("DELETE FROM \"%s\"", table);
  g_autoptr (GString) insert_sql = g_string_new (NULL);
  sqlite3_stmt *insert = NULL;
  gint64 n;

  g_string_printf (insert_sql, "INSERT OR IGNORE INTO \"%s\" (%s) VALUES (?", table, names);
  for (guint i = 1; i + 1 < columns->len; i++)
    g_string_append (insert_sql, ", ?");
  g_string_append_c (insert_sql, ')');
  g_assert_cmpint (sqlite3_exec (to, empty, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (to, insert_sql->str, -1, &insert, NULL), ==, SQLITE_OK);
  n = collect_in_order (from, to, insert, forward);
  /* A table without rowids cannot be read so, and has nothing to read. */
  n += collect_in_order (from, to, insert, backward);
  sqlite3_finalize (insert);
  return n;
}

gint64
readable_rows_collect (const char *damaged, const char *collected)
{
  sqlite3 *to = connect_file (collected);
  sqlite3 *from = connect_file (damaged);
  g_autoptr (GPtrArray) tables = list_texts (to, LIST_TABLES);
  gint64 n = 0;

  g_assert_cmpint (sqlite3_exec (to, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
  for (guint i = 0; i + 1 < tables->len; i++)
    n += collect_table (from, to, g_ptr_array_index (tables, i));
  g_assert_cmpint (sqlite3_exec (to, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (from), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (to), ==, SQLITE_OK);
  return n;
}

/* In what is compared, @salvaged is attached as "salvaged". */
static gint64
count_missing (sqlite3 *database, const char *table)
{
  g_autofree char *same = join_columns (database, table, "s.\"@\" IS c.\"@\"", " AND ");
  g_autofree char *list = g_strdup_printf (
    "SELECT ' AND (c.\"' || \"from\" || '\" IS NULL OR EXISTS (SELECT 1 FROM salvaged.\"'"
    " || \"table\" || '\" AS p WHERE p.\"' || \"to\" || '\" = c.\"' || \"from\" || '\"))'"
    " FROM pragma_foreign_key_list ('%s')",
    table);
  g_autoptr (GPtrArray) parents = list_texts (database, list);
  g_autofree char *with_parents = g_strjoinv ("", (char **) parents->pdata);
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM main.\"%s\" AS c WHERE NOT EXISTS"
                                          " (SELECT 1 FROM salvaged.\"%s\" AS s WHERE %s)%s",
                                          table, table, same, with_parents);
  g_autoptr (GPtrArray) counts = list_texts (database, sql);

  g_assert_cmpuint (counts->len, ==, 2);
  return g_ascii_strtoll (g_ptr_array_index (counts, 0), NULL, 10);
}

char *
readable_rows_find_missing (const char *collected, const char *salvaged)
{
  sqlite3 *database = connect_file (collected);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS salvaged", salvaged);
  g_autoptr (GPtrArray) tables = list_texts (database, LIST_TABLES);
  g_autoptr (GString) missing = g_string_new (NULL);

  g_assert_cmpint (sqlite3_exec (database, attach, NULL, NULL, NULL), ==, SQLITE_OK);
  for (guint i = 0; i + 1 < tables->len; i++)
    {
      gint64 n = count_missing (database, g_ptr_array_index (tables, i));

      if (n > 0)
        g_string_append_printf (missing, "%s%d of %s", missing->len > 0 ? ", " : "", (int) n,
                                (const char *) g_ptr_array_index (tables, i));
    }
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
  return missing->len > 0 ? g_string_free_and_steal (g_steal_pointer (&missing)) : NULL;
}
