/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole of the shared salon, read anew: the first time, and after its database became another.
 *
 * Each batch is a transaction of its own, so that the owner can save meanwhile. The cursor stays where
 * it was until the end: whoever is interrupted begins again. Rows are written with all triggers off,
 * many by one statement with bound values (to begin a statement costs as much as to write a row: it
 * sets up the lists of its CHECKs); the first time without the indexes that only reading needs. They
 * are made at the end, the client search after it, or both, when the end never comes, with the next
 * opening of the file.
 *
 * A batch does not wait for the disk: whatever does, waits for all that was written before it. So do
 * the owner's saves meanwhile, and the end.
 *
 * To know at the end which rows did not come, those that came are noted, but only of tables that had
 * rows at the beginning, and of rows that wait: the first reading of an empty file notes nothing. The
 * notes are in temporary tables, in memory, and so is that a reading is under way: they go with the
 * connection.
 */
#include "salon-binding.h"
#include "salon-file-indexes.h"
#include "salon-pull.h"
#include "salon-row.h"
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-waiting.h"

#define NOTES                                                                                      \
  "CREATE TEMP TABLE reading (generation TEXT NOT NULL);\n"                                        \
  "CREATE TEMP TABLE reading_tables (table_name TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;\n"       \
  "CREATE TEMP TABLE reading_rows (\n"                                                             \
  "  table_name TEXT NOT NULL,\n"                                                                  \
  "  row_id TEXT NOT NULL,\n"                                                                      \
  "  PRIMARY KEY (table_name, row_id)\n"                                                           \
  ") WITHOUT ROWID"
#define NO_NOTES                                                                                   \
  "DROP TABLE IF EXISTS temp.reading_rows;\n"                                                      \
  "DROP TABLE IF EXISTS temp.reading_tables;\n"                                                    \
  "DROP TABLE IF EXISTS temp.reading"

#define ROWS_PER_STATEMENT 50

static gboolean
run_with_text (SalonStore *self, const char *sql, const char *text, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
    salon_sqlite_prepare (salon_store_get_database (self), sql, error);

  if (statement == NULL)
    return FALSE;
  if (text != NULL)
    salon_statement_bind_text (statement, 1, text);
  return salon_sqlite_run (statement, error);
}

/* One with rows is noted, an empty one loses its indexes. */
static gboolean
note_table (SalonStore *self, const SalonTable *table, GError **error)
{
  sqlite3 *database = salon_store_get_database (self);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO temp.reading_tables (table_name)\n"
                                          "SELECT ?1 WHERE EXISTS (SELECT 1 FROM %s)",
                                          table->name);

  return run_with_text (self, sql, table->name, error)
         && (sqlite3_changes (database) > 0
             || salon_file_indexes_drop (database, table->name, error));
}

static gboolean
note_tables (SalonStore *self, GError **error)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    if (!note_table (self, &tables[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
begin_notes (SalonStore *self, const char *generation, GError **error)
{
  sqlite3 *database = salon_store_get_database (self);

  return salon_sqlite_execute (database, NO_NOTES, error)
         && salon_sqlite_execute (database, NOTES, error)
         && run_with_text (self, "INSERT INTO temp.reading (generation) VALUES (?1)", generation,
                           error)
         && note_tables (self, error) && salon_store_set_reading (self, TRUE, error);
}

gboolean
salon_store_begin_everything (SalonStore *self, const char *generation, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);
  g_return_val_if_fail (generation != NULL && *generation != '\0', FALSE);

  if (!salon_store_require_shared (self, error) || !salon_store_begin (self, error))
    return FALSE;
  if (!begin_notes (self, generation, error) || !salon_store_commit (self, NULL, error))
    {
      salon_store_roll_back (self);
      return FALSE;
    }
  return TRUE;
}

/* What was begun with; NULL without @error when nothing was. */
static char *
find_generation (SalonStore *self)
{
  return salon_sqlite_read_text (salon_store_get_database (self),
                                 "SELECT generation FROM temp.reading", NULL);
}

static gboolean
require_reading (SalonStore *self, const char *generation, GError **error)
{
  g_autofree char *begun = find_generation (self);

  if (begun == NULL)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED, "no reading was begun");
  else if (generation != NULL && !g_str_equal (begun, generation))
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CURSOR,
                 "began with generation %s, ends with %s", begun, generation);
  return begun != NULL && (generation == NULL || g_str_equal (begun, generation));
}

/* What one batch needs; the statements are asked for once, for all of its rows. */
typedef struct
{
  SalonStore *store;
  SalonPull *pull;
  SalonRowBatch *batch;
  const SalonTable *table;
  SalonStatement *one;
  SalonStatement *many;     /* ROWS_PER_STATEMENT rows */
  SalonStatement *note;     /* NULL: rows of this table are not noted */
  gboolean has_waiting_row; /* any row of this table */
} Writer;

static gboolean
fail_value (GError *reason, GError **error)
{
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_ROW, "%s", reason->message);
  g_error_free (reason);
  return FALSE;
}

