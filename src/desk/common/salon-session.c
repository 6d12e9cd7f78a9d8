/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker writes, the reader reads, and this object keeps the two in step: a change is announced
 * only when it is committed, and only after everything kept here has been read anew. Main thread.
 */
#include "salon-session.h"

#include "common/salon-hold-timer.h"
#include "common/salon-undo-words.h"
#include "common/salon-words.h"
#include "store/salon-store-error.h"
#include "store/salon-store-sync.h"

struct _SalonSession
{
  GObject parent_instance;

  char *path;
  gboolean is_sample;
  gboolean is_read_only;
  SalonWorker *worker;
  SalonReader *reader;
  SalonSync *sync;       /* nullable */
  SalonOnline *online;   /* nullable */
  SalonHoldTimer *holds; /* NULL: not loaded yet, or closed */

  SalonOpeningHours *hours;
  GListStore *services;
  GHashTable *settings; /* key → text of the JSON value: strings as they are, others as JSON */
  char *staff_id;
  GTimeZone *zone;
  SalonUndoState undo_state;

  gboolean has_fixed_now;
  SalonMoment fixed_now;
};

G_DEFINE_FINAL_TYPE (SalonSession, salon_session, G_TYPE_OBJECT)

enum
{
  PROP_UNDO_LABEL = 1,
  PROP_REDO_LABEL,
  PROP_ONLINE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  CHANGED,
  RECEIVED,
  DONE,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REDO_LABEL]);
}

static void
read_setting (SalonSession *self, JsonObject *row)
{
  const char *key = json_object_get_string_member_with_default (row, "key", NULL);
  JsonNode *value = json_object_get_member (row, "value");

  if (key == NULL || value == NULL)
    return;
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    g_hash_table_insert (self->settings, g_strdup (key), json_node_dup_string (value));
  else
    g_hash_table_insert (self->settings, g_strdup (key), json_to_string (value, FALSE));
}

static gboolean
read_settings (SalonSession *self, GError **error)
{
  g_autoptr (GPtrArray) rows = salon_reader_list_rows (self->reader, "salon_settings", error);
  if (rows == NULL)
    return FALSE;

  g_hash_table_remove_all (self->settings);
  for (guint i = 0; i < rows->len; i++)
    read_setting (self, g_ptr_array_index (rows, i));

  const char *zone = salon_session_get_setting (self, "salon.zone");
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_new_identifier (zone != NULL ? zone : "Europe/Paris");
  if (self->zone == NULL)
    self->zone = g_time_zone_new_local ();
  return TRUE;
}

static gboolean
read_services (SalonSession *self, GError **error)
{
  g_autoptr (GPtrArray) services = salon_reader_list_services (self->reader, FALSE, error);
  if (services == NULL)
    return FALSE;

  g_list_store_splice (self->services, 0, g_list_model_get_n_items (G_LIST_MODEL (self->services)),
                       services->pdata, services->len);
  return TRUE;
}

static gboolean
read_hours (SalonSession *self, GError **error)
{
  g_autoptr (SalonOpeningHours) hours = salon_reader_get_opening_hours (self->reader, error);
  if (hours == NULL)
    return FALSE;

  g_set_object (&self->hours, hours);
  return TRUE;
}

static gboolean
read_everything (SalonSession *self, GError **error)
{
  g_clear_pointer (&self->staff_id, g_free);
  self->staff_id = salon_reader_dup_staff_id (self->reader, error);
  return self->staff_id != NULL && read_settings (self, error) && read_services (self, error)
         && read_hours (self, error);
}

/* @change: NULL: anything may be different. */
static gboolean
read_what_changed (SalonSession *self, SalonChange *change, GError **error)
{
  if (change == NULL)
    return read_everything (self, error);

  gboolean settings = salon_change_touches (change, "salon_settings", NULL);
  gboolean hours = settings || salon_change_touches (change, "availabilities", NULL)
                   || salon_change_touches (change, "opening_exceptions", NULL)
                   || salon_change_touches (change, "blocked_dates", NULL);

  return (!settings || read_settings (self, error)) && (!hours || read_hours (self, error))
         && (!salon_change_touches (change, "services", NULL) || read_services (self, error));
}

