/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-row.h"

#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "core/salon-money.h"

#include "salon-store-error.h"
#include "salon-store-private.h"

static JsonNode *
take_string (char *text)
{
  JsonNode *node = json_node_init_string (json_node_alloc (), text);

  g_free (text);
  return node;
}

static JsonNode *
read_json (const char *text, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  JsonNode *node = salon_json_parse (text, SALON_TEXT_MAX_BYTES, SALON_JSON_MAX_DEPTH, &refusal);

  if (node == NULL)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "%s", refusal->message);
  return node;
}

JsonNode *
salon_row_read_value (const SalonColumn *column, sqlite3_stmt *statement, int index, GError **error)
{
  const char *text = NULL;

  if (sqlite3_column_type (statement, index) == SQLITE_NULL)
    return json_node_init_null (json_node_alloc ());
  switch (column->kind)
    {
    case SALON_KIND_UUID:
    case SALON_KIND_TEXT:
    case SALON_KIND_DATE:
    case SALON_KIND_TIME:
      text = (const char *) sqlite3_column_text (statement, index);
      return json_node_init_string (json_node_alloc (), text);
    case SALON_KIND_INTEGER:
      return json_node_init_int (json_node_alloc (), sqlite3_column_int64 (statement, index));
    case SALON_KIND_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (),
                                     sqlite3_column_int (statement, index) != 0);
    case SALON_KIND_MONEY:
      return take_string (salon_money_to_wire (sqlite3_column_int64 (statement, index)));
    case SALON_KIND_INSTANT:
      return take_string (salon_instant_to_wire (sqlite3_column_int64 (statement, index)));
    case SALON_KIND_JSON:
      return read_json ((const char *) sqlite3_column_text (statement, index), error);
    }
  g_return_val_if_reached (NULL);
}

JsonObject *
salon_row_read (const SalonTable *table, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (JsonObject) row = json_object_new ();

  for (gsize i = 0; i < table->n_columns; i++)
    {
      JsonNode *value = salon_row_read_value (&table->columns[i], statement, (int) i, error);

      if (value == NULL)
        return NULL;
      json_object_set_member (row, table->columns[i].name, value);
    }
  return g_steal_pointer (&row);
}

char *
salon_row_list_columns (const SalonTable *table)
{
  g_autoptr (GString) columns = g_string_new (NULL);

  for (gsize i = 0; i < table->n_columns; i++)
    g_string_append_printf (columns, "%s%s", i > 0 ? ", " : "", table->columns[i].name);
  return g_string_free_and_steal (g_steal_pointer (&columns));
}

gboolean
salon_row_find (SalonStore *store,
                const SalonTable *table,
                const char *id,
                JsonObject **row,
                GError **error)
{
  g_autofree char *columns = salon_row_list_columns (table);
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM %s WHERE %s = ?1", columns, table->name, table->key);
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);
  gboolean found = FALSE;

  *row = NULL;
  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, id);
  if (!salon_sqlite_step (statement, &found, error))
    return FALSE;
  if (found)
    *row = salon_row_read (table, statement, error);
  return !found || *row != NULL;
}

/* "a, b" for "%s", and "excluded.a, excluded.b" for "excluded.%s": all columns but the key. */
static char *
list_values (const SalonTable *table, const char *prefix)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 1; i < table->n_columns; i++)
    g_string_append_printf (text, "%s%s\"%s\"", i > 1 ? ", " : "", prefix, table->columns[i].name);
  return g_string_free_and_steal (text);
}

/* "(?, ?), (?, ?)": the first has number 1 */
static void
append_parameters (GString *sql, const SalonTable *table, gsize n_rows)
{
  for (gsize i = 0; i < n_rows * table->n_columns; i++)
    g_string_append (sql, i == 0 ? "(?" : i % table->n_columns == 0 ? "), (?" : ", ?");
  g_string_append_c (sql, ')');
}

static GString *
start_insert (const SalonTable *table, const char *columns, gsize n_rows)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (\"%s\", %s)\nVALUES ", table->name, table->key,
                          columns);
  append_parameters (sql, table, n_rows);
  return sql;
}

char *
salon_row_make_insert (const SalonTable *table, gsize n_rows)
{
  g_autofree char *columns = list_values (table, "");

  return g_string_free_and_steal (start_insert (table, columns, n_rows));
}

char *
salon_row_make_upsert (const SalonTable *table, gsize n_rows)
{
  g_autofree char *here = list_values (table, "");
  g_autofree char *there = list_values (table, "excluded.");
  GString *sql = start_insert (table, here, n_rows);

  g_string_append_printf (sql, "\nON CONFLICT (\"%s\") DO UPDATE SET\n  (%s) = (%s)\n", table->key,
                          here, there);
  g_string_append_printf (sql, "WHERE (%s) IS NOT (%s)", here, there);
  return g_string_free_and_steal (sql);
}
