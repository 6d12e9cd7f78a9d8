/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-events.h"

#include "database/salon-connection.h"

#define HEARTBEAT_MS 15000
#define LIFE_US (10 * 60 * (gint64) G_USEC_PER_SEC)
#define PAUSE_MS 1000

typedef struct
{
  SalonServerStream *stream;
  gint64 ends_at; /* monotonic */
} Listener;

struct _SalonServerEvents
{
  SalonConnectionSettings *settings;
  SalonServerEventsFunc func;
  gpointer user_data;
  GThread *thread;
  GCancellable *stop;
  GMutex mutex;
  GArray *listeners;
  int is_listening; /* atomic */
};

static void
clear_listener (gpointer data)
{
  Listener *listener = data;

  salon_server_stream_close (listener->stream);
  salon_server_stream_unref (listener->stream);
}

/* Those who have gone, or were here for long enough, are forgotten. */
static void
tell_all (SalonServerEvents *self, const char *text)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 now = g_get_monotonic_time ();

  for (guint i = self->listeners->len; i > 0; i--)
    {
      Listener *listener = &g_array_index (self->listeners, Listener, i - 1);

      if (now >= listener->ends_at || !salon_server_stream_push (listener->stream, text))
        g_array_remove_index_fast (self->listeners, i - 1);
    }
}

static void
tell_of_change (SalonServerEvents *self)
{
  tell_all (self, SALON_SERVER_EVENTS_CHANGE);
  if (self->func != NULL)
    self->func (self->user_data);
}

/* Until the connection is lost or the program ends. */
static void
listen (SalonServerEvents *self, GError **error)
{
  g_autoptr (SalonConnection) connection =
    salon_connection_open (self->settings, self->stop, error);

  if (connection == NULL
      || !salon_connection_execute (connection, "LISTEN salon", self->stop, error))
    return;
  g_atomic_int_set (&self->is_listening, TRUE);
  tell_of_change (self);
  while (!g_cancellable_is_cancelled (self->stop))
    {
      gint64 began = g_get_monotonic_time ();

      if (!salon_connection_wait (connection, self->stop, HEARTBEAT_MS, error))
        return;
      if (g_get_monotonic_time () - began < HEARTBEAT_MS * G_GINT64_CONSTANT (1000))
        tell_of_change (self);
      else
        tell_all (self, SALON_SERVER_EVENTS_HEARTBEAT);
    }
}

/* The end of the program ends it. */
static void
pause_a_moment (SalonServerEvents *self)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (self->stop, &fd))
    return;
  g_poll (&fd, 1, PAUSE_MS);
  g_cancellable_release_fd (self->stop);
}

static gpointer
run (gpointer data)
{
  SalonServerEvents *self = data;

  while (!g_cancellable_is_cancelled (self->stop))
    {
      g_autoptr (GError) error = NULL;

      listen (self, &error);
      g_atomic_int_set (&self->is_listening, FALSE);
      if (g_cancellable_is_cancelled (self->stop))
        break;
      g_warning ("nobody listens to the database: %s", error != NULL ? error->message : "");
      pause_a_moment (self);
    }
  return NULL;
}

SalonServerEvents *
salon_server_events_new (const SalonConnectionSettings *settings,
                         SalonServerEventsFunc func,
                         gpointer user_data)
{
  SalonServerEvents *self;

  g_return_val_if_fail (settings != NULL, NULL);

  self = g_new0 (SalonServerEvents, 1);
  self->settings = salon_connection_settings_copy (settings);
  self->func = func;
  self->user_data = user_data;
  self->stop = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  self->listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  g_array_set_clear_func (self->listeners, clear_listener);
  self->thread = g_thread_new ("events", run, self);
  return self;
}

void
salon_server_events_free (SalonServerEvents *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_array_unref (self->listeners);
  g_object_unref (self->stop);
  g_mutex_clear (&self->mutex);
  salon_connection_settings_free (self->settings);
  g_free (self);
}

gboolean
salon_server_events_add (SalonServerEvents *self, SalonServerStream *stream)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Listener listener;

  g_return_val_if_fail (self != NULL && stream != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->listeners->len >= SALON_SERVER_EVENTS_MAX_STREAMS)
    return FALSE;
  listener.stream = salon_server_stream_ref (stream);
  listener.ends_at = g_get_monotonic_time () + LIFE_US;
  g_array_append_val (self->listeners, listener);
  return TRUE;
}

gboolean
salon_server_events_is_listening (SalonServerEvents *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_atomic_int_get (&self->is_listening);
}
