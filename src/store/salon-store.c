/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening and closing a salon's file, and what is asked of it as a whole. The edits are in
 * salon-apply.c, what is kept of each change in salon-journal.c, undo in salon-undo.c.
 *
 * The file holds the names, phones and allergies of people: only its owner may read it (0600; the
 * -wal and -shm beside it take SQLite's copy of that mode).
 */
#include "salon-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "salon-backup.h"
#include "salon-client-words.h"
#include "salon-gift-card-rows.h"
#include "salon-id.h"
#include "salon-migration.h"
#include "salon-statistics-fold.h"
#include "salon-store-error.h"

/* How long another program's transaction is waited for before BUSY. */
#define BUSY_TIMEOUT_MS 2000
/* The log is folded into the file when it has this many pages (4 MiB), and cut to this size. */
#define CHECKPOINT_PAGES 1000
#define LOG_LIMIT_BYTES (8 * 1024 * 1024)

struct _SalonStore
{
  GObject parent_instance;

  char *path;
  char *device;
  gboolean is_sample;
  sqlite3 *database;
  GHashTable *statements; /* text → SalonStatement */
  SalonStoreRules rules;  /* of the last transaction */
};

G_DEFINE_FINAL_TYPE (SalonStore, salon_store, G_TYPE_OBJECT)

static void
salon_store_finalize (GObject *object)
{
  SalonStore *self = SALON_STORE (object);

  g_hash_table_unref (self->statements);
  sqlite3_close (self->database);
  g_free (self->path);
  g_free (self->device);
  G_OBJECT_CLASS (salon_store_parent_class)->finalize (object);
}

static void
salon_store_class_init (SalonStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_store_finalize;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
salon_store_init (SalonStore *self)
{
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
}

static gboolean
fail_open (const char *path, int saved_errno, GError **error)
{
  SalonStoreError code = SALON_STORE_ERROR_OPEN;

  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    code = SALON_STORE_ERROR_FULL;
  else if (saved_errno == EROFS)
    code = SALON_STORE_ERROR_READ_ONLY;
  g_set_error (error, SALON_STORE_ERROR, code, "%s: %s", path, g_strerror (saved_errno));
  return FALSE;
}

/* Makes a new file with its rights from the first moment. A file that is there is never opened
 * here: closing it would drop the locks that this process may hold on it. */
static gboolean
guard_file (const char *path, GError **error)
{
  GStatBuf status;
  int fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return g_close (fd, error);
  if (errno != EEXIST || g_stat (path, &status) != 0)
    return fail_open (path, errno, error);
  if (!S_ISREG (status.st_mode))
    return fail_open (path, S_ISDIR (status.st_mode) ? EISDIR : EINVAL, error);
  /* A copy that came from elsewhere may be open to all; one that is another user's stays as it
   * is, and opening it tells. */
  if ((status.st_mode & 0077) != 0 && g_chmod (path, status.st_mode & 0700) != 0)
    g_debug ("%s: rights not changed: %s", path, g_strerror (errno));
  return TRUE;
}

static gboolean
connect_file (SalonStore *self, GError **error)
{
  int code =
    sqlite3_open_v2 (self->path, &self->database,
                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK)
    return self->database != NULL ? salon_sqlite_fail (self->database, "open", error)
                                  : salon_sqlite_fail_code (code, "open", error);
  /* A file that may not be written is silently opened for reading. */
  if (sqlite3_db_readonly (self->database, "main") == 1)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_READ_ONLY, "%s: may not be written",
                   self->path);
      return FALSE;
    }
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_busy_timeout (self->database, BUSY_TIMEOUT_MS);
  return salon_client_words_register (self->database, error)
         && salon_gift_card_rows_register (self->database, error);
}

/* The promise of salon-store.h rests on these: ask for each and believe only the answer. */
static gboolean
set_durability (SalonStore *self, GError **error)
{
  g_autofree char *mode =
    salon_sqlite_read_text (self->database, "PRAGMA journal_mode = WAL", error);
  gint64 synchronous = 0, foreign_keys = 0;

  if (mode == NULL)
    return FALSE;
  if (!salon_sqlite_execute (self->database, "PRAGMA synchronous = FULL", error)
      || !salon_sqlite_execute (self->database, "PRAGMA foreign_keys = ON", error)
      /* What is deleted is written over: a client who was anonymised is in no free page. */
      || !salon_sqlite_execute (self->database, "PRAGMA secure_delete = ON", error)
      || !salon_sqlite_read_int (self->database, "PRAGMA synchronous", &synchronous, error)
      || !salon_sqlite_read_int (self->database, "PRAGMA foreign_keys", &foreign_keys, error))
    return FALSE;
  if (!g_str_equal (mode, "wal") || synchronous != 2 || foreign_keys != 1)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_OPEN,
                   "%s: this disk cannot keep a write-ahead log (journal %s, synchronous %d)",
                   self->path, mode, (int) synchronous);
      return FALSE;
    }
  return TRUE;
}

