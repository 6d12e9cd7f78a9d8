/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-pool.h"

struct _SalonServerPool
{
  SalonServerShared *shared;
  SalonServerWorkFunc func;
  GAsyncQueue *queue;
  GCancellable *cancellable;
  GThread **threads;
  guint n_threads;
};

/* In the queue, what tells a thread to end. */
static char the_end;

static gpointer
run_cb (gpointer data)
{
  SalonServerPool *self = data;
  g_autoptr (SalonServerContext) context =
    salon_server_context_new (self->shared, self->cancellable);
  gpointer work;

  /* The first request need not wait for it. What is wrong is said there. */
  salon_server_context_get_database (context, NULL);
  while ((work = g_async_queue_pop (self->queue)) != &the_end)
    self->func (context, work);
  return NULL;
}

SalonServerPool *
salon_server_pool_new (SalonServerShared *shared, guint n_threads, SalonServerWorkFunc func)
{
  SalonServerPool *self = g_new0 (SalonServerPool, 1);

  self->shared = shared;
  self->func = func;
  self->queue = g_async_queue_new ();
  self->cancellable = g_cancellable_new ();
  /* Whoever waits asks for it, once for each statement. Kept, it is the same each time; otherwise it would be
   * made and closed again. */
  g_cancellable_get_fd (self->cancellable);
  self->n_threads = n_threads;
  self->threads = g_new0 (GThread *, n_threads);
  for (guint i = 0; i < n_threads; i++)
    self->threads[i] = g_thread_new ("worker", run_cb, self);
  return self;
}

void
salon_server_pool_free (SalonServerPool *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_threads; i++)
    g_async_queue_push (self->queue, &the_end);
  for (guint i = 0; i < self->n_threads; i++)
    g_thread_join (self->threads[i]);
  g_async_queue_unref (self->queue);
  g_cancellable_release_fd (self->cancellable);
  g_object_unref (self->cancellable);
  g_free (self->threads);
  g_free (self);
}

void
salon_server_pool_push (SalonServerPool *self, gpointer work)
{
  g_return_if_fail (self != NULL && work != NULL);

  g_async_queue_push (self->queue, work);
}

void
salon_server_pool_cancel (SalonServerPool *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->cancellable);
}
