/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-http.h"

#include <gio/gio.h>
#include <microhttpd.h>
#include <string.h>
#include <unistd.h>

#include "salon-server-cache.h"
#include "salon-server-connections.h"
#include "salon-server-dispatch.h"
#include "salon-server-exchange.h"
#include "salon-server-log.h"
#include "salon-server-pool.h"
#include "salon-server-visits.h"

/* Headers, the address, and what the library needs itself. Only what is used of it is ever touched. */
#define MEMORY_PER_CONNECTION (40 * 1024)
#define BACKLOG 1024

struct _SalonServerHttp
{
  SalonServerShared *shared;
  const SalonServerConfiguration *configuration;
  struct MHD_Daemon *daemon;
  SalonServerConnections *connections;
  SalonServerPool *pool;
  int n_working;   /* atomic: requests that go through a worker, until their answer is sent */
  int is_stopping; /* atomic */
  GMutex mutex;
  GPtrArray *streams; /* SalonServerStream that go on; under the mutex */
};

/* Answers ------------------------------------------------------------------------------------------- */

static void
free_bytes_cb (void *bytes)
{
  g_bytes_unref (bytes);
}

typedef struct
{
  SalonServerHttp *http;
  SalonServerStream *stream;
  struct MHD_Connection *connection;
} Reader;

static void
resume_cb (gpointer connection)
{
  MHD_resume_connection (connection);
}

/* Nothing now: the connection sleeps, and the stream wakes it. It is suspended before the stream can
 * know whom to wake. */
static ssize_t
read_stream_cb (void *data, uint64_t place, char *buffer, size_t size)
{
  Reader *reader = data;
  gssize n_bytes = salon_server_stream_take (reader->stream, buffer, size, NULL, NULL);

  if (n_bytes < 0)
    return MHD_CONTENT_READER_END_OF_STREAM;
  if (n_bytes > 0)
    return n_bytes;
  MHD_suspend_connection (reader->connection);
  n_bytes = salon_server_stream_take (reader->stream, buffer, size, resume_cb, reader->connection);
  if (n_bytes != 0)
    MHD_resume_connection (reader->connection);
  return n_bytes < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n_bytes;
}

static void
free_reader_cb (void *data)
{
  Reader *reader = data;

  salon_server_stream_close (reader->stream);
  g_mutex_lock (&reader->http->mutex);
  g_ptr_array_remove_fast (reader->http->streams, reader->stream);
  g_mutex_unlock (&reader->http->mutex);
  g_free (reader);
}

static struct MHD_Response *
make_stream (SalonServerHttp *self, SalonServerExchange *exchange)
{
  Reader *reader = g_new0 (Reader, 1);

  reader->http = self;
  reader->stream = exchange->response->stream;
  reader->connection = exchange->connection;
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->streams, salon_server_stream_ref (reader->stream));
  if (g_atomic_int_get (&self->is_stopping))
    salon_server_stream_close (reader->stream);
  g_mutex_unlock (&self->mutex);
  return MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, 4096, read_stream_cb, reader,
                                            free_reader_cb);
}

static struct MHD_Response *
make_body (SalonServerExchange *exchange)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (exchange->response->body, &length);

  return MHD_create_response_from_buffer_with_free_callback_cls (
    length, data, free_bytes_cb, g_bytes_ref (exchange->response->body));
}

static void
count_answer (SalonServerHttp *self, SalonServerExchange *exchange)
{
  const SalonServerRoute *route = exchange->request->route;
  gint64 took = g_get_monotonic_time () - exchange->started_at;

  salon_server_measures_answer (self->shared->measures,
                                route != NULL ? salon_server_routes_index (route)
                                              : salon_server_routes_count (),
                                exchange->response->status, took);
  salon_server_log_answer (exchange->request, exchange->response->status, took);
}

static enum MHD_Result
send_answer (SalonServerHttp *self, SalonServerExchange *exchange)
{
  SalonServerResponse *answer = exchange->response;
  struct MHD_Response *response;
  enum MHD_Result result;

  salon_server_visits_note (self->shared, exchange->request, answer);
  salon_server_dispatch_dress (self->shared, exchange->request, answer);
  count_answer (self, exchange);
  response = answer->stream != NULL ? make_stream (self, exchange) : make_body (exchange);
  if (answer->type != NULL)
    MHD_add_response_header (response, "Content-Type", answer->type);
  for (guint i = 0; i < answer->headers->len; i += 2)
    MHD_add_response_header (response, answer->headers->pdata[i], answer->headers->pdata[i + 1]);
  if (exchange->closes || g_atomic_int_get (&self->is_stopping))
    MHD_add_response_header (response, "Connection", "close");
  exchange->state = SALON_SERVER_EXCHANGE_DONE;
  result = MHD_queue_response (exchange->connection, answer->status, response);
  MHD_destroy_response (response);
  return result;
}

