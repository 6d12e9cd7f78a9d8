/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-migration.h"

#include <gio/gio.h>
#include <string.h>

#include "salon-sqlite.h"
#include "salon-store-error.h"
#include "salon-store-resources.h"

#define MIGRATIONS_PATH "/fr/serenaia_beaute/Salon/store/migrations/"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A version is a place in the order of the numbers with which the names begin ("0001-salon.sql"): on the
 * way to a release numbers may have gaps, which belong to migrations that are still being written. */
static char *
find_name (int version)
{
  g_auto (GStrv) names =
    g_resource_enumerate_children (salon_store_resources_get_resource (), MIGRATIONS_PATH,
                                   G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  int n_names = (int) g_strv_length (names);

  if (version < 1 || version > n_names)
    return NULL;
  qsort (names, (gsize) n_names, sizeof *names, compare_names);
  return g_strdup (names[version - 1]);
}

int
salon_migration_get_latest (void)
{
  g_auto (GStrv) names =
    g_resource_enumerate_children (salon_store_resources_get_resource (), MIGRATIONS_PATH,
                                   G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return (int) g_strv_length (names);
}

const char *
salon_migration_get_sql (int version)
{
  g_autofree char *name = find_name (version);
  g_autofree char *path = g_strconcat (MIGRATIONS_PATH, name, NULL);
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  bytes = g_resource_lookup_data (salon_store_resources_get_resource (), path,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  /* Compiled in and not compressed: the bytes outlive the GBytes, and a zero follows them. */
  return g_bytes_get_data (bytes, NULL);
}

/* Reading sqlite_schema parses the whole schema: a damaged one is found here. */
static gboolean
read_header (sqlite3 *database,
             gint64 *application_id,
             gint64 *version,
             gint64 *n_objects,
             GError **error)
{
  return salon_sqlite_read_int (database, "PRAGMA application_id", application_id, error)
         && salon_sqlite_read_int (database, "PRAGMA user_version", version, error)
         && salon_sqlite_read_int (database, "SELECT count (*) FROM sqlite_schema", n_objects,
                                   error);
}

gboolean
salon_migration_inspect (sqlite3 *database, GError **error)
{
  gint64 application_id = 0, version = 0, n_objects = 0;
  gboolean is_read = FALSE;

  /* One transaction: another program may be making the file at this moment. */
  if (!salon_sqlite_execute (database, "BEGIN", error))
    return FALSE;
  is_read = read_header (database, &application_id, &version, &n_objects, error);
  sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
  if (!is_read)
    return FALSE;

  if (application_id == 0 && version == 0 && n_objects == 0)
    return TRUE;
  if (application_id != SALON_APPLICATION_ID || version < 1 || n_objects == 0)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT,
                   "not a salon's file (application %#" G_GINT64_MODIFIER "x)", application_id);
      return FALSE;
    }
  if (version > salon_migration_get_latest ())
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NEWER,
                   "version %" G_GINT64_FORMAT " is newer than %d", version,
                   salon_migration_get_latest ());
      return FALSE;
    }
  return TRUE;
}

/* Numbers in the file's header cannot be parameters; both are ours. */
static gboolean
run_one (sqlite3 *database, int version, GError **error)
{
  g_autofree char *numbers =
    g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d", SALON_APPLICATION_ID,
                     version);

  return salon_sqlite_execute (database, salon_migration_get_sql (version), error)
         && salon_sqlite_execute (database, numbers, error);
}

/* Looks again inside the transaction: another program may have migrated the file meanwhile. */
static gboolean
run_next (sqlite3 *database, int target, gboolean *done, GError **error)
{
  gint64 version = 0;

  if (!salon_sqlite_read_int (database, "PRAGMA user_version", &version, error))
    return FALSE;
  *done = version >= target;
  return *done || run_one (database, (int) version + 1, error);
}

static gboolean
run_to (sqlite3 *database, int version, GError **error)
{
  gboolean done = FALSE;

  while (!done)
    {
      if (!salon_sqlite_execute (database, "BEGIN IMMEDIATE", error))
        return FALSE;
      if (!run_next (database, version, &done, error)
          || !salon_sqlite_execute (database, "COMMIT", error))
        {
          sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }
  return TRUE;
}

/* A table that is made anew is dropped for a moment, and its children point at nothing. Foreign keys
 * can be switched only outside of a transaction. */
gboolean
salon_migration_run (sqlite3 *database, int version, GError **error)
{
  gint64 found = 0, foreign_keys = 0;
  gboolean done;

  if (!salon_sqlite_read_int (database, "PRAGMA user_version", &found, error)
      || !salon_sqlite_read_int (database, "PRAGMA foreign_keys", &foreign_keys, error))
    return FALSE;
  if (found >= version)
    return TRUE;

  if (!salon_sqlite_execute (database, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  done = run_to (database, version, error);
  if (foreign_keys == 0)
    return done;
  return salon_sqlite_execute (database, "PRAGMA foreign_keys = ON", done ? error : NULL) && done;
}
