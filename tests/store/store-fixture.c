/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>

#include "store/salon-client-words.h"
#include "store/salon-store-error.h"

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

  store_fixture_close (self);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->path, endings[i], NULL);

      g_remove (path);
    }
}

void
store_fixture_tear_down (StoreFixture *self, gconstpointer unused)
{
  store_fixture_remove_file (self);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

void
store_fixture_reopen (StoreFixture *self)
{
  g_autoptr (GError) error = NULL;

  store_fixture_close (self);
  self->store = salon_store_open (self->path, &error);
  g_assert_no_error (error);
}

void
store_fixture_close (StoreFixture *self)
{
  g_clear_object (&self->store);
  g_assert_cmpint (sqlite3_close (g_steal_pointer (&self->other)), ==, SQLITE_OK);
}

sqlite3 *
store_fixture_connect (StoreFixture *self)
{
  if (self->other != NULL)
    return self->other;
  g_assert_cmpint (sqlite3_open_v2 (self->path, &self->other,
                                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (self->other, "PRAGMA foreign_keys = ON", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  /* The triggers of the client search call them. */
  g_assert_true (salon_client_words_register (self->other, NULL));
  return self->other;
}

int
store_fixture_execute (StoreFixture *self, const char *sql)
{
  return sqlite3_exec (store_fixture_connect (self), sql, NULL, NULL, NULL);
}

char *
store_fixture_read_text (StoreFixture *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (store_fixture_connect (self), sql, -1, &statement, NULL), ==,
                   SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

gint64
store_fixture_read_int (StoreFixture *self, const char *sql)
{
  g_autofree char *text = store_fixture_read_text (self, sql);

  g_assert_nonnull (text);
  return g_ascii_strtoll (text, NULL, 10);
}

int
store_fixture_count (int often, int long_run)
{
  return g_getenv ("SALON_LONG") != NULL ? long_run : often;
}

char *
fixture_id (guint number)
{
  return g_strdup_printf ("00000000-0000-7000-8000-%012x", number);
}

static void
set_id (JsonObject *row, const char *member, guint number)
{
  g_autofree char *id = fixture_id (number);

  json_object_set_string_member (row, member, id);
}

JsonObject *
fixture_client (guint number, const char *name)
{
  JsonObject *row = json_object_new ();

  set_id (row, "id", number);
  json_object_set_string_member (row, "name", name);
  json_object_set_null_member (row, "email");
  json_object_set_string_member (row, "phone", "+33612345678");
  json_object_set_null_member (row, "allergies");
  json_object_set_null_member (row, "notes");
  json_object_set_boolean_member (row, "is_blocked", FALSE);
  json_object_set_boolean_member (row, "sms_consent", TRUE);
  json_object_set_boolean_member (row, "email_consent", FALSE);
  json_object_set_string_member (row, "language", "fr");
  json_object_set_null_member (row, "merged_into");
  json_object_set_null_member (row, "anonymised_at");
  json_object_set_string_member (row, "created_at", "2026-03-12T09:30:00Z");
  return row;
}

JsonObject *
fixture_service (guint number, const char *name)
{
  JsonObject *row = json_object_new ();

  set_id (row, "id", number);
  json_object_set_string_member (row, "name", name);
  json_object_set_string_member (row, "category", "ongles");
  json_object_set_int_member (row, "duration_minutes", 60);
  json_object_set_string_member (row, "price", "45.00");
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_int_member (row, "buffer_minutes", 0);
  json_object_set_int_member (row, "buffer_before_minutes", 0);
  json_object_set_int_member (row, "position", 0);
  return row;
}

JsonObject *
fixture_booking (guint number, const char *date, const char *time, int minutes)
{
  JsonObject *row = json_object_new ();

  set_id (row, "id", number);
  json_object_set_string_member (row, "client_name", "Marie Durand");
  json_object_set_string_member (row, "booking_date", date);
  json_object_set_string_member (row, "booking_time", time);
  json_object_set_string_member (row, "status", "confirmed");
  json_object_set_string_member (row, "payment_status", "pending");
  json_object_set_string_member (row, "created_at", "2026-03-12T09:30:00Z");
  json_object_set_string_member (row, "staff_id", FIXTURE_STAFF_ID);
  json_object_set_int_member (row, "duration_minutes", minutes);
  json_object_set_int_member (row, "buffer_minutes", 0);
  json_object_set_int_member (row, "buffer_before_minutes", 0);
  json_object_set_string_member (row, "price", "45.00");
  json_object_set_boolean_member (row, "double_booked", FALSE);
  return row;
}

JsonObject *
fixture_booking_service (guint number, guint booking, int position)
{
  JsonObject *row = json_object_new ();

  set_id (row, "id", number);
  set_id (row, "booking_id", booking);
  json_object_set_int_member (row, "position", position);
  json_object_set_string_member (row, "name", "Gel");
  json_object_set_int_member (row, "duration_minutes", 60);
  json_object_set_int_member (row, "buffer_minutes", 0);
  json_object_set_int_member (row, "buffer_before_minutes", 0);
  json_object_set_string_member (row, "price", "45.00");
  return row;
}

SalonChange *
fixture_insert (const char *table, JsonObject *row, const char *label)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  salon_change_builder_insert (builder, table, row);
  return salon_change_builder_end (builder, label);
}

SalonChange *
fixture_delete (const char *table, JsonObject *row, const char *label)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  salon_change_builder_delete (builder, table, row);
  return salon_change_builder_end (builder, label);
}

SalonChange *
fixture_update (const char *table,
                JsonObject *row,
                const char *column,
                const char *text,
                const char *label)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) after = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (row);

  for (GList *member = members; member != NULL; member = member->next)
    json_object_set_member (after, member->data, json_object_dup_member (row, member->data));
  if (text != NULL)
    json_object_set_string_member (after, column, text);
  else
    json_object_set_null_member (after, column);
  g_assert_true (salon_change_builder_update (builder, table, row, after));
  return salon_change_builder_end (builder, label);
}

SalonChange *
store_fixture_apply (StoreFixture *self, SalonChange *change)
{
  g_autoptr (SalonChange) taken = change;
  g_autoptr (GError) error = NULL;
  SalonChange *applied = salon_store_apply (self->store, taken, FIXTURE_NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (applied);
  return applied;
}

void
store_fixture_refuse (StoreFixture *self, SalonChange *change, int code)
{
  g_autoptr (SalonChange) taken = change;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = store_fixture_dump (self);
  g_autofree char *after = NULL;

  g_assert_null (salon_store_apply (self->store, taken, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, code);
  after = store_fixture_dump (self);
  g_assert_cmpstr (after, ==, before);
}

static int
append_row (void *dump, int n_columns, char **values, char **names)
{
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (dump, "%s=%s ", names[i], values[i] != NULL ? values[i] : "NULL");
  g_string_append_c (dump, '\n');
  return 0;
}

static gboolean
has_table (StoreFixture *self, const char *name)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count (*) FROM sqlite_schema WHERE name = '%s'", name);

  return store_fixture_read_int (self, sql) == 1;
}

char *
store_fixture_dump (StoreFixture *self)
{
  static const char *const tables[] = { "staff",          "services",         "clients",
                                        "bookings",       "booking_services", "salon_file",
                                        "salon_settings", "outbox",           "history",
                                        "history_rows",   "undo_stack",       "till_journal",
                                        "till_head",      "payments" };
  GString *dump = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2", tables[i]);

      /* A file of an older version. */
      if (!has_table (self, tables[i]))
        continue;
      g_string_append_printf (dump, "%s\n", tables[i]);
      g_assert_cmpint (sqlite3_exec (store_fixture_connect (self), sql, append_row, dump, NULL), ==,
                       SQLITE_OK);
    }
  return g_string_free_and_steal (dump);
}
