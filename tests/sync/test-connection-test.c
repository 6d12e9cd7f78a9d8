/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the owner reads when she tries whether a shared salon can be reached. */
#include "postgres-fixture.h"
#include "sync/salon-connection-test.h"

static PostgresFixture *server;

typedef struct
{
  SalonConnectionSettings *settings;
  SalonConnectionTest *test;
  gboolean is_done;
  GError *error;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autofree char *database = postgres_fixture_create_database (server);

  self->settings = postgres_fixture_dup_settings (server, database, NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  /* The thread may have its reference for a moment longer. */
  g_object_add_weak_pointer (G_OBJECT (self->test), (gpointer *) &self->test);
  g_object_unref (self->test);
  while (g_atomic_pointer_get (&self->test) != NULL)
    g_thread_yield ();
  salon_connection_settings_free (self->settings);
  g_clear_error (&self->error);
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  salon_connection_test_run_finish (self->test, result, &self->error);
  self->is_done = TRUE;
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  salon_connection_test_prepare_finish (self->test, result, &self->error);
  self->is_done = TRUE;
}

static void
wait_until_done (Fixture *self)
{
  while (!self->is_done)
    g_main_context_iteration (NULL, TRUE);
  self->is_done = FALSE;
}

static void
run (Fixture *self)
{
  g_clear_error (&self->error);
  g_clear_object (&self->test);
  self->test = salon_connection_test_new (self->settings);
  salon_connection_test_run_async (self->test, NULL, ended_cb, self);
  wait_until_done (self);
}

static void
prepare (Fixture *self)
{
  g_clear_error (&self->error);
  salon_connection_test_prepare_async (self->test, NULL, prepared_cb, self);
  wait_until_done (self);
}

/* One letter for each step: passed, not needed, failed, waiting, running. */
static void
assert_steps (Fixture *self, const char *expected)
{
  static const char letters[] = { '.', 'r', 'p', 'n', 'F' };
  char found[SALON_CONNECTION_N_STEPS + 1] = { 0 };

  for (int i = 0; i < SALON_CONNECTION_N_STEPS; i++)
    found[i] = letters[salon_connection_test_get_state (self->test, (SalonConnectionStep) i)];
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_failed (Fixture *self, SalonConnectionStep step, SalonSyncError code)
{
  g_assert_error (salon_connection_test_get_error (self->test, step), SALON_SYNC_ERROR, (int) code);
  g_assert_error (self->error, SALON_SYNC_ERROR, (int) code);
}

static void
test_empty_database (Fixture *fixture, gconstpointer unused)
{
  run (fixture);
  assert_steps (fixture, "npnpF");
  assert_failed (fixture, SALON_CONNECTION_STEP_DATABASE, SALON_SYNC_ERROR_NOT_PREPARED);
  g_assert_cmpint (salon_connection_test_get_contents (fixture->test), ==,
                   SALON_CONNECTION_CONTENTS_NOTHING);
}

static void
test_prepare (Fixture *fixture, gconstpointer unused)
{
  run (fixture);
  prepare (fixture);
  g_assert_no_error (fixture->error);
  assert_steps (fixture, "npnpp");
  g_assert_cmpint (salon_connection_test_get_contents (fixture->test), ==,
                   SALON_CONNECTION_CONTENTS_PREPARED);
  /* What is there now is found again, and preparing twice does nothing. */
  prepare (fixture);
  g_assert_no_error (fixture->error);
  run (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (salon_connection_test_get_n_rows (fixture->test), ==, 0);
}

static void
test_salon_with_rows (Fixture *fixture, gconstpointer unused)
{
  run (fixture);
  prepare (fixture);
  postgres_fixture_execute (server, fixture->settings->database,
                            "INSERT INTO services (id, name, category, duration_minutes, price) "
                            "VALUES ('b0000000-0000-4000-8000-000000000001', 'Gel', 'ongles', 60, "
                            "45)");
  run (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (salon_connection_test_get_contents (fixture->test), ==,
                   SALON_CONNECTION_CONTENTS_SALON);
  g_assert_cmpint (salon_connection_test_get_n_rows (fixture->test), ==, 1);
}

static void
test_no_database (Fixture *fixture, gconstpointer unused)
{
  set_text (&fixture->settings->database, "nowhere");
  run (fixture);
  assert_steps (fixture, "npnpF");
  assert_failed (fixture, SALON_CONNECTION_STEP_DATABASE, SALON_SYNC_ERROR_NO_DATABASE);
}

static void
test_unknown_user (Fixture *fixture, gconstpointer unused)
{
  set_text (&fixture->settings->user, "nobody");
  run (fixture);
  assert_steps (fixture, "npnF.");
  assert_failed (fixture, SALON_CONNECTION_STEP_SIGN_IN, SALON_SYNC_ERROR_SIGN_IN);
}

static void
test_user_without_rights (Fixture *fixture, gconstpointer unused)
{
  run (fixture);
  prepare (fixture);
  postgres_fixture_execute (server, "postgres", "CREATE ROLE visitor LOGIN");
  set_text (&fixture->settings->user, "visitor");
  run (fixture);
  assert_steps (fixture, "npnpF");
  assert_failed (fixture, SALON_CONNECTION_STEP_DATABASE, SALON_SYNC_ERROR_RIGHTS);
}

static void
test_nobody_listens (Fixture *fixture, gconstpointer unused)
{
  set_text (&fixture->settings->host, "localhost");
  fixture->settings->port = 1;
  run (fixture);
  assert_steps (fixture, "pF...");
  assert_failed (fixture, SALON_CONNECTION_STEP_PORT, SALON_SYNC_ERROR_PORT);
}

static void
test_unknown_name (Fixture *fixture, gconstpointer unused)
{
  set_text (&fixture->settings->host, "no-such-salon.invalid");
  run (fixture);
  assert_steps (fixture, "F....");
  assert_failed (fixture, SALON_CONNECTION_STEP_NAME, SALON_SYNC_ERROR_NAME);
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fixture->test = salon_connection_test_new (fixture->settings);
  g_cancellable_cancel (cancellable);
  salon_connection_test_run_async (fixture->test, cancellable, ended_cb, fixture);
  wait_until_done (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (int i = 0; i < SALON_CONNECTION_N_STEPS; i++)
    g_assert_null (salon_connection_test_get_error (fixture->test, (SalonConnectionStep) i));
}

#define add(path, test)                                                                            \
  g_test_add ("/salon/connection-test/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();

  add ("empty-database-can-be-prepared", test_empty_database);
  add ("prepared-database-is-ready-and-empty", test_prepare);
  add ("salon-with-rows-is-told-from-an-empty-one", test_salon_with_rows);
  add ("unknown-database-fails-at-the-database", test_no_database);
  add ("unknown-user-fails-at-the-sign-in", test_unknown_user);
  add ("user-without-rights-fails-at-the-database", test_user_without_rights);
  add ("closed-port-fails-at-the-port", test_nobody_listens);
  add ("unknown-name-fails-at-the-name", test_unknown_name);
  add ("cancelled-test-blames-no-step", test_cancel);

  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
