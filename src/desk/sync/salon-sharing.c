/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is shared is written in the file and nowhere else: every step here first writes it there, in
 * the worker, then reads it back. The sync belongs to the session, which stops it when it closes.
 */
#include "salon-sharing.h"

#include <glib/gi18n-lib.h>

#include "sync/salon-keyring.h"
#include "sync/salon-password.h"
#include "sync/salon-postgres-remote.h"
#include "sync/salon-rest-remote.h"

struct _SalonSharing
{
  GObject parent_instance;

  SalonSession *session;
  SalonSharingRemoteFunc make_remote;
  gpointer make_remote_data;
  GCancellable *cancellable;

  SalonConnectionSettings *settings; /* NULL: not shared */
  SalonRestSignIn *sign_in;          /* at a server; as long as the settings */
  SalonOnline *online;               /* what that server does; as long as the sign-in */
  char *device;                      /* of the file; NULL: not read yet */
  gboolean is_password_lost;
  guint n_reviews;
};

G_DEFINE_FINAL_TYPE (SalonSharing, salon_sharing, G_TYPE_OBJECT)

enum
{
  PROP_SYNC = 1,
  PROP_N_REVIEWS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* Told once, however often it fails. */
static void
tell_kept (gpointer user_data, const GError *error)
{
  SalonSharing *self = user_data;
  gboolean was_lost = self->is_password_lost;

  self->is_password_lost = error != NULL;
  if (error == NULL || was_lost || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || self->session == NULL)
    return;
  g_info ("The password cannot be kept: %s", error->message);
  g_signal_emit_by_name (self->session, "done",
                         _ ("The password cannot be kept here: it has to be typed again at the "
                            "next start."),
                         FALSE);
}

/* At a server. Who we are there outlives the remote: its token is good for one renewal. */
static void
sign_in (SalonSharing *self, const SalonConnectionSettings *settings)
{
  if (self->sign_in != NULL)
    return;
  self->sign_in = salon_keyring_new_sign_in (settings, self, tell_kept);
  self->online = salon_online_new (settings->address, settings->root_certificate, self->sign_in);
}

static SalonRemote *
make_own_remote (const SalonConnectionSettings *settings, gpointer user_data)
{
  SalonSharing *self = user_data;

  if (settings->address == NULL)
    return SALON_REMOTE (salon_postgres_remote_new (settings));
  sign_in (self, settings);
  return SALON_REMOTE (
    salon_rest_remote_new (settings->address, settings->root_certificate, self->sign_in));
}

/* Takes @settings. */
static void
set_settings (SalonSharing *self, SalonConnectionSettings *settings)
{
  g_clear_object (&self->online);
  g_clear_pointer (&self->sign_in, salon_rest_sign_in_unref);
  g_clear_pointer (&self->settings, salon_connection_settings_free);
  self->settings = settings;
}

/* What was given for the password is worth nothing from then on, wherever it lies. */
static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonSharing) self = user_data;
  g_autoptr (GError) error = NULL;

  if (salon_online_sign_out_finish (SALON_ONLINE (source), result, &error) || self->session == NULL)
    return;
  g_info ("Not signed out: %s", error->message);
  g_signal_emit_by_name (
    self->session, "done",
    _ ("The server could not be told that this computer has left: the sign-in ends there by "
       "itself within three weeks."),
    FALSE);
}

/* The server that is left, if it was one. */
static void
sign_out (SalonSharing *self)
{
  if (self->settings == NULL || self->settings->address == NULL
      || self->make_remote != make_own_remote)
    return;
  sign_in (self, self->settings);
  salon_online_sign_out_async (self->online, signed_out_cb, g_object_ref (self));
}

/* Reviews */

static void
count_reviews (SalonSharing *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews =
    reader != NULL ? salon_reader_list_reviews (reader, &error) : NULL;
  guint n_reviews = reviews != NULL ? reviews->len : 0;

  /* The page that shows them says what cannot be read. */
  if (error != NULL)
    g_warning ("Cannot count the reviews: %s", error->message);
  if (n_reviews == self->n_reviews)
    return;
  self->n_reviews = n_reviews;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_REVIEWS]);
}

static void
session_changed_cb (SalonSharing *self, SalonChange *change)
{
  /* Without a shared salon there is nothing to settle but what was left over. */
  if (self->settings != NULL || self->n_reviews > 0)
    count_reviews (self);
}

/* The sync */

/* What only a server can do is there as long as it is heard. */
static void
show_online (SalonSharing *self)
{
  SalonSync *sync = salon_session_get_sync (self->session);
  SalonSyncStatus status = sync != NULL ? salon_sync_get_status (sync) : SALON_SYNC_STATUS_STOPPED;
  gboolean is_connected =
    status == SALON_SYNC_STATUS_WORKING || status == SALON_SYNC_STATUS_UP_TO_DATE;

  salon_session_set_online (self->session, is_connected ? self->online : NULL);
}

