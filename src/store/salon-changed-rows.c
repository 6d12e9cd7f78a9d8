/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-changed-rows.h"

#include "salon-store-private.h"

/* A part of a large change has 180. */
#define ROWS_PER_STATEMENT 30

/* Parameter 1 is the number of the change, then come the table and the id of each row. */
static char *
make_sql (const char *table, gsize n_rows)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO %s (table_name, row_id, seq)\nVALUES ", table);
  for (gsize i = 0; i < n_rows; i++)
    g_string_append_printf (sql, "%s(?%" G_GSIZE_FORMAT ", ?%" G_GSIZE_FORMAT ", ?1)",
                            i > 0 ? ", " : "", 2 * i + 2, 2 * i + 3);
  g_string_append (sql, "\nON CONFLICT DO NOTHING");
  return g_string_free_and_steal (sql);
}

/* Writes @n_rows with each run, as many times as there are so many from @n_written on. */
static gboolean
insert_rows (SalonStore *store,
             const char *table,
             const SalonChange *change,
             gsize n_rows,
             gsize *n_written,
             GError **error)
{
  g_autofree char *sql = make_sql (table, n_rows);
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, salon_change_get_seq (change));
  for (; *n_written + n_rows <= salon_change_get_n_edits (change); *n_written += n_rows)
    {
      for (gsize i = 0; i < n_rows; i++)
        {
          const SalonEdit *edit = salon_change_get_edit (change, *n_written + i);

          salon_statement_bind_text (statement, (int) (2 * i + 2), edit->table->name);
          salon_statement_bind_text (statement, (int) (2 * i + 3), edit->id);
        }
      if (!salon_sqlite_run (statement, error))
        return FALSE;
      sqlite3_reset (statement);
    }
  return TRUE;
}

gboolean
salon_changed_rows_insert (SalonStore *store,
                           const char *table,
                           const SalonChange *change,
                           GError **error)
{
  gsize n_written = 0;

  return (salon_change_get_n_edits (change) < ROWS_PER_STATEMENT
          || insert_rows (store, table, change, ROWS_PER_STATEMENT, &n_written, error))
         && insert_rows (store, table, change, 1, &n_written, error);
}
