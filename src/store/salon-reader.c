/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The connection and its statements. Reading never waits for the writer (WAL), and the writer never
 * for it, as long as no statement stays half stepped: a SalonStatement rests at the end of the scope
 * that borrowed it.
 */
#include "salon-reader.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "salon-client-words.h"
#include "salon-gift-card-rows.h"
#include "salon-migration.h"
#include "salon-reader-private.h"

/* Long enough for the moment in which a writer that ends empties its log; a screen waits no longer. */
#define BUSY_MILLISECONDS 50

/* However large the file: what a few screens need. */
#define CACHE_KIBIBYTES 4096

struct _SalonReader
{
  GObject parent_instance;

  sqlite3 *database;
  GHashTable *statements; /* by the address of their SQL */
};

G_DEFINE_FINAL_TYPE (SalonReader, salon_reader, G_TYPE_OBJECT)

static void
salon_reader_finalize (GObject *object)
{
  SalonReader *self = SALON_READER (object);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->database);

  G_OBJECT_CLASS (salon_reader_parent_class)->finalize (object);
}

static void
salon_reader_class_init (SalonReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_reader_finalize;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
salon_reader_init (SalonReader *self)
{
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
}

static gboolean
set_up (sqlite3 *database, GError **error)
{
  g_autofree char *cache = g_strdup_printf ("PRAGMA cache_size = -%d", CACHE_KIBIBYTES);

  sqlite3_busy_timeout (database, BUSY_MILLISECONDS);
  return salon_sqlite_execute (database, "PRAGMA query_only = ON", error)
         && salon_sqlite_execute (database, "PRAGMA trusted_schema = OFF", error)
         && salon_sqlite_execute (database, cache, error)
         && salon_client_words_register (database, error)
         && salon_gift_card_rows_register (database, error);
}

static gboolean
is_readable (sqlite3 *database, GError **error)
{
  gint64 version = 0;

  if (!salon_migration_inspect (database, error)
      || !salon_sqlite_read_int (database, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version < salon_migration_get_latest ())
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_OPEN,
                   "version %" G_GINT64_FORMAT ": no store has opened it yet", version);
      return FALSE;
    }
  return TRUE;
}

static gboolean
connect_file (SalonReader *self, const char *path, int flags, GError **error)
{
  int code;

  g_clear_pointer (&self->database, sqlite3_close);
  code =
    sqlite3_open_v2 (path, &self->database,
                     flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                     NULL);
  if (code != SQLITE_OK)
    return salon_sqlite_fail_code (code, path, error);
  return set_up (self->database, error) && is_readable (self->database, error);
}

/* On a disk that may not be written SQLite cannot make the index of a log, and reads nothing, even if
 * there is no log. Then nobody else writes there either: it is told to look at the file alone. */
static gboolean
is_unchanging (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return g_access (folder, W_OK) != 0 && (errno == EROFS || errno == EACCES)
         && !g_file_test (log, G_FILE_TEST_EXISTS);
}

static gboolean
connect_unchanging_file (SalonReader *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *address = g_file_get_uri (file);
  g_autofree char *uri = g_strconcat (address, "?immutable=1", NULL);

  return connect_file (self, uri, SQLITE_OPEN_URI, error);
}

/**
 * salon_reader_open:
 *
 * Fails with %SALON_STORE_ERROR_OPEN when there is no file or no store has made or migrated it,
 * %SALON_STORE_ERROR_CORRUPT and %SALON_STORE_ERROR_NEWER.
 */
SalonReader *
salon_reader_open (const char *path, GError **error)
{
  g_autoptr (SalonReader) self = g_object_new (SALON_TYPE_READER, NULL);
  gboolean is_open;

  g_return_val_if_fail (path != NULL, NULL);

  if (is_unchanging (path))
    is_open = connect_unchanging_file (self, path, error);
  else
    is_open = connect_file (self, path, 0, error);
  return is_open ? g_steal_pointer (&self) : NULL;
}

SalonStatement *
salon_reader_prepare (SalonReader *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    return statement;
  statement = salon_sqlite_prepare (self->database, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

static SalonStatement *
prepare_for_source (gpointer owner, const char *sql, GError **error)
{
  return salon_reader_prepare (owner, sql, error);
}

SalonStatementSource
salon_reader_get_source (SalonReader *self)
{
  return (SalonStatementSource) { prepare_for_source, self };
}

SalonStatement *
salon_reader_find (SalonReader *self, const char *sql, const char *id, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_reader_prepare (self, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  salon_statement_bind_text (statement, 1, id);
  if (!salon_sqlite_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND, "no row %s", id);
      return NULL;
    }
  return g_steal_pointer (&statement);
}
