/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-fixture.h"

#include "core/salon-json.h"
#include "store/salon-row.h"

void
sync_fixture_set_up (SyncFixture *self, gconstpointer unused)
{
  StoreFixture *files[] = { &self->here, &self->there };

  self->shared = shared_salon_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      store_fixture_set_up (files[i], NULL);
      salon_store_share (files[i]->store, SALON_SHARE_JOIN, SYNC_REMOTE, FIXTURE_NOW, &error);
      g_assert_no_error (error);
      shared_salon_sync (self->shared, files[i]->store);
    }
}

void
sync_fixture_tear_down (SyncFixture *self, gconstpointer unused)
{
  store_fixture_tear_down (&self->here, NULL);
  store_fixture_tear_down (&self->there, NULL);
  shared_salon_free (self->shared);
}

void
sync_fixture_seed (SyncFixture *self, const char *table, JsonObject *row)
{
  sync_fixture_insert (&self->here, table, row);
  shared_salon_sync (self->shared, self->here.store);
  shared_salon_sync (self->shared, self->there.store);
}

static JsonObject *
read_row (StoreFixture *file, const char *table, const char *id)
{
  JsonObject *row = NULL;

  g_assert_true (salon_row_find (file->store, salon_schema_find_table (table), id, &row, NULL));
  return row;
}

static gint64
apply (StoreFixture *file, SalonChange *change)
{
  g_autoptr (SalonChange) applied = store_fixture_apply (file, change);

  return salon_change_get_seq (applied);
}

gint64
sync_fixture_set (StoreFixture *file,
                  const char *table,
                  const char *id,
                  const char *column,
                  const char *text)
{
  g_autoptr (JsonObject) row = read_row (file, table, id);

  g_assert_nonnull (row);
  return apply (file, fixture_update (table, row, column, text, text != NULL ? text : "Nothing"));
}

gint64
sync_fixture_insert (StoreFixture *file, const char *table, JsonObject *row)
{
  g_autoptr (JsonObject) taken = row;

  return apply (file, fixture_insert (table, taken, "Insert"));
}

gint64
sync_fixture_delete (StoreFixture *file, const char *table, const char *id)
{
  g_autoptr (JsonObject) row = read_row (file, table, id);

  return apply (file, fixture_delete (table, row, "Delete"));
}

char *
sync_fixture_get (StoreFixture *file, const char *table, const char *id, const char *column)
{
  g_autoptr (JsonObject) row = read_row (file, table, id);

  if (row == NULL)
    return NULL;
  return g_strdup (json_object_get_string_member_with_default (row, column, "null"));
}

GPtrArray *
sync_fixture_answers (const char *json)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *answers = salon_answers_from_json (json, &error);

  g_assert_no_error (error);
  return answers;
}

GPtrArray *
sync_fixture_push (SyncFixture *self, StoreFixture *file)
{
  g_autoptr (GPtrArray) changes = salon_store_list_waiting (file->store, 100, G_MAXSIZE, NULL);
  g_autofree char *json = shared_salon_push (self->shared, changes);

  return sync_fixture_answers (json);
}

SalonChange *
sync_fixture_take (StoreFixture *file, GPtrArray *answers)
{
  g_autoptr (GError) error = NULL;
  SalonChange *shown = salon_store_take_answers (file->store, answers, FIXTURE_NOW, &error);

  g_assert_no_error (error);
  return shown;
}

SalonChange *
sync_fixture_pull (SyncFixture *self, StoreFixture *file)
{
  g_auto (SalonSyncState) state = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonFeedPage) page = NULL;
  g_autofree char *json = NULL;
  SalonChange *shown = NULL;

  g_assert_true (salon_store_read_sync_state (file->store, &state, NULL));
  json = shared_salon_pull (self->shared, &state.cursor, 1000);
  page = salon_feed_page_from_json (json, &error);
  g_assert_no_error (error);
  shown = salon_store_take_page (file->store, page, &state.cursor, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  return shown;
}

char *
sync_fixture_list_reviews (StoreFixture *file)
{
  return store_fixture_read_text (file,
                                  "SELECT coalesce (group_concat (id || ' ' || code, ', '), '')\n"
                                  "FROM (SELECT id, code FROM reviews ORDER BY id)");
}

gint64
sync_fixture_count (StoreFixture *file, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);

  return store_fixture_read_int (file, sql);
}
