/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of another program. The first line names a table, the rest is the row as JSON, and also the
 * value of every column as a text: whatever is taken is of its kind.
 */
#include <string.h>

#include "core/salon-json.h"
#include "core/salon-schema.h"

#include "fuzz-target.h"

#define MAX_BYTES 65536

static void
check_adopted (const SalonTable *table, JsonNode *value)
{
  g_autoptr (JsonObject) adopted = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return;
  adopted = salon_row_adopt (table, json_node_get_object (value), NULL);
  if (adopted == NULL)
    return;
  g_assert_true (salon_row_check (table, adopted, TRUE, NULL));
  g_assert_cmpuint (json_object_get_size (adopted), ==, table->n_columns);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  char *end_of_line = strchr (text, '\n');
  const SalonTable *table;
  g_autoptr (JsonNode) value = NULL;

  if (end_of_line == NULL)
    return 0;
  *end_of_line = '\0';
  table = salon_schema_find_table (text);
  if (table == NULL)
    return 0;
  for (gsize i = 0; i < table->n_columns; i++)
    salon_column_check_text (table, &table->columns[i], end_of_line + 1, NULL);
  value = salon_json_parse (end_of_line + 1, MAX_BYTES, SALON_JSON_MAX_DEPTH, NULL);
  if (value != NULL)
    check_adopted (table, value);
  return 0;
}