static void
set_sync (SalonSharing *self, SalonSync *sync)
{
  salon_session_set_sync (self->session, sync);
  if (sync != NULL)
    {
      g_signal_connect_object (sync, "notify::reviews", G_CALLBACK (count_reviews), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (sync, "notify::status", G_CALLBACK (show_online), self,
                               G_CONNECT_SWAPPED);
    }
  show_online (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNC]);
}

/* How others read who it was. */
static const char *
get_device_name (void)
{
  return g_get_host_name ();
}

static void
start_sync (SalonSharing *self)
{
  g_autoptr (SalonRemote) remote = self->make_remote (self->settings, self->make_remote_data);
  g_autoptr (SalonSync) sync = salon_sync_new (salon_session_get_worker (self->session), remote,
                                               self->device, get_device_name ());

  set_sync (self, sync);
  salon_sync_start (sync);
}

/* What the worker does for us */

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

/* Starting */

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
  start_sync (self);
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
  count_reviews (self);
  if (self->settings == NULL)
    return;
  g_set_str (&self->device, outcome->device);
  salon_password_find_async (self->settings, self->cancellable, password_found_cb,
                             g_object_ref (self));
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

/* Sharing */

static void
password_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonSharing) self = user_data;
  g_autoptr (GError) error = NULL;

  salon_password_keep_finish (result, &error);
  tell_kept (self, error);
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
        start_sync (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_set_str (&self->device, outcome->device);
  sign_out (self);
  set_settings (self, salon_connection_settings_copy (settings));
  /* What a server gave is spent at once, and what comes of it is kept. */
  if (settings->address == NULL)
    salon_password_keep_async (settings, self->cancellable, password_kept_cb, g_object_ref (self));
  start_sync (self);
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
  set_sync (self, NULL);
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
  sign_out (self);
  if (self->settings != NULL)
    salon_password_forget (self->settings);
  set_settings (self, NULL);
  count_reviews (self);
  g_task_return_boolean (task, TRUE);
}

void
salon_sharing_unshare_async (SalonSharing *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SALON_IS_SHARING (self));

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, salon_sharing_unshare_async);
  set_sync (self, NULL);
  run_job_async (self, UNSHARE, SALON_SHARE_JOIN, NULL, unshared_cb, task);
}

gboolean
salon_sharing_unshare_finish (SalonSharing *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The object */

SalonSession *
salon_sharing_get_session (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), NULL);
  return self->session;
}

SalonSync *
salon_sharing_get_sync (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), NULL);
  return salon_session_get_sync (self->session);
}

const SalonConnectionSettings *
salon_sharing_get_settings (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), NULL);
  return self->settings;
}

guint
salon_sharing_get_n_reviews (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), 0);
  return self->n_reviews;
}

gboolean
salon_sharing_is_password_lost (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), FALSE);
  return self->is_password_lost;
}

void
salon_sharing_set_remote_func (SalonSharing *self, SalonSharingRemoteFunc func, gpointer user_data)
{
  g_return_if_fail (SALON_IS_SHARING (self));
  g_return_if_fail (func != NULL);

  self->make_remote = func;
  self->make_remote_data = user_data;
}

static void
salon_sharing_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SalonSharing *self = SALON_SHARING (object);

  switch (id)
    {
    case PROP_SYNC:
      g_value_set_object (value, salon_sharing_get_sync (self));
      break;
    case PROP_N_REVIEWS:
      g_value_set_uint (value, self->n_reviews);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
salon_sharing_dispose (GObject *object)
{
  SalonSharing *self = SALON_SHARING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_sharing_parent_class)->dispose (object);
}

static void
salon_sharing_finalize (GObject *object)
{
  SalonSharing *self = SALON_SHARING (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->device, g_free);
  set_settings (self, NULL);
  G_OBJECT_CLASS (salon_sharing_parent_class)->finalize (object);
}

static void
salon_sharing_class_init (SalonSharingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = salon_sharing_get_property;
  object_class->dispose = salon_sharing_dispose;
  object_class->finalize = salon_sharing_finalize;

  properties[PROP_SYNC] =
    g_param_spec_object ("sync", NULL, NULL, SALON_TYPE_SYNC,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_REVIEWS] =
    g_param_spec_uint ("n-reviews", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
salon_sharing_init (SalonSharing *self)
{
  self->cancellable = g_cancellable_new ();
  self->make_remote = make_own_remote;
  self->make_remote_data = self;
}

SalonSharing *
salon_sharing_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  SalonSharing *self = g_object_new (SALON_TYPE_SHARING, NULL);
  self->session = g_object_ref (session);
  return self;
}