static gboolean
set_log_size (SalonStore *self, GError **error)
{
  g_autofree char *limit = g_strdup_printf ("PRAGMA journal_size_limit = %d", LOG_LIMIT_BYTES);

  sqlite3_wal_autocheckpoint (self->database, CHECKPOINT_PAGES);
  return salon_sqlite_execute (self->database, limit, error);
}

/* For a statement that may fail halfway, SQLite first copies each page that it changes. In a file that
 * costs a tenth of an import and a fifth of its undo; and names and phones would lie outside of ours. */
static gboolean
keep_scratch_in_memory (SalonStore *self, GError **error)
{
  return salon_sqlite_execute (self->database, "PRAGMA temp_store = MEMORY", error);
}

/* Another program that opens the new file at the same moment may have named the device first. */
static gboolean
insert_device (SalonStore *self, GError **error)
{
  static const char *sql = "INSERT INTO salon_file (id, device_id, device_name)\n"
                           "VALUES (1, ?1, ?2)\n"
                           "ON CONFLICT (id) DO NOTHING";
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (self->database, sql, error);
  g_autofree char *device = salon_id_new ();

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, device, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, g_get_host_name (), -1, SQLITE_STATIC);
  return salon_sqlite_run (statement, error);
}

static gboolean
name_device (SalonStore *self, GError **error)
{
  gint64 n = 0;

  return salon_sqlite_read_int (self->database, "SELECT count (*) FROM salon_file", &n, error)
         && (n > 0 || insert_device (self, error));
}

static gboolean
read_device (SalonStore *self, GError **error)
{
  gint64 is_sample = 0;

  g_clear_pointer (&self->device, g_free);
  self->device = salon_sqlite_read_text (self->database, "SELECT device_id FROM salon_file", error);
  if (self->device == NULL
      || !salon_sqlite_read_int (self->database, "SELECT is_sample FROM salon_file", &is_sample,
                                 error))
    return FALSE;
  self->is_sample = is_sample != 0;
  return TRUE;
}

/* What a newer version of the program is about to change is copied first. A file without a device was
 * never opened to its end: there is nothing in it. */
