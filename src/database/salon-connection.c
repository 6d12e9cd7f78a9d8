/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-connection-private.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define ROWS_PER_CHUNK 500

int
salon_connection_poll (PGconn *connection,
                       GIOCondition events,
                       GCancellable *cancellable,
                       gint64 deadline,
                       GError **error)
{
  GPollFD fds[2] = { { PQsocket (connection), (gushort) events, 0 } };
  gboolean can_cancel = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fds[1]);
  int ready = 0;

  do
    {
      gint64 left = deadline == 0 ? -1 : MAX (0, deadline - g_get_monotonic_time ());

      ready = g_poll (fds, can_cancel ? 2 : 1, left < 0 ? -1 : (int) ((left + 999) / 1000));
    }
  while (ready < 0);

  if (can_cancel)
    g_cancellable_release_fd (cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  return ready > 0 ? 1 : 0;
}

SalonDatabaseError
salon_connection_classify (const char *sqlstate)
{
  static const struct
  {
    const char *prefix;
    SalonDatabaseError code;
  } kinds[] = {
    { "08", SALON_DATABASE_ERROR_LOST },
    { "28", SALON_DATABASE_ERROR_SIGN_IN },
    { "3D000", SALON_DATABASE_ERROR_NO_DATABASE },
    { "3F000", SALON_DATABASE_ERROR_NOT_PREPARED },
    { "40001", SALON_DATABASE_ERROR_BUSY },
    { "40P01", SALON_DATABASE_ERROR_BUSY },
    { "42501", SALON_DATABASE_ERROR_RIGHTS },
    { "42883", SALON_DATABASE_ERROR_NOT_PREPARED },
    { "42P01", SALON_DATABASE_ERROR_NOT_PREPARED },
    { "53", SALON_DATABASE_ERROR_BUSY },
    { "55P03", SALON_DATABASE_ERROR_BUSY },
    { "57014", SALON_DATABASE_ERROR_BUSY },
    { "57P", SALON_DATABASE_ERROR_LOST },
    { "SA001", SALON_DATABASE_ERROR_NOT_PREPARED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (sqlstate, kinds[i].prefix))
      return kinds[i].code;
  return SALON_DATABASE_ERROR_REPLY;
}

/* What the server says beside its answers; nothing of it is for the person at the desk. */
static void
notice_received_cb (void *unused, const char *message)
{
  g_debug ("%s", message);
}

SalonConnection *
salon_connection_open (const SalonConnectionSettings *settings,
                       GCancellable *cancellable,
                       GError **error)
{
  PGconn *connection;
  SalonConnection *self;

  g_return_val_if_fail (settings != NULL, NULL);

  connection = salon_connection_connect (settings, cancellable, error);
  if (connection == NULL)
    return NULL;

  PQsetNoticeProcessor (connection, notice_received_cb, NULL);
  PQsetnonblocking (connection, TRUE);
  self = g_new0 (SalonConnection, 1);
  self->connection = connection;
  self->counts = TRUE;
  self->prepared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  salon_connection_set_patience (self, SALON_CONNECTION_PATIENCE_MS);
  return self;
}

void
salon_connection_free (SalonConnection *self)
{
  g_return_if_fail (self != NULL);

  PQfinish (self->connection);
  g_hash_table_unref (self->prepared);
  g_free (self);
}

void
salon_connection_set_patience (SalonConnection *self, int milliseconds)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (milliseconds >= 0);

  self->patience_us = (gint64) milliseconds * 1000;
}

gboolean
salon_connection_fail_lost (SalonConnection *self, const char *message, GError **error)
{
  g_autofree char *words = g_strdup (message);

  self->sqlstate[0] = '\0';
  g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_LOST, g_strchomp (words));
  return FALSE;
}

gboolean
salon_connection_fail_with_result (SalonConnection *self, const PGresult *result, GError **error)
{
  const char *sqlstate = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *primary = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  const char *detail = PQresultErrorField (result, PG_DIAG_MESSAGE_DETAIL);

  /* Without a SQLSTATE it is the library that speaks: nothing came, or nothing that it knows. */
  if (sqlstate == NULL)
    return salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);

  g_strlcpy (self->sqlstate, sqlstate, sizeof self->sqlstate);
  g_set_error (error, SALON_DATABASE_ERROR, (int) salon_connection_classify (sqlstate),
               "%s%s%s (%s)", primary, detail != NULL ? ": " : "", detail != NULL ? detail : "",
               sqlstate);
  return FALSE;
}

/* How much has come over the network so far, in bytes; always 0 from a server on this computer, over a
 * socket that does not count, which is asked once. */
