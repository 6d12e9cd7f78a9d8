/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many work at once, who is called first, and who waits without being counted. */
#include "quiet-server.h"
#include "server/salon-server-pool.h"

#define MOST 3
#define MANY 16
#define N_TASKS 40

static PostgresFixture *postgres;

/* What the tasks of a test know of one another. */
typedef struct
{
  GMutex mutex;
  GCond changed;
  guint n_inside, most_inside, n_waiting, n_done;
  gboolean may_go;
  GHashTable *threads; /* who has worked: GThread */
} Meeting;

static void
set_up (Meeting *self, gconstpointer unused)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->threads = g_hash_table_new (NULL, NULL);
}

static void
tear_down (Meeting *self, gconstpointer unused)
{
  g_hash_table_unref (self->threads);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
}

static void
wait_until (Meeting *self, const guint *number, guint reaches)
{
  g_mutex_lock (&self->mutex);
  while (*number < reaches)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
let_go (Meeting *self)
{
  g_mutex_lock (&self->mutex);
  self->may_go = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* Under the mutex. */
static void
wait_for_leave_to_go (Meeting *self)
{
  self->n_waiting++;
  g_cond_broadcast (&self->changed);
  while (!self->may_go)
    g_cond_wait (&self->changed, &self->mutex);
}

static void
work_cb (SalonServerContext *context, gpointer work)
{
  Meeting *self = work;

  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->threads, g_thread_self (),
                        GUINT_TO_POINTER (
                          GPOINTER_TO_UINT (g_hash_table_lookup (self->threads, g_thread_self ()))
                          + 1));
  self->n_inside++;
  self->most_inside = MAX (self->most_inside, self->n_inside);
  wait_for_leave_to_go (self);
  self->n_inside--;
  self->n_done++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

static void
leave_cb (SalonServerContext *context, gpointer work)
{
  Meeting *self = work;

  salon_server_pool_leave (context);
  g_mutex_lock (&self->mutex);
  wait_for_leave_to_go (self);
  g_mutex_unlock (&self->mutex);
  salon_server_pool_come_back (context);
  g_mutex_lock (&self->mutex);
  self->n_done++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* No more than that; and what was pushed is done when the pool is gone. */
static void
test_most (Meeting *self, gconstpointer unused)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  SalonServerPool *pool = salon_server_pool_new (&server->shared, MOST, work_cb);

  for (guint i = 0; i < N_TASKS; i++)
    salon_server_pool_push (pool, self);
  wait_until (self, &self->n_waiting, MOST);
  let_go (self);
  salon_server_pool_free (pool);
  g_assert_cmpuint (self->n_done, ==, N_TASKS);
  g_assert_cmpuint (self->most_inside, ==, MOST);
}

/* All of them meet, which they could not if only so many were let in. */
static void
test_leave (Meeting *self, gconstpointer unused)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  SalonServerPool *pool = salon_server_pool_new (&server->shared, MOST, leave_cb);

  for (guint i = 0; i < N_TASKS; i++)
    salon_server_pool_push (pool, self);
  wait_until (self, &self->n_waiting, N_TASKS);
  let_go (self);
  salon_server_pool_free (pool);
  g_assert_cmpuint (self->n_done, ==, N_TASKS);
}

/* One after the other leave some of them alone, whom turns would have called. */
static void
test_last_first (Meeting *self, gconstpointer unused)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  SalonServerPool *pool = salon_server_pool_new (&server->shared, MANY, work_cb);

  /* Everybody is there before anybody is called. */
  for (guint i = 0; i < MANY; i++)
    salon_server_pool_push (pool, self);
  wait_until (self, &self->n_waiting, MANY);
  let_go (self);
  wait_until (self, &self->n_done, MANY);
  g_hash_table_remove_all (self->threads);
  for (guint i = 1; i <= N_TASKS; i++)
    {
      salon_server_pool_push (pool, self);
      wait_until (self, &self->n_done, MANY + i);
    }
  salon_server_pool_free (pool);
  /* Who is done is free a moment later; until then the one before is called. */
  g_assert_cmpuint (g_hash_table_size (self->threads), <, MANY);
}

#define add(name, func) g_test_add (name, Meeting, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();
  add ("/server/pool/most", test_most);
  add ("/server/pool/leave", test_leave);
  add ("/server/pool/last-first", test_last_first);
  result = g_test_run ();
  postgres_fixture_free (postgres);
  return result;
}
