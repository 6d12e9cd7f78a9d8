/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table is read from its first row on until that fails, then from its last row back until that
 * fails, and then in leaps over what lies between, for what is left on whole pages there. Every row
 * is written OR IGNORE: it may come twice, and a value may be what no column takes. Pages that lead
 * back to themselves would be read for ever: no more rows are read than the file has room for, and few
 * that are not in their order.
 */
#include "salon-salvage-table.h"

#define MOST_LEAPS 200
#define MOST_MISPLACED 1000
/* In bytes; every table has longer ones. */
#define SMALLEST_ROW 16

/* The columns that both files have; NULL when the damaged one has not the table. Generated columns
 * are made anew. */
static char *
list_columns (SalonSalvage *self, const char *table)
{
  static const char *sql = "SELECT name\n"
                           "FROM pragma_table_xinfo (?1)\n"
                           "WHERE hidden = 0\n"
                           "ORDER BY cid";
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (self->from, sql, NULL);
  g_autoptr (sqlite3_stmt) known =
    salon_sqlite_prepare (self->to, "SELECT count (*) FROM pragma_table_xinfo (?1) WHERE name = ?2",
                          NULL);
  g_autoptr (GString) columns = g_string_new (NULL);

  if (statement == NULL || known == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);

      sqlite3_bind_text (known, 1, table, -1, SQLITE_STATIC);
      sqlite3_bind_text (known, 2, name, -1, SQLITE_STATIC);
      if (sqlite3_step (known) == SQLITE_ROW && sqlite3_column_int (known, 0) == 1)
        g_string_append_printf (columns, "%s\"%s\"", columns->len > 0 ? ", " : "", name);
      sqlite3_reset (known);
    }
  return columns->len > 0 ? g_string_free_and_steal (g_steal_pointer (&columns)) : NULL;
}

static gboolean
has_rowid (SalonSalvage *self, const char *table)
{
  g_autoptr (sqlite3_stmt) statement =
    salon_sqlite_prepare (self->to, "SELECT wr FROM pragma_table_list WHERE name = ?1", NULL);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  return sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_int (statement, 0) == 0;
}

static sqlite3_stmt *
prepare_insert (SalonSalvage *self, const char *table, const char *columns, int n_columns)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT OR IGNORE INTO \"%s\" (%s) VALUES (", table, columns);
  for (int i = 1; i <= n_columns; i++)
    g_string_append_printf (sql, "%s?%d", i > 1 ? ", " : "", i);
  g_string_append_c (sql, ')');
  return salon_sqlite_prepare (self->to, sql->str, NULL);
}

/* A disk that is full ends everything; a row that no table takes is left behind. */
static gboolean
is_fatal (int code)
{
  return (code & 0xff) != SQLITE_CONSTRAINT && (code & 0xff) != SQLITE_MISMATCH
         && (code & 0xff) != SQLITE_DONE;
}

/* The first column of @read is the rowid. */
static gboolean
write_row (SalonSalvage *self, sqlite3_stmt *read, sqlite3_stmt *insert, GError **error)
{
  int code;

  for (int i = 1; i < sqlite3_column_count (read); i++)
    sqlite3_bind_value (insert, i, sqlite3_column_value (read, i));
  code = sqlite3_step (insert);
  if (code != SQLITE_DONE && is_fatal (code))
    return salon_sqlite_fail (self->to, "salvage", error);
  self->report->has_holes |= code != SQLITE_DONE;
  self->report->n_rows += code == SQLITE_DONE ? sqlite3_changes64 (self->to) : 0;
  sqlite3_reset (insert);
  sqlite3_clear_bindings (insert);
  return TRUE;
}

/* Does a row that is read in the direction of @step stand where it may? Then it is the last one now. */
static gboolean
move_on (int step, gint64 rowid, gint64 *last)
{
  if (step != 0 && (step > 0 ? rowid <= *last : rowid >= *last))
    return FALSE;
  *last = rowid;
  return TRUE;
}

/* Copies rows until there are no more, or one cannot be read, or too many come again. @step: 1 or -1, in
 * which order they come; 0: they have none. @last: in and out, the rowid of the furthest one copied.
 * @whole: whether the end was reached. */