static guint64
count_received (SalonConnection *self)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  if (!self->counts)
    return 0;
  self->counts = getsockopt (PQsocket (self->connection), IPPROTO_TCP, TCP_INFO, &info, &size) == 0;
  return self->counts ? info.tcpi_bytes_received : 0;
}

/* Takes what has come into the library's buffer. The library keeps what is no whole result yet, however
 * much it becomes, and does not say how much that is. (It reads on while more is there already, so a server
 * that is quicker than a copy in memory gets somewhat further.) */
static gboolean
take_input (SalonConnection *self, GError **error)
{
  if (!PQconsumeInput (self->connection))
    return salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
  if (count_received (self) - self->n_received <= SALON_CONNECTION_MAX_REPLY_BYTES)
    return TRUE;
  self->sqlstate[0] = '\0';
  g_set_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY,
               "one answer of more than %d MiB", SALON_CONNECTION_MAX_REPLY_BYTES >> 20);
  return FALSE;
}

/* Waits for the server, but no longer than it may be silent. */
static gboolean
await (SalonConnection *self, GIOCondition events, GCancellable *cancellable, GError **error)
{
  gint64 deadline = self->patience_us == 0 ? 0 : g_get_monotonic_time () + self->patience_us;
  int ready = salon_connection_poll (self->connection, events, cancellable, deadline, error);

  return ready > 0
         || (ready == 0
             && salon_connection_fail_lost (self, "the server has fallen silent", error));
}

gboolean
salon_connection_flush (SalonConnection *self, GCancellable *cancellable, GError **error)
{
  int left;

  while ((left = PQflush (self->connection)) > 0)
    {
      /* A server that is answering must be read, or both sides wait for the other. */
      if (!await (self, G_IO_IN | G_IO_OUT, cancellable, error) || !take_input (self, error))
        return FALSE;
    }
  return left == 0 || salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
}

gboolean
salon_connection_next_result (SalonConnection *self,
                              PGresult **result,
                              GCancellable *cancellable,
                              GError **error)
{
  while (PQisBusy (self->connection))
    {
      if (!await (self, G_IO_IN, cancellable, error) || !take_input (self, error))
        return FALSE;
    }
  self->n_received = count_received (self);
  *result = PQgetResult (self->connection);
  return TRUE;
}

gboolean
salon_connection_is_good (const PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_TUPLES_CHUNK;
}

/* Reads to the end, and leaves the last result or the first failure. */
static PGresult *
read_last (SalonConnection *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PGresult) last = NULL;
  g_autoptr (GError) failure = NULL;
  PGresult *result = NULL;

  for (;;)
    {
      if (!salon_connection_next_result (self, &result, cancellable, error))
        return NULL;
      if (result == NULL)
        break;
      g_clear_pointer (&last, PQclear);
      last = result;
      if (!salon_connection_is_good (result) && failure == NULL)
        salon_connection_fail_with_result (self, result, &failure);
    }
  if (failure == NULL && last == NULL)
    salon_connection_fail_lost (self, PQerrorMessage (self->connection), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&last);
}

static gboolean
send_query (SalonConnection *self,
            const char *sql,
            int n_values,
            const char *const *values,
            GCancellable *cancellable,
            GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self->sqlstate[0] = '\0';
  if (!PQsendQueryParams (self->connection, sql, n_values, NULL, values, NULL, NULL, 0))
    return salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
  return TRUE;
}

PGresult *
salon_connection_query (SalonConnection *self,
                        const char *sql,
                        int n_values,
                        const char *const *values,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  if (!send_query (self, sql, n_values, values, cancellable, error)
      || !salon_connection_flush (self, cancellable, error))
    return NULL;
  return read_last (self, cancellable, error);
}

const char *
salon_connection_prepare (SalonConnection *self,
                          const char *sql,
                          GCancellable *cancellable,
                          GError **error)
{
  const char *known = g_hash_table_lookup (self->prepared, sql);
  g_autoptr (PGresult) done = NULL;
  char *name;

  if (known != NULL)
    return known;
  name = g_strdup_printf ("salon_%u", g_hash_table_size (self->prepared));
  self->sqlstate[0] = '\0';
  if (!PQsendPrepare (self->connection, name, sql, 0, NULL))
    salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
  else if (salon_connection_flush (self, cancellable, error))
    done = read_last (self, cancellable, error);
  if (done == NULL)
    {
      g_free (name);
      return NULL;
    }
  g_hash_table_insert (self->prepared, g_strdup (sql), name);
  return name;
}

