/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Telling many that something in the salon has changed. One thread with one connection to the database
 * listens for all of a process; those who want to know are streams that it writes to, so nobody who waits
 * holds a thread of the server.
 *
 * An event says only "look": what changed is in the feed, also for those who were not there. After the
 * connection was lost and is back, everybody is told to look, for something may have been missed. A line
 * without meaning every quarter of a minute shows that somebody is there, and finds those who are not. A
 * stream ends after ten minutes: whoever comes again shows again that she may.
 */
#pragma once

#include "database/salon-connection-settings.h"
#include "salon-server-context.h"
#include "salon-server-stream.h"

G_BEGIN_DECLS

#define SALON_SERVER_EVENTS_MAX_STREAMS 500
#define SALON_SERVER_EVENTS_CHANGE "event: change\ndata: {}\n\n"
#define SALON_SERVER_EVENTS_HEARTBEAT ":\n\n"

/* In the thread that listens, each time somebody has changed something. Must not block. */
typedef void (*SalonServerEventsFunc) (gpointer user_data);

/**
 * salon_server_events_new:
 * @func: (nullable): what else wants to know: the caches of the process
 *
 * Begins to listen, after the processes have parted.
 */
SalonServerEvents *salon_server_events_new (const SalonConnectionSettings *settings,
                                            SalonServerEventsFunc func,
                                            gpointer user_data);
/* Ends the thread and all streams. */
void salon_server_events_free (SalonServerEvents *self);

/* FALSE when there are too many. Any thread. */
gboolean salon_server_events_add (SalonServerEvents *self, SalonServerStream *stream);

/* Is somebody listening at this moment? Any thread. */
gboolean salon_server_events_is_listening (SalonServerEvents *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerEvents, salon_server_events_free)

G_END_DECLS
