/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the owner has of the sync: what arrives, what is shown, and that she can stop it. */
#include "desk-fixture.h"
#include "store/salon-store-error.h"

#define MARIE 100

typedef struct
{
  FakeServer *server;
  DeskFixture desk;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->server = desk_fixture_make_server ();
  desk_fixture_set_up (&self->desk, self->server);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  desk_fixture_tear_down (&self->desk);
  fake_server_free (self->server);
}

static void
put_client (FakeServer *server, guint number, const char *name)
{
  g_autofree char *id = fixture_id (number);

  fake_server_put (server, "clients", id, fixture_client (number, name));
}

static char *
dup_remote_name (FakeServer *server, guint number)
{
  g_autofree char *id = fixture_id (number);

  return fake_server_dup_text (server, "clients", id, "name");
}

static void
test_arrives_here (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  g_autofree char *name = NULL;
  const SalonEdit *edit = NULL;

  desk_fixture_start_and_settle (desk);
  put_client (fixture->server, MARIE, "Marie Durand");
  fake_await (desk->pulled->len > 0);
  name = desk_fixture_dup_text (desk, "SELECT name FROM clients");
  g_assert_cmpstr (name, ==, "Marie Durand");
  g_assert_nonnull (desk->pulled->pdata[0]);
  g_assert_cmpuint (salon_change_get_n_edits (desk->pulled->pdata[0]), ==, 1);
  edit = salon_change_get_edit (desk->pulled->pdata[0], 0);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_INSERT);
  g_assert_cmpstr (edit->table->name, ==, "clients");
}

static void
test_arrives_there (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  g_autofree char *name = NULL;

  desk_fixture_start_and_settle (desk);
  desk_fixture_commit (desk, desk_fixture_new_client (MARIE, "Marie", "New"));
  desk_fixture_settle (desk);
  name = dup_remote_name (fixture->server, MARIE);
  g_assert_cmpstr (name, ==, "Marie");
  /* It was hers: there is nothing to highlight. */
  g_assert_cmpuint (desk->pulled->len, ==, 0);
  g_assert_cmpint (salon_sync_get_last_synced (desk->sync), ==, FIXTURE_NOW + 60);
}

static void
test_saved_before_the_start (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  g_autofree char *name = NULL;

  desk_fixture_commit (desk, desk_fixture_new_client (MARIE, "Marie", "New"));
  desk_fixture_start_and_settle (desk);
  name = dup_remote_name (fixture->server, MARIE);
  g_assert_cmpstr (name, ==, "Marie");
}

static void
test_offline_counts (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  fake_remote_fail (desk->remote, FAKE_CALL_OPEN, G_MAXUINT, SALON_SYNC_ERROR_PORT);
  desk_fixture_start (desk);
  fake_await (salon_sync_get_status (desk->sync) == SALON_SYNC_STATUS_OFFLINE);
  g_assert_true (desk_fixture_has_failure (desk, SALON_SYNC_ERROR_PORT));
  g_assert_cmpint (salon_sync_get_offline_since (desk->sync), ==, FIXTURE_NOW + 60);
  desk_fixture_commit (desk, desk_fixture_new_client (MARIE, "Marie", "New"));
  fake_await (salon_sync_get_waiting (desk->sync) == 1);
  g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_OFFLINE);
}

static void
test_wake_cuts_backoff (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  fake_remote_fail (desk->remote, FAKE_CALL_OPEN, 1, SALON_SYNC_ERROR_OFFLINE);
  desk_fixture_start (desk);
  fake_await (salon_sync_get_status (desk->sync) == SALON_SYNC_STATUS_OFFLINE);
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_OPEN), ==, 1);
  salon_sync_wake (desk->sync);
  desk_fixture_settle (desk);
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_OPEN), ==, 2);
  g_assert_null (salon_sync_get_failure (desk->sync));
  g_assert_cmpint (salon_sync_get_offline_since (desk->sync), ==, 0);
}

static void
test_comes_back_alone (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk->pace.first_backoff_ms = 1;
  desk->pace.longest_backoff_ms = 2;
  fake_remote_fail (desk->remote, FAKE_CALL_OPEN, 5, SALON_SYNC_ERROR_BUSY);
  desk_fixture_start_and_settle (desk);
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_OPEN), ==, 6);
}