static void
bind_row (Writer *self, SalonStatement *statement, gsize index, gsize row)
{
  gsize n_columns = self->table->n_columns;

  for (gsize i = 0; i < n_columns; i++)
    salon_binding_set_text (statement, (int) (index * n_columns + i) + 1, &self->table->columns[i],
                            salon_row_batch_get_value (self->batch, row, i));
}

static gboolean
note_row (Writer *self, const char *id, GError **error)
{
  gboolean done = FALSE;

  salon_statement_bind_text (self->note, 1, self->table->name);
  salon_statement_bind_text (self->note, 2, id);
  done = salon_sqlite_run (self->note, error);
  sqlite3_reset (self->note);
  return done;
}

static gboolean
upsert_row (Writer *self, gsize row, GError **error)
{
  const char *id = salon_row_batch_get_value (self->batch, row, 0);
  gboolean done = FALSE;

  bind_row (self, self->one, 0, row);
  done = salon_sqlite_run (self->one, error);
  sqlite3_reset (self->one);
  if (!done && g_error_matches (*error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED))
    (*error)->code = SALON_STORE_ERROR_ROW;
  if (!done)
    g_prefix_error (error, "%s %s: ", self->table->name, id);
  return done;
}

/* When one of them is refused, all are tried one by one: its name belongs into the message. */
static gboolean
upsert_rows (Writer *self, gsize first, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean done = FALSE;

  for (gsize i = 0; i < ROWS_PER_STATEMENT; i++)
    bind_row (self, self->many, i, first + i);
  done = salon_sqlite_run (self->many, &reason);
  sqlite3_reset (self->many);
  if (done)
    return TRUE;
  if (!g_error_matches (reason, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  for (gsize i = 0; i < ROWS_PER_STATEMENT; i++)
    if (!upsert_row (self, first + i, error))
      return FALSE;
  return TRUE;
}

/* A row that waits is written by way of its base. @is_waiting: (out) */
static gboolean
put_waiting_row (Writer *self, gsize row, gboolean *is_waiting, GError **error)
{
  const char *id = salon_row_batch_get_value (self->batch, row, 0);
  g_auto (SalonBase) base = { FALSE };
  g_autoptr (JsonObject) object = NULL;
  GError *reason = NULL;

  *is_waiting = FALSE;
  if (id == NULL)
    return TRUE;
  if (!salon_waiting_find_base (self->store, self->table, id, &base, error))
    return FALSE;
  *is_waiting = base.found;
  if (!base.found)
    return TRUE;
  object = salon_row_batch_dup_row (self->batch, row, &reason);
  if (object == NULL)
    return fail_value (reason, error);
  return salon_pull_put (self->pull, self->table, id, object, error);
}

/* When rows of this table wait. */
static gboolean
write_one_by_one (Writer *self, GError **error)
{
  for (gsize i = 0; i < salon_row_batch_get_n_rows (self->batch); i++)
    {
      gboolean is_waiting = FALSE;

      if (!put_waiting_row (self, i, &is_waiting, error)
          || (!is_waiting && !upsert_row (self, i, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_rows (Writer *self, GError **error)
{
  gsize n_rows = salon_row_batch_get_n_rows (self->batch);
  gsize n_written = 0;

  for (; n_written + ROWS_PER_STATEMENT <= n_rows; n_written += ROWS_PER_STATEMENT)
    if (!upsert_rows (self, n_written, error))
      return FALSE;
  for (; n_written < n_rows; n_written++)
    if (!upsert_row (self, n_written, error))
      return FALSE;
  return TRUE;
}

static gboolean
note_rows (Writer *self, GError **error)
{
  for (gsize i = 0; self->note != NULL && i < salon_row_batch_get_n_rows (self->batch); i++)
    if (!note_row (self, salon_row_batch_get_value (self->batch, i, 0), error))
      return FALSE;
  return TRUE;
}

static gboolean
has_row (SalonStore *self, const char *sql, const char *table, gboolean *found, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
    salon_sqlite_prepare (salon_store_get_database (self), sql, error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, table);
  return salon_sqlite_step (statement, found, error);
}

static gboolean
prepare_upserts (Writer *self, GError **error)
{
  g_autofree char *one = salon_row_make_upsert (self->table, 1);
  g_autofree char *many = salon_row_make_upsert (self->table, ROWS_PER_STATEMENT);

  self->one = salon_store_prepare (self->store, one, error);
  self->many = self->one != NULL ? salon_store_prepare (self->store, many, error) : NULL;
  return self->many != NULL;
}

static gboolean
write_batch (SalonStore *self, SalonPull *pull, SalonRowBatch *batch, GError **error)
{
  const SalonTable *table = salon_row_batch_get_table (batch);
  g_autoptr (sqlite3_stmt) note = NULL;
  gboolean is_noted = FALSE;
  Writer writer = { .store = self, .pull = pull, .batch = batch, .table = table };

  if (!prepare_upserts (&writer, error)
      || !has_row (self, "SELECT 1 FROM sync_base WHERE table_name = ?1", table->name,
                   &writer.has_waiting_row, error)
      || !has_row (self, "SELECT 1 FROM temp.reading_tables WHERE table_name = ?1", table->name,
                   &is_noted, error))
    return FALSE;
  if (is_noted || writer.has_waiting_row)
    {
      note = salon_sqlite_prepare (
        salon_store_get_database (self),
        "INSERT INTO temp.reading_rows (table_name, row_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        error);
      if (note == NULL)
        return FALSE;
      writer.note = note;
    }
  return (writer.has_waiting_row ? write_one_by_one (&writer, error) : write_rows (&writer, error))
         && note_rows (&writer, error);
}

static gboolean
take_batch (SalonStore *self, SalonRowBatch *batch, GError **error)
{
  g_autoptr (SalonPull) pull = salon_pull_begin (self, SALON_PULL_BULK, error);
  g_autoptr (SalonChange) nothing = NULL;

  if (pull == NULL || !write_batch (self, pull, batch, error))
    return FALSE;
  nothing = salon_pull_end (pull, error);
  return nothing != NULL;
}

/* Outside of a transaction. */
static gboolean
set_patient (SalonStore *self, gboolean patient, GError **error)
{
  return salon_sqlite_execute (
    salon_store_get_database (self),
    patient ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", error);
}

gboolean
salon_store_take_batch (SalonStore *self, SalonRowBatch *batch, GError **error)
{
  GError *reason = NULL;
  gboolean done = FALSE;

  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);

  if (!salon_row_batch_check (batch, &reason))
    return fail_value (reason, error);
  if (!require_reading (self, NULL, error) || !set_patient (self, FALSE, error))
    return FALSE;
  done = take_batch (self, batch, error);
  return set_patient (self, TRUE, done ? error : NULL) && done;
}

static gboolean
sweep_table (SalonStore *self, const SalonTable *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "DELETE FROM %s AS t\n"
    "WHERE EXISTS (SELECT 1 FROM temp.reading_tables WHERE table_name = ?1)\n"
    "  AND NOT EXISTS (\n"
    "    SELECT 1 FROM temp.reading_rows AS r WHERE r.table_name = ?1 AND r.row_id = t.%s\n"
    "  )\n"
    "  AND NOT EXISTS (\n"
    "    SELECT 1 FROM sync_base AS b WHERE b.table_name = ?1 AND b.row_id = t.%s\n"
    "  )",
    table->name, table->key, table->key);

  return run_with_text (self, sql, table->name, error);
}

/* The next row that waits and that the shared salon no longer holds. */
static gboolean
find_lost (SalonStore *self, const SalonTable **table, char **id, GError **error)
{
  static const char *sql = "SELECT table_name, row_id\n"
                           "FROM sync_base AS b\n"
                           "WHERE row IS NOT NULL\n"
                           "  AND NOT EXISTS (\n"
                           "    SELECT 1\n"
                           "    FROM temp.reading_rows AS r\n"
                           "    WHERE r.table_name = b.table_name\n"
                           "      AND r.row_id = b.row_id\n"
                           "  )\n"
                           "LIMIT 1";
  g_autoptr (sqlite3_stmt) statement =
    salon_sqlite_prepare (salon_store_get_database (self), sql, error);
  gboolean row = FALSE;

  *table = NULL;
  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *table = salon_schema_find_table (salon_statement_get_text (statement, 0));
  *id = g_strdup (salon_statement_get_text (statement, 1));
  if (*table == NULL)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "sync_base: table %s",
                 salon_statement_get_text (statement, 0));
  return *table != NULL;
}

static gboolean
put_lost (SalonStore *self, SalonPull *pull, GError **error)
{
  while (TRUE)
    {
      const SalonTable *table = NULL;
      g_autofree char *id = NULL;

      if (!find_lost (self, &table, &id, error))
        return FALSE;
      if (table == NULL)
        return TRUE;
      if (!salon_pull_put (pull, table, id, NULL, error))
        return FALSE;
    }
}

static gboolean
end_notes (SalonStore *self, SalonPull *pull, const SalonCursor *end, gint64 now, GError **error)
{
  sqlite3 *database = salon_store_get_database (self);
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    if (!sweep_table (self, &tables[i], error))
      return FALSE;
  return put_lost (self, pull, error) && salon_store_set_cursor (self, end, now, error)
         && salon_sqlite_execute (database, NO_NOTES, error);
}

gboolean
salon_store_end_everything (SalonStore *self, const SalonCursor *end, gint64 now, GError **error)
{
  g_autoptr (SalonPull) pull = NULL;
  g_autoptr (SalonChange) nothing = NULL;

  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);
  g_return_val_if_fail (end != NULL, FALSE);

  if (!require_reading (self, end->generation, error)
      || !salon_file_indexes_restore (salon_store_get_database (self), error))
    return FALSE;
  pull = salon_pull_begin (self, SALON_PULL_BULK, error);
  if (pull == NULL || !end_notes (self, pull, end, now, error))
    return FALSE;
  nothing = salon_pull_end (pull, error);
  return nothing != NULL;
}
