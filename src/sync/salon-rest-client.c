/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-rest-client.h"

#include <string.h>

#include "core/salon-json.h"

#define PATIENCE_S 15
#define WHOLE_CALL_US (60 * G_TIME_SPAN_SECOND)
#define CHUNK_BYTES 65536

struct _SalonRestClient
{
  char *address;
  GMainContext *context;
  SoupSession *session;
  SoupSession *listener;
};

GBytes *
salon_rest_request_write_body (const char *const *names)
{
  GString *out = g_string_new ("{");

  for (gsize i = 0; names[i] != NULL; i += 2)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      salon_json_append_text (out, names[i]);
      g_string_append_c (out, ':');
      salon_json_append_text (out, names[i + 1]);
    }
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

void
salon_rest_reply_free (SalonRestReply *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

/* Addresses */

static gboolean
is_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost")
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
has_gap (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isspace (*text) || g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

static gboolean
is_server (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL
      || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https")
         || (g_str_equal (g_uri_get_scheme (uri), "http") && is_this_computer (host));
}

char *
salon_rest_client_parse_address (const char *typed, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (typed));
  g_autofree char *address = g_strstr_len (trimmed, -1, "://") != NULL
                               ? g_strdup (trimmed)
                               : g_strconcat ("https://", trimmed, NULL);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED, NULL);
  char *whole;

  if (uri == NULL || has_gap (trimmed) || !is_server (uri))
    {
      g_set_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_NAME, "%s is no address of a server",
                   trimmed);
      return NULL;
    }
  whole = g_uri_to_string (uri);
  while (g_str_has_suffix (whole, "/"))
    whole[strlen (whole) - 1] = '\0';
  return whole;
}

/* Failures */

static SalonSyncError
classify (const GError *failure)
{
  if (failure->domain == G_RESOLVER_ERROR)
    return SALON_SYNC_ERROR_NAME;
  if (failure->domain == G_TLS_ERROR && failure->code != G_TLS_ERROR_EOF)
    return SALON_SYNC_ERROR_CERTIFICATE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return SALON_SYNC_ERROR_PORT;
  if (g_error_matches (failure, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING)
      || g_error_matches (failure, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return SALON_SYNC_ERROR_REPLY;
  return SALON_SYNC_ERROR_OFFLINE;
}

GError *
salon_rest_client_translate (GError *failure)
{
  GError *translated = NULL;

  if (failure->domain == SALON_SYNC_ERROR
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return failure;
  translated = g_error_new_literal (SALON_SYNC_ERROR, (int) classify (failure), failure->message);
  g_error_free (failure);
  return translated;
}

gboolean
salon_rest_client_judge (guint status, GError **error)
{
  SalonSyncError code = SALON_SYNC_ERROR_REPLY;

  if (status >= 200 && status < 300)
    return TRUE;
  if (status == 401)
    code = SALON_SYNC_ERROR_SIGNED_OUT;
  else if (status == 403)
    code = SALON_SYNC_ERROR_RIGHTS;
  else if (status == 404 || status == 405 || status < 400)
    code = SALON_SYNC_ERROR_NO_SERVER;
  else if (status == 408 || status == 429 || (status >= 502 && status <= 504))
    code = SALON_SYNC_ERROR_BUSY;
  g_set_error (error, SALON_SYNC_ERROR, (int) code, "the server answers %u", status);
  return FALSE;
}

/* The client */

static SoupSession *
make_session (SalonRestClient *self, GTlsDatabase *database, guint timeout_s)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "serenaia-desk", "timeout",
                                                        timeout_s, "max-conns", 2, NULL);

  soup_session_set_proxy_resolver (session, NULL);
  if (database != NULL)
    soup_session_set_tls_database (session, database);
  return session;
}

SalonRestClient *
salon_rest_client_new (const char *address, const char *authority, guint silence_s, GError **error)
{
  SalonRestClient *self = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autofree char *checked = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  checked = salon_rest_client_parse_address (address, error);
  if (checked == NULL)
    return NULL;
  if (authority != NULL)
    {
      g_autoptr (GError) reason = NULL;

      database = g_tls_file_database_new (authority, &reason);
      if (database == NULL)
        {
          g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_CERTIFICATE,
                               reason->message);
          return NULL;
        }
    }
  self = g_new0 (SalonRestClient, 1);
  self->address = g_steal_pointer (&checked);
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->session = make_session (self, database, PATIENCE_S);
  self->listener = make_session (self, database, silence_s);
  g_main_context_pop_thread_default (self->context);
  return self;
}

