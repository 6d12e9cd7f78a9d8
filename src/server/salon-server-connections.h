/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The connections that are open, and until when each has to have sent a request. The library ends those
 * that say nothing; who sends a byte now and then is ended here. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SalonServerConnections SalonServerConnections;
typedef struct _SalonServerLine SalonServerLine;

/* @speaks: an answer in plain text may be written to a connection that is too slow. */
SalonServerConnections *salon_server_connections_new (guint seconds, gboolean speaks);
void salon_server_connections_free (SalonServerConnections *self);

SalonServerLine *salon_server_connections_add (SalonServerConnections *self, int fd);
void salon_server_connections_remove (SalonServerConnections *self, SalonServerLine *line);

/* A request has begun, or the last one is over: the time begins anew. */
void salon_server_connections_expect (SalonServerConnections *self, SalonServerLine *line);
/* The request is there to its end: no time runs while it is answered. */
void salon_server_connections_rest (SalonServerConnections *self, SalonServerLine *line);

/* Ends those whose time is over. */
void salon_server_connections_sweep (SalonServerConnections *self);
guint salon_server_connections_count (SalonServerConnections *self);

G_END_DECLS
