/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the till's journal of this file says. */
#include "salon-reader.h"

#include "salon-reader-private.h"
#include "salon-till-private.h"

static gpointer
make_line (SalonStatement *row, GError **error)
{
  return salon_till_line_from_row (row);
}

static GPtrArray *
read_lines (SalonStatement *rows, GError **error)
{
  return salon_sqlite_list (rows, make_line, (GDestroyNotify) salon_till_line_free, error);
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
