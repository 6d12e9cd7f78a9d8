/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-hold-timer.h"

/* A computer that slept wakes up late; nobody is sorry about a minute. */
#define LONGEST_WAIT_SECONDS 60

struct _SalonHoldTimer
{
  SalonSession *session;
  guint source;
};

static gboolean
knows_enough (SalonSession *session)
{
  SalonSync *sync = salon_session_get_sync (session);
  SalonSyncStatus status =
    sync != NULL ? salon_sync_get_status (sync) : SALON_SYNC_STATUS_UP_TO_DATE;

  return !salon_session_is_read_only (session) && status == SALON_SYNC_STATUS_UP_TO_DATE;
}

static gboolean look_cb (gpointer data);

/* The earliest one is seen to a second after its time; what cannot be done now is tried again. */
static void
wait_for (SalonHoldTimer *self, gint64 seconds)
{
  self->source =
    g_timeout_add_seconds ((guint) CLAMP (seconds, 1, LONGEST_WAIT_SECONDS), look_cb, self);
}

static gboolean
look_cb (gpointer data)
{
  SalonHoldTimer *self = data;
  SalonReader *reader = salon_session_get_reader (self->session);
  gint64 now = salon_session_get_instant (self->session);
  gint64 expires_at = 0;

  self->source = 0;
  /* What is wrong with the file is told by those who show it. */
  if (reader == NULL || !salon_reader_find_next_hold (reader, &expires_at, NULL) || expires_at == 0)
    return G_SOURCE_REMOVE;
  if (expires_at < now && knows_enough (self->session))
    salon_session_release_holds (self->session);
  wait_for (self, expires_at < now ? LONGEST_WAIT_SECONDS : expires_at - now + 1);
  return G_SOURCE_REMOVE;
}

void
salon_hold_timer_look (SalonHoldTimer *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_idle_add_full (G_PRIORITY_LOW, look_cb, self, NULL);
}

SalonHoldTimer *
salon_hold_timer_new (SalonSession *session)
{
  SalonHoldTimer *self = g_new0 (SalonHoldTimer, 1);

  self->session = session;
  salon_hold_timer_look (self);
  return self;
}

void
salon_hold_timer_free (SalonHoldTimer *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}
