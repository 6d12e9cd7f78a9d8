/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-stream.h"

#include <string.h>

#define MOST_WAITING (256 * 1024)

struct _SalonServerStream
{
  gatomicrefcount n_references;
  GMutex mutex;
  /* The rest under the mutex. */
  GString *waiting;
  gboolean is_closed;
  SalonServerStreamWakeFunc wake;
  gpointer wake_data;
};

SalonServerStream *
salon_server_stream_new (void)
{
  SalonServerStream *self = g_new0 (SalonServerStream, 1);

  g_atomic_ref_count_init (&self->n_references);
  g_mutex_init (&self->mutex);
  self->waiting = g_string_new (NULL);
  return self;
}

SalonServerStream *
salon_server_stream_ref (SalonServerStream *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_references);
  return self;
}

void
salon_server_stream_unref (SalonServerStream *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_references))
    return;
  g_mutex_clear (&self->mutex);
  g_string_free (self->waiting, TRUE);
  g_free (self);
}

/* Under the mutex, for the reader may be freed as soon as it is not held. */
static void
wake_reader (SalonServerStream *self)
{
  SalonServerStreamWakeFunc wake = g_steal_pointer (&self->wake);

  if (wake != NULL)
    wake (self->wake_data);
}

gboolean
salon_server_stream_push (SalonServerStream *self, const char *text)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->waiting->len + strlen (text) > MOST_WAITING)
    self->is_closed = TRUE;
  else if (!self->is_closed)
    g_string_append (self->waiting, text);
  wake_reader (self);
  return !self->is_closed;
}

void
salon_server_stream_close (SalonServerStream *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  self->is_closed = TRUE;
  wake_reader (self);
}

gboolean
salon_server_stream_is_closed (SalonServerStream *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, TRUE);

  locker = g_mutex_locker_new (&self->mutex);
  return self->is_closed;
}

gssize
salon_server_stream_take (SalonServerStream *self,
                          char *buffer,
                          gsize size,
                          SalonServerStreamWakeFunc wake,
                          gpointer user_data)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gsize n_bytes;

  g_return_val_if_fail (self != NULL && buffer != NULL, -1);

  locker = g_mutex_locker_new (&self->mutex);
  n_bytes = MIN (size, self->waiting->len);
  if (n_bytes == 0 && self->is_closed)
    return -1;
  if (n_bytes == 0)
    {
      self->wake = wake;
      self->wake_data = user_data;
      return 0;
    }
  memcpy (buffer, self->waiting->str, n_bytes);
  g_string_erase (self->waiting, 0, (gssize) n_bytes);
  return (gssize) n_bytes;
}
