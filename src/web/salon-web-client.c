/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libsoup's asynchronous calls on a main context of the client's own, which runs while a call does:
 * that is what lets two clocks, for the connection and for all of it, end a call in any state.
 */
#include "salon-web-client.h"

#include <libsoup/soup.h>
#include <string.h>

#define CONNECT_MS 5000
#define TOTAL_MS 30000
#define CHUNK_BYTES 65536

struct _SalonWebClient
{
  GMainContext *context;
  SoupSession *session;
  guint connect_ms;
  guint total_ms;
  gboolean is_untrusted;
};

typedef struct
{
  GCancellable *cancellable;
  GAsyncResult *result; /* of the operation that is waited for */
  gboolean is_started;  /* from here on something may have been written */
  gboolean is_late;
} Call;

SalonWebClient *
salon_web_client_new (void)
{
  SalonWebClient *self = g_new0 (SalonWebClient, 1);

  self->context = g_main_context_new ();
  self->connect_ms = CONNECT_MS;
  self->total_ms = TOTAL_MS;
  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new_with_options ("user-agent", "serenaia", "max-conns", 4, NULL);
  soup_session_set_proxy_resolver (self->session, NULL);
  g_main_context_pop_thread_default (self->context);
  return self;
}

void
salon_web_client_free (SalonWebClient *self)
{
  if (self == NULL)
    return;
  g_main_context_push_thread_default (self->context);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_free (self);
}

void
salon_web_client_set_patience (SalonWebClient *self, guint connect_ms, guint total_ms)
{
  self->connect_ms = connect_ms;
  self->total_ms = total_ms;
}

void
salon_web_reply_free (SalonWebReply *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, yyjson_doc_free);
  g_free (self->retry_after);
  g_free (self->request_name);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_free (self);
}

gboolean
salon_web_client_is_untrusted (SalonWebClient *self)
{
  return self->is_untrusted;
}

const char *
salon_web_reply_get_header (SalonWebReply *self, const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

yyjson_val *
salon_web_reply_get_json (SalonWebReply *self)
{
  return yyjson_doc_get_root (self->json);
}

const char *
salon_web_reply_get_text (SalonWebReply *self, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", 16);
  yyjson_val *value = salon_web_reply_get_json (self);

  for (gsize i = 0; value != NULL && names[i] != NULL; i++)
    value = yyjson_is_arr (value)
              ? yyjson_arr_get (value, (gsize) g_ascii_strtoull (names[i], NULL, 10))
              : yyjson_obj_get (value, names[i]);
  return yyjson_get_str (value);
}

gboolean
salon_web_reply_judge (SalonWebReply *self, const char *provider, const char *what, GError **error)
{
  SalonProviderError code = SALON_PROVIDER_ERROR_UNKNOWN;

  if (self->status >= 200 && self->status < 300 && self->json != NULL)
    return TRUE;
  if (self->status == 429 || self->status == 409)
    code = SALON_PROVIDER_ERROR_BUSY;
  else if (self->status >= 300 && self->status < 500 && self->status != 408)
    code = SALON_PROVIDER_ERROR_REFUSED;
  g_set_error (error, SALON_PROVIDER_ERROR, (int) code, "%s answered %u: %s (%s)", provider,
               self->status, what != NULL ? what : "-",
               self->request_name != NULL ? self->request_name : "-");
  return FALSE;
}

static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  Call *call = user_data;

  call->is_started = TRUE;
}