/* Requests ------------------------------------------------------------------------------------------ */

/* In a worker. When the connection has been resumed the exchange is the event thread's again. */
static void
work_cb (SalonServerContext *context, gpointer data)
{
  SalonServerExchange *exchange = data;
  SalonServerHttp *self = exchange->owner;
  gint64 age = g_get_monotonic_time () - exchange->started_at;

  if (age > (gint64) self->configuration->request_seconds * G_USEC_PER_SEC)
    exchange->response = salon_server_response_new_problem (503, "unavailable", "Too busy.");
  else
    {
      salon_server_context_begin (context);
      exchange->response = salon_server_dispatch (context, exchange->request);
    }
  exchange->state = SALON_SERVER_EXCHANGE_DONE;
  MHD_resume_connection (exchange->connection);
}

static SalonServerLine *
get_line (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

  return info->socket_context;
}

static enum MHD_Result
begin (SalonServerHttp *self,
       SalonServerExchange *exchange,
       struct MHD_Connection *connection,
       const char *path,
       const char *method)
{
  salon_server_connections_expect (self->connections, get_line (connection));
  exchange->owner = self;
  exchange->response =
    salon_server_exchange_begin (exchange, self->shared, connection, method, path);
  return exchange->response != NULL ? send_answer (self, exchange) : MHD_YES;
}

/* The whole request is there. What lies in the cache needs no worker. */
static enum MHD_Result
end (SalonServerHttp *self, SalonServerExchange *exchange)
{
  salon_server_connections_rest (self->connections, get_line (exchange->connection));
  exchange->response = salon_server_exchange_end (exchange);
  if (exchange->response == NULL)
    exchange->response = salon_server_cache_answer (self->shared->cache, exchange->request);
  if (exchange->response != NULL)
    return send_answer (self, exchange);
  exchange->state = SALON_SERVER_EXCHANGE_WORKING;
  exchange->is_counted = TRUE;
  g_atomic_int_inc (&self->n_working);
  MHD_suspend_connection (exchange->connection);
  salon_server_pool_push (self->pool, exchange);
  return MHD_YES;
}

static enum MHD_Result
access_cb (void *data,
           struct MHD_Connection *connection,
           const char *path,
           const char *method,
           const char *version,
           const char *bytes,
           size_t *n_bytes,
           void **exchange_place)
{
  SalonServerHttp *self = data;
  SalonServerExchange *exchange = *exchange_place;

  switch (exchange->state)
    {
    case SALON_SERVER_EXCHANGE_NEW:
      return begin (self, exchange, connection, path, method);
    case SALON_SERVER_EXCHANGE_RECEIVING:
      if (*n_bytes == 0)
        return end (self, exchange);
      if (!salon_server_exchange_take (exchange, bytes, *n_bytes))
        return MHD_NO;
      *n_bytes = 0;
      return MHD_YES;
    case SALON_SERVER_EXCHANGE_DONE:
      return send_answer (self, exchange);
    case SALON_SERVER_EXCHANGE_WORKING:
      break;
    }
  return MHD_NO;
}

static void *
first_line_cb (void *data, const char *address, struct MHD_Connection *connection)
{
  return salon_server_exchange_new (address);
}

static void
completed_cb (void *data,
              struct MHD_Connection *connection,
              void **exchange_place,
              enum MHD_RequestTerminationCode how)
{
  SalonServerHttp *self = data;
  SalonServerExchange *exchange = *exchange_place;

  if (exchange == NULL)
    return;
  if (exchange->owner != NULL)
    salon_server_connections_expect (self->connections, get_line (connection));
  if (exchange->is_counted)
    g_atomic_int_add (&self->n_working, -1);
  salon_server_exchange_free (exchange);
  *exchange_place = NULL;
}

static void
connection_cb (void *data,
               struct MHD_Connection *connection,
               void **line,
               enum MHD_ConnectionNotificationCode what)
{
  SalonServerHttp *self = data;

  if (what == MHD_CONNECTION_NOTIFY_STARTED)
    {
      const union MHD_ConnectionInfo *info =
        MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);

      *line = salon_server_connections_add (self->connections, info->connect_fd);
      salon_server_measures_add (self->shared->measures, SALON_SERVER_COUNT_CONNECTIONS, 1);
    }
  else
    {
      salon_server_connections_remove (self->connections, *line);
      salon_server_measures_add (self->shared->measures, SALON_SERVER_COUNT_CONNECTIONS, -1);
    }
}

/* Whatever the library has to say of its clients is nothing anybody could act upon. */
static void
log_cb (void *data, const char *format, va_list arguments)
{
}

/* Beginning and end --------------------------------------------------------------------------------- */

