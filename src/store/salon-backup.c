/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names: "salon-20260312T102000Z-daily.db" is a copy of salon.db. What a name does not say of
 * itself is no copy of ours and left alone.
 *
 * A copy is one step of SQLite's backup interface: one read transaction, which in WAL mode keeps no
 * writer waiting. In several steps it would begin anew whenever another connection writes.
 */
#include "salon-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "salon-client-words.h"
#include "salon-id.h"
#include "salon-migration.h"
#include "salon-sqlite.h"
#include "salon-store-error.h"

#define DAY_SECONDS (24 * 60 * 60)
#define BUSY_TIMEOUT_MS 2000
#define DAYS_KEPT 7
#define WEEKS_KEPT 5
#define MONTHS_KEPT 12
#define OTHERS_KEPT_DAYS 60

typedef sqlite3 Connection;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Connection, sqlite3_close)

static const char *const reasons[] = {
  [SALON_BACKUP_DAILY] = "daily",
  [SALON_BACKUP_BY_HAND] = "by-hand",
  [SALON_BACKUP_BEFORE_UPDATE] = "before-update",
  [SALON_BACKUP_BEFORE_RESTORE] = "before-restore",
};

void
salon_backup_free (SalonBackup *self)
{
  g_free (self->path);
  g_free (self);
}

void
salon_backup_summary_clear (SalonBackupSummary *summary)
{
  g_clear_pointer (&summary->salon_name, g_free);
  g_clear_pointer (&summary->last_label, g_free);
}

static char *
build_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, "backups", NULL);
}

/* "salon-" for "/home/…/salon.db" */
static char *
build_prefix (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return g_strconcat (name, "-", NULL);
}

static char *
build_path (const char *path, const char *reason, gint64 now)
{
  g_autofree char *folder = build_folder (path);
  g_autofree char *prefix = build_prefix (path);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (now);
  g_autofree char *stamp = g_date_time_format (moment, "%Y%m%dT%H%M%SZ");
  g_autofree char *name = g_strconcat (prefix, stamp, "-", reason, ".db", NULL);

  return g_build_filename (folder, name, NULL);
}

static gboolean
fail_file (const char *path, int saved_errno, GError **error)
{
  SalonStoreError code = SALON_STORE_ERROR_IO;

  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    code = SALON_STORE_ERROR_FULL;
  else if (saved_errno == EROFS || saved_errno == EACCES || saved_errno == EPERM)
    code = SALON_STORE_ERROR_READ_ONLY;
  g_set_error (error, SALON_STORE_ERROR, code, "%s: %s", path, g_strerror (saved_errno));
  return FALSE;
}

static Connection *
connect_file (const char *path, int flags, GError **error)
{
  g_autoptr (Connection) connection = NULL;
  int code =
    sqlite3_open_v2 (path, &connection, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK)
    {
      salon_sqlite_fail_code (code, path, error);
      return NULL;
    }
  sqlite3_busy_timeout (connection, BUSY_TIMEOUT_MS);
  /* Pages are copied one after the other: kept ones would only take memory. */
  if (!salon_sqlite_execute (connection, "PRAGMA cache_size = -256", error)
      || !salon_client_words_register (connection, error))
    return NULL;
  return g_steal_pointer (&connection);
}

/* A new file that nobody else may read. */
static gboolean
make_empty (const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);

  return fd >= 0 ? g_close (fd, error) : fail_file (path, errno, error);
}

static gboolean
check_whole (sqlite3 *connection, GError **error)
{
  g_autofree char *verdict = salon_sqlite_read_text (connection, "PRAGMA quick_check (1)", error);

  if (verdict == NULL)
    return FALSE;
  if (g_str_equal (verdict, "ok"))
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "%s", verdict);
  return FALSE;
}

