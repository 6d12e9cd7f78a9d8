/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps to a shared salon and away from it: each is written in the file, then read back. */
#include "salon-sharing-private.h"

#include "sync/salon-password.h"

typedef enum
{
  READ,
  SHARE,
  UNSHARE,
} Operation;

typedef struct
{
  Operation operation;
  SalonShareMode mode; /* of SHARE */
  char *remote;        /* of SHARE */
  gint64 now;
} Job;

typedef struct
{
  char *device;
  SalonSyncState state;
} Outcome;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->remote);
  g_free (job);
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_free (outcome->device);
  salon_sync_state_clear (&outcome->state);
  g_free (outcome);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static gboolean
share (SalonStore *store, const Job *job, GError **error)
{
  g_auto (SalonSyncState) state = { 0 };

  if (!salon_store_read_sync_state (store, &state, error))
    return FALSE;
  if (state.remote != NULL)
    return salon_store_set_remote (store, job->remote, error);
  return salon_store_share (store, job->mode, job->remote, job->now, error);
}

static gpointer
run_job (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);

  if ((job->operation == SHARE && !share (store, job, error))
      || (job->operation == UNSHARE && !salon_store_unshare (store, error))
      || !salon_store_read_sync_state (store, &outcome->state, error))
    return NULL;
  outcome->device = g_strdup (salon_store_get_device (store));
  return g_steal_pointer (&outcome);
}

/* Takes @remote. */
static void
run_job_async (SalonSharing *self,
               Operation operation,
               SalonShareMode mode,
               char *remote,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->operation = operation;
  job->mode = mode;
  job->remote = remote;
  job->now = salon_session_get_instant (self->session);
  salon_worker_run_async (salon_session_get_worker (self->session), run_job, job, job_free,
                          outcome_free, self->cancellable, callback, user_data);
}

static void
password_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonSharing) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = salon_password_find_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->settings == NULL)
    return;
  /* Without a keyring we try without a password: the sync then says what is missing. */
  if (error != NULL)
    g_info ("No keyring: %s", error->message);
  g_set_str (&self->settings->password, password);
  salon_sharing_start_sync (self);
}

static void
state_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonSharing) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (outcome != NULL && outcome->state.remote != NULL)
    self->settings = salon_connection_settings_from_uri (outcome->state.remote, &error);
  if (error != NULL)
    salon_session_report (self->session, error);
  salon_sharing_count_reviews (self);
  if (self->settings == NULL)
    return;
  g_set_str (&self->device, outcome->device);
  salon_password_find_async (self->settings, self->cancellable, password_found_cb,
                             g_object_ref (self));
}

static void
session_changed_cb (SalonSharing *self, SalonChange *change)
{
  /* Without a shared salon there is nothing to settle but what was left over. */
  if (self->settings != NULL || self->n_reviews > 0)
    salon_sharing_count_reviews (self);
}

void
salon_sharing_start (SalonSharing *self)
{
  g_return_if_fail (SALON_IS_SHARING (self));

  if (salon_session_is_sample (self->session))
    return;
  g_signal_connect_object (self->session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  run_job_async (self, READ, SALON_SHARE_JOIN, NULL, state_read_cb, g_object_ref (self));
}

static void
password_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonSharing) self = user_data;
  g_autoptr (GError) error = NULL;

  salon_password_keep_finish (result, &error);
  salon_sharing_tell_kept (self, error);
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SalonSharing *self = g_task_get_source_object (task);
  SalonConnectionSettings *settings = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  if (outcome == NULL)
    {
      /* It goes on as it was. */
      if (self->settings != NULL)
        salon_sharing_start_sync (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_set_str (&self->device, outcome->device);
  salon_sharing_sign_out (self);
  salon_sharing_take_settings (self, salon_connection_settings_copy (settings));
  /* What a server gave is spent at once, and what comes of it is kept. */
  if (settings->address == NULL)
    salon_password_keep_async (settings, self->cancellable, password_kept_cb, g_object_ref (self));
  salon_sharing_start_sync (self);
  g_task_return_boolean (task, TRUE);
}

void
salon_sharing_share_async (SalonSharing *self,
                           const SalonConnectionSettings *settings,
                           SalonShareMode mode,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (SALON_IS_SHARING (self));
  g_return_if_fail (settings != NULL);

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, salon_sharing_share_async);
  g_task_set_task_data (task, salon_connection_settings_copy (settings),
                        (GDestroyNotify) salon_connection_settings_free);
  /* The old way to it is left before the new one is taken. */
  salon_sharing_set_sync (self, NULL);
  run_job_async (self, SHARE, mode, salon_connection_settings_to_uri (settings), shared_cb, task);
}

gboolean
salon_sharing_share_finish (SalonSharing *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
unshared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SalonSharing *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  if (outcome == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  salon_sharing_sign_out (self);
  if (self->settings != NULL)
    salon_password_forget (self->settings);
  salon_sharing_take_settings (self, NULL);
  salon_sharing_count_reviews (self);
  g_task_return_boolean (task, TRUE);
}

void
salon_sharing_unshare_async (SalonSharing *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SALON_IS_SHARING (self));

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, salon_sharing_unshare_async);
  salon_sharing_set_sync (self, NULL);
  run_job_async (self, UNSHARE, SALON_SHARE_JOIN, NULL, unshared_cb, task);
}

gboolean
salon_sharing_unshare_finish (SalonSharing *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