void
salon_rest_client_free (SalonRestClient *self)
{
  if (self == NULL)
    return;
  g_main_context_push_thread_default (self->context);
  soup_session_abort (self->session);
  soup_session_abort (self->listener);
  g_object_unref (self->session);
  g_object_unref (self->listener);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_free (self->address);
  g_free (self);
}

SoupSession *
salon_rest_client_get_listener (SalonRestClient *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->listener;
}

GMainContext *
salon_rest_client_get_context (SalonRestClient *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->context;
}

SoupMessage *
salon_rest_client_make_message (SalonRestClient *self, const SalonRestRequest *request)
{
  g_autofree char *url = g_strconcat (self->address, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, url);

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (request->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", request->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
    }
  if (request->key != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key",
                                  request->key);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);
  return message;
}

static gboolean
refuse_reply (GError **error, const char *why)
{
  g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY, why);
  return FALSE;
}

/* Each piece is looked at as it comes, so that an answer without end is noticed at its limit. */
static gboolean
read_body (GInputStream *stream,
           gsize max_bytes,
           GByteArray *body,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gint64 end = g_get_monotonic_time () + WHOLE_CALL_US;
  gssize n_bytes = 0;

  while ((n_bytes = g_input_stream_read (stream, chunk, CHUNK_BYTES, cancellable, error)) > 0)
    {
      g_byte_array_append (body, chunk, (guint) n_bytes);
      if (body->len > max_bytes)
        return refuse_reply (error, "an answer is too long");
      if (g_get_monotonic_time () > end)
        {
          g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE,
                               "an answer takes too long");
          return FALSE;
        }
    }
  return n_bytes == 0;
}

static SalonRestReply *
make_reply (SoupMessage *message, GByteArray *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  SalonRestReply *reply = g_new0 (SalonRestReply, 1);

  reply->status = (guint) soup_message_get_status (message);
  if ((g_strcmp0 (type, "application/json") == 0
       || g_strcmp0 (type, "application/problem+json") == 0)
      && memchr (body->data, 0, body->len) == NULL)
    reply->text = g_strndup ((const char *) body->data, body->len);
  return reply;
}

static SalonRestReply *
call (SalonRestClient *self,
      const SalonRestRequest *request,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (SoupMessage) message = salon_rest_client_make_message (self, request);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GInputStream) stream = NULL;

  if (message == NULL)
    {
      g_set_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_NAME, "%s is no address",
                   self->address);
      return NULL;
    }
  stream = soup_session_send (self->session, message, cancellable, error);
  if (stream == NULL
      || !read_body (stream,
                     request->max_bytes > 0 ? request->max_bytes : SALON_REST_CLIENT_SHORT_BYTES,
                     body, cancellable, error))
    return NULL;
  return make_reply (message, body);
}

SalonRestReply *
salon_rest_client_call (SalonRestClient *self,
                        const SalonRestRequest *request,
                        GCancellable *cancellable,
                        GError **error)
{
  GError *failure = NULL;
  SalonRestReply *reply = NULL;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  g_main_context_push_thread_default (self->context);
  reply = call (self, request, cancellable, &failure);
  g_main_context_pop_thread_default (self->context);
  if (failure != NULL)
    g_propagate_error (error, salon_rest_client_translate (failure));
  return reply;
}