static gboolean
connect_late_cb (gpointer user_data)
{
  Call *call = user_data;

  if (!call->is_started)
    {
      call->is_late = TRUE;
      g_cancellable_cancel (call->cancellable);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
late_cb (gpointer user_data)
{
  Call *call = user_data;

  call->is_late = TRUE;
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;

  call->result = g_object_ref (result);
}

static void
wait_for_result (SalonWebClient *self, Call *call)
{
  g_clear_object (&call->result);
  while (call->result == NULL)
    g_main_context_iteration (self->context, TRUE);
}

static void
cancel_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static GSource *
add_clock (SalonWebClient *self, guint milliseconds, GSourceFunc func, Call *call)
{
  GSource *source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, func, call, NULL);
  g_source_attach (source, self->context);
  return source;
}

/* NULL with @error set, which is not yet one of ours. */
static GBytes *
read_body (SalonWebClient *self, Call *call, GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  while (TRUE)
    {
      g_autoptr (GBytes) chunk = NULL;

      g_input_stream_read_bytes_async (stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable,
                                       done_cb, call);
      wait_for_result (self, call);
      chunk = g_input_stream_read_bytes_finish (stream, call->result, error);
      if (chunk == NULL)
        return NULL;
      if (g_bytes_get_size (chunk) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      g_byte_array_append (body, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
      if (body->len > SALON_WEB_CLIENT_MAX_REPLY_BYTES)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                               "the answer is too long");
          return NULL;
        }
    }
}

static SalonWebReply *
make_reply (SoupMessage *message, GBytes *body)
{
  SalonWebReply *reply = g_new0 (SalonWebReply, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  static const char *const names[] = { "Request-Id", "PayPal-Debug-Id", "X-GUploader-UploadID",
                                       "X-OVH-QueryID" };
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);

  reply->status = soup_message_get_status (message);
  reply->headers = soup_message_headers_ref (headers);
  reply->body = g_bytes_ref (body);
  reply->json = length > 0 ? yyjson_read (text, length, YYJSON_READ_NOFLAG) : NULL;
  reply->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  for (gsize i = 0; i < G_N_ELEMENTS (names) && reply->request_name == NULL; i++)
    reply->request_name = g_strdup (soup_message_headers_get_one (headers, names[i]));
  return reply;
}

/* This computer, and the one that tells a program at Google's who it is: there is no certificate for
 * either. */
static gboolean
may_be_plain (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return (address != NULL && g_inet_address_get_is_loopback (address))
         || strcmp (host, "metadata.google.internal") == 0;
}

/* NULL with @error set for an address that must not be asked. */
static SoupMessage *
make_message (const SalonWebRequest *request, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, error);
  SoupMessage *message;

  if (uri == NULL)
    return NULL;
  if (strcmp (g_uri_get_scheme (uri), "https") != 0 && !may_be_plain (g_uri_get_host (uri)))
    {
      g_set_error (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_NOT_SENT,
                   "%s is not asked without encryption", g_uri_get_host (uri));
      return NULL;
    }
  message = soup_message_new_from_uri (request->method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION
                                     | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Connection", "close");
  for (gsize i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (message), request->headers[i],
                                  request->headers[i + 1]);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  return message;
}

static SalonWebReply *
run (SalonWebClient *self, SoupMessage *message, Call *call, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) body = NULL;

  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, call->cancellable, done_cb,
                           call);
  wait_for_result (self, call);
  stream = soup_session_send_finish (self->session, call->result, error);
  if (stream == NULL)
    return NULL;
  body = read_body (self, call, stream, error);
  return body != NULL ? make_reply (message, body) : NULL;
}

static void
explain_failure (Call *call, GCancellable *outer, const char *url, GError *failure, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (outer != NULL && g_cancellable_is_cancelled (outer) && !call->is_late)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      return;
    }
  g_set_error (error, SALON_PROVIDER_ERROR,
               call->is_started ? SALON_PROVIDER_ERROR_UNKNOWN : SALON_PROVIDER_ERROR_NOT_SENT,
               "%s: %s", uri != NULL ? g_uri_get_host (uri) : "no address",
               call->is_late ? "no answer in time" : failure->message);
}

SalonWebReply *
salon_web_client_call (SalonWebClient *self,
                       const SalonWebRequest *request,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GCancellable) own = g_cancellable_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (GSource) connect_clock = NULL;
  g_autoptr (GSource) clock = NULL;
  Call call = { own, NULL, FALSE, FALSE };
  SalonWebReply *reply = NULL;
  gulong handler = 0;

  self->is_untrusted = FALSE;
  message = make_message (request, &failure);
  if (message == NULL)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_NOT_SENT,
                           failure->message);
      return NULL;
    }
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), &call);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), own, NULL);

  g_main_context_push_thread_default (self->context);
  connect_clock = add_clock (self, self->connect_ms, connect_late_cb, &call);
  clock = add_clock (self, self->total_ms, late_cb, &call);
  reply = run (self, message, &call, &failure);
  g_source_destroy (connect_clock);
  g_source_destroy (clock);
  /* The result holds the stream, which wants to end on the context that it began on. */
  g_clear_object (&call.result);
  g_main_context_pop_thread_default (self->context);

  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  g_signal_handlers_disconnect_by_data (message, &call);
  self->is_untrusted = reply == NULL && failure->domain == G_TLS_ERROR;
  if (reply == NULL)
    explain_failure (&call, cancellable, request->url, failure, error);
  return reply;
}