static void
announce_failure (SalonSession *self, const GError *error)
{
  g_autofree char *sentence = salon_words_for_error (error);

  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static void
announce_failed_save (SalonSession *self, const GError *error)
{
  g_autofree char *sentence = salon_words_for_failed_save (error);

  g_signal_emit (self, signals[FAILED], 0, sentence);
}

void
salon_session_report (SalonSession *self, const GError *error)
{
  g_return_if_fail (SALON_IS_SESSION (self));
  g_return_if_fail (error != NULL);
  announce_failure (self, error);
}

/* Whoever waits for @outcome's operation has been told nothing yet; the pages are told here. */
static void
announce_change (SalonSession *self, Outcome *outcome)
{
  g_autoptr (GError) error = NULL;

  /* Closed meanwhile: it is saved, and no page is left to be told. */
  if (self->reader == NULL)
    return;
  if (!read_what_changed (self, outcome->applied, &error))
    announce_failure (self, error);
  take_undo_state (self, outcome);
  if (self->sync != NULL)
    salon_sync_wake (self->sync);
  g_signal_emit (self, signals[CHANGED], 0, outcome->applied);
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
  g_signal_emit (self, signals[DONE], 0, salon_change_get_label (outcome->applied), TRUE);
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
    announce_failure (self, error);
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
  if (!read_what_changed (self, change, &error))
    announce_failure (self, error);
  g_signal_emit (self, signals[CHANGED], 0, change);
  g_signal_emit (self, signals[RECEIVED], 0, change);
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
    g_signal_emit (self, signals[DONE], 0, salon_change_get_label (outcome->applied), TRUE);
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

void
salon_session_set_sync (SalonSession *self, SalonSync *sync)
{
  g_return_if_fail (SALON_IS_SESSION (self));

  if (self->sync == sync)
    return;
  if (self->sync != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->sync, salon_session_receive, self);
      salon_sync_stop (self->sync);
    }
  g_set_object (&self->sync, sync);
  if (sync != NULL)
    g_signal_connect_object (sync, "pulled", G_CALLBACK (salon_session_receive), self,
                             G_CONNECT_SWAPPED);
}

SalonSync *
salon_session_get_sync (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->sync;
}

void
salon_session_set_online (SalonSession *self, SalonOnline *online)
{
  g_return_if_fail (SALON_IS_SESSION (self));

  if (g_set_object (&self->online, online))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

SalonOnline *
salon_session_get_online (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->online;
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
  g_signal_emit (self, signals[DONE], 0, sentence, FALSE);
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
  if (self->reader == NULL || !read_everything (self, self->is_read_only ? NULL : &error))
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

SalonSession *
salon_session_new (const char *path, gboolean is_sample)
{
  g_return_val_if_fail (path != NULL, NULL);

  SalonSession *self = g_object_new (SALON_TYPE_SESSION, NULL);
  self->path = g_strdup (path);
  self->is_sample = is_sample;
  self->worker = salon_worker_new (path);
  return self;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;
  *place = g_object_ref (result);
}

SalonSession *
salon_session_open (const char *path, gboolean is_sample, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (SalonSession) self = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  self = salon_session_new (path, is_sample);
  salon_session_load_async (self, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  if (!salon_session_load_finish (self, result, error))
    {
      salon_session_close (self);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
salon_session_close (SalonSession *self)
{
  g_return_if_fail (SALON_IS_SESSION (self));

  salon_session_set_online (self, NULL);
  salon_session_set_sync (self, NULL);
  g_clear_pointer (&self->holds, salon_hold_timer_free);
  /* The last connection folds the log into the file, and only the worker's may write. */
  g_clear_object (&self->reader);
  if (self->worker != NULL)
    salon_worker_close (self->worker);
}

void
salon_session_set_now (SalonSession *self, SalonMoment now)
{
  g_return_if_fail (SALON_IS_SESSION (self));
  self->has_fixed_now = TRUE;
  self->fixed_now = now;
  if (self->holds != NULL)
    salon_hold_timer_look (self->holds);
}

gboolean
salon_session_has_fixed_now (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), FALSE);
  return self->has_fixed_now;
}

SalonReader *
salon_session_get_reader (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->reader;
}

SalonWorker *
salon_session_get_worker (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->worker;
}

const char *
salon_session_get_path (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->path;
}

gboolean
salon_session_is_read_only (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), FALSE);
  return self->is_read_only;
}

gboolean
salon_session_is_sample (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), FALSE);
  return self->is_sample;
}

