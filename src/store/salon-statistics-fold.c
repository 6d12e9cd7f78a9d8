/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-fold.h"

#include "salon-statistics-rows.h"
#include "salon-store-error.h"
#include "salon-store-private.h"

/* As many months may stay stale; a save adds up at most so many of those beyond. */
#define MOST_STALE 4
#define MOST_IN_A_SAVE 1
/* More than that is much: it is added up as soon as nobody else wants to write, so many at a time. */
#define MANY_STALE 8
#define MOST_IN_A_PAUSE 8

static const gint64 grains[] = { 1, 12, 120 };

static SalonStatement *
prepare_for_source (gpointer owner, const char *sql, GError **error)
{
  return salon_store_prepare (owner, sql, error);
}

gboolean
salon_statistics_fold_mark_all (sqlite3 *database, GError **error)
{
  /* Without triggers the views of the migration do nothing. Months that had rows and have none now are
   * found by their sums. */
  return salon_sqlite_execute (
    database,
    "INSERT OR REPLACE INTO statistics_stale (month, parts)\n"
    "SELECT DISTINCT 12 * CAST (substr (booking_date, 1, 4) AS INTEGER)\n"
    "  + CAST (substr (booking_date, 6, 2) AS INTEGER) - 1, 15\n"
    "FROM bookings\n"
    "UNION\n"
    "SELECT DISTINCT 12 * CAST (strftime ('%Y', created_at, 'unixepoch') AS INTEGER)\n"
    "  + CAST (strftime ('%m', created_at, 'unixepoch') AS INTEGER) - 1, 15\n"
    "FROM payments\n"
    "UNION\n"
    "SELECT DISTINCT 12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)\n"
    "  + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1, 15\n"
    "FROM gift_card_movements\n"
    "UNION\n"
    "SELECT DISTINCT start, 15\n"
    "FROM statistics\n"
    "WHERE grain = 1",
    error);
}

gboolean
salon_statistics_fold_pause (sqlite3 *database, GError **error)
{
  return salon_sqlite_execute (database, "INSERT INTO statistics_pause (id) VALUES (1)", error);
}

gboolean
salon_statistics_fold_resume (sqlite3 *database, GError **error)
{
  return salon_sqlite_execute (database, "DELETE FROM statistics_pause", error)
         && salon_statistics_fold_mark_all (database, error);
}

/* --- Adding up --- */

static void
bind_cell (SalonStatement *statement, const SalonCell *cell, gint64 grain, gint64 month)
{
  sqlite3_bind_int64 (statement, 1, grain);
  sqlite3_bind_int (statement, 2, (int) cell->kind);
  sqlite3_bind_int64 (statement, 3, month / grain * grain);
  if (cell->text != NULL)
    salon_statement_bind_text (statement, 4, cell->text);
  else
    sqlite3_bind_int64 (statement, 4, cell->number);
}

/* What is nothing any more has no row. */
static gboolean
change_sum (SalonStore *store, const SalonCell *cell, gint64 grain, gint64 month, GError **error)
{
  static const char *upsert_sql = "INSERT INTO statistics (grain, kind, start, key, n, cents)\n"
                                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)\n"
                                  "ON CONFLICT DO UPDATE\n"
                                  "SET n = n + excluded.n, cents = cents + excluded.cents";
  static const char *delete_sql = "DELETE FROM statistics\n"
                                  "WHERE grain = ?1\n"
                                  "  AND kind = ?2\n"
                                  "  AND start = ?3\n"
                                  "  AND key = ?4\n"
                                  "  AND n = 0\n"
                                  "  AND cents = 0";
  g_autoptr (SalonStatement) upsert = salon_store_prepare (store, upsert_sql, error);
  g_autoptr (SalonStatement) clean = NULL;

  if (upsert == NULL)
    return FALSE;
  bind_cell (upsert, cell, grain, month);
  sqlite3_bind_int64 (upsert, 5, cell->n);
  sqlite3_bind_int64 (upsert, 6, cell->cents);
  if (!salon_sqlite_run (upsert, error))
    return FALSE;
  /* A sum grows from nothing mostly, and only what shrinks comes to nothing. */
  if (cell->n > 0 || cell->cents > 0)
    return TRUE;
  clean = salon_store_prepare (store, delete_sql, error);
  if (clean == NULL)
    return FALSE;
  bind_cell (clean, cell, grain, month);
  return salon_sqlite_run (clean, error);
}

static gboolean
change_sums (SalonStore *store, SalonCells *differences, gint64 month, GError **error)
{
  SalonCellsIter iter;
  const SalonCell *cell;

  salon_cells_iter_init (&iter, differences);
  while ((cell = salon_cells_iter_next (&iter)) != NULL)
    for (gsize i = 0; i < G_N_ELEMENTS (grains); i++)
      if ((cell->n != 0 || cell->cents != 0) && !change_sum (store, cell, grains[i], month, error))
        return FALSE;
  return TRUE;
}