/* The copy stands alone: without a log beside it. */
static gboolean
copy_pages (sqlite3 *from, sqlite3 *to, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int code;

  if (backup == NULL)
    return salon_sqlite_fail (to, "backup", error);
  code = sqlite3_backup_step (backup, -1);
  sqlite3_backup_finish (backup);
  if (code != SQLITE_DONE)
    return salon_sqlite_fail_code (code, "backup", error);
  return salon_sqlite_execute (to, "PRAGMA journal_mode = DELETE", error);
}

static gboolean
copy_file (const char *from_path, const char *to_path, GError **error)
{
  g_autoptr (Connection) from = connect_file (from_path, SQLITE_OPEN_READONLY, error);
  g_autoptr (Connection) to = NULL;

  if (from == NULL || !make_empty (to_path, error))
    return FALSE;
  to = connect_file (to_path, SQLITE_OPEN_READWRITE, error);
  return to != NULL && copy_pages (from, to, error) && check_whole (to, error);
}

/* After this the name survives a power cut too. */
static gboolean
sync_folder (const char *folder, GError **error)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    fail_file (folder, errno, error);
  if (fd >= 0)
    close (fd);
  return synced;
}

static gboolean
give_name (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (g_rename (from, to) != 0)
    return fail_file (to, errno, error);
  return sync_folder (folder, error);
}

/* @error is set already: what could not be finished does not stay. */
static void
remove_part (const char *part)
{
  g_autofree char *journal = g_strconcat (part, "-journal", NULL);

  g_unlink (part);
  g_unlink (journal);
}

char *
salon_backup_make (const char *path, SalonBackupReason reason, gint64 now, GError **error)
{
  g_autofree char *folder = build_folder (path);
  g_autofree char *target = build_path (path, reasons[reason], now);
  g_autofree char *part = g_strconcat (target, ".part", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fail_file (folder, errno, error);
      return NULL;
    }
  if (!copy_file (path, part, error) || !give_name (part, target, error))
    {
      remove_part (part);
      return NULL;
    }
  return g_steal_pointer (&target);
}

/* NULL: not the name of a copy. */
static SalonBackup *
read_name (const char *folder, const char *prefix, const char *name)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *stamp = NULL;
  SalonBackup *backup = NULL;
  const char *rest = name + strlen (prefix);
  GStatBuf status;

  if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, ".db") || strlen (rest) < 20)
    return NULL;
  stamp = g_strndup (rest, 16);
  moment = g_date_time_new_from_iso8601 (stamp, utc);
  for (gsize i = 0; moment != NULL && i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *end = g_strconcat ("-", reasons[i], ".db", NULL);

      if (!g_str_equal (rest + 16, end))
        continue;
      backup = g_new0 (SalonBackup, 1);
      backup->path = g_build_filename (folder, name, NULL);
      backup->made_at = g_date_time_to_unix (moment);
      backup->reason = (SalonBackupReason) i;
      backup->n_bytes = g_stat (backup->path, &status) == 0 ? status.st_size : 0;
    }
  return backup;
}

static int
compare_backups (gconstpointer a, gconstpointer b)
{
  const SalonBackup *first = a, *second = b;

  if (first->made_at != second->made_at)
    return first->made_at > second->made_at ? -1 : 1;
  return strcmp (first->path, second->path);
}

GPtrArray *
salon_backup_list (const char *path, GError **error)
{
  g_autofree char *folder = build_folder (path);
  g_autofree char *prefix = build_prefix (path);
  g_autoptr (GPtrArray) backups =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_backup_free);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GDir) directory = g_dir_open (folder, 0, &reason);
  const char *name;

  if (directory == NULL && !g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_OPEN, "%s", reason->message);
      return NULL;
    }
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      SalonBackup *backup = read_name (folder, prefix, name);

      if (backup != NULL)
        g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort_values (backups, compare_backups);
  return g_steal_pointer (&backups);
}

gboolean
salon_backup_is_due (GPtrArray *backups, gint64 now)
{
  for (guint i = 0; i < backups->len; i++)
    {
      const SalonBackup *backup = g_ptr_array_index (backups, i);

      /* One from the future (a clock that was wrong) does not stop the copies until then. */
      if (backup->reason == SALON_BACKUP_DAILY && backup->made_at <= now)
        return backup->made_at / DAY_SECONDS < now / DAY_SECONDS;
    }
  return TRUE;
}