SalonOpeningHours *
salon_session_get_hours (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->hours;
}

GListModel *
salon_session_get_services (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->services);
}

const char *
salon_session_get_staff_id (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->staff_id;
}

const char *
salon_session_get_setting (SalonSession *self, const char *key)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return g_hash_table_lookup (self->settings, key);
}

const char *
salon_session_get_currency (SalonSession *self)
{
  const char *currency = salon_session_get_setting (self, "salon.currency");
  return currency != NULL && *currency != '\0' ? currency : "EUR";
}

int
salon_session_get_step (SalonSession *self)
{
  const char *text = salon_session_get_setting (self, "calendar.step_minutes");
  gint64 step = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return step == 5 || step == 10 || step == 15 || step == 30 ? (int) step : 15;
}

SalonMoment
salon_session_get_now (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), 0);

  if (self->has_fixed_now)
    return self->fixed_now;
  return salon_moment_from_instant (g_get_real_time () / G_USEC_PER_SEC, self->zone);
}

SalonMoment
salon_session_get_moment (SalonSession *self, gint64 instant)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), 0);
  return salon_moment_from_instant (instant, self->zone);
}

GTimeZone *
salon_session_dup_zone (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return g_time_zone_ref (self->zone);
}

gint64
salon_session_get_instant (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), 0);

  if (self->has_fixed_now)
    return salon_moment_to_instant (self->fixed_now, self->zone);
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
salon_session_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  SalonSession *self = SALON_SESSION (object);

  switch (property_id)
    {
    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_state.undo_label);
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, self->undo_state.redo_label);
      break;
    case PROP_ONLINE:
      g_value_set_object (value, self->online);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
salon_session_dispose (GObject *object)
{
  SalonSession *self = SALON_SESSION (object);

  salon_session_close (self);
  g_clear_object (&self->worker);
  G_OBJECT_CLASS (salon_session_parent_class)->dispose (object);
}

static void
salon_session_finalize (GObject *object)
{
  SalonSession *self = SALON_SESSION (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->hours);
  g_clear_object (&self->services);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->staff_id, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  salon_undo_state_clear (&self->undo_state);
  G_OBJECT_CLASS (salon_session_parent_class)->finalize (object);
}

static void
salon_session_class_init (SalonSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = salon_session_get_property;
  object_class->dispose = salon_session_dispose;
  object_class->finalize = salon_session_finalize;

  properties[PROP_UNDO_LABEL] =
    g_param_spec_string ("undo-label", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_REDO_LABEL] =
    g_param_spec_string ("redo-label", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ONLINE] =
    g_param_spec_object ("online", NULL, NULL, SALON_TYPE_ONLINE,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CHANGED] = g_signal_new ("changed", SALON_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, SALON_TYPE_CHANGE);
  signals[RECEIVED] = g_signal_new ("received", SALON_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, SALON_TYPE_CHANGE);
  signals[DONE] = g_signal_new ("done", SALON_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[FAILED] = g_signal_new ("failed", SALON_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
salon_session_init (SalonSession *self)
{
  self->services = g_list_store_new (SALON_TYPE_SERVICE);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->zone = g_time_zone_new_identifier ("Europe/Paris");
  if (self->zone == NULL)
    self->zone = g_time_zone_new_local ();
}
