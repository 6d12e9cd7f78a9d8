/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-listener.h"

#include "salon-server-cache.h"

/* A connection that fell silent is noticed by asking. */
#define WAIT_MS 15000
#define RETRY_MS 2000
/* In a rush one look serves many changes. Meanwhile nobody listens: PostgreSQL would wake this connection at
 * every single commit, at the expense of whoever commits. */
#define GATHER_MS 20

struct _SalonServerListener
{
  SalonServerShared *shared;
  GCancellable *cancellable;
  GThread *thread;
};

/* What was written since the oldest transaction that ran when we last looked: some of it twice. */
static gboolean
look (SalonServerListener *self, SalonConnection *connection, char **fence, GError **error)
{
  static const char sql[] =
    "SELECT pg_snapshot_xmin (pg_current_snapshot ())::text,"
    " coalesce (bool_or (s.entity IN ('services', 'staff', 'availabilities', 'opening_exceptions',"
    "   'blocked_dates', 'salon_settings')), FALSE),"
    " coalesce (bool_or (s.entity IN ('bookings', 'booking_services')), FALSE),"
    " count (s.entity) > 0"
    " FROM (SELECT) AS once LEFT JOIN salon.sync_rows AS s ON s.xid >= $1::xid8";
  g_autoptr (PGresult) rows =
    salon_connection_query_prepared (connection, sql, 1, (const char *[]) { *fence },
                                     self->cancellable, error);

  if (rows == NULL)
    return FALSE;
  g_free (*fence);
  *fence = g_strdup (PQgetvalue (rows, 0, 0));
  if (*PQgetvalue (rows, 0, 1) == 't')
    salon_server_cache_drop (self->shared->cache, SALON_SERVER_TOPIC_CATALOGUE);
  else if (*PQgetvalue (rows, 0, 2) == 't')
    salon_server_cache_drop (self->shared->cache, SALON_SERVER_TOPIC_DAYS);
  if (*PQgetvalue (rows, 0, 3) == 't' && self->shared->changed != NULL)
    self->shared->changed (self->shared->changed_data);
  return TRUE;
}

/* Sleeps, unless the program ends. */
static void
pause_a_little (SalonServerListener *self, int milliseconds)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (self->cancellable, &fd))
    return;
  g_poll (&fd, 1, milliseconds);
  g_cancellable_release_fd (self->cancellable);
}

/* Looks at once, and again after a while: by then somebody listens, so that nothing falls between. */
static gboolean
look_twice (SalonServerListener *self, SalonConnection *connection, char **fence, GError **error)
{
  if (!salon_connection_execute (connection, "UNLISTEN salon", self->cancellable, error)
      || !look (self, connection, fence, error))
    return FALSE;
  pause_a_little (self, GATHER_MS);
  return salon_connection_execute (connection, "LISTEN salon", self->cancellable, error)
         && look (self, connection, fence, error);
}

static gboolean
listen_until_lost (SalonServerListener *self, GError **error)
{
  g_autoptr (SalonConnection) connection =
    salon_connection_open (self->shared->configuration->database, self->cancellable, error);
  g_autofree char *fence = NULL;

  if (connection == NULL
      || !salon_connection_execute (
        connection,
        "SET application_name = 'serenaia-server listener';"
        /* What is new lies at the end of the index, whatever the planner
                                     * takes for a third of a table that it does not know yet. */
        "SET enable_seqscan = off;"
        "LISTEN salon",
        self->cancellable, error))
    return FALSE;
  fence =
    salon_connection_read_text (connection,
                                "SELECT pg_snapshot_xmin (pg_current_snapshot ())::text", error);
  if (fence == NULL)
    return FALSE;
  salon_server_cache_set_hears (self->shared->cache, TRUE);
  /* Something may have been written while nobody listened. */
  if (self->shared->changed != NULL)
    self->shared->changed (self->shared->changed_data);
  while (!g_cancellable_is_cancelled (self->cancellable))
    if (!salon_connection_wait (connection, self->cancellable, WAIT_MS, error)
        || !look_twice (self, connection, &fence, error))
      return FALSE;
  return TRUE;
}

static gpointer
run_cb (gpointer data)
{
  SalonServerListener *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) error = NULL;

      if (!listen_until_lost (self, &error) && !g_cancellable_is_cancelled (self->cancellable))
        g_warning ("changes are not heard of: %s", error->message);
      salon_server_cache_set_hears (self->shared->cache, FALSE);
      if (error != NULL)
        pause_a_little (self, RETRY_MS);
    }
  return NULL;
}

SalonServerListener *
salon_server_listener_new (SalonServerShared *shared)
{
  SalonServerListener *self = g_new0 (SalonServerListener, 1);

  self->shared = shared;
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("listener", run_cb, self);
  return self;
}

void
salon_server_listener_free (SalonServerListener *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_free (self);
}
