/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One connection to PostgreSQL, for one thread at a time. Everything blocks, and everything that
 * blocks ends: a cancellable ends it at once, and a server that says nothing for as long as the
 * connection's patience is taken for lost.
 *
 * After LOST, a cancel or a callback that failed the connection is of no more use: free it, open
 * another. Every other failure leaves it as it was (inside a transaction: to be rolled back).
 *
 * A server that is not this computer must show a certificate that is valid for its name
 * (sslmode=verify-full). Sessions are in UTC, a statement ends after 30 s and an idle transaction
 * after 10 s, for one idle writer stalls everybody's feed.
 *
 * Errors are SALON_DATABASE_ERROR, their messages are for the log; G_IO_ERROR_CANCELLED for a cancel.
 */
#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>

#include "salon-connection-settings.h"
#include "salon-database-error.h"

G_BEGIN_DECLS

#define SALON_CONNECTION_PATIENCE_MS 20000
/* More than this in one piece, a row or a page, is refused (REPLY) before it has eaten the memory. */
#define SALON_CONNECTION_MAX_REPLY_BYTES (64 * 1024 * 1024)

typedef struct _SalonConnection SalonConnection;

/* One row of a chunk: @row of @rows. FALSE with @error set ends the reading. */
typedef gboolean (*SalonConnectionRowFunc) (const PGresult *rows,
                                            int row,
                                            gpointer user_data,
                                            GError **error);

/* Blocks at most 5 s for each address of the host. */
SalonConnection *salon_connection_open (const SalonConnectionSettings *settings,
                                        GCancellable *cancellable,
                                        GError **error);
void salon_connection_free (SalonConnection *self);

/* How long a server may say nothing while it is asked something; 0 is for ever. */
void salon_connection_set_patience (SalonConnection *self, int milliseconds);

/**
 * salon_connection_query:
 * @sql: one statement
 * @n_values: how many parameters ($1 …) it has
 * @values: (array length=n_values) (nullable): their texts; %NULL is null
 *
 * Returns: (transfer full): the rows as texts, maybe none
 */
PGresult *salon_connection_query (SalonConnection *self,
                                  const char *sql,
                                  int n_values,
                                  const char *const *values,
                                  GCancellable *cancellable,
                                  GError **error);

/* The same, planned once for the connection: for a statement of the program's own that is asked again
 * and again. Each text stays prepared until the connection is freed, so it may not be made of values. */
PGresult *salon_connection_query_prepared (SalonConnection *self,
                                           const char *sql,
                                           int n_values,
                                           const char *const *values,
                                           GCancellable *cancellable,
                                           GError **error);

/* One of several that are asked together. */
typedef struct
{
  const char *sql;
  int n_values;
  const char *const *values;
} SalonConnectionQuestion;

/**
 * salon_connection_query_together:
 * @answers: (out) (array length=n_questions): for each question its rows, transfer full
 *
 * As salon_connection_query_prepared() for several at once: all are on their way before the first is
 * answered, so that they cost one journey. Outside a transaction they are one together. After the first that
 * fails none is run: FALSE with its error, and there are no answers at all.
 */
gboolean salon_connection_query_together (SalonConnection *self,
                                          const SalonConnectionQuestion *questions,
                                          guint n_questions,
                                          PGresult **answers,
                                          GCancellable *cancellable,
                                          GError **error);

/* FALSE when it is known to be broken, without asking the server: for one that was left alone for a
 * while. TRUE promises nothing. */
gboolean salon_connection_is_alive (SalonConnection *self);

/* Is a transaction open, also one that has failed? A connection that is lost says TRUE. */
gboolean salon_connection_is_in_transaction (SalonConnection *self);

/* The first column of the first row; REPLY when there is no row or it is null. */
char *salon_connection_read_text (SalonConnection *self, const char *sql, GError **error);

/* Runs a script of any number of statements, without parameters. */
gboolean salon_connection_execute (SalonConnection *self,
                                   const char *script,
                                   GCancellable *cancellable,
                                   GError **error);

/* As salon_connection_query(), but never holds more than a few thousand rows in memory. */
gboolean salon_connection_each (SalonConnection *self,
                                const char *sql,
                                int n_values,
                                const char *const *values,
                                SalonConnectionRowFunc func,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

/**
 * salon_connection_wait:
 * @wake: (nullable): another thread cancels it to end the waiting; that is no error here
 * @timeout_ms: -1 waits for ever
 *
 * Waits until a notification comes (after a LISTEN) or @wake or the time ends it, and forgets the
 * notifications that came: whoever wakes up looks for herself. Notices a connection that was closed;
 * one that only fell silent a question must find out.
 */
gboolean
salon_connection_wait (SalonConnection *self, GCancellable *wake, int timeout_ms, GError **error);

/* The SQLSTATE of the last failure, "" for one that the server did not name. Transfer none. */
const char *salon_connection_get_sqlstate (SalonConnection *self);
/* 170004 for 17.4. */
int salon_connection_get_server_version (SalonConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonConnection, salon_connection_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)

G_END_DECLS
