/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#define REMOTE_ADDRESS "postgresql://desk@salon.example/salon"

static gint64
tell_fixed_time (void)
{
  return FIXTURE_NOW + 60;
}

FakeServer *
desk_fixture_make_server (void)
{
  FakeServer *server = fake_server_new ();
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", FIXTURE_STAFF_ID);
  json_object_set_string_member (row, "name", "Salon");
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_int_member (row, "position", 0);
  fake_server_put (server, "staff", FIXTURE_STAFF_ID, row);
  return server;
}

static void
add_clients (StoreFixture *file, guint first, guint n_clients)
{
  for (guint i = 0; i < n_clients; i++)
    {
      g_autofree char *name = g_strdup_printf ("Marie %u", first + i);

      salon_change_unref (
        store_fixture_apply (file, desk_fixture_new_client (first + i, name, "")));
    }
}

void
desk_fixture_set_up_sharing (DeskFixture *self,
                             SalonRemote *remote,
                             SalonShareMode mode,
                             guint first,
                             guint n_clients)
{
  g_autoptr (GError) error = NULL;

  *self = (DeskFixture) { 0 };
  store_fixture_set_up (&self->file, NULL);
  add_clients (&self->file, first, n_clients);
  salon_store_share (self->file.store, mode, REMOTE_ADDRESS, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  self->device = g_strdup (salon_store_get_device (self->file.store));
  store_fixture_close (&self->file);
  self->worker = salon_worker_new (self->file.path);
  self->shared = remote;
  self->pulled = g_ptr_array_new ();
  self->pace = *salon_sync_pace_get_default ();
  self->pace.first_backoff_ms = DESK_HOUR_MS;
  self->pace.longest_backoff_ms = DESK_HOUR_MS;
  self->pace.poll_ms = DESK_HOUR_MS;
  self->pace.call_ms = DESK_HOUR_MS;
  self->pace.now = tell_fixed_time;
  self->pace.seed = 1;
}

void
desk_fixture_set_up_with (DeskFixture *self, SalonRemote *remote)
{
  desk_fixture_set_up_sharing (self, remote, SALON_SHARE_JOIN, 0, 0);
}

void
desk_fixture_set_up (DeskFixture *self, FakeServer *server)
{
  FakeRemote *remote = fake_remote_new (server);

  desk_fixture_set_up_with (self, SALON_REMOTE (remote));
  self->remote = remote;
}

static void
forget_pulled (DeskFixture *self)
{
  for (guint i = 0; i < self->pulled->len; i++)
    {
      SalonChange *change = g_ptr_array_index (self->pulled, i);

      if (change != NULL)
        salon_change_unref (change);
    }
  g_ptr_array_set_size (self->pulled, 0);
}

/* A thread that could not be waited for (salon_sync_stop() has little time) lets go of @object soon after. */
static void
await_finalized (gpointer object)
{
  gpointer alive = object;

  g_object_add_weak_pointer (object, &alive);
  g_object_unref (object);
  while (g_atomic_pointer_get (&alive) != NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
}

void
desk_fixture_tear_down (DeskFixture *self)
{
  g_autoptr (GError) error = NULL;

  if (self->sync != NULL)
    salon_sync_stop (self->sync);
  g_assert_finalize_object (self->sync);
  salon_worker_close (self->worker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  await_finalized (self->worker);
  await_finalized (self->shared);
  g_free (self->device);
  forget_pulled (self);
  g_ptr_array_unref (self->pulled);
  store_fixture_reopen (&self->file);
  salon_store_check (self->file.store, &error);
  g_assert_no_error (error);
  store_fixture_tear_down (&self->file, NULL);
}

static void
pulled_cb (SalonSync *sync, SalonChange *change, DeskFixture *self)
{
  g_ptr_array_add (self->pulled, change != NULL ? salon_change_ref (change) : NULL);
}

void
desk_fixture_start (DeskFixture *self)
{
  if (self->sync == NULL)
    {
      self->sync = salon_sync_new (self->worker, self->shared, self->device, "Réception");
      g_signal_connect (self->sync, "pulled", G_CALLBACK (pulled_cb), self);
    }
  salon_sync_set_pace (self->sync, &self->pace);
  salon_sync_start (self->sync);
}

void
desk_fixture_settle (DeskFixture *self)
{
  fake_await (fake_remote_is_idle (self->remote));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (salon_sync_get_status (self->sync), ==, SALON_SYNC_STATUS_UP_TO_DATE);
  g_assert_cmpint (salon_sync_get_waiting (self->sync), ==, 0);
}

void
desk_fixture_start_and_settle (DeskFixture *self)
{
  desk_fixture_start (self);
  desk_fixture_settle (self);
  forget_pulled (self);
}

SalonChange *
desk_fixture_new_client (guint number, const char *name, const char *label)
{
  g_autoptr (JsonObject) row = fixture_client (number, name);

  return fixture_insert ("clients", row, label);
}

SalonChange *
desk_fixture_rename_client (guint number, const char *before, const char *after)
{
  g_autoptr (JsonObject) row = fixture_client (number, before);

  return fixture_update ("clients", row, "name", after, "Rename");
}

static gpointer
apply (SalonStore *store, gpointer change, GCancellable *cancellable, GError **error)
{
  return salon_store_apply (store, change, FIXTURE_NOW, error);
}

void
desk_fixture_commit (DeskFixture *self, SalonChange *change)
{
  g_autoptr (SalonChange) taken = change;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) stamped =
    salon_worker_run (self->worker, apply, taken, (GDestroyNotify) salon_change_unref, NULL,
                      &error);

  g_assert_no_error (error);
  g_assert_nonnull (stamped);
  if (self->sync != NULL)
    salon_sync_wake (self->sync);
}

gboolean
desk_fixture_has_failure (DeskFixture *self, SalonSyncError code)
{
  return g_error_matches (salon_sync_get_failure (self->sync), SALON_SYNC_ERROR, (int) code);
}

char *
desk_fixture_dup_text (DeskFixture *self, const char *sql)
{
  return store_fixture_read_text (&self->file, sql);
}

gint64
desk_fixture_read_int (DeskFixture *self, const char *sql)
{
  return store_fixture_read_int (&self->file, sql);
}

static int
append_row (void *dump, int n_columns, char **values, char **names)
{
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (dump, "%s=%s ", names[i], values[i] != NULL ? values[i] : "NULL");
  g_string_append_c (dump, '\n');
  return 0;
}

char *
desk_fixture_dump (DeskFixture *self)
{
  GString *dump = g_string_new (NULL);
  gsize n_tables = 0;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1", tables[i].name);

      g_string_append_printf (dump, "%s\n", tables[i].name);
      g_assert_cmpint (sqlite3_exec (store_fixture_connect (&self->file), sql, append_row, dump,
                                     NULL),
                       ==, SQLITE_OK);
    }
  return g_string_free_and_steal (dump);
}
