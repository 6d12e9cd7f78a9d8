/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The damaged file is copied first: reading it in WAL mode would write to it. The log may be what is
 * damaged, or that of another file: when something cannot be read with it, the file is read without it
 * too, and what has more rows counts. How a table is read is in salon-salvage-table.c.
 */
#include "salon-salvage.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "salon-client-index.h"
#include "salon-client-words.h"
#include "salon-salvage-table.h"
#include "salon-statistics-fold.h"
#include "salon-store-error.h"
#include "salon-store-private.h"

/* Of taking out rows whose reference leads nowhere, which may leave others so. */
#define MOST_ROUNDS 8

typedef sqlite3 Connection;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Connection, sqlite3_close)

static Connection *
connect_file (const char *path, GError **error)
{
  g_autoptr (Connection) connection = NULL;
  int code =
    sqlite3_open_v2 (path, &connection,
                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK)
    {
      salon_sqlite_fail_code (code, path, error);
      return NULL;
    }
  /* Nothing that the damaged schema says is run. */
  sqlite3_db_config (connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  if (!salon_client_words_register (connection, error))
    return NULL;
  return g_steal_pointer (&connection);
}

/* Who writes here, and how far it has counted. Where that is lost the new file is a new device. */
static gboolean
copy_device (SalonSalvage *self, GError **error)
{
  static const char *read_sql = "SELECT device_id, device_name, last_seq, is_sample\n"
                                "FROM salon_file";
  static const char *write_sql =
    "UPDATE salon_file\n"
    "SET device_id = ?1,\n"
    "  device_name = ?2,\n"
    "  last_seq = max (?3, (SELECT coalesce (max (seq), 0) FROM history)),\n"
    "  is_sample = ?4";
  g_autoptr (sqlite3_stmt) read = salon_sqlite_prepare (self->from, read_sql, NULL);
  g_autoptr (sqlite3_stmt) write = NULL;

  if (read == NULL || sqlite3_step (read) != SQLITE_ROW || sqlite3_column_bytes (read, 0) != 36)
    {
      self->report->has_holes = TRUE;
      /* Numbers of another device mean nothing to this one. */
      return salon_sqlite_execute (self->to,
                                   "UPDATE salon_file SET last_seq =\n"
                                   "  (SELECT coalesce (max (seq), 0) FROM history)",
                                   error);
    }
  write = salon_sqlite_prepare (self->to, write_sql, error);
  if (write == NULL)
    return FALSE;
  for (int i = 0; i < sqlite3_column_count (read); i++)
    sqlite3_bind_value (write, i + 1, sqlite3_column_value (read, i));
  return salon_sqlite_run (write, error);
}

typedef struct
{
  char *table;
  char *column;
  gint64 rowid;
  gboolean may_be_null;
} BrokenReference;

static void
broken_reference_free (gpointer data)
{
  BrokenReference *broken = data;

  g_free (broken->table);
  g_free (broken->column);
  g_free (broken);
}

static GPtrArray *
list_broken_references (SalonSalvage *self, GError **error)
{
  static const char *sql = "SELECT f.\"table\", k.\"from\", f.rowid, c.\"notnull\"\n"
                           "FROM pragma_foreign_key_check AS f\n"
                           "JOIN pragma_foreign_key_list (f.\"table\") AS k ON k.id = f.fkid\n"
                           "JOIN pragma_table_info (f.\"table\") AS c ON c.name = k.\"from\"";
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (self->to, sql, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (broken_reference_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (salon_sqlite_step (statement, &row, error) && row)
    {
      BrokenReference *broken = g_new0 (BrokenReference, 1);

      broken->table = g_strdup (salon_statement_get_text (statement, 0));
      broken->column = g_strdup (salon_statement_get_text (statement, 1));
      broken->rowid = sqlite3_column_int64 (statement, 2);
      broken->may_be_null = sqlite3_column_int (statement, 3) == 0;
      g_ptr_array_add (found, broken);
    }
  return row ? NULL : g_steal_pointer (&found);
}

/* The names are the new file's own. */
static gboolean
mend_reference (SalonSalvage *self, const BrokenReference *broken, GError **error)
{
  g_autofree char *sql = broken->may_be_null
                           ? g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = NULL WHERE rowid = ?1",
                                              broken->table, broken->column)
                           : g_strdup_printf ("DELETE FROM \"%s\" WHERE rowid = ?1", broken->table);
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (self->to, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, broken->rowid);
  return salon_sqlite_run (statement, error);
}

/* A row that goes may leave others without what they point at. history_rows has no rowid: what it
 * says of a change that is lost goes first. */
static gboolean
mend_references (SalonSalvage *self, GError **error)
{
  if (!salon_sqlite_execute (
        self->to, "DELETE FROM history_rows WHERE seq NOT IN (SELECT seq FROM history)", error))
    return FALSE;
  for (int round = 0; round < MOST_ROUNDS; round++)
    {
      g_autoptr (GPtrArray) broken = list_broken_references (self, error);

      if (broken == NULL)
        return FALSE;
      if (broken->len == 0)
        return TRUE;
      self->report->has_holes = TRUE;
      for (guint i = 0; i < broken->len; i++)
        if (!mend_reference (self, g_ptr_array_index (broken, i), error))
          return FALSE;
    }
  g_set_error_literal (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT,
                       "the rows that are left do not fit together");
  return FALSE;
}

/* All that a salon's file has. Left out: what can be made anew (the search), what is better forgotten
 * (undo), and the file's own row, which is not copied as it is. */
static GPtrArray *
list_tables (SalonSalvage *self, GError **error)
{
  static const char *sql =
    "SELECT name\n"
    "FROM pragma_table_list\n"
    "WHERE schema = 'main'\n"
    "  AND type = 'table'\n"
    "  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'\n"
    "  AND name NOT IN ('client_index', 'undo_stack', 'salon_file', 'statistics',\n"
    "                   'statistics_stale', 'statistics_pause')\n"
    "ORDER BY name";
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (self->to, sql, error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (salon_sqlite_step (statement, &row, error) && row)
    g_ptr_array_add (tables, g_strdup (salon_statement_get_text (statement, 0)));
  return row ? NULL : g_steal_pointer (&tables);
}

static gboolean
copy_everything (SalonSalvage *self, GError **error)
{
  g_autoptr (GPtrArray) tables = list_tables (self, error);

  if (tables == NULL)
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    if (!salon_salvage_table_copy (self, g_ptr_array_index (tables, i), error))
      return FALSE;
  return copy_device (self, error)
         && salon_sqlite_execute (
           self->to,
           "INSERT INTO staff (id, name, is_active, position)\n"
           "SELECT '" SALON_FIRST_STAFF_ID "', 'Salon', 1, 0\n"
           "WHERE NOT EXISTS (SELECT 1 FROM staff WHERE id = '" SALON_FIRST_STAFF_ID "')",
           error)
         && mend_references (self, error) && salon_client_index_rebuild (self->to, error)
         && salon_statistics_fold_mark_all (self->to, error);
}

static gboolean
copy_in_transaction (SalonSalvage *self, GError **error)
{
  if (!salon_sqlite_execute (self->to, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error))
    return FALSE;
  if (copy_everything (self, error))
    return salon_sqlite_execute (self->to, "COMMIT", error);
  sqlite3_exec (self->to, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

static gboolean
finish (const char *path, SalonSalvageReport *report, GError **error)
{
  g_autoptr (SalonStore) store = salon_store_open (path, error);
  sqlite3 *database = NULL;

  if (store == NULL)
    return FALSE;
  database = salon_store_get_database (store);
  return salon_store_check (store, error)
         && salon_sqlite_read_int (database, "SELECT count (*) FROM clients", &report->n_clients,
                                   error)
         && salon_sqlite_read_int (database, "SELECT count (*) FROM bookings", &report->n_bookings,
                                   error)
         && salon_sqlite_read_int (database, "SELECT count (*) FROM outbox", &report->n_waiting,
                                   error);
}

static gboolean
count_tables (sqlite3 *database, gint64 *n_tables, GError **error)
{
  return salon_sqlite_read_int (database,
                                "SELECT count (*) FROM pragma_table_list\n"
                                "WHERE schema = 'main' AND type = 'table'\n"
                                "  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                                n_tables, error);
}

static gboolean
fail_empty (GError **error)
{
  g_set_error_literal (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "nothing is left");
  return FALSE;
}

/* A list of tables that is damaged itself stands in the way of all the others. Told to expect that,
 * SQLite goes by what can be read of it. */
static gboolean
find_tables (sqlite3 *database, SalonSalvageReport *report, GError **error)
{
  gint64 n_tables = 0, n_objects = 0;

  if (!salon_sqlite_read_int (database, "SELECT count (*) FROM sqlite_schema", &n_objects, NULL))
    {
      report->has_holes = TRUE;
      if (!salon_sqlite_execute (database, "PRAGMA writable_schema = ON", error))
        return FALSE;
    }
  if (!count_tables (database, &n_tables, error))
    return FALSE;
  return n_tables > 0 || fail_empty (error);
}

/* With the log, which may hold pages that the file has not. */
static gint64
get_size (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;
  gint64 n_bytes = 0;

  if (g_stat (path, &status) == 0)
    n_bytes += status.st_size;
  if (g_stat (log, &status) == 0)
    n_bytes += status.st_size;
  return n_bytes;
}

static gboolean
salvage_copy (const char *copy, const char *new_path, SalonSalvageReport *report, GError **error)
{
  g_autoptr (Connection) from = connect_file (copy, error);
  g_autoptr (Connection) to = NULL;
  g_autoptr (SalonStore) made = NULL;

  *report = (SalonSalvageReport) { 0 };
  if (from == NULL || !find_tables (from, report, error))
    return FALSE;
  made = salon_store_open (new_path, error);
  if (made == NULL)
    return FALSE;
  to = connect_file (new_path, error);
  if (to == NULL)
    return FALSE;
  if (!copy_in_transaction (&(SalonSalvage) { from, to, get_size (copy), report }, error))
    return FALSE;
  /* An empty salon would look as if that were all there had ever been. */
  if (report->has_holes && report->n_rows == 0)
    return fail_empty (error);
  g_clear_object (&made);
  g_clear_pointer (&to, sqlite3_close);
  return finish (new_path, report, error);
}

/* --- Copies of the damaged file --- */

static void
remove_files (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) reason = NULL;
  SalonStoreError code = SALON_STORE_ERROR_IO;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL,
                   NULL, NULL, &reason))
    return g_chmod (to, 0600) == 0;
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = SALON_STORE_ERROR_FULL;
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    code = SALON_STORE_ERROR_READ_ONLY;
  g_set_error (error, SALON_STORE_ERROR, code, "%s", reason->message);
  return FALSE;
}

static gboolean
has_log (const char *damaged)
{
  g_autofree char *log = g_strconcat (damaged, "-wal", NULL);

  return g_file_test (log, G_FILE_TEST_EXISTS);
}

static gboolean
copy_damaged (const char *damaged, const char *copy, gboolean with_log, GError **error)
{
  g_autofree char *log = g_strconcat (damaged, "-wal", NULL);
  g_autofree char *log_copy = g_strconcat (copy, "-wal", NULL);

  remove_files (copy);
  return copy_file (damaged, copy, error)
         && (!with_log || !has_log (damaged) || copy_file (log, log_copy, error));
}

/* One reading; when it fails nothing is left of it. */
static gboolean
read_damaged (const char *damaged,
              gboolean with_log,
              const char *new_path,
              SalonSalvageReport *report,
              GError **error)
{
  g_autofree char *copy = g_strconcat (new_path, ".damaged", NULL);
  gboolean done =
    copy_damaged (damaged, copy, with_log, error) && salvage_copy (copy, new_path, report, error);

  remove_files (copy);
  if (!done)
    remove_files (new_path);
  return done;
}

/* The reading without the log takes the place of the one with it, of which @report tells; @has_first:
 * that there is one. */
static gboolean
read_without_log (const char *damaged,
                  const char *new_path,
                  gboolean has_first,
                  SalonSalvageReport *report,
                  GError **error)
{
  g_autofree char *second_path = g_strconcat (new_path, ".second", NULL);
  SalonSalvageReport second;

  if (!read_damaged (damaged, FALSE, second_path, &second, error))
    return FALSE;
  if (has_first && second.n_rows <= report->n_rows)
    {
      remove_files (second_path);
      return TRUE;
    }
  if (g_rename (second_path, new_path) != 0)
    {
      g_set_error_literal (error, SALON_STORE_ERROR, SALON_STORE_ERROR_IO, g_strerror (errno));
      remove_files (second_path);
      return FALSE;
    }
  *report = second;
  /* A log that is left out may have had changes that nobody will see. */
  report->has_holes = TRUE;
  return TRUE;
}

gboolean
salon_salvage_run (const char *damaged_path,
                   const char *new_path,
                   SalonSalvageReport *report,
                   GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean done;

  g_return_val_if_fail (!g_file_test (new_path, G_FILE_TEST_EXISTS), FALSE);

  done = read_damaged (damaged_path, TRUE, new_path, report, &reason);
  if (done)
    {
      /* When the second reading fails the first one stands. */
      if (report->has_holes && has_log (damaged_path))
        read_without_log (damaged_path, new_path, TRUE, report, NULL);
      return TRUE;
    }
  if (has_log (damaged_path))
    return read_without_log (damaged_path, new_path, FALSE, report, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}