/* What the rows say less what the sums say. SEEN depends on who asks, and is in no sum. */
static SalonCells *
find_differences (SalonStatisticsRows *rows, SalonPart part, gint64 month, GError **error)
{
  g_autoptr (SalonCells) cells = salon_cells_new ();
  SalonCellsIter iter;
  const SalonCell *cell;
  gint64 n_seen = 0;

  if (!salon_statistics_rows_add_month (rows, part, month, cells, NULL, error)
      || !salon_cells_add_stored (cells, &rows->source, part, month, month + 1, -1, error))
    return NULL;
  salon_cells_iter_init (&iter, cells);
  while ((cell = salon_cells_iter_next (&iter)) != NULL)
    if (cell->kind == SALON_CELL_CLIENT && cell->number == SALON_CLIENT_CELL_SEEN)
      n_seen = cell->n;
  salon_cells_add (cells, SALON_CELL_CLIENT, SALON_CLIENT_CELL_SEEN, NULL, -n_seen, 0);
  return g_steal_pointer (&cells);
}

static gboolean
fold_month (SalonStore *store, SalonStatisticsRows *rows, gint64 month, guint parts, GError **error)
{
  static const char *sql = "DELETE FROM statistics_stale WHERE month = ?1";
  g_autoptr (SalonStatement) done = NULL;

  for (int i = 0; i < SALON_N_PARTS; i++)
    {
      g_autoptr (SalonCells) differences = NULL;

      if ((parts & 1u << i) == 0)
        continue;
      differences = find_differences (rows, (SalonPart) (1u << i), month, error);
      if (differences == NULL || !change_sums (store, differences, month, error))
        return FALSE;
    }
  done = salon_store_prepare (store, sql, error);
  if (done == NULL)
    return FALSE;
  sqlite3_bind_int64 (done, 1, month);
  return salon_sqlite_run (done, error);
}

typedef struct
{
  gint64 month;
  guint parts;
} Stale;

/* The longest ago first: what is written next is likely to be around today. */
static GArray *
list_stale (SalonStore *store, gint64 most, GError **error)
{
  static const char *sql = "SELECT month, parts\n"
                           "FROM statistics_stale\n"
                           "ORDER BY month\n"
                           "LIMIT ?1";
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Stale));
  g_autoptr (SalonStatement) rows = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, most);
  if (!salon_sqlite_step (rows, &row, error))
    return NULL;
  while (row)
    {
      Stale stale = { sqlite3_column_int64 (rows, 0), (guint) sqlite3_column_int (rows, 1) };

      g_array_append_val (found, stale);
      if (!salon_sqlite_step (rows, &row, error))
        return NULL;
    }
  return g_steal_pointer (&found);
}

