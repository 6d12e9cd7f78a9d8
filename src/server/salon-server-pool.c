/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-pool.h"

/* With those who wait; when all of them do, more work waits as well. */
#define MOST_THREADS 128

typedef struct
{
  SalonServerPool *pool;
  GThread *thread;
  gboolean is_early; /* is there before the first work */
  GCond called;
  gpointer work; /* under the mutex */
} Worker;

struct _SalonServerPool
{
  SalonServerShared *shared;
  SalonServerWorkFunc func;
  GCancellable *cancellable;
  guint most;
  GMutex mutex;
  /* The rest under the mutex. */
  GQueue work;        /* that nobody has begun */
  GPtrArray *workers; /* Worker */
  GPtrArray *idle;    /* Worker; the one who became free last is the last */
  guint n_working;
  gboolean ends;
};

/* Under the mutex, which is let go meanwhile. NULL at the end. */
static gpointer
wait_for_work (Worker *worker)
{
  SalonServerPool *self = worker->pool;

  if (worker->work != NULL)
    return g_steal_pointer (&worker->work);
  if (self->n_working < self->most && !g_queue_is_empty (&self->work))
    {
      self->n_working++;
      return g_queue_pop_head (&self->work);
    }
  g_ptr_array_add (self->idle, worker);
  while (worker->work == NULL && !self->ends)
    g_cond_wait (&worker->called, &self->mutex);
  return g_steal_pointer (&worker->work);
}

static gpointer
run_cb (gpointer data)
{
  Worker *worker = data;
  SalonServerPool *self = worker->pool;
  g_autoptr (SalonServerContext) context =
    salon_server_context_new (self->shared, self->cancellable);
  gpointer work;

  context->pool = self;
  /* The first request need not wait for it. What is wrong is said there. */
  if (worker->is_early)
    salon_server_context_get_database (context, NULL);
  g_mutex_lock (&self->mutex);
  while ((work = wait_for_work (worker)) != NULL)
    {
      g_mutex_unlock (&self->mutex);
      self->func (context, work);
      g_mutex_lock (&self->mutex);
      self->n_working--;
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* Under the mutex; @work is its first, if there is any yet. */
static void
add_worker (SalonServerPool *self, gpointer work)
{
  Worker *worker = g_new0 (Worker, 1);

  worker->pool = self;
  worker->work = work;
  worker->is_early = work == NULL;
  g_cond_init (&worker->called);
  g_ptr_array_add (self->workers, worker);
  worker->thread = g_thread_new ("worker", run_cb, worker);
}

/* Under the mutex: whatever may be begun is. */
static void
give_work (SalonServerPool *self)
{
  while (self->n_working < self->most && !g_queue_is_empty (&self->work)
         && (self->idle->len > 0 || self->workers->len < MOST_THREADS))
    {
      self->n_working++;
      if (self->idle->len == 0)
        add_worker (self, g_queue_pop_head (&self->work));
      else
        {
          Worker *worker = g_ptr_array_steal_index (self->idle, self->idle->len - 1);

          worker->work = g_queue_pop_head (&self->work);
          g_cond_signal (&worker->called);
        }
    }
}

SalonServerPool *
salon_server_pool_new (SalonServerShared *shared, guint most, SalonServerWorkFunc func)
{
  SalonServerPool *self = g_new0 (SalonServerPool, 1);

  self->shared = shared;
  self->func = func;
  self->most = most;
  self->cancellable = g_cancellable_new ();
  /* Whoever waits asks for it, once for each statement. Kept, it is the same each time; otherwise it would be
   * made and closed again. */
  g_cancellable_get_fd (self->cancellable);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->work);
  self->workers = g_ptr_array_new ();
  self->idle = g_ptr_array_new ();
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < most; i++)
    add_worker (self, NULL);
  g_mutex_unlock (&self->mutex);
  return self;
}

void
salon_server_pool_free (SalonServerPool *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->ends = TRUE;
  for (guint i = 0; i < self->workers->len; i++)
    g_cond_signal (&((Worker *) self->workers->pdata[i])->called);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = self->workers->pdata[i];

      g_thread_join (worker->thread);
      g_cond_clear (&worker->called);
      g_free (worker);
    }
  g_ptr_array_unref (self->workers);
  g_ptr_array_unref (self->idle);
  g_cancellable_release_fd (self->cancellable);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
salon_server_pool_push (SalonServerPool *self, gpointer work)
{
  g_return_if_fail (self != NULL && work != NULL);

  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->work, work);
  give_work (self);
  g_mutex_unlock (&self->mutex);
}

void
salon_server_pool_cancel (SalonServerPool *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->cancellable);
}

void
salon_server_pool_leave (SalonServerContext *context)
{
  SalonServerPool *self = context->pool;

  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->n_working--;
  give_work (self);
  g_mutex_unlock (&self->mutex);
}

/* Nobody is sent away for who comes back: for a moment more work than should. */
void
salon_server_pool_come_back (SalonServerContext *context)
{
  SalonServerPool *self = context->pool;

  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->n_working++;
  g_mutex_unlock (&self->mutex);
}