static gint64
get_month (gint64 at)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (at);

  return g_date_time_get_year (moment) * 12 + g_date_time_get_month (moment);
}

/* Periods of the calendar, counted on; -3 makes weeks begin on Monday. */
static void
count_periods (gint64 at, gint64 periods[3])
{
  periods[0] = at / DAY_SECONDS;
  periods[1] = (at / DAY_SECONDS + 3) / 7;
  periods[2] = get_month (at);
}

GPtrArray *
salon_backup_choose_superfluous (GPtrArray *backups, gint64 now)
{
  static const gint64 kept_for[3] = { DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT };
  GPtrArray *superfluous = g_ptr_array_new ();
  gint64 last[3] = { G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  gint64 today[3];

  count_periods (now, today);
  for (guint i = 0; i < backups->len; i++)
    {
      SalonBackup *backup = g_ptr_array_index (backups, i);
      gboolean is_kept = backup->reason != SALON_BACKUP_DAILY
                         && now - backup->made_at <= OTHERS_KEPT_DAYS * DAY_SECONDS;
      gint64 periods[3];

      count_periods (backup->made_at, periods);
      for (gsize k = 0; backup->reason == SALON_BACKUP_DAILY && k < G_N_ELEMENTS (periods); k++)
        {
          is_kept |= periods[k] != last[k] && today[k] - periods[k] < kept_for[k];
          last[k] = periods[k];
        }
      if (!is_kept)
        g_ptr_array_add (superfluous, backup);
    }
  return superfluous;
}

/* What a copy that was cut short left behind. */
static void
remove_parts (const char *path)
{
  g_autofree char *folder = build_folder (path);
  g_autofree char *prefix = build_prefix (path);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db.part"))
      {
        g_autofree char *part = g_build_filename (folder, name, NULL);

        remove_part (part);
      }
}

gboolean
salon_backup_keep_daily (const char *path, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) before = salon_backup_list (path, error);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) superfluous = NULL;

  if (before == NULL)
    return FALSE;
  if (salon_backup_is_due (before, now))
    {
      g_autofree char *made = NULL;

      remove_parts (path);
      made = salon_backup_make (path, SALON_BACKUP_DAILY, now, error);
      if (made == NULL)
        return FALSE;
    }
  after = salon_backup_list (path, error);
  if (after == NULL)
    return FALSE;
  superfluous = salon_backup_choose_superfluous (after, now);
  for (guint i = 0; i < superfluous->len; i++)
    g_unlink (((SalonBackup *) g_ptr_array_index (superfluous, i))->path);
  return TRUE;
}

/* The last change, if there is one. */
static gboolean
read_last_change (sqlite3 *connection, SalonBackupSummary *summary, GError **error)
{
  static const char *sql = "SELECT label, at\n"
                           "FROM history\n"
                           "ORDER BY seq DESC\n"
                           "LIMIT 1";
  g_autoptr (sqlite3_stmt) statement = salon_sqlite_prepare (connection, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      summary->last_label = g_strdup (salon_statement_get_text (statement, 0));
      summary->last_change_at = sqlite3_column_int64 (statement, 1);
    }
  return TRUE;
}

/* @error is the caller's own: never NULL. A salon may have no name. */
static gboolean
read_summary (sqlite3 *connection, SalonBackupSummary *summary, GError **error)
{
  static const char *name_sql = "SELECT max (value ->> '$')\n"
                                "FROM salon_settings\n"
                                "WHERE key = 'salon.name'";

  summary->salon_name = salon_sqlite_read_text (connection, name_sql, error);
  return *error == NULL
         && salon_sqlite_read_int (connection, "SELECT count (*) FROM clients", &summary->n_clients,
                                   error)
         && salon_sqlite_read_int (connection, "SELECT count (*) FROM bookings",
                                   &summary->n_bookings, error)
         && read_last_change (connection, summary, error);
}

