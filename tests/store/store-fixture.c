/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>

void
store_fixture_set_up (StoreFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("salon-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "salon.sqlite", NULL);
  store_fixture_reopen (self);
}

void
store_fixture_remove_file (StoreFixture *self)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->path, endings[i], NULL);

      g_remove (path);
    }
}

void
store_fixture_tear_down (StoreFixture *self, gconstpointer unused)
{
  g_clear_object (&self->store);
  store_fixture_remove_file (self);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

void
store_fixture_reopen (StoreFixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->store);
  self->store = salon_store_open (self->path, &error);
  g_assert_no_error (error);
}

sqlite3 *
store_fixture_connect (StoreFixture *self)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &database,
                                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA foreign_keys = ON", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  return database;
}

int
store_fixture_execute (StoreFixture *self, const char *sql)
{
  sqlite3 *database = store_fixture_connect (self);
  int code = sqlite3_exec (database, sql, NULL, NULL, NULL);

  sqlite3_close (database);
  return code;
}

char *
store_fixture_read_text (StoreFixture *self, const char *sql)
{
  sqlite3 *database = store_fixture_connect (self);
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return text;
}

gint64
store_fixture_read_int (StoreFixture *self, const char *sql)
{
  g_autofree char *text = store_fixture_read_text (self, sql);

  g_assert_nonnull (text);
  return g_ascii_strtoll (text, NULL, 10);
}
