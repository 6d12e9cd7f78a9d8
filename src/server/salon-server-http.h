/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTTP: one event thread that never waits for anything but sockets, and the pool that runs what has
 * come. A connection whose request is being worked on is suspended.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

typedef struct _SalonServerHttp SalonServerHttp;

/* A socket that listens where the configuration says; -1 with @error set. */
int salon_server_http_listen (const SalonServerConfiguration *configuration, GError **error);

/* @fd: (transfer none): of salon_server_http_listen() */
SalonServerHttp *salon_server_http_new (SalonServerShared *shared, int fd, GError **error);
/* Once a second. */
void salon_server_http_tick (SalonServerHttp *self);
/* No new connections; what has come is answered, within @seconds, and then it is over. */
void salon_server_http_stop (SalonServerHttp *self, guint seconds);

G_END_DECLS
