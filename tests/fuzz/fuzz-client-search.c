/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed into the search of clients, before the first line end, and the notes of a client
 * behind it: never a syntax of FTS5's, and a client is found by the first word of her own.
 */
#include <string.h>

#include "store/salon-client-query.h"
#include "store/salon-client-words.h"

#include "fuzz-target.h"

static sqlite3 *index_database;

/* The tables of migrations/0006-search-and-indexes.sql, by themselves. */
static void
open_index (void)
{
  g_assert_cmpint (sqlite3_open (":memory:", &index_database), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (index_database,
                  "CREATE TABLE client_index (position INTEGER PRIMARY KEY, digits TEXT);"
                  "INSERT INTO client_index VALUES (1, '');"
                  "CREATE VIRTUAL TABLE client_search USING fts5 (words, content = '',"
                  " contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6 7',"
                  " tokenize = 'ascii')",
                  NULL, NULL, NULL),
    ==, SQLITE_OK);
}

static int
step (const char *sql, const char *text)
{
  sqlite3_stmt *statement = NULL;
  int result;

  g_assert_cmpint (sqlite3_prepare_v2 (index_database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (text != NULL)
    sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  result = sqlite3_step (statement);
  sqlite3_finalize (statement);
  return result;
}

static int
find (const SalonClientQuery *query)
{
  g_autoptr (GString) sql = g_string_new ("SELECT 1 ");
  sqlite3_stmt *statement = NULL;
  int result;

  g_string_append (sql, salon_client_query_get_from (query));
  salon_client_query_append_where (query, sql, 1);
  g_assert_cmpint (sqlite3_prepare_v2 (index_database, sql->str, -1, &statement, NULL), ==,
                   SQLITE_OK);
  salon_client_query_bind (query, statement, 1);
  result = sqlite3_step (statement);
  sqlite3_finalize (statement);
  return result;
}

static void
check_found (const char *text)
{
  g_autoptr (SalonClientQuery) query = salon_client_query_new (text);

  if (query != NULL)
    g_assert_cmpint (find (query), ==, SQLITE_ROW);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  char *end_of_line = strchr (text, '\n');
  const char *notes = end_of_line != NULL ? end_of_line + 1 : "";
  g_autofree char *words = NULL;
  g_autoptr (SalonClientQuery) query = NULL;

  if (end_of_line != NULL)
    *end_of_line = '\0';
  if (index_database == NULL)
    open_index ();
  words = salon_client_words_make (text, NULL, notes);
  g_assert_cmpint (step ("INSERT INTO client_search (rowid, words) VALUES (1, ?1)", words), ==,
                   SQLITE_DONE);
  query = salon_client_query_new (notes);
  if (query != NULL)
    g_assert_cmpint (find (query), !=, SQLITE_ERROR);
  check_found (text);
  g_assert_cmpint (step ("DELETE FROM client_search WHERE rowid = 1", NULL), ==, SQLITE_DONE);
  return 0;
}