static void
test_needs_owner (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk->pace.first_backoff_ms = 1;
  desk->pace.longest_backoff_ms = 1;
  fake_remote_fail (desk->remote, FAKE_CALL_OPEN, G_MAXUINT, SALON_SYNC_ERROR_SIGN_IN);
  desk_fixture_start (desk);
  fake_await (salon_sync_get_status (desk->sync) == SALON_SYNC_STATUS_NEEDS_OWNER);
  /* To save something is no reason to offer the wrong password once more. */
  for (guint i = 0; i < 20; i++)
    desk_fixture_commit (desk, desk_fixture_new_client (MARIE + i, "Marie", "New"));
  fake_await (salon_sync_get_waiting (desk->sync) == 20);
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_OPEN), ==, 1);
  g_assert_true (desk_fixture_has_failure (desk, SALON_SYNC_ERROR_SIGN_IN));
  fake_remote_fail (desk->remote, FAKE_CALL_OPEN, 0, SALON_SYNC_ERROR_SIGN_IN);
  salon_sync_retry (desk->sync);
  desk_fixture_settle (desk);
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_OPEN), ==, 2);
}

static void
test_silence_is_given_up (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_start_and_settle (desk);
  salon_sync_stop (desk->sync);
  desk->pace.call_ms = 20;
  fake_remote_hold (desk->remote, FAKE_CALL_PULL, 0);
  desk_fixture_start (desk);
  fake_await (salon_sync_get_status (desk->sync) == SALON_SYNC_STATUS_OFFLINE);
  g_assert_true (desk_fixture_has_failure (desk, SALON_SYNC_ERROR_OFFLINE));
  salon_sync_stop (desk->sync);
  fake_remote_release (desk->remote, FAKE_CALL_PULL);
  desk->pace.call_ms = DESK_HOUR_MS;
  desk_fixture_start_and_settle (desk);
}

static void
test_stop_in_mid_pull (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  gint64 before = 0;

  desk_fixture_start_and_settle (desk);
  fake_remote_hold (desk->remote, FAKE_CALL_PULL, 0);
  put_client (fixture->server, MARIE, "Marie");
  fake_await (fake_remote_is_holding (desk->remote, FAKE_CALL_PULL));
  before = g_get_monotonic_time ();
  salon_sync_stop (desk->sync);
  g_assert_cmpint (g_get_monotonic_time () - before, <, G_TIME_SPAN_SECOND);
  g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_STOPPED);
  g_assert_false (fake_remote_is_holding (desk->remote, FAKE_CALL_PULL));
  fake_remote_release (desk->remote, FAKE_CALL_PULL);
  desk_fixture_start (desk);
  desk_fixture_settle (desk);
  g_assert_cmpint (desk_fixture_read_int (desk, "SELECT count(*) FROM clients"), ==, 1);
}

static gpointer
hold_worker (SalonStore *store, gpointer mutex, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (mutex);
  g_mutex_unlock (mutex);
  return NULL;
}

/* The thread waits for something that takes long and cannot be given up. Whoever stops it goes on, and
 * starts it again; the run that ends late disturbs nobody. */
static void
test_stop_while_held_up (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  GMutex mutex;
  gint64 before = 0;

  g_assert_cmpint (SALON_SYNC_STOP_MS, <, 100);
  g_mutex_init (&mutex);
  desk_fixture_start_and_settle (desk);
  fake_remote_hold (desk->remote, FAKE_CALL_PULL, 0);
  put_client (fixture->server, MARIE, "Marie");
  fake_await (fake_remote_is_holding (desk->remote, FAKE_CALL_PULL));
  g_mutex_lock (&mutex);
  salon_worker_run_async (desk->worker, hold_worker, &mutex, NULL, NULL, NULL, NULL, NULL);
  fake_remote_release (desk->remote, FAKE_CALL_PULL);
  fake_await (!fake_remote_is_holding (desk->remote, FAKE_CALL_PULL));
  before = g_get_monotonic_time ();
  salon_sync_stop (desk->sync);
  /* Not for as long as it was once allowed to. */
  g_assert_cmpint (g_get_monotonic_time () - before, <, G_TIME_SPAN_SECOND);
  g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_STOPPED);
  salon_sync_start (desk->sync);
  g_mutex_unlock (&mutex);
  desk_fixture_settle (desk);
  g_assert_cmpint (desk_fixture_read_int (desk, "SELECT count(*) FROM clients"), ==, 1);
  g_mutex_clear (&mutex);
}