static gboolean
back_up_before_update (SalonStore *self, GError **error)
{
  gint64 version = 0, n_own = 0;
  g_autofree char *copy = NULL;

  if (!salon_sqlite_read_int (self->database, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == 0 || version >= salon_migration_get_latest ())
    return TRUE;
  if (!salon_sqlite_read_int (
        self->database, "SELECT count (*) FROM salon_file WHERE is_sample = 0", &n_own, error))
    return FALSE;
  if (n_own == 0)
    return TRUE;
  /* The time is only its name. */
  copy = salon_backup_make (self->path, SALON_BACKUP_BEFORE_UPDATE,
                            g_get_real_time () / G_USEC_PER_SEC, error);
  return copy != NULL;
}

/* After a migration or an import there is much. On a full disk it has to wait: figures are right without. */
static void
add_up (SalonStore *self)
{
  gboolean more = TRUE;
  g_autoptr (GError) error = NULL;

  while (more)
    if (!salon_statistics_fold_settle_some (self, &more, &error))
      {
        g_debug ("%s: the figures are not added up: %s", self->path, error->message);
        return;
      }
}

/* Nothing is written to a file before it is known to be ours or empty. */
static gboolean
open_store (SalonStore *self, GError **error)
{
  return guard_file (self->path, error) && connect_file (self, error)
         && salon_migration_inspect (self->database, error) && set_durability (self, error)
         && set_log_size (self, error) && keep_scratch_in_memory (self, error)
         && back_up_before_update (self, error)
         && salon_migration_run (self->database, salon_migration_get_latest (), error)
         && name_device (self, error) && read_device (self, error)
         && salon_store_catch_up (self, error);
}

SalonStore *
salon_store_open (const char *path, GError **error)
{
  g_autoptr (SalonStore) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (SALON_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  if (!open_store (self, error))
    return NULL;
  add_up (self);
  return g_steal_pointer (&self);
}

const char *
salon_store_get_path (SalonStore *self)
{
  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  return self->path;
}

const char *
salon_store_get_device (SalonStore *self)
{
  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  return self->device;
}

sqlite3 *
salon_store_get_database (SalonStore *self)
{
  return self->database;
}

SalonStatement *
salon_store_prepare (SalonStore *self, const char *sql, GError **error)
{
  SalonStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    return statement;
  statement = salon_sqlite_prepare (self->database, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/* Outside of a transaction: SQLite passes over a switch of the foreign keys within one. */
static gboolean
set_rules (SalonStore *self, SalonStoreRules rules, GError **error)
{
  if (self->rules == rules)
    return TRUE;
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                     rules != SALON_STORE_RULES_NO_TRIGGERS, NULL);
  if (!salon_sqlite_execute (self->database,
                             rules == SALON_STORE_RULES_ALL ? "PRAGMA foreign_keys = ON"
                                                            : "PRAGMA foreign_keys = OFF",
                             error))
    return FALSE;
  self->rules = rules;
  return TRUE;
}

/* A file that is moved away or deleted can be written to for as long as it is open, and everything would
 * be gone once it is closed. */
static gboolean
check_place (SalonStore *self, GError **error)
{
  int has_moved = 0;

  if (sqlite3_file_control (self->database, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved) != SQLITE_OK
      || !has_moved)
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_GONE, "%s: not the open file any more",
               self->path);
  return FALSE;
}

gboolean
salon_store_begin (SalonStore *self, GError **error)
{
  return salon_store_begin_with (self, SALON_STORE_RULES_ALL, error);
}

gboolean
salon_store_begin_with (SalonStore *self, SalonStoreRules rules, GError **error)
{
  g_autoptr (SalonStatement) statement = NULL;

  if (!check_place (self, error) || !set_rules (self, rules, error))
    return FALSE;
  statement = salon_store_prepare (self, "BEGIN IMMEDIATE", error);
  if (statement == NULL)
    return FALSE;
  if (salon_sqlite_run (statement, error))
    return TRUE;
  /* It may have failed when it had begun already. */
  salon_store_roll_back (self);
  return FALSE;
}

/* A reference that leads nowhere: the change points at a row that is gone, or takes away one that
 * others point at. */
static void
refine_broken_reference (const SalonChange *change, GError *error)
{
  for (gsize i = 0; change != NULL && i < salon_change_get_n_edits (change); i++)
    if (salon_change_get_edit (change, i)->op == SALON_EDIT_DELETE)
      error->code = SALON_STORE_ERROR_REFUSED;
}

/* The disk failed under a commit. The log may hold the whole of it, and SQLite, which has forgotten
 * it, would find it there after a crash: a change that was told to have failed would come back. The
 * next transaction writes over that place, so make one now that changes nothing. (An UPDATE of a
 * value to itself would not do: it writes no page.)
 *
 * On a disk that stays full even that may find no room. Then the place is written over by the next save,
 * or the log goes with the closing of the file; only a crash before either brings the change back, the
 * whole of it. That is right: it is what the owner wanted, and a half of it never is there. */
static void
overwrite_failed_commit (SalonStore *self)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d", SALON_APPLICATION_ID);
  g_autoptr (GError) error = NULL;

  salon_store_roll_back (self);
  if (!salon_sqlite_execute (self->database, sql, &error))
    g_debug ("%s: the failed commit stays in the log: %s", self->path, error->message);
}

gboolean
salon_store_commit (SalonStore *self, const SalonChange *change, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, "COMMIT", error);
  g_autoptr (GError) reason = NULL;

  if (statement == NULL || !salon_statistics_fold_some (self, error))
    return FALSE;
  if (salon_sqlite_run (statement, &reason))
    return TRUE;

  sqlite3_reset (statement);
  if (g_error_matches (reason, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND))
    refine_broken_reference (change, reason);
  else if (!g_error_matches (reason, SALON_STORE_ERROR, SALON_STORE_ERROR_BUSY))
    overwrite_failed_commit (self);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

void
salon_store_roll_back (SalonStore *self)
{
  if (!sqlite3_get_autocommit (self->database)
      && sqlite3_exec (self->database, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
    g_warning ("%s: not rolled back: %s", self->path, sqlite3_errmsg (self->database));
}

gboolean
salon_store_is_sample (SalonStore *self)
{
  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);
  return self->is_sample;
}

gboolean
salon_store_mark_sample (SalonStore *self, GError **error)
{
  if (!salon_sqlite_execute (self->database, "UPDATE salon_file SET is_sample = 1", error))
    return FALSE;
  self->is_sample = TRUE;
  return TRUE;
}

gint64
salon_store_count_outbox (SalonStore *self, GError **error)
{
  gint64 n = -1;

  g_return_val_if_fail (SALON_IS_STORE (self), -1);

  salon_sqlite_read_int (self->database, "SELECT count (*) FROM outbox", &n, error);
  return n;
}

static gboolean
check_integrity (SalonStore *self, GError **error)
{
  g_autofree char *verdict =
    salon_sqlite_read_text (self->database, "PRAGMA integrity_check (1)", error);

  if (verdict == NULL)
    return FALSE;
  if (!g_str_equal (verdict, "ok"))
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "%s: %s", self->path,
                   verdict);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_foreign_keys (SalonStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
    salon_sqlite_prepare (self->database, "PRAGMA foreign_key_check", error);
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT,
                   "%s: a row of %s points at a row of %s that is not there", self->path,
                   (const char *) sqlite3_column_text (statement, 0),
                   (const char *) sqlite3_column_text (statement, 2));
      return FALSE;
    }
  return TRUE;
}

gboolean
salon_store_check (SalonStore *self, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);

  return check_integrity (self, error) && check_foreign_keys (self, error);
}