PGresult *
salon_connection_query_prepared (SalonConnection *self,
                                 const char *sql,
                                 int n_values,
                                 const char *const *values,
                                 GCancellable *cancellable,
                                 GError **error)
{
  const char *name;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  name = salon_connection_prepare (self, sql, cancellable, error);
  if (name == NULL)
    return NULL;
  self->sqlstate[0] = '\0';
  if (!PQsendQueryPrepared (self->connection, name, n_values, values, NULL, NULL, 0))
    {
      salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
      return NULL;
    }
  return salon_connection_flush (self, cancellable, error) ? read_last (self, cancellable, error)
                                                           : NULL;
}

gboolean
salon_connection_is_alive (SalonConnection *self)
{
  GPollFD fd;

  g_return_val_if_fail (self != NULL, FALSE);

  fd = (GPollFD) { PQsocket (self->connection), G_IO_IN, 0 };
  /* A server that says something unasked says good-bye, or has news for a LISTEN. */
  return g_poll (&fd, 1, 0) <= 0
         || (PQconsumeInput (self->connection) && PQstatus (self->connection) == CONNECTION_OK
             && (fd.revents & (G_IO_HUP | G_IO_ERR)) == 0);
}

gboolean
salon_connection_is_in_transaction (SalonConnection *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return PQtransactionStatus (self->connection) != PQTRANS_IDLE;
}

char *
salon_connection_read_text (SalonConnection *self, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = salon_connection_query (self, sql, 0, NULL, NULL, error);

  if (result == NULL)
    return NULL;
  if (PQntuples (result) == 0 || PQgetisnull (result, 0, 0))
    {
      g_set_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY, "%s: nothing", sql);
      return NULL;
    }
  return g_strdup (PQgetvalue (result, 0, 0));
}

gboolean
salon_connection_execute (SalonConnection *self,
                          const char *script,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (PGresult) last = NULL;

  g_return_val_if_fail (self != NULL && script != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self->sqlstate[0] = '\0';
  if (!PQsendQuery (self->connection, script))
    return salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
  if (!salon_connection_flush (self, cancellable, error))
    return FALSE;
  last = read_last (self, cancellable, error);
  return last != NULL;
}

static gboolean
give_rows (const PGresult *rows, SalonConnectionRowFunc func, gpointer user_data, GError **error)
{
  int n_rows = PQntuples (rows);

  for (int i = 0; i < n_rows; i++)
    if (!func (rows, i, user_data, error))
      return FALSE;
  return TRUE;
}

gboolean
salon_connection_each (SalonConnection *self,
                       const char *sql,
                       int n_values,
                       const char *const *values,
                       SalonConnectionRowFunc func,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL && sql != NULL && func != NULL, FALSE);

  if (!send_query (self, sql, n_values, values, cancellable, error))
    return FALSE;
  PQsetChunkedRowsMode (self->connection, ROWS_PER_CHUNK);
  if (!salon_connection_flush (self, cancellable, error))
    return FALSE;

  for (;;)
    {
      g_autoptr (PGresult) chunk = NULL;

      if (!salon_connection_next_result (self, &chunk, cancellable, error))
        return FALSE;
      if (chunk == NULL)
        break;
      if (!salon_connection_is_good (chunk) && failure == NULL)
        salon_connection_fail_with_result (self, chunk, &failure);
      if (salon_connection_is_good (chunk) && !give_rows (chunk, func, user_data, error))
        return FALSE;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Drops what was notified; whether there was anything. */
static gboolean
forget_notifications (SalonConnection *self)
{
  gboolean any = FALSE;

  for (PGnotify *notify; (notify = PQnotifies (self->connection)) != NULL; PQfreemem (notify))
    any = TRUE;
  return any;
}

gboolean
salon_connection_wait (SalonConnection *self, GCancellable *wake, int timeout_ms, GError **error)
{
  gint64 deadline =
    timeout_ms < 0 ? 0 : g_get_monotonic_time () + (gint64) timeout_ms * G_TIME_SPAN_MILLISECOND;
  int ready = 1;

  g_return_val_if_fail (self != NULL, FALSE);

  while (ready > 0 && !forget_notifications (self))
    {
      ready = salon_connection_poll (self->connection, G_IO_IN, wake, deadline, NULL);
      if (ready > 0 && !take_input (self, error))
        return FALSE;
      if (ready > 0 && PQstatus (self->connection) != CONNECTION_OK)
        return salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
    }
  self->n_received = count_received (self);
  return TRUE;
}

const char *
salon_connection_get_sqlstate (SalonConnection *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->sqlstate;
}

int
salon_connection_get_server_version (SalonConnection *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return PQserverVersion (self->connection);
}
