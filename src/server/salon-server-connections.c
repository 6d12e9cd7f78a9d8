/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-connections.h"

#include <string.h>
#include <sys/socket.h>

struct _SalonServerLine
{
  int fd;
  gint64 deadline; /* monotonic µs; 0: none */
};

struct _SalonServerConnections
{
  GMutex mutex;
  GHashTable *lines; /* a set */
  gint64 patience_us;
  gboolean speaks;
};

static const char too_slow[] =
  "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\nConnection: close\r\n"
  "Cache-Control: no-store\r\nContent-Length: 126\r\n\r\n"
  "{\"type\":\"about:blank\",\"title\":\"Request Timeout\",\"status\":408,\"code\":\"too_slow\","
  "\"detail\":\"The request took too long to come.\"} ";

SalonServerConnections *
salon_server_connections_new (guint seconds, gboolean speaks)
{
  SalonServerConnections *self = g_new0 (SalonServerConnections, 1);

  g_mutex_init (&self->mutex);
  self->lines = g_hash_table_new_full (NULL, NULL, g_free, NULL);
  self->patience_us = (gint64) seconds * G_USEC_PER_SEC;
  self->speaks = speaks;
  return self;
}

void
salon_server_connections_free (SalonServerConnections *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->lines);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

SalonServerLine *
salon_server_connections_add (SalonServerConnections *self, int fd)
{
  SalonServerLine *line = g_new0 (SalonServerLine, 1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  line->fd = fd;
  line->deadline = g_get_monotonic_time () + self->patience_us;
  g_hash_table_add (self->lines, line);
  return line;
}

void
salon_server_connections_remove (SalonServerConnections *self, SalonServerLine *line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove (self->lines, line);
}

void
salon_server_connections_expect (SalonServerConnections *self, SalonServerLine *line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  line->deadline = g_get_monotonic_time () + self->patience_us;
}

void
salon_server_connections_rest (SalonServerConnections *self, SalonServerLine *line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  line->deadline = 0;
}

/* Shut down and not closed: the number of the socket stays the library's, which closes it. */
static void
end_line (SalonServerConnections *self, SalonServerLine *line)
{
  if (self->speaks && send (line->fd, too_slow, strlen (too_slow), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
    g_debug ("who was too slow did not hear it");
  shutdown (line->fd, SHUT_RDWR);
  line->deadline = 0;
}

void
salon_server_connections_sweep (SalonServerConnections *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    if (((SalonServerLine *) line)->deadline != 0 && ((SalonServerLine *) line)->deadline < now)
      end_line (self, line);
}

guint
salon_server_connections_count (SalonServerConnections *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_hash_table_size (self->lines);
}
