/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first full read, whole, cut off, and while the owner works. */
#include "desk-fixture.h"

#define FIRST 100
#define N_CLIENTS 100
#define N_BATCH 10

typedef struct
{
  FakeServer *server;
  DeskFixture desk;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->server = desk_fixture_make_server ();
  fake_server_set_batch_rows (self->server, N_BATCH);
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *id = fixture_id (FIRST + i);

      fake_server_put (self->server, "clients", id, fixture_client (FIRST + i, "Marie"));
    }
  desk_fixture_set_up (&self->desk, self->server);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  desk_fixture_tear_down (&self->desk);
  fake_server_free (self->server);
}

static gint64
count_clients (Fixture *self)
{
  return desk_fixture_read_int (&self->desk, "SELECT count(*) FROM clients");
}

static void
progressed_cb (SalonSync *sync, GParamSpec *pspec, double *largest)
{
  double progress = salon_sync_get_progress (sync);

  g_assert_cmpfloat (progress, >=, *largest);
  g_assert_cmpfloat (progress, <=, 1.0);
  *largest = progress;
}

static void
test_brings_every_row (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  double progress = 0.0;

  fake_remote_hold (desk->remote, FAKE_CALL_OPEN, 0);
  desk_fixture_start (desk);
  g_signal_connect (desk->sync, "notify::progress", G_CALLBACK (progressed_cb), &progress);
  fake_remote_release (desk->remote, FAKE_CALL_OPEN);
  desk_fixture_settle (desk);
  g_assert_cmpint (count_clients (fixture), ==, N_CLIENTS);
  g_assert_cmpfloat (progress, ==, 1.0);
  fake_await (desk_fixture_read_int (desk, "SELECT count(*) FROM client_index") == N_CLIENTS);
  /* Anything may be different: told when the rows are there, and when clients can be found. */
  g_assert_cmpuint (desk->pulled->len, >=, 1);
  g_assert_cmpuint (desk->pulled->len, <=, 2);
  for (guint i = 0; i < desk->pulled->len; i++)
    g_assert_null (desk->pulled->pdata[i]);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  fake_remote_hold (desk->remote, FAKE_CALL_BATCH, 5);
  desk_fixture_start (desk);
  fake_await (fake_remote_is_holding (desk->remote, FAKE_CALL_BATCH));
  salon_sync_stop (desk->sync);
  g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_STOPPED);
  fake_remote_release (desk->remote, FAKE_CALL_BATCH);
  desk_fixture_start (desk);
  desk_fixture_settle (desk);
  g_assert_cmpint (count_clients (fixture), ==, N_CLIENTS);
}

static void
test_cut (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk->pace.first_backoff_ms = desk->pace.longest_backoff_ms = 1;
  fake_remote_cut_after (desk->remote, FAKE_CALL_BATCH, 3);
  desk_fixture_start_and_settle (desk);
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_OPEN), ==, 4);
  g_assert_cmpint (count_clients (fixture), ==, N_CLIENTS);
}

static void
test_owner_saves (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  g_autofree char *name = NULL;

  fake_remote_hold (desk->remote, FAKE_CALL_BATCH, 0);
  desk_fixture_start (desk);
  fake_await (fake_remote_is_holding (desk->remote, FAKE_CALL_BATCH));
  g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_FIRST_SYNC);
  /* It is in the file although not one batch has come. */
  desk_fixture_commit (desk, desk_fixture_new_client (9000, "Léa", "New"));
  g_assert_cmpint (count_clients (fixture), ==, 1);
  fake_remote_release (desk->remote, FAKE_CALL_BATCH);
  desk_fixture_settle (desk);
  g_assert_cmpint (count_clients (fixture), ==, N_CLIENTS + 1);
  name = fake_server_dup_text (fixture->server, "clients", "00000000-0000-7000-8000-000000002328",
                               "name");
  g_assert_cmpstr (name, ==, "Léa");
}

static void
test_silence (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk->pace.call_ms = 20;
  fake_remote_hold (desk->remote, FAKE_CALL_BATCH, 0);
  desk_fixture_start (desk);
  fake_await (desk_fixture_has_failure (desk, SALON_SYNC_ERROR_OFFLINE));
  fake_remote_release (desk->remote, FAKE_CALL_BATCH);
  salon_sync_stop (desk->sync);
  desk->pace.call_ms = DESK_HOUR_MS;
  desk_fixture_start_and_settle (desk);
  g_assert_cmpint (count_clients (fixture), ==, N_CLIENTS);
}

static gpointer
hold_worker (SalonStore *store, gpointer mutex, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (mutex);
  g_mutex_unlock (mutex);
  return NULL;
}

/* The worker has no time: the remote is read no further than a few batches. */
static void
test_bounded (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  GMutex mutex;
  guint n_read = 0;

  g_mutex_init (&mutex);
  fake_remote_hold (desk->remote, FAKE_CALL_BATCH, 0);
  desk_fixture_start (desk);
  fake_await (fake_remote_is_holding (desk->remote, FAKE_CALL_BATCH));
  g_mutex_lock (&mutex);
  salon_worker_run_async (desk->worker, hold_worker, &mutex, NULL, NULL, NULL, NULL, NULL);
  fake_remote_release (desk->remote, FAKE_CALL_BATCH);
  /* One more than may be under way: it waits to be taken. */
  fake_await (fake_remote_count (desk->remote, FAKE_CALL_BATCH) >= 4);
  for (int i = 0; i < 1000; i++)
    g_thread_yield ();
  n_read = fake_remote_count (desk->remote, FAKE_CALL_BATCH);
  g_mutex_unlock (&mutex);
  g_assert_cmpuint (n_read, ==, 4);
  desk_fixture_settle (desk);
  g_assert_cmpint (count_clients (fixture), ==, N_CLIENTS);
  g_mutex_clear (&mutex);
}

#define add(path, test)                                                                            \
  g_test_add ("/salon/first-read/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("first-sync-brings-every-row", test_brings_every_row);
  add ("first-sync-can-be-cancelled-and-begins-anew", test_cancelled);
  add ("first-sync-that-is-cut-begins-anew", test_cut);
  add ("owner-saves-during-the-first-sync", test_owner_saves);
  add ("first-sync-that-falls-silent-is-given-up", test_silence);
  add ("no-more-than-a-few-batches-are-under-way", test_bounded);

  return g_test_run ();
}
