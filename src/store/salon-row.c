/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-row.h"

#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "core/salon-money.h"

#include "salon-store-error.h"

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
