/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one list of synced tables, their columns and kinds. The SQLite schema, the SQL of the shared
 * database, the REST schemas and the allow-list of the push function are checked against it.
 *
 * A row is a JsonObject in the wire form, its members named as the columns of the shared schema:
 * uuids lower case, dates "YYYY-MM-DD", times "HH:MM:SS", instants RFC 3339 in UTC
 * ("2026-03-12T09:30:00Z"), money a string with two digits ("45.00"), booleans and integers as
 * such, JSON as it is, an absent value null. Every table's row id is the text column `id`, but for
 * salon_settings where it is `key`.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SALON_TEXT_MAX_BYTES 100000
#define SALON_JSON_MAX_DEPTH 32

typedef enum
{
  SALON_KIND_UUID,
  SALON_KIND_TEXT,
  SALON_KIND_INTEGER,
  SALON_KIND_MONEY,
  SALON_KIND_BOOLEAN,
  SALON_KIND_DATE,
  SALON_KIND_TIME,
  SALON_KIND_INSTANT,
  SALON_KIND_JSON,
} SalonKind;

typedef struct
{
  const char *name;
  SalonKind kind;
  gboolean nullable;
} SalonColumn;

typedef struct
{
  const char *name;
  const char *key; /* the column that holds the row id: columns[0].name */
  const SalonColumn *columns;
  gsize n_columns;
} SalonTable;

const SalonTable *salon_schema_get_tables (gsize *n_tables);
const SalonTable *salon_schema_find_table (const char *name);
const SalonColumn *salon_table_find_column (const SalonTable *table, const char *name);

/**
 * salon_column_check:
 * @table: for the message only
 *
 * Is @value of the column's kind, in the one wire form that the kind has? A text is valid UTF-8 of at
 * most %SALON_TEXT_MAX_BYTES, JSON at most %SALON_JSON_MAX_DEPTH deep, a date one of the calendar.
 * Fails with %SALON_ERROR_BAD_VALUE; the message names table and column.
 */
gboolean salon_column_check (const SalonTable *table,
                             const SalonColumn *column,
                             JsonNode *value,
                             GError **error);

/**
 * salon_column_check_text:
 * @text: (nullable): a value as a text of its own: integers in decimal, "true" and "false", JSON as
 *   its text, everything else as the wire form has it
 *
 * As salon_column_check().
 */
gboolean salon_column_check_text (const SalonTable *table,
                                  const SalonColumn *column,
                                  const char *text,
                                  GError **error);

/**
 * salon_row_check:
 * @whole: whether every column that may not be null must be there
 *
 * Are all members of @row columns of @table, and of their kinds? Fails with
 * %SALON_ERROR_UNKNOWN_FIELD or %SALON_ERROR_BAD_VALUE; the message names table and column.
 */
gboolean salon_row_check (const SalonTable *table, JsonObject *row, gboolean whole, GError **error);

/**
 * salon_row_adopt:
 * @row: a whole row as another program, perhaps a newer one, gives it
 *
 * Members that are no column of @table are left out, columns that may be null and are not there are
 * null. Fails with %SALON_ERROR_BAD_VALUE; the message names table and column.
 *
 * Returns: (transfer full): a copy with every column of @table, in its order
 */
JsonObject *salon_row_adopt (const SalonTable *table, JsonObject *row, GError **error);

G_END_DECLS
