/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread takes operations from a queue and runs them one after the other; a GTask carries each
 * result to the main context of who asked. The store is made, used and closed in the thread alone.
 *
 * What the thread and the object share is WorkerState: a queue (its own lock), and the path, which
 * never changes. The thread holds no reference to the object, but the task of an operation does, and
 * its last reference may go in the thread: the object can end there, and then waits for no thread.
 */
#include "salon-worker.h"

#include "salon-statistics-fold.h"

typedef struct
{
  SalonWorkerFunc func;
  gpointer user_memory;
  GDestroyNotify destroy_user_memory;
  GDestroyNotify destroy_result;
} Operation;

typedef struct
{
  gatomicrefcount references;
  GAsyncQueue *queue; /* of GTask; of the state itself: the end */
  char *path;
} WorkerState;

struct _SalonWorker
{
  GObject parent_instance;

  WorkerState *state;
  GThread *thread; /* NULL: closed */
};

G_DEFINE_FINAL_TYPE (SalonWorker, salon_worker, G_TYPE_OBJECT)

static void
operation_free (Operation *operation)
{
  if (operation->destroy_user_memory != NULL)
    operation->destroy_user_memory (operation->user_memory);
  g_free (operation);
}

static WorkerState *
worker_state_ref (WorkerState *state)
{
  g_atomic_ref_count_inc (&state->references);
  return state;
}

static void
worker_state_unref (WorkerState *state)
{
  if (!g_atomic_ref_count_dec (&state->references))
    return;
  g_async_queue_unref (state->queue);
  g_free (state->path);
  g_free (state);
}

/* Cancelled before it began: it does not begin. Once it runs, what it did is what is told. */
static void
run_operation (GTask *task, SalonStore *store, const GError *open_error)
{
  Operation *operation = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (store == NULL)
    g_task_return_error (task, g_error_copy (open_error));
  else
    {
      result = operation->func (store, operation->user_memory, cancellable, &error);
      if (error != NULL)
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_pointer (task, result, operation->destroy_result);
    }
}

/* Until somebody wants something. What cannot be added up now is read from the rows. */
static void
use_pause (WorkerState *state, SalonStore *store)
{
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  while (more && g_async_queue_length (state->queue) <= 0)
    if (!salon_statistics_fold_settle_some (store, &more, &error))
      {
        g_debug ("the figures are not added up: %s", error->message);
        return;
      }
}

static gpointer
run_thread (gpointer user_data)
{
  WorkerState *state = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = salon_store_open (state->path, &error);
  gpointer next;

  while ((next = g_async_queue_pop (state->queue)) != state)
    {
      g_autoptr (GTask) task = next;

      run_operation (task, store, error);
      if (store != NULL)
        use_pause (state, store);
    }
  g_clear_object (&store);
  worker_state_unref (state);
  return NULL;
}

static void
salon_worker_dispose (GObject *object)
{
  salon_worker_close (SALON_WORKER (object));
  G_OBJECT_CLASS (salon_worker_parent_class)->dispose (object);
}

static void
salon_worker_finalize (GObject *object)
{
  SalonWorker *self = SALON_WORKER (object);

  worker_state_unref (self->state);
  G_OBJECT_CLASS (salon_worker_parent_class)->finalize (object);
}

static void
salon_worker_class_init (SalonWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = salon_worker_dispose;
  object_class->finalize = salon_worker_finalize;
}

static void
salon_worker_init (SalonWorker *self)
{
  self->state = g_new0 (WorkerState, 1);
  g_atomic_ref_count_init (&self->state->references);
  self->state->queue = g_async_queue_new ();
}

SalonWorker *
salon_worker_new (const char *path)
{
  SalonWorker *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (SALON_TYPE_WORKER, NULL);
  self->state->path = g_strdup (path);
  self->thread = g_thread_new ("salon-store", run_thread, worker_state_ref (self->state));
  return self;
}

void
salon_worker_run_async (SalonWorker *self,
                        SalonWorkerFunc func,
                        gpointer data,
                        GDestroyNotify destroy_data,
                        GDestroyNotify destroy_result,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Operation *operation = NULL;

  g_return_if_fail (SALON_IS_WORKER (self));
  g_return_if_fail (func != NULL);

  operation = g_new0 (Operation, 1);
  operation->func = func;
  operation->user_memory = data;
  operation->destroy_user_memory = destroy_data;
  operation->destroy_result = destroy_result;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, salon_worker_run_async);
  /* A change that was saved is told as saved, also when it was cancelled too late. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, operation, (GDestroyNotify) operation_free);

  if (self->thread == NULL)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the worker is closed");
  else
    g_async_queue_push (self->state->queue, g_steal_pointer (&task));
}

gpointer
salon_worker_run_finish (SalonWorker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/* The main loop of the calling thread, if it has one, does not turn meanwhile: the result comes to a
 * context of its own. */
gpointer
salon_worker_run (SalonWorker *self,
                  SalonWorkerFunc func,
                  gpointer data,
                  GDestroyNotify destroy_result,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GMainContext) context = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_return_val_if_fail (SALON_IS_WORKER (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  salon_worker_run_async (self, func, data, NULL, destroy_result, cancellable, keep_result_cb,
                          &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return salon_worker_run_finish (self, result, error);
}

void
salon_worker_close (SalonWorker *self)
{
  GThread *thread = NULL;

  g_return_if_fail (SALON_IS_WORKER (self));

  thread = g_steal_pointer (&self->thread);
  if (thread == NULL)
    return;
  g_async_queue_push (self->state->queue, self->state);
  if (thread == g_thread_self ())
    g_thread_unref (thread);
  else
    g_thread_join (thread);
}
