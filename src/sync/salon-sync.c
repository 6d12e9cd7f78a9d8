/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main thread's side: it starts and stops the thread, and shows the latest report that came
 * through the mailbox. Each run of the thread has a control and a mailbox of its own, so a run that
 * ends late has nobody to disturb.
 */
#include "salon-sync.h"

#include "salon-sync-file.h"
#include "salon-sync-loop.h"

struct _SalonSync
{
  GObject parent_instance;

  SalonWorker *worker;
  SalonRemote *remote;
  char *device;
  char *device_name;
  SalonSyncPace pace;
  GMainContext *context;

  GThread *thread;           /* the run's, or of one that has not ended yet; or NULL */
  SalonSyncControl *control; /* of the run; NULL: stopped */
  SalonSyncMailbox *mailbox;

  SalonSyncReport shown;
};

enum
{
  PROP_STATUS = 1,
  PROP_WAITING,
  PROP_REVIEWS,
  PROP_LAST_SYNCED,
  PROP_PROGRESS,
  PROP_FAILURE,
  PROP_OFFLINE_SINCE,
  N_PROPERTIES,
};

enum
{
  SIGNAL_PULLED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonSync, salon_sync, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SalonSyncStatus,
                    salon_sync_status,
                    G_DEFINE_ENUM_VALUE (SALON_SYNC_STATUS_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (SALON_SYNC_STATUS_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (SALON_SYNC_STATUS_FIRST_SYNC, "first-sync"),
                    G_DEFINE_ENUM_VALUE (SALON_SYNC_STATUS_WORKING, "working"),
                    G_DEFINE_ENUM_VALUE (SALON_SYNC_STATUS_UP_TO_DATE, "up-to-date"),
                    G_DEFINE_ENUM_VALUE (SALON_SYNC_STATUS_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SALON_SYNC_STATUS_NEEDS_OWNER, "needs-owner"))

static gint64
read_clock (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

const SalonSyncPace *
salon_sync_pace_get_default (void)
{
  /* Half-open connections are noticed after poll_ms + call_ms at the latest: within 30 s. */
  static const SalonSyncPace pace = {
    .first_backoff_ms = 1000,
    .longest_backoff_ms = 60 * 1000,
    .poll_ms = 15 * 1000,
    .call_ms = 12 * 1000,
    .page_rows = 500,
    .push_changes = 50,
    .now = read_clock,
  };

  return &pace;
}

static gboolean
errors_equal (const GError *a, const GError *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->domain == b->domain && a->code == b->code && g_strcmp0 (a->message, b->message) == 0;
}

static void
show_number (SalonSync *self, gint64 *shown, gint64 number, int property)
{
  if (*shown == number)
    return;
  *shown = number;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
show_failure (SalonSync *self, const GError *failure)
{
  if (errors_equal (self->shown.failure, failure))
    return;
  g_clear_error (&self->shown.failure);
  self->shown.failure = failure != NULL ? g_error_copy (failure) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
}

/* Frozen, so that whoever is notified of one property finds all of them new. */
static void
show (SalonSync *self, const SalonSyncReport *report)
{
  g_object_freeze_notify (G_OBJECT (self));
  show_number (self, &self->shown.waiting, report->waiting, PROP_WAITING);
  show_number (self, &self->shown.reviews, report->reviews, PROP_REVIEWS);
  show_number (self, &self->shown.last_synced, report->last_synced, PROP_LAST_SYNCED);
  show_number (self, &self->shown.offline_since, report->offline_since, PROP_OFFLINE_SINCE);
  show_failure (self, report->failure);
  if (self->shown.progress < report->progress || self->shown.progress > report->progress)
    {
      self->shown.progress = report->progress;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
  if (self->shown.status != report->status)
    {
      self->shown.status = report->status;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* Rows first: whoever shows "up to date" has them on the screen. */
static void
delivered (const SalonSyncReport *report, GPtrArray *pulled, gpointer user_data)
{
  g_autoptr (SalonSync) self = g_object_ref (SALON_SYNC (user_data));

  if (pulled == NULL)
    g_signal_emit (self, signals[SIGNAL_PULLED], 0, NULL);
  for (guint i = 0; pulled != NULL && i < pulled->len; i++)
    g_signal_emit (self, signals[SIGNAL_PULLED], 0, g_ptr_array_index (pulled, i));
  /* A handler may have stopped it. */
  if (self->control != NULL)
    show (self, report);
}

static void
salon_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SalonSync *self = SALON_SYNC (object);

  switch (id)
    {
    case PROP_STATUS:
      g_value_set_enum (value, self->shown.status);
      break;
    case PROP_WAITING:
      g_value_set_int64 (value, self->shown.waiting);
      break;
    case PROP_REVIEWS:
      g_value_set_int64 (value, self->shown.reviews);
      break;
    case PROP_LAST_SYNCED:
      g_value_set_int64 (value, self->shown.last_synced);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->shown.progress);
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, self->shown.failure);
      break;
    case PROP_OFFLINE_SINCE:
      g_value_set_int64 (value, self->shown.offline_since);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
salon_sync_dispose (GObject *object)
{
  salon_sync_stop (SALON_SYNC (object));
  G_OBJECT_CLASS (salon_sync_parent_class)->dispose (object);
}

static void
salon_sync_finalize (GObject *object)
{
  SalonSync *self = SALON_SYNC (object);

  g_clear_pointer (&self->thread, g_thread_unref);
  g_clear_object (&self->worker);
  g_clear_object (&self->remote);
  g_free (self->device);
  g_free (self->device_name);
  g_clear_error (&self->shown.failure);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (salon_sync_parent_class)->finalize (object);
}

static void
salon_sync_class_init (SalonSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = salon_sync_get_property;
  object_class->dispose = salon_sync_dispose;
  object_class->finalize = salon_sync_finalize;

  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, SALON_TYPE_SYNC_STATUS,
                                               SALON_SYNC_STATUS_STOPPED, flags);
  properties[PROP_WAITING] = g_param_spec_int64 ("waiting", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_REVIEWS] = g_param_spec_int64 ("reviews", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LAST_SYNCED] =
    g_param_spec_int64 ("last-synced", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_OFFLINE_SINCE] =
    g_param_spec_int64 ("offline-since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_PULLED] = g_signal_new ("pulled", SALON_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, SALON_TYPE_CHANGE);
}

static void
salon_sync_init (SalonSync *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->pace = *salon_sync_pace_get_default ();
}

SalonSync *
salon_sync_new (SalonWorker *worker,
                SalonRemote *remote,
                const char *device,
                const char *device_name)
{
  SalonSync *self = NULL;

  g_return_val_if_fail (SALON_IS_WORKER (worker) && SALON_IS_REMOTE (remote), NULL);
  g_return_val_if_fail (device != NULL && device_name != NULL, NULL);

  self = g_object_new (SALON_TYPE_SYNC, NULL);
  self->worker = g_object_ref (worker);
  self->remote = g_object_ref (remote);
  self->device = g_strdup (device);
  self->device_name = g_strdup (device_name);
  return self;
}

void
salon_sync_set_pace (SalonSync *self, const SalonSyncPace *pace)
{
  g_return_if_fail (SALON_IS_SYNC (self));
  g_return_if_fail (pace != NULL && pace->now != NULL);

  self->pace = *pace;
}

static SalonSyncLoop *
make_loop (SalonSync *self)
{
  SalonSyncLoop *loop = g_new0 (SalonSyncLoop, 1);

  loop->worker = g_object_ref (self->worker);
  loop->remote = g_object_ref (self->remote);
  loop->device = g_strdup (self->device);
  loop->device_name = g_strdup (self->device_name);
  loop->pace = self->pace;
  loop->control = salon_sync_control_ref (self->control);
  loop->mailbox = salon_sync_mailbox_ref (self->mailbox);
  loop->predecessor = g_steal_pointer (&self->thread);
  return loop;
}

static void
report_connecting (SalonSync *self)
{
  SalonSyncReport *report = salon_sync_mailbox_lock (self->mailbox);

  report->status = SALON_SYNC_STATUS_CONNECTING;
  salon_sync_mailbox_post (self->mailbox);
}

static void
start_counting (SalonSync *self)
{
  SalonSyncFile file = { .worker = self->worker, .mailbox = self->mailbox };

  salon_sync_file_count (&file);
}

void
salon_sync_start (SalonSync *self)
{
  SalonSyncReport *report = NULL;

  g_return_if_fail (SALON_IS_SYNC (self));

  if (self->control != NULL)
    return;
  self->control = salon_sync_control_new ();
  self->mailbox = salon_sync_mailbox_new (self->context, delivered, self);
  report = salon_sync_mailbox_lock (self->mailbox);
  *report = self->shown;
  report->failure = NULL;
  salon_sync_mailbox_post (self->mailbox);
  report_connecting (self);
  start_counting (self);
  self->thread = g_thread_new ("salon-sync", salon_sync_loop_run, make_loop (self));
}

void
salon_sync_stop (SalonSync *self)
{
  SalonSyncReport stopped = { 0 };

  g_return_if_fail (SALON_IS_SYNC (self));

  if (self->control == NULL)
    return;
  salon_sync_control_stop (self->control);
  if (salon_sync_control_wait_left (self->control, SALON_SYNC_STOP_MS))
    g_thread_join (g_steal_pointer (&self->thread));
  salon_sync_mailbox_close (self->mailbox);
  g_clear_pointer (&self->mailbox, salon_sync_mailbox_unref);
  g_clear_pointer (&self->control, salon_sync_control_unref);

  stopped = self->shown;
  stopped.status = SALON_SYNC_STATUS_STOPPED;
  stopped.failure = NULL;
  stopped.offline_since = 0;
  show (self, &stopped);
}

void
salon_sync_wake (SalonSync *self)
{
  g_return_if_fail (SALON_IS_SYNC (self));

  if (self->control == NULL)
    return;
  start_counting (self);
  salon_sync_control_wake (self->control, FALSE);
}

void
salon_sync_retry (SalonSync *self)
{
  g_return_if_fail (SALON_IS_SYNC (self));

  if (self->control == NULL)
    return;
  start_counting (self);
  salon_sync_control_wake (self->control, TRUE);
}

/* The history */

typedef struct
{
  SalonRemote *remote;
  char *table;
  char *id;
  guint at_most;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->remote);
  g_free (question->table);
  g_free (question->id);
  g_free (question);
}

static void
ask (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  GPtrArray *entries = salon_remote_read_history (question->remote, question->table, question->id,
                                                  question->at_most, cancellable, &error);

  /* Whoever has the answer may be sure that nobody asks any more. */
  g_clear_object (&question->remote);
  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* The thread knows the remote alone: it must not be the last to let go of the sync. */
static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
salon_sync_read_history_async (SalonSync *self,
                               const char *table,
                               const char *id,
                               guint at_most,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) asking = NULL;
  GTask *task = NULL;
  Question *question = NULL;

  g_return_if_fail (SALON_IS_SYNC (self));
  g_return_if_fail (table != NULL && at_most > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, salon_sync_read_history_async);
  question = g_new0 (Question, 1);
  question->remote = g_object_ref (self->remote);
  question->table = g_strdup (table);
  question->id = g_strdup (id);
  question->at_most = at_most;
  asking = g_task_new (NULL, cancellable, asked_cb, task);
  g_task_set_source_tag (asking, ask);
  g_task_set_task_data (asking, question, question_free);
  g_task_run_in_thread (asking, ask);
}

GPtrArray *
salon_sync_read_history_finish (SalonSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
salon_sync_get_device (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), NULL);

  return self->device;
}

const char *
salon_sync_get_device_name (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), NULL);

  return self->device_name;
}

SalonSyncStatus
salon_sync_get_status (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), SALON_SYNC_STATUS_STOPPED);

  return self->shown.status;
}

gint64
salon_sync_get_waiting (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), 0);

  return self->shown.waiting;
}

gint64
salon_sync_get_reviews (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), 0);

  return self->shown.reviews;
}

gint64
salon_sync_get_last_synced (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), 0);

  return self->shown.last_synced;
}

double
salon_sync_get_progress (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), 0);

  return self->shown.progress;
}

const GError *
salon_sync_get_failure (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), NULL);

  return self->shown.failure;
}

gint64
salon_sync_get_offline_since (SalonSync *self)
{
  g_return_val_if_fail (SALON_IS_SYNC (self), 0);

  return self->shown.offline_since;
}
