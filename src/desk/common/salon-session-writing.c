/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker's jobs: a change is announced only when it is committed, and only after everything that the
 * session keeps has been read anew. The first job looks into the file, and opens the salon.
 */
#include "salon-session-private.h"

#include "common/salon-undo-words.h"
#include "common/salon-words.h"
#include "store/salon-store-error.h"
#include "store/salon-store-sync.h"

/* What the worker does for us. */
typedef enum
{
  COMMIT,
  UNDO,
  REDO,
  SETTLE,
  RELEASE, /* lets go of what was held for too long */
  LOOK,    /* changes nothing: opens the file and tells what could be undone */
} Operation;

typedef struct
{
  Operation operation;
  SalonChange *change; /* of COMMIT; of SETTLE, nullable */
  gint64 review_id;    /* of SETTLE */
  gint64 now;
} Job;

typedef struct
{
  SalonChange *applied; /* NULL for LOOK */
  SalonUndoState undo_state;
} Outcome;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->change, salon_change_unref);
  g_free (job);
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_clear_pointer (&outcome->applied, salon_change_unref);
  salon_undo_state_clear (&outcome->undo_state);
  g_free (outcome);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static gpointer
run_job (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);

  switch (job->operation)
    {
    case COMMIT:
      outcome->applied = salon_store_apply (store, job->change, job->now, error);
      break;
    case UNDO:
      outcome->applied = salon_store_undo (store, job->now, error);
      break;
    case REDO:
      outcome->applied = salon_store_redo (store, job->now, error);
      break;
    case SETTLE:
      outcome->applied = salon_store_settle (store, job->review_id, job->change, job->now, error);
      break;
    case RELEASE:
      outcome->applied = salon_store_release_expired (store, job->now, error);
      break;
    case LOOK:
      break;
    }
  if (outcome->applied == NULL && job->operation != LOOK)
    return NULL;
  if (!salon_store_get_undo_state (store, &outcome->undo_state, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

/* Takes @job. */
static void
run_job_async (SalonSession *self, Job *job, GAsyncReadyCallback callback, gpointer user_data)
{
  job->now = salon_session_get_instant (self);
  salon_worker_run_async (self->worker, run_job, job, job_free, outcome_free, NULL, callback,
                          user_data);
}

static void
run_operation_async (SalonSession *self,
                     Operation operation,
                     SalonChange *change,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->operation = operation;
  job->change = change != NULL ? salon_change_ref (change) : NULL;
  run_job_async (self, job, callback, user_data);
}

static void
take_undo_state (SalonSession *self, Outcome *outcome)
{
  salon_undo_state_clear (&self->undo_state);
  self->undo_state = outcome->undo_state;
  outcome->undo_state = (SalonUndoState) { NULL, NULL };
  g_object_notify (G_OBJECT (self), "undo-label");
  g_object_notify (G_OBJECT (self), "redo-label");
}

static void
announce_failed_save (SalonSession *self, const GError *error)
{
  g_autofree char *sentence = salon_words_for_failed_save (error);

  g_signal_emit_by_name (self, "failed", sentence);
}

/* Whoever waits for @outcome's operation has been told nothing yet; the pages are told here. */
static void
announce_change (SalonSession *self, Outcome *outcome)
{
  g_autoptr (GError) error = NULL;

  /* Closed meanwhile: it is saved, and no page is left to be told. */
  if (self->reader == NULL)
    return;
  if (!salon_session_read_what_changed (self, outcome->applied, &error))
    salon_session_report (self, error);
  take_undo_state (self, outcome);
  if (self->sync != NULL)
    salon_sync_wake (self->sync);
  g_signal_emit_by_name (self, "changed", outcome->applied);
  if (self->holds != NULL)
    salon_hold_timer_look (self->holds);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SalonSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  gboolean caller_tells = GPOINTER_TO_INT (g_task_get_task_data (task));

  if (outcome == NULL)
    {
      if (!caller_tells)
        announce_failed_save (self, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  announce_change (self, outcome);
  g_signal_emit_by_name (self, "done", salon_change_get_label (outcome->applied), TRUE);
  g_task_return_boolean (task, TRUE);
}

void
salon_session_commit_async (SalonSession *self,
                            SalonChange *change,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (SALON_IS_SESSION (self));
  g_return_if_fail (change != NULL);

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, salon_session_commit_async);
  g_task_set_task_data (task, GINT_TO_POINTER (callback != NULL), NULL);
  run_operation_async (self, COMMIT, change, committed_cb, g_steal_pointer (&task));
}

gboolean
salon_session_commit_finish (SalonSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
salon_session_commit (SalonSession *self, SalonChange *change)
{
  salon_session_commit_async (self, change, NULL, NULL);
}

/* What is refused by the shared salon is taken back, and cannot be undone any more. It saves nothing,
 * so that it does not keep a session that everybody else has left. */
static void
looked_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *place = user_data;
  g_autoptr (SalonSession) self = g_weak_ref_get (place);
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  g_weak_ref_clear (place);
  g_free (place);
  if (self == NULL || self->reader == NULL)
    return;
  if (outcome == NULL)
    salon_session_report (self, error);
  else
    take_undo_state (self, outcome);
}

void
salon_session_receive (SalonSession *self, SalonChange *change)
{
  g_autoptr (GError) error = NULL;
  GWeakRef *place = NULL;

  g_return_if_fail (SALON_IS_SESSION (self));

  if (self->reader == NULL || (change != NULL && salon_change_get_n_edits (change) == 0))
    return;
  if (!salon_session_read_what_changed (self, change, &error))
    salon_session_report (self, error);
  g_signal_emit_by_name (self, "changed", change);
  g_signal_emit_by_name (self, "received", change);
  if (self->holds != NULL)
    salon_hold_timer_look (self->holds);
  place = g_new0 (GWeakRef, 1);
  g_weak_ref_init (place, self);
  run_operation_async (self, LOOK, NULL, looked_again_cb, place);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SalonSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  gboolean is_replaced = GPOINTER_TO_INT (g_task_get_task_data (task));

  if (outcome == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  announce_change (self, outcome);
  if (is_replaced)
    g_signal_emit_by_name (self, "done", salon_change_get_label (outcome->applied), TRUE);
  g_task_return_boolean (task, TRUE);
}

void
salon_session_settle_async (SalonSession *self,
                            gint64 review_id,
                            SalonChange *replacement,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (SALON_IS_SESSION (self));

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, salon_session_settle_async);
  g_task_set_task_data (task, GINT_TO_POINTER (replacement != NULL), NULL);
  job->operation = SETTLE;
  job->review_id = review_id;
  job->change = replacement != NULL ? salon_change_ref (replacement) : NULL;
  run_job_async (self, job, settled_cb, g_steal_pointer (&task));
}

/* It is tried again by the clock; a full disk is told by what the owner does. */
static void
released_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *place = user_data;
  g_autoptr (SalonSession) self = g_weak_ref_get (place);
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  g_weak_ref_clear (place);
  g_free (place);
  if (self != NULL && outcome != NULL)
    announce_change (self, outcome);
  else if (outcome == NULL
           && !g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING))
    g_info ("Cannot let go of what was held: %s", error->message);
}

void
salon_session_release_holds (SalonSession *self)
{
  GWeakRef *place = NULL;

  g_return_if_fail (SALON_IS_SESSION (self));

  place = g_new0 (GWeakRef, 1);
  g_weak_ref_init (place, self);
  run_operation_async (self, RELEASE, NULL, released_cb, place);
}

static void
undone_or_redone (SalonSession *self, GObject *source, GAsyncResult *result, gboolean is_undo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  /* Ctrl+Z once too often is no failure worth a message. */
  if (g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING))
    return;
  if (outcome == NULL)
    {
      announce_failed_save (self, error);
      return;
    }
  announce_change (self, outcome);
  g_autofree char *sentence = is_undo ? salon_undo_words_undone (outcome->applied)
                                      : salon_undo_words_redone (outcome->applied);
  g_signal_emit_by_name (self, "done", sentence, FALSE);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonSession) self = user_data;

  undone_or_redone (self, source, result, TRUE);
}

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonSession) self = user_data;

  undone_or_redone (self, source, result, FALSE);
}

void
salon_session_undo (SalonSession *self)
{
  g_return_if_fail (SALON_IS_SESSION (self));
  run_operation_async (self, UNDO, NULL, undone_cb, g_object_ref (self));
}

void
salon_session_redo (SalonSession *self)
{
  g_return_if_fail (SALON_IS_SESSION (self));
  run_operation_async (self, REDO, NULL, redone_cb, g_object_ref (self));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SalonSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  /* What may not be written can still be read; whoever saves is told why not. */
  self->is_read_only = g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_READ_ONLY);
  if (outcome != NULL || self->is_read_only)
    self->reader = salon_reader_open (self->path, self->is_read_only ? NULL : &error);
  if (self->reader == NULL
      || !salon_session_read_everything (self, self->is_read_only ? NULL : &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (outcome != NULL)
    take_undo_state (self, outcome);
  self->holds = salon_hold_timer_new (self);
  g_task_return_boolean (task, TRUE);
}

void
salon_session_load_async (SalonSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SALON_IS_SESSION (self));
  g_return_if_fail (self->reader == NULL);

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, salon_session_load_async);
  run_operation_async (self, LOOK, NULL, looked_cb, g_steal_pointer (&task));
}

gboolean
salon_session_load_finish (SalonSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
