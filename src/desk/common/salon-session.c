/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an open salon is made of, its life and its clock. */
#include "salon-session-private.h"

#include "common/salon-words.h"

G_DEFINE_FINAL_TYPE (SalonSession, salon_session, G_TYPE_OBJECT)

enum
{
  PROP_UNDO_LABEL = 1,
  PROP_REDO_LABEL,
  PROP_ONLINE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

void
salon_session_report (SalonSession *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (SALON_IS_SESSION (self));
  g_return_if_fail (error != NULL);

  sentence = salon_words_for_error (error);
  g_signal_emit_by_name (self, "failed", sentence);
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

  g_signal_new ("changed", SALON_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, SALON_TYPE_CHANGE);
  g_signal_new ("received", SALON_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, SALON_TYPE_CHANGE);
  g_signal_new ("done", SALON_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_STRING, G_TYPE_BOOLEAN);
  g_signal_new ("failed", SALON_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_STRING);
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