static void
test_stopped_is_silent (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  gint64 n_clients = 0;

  desk_fixture_start_and_settle (desk);
  put_client (fixture->server, MARIE, "Marie");
  /* The main loop does not turn: what the thread has to tell stays in the mailbox. */
  while (n_clients == 0)
    {
      g_thread_yield ();
      n_clients = desk_fixture_read_int (desk, "SELECT count(*) FROM clients");
    }
  salon_sync_stop (desk->sync);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (desk->pulled->len, ==, 0);
  g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_STOPPED);
}

static void
test_many_pulls_told_once (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_start_and_settle (desk);
  for (guint i = 0; i < 50; i++)
    put_client (fixture->server, MARIE + i, "Marie");
  while (desk_fixture_read_int (desk, "SELECT count(*) FROM clients") < 50
         || !fake_remote_is_idle (desk->remote))
    g_thread_yield ();
  desk_fixture_settle (desk);
  g_assert_cmpuint (desk->pulled->len, >=, 1);
  g_assert_cmpuint (desk->pulled->len, <=, 8);
}

static void
test_news_too_early (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_start_and_settle (desk);
  fake_server_set_fence (fixture->server, TRUE);
  put_client (fixture->server, MARIE, "Marie");
  fake_await (fake_remote_count (desk->remote, FAKE_CALL_PULL) >= 3);
  /* The older transaction ends without a word. */
  fake_server_set_fence (fixture->server, FALSE);
  fake_await (desk->pulled->len > 0);
  g_assert_cmpint (desk_fixture_read_int (desk, "SELECT count(*) FROM clients"), ==, 1);
}

static void
test_disk_full_is_told_as_such (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_start_and_settle (desk);
  /* Another program holds the file; the worker waits for it for a while, then says so. */
  g_assert_cmpint (store_fixture_execute (&desk->file, "BEGIN IMMEDIATE"), ==, SQLITE_OK);
  put_client (fixture->server, MARIE, "Marie");
  fake_await (salon_sync_get_failure (desk->sync) != NULL);
  g_assert_error (salon_sync_get_failure (desk->sync), SALON_STORE_ERROR, SALON_STORE_ERROR_BUSY);
  g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_OFFLINE);
  g_assert_cmpint (store_fixture_execute (&desk->file, "ROLLBACK"), ==, SQLITE_OK);
  salon_sync_retry (desk->sync);
  desk_fixture_settle (desk);
  g_assert_cmpint (desk_fixture_read_int (desk, "SELECT count(*) FROM clients"), ==, 1);
}

static void
test_worker_closed_first (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_start_and_settle (desk);
  salon_worker_close (desk->worker);
  salon_sync_retry (desk->sync);
  fake_await (!fake_remote_is_idle (desk->remote));
  salon_sync_stop (desk->sync);
  g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_STOPPED);
}

#define add(path, test) g_test_add ("/salon/sync/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("change-of-another-desk-arrives-by-itself", test_arrives_here);
  add ("change-of-this-desk-arrives-there", test_arrives_there);
  add ("change-saved-before-the-start-is-sent", test_saved_before_the_start);
  add ("offline-goes-on-counting-what-waits", test_offline_counts);
  add ("wake-cuts-the-backoff-short", test_wake_cuts_backoff);
  add ("offline-comes-back-by-itself", test_comes_back_alone);
  add ("needs-owner-stops-trying", test_needs_owner);
  add ("silent-connection-is-given-up", test_silence_is_given_up);
  add ("stop-in-mid-pull-returns-at-once", test_stop_in_mid_pull);
  add ("stop-does-not-wait-for-what-takes-long", test_stop_while_held_up);
  add ("nothing-is-told-after-the-stop", test_stopped_is_silent);
  add ("many-pulls-are-told-once", test_many_pulls_told_once);
  add ("news-told-too-early-is-looked-for-again", test_news_too_early);
  add ("file-in-trouble-is-told-as-such", test_disk_full_is_told_as_such);
  add ("worker-that-is-closed-first-ends-it-quietly", test_worker_closed_first);

  return g_test_run ();
}