static gboolean
fold (SalonStore *store, gint64 most, GError **error)
{
  SalonStatementSource source = { prepare_for_source, store };
  g_auto (SalonStatisticsRows) rows = { 0 };
  g_autoptr (GArray) stale = list_stale (store, most, error);

  if (stale == NULL)
    return FALSE;
  if (stale->len == 0)
    return TRUE;
  if (!salon_statistics_rows_init (&rows, &source, error))
    return FALSE;
  for (guint i = 0; i < stale->len; i++)
    {
      const Stale *one = &g_array_index (stale, Stale, i);

      if (!fold_month (store, &rows, one->month, one->parts, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_statistics_fold_all (SalonStore *store, GError **error)
{
  return fold (store, -1, error);
}

static gboolean
count_stale (SalonStore *store, gint64 *n, GError **error)
{
  static const char *sql = "SELECT count (*) FROM statistics_stale";
  g_autoptr (SalonStatement) count = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (count == NULL || !salon_sqlite_step (count, &row, error))
    return FALSE;
  *n = sqlite3_column_int64 (count, 0);
  return TRUE;
}

gboolean
salon_statistics_fold_some (SalonStore *store, GError **error)
{
  gint64 n = 0;

  /* Where there is much, one month more or less is nothing, and the worker comes to it. */
  return count_stale (store, &n, error)
         && (n <= MOST_STALE || n > MANY_STALE || fold (store, MOST_IN_A_SAVE, error));
}

static gboolean
settle (SalonStore *store, gint64 most, GError **error)
{
  if (!salon_store_begin (store, error))
    return FALSE;
  if (fold (store, most, error) && salon_store_commit (store, NULL, error))
    return TRUE;
  salon_store_roll_back (store);
  return FALSE;
}

gboolean
salon_statistics_fold_settle (SalonStore *store, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);

  return settle (store, -1, error);
}

gboolean
salon_statistics_fold_settle_some (SalonStore *store, gboolean *more, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);

  *more = FALSE;
  if (!count_stale (store, &n, error)
      || (n > MANY_STALE && !settle (store, MOST_IN_A_PAUSE, error)))
    return FALSE;
  *more = n - MOST_IN_A_PAUSE > MANY_STALE;
  return TRUE;
}

/* --- Checking --- */

static gboolean
is_nothing (SalonCells *differences, gint64 month, GError **error)
{
  SalonCellsIter iter;
  const SalonCell *cell;

  salon_cells_iter_init (&iter, differences);
  while ((cell = salon_cells_iter_next (&iter)) != NULL)
    if (cell->n != 0 || cell->cents != 0)
      {
        g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT,
                     "statistics: month %" G_GINT64_FORMAT ", kind %d, key %" G_GINT64_FORMAT
                     " %s: off by %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " cents",
                     month, (int) cell->kind, cell->number, cell->text != NULL ? cell->text : "",
                     cell->n, cell->cents);
        return FALSE;
      }
  return TRUE;
}

/* Years and ten years against the months. */
static gboolean
check_grains (SalonStore *store, GError **error)
{
  static const char *sql =
    "SELECT count (*) FROM (\n"
    "  SELECT g.grain, s.kind, s.start / g.grain * g.grain AS start, s.key,\n"
    "    sum (s.n) AS n, sum (s.cents) AS cents\n"
    "  FROM statistics AS s, (SELECT 12 AS grain UNION ALL SELECT 120) AS g\n"
    "  WHERE s.grain = 1\n"
    "  GROUP BY 1, 2, 3, 4\n"
    "  HAVING sum (s.n) <> 0 OR sum (s.cents) <> 0\n"
    "  EXCEPT\n"
    "  SELECT grain, kind, start, key, n, cents FROM statistics WHERE grain > 1\n"
    ")";
  static const char *excess_sql =
    "SELECT count (*) FROM (\n"
    "  SELECT grain, kind, start, key, n, cents FROM statistics WHERE grain > 1\n"
    "  EXCEPT\n"
    "  SELECT g.grain, s.kind, s.start / g.grain * g.grain, s.key, sum (s.n), sum (s.cents)\n"
    "  FROM statistics AS s, (SELECT 12 AS grain UNION ALL SELECT 120) AS g\n"
    "  WHERE s.grain = 1\n"
    "  GROUP BY 1, 2, 3, 4\n"
    ")";
  sqlite3 *database = salon_store_get_database (store);
  gint64 n_missing = 0, n_excess = 0;

  if (!salon_sqlite_read_int (database, sql, &n_missing, error)
      || !salon_sqlite_read_int (database, excess_sql, &n_excess, error))
    return FALSE;
  if (n_missing + n_excess > 0)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT,
                 "statistics: %d sums of years are not those of their months",
                 (int) (n_missing + n_excess));
  return n_missing + n_excess == 0;
}

static gboolean
check_month (SalonStatisticsRows *rows, gint64 month, guint stale, GError **error)
{
  for (int i = 0; i < SALON_N_PARTS; i++)
    {
      g_autoptr (SalonCells) differences = NULL;

      if ((stale & 1u << i) != 0)
        continue;
      differences = find_differences (rows, (SalonPart) (1u << i), month, error);
      if (differences == NULL || !is_nothing (differences, month, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_months (SalonStore *store, SalonStatisticsRows *rows, GError **error)
{
  /* A month that nothing was ever added up of has no minutes that are open: they are read anew. */
  static const char *sql =
    "SELECT m.month, coalesce (s.parts, 0)\n"
    "  | CASE WHEN t.month IS NULL THEN 4 ELSE 0 END\n"
    "FROM (\n"
    "  SELECT 12 * CAST (substr (booking_date, 1, 4) AS INTEGER)\n"
    "    + CAST (substr (booking_date, 6, 2) AS INTEGER) - 1 AS month\n"
    "  FROM bookings\n"
    "  UNION\n"
    "  SELECT 12 * CAST (strftime ('%Y', created_at, 'unixepoch') AS INTEGER)\n"
    "    + CAST (strftime ('%m', created_at, 'unixepoch') AS INTEGER) - 1\n"
    "  FROM payments\n"
    "  UNION\n"
    "  SELECT 12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)\n"
    "    + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1\n"
    "  FROM gift_card_movements\n"
    "  UNION\n"
    "  SELECT start FROM statistics WHERE grain = 1\n"
    ") AS m\n"
    "LEFT JOIN statistics_stale AS s ON s.month = m.month\n"
    "LEFT JOIN (\n"
    "  SELECT DISTINCT start AS month FROM statistics WHERE grain = 1 AND kind = 7\n"
    ") AS t ON t.month = m.month\n"
    "ORDER BY 1";
  g_autoptr (SalonStatement) months = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (months == NULL || !salon_sqlite_step (months, &row, error))
    return FALSE;
  while (row)
    if (!check_month (rows, sqlite3_column_int64 (months, 0),
                      (guint) sqlite3_column_int (months, 1), error)
        || !salon_sqlite_step (months, &row, error))
      return FALSE;
  return TRUE;
}

gboolean
salon_statistics_fold_check (SalonStore *store, GError **error)
{
  SalonStatementSource source = { prepare_for_source, store };
  g_auto (SalonStatisticsRows) rows = { 0 };

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);

  return salon_statistics_rows_init (&rows, &source, error) && check_grains (store, error)
         && check_months (store, &rows, error);
}