static gboolean
copy_run (SalonSalvage *self,
          sqlite3_stmt *read,
          sqlite3_stmt *insert,
          int step,
          gint64 *last,
          gboolean *whole,
          GError **error)
{
  gint64 n_left = self->n_bytes / SMALLEST_ROW;
  int n_misplaced = 0;
  int code;

  sqlite3_reset (read);
  if (sqlite3_bind_parameter_count (read) > 0)
    sqlite3_bind_int64 (read, 1, *last);
  while ((code = sqlite3_step (read)) == SQLITE_ROW && n_left-- > 0 && n_misplaced < MOST_MISPLACED)
    {
      if (!move_on (step, sqlite3_column_int64 (read, 0), last))
        n_misplaced++;
      if (!write_row (self, read, insert, error))
        return FALSE;
    }
  sqlite3_reset (read);
  self->report->has_holes |= n_misplaced > 0;
  *whole = code == SQLITE_DONE;
  return TRUE;
}

static sqlite3_stmt *
prepare_read (SalonSalvage *self, const char *table, const char *columns, const char *rest)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" %s", columns, table, rest);

  return salon_sqlite_prepare (self->from, sql, NULL);
}

static gboolean
copy_around_holes (SalonSalvage *self,
                   const char *table,
                   const char *columns,
                   sqlite3_stmt *insert,
                   GError **error)
{
  g_autofree char *read_columns = g_strconcat ("rowid, ", columns, NULL);
  g_autoptr (sqlite3_stmt) forward =
    prepare_read (self, table, read_columns, "WHERE rowid > ?1 ORDER BY rowid");
  g_autoptr (sqlite3_stmt) backward =
    prepare_read (self, table, read_columns, "WHERE rowid < ?1 ORDER BY rowid DESC");
  gint64 low = G_MININT64, high = G_MAXINT64, leap = 1;
  gboolean whole = FALSE;

  if (forward == NULL || backward == NULL)
    {
      self->report->has_holes = TRUE;
      return TRUE;
    }
  if (!copy_run (self, forward, insert, 1, &low, &whole, error))
    return FALSE;
  if (whole)
    return TRUE;
  self->report->has_holes = TRUE;
  if (!copy_run (self, backward, insert, -1, &high, &whole, error))
    return FALSE;
  /* Rowids that SQLite gives begin with 1. */
  low = MAX (low, 0);
  for (int i = 0; i < MOST_LEAPS && !whole && low < high - leap; i++)
    {
      gint64 before = low + leap;

      low = before;
      if (!copy_run (self, forward, insert, 1, &low, &whole, error))
        return FALSE;
      leap = low > before ? 1 : MIN (leap, G_MAXINT64 / 4) * 2;
    }
  return TRUE;
}

/* Without rowids there is nothing to leap by; the first column read stands in for it. */
static gboolean
copy_in_order (SalonSalvage *self,
               const char *table,
               const char *columns,
               sqlite3_stmt *insert,
               GError **error)
{
  g_autofree char *read_columns = g_strconcat ("0, ", columns, NULL);
  g_autoptr (sqlite3_stmt) read = prepare_read (self, table, read_columns, "");
  gint64 unused = 0;
  gboolean whole = FALSE;

  if (read != NULL && !copy_run (self, read, insert, 0, &unused, &whole, error))
    return FALSE;
  self->report->has_holes |= !whole;
  return TRUE;
}

gboolean
salon_salvage_table_copy (SalonSalvage *self, const char *table, GError **error)
{
  g_autofree char *columns = list_columns (self, table);
  g_autofree char *empty = g_strdup_printf ("DELETE FROM \"%s\"", table);
  g_autoptr (sqlite3_stmt) insert = NULL;
  int n_columns = 1;

  /* An older file has not every table; a damaged one may have lost it. */
  if (columns == NULL)
    return TRUE;
  /* What every new file has already. */
  if (!salon_sqlite_execute (self->to, empty, error))
    return FALSE;
  for (const char *c = columns; *c != '\0'; c++)
    n_columns += *c == ',';
  insert = prepare_insert (self, table, columns, n_columns);
  if (insert == NULL)
    return salon_sqlite_fail (self->to, table, error);
  return has_rowid (self, table) ? copy_around_holes (self, table, columns, insert, error)
                                 : copy_in_order (self, table, columns, insert, error);
}
