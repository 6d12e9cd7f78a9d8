/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-listener.h"

#include "core/salon-day.h"
#include "salon-server-cache.h"
#include "salon-server-marks.h"

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

/* Of more rows at once it is not asked which days they touch. */
#define MOST_ROWS 128

/* What a look has found. */
typedef struct
{
  gboolean is_any;
  gboolean is_of_catalogue;
  gboolean is_of_all_days;
  GArray *marks; /* of days and rows */
} Change;

static gboolean
run (SalonServerListener *self,
     SalonConnection *connection,
     const char *sql,
     const char *fence,
     PGresult **rows,
     GError **error)
{
  *rows = salon_connection_query_prepared (connection, sql, 1, (const char *[]) { fence },
                                           self->cancellable, error);
  return *rows != NULL;
}

/* A setting of the site, say, leaves the days alone. */
static gboolean
has_say_in_days (const char *key)
{
  return g_str_equal (key, "salon.zone") || g_str_has_prefix (key, "holidays.")
         || g_str_has_prefix (key, "online.");
}

/* Where the row is now; where it was, those answers know that it had a say in. */
static void
take_days (Change *change, const char *id, const char *first, const char *last)
{
  SalonDay from, to;

  salon_server_marks_add_row (change->marks, id);
  if (*first == '\0' || *last == '\0')
    return;
  if (!salon_day_parse (first, &from, NULL) || !salon_day_parse (last, &to, NULL)
      || !salon_server_marks_add_days (change->marks, from, to))
    change->is_of_all_days = TRUE;
}

static void
take_row (Change *change, const PGresult *rows, int row)
{
  const char *entity = PQgetvalue (rows, row, 1), *id = PQgetvalue (rows, row, 2);
  const char *first = PQgetvalue (rows, row, 3), *last = PQgetvalue (rows, row, 4);

  change->is_any = TRUE;
  if (g_str_equal (entity, "bookings"))
    {
      take_days (change, id, first, last);
      return;
    }
  if (g_str_equal (entity, "opening_exceptions") || g_str_equal (entity, "blocked_dates"))
    take_days (change, id, first, last);
  else if (g_str_equal (entity, "services"))
    {
      salon_server_marks_add_row (change->marks, id);
      salon_server_marks_add_row (change->marks, SALON_SERVER_MARK_ANY_SERVICE);
    }
  else if (g_str_equal (entity, "salon_settings"))
    change->is_of_all_days |= has_say_in_days (id);
  else if (g_str_equal (entity, "staff") || g_str_equal (entity, "availabilities"))
    change->is_of_all_days = TRUE;
  else
    return;
  change->is_of_catalogue = TRUE;
}

/* Too much to look at each of it. */
static gboolean
look_roughly (SalonServerListener *self,
              SalonConnection *connection,
              Change *change,
              const char *fence,
              GError **error)
{
  static const char sql[] =
    "SELECT coalesce (bool_or (s.entity IN ('services', 'staff', 'availabilities',"
    "   'opening_exceptions', 'blocked_dates', 'salon_settings')), FALSE)"
    " FROM salon.sync_rows AS s WHERE s.xid >= $1::xid8";
  g_autoptr (PGresult) rows = NULL;

  if (!run (self, connection, sql, fence, &rows, error))
    return FALSE;
  change->is_any = TRUE;
  change->is_of_all_days = TRUE;
  change->is_of_catalogue = *PQgetvalue (rows, 0, 0) == 't';
  return TRUE;
}

/* The lines of a booking say nothing about its place: only the booking does. */
static gboolean
look_closely (SalonServerListener *self,
              SalonConnection *connection,
              Change *change,
              char **fence,
              GError **error)
{
  static const char sql[] =
    "SELECT once.fence, s.entity, s.id, place.first, place.last"
    " FROM (SELECT pg_snapshot_xmin (pg_current_snapshot ())::text AS fence) AS once"
    " LEFT JOIN (SELECT entity, id FROM salon.sync_rows WHERE xid >= $1::xid8 ORDER BY xid, seq"
    "   LIMIT 1 + " G_STRINGIFY (
      MOST_ROWS) ") AS s ON TRUE"
                 " LEFT JOIN LATERAL ("
                 "   SELECT (lower (during) - INTERVAL '4 hours')::date::text AS first,"
                 "     (upper (during) + INTERVAL '239 minutes')::date::text AS last FROM bookings"
                 "   WHERE id = CASE s.entity WHEN 'bookings' THEN s.id::uuid END"
                 "   UNION ALL SELECT from_date::text, to_date::text FROM opening_exceptions"
                 "   WHERE id = CASE s.entity WHEN 'opening_exceptions' THEN s.id::uuid END"
                 "   UNION ALL SELECT date::text, date::text FROM blocked_dates"
                 "   WHERE id = CASE s.entity WHEN 'blocked_dates' THEN s.id::uuid END) AS place ON TRUE";
  g_autoptr (PGresult) rows = NULL;

  if (!run (self, connection, sql, *fence, &rows, error)
      || (PQntuples (rows) > MOST_ROWS && !look_roughly (self, connection, change, *fence, error)))
    return FALSE;
  for (int i = 0; i < PQntuples (rows) && !PQgetisnull (rows, i, 1); i++)
    take_row (change, rows, i);
  g_free (*fence);
  *fence = g_strdup (PQgetvalue (rows, 0, 0));
  return TRUE;
}

/* What was written since the oldest transaction that ran when we last looked: some of it twice. */
static gboolean
look (SalonServerListener *self, SalonConnection *connection, char **fence, GError **error)
{
  SalonServerCache *cache = self->shared->cache;
  g_autoptr (GArray) marks = salon_server_marks_new ();
  Change change = { .marks = marks };

  if (!look_closely (self, connection, &change, fence, error))
    return FALSE;
  if (change.is_of_all_days)
    salon_server_cache_drop (cache, change.is_of_catalogue ? SALON_SERVER_TOPIC_CATALOGUE
                                                           : SALON_SERVER_TOPIC_DAYS);
  else
    salon_server_cache_drop_marked (cache, change.is_of_catalogue, marks);
  if (change.is_any && self->shared->changed != NULL)
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
        /* What is new lies at the end of the index, whatever the planner takes it for. */
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
