/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Telling many that something in the salon has changed. Those who want to know are streams that are
 * written to, so nobody who waits holds a thread; who hears of a change is somebody else's (one listener
 * for a process).
 *
 * An event says only "look": what changed is in the feed, also for those who were not there. A line
 * without meaning every quarter of a minute shows that somebody is there, and finds those who are not. A
 * stream ends after ten minutes: whoever comes again shows again that she may.
 *
 * Any thread. Instants are microseconds of any one clock, and are passed in.
 */
#pragma once

#include "salon-server-context.h"
#include "salon-server-stream.h"

G_BEGIN_DECLS

#define SALON_SERVER_EVENTS_MAX_STREAMS 500
#define SALON_SERVER_EVENTS_HEARTBEAT_SECONDS 15
#define SALON_SERVER_EVENTS_LIFE_SECONDS 600
#define SALON_SERVER_EVENTS_CHANGE "event: change\ndata: {}\n\n"
#define SALON_SERVER_EVENTS_HEARTBEAT ":\n\n"

SalonServerEvents *salon_server_events_new (void);
/* Ends all streams. */
void salon_server_events_free (SalonServerEvents *self);

/* FALSE when there are too many. */
gboolean salon_server_events_add (SalonServerEvents *self, SalonServerStream *stream, gint64 now);
guint salon_server_events_get_n_streams (SalonServerEvents *self);

/* Something has changed. */
void salon_server_events_tell (SalonServerEvents *self);

/* Every second or so: what time does. */
void salon_server_events_tick (SalonServerEvents *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerEvents, salon_server_events_free)

G_END_DECLS