int
salon_server_http_listen (const SalonServerConfiguration *configuration, GError **error)
{
  g_autoptr (GSocketAddress) address =
    g_inet_socket_address_new_from_string (configuration->listen_address, configuration->port);
  g_autoptr (GSocket) socket = NULL;

  if (address == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "LISTEN_ADDRESS must be an address like 127.0.0.1 or ::");
      return -1;
    }
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return -1;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return -1;
  return dup (g_socket_get_fd (socket));
}

static gboolean
read_certificate (const SalonServerConfiguration *configuration,
                  char **certificate,
                  char **key,
                  GError **error)
{
  return g_file_get_contents (configuration->certificate, certificate, NULL, error)
         && g_file_get_contents (configuration->certificate_key, key, NULL, error);
}

static gboolean
start (SalonServerHttp *self, int fd, GError **error)
{
  const SalonServerConfiguration *configuration = self->configuration;
  gboolean behind_proxy = *configuration->trusted_proxies != NULL;
  unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG
                       | (configuration->certificate != NULL ? MHD_USE_TLS : 0);
  g_autofree char *certificate = NULL, *key = NULL;
  struct MHD_OptionItem tls[] = {
    { MHD_OPTION_HTTPS_MEM_CERT, 0, NULL },
    { MHD_OPTION_HTTPS_MEM_KEY, 0, NULL },
    { MHD_OPTION_HTTPS_PRIORITIES, 0, (char *) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" },
    { MHD_OPTION_END, 0, NULL },
  };

  if (configuration->certificate == NULL)
    tls[0] = (struct MHD_OptionItem) { MHD_OPTION_END, 0, NULL };
  else if (!read_certificate (configuration, &certificate, &key, error))
    return FALSE;
  else
    {
      tls[0].ptr_value = certificate;
      tls[1].ptr_value = key;
    }
  self->daemon = MHD_start_daemon (
    flags, 0, NULL, NULL, access_cb, self, MHD_OPTION_EXTERNAL_LOGGER, log_cb, NULL,
    MHD_OPTION_LISTEN_SOCKET, dup (fd), MHD_OPTION_URI_LOG_CALLBACK, first_line_cb, self,
    MHD_OPTION_NOTIFY_COMPLETED, completed_cb, self, MHD_OPTION_NOTIFY_CONNECTION, connection_cb,
    self, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) MEMORY_PER_CONNECTION,
    MHD_OPTION_CONNECTION_LIMIT, configuration->most_connections,
    MHD_OPTION_PER_IP_CONNECTION_LIMIT, behind_proxy ? 0u : configuration->most_per_address,
    MHD_OPTION_CONNECTION_TIMEOUT, configuration->request_seconds, MHD_OPTION_CLIENT_DISCIPLINE_LVL,
    1, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
  if (self->daemon == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           configuration->certificate != NULL
                             ? "the server did not start; are TLS_CERTIFICATE and TLS_KEY right?"
                             : "the server did not start");
      return FALSE;
    }
  return TRUE;
}

static void
free_http (SalonServerHttp *self)
{
  g_clear_pointer (&self->pool, salon_server_pool_free);
  g_clear_pointer (&self->connections, salon_server_connections_free);
  g_ptr_array_unref (self->streams);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

SalonServerHttp *
salon_server_http_new (SalonServerShared *shared, int fd, GError **error)
{
  SalonServerHttp *self = g_new0 (SalonServerHttp, 1);

  self->shared = shared;
  self->configuration = shared->configuration;
  g_mutex_init (&self->mutex);
  self->streams = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_server_stream_unref);
  self->connections = salon_server_connections_new (self->configuration->request_seconds,
                                                    self->configuration->certificate == NULL);
  self->pool = salon_server_pool_new (shared, self->configuration->n_workers, work_cb);
  if (start (self, fd, error))
    return self;
  free_http (self);
  return NULL;
}

void
salon_server_http_tick (SalonServerHttp *self)
{
  g_return_if_fail (self != NULL);

  salon_server_connections_sweep (self->connections);
}

static void
close_streams (SalonServerHttp *self)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->streams->len; i++)
    salon_server_stream_close (self->streams->pdata[i]);
  g_mutex_unlock (&self->mutex);
}

static gboolean
is_busy (SalonServerHttp *self)
{
  gboolean busy;

  g_mutex_lock (&self->mutex);
  busy = self->streams->len > 0 || g_atomic_int_get (&self->n_working) > 0;
  g_mutex_unlock (&self->mutex);
  return busy;
}

/* A suspended connection may not be there when the library stops: what is worked on is waited for,
 * and broken off when its time is over. */
void
salon_server_http_stop (SalonServerHttp *self, guint seconds)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  int fd;

  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->is_stopping, TRUE);
  fd = MHD_quiesce_daemon (self->daemon);
  close_streams (self);
  while (is_busy (self))
    {
      if (g_get_monotonic_time () > deadline)
        salon_server_pool_cancel (self->pool);
      g_usleep (10000);
    }
  MHD_stop_daemon (self->daemon);
  if (fd >= 0)
    close (fd);
  free_http (self);
}
