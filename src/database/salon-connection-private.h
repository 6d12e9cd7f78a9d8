/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opening a connection and using it in several ways share. Private to salon-connection*.c. */
#pragma once

#include "salon-connection.h"

G_BEGIN_DECLS

struct _SalonConnection
{
  PGconn *connection;
  gint64 patience_us;   /* 0: for ever */
  char sqlstate[6];     /* of the last failure */
  guint64 n_received;   /* what had come when the last result or notification was whole */
  gboolean counts;      /* the system knows how much has come over this socket */
  GHashTable *prepared; /* SQL → the name under which this session knows it */
};

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

/* Both fail with @error set, and return FALSE. */
gboolean salon_connection_fail_lost (SalonConnection *self, const char *message, GError **error);
gboolean
salon_connection_fail_with_result (SalonConnection *self, const PGresult *result, GError **error);

gboolean salon_connection_is_good (const PGresult *result);

/* The name of the prepared @sql. */
const char *salon_connection_prepare (SalonConnection *self,
                                      const char *sql,
                                      GCancellable *cancellable,
                                      GError **error);
/* Writes out what has been put into the library's buffer. */
gboolean salon_connection_flush (SalonConnection *self, GCancellable *cancellable, GError **error);
/* The next result in @result, NULL after the last one of a statement. */
gboolean salon_connection_next_result (SalonConnection *self,
                                       PGresult **result,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