gboolean
salon_backup_inspect (const char *backup_path, SalonBackupSummary *summary, GError **error)
{
  g_autoptr (Connection) connection = connect_file (backup_path, SQLITE_OPEN_READONLY, error);
  g_auto (SalonBackupSummary) found = { NULL };
  g_autoptr (GError) reason = NULL;

  if (connection == NULL)
    return FALSE;
  if (!check_whole (connection, &reason) || !salon_migration_inspect (connection, &reason)
      || !read_summary (connection, &found, &reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  *summary = found;
  found = (SalonBackupSummary) { NULL };
  return TRUE;
}

/* A log that stays behind would be taken for that of the file which comes in its place. */
static gboolean
set_aside_log (const char *path, const char *aside, const char *suffix, GError **error)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (aside, suffix, NULL);

  if (g_rename (from, to) != 0 && errno != ENOENT)
    return fail_file (from, errno, error);
  return TRUE;
}

char *
salon_backup_set_aside (const char *path, gint64 now, GError **error)
{
  g_autofree char *folder = build_folder (path);
  g_autofree char *aside = build_path (path, "damaged", now);

  if (g_mkdir_with_parents (folder, 0700) != 0 && !fail_file (folder, errno, error))
    return NULL;
  if (!set_aside_log (path, aside, "-wal", error) || !set_aside_log (path, aside, "-shm", error)
      || !set_aside_log (path, aside, "-journal", error))
    return NULL;
  if (g_rename (path, aside) != 0 && !fail_file (path, errno, error))
    return NULL;
  return g_steal_pointer (&aside);
}

/* Folds the log into the file; closing takes it away, as for the last one to close the file. The file
 * stays one with a log: to change that is a write that may find no room, and leave half of itself in a
 * journal. */
static gboolean
fold_log (const char *path, GError **error)
{
  g_autoptr (Connection) connection = connect_file (path, SQLITE_OPEN_READWRITE, error);
  gint64 is_busy = 0;

  if (connection == NULL
      || !salon_sqlite_read_int (connection, "PRAGMA wal_checkpoint (TRUNCATE)", &is_busy, error))
    return FALSE;
  if (is_busy == 0)
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_BUSY, "%s: its log is in use", path);
  return FALSE;
}

/* Is it the file that is in no state to be copied? Else there is a reason to leave it where it is. */
static gboolean
is_beyond_copying (const GError *error)
{
  return !g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_FULL)
         && !g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_READ_ONLY)
         && !g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_BUSY);
}

static gboolean
keep_present (const char *path, gint64 now, GError **error)
{
  g_autofree char *copy = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (GError) reason = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  copy = salon_backup_make (path, SALON_BACKUP_BEFORE_RESTORE, now, &reason);
  if (copy != NULL && fold_log (path, &reason))
    return TRUE;
  if (!is_beyond_copying (reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  aside = salon_backup_set_aside (path, now, error);
  return aside != NULL;
}

/* The copy becomes a device of its own, with a log: opening it then writes nothing to it, and works on a
 * full disk too. */
static gboolean
rename_device (const char *path, GError **error)
{
  g_autoptr (Connection) connection = connect_file (path, SQLITE_OPEN_READWRITE, error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *device = salon_id_new ();

  if (connection == NULL)
    return FALSE;
  statement = salon_sqlite_prepare (connection, "UPDATE salon_file SET device_id = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, device, -1, SQLITE_STATIC);
  return salon_sqlite_run (statement, error)
         && salon_sqlite_execute (connection, "PRAGMA journal_mode = WAL", error);
}

gboolean
salon_backup_restore (const char *backup_path, const char *path, gint64 now, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_auto (SalonBackupSummary) summary = { NULL };

  if (!salon_backup_inspect (backup_path, &summary, error))
    return FALSE;
  if (!copy_file (backup_path, part, error) || !rename_device (part, error)
      || !keep_present (path, now, error) || !give_name (part, path, error))
    {
      remove_part (part);
      return FALSE;
    }
  return TRUE;
}
