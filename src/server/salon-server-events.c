/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-events.h"

typedef struct
{
  SalonServerStream *stream;
  gint64 ends_at;
  gint64 beats_at;
} Listener;

struct _SalonServerEvents
{
  GMutex mutex;
  GArray *listeners;
};

static void
clear_listener (gpointer data)
{
  Listener *listener = data;

  salon_server_stream_close (listener->stream);
  salon_server_stream_unref (listener->stream);
}

SalonServerEvents *
salon_server_events_new (void)
{
  SalonServerEvents *self = g_new0 (SalonServerEvents, 1);

  g_mutex_init (&self->mutex);
  self->listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  g_array_set_clear_func (self->listeners, clear_listener);
  return self;
}

void
salon_server_events_free (SalonServerEvents *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->listeners);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gboolean
salon_server_events_add (SalonServerEvents *self, SalonServerStream *stream, gint64 now)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Listener listener;

  g_return_val_if_fail (self != NULL && stream != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->listeners->len >= SALON_SERVER_EVENTS_MAX_STREAMS)
    return FALSE;
  listener.stream = salon_server_stream_ref (stream);
  listener.ends_at = now + SALON_SERVER_EVENTS_LIFE_SECONDS * (gint64) G_USEC_PER_SEC;
  listener.beats_at = now + SALON_SERVER_EVENTS_HEARTBEAT_SECONDS * (gint64) G_USEC_PER_SEC;
  g_array_append_val (self->listeners, listener);
  return TRUE;
}

guint
salon_server_events_get_n_streams (SalonServerEvents *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->mutex);
  return self->listeners->len;
}

/* From the end, for what is removed has its place taken by the last. */
void
salon_server_events_tell (SalonServerEvents *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  for (guint i = self->listeners->len; i > 0; i--)
    if (!salon_server_stream_push (g_array_index (self->listeners, Listener, i - 1).stream,
                                   SALON_SERVER_EVENTS_CHANGE))
      g_array_remove_index_fast (self->listeners, i - 1);
}

/* FALSE when its time is over, or nobody takes what it says. */
static gboolean
beat (Listener *listener, gint64 now)
{
  if (now >= listener->ends_at)
    return FALSE;
  if (now < listener->beats_at)
    return !salon_server_stream_is_closed (listener->stream);
  listener->beats_at = now + SALON_SERVER_EVENTS_HEARTBEAT_SECONDS * (gint64) G_USEC_PER_SEC;
  return salon_server_stream_push (listener->stream, SALON_SERVER_EVENTS_HEARTBEAT);
}

void
salon_server_events_tick (SalonServerEvents *self, gint64 now)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  for (guint i = self->listeners->len; i > 0; i--)
    if (!beat (&g_array_index (self->listeners, Listener, i - 1), now))
      g_array_remove_index_fast (self->listeners, i - 1);
}
