/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-hours-rows.h"

static gboolean
read_windows (const SalonStatementSource *source, GArray *windows, GError **error)
{
  static const char sql[] = "SELECT day_of_week, start_time, end_time FROM availabilities "
                            "WHERE is_active ORDER BY day_of_week, start_time";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (source, sql, error);
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
read_exceptions (const SalonStatementSource *source,
                 GArray *exceptions,
                 GStringChunk *reasons,
                 GError **error)
{
  static const char sql[] =
    "SELECT from_date, to_date, start_time, end_time, open, reason FROM opening_exceptions "
    "UNION ALL SELECT date, date, NULL, NULL, 0, reason FROM blocked_dates "
    "ORDER BY 1, 3";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (source, sql, error);
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
read_holidays (const SalonStatementSource *source,
               SalonHolidayZone *zone,
               gboolean *closed,
               GError **error)
{
  static const char sql[] = "SELECT key, value ->> '$' FROM salon_settings "
                            "WHERE key IN ('holidays.zone', 'holidays.closed')";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (source, sql, error);
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
salon_hours_rows_read (const SalonStatementSource *source, SalonHours which, GError **error)
{
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (SalonWeeklyWindow));
  g_autoptr (GArray) exceptions = g_array_new (FALSE, FALSE, sizeof (SalonOpeningException));
  g_autoptr (GStringChunk) reasons = g_string_chunk_new (256);
  SalonHolidayZone zone = SALON_HOLIDAY_ZONE_METROPOLE;
  gboolean closed = TRUE;

  if (!read_windows (source, windows, error))
    return NULL;
  if (which == SALON_HOURS_USUAL)
    closed = FALSE;
  else if (!read_exceptions (source, exceptions, reasons, error)
           || !read_holidays (source, &zone, &closed, error))
    return NULL;
  return salon_opening_hours_new ((const SalonWeeklyWindow *) windows->data, windows->len,
                                  (const SalonOpeningException *) exceptions->data, exceptions->len,
                                  zone, closed);
}
