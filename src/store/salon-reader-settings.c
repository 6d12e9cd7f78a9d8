/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the salon is set up with: rows for the pages that edit them, and the hours they amount to. */
#include "salon-reader.h"

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

static gboolean
read_windows (SalonReader *self, GArray *windows, GError **error)
{
  static const char sql[] = "SELECT day_of_week, start_time, end_time FROM availabilities "
                            "WHERE is_active ORDER BY day_of_week, start_time";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);
  gboolean row = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      SalonWeeklyWindow window = { .weekday = sqlite3_column_int (rows, 0) };

      if (!salon_minute_parse (salon_statement_get_text (rows, 1), &window.start, error)
          || !salon_minute_parse (salon_statement_get_text (rows, 2), &window.end, error)
          || !salon_sqlite_step (rows, &row, error))
        return FALSE;
      g_array_append_val (windows, window);
    }
  return TRUE;
}

/* @reasons keeps the texts until the hours have their own. */
static gboolean
take_exception (SalonStatement *row, GArray *exceptions, GStringChunk *reasons, GError **error)
{
  const char *start = salon_statement_get_text (row, 2);
  const char *end = salon_statement_get_text (row, 3);
  const char *reason = salon_statement_get_text (row, 5);
  SalonOpeningException exception = {
    .start = -1,
    .end = -1,
    .open = sqlite3_column_int (row, 4) != 0,
    .reason = reason != NULL ? g_string_chunk_insert (reasons, reason) : NULL,
  };

  if (!salon_day_parse (salon_statement_get_text (row, 0), &exception.from, error)
      || !salon_day_parse (salon_statement_get_text (row, 1), &exception.to, error))
    return FALSE;
  if (start != NULL && end != NULL
      && (!salon_minute_parse (start, &exception.start, error)
          || !salon_minute_parse (end, &exception.end, error)))
    return FALSE;
  g_array_append_val (exceptions, exception);
  return TRUE;
}

static gboolean
read_exceptions (SalonReader *self, GArray *exceptions, GStringChunk *reasons, GError **error)
{
  static const char sql[] =
    "SELECT from_date, to_date, start_time, end_time, open, reason FROM opening_exceptions "
    "UNION ALL SELECT date, date, NULL, NULL, 0, reason FROM blocked_dates "
    "ORDER BY 1, 3";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);
  gboolean row = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    if (!take_exception (rows, exceptions, reasons, error)
        || !salon_sqlite_step (rows, &row, error))
      return FALSE;
  return TRUE;
}

/* A setting that is not there, or not what it should be, leaves what @zone and @closed hold. */
static gboolean
read_holidays (SalonReader *self, SalonHolidayZone *zone, gboolean *closed, GError **error)
{
  static const char sql[] = "SELECT key, value ->> '$' FROM salon_settings "
                            "WHERE key IN ('holidays.zone', 'holidays.closed')";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);
  gboolean row = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      const char *key = salon_statement_get_text (rows, 0);
      const char *value = salon_statement_get_text (rows, 1);

      if (g_str_equal (key, "holidays.closed"))
        *closed = g_strcmp0 (value, "0") != 0;
      else if (value != NULL)
        salon_holiday_zone_from_id (value, zone);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

SalonOpeningHours *
salon_reader_get_opening_hours (SalonReader *self, GError **error)
{
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (SalonWeeklyWindow));
  g_autoptr (GArray) exceptions = g_array_new (FALSE, FALSE, sizeof (SalonOpeningException));
  g_autoptr (GStringChunk) reasons = g_string_chunk_new (256);
  SalonHolidayZone zone = SALON_HOLIDAY_ZONE_METROPOLE;
  gboolean closed = TRUE;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  if (!read_windows (self, windows, error) || !read_exceptions (self, exceptions, reasons, error)
      || !read_holidays (self, &zone, &closed, error))
    return NULL;
  return salon_opening_hours_new ((const SalonWeeklyWindow *) windows->data, windows->len,
                                  (const SalonOpeningException *) exceptions->data, exceptions->len,
                                  zone, closed);
}
