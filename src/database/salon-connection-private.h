/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opening a connection and using it share. Private to salon-connection*.c. */
#pragma once

#include "salon-connection.h"

G_BEGIN_DECLS

/* A call to PostgreSQL's library that would block waits here instead.
 *
 * Returns 1 when one of @events (G_IO_IN, G_IO_OUT) is there, 0 when @deadline (monotonic µs, 0: none)
 * has passed, -1 with @error set when @cancellable ended it. */
int salon_connection_poll (PGconn *connection,
                           GIOCondition events,
                           GCancellable *cancellable,
                           gint64 deadline,
                           GError **error);

/* The kind of failure that a SQLSTATE stands for. */
SalonDatabaseError salon_connection_classify (const char *sqlstate);

/* Connects with good manners, but without a password or a name being guessed. */
PGconn *salon_connection_connect (const SalonConnectionSettings *settings,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
