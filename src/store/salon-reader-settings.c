/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the salon is set up with: rows for the pages that edit them, and the hours they amount to. */
#include "salon-reader.h"

#include "salon-hours-rows.h"
#include "salon-reader-private.h"
#include "salon-row.h"

/* The statements for every table are made once and kept: their text must live as long as they. */
static const char *
intern_select (const SalonTable *table, const char *tail)
{
  g_autofree char *columns = salon_row_list_columns (table);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s %s", columns, table->name, tail);

  return g_intern_string (sql);
}

static const SalonTable *
find_table (const char *name, GError **error)
{
  const SalonTable *table = salon_schema_find_table (name);

  if (table == NULL)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND, "no table “%s”", name);
  return table;
}

/* In the order in which they were made. */
GPtrArray *
salon_reader_list_rows (SalonReader *self, const char *table_name, GError **error)
{
  const SalonTable *table = NULL;
  g_autoptr (SalonStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);

  table = find_table (table_name, error);
  if (table == NULL)
    return NULL;
  statement = salon_reader_prepare (self, intern_select (table, "ORDER BY rowid"), error);
  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return NULL;
  while (row)
    {
      JsonObject *object = salon_row_read (table, statement, error);

      if (object == NULL)
        return NULL;
      g_ptr_array_add (rows, object);
      if (!salon_sqlite_step (statement, &row, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

JsonObject *
salon_reader_get_row (SalonReader *self, const char *table_name, const char *id, GError **error)
{
  const SalonTable *table = NULL;
  g_autofree char *tail = NULL;
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (table_name != NULL && id != NULL, NULL);

  table = find_table (table_name, error);
  if (table == NULL)
    return NULL;
  tail = g_strdup_printf ("WHERE %s = ?1", table->key);
  row = salon_reader_find (self, intern_select (table, tail), id, error);
  return row != NULL ? salon_row_read (table, row, error) : NULL;
}

SalonOpeningHours *
salon_reader_get_opening_hours (SalonReader *self, GError **error)
{
  SalonStatementSource source = salon_reader_get_source (self);

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  return salon_hours_rows_read (&source, SALON_HOURS_REAL, error);
}
