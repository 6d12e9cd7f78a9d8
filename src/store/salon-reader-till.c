/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the till's journal of this file says. */
#include "salon-reader.h"

#include "salon-reader-private.h"
#include "salon-till-private.h"

static GPtrArray *
read_lines (SalonStatement *rows, GError **error)
{
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_till_line_free);
  gboolean row = FALSE;

  if (!salon_sqlite_step (rows, &row, error))
    return NULL;
  while (row)
    {
      g_ptr_array_add (lines, salon_till_line_from_row (rows));
      if (!salon_sqlite_step (rows, &row, error))
        return NULL;
    }
  return g_steal_pointer (&lines);
}

GPtrArray *
salon_reader_list_till_payments (SalonReader *self, gint64 from, gint64 to, GError **error)
{
  static const char sql[] = "SELECT " SALON_TILL_COLUMNS "\n"
                            "FROM till_journal\n"
                            "WHERE at >= ?1\n"
                            "  AND at < ?2\n"
                            "  AND kind NOT IN ('event', 'day', 'month', 'year')\n"
                            "ORDER BY number";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, from);
  sqlite3_bind_int64 (rows, 2, to);
  return read_lines (rows, error);
}

GPtrArray *
salon_reader_list_till_events (SalonReader *self, int limit, GError **error)
{
  static const char sql[] = "SELECT " SALON_TILL_COLUMNS "\n"
                            "FROM till_journal\n"
                            "WHERE number IN (\n"
                            "  SELECT number\n"
                            "  FROM till_journal\n"
                            "  WHERE kind = 'event'\n"
                            "  ORDER BY number DESC\n"
                            "  LIMIT ?1\n"
                            ")\n"
                            "ORDER BY number DESC";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int (rows, 1, limit);
  return read_lines (rows, error);
}

GPtrArray *
salon_reader_list_till_closings (SalonReader *self, int limit, GError **error)
{
  static const char sql[] = "SELECT " SALON_TILL_COLUMNS "\n"
                            "FROM till_journal\n"
                            "WHERE kind IN ('day', 'month', 'year')\n"
                            "ORDER BY number DESC\n"
                            "LIMIT ?1";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int (rows, 1, limit);
  return read_lines (rows, error);
}
