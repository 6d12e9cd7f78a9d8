/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What anything that listens at an address may answer, and what the desk makes of it. */
#include <string.h>

#include "sync/salon-rest-remote.h"

#define DEVICE "bbbbbbbb-0000-4000-8000-000000000001"
#define TOKENS "{\"access_token\":\"a.b.c\",\"refresh_token\":\"next\"}"
#define EVENT "retry: 1000\nevent: change\ndata: {}\n\n"
#define GENERATION "\"generation\":\"aaaaaaaa-0000-4000-8000-000000000001\""
/* With what somebody begins who wants encryption. */
#define TLS_HELLO '\x16'
#define JSON "Content-Type: application/json\r\n"

/* Answers one request on each connection, by what its path begins with. The events stay open until the
 * desk goes. */
typedef struct
{
  const char *path;
  const char *status;
  const char *headers;
  const char *body;
  gsize n_more; /* so many bytes of spaces behind it */
} Canned;

typedef struct
{
  GSocketListener *listener;
  GCancellable *end;
  GThread *thread;
  GPtrArray *talks; /* of GThread */
  const Canned *canned;
  gsize n_canned;
  char *address;
} Stranger;

typedef struct
{
  Stranger *stranger;
  GSocketConnection *connection;
} Talk;

static const Canned *
find_canned (Stranger *self, const char *request)
{
  const char *path = strchr (request, ' ');

  if (*request == TLS_HELLO)
    return self->canned;
  for (gsize i = 0; path != NULL && i < self->n_canned; i++)
    if (g_str_has_prefix (path + 1, self->canned[i].path))
      return &self->canned[i];
  return NULL;
}

/* The head, and as much of the body as came with it: nobody looks at it. */
static gboolean
read_request (GInputStream *input, char *request, gsize size, GCancellable *end)
{
  gsize n = 0;

  while (n + 1 < size)
    {
      gssize more = g_input_stream_read (input, request + n, size - n - 1, end, NULL);

      if (more <= 0)
        return FALSE;
      n += (gsize) more;
      request[n] = '\0';
      if (*request == TLS_HELLO || strstr (request, "\r\n\r\n") != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
write_answer (GOutputStream *output, const Canned *canned, GCancellable *end)
{
  static const char spaces[4096] = { [0 ... 4095] = ' ' };
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %s\r\n%sConnection: close\r\n\r\n%s",
                                           canned->status, canned->headers, canned->body);
  gboolean ok = g_output_stream_write_all (output, head, strlen (head), NULL, end, NULL);

  for (gsize n = 0; ok && n < canned->n_more; n += sizeof spaces)
    ok = g_output_stream_write_all (output, spaces, sizeof spaces, NULL, end, NULL);
}

static gpointer
talk (gpointer user_data)
{
  Talk *self = user_data;
  GCancellable *end = self->stranger->end;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (self->connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));
  char request[16384] = "";
  const Canned *canned = read_request (input, request, sizeof request, end)
                           ? find_canned (self->stranger, request)
                           : NULL;

  if (canned != NULL)
    write_answer (output, canned, end);
  if (canned != NULL && strstr (canned->headers, "event-stream") != NULL)
    (void) g_input_stream_read (input, request, 1, end, NULL);
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_object_unref (self->connection);
  g_free (self);
  return NULL;
}

static gpointer
listen (gpointer user_data)
{
  Stranger *self = user_data;
  GSocketConnection *connection = NULL;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->end, NULL)) != NULL)
    {
      Talk *talking = g_new (Talk, 1);

      *talking = (Talk) { self, connection };
      g_ptr_array_add (self->talks, g_thread_new ("talk", talk, talking));
    }
  return NULL;
}

static void
stranger_start (Stranger *self, const Canned *canned, gsize n_canned)
{
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (here, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  *self = (Stranger) { .canned = canned, .n_canned = n_canned };
  self->listener = g_socket_listener_new ();
  self->end = g_cancellable_new ();
  self->talks = g_ptr_array_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("http://127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->thread = g_thread_new ("stranger", listen, self);
}

static void
stranger_stop (Stranger *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->talks->len; i++)
    g_thread_join (g_ptr_array_index (self->talks, i));
  g_ptr_array_unref (self->talks);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->end);
  g_free (self->address);
}

static char *
find_token (gpointer user_data)
{
  return g_strdup ("kept");
}

static void
keep_token (const char *token, gpointer user_data)
{
  g_assert_cmpstr (token, ==, "next");
}

static SalonRemote *
make_remote (const char *address)
{
  g_autoptr (SalonRestSignIn) sign_in =
    salon_rest_sign_in_new (&(SalonRestKeeper) { .find = find_token, .keep = keep_token });

  return SALON_REMOTE (salon_rest_remote_new (address, NULL, sign_in));
}

#define REFRESH { "/api/v1/auth/refresh", "200 OK", JSON, TOKENS, 0 }
#define EVENTS { "/api/v1/admin/events", "200 OK", "Content-Type: text/event-stream\r\n", EVENT, 0 }

static const struct
{
  const char *name;
  SalonSyncError code;
  Canned canned[3];
} refusals[] = {
  { "page",
    SALON_SYNC_ERROR_NO_SERVER,
    { { "/", "200 OK", "Content-Type: text/html\r\n", "<p>", 0 } } },
  { "missing", SALON_SYNC_ERROR_NO_SERVER, { { "/", "404 Not Found", JSON, "{}", 0 } } },
  { "redirect",
    SALON_SYNC_ERROR_NO_SERVER,
    { { "/", "302 Found", "Location: http://127.0.0.1:1/\r\n", "", 0 } } },
  { "busy", SALON_SYNC_ERROR_BUSY, { { "/", "503 Service Unavailable", JSON, "{}", 0 } } },
  { "fault", SALON_SYNC_ERROR_REPLY, { { "/", "500 Internal", JSON, "{}", 0 } } },
  { "refused", SALON_SYNC_ERROR_SIGNED_OUT, { { "/", "401 Unauthorized", JSON, "{}", 0 } } },
  { "no tokens",
    SALON_SYNC_ERROR_NO_SERVER,
    { { "/", "200 OK", JSON, "{\"access_token\":1}", 0 } } },
  { "token with a line",
    SALON_SYNC_ERROR_NO_SERVER,
    { { "/", "200 OK", JSON, "{\"access_token\":\"a\\r\\nX: y\",\"refresh_token\":\"next\"}",
        0 } } },
  { "without end", SALON_SYNC_ERROR_REPLY, { { "/", "200 OK", JSON, TOKENS, 1 << 20 } } },
  { "too deep",
    SALON_SYNC_ERROR_NO_SERVER,
    { { "/", "200 OK", JSON, "[[[[[[[[[[[[[[[[[[[[[[", 0 } } },
  { "not ours", SALON_SYNC_ERROR_RIGHTS, { REFRESH, { "/", "403 Forbidden", JSON, "{}", 0 } } },
  { "events that end",
    SALON_SYNC_ERROR_OFFLINE,
    { REFRESH, { "/", "200 OK", "Content-Type: text/plain\r\n", "event: ch", 0 } } },
  { "event without end",
    SALON_SYNC_ERROR_OFFLINE,
    { REFRESH, { "/", "200 OK", "Content-Type: text/event-stream\r\n", "data: ", 1 << 20 } } },
  { "no greeting",
    SALON_SYNC_ERROR_NO_SERVER,
    { REFRESH, EVENTS, { "/", "200 OK", JSON, "{\"generation\":\"x\"}", 0 } } },
  { "negative",
    SALON_SYNC_ERROR_NO_SERVER,
    { REFRESH,
      EVENTS,
      { "/", "200 OK", JSON, "{" GENERATION ",\"version\":-1,\"rows\":1,\"empty\":false}", 0 } } },
  { "older",
    SALON_SYNC_ERROR_OLDER,
    { REFRESH,
      EVENTS,
      { "/", "200 OK", JSON, "{" GENERATION ",\"version\":1,\"rows\":1,\"empty\":false}", 0 } } },
};

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      Stranger stranger;
      SalonGreeting greeting;
      g_autoptr (GError) error = NULL;
      g_autoptr (SalonRemote) remote = NULL;
      gsize n = 1;

      while (n < 3 && refusals[i].canned[n].path != NULL)
        n++;
      g_test_message ("%s", refusals[i].name);
      stranger_start (&stranger, refusals[i].canned, n);
      remote = make_remote (stranger.address);
      g_assert_false (salon_remote_open (remote, DEVICE, "Réception", &greeting, NULL, &error));
      g_assert_error (error, SALON_SYNC_ERROR, (int) refusals[i].code);
      salon_remote_close (remote);
      stranger_stop (&stranger);
    }
}

/* Signed in, listening and greeted; then this. */
static void
refuse_history (const char *body, gsize n_more)
{
  const Canned canned[] = { REFRESH,
                            { "/api/v1/admin/sync/history", "200 OK", JSON, body, n_more } };
  Stranger stranger;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonRemote) remote = NULL;

  stranger_start (&stranger, canned, G_N_ELEMENTS (canned));
  remote = make_remote (stranger.address);
  g_assert_null (salon_remote_read_history (remote, "clients", "a&rows=1", 10, NULL, &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY);
  stranger_stop (&stranger);
}

static void
test_hostile (void)
{
  refuse_history ("{\"entries\":", 0);
  refuse_history ("{\"entries\":[{\"at\":1}]}", 0);
  refuse_history ("{\"entries\":{}}", 0);
  refuse_history ("[]", 0);
  refuse_history ("{\"entries\":[]}", 33 * 1024 * 1024);
}

/* Somebody who takes the call and says nothing: the owner's patience ends it. */
static void
test_cancel (void)
{
  const Canned canned[] = {
    REFRESH,
    { "/api/v1/admin/events", "200 OK", "Content-Type: text/event-stream\r\n", "", 0 },
  };
  Stranger stranger;
  SalonGreeting greeting;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonRemote) remote = NULL;

  stranger_start (&stranger, canned, G_N_ELEMENTS (canned));
  remote = make_remote (stranger.address);
  g_cancellable_cancel (cancellable);
  g_assert_false (salon_remote_open (remote, DEVICE, "Réception", &greeting, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  stranger_stop (&stranger);
}

static void
test_silence (void)
{
  const Canned canned[] = {
    REFRESH,
    { "/api/v1/admin/events", "200 OK", "Content-Type: text/event-stream\r\n", "", 0 },
  };
  Stranger stranger;
  SalonGreeting greeting;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonRemote) remote = NULL;

  stranger_start (&stranger, canned, G_N_ELEMENTS (canned));
  remote = make_remote (stranger.address);
  salon_rest_remote_set_silence (SALON_REST_REMOTE (remote), 1);
  g_assert_false (salon_remote_open (remote, DEVICE, "Réception", &greeting, NULL, &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE);
  salon_remote_close (remote);
  stranger_stop (&stranger);
}

/* Nothing is said without encryption but to this very computer. */
static void
test_addresses (void)
{
  static const char *const addresses[][2] = {
    { "salon.example", "https://salon.example" },
    { " https://salon.example:8443/desk/ ", "https://salon.example:8443/desk" },
    { "http://127.0.0.1:8000", "http://127.0.0.1:8000" },
    { "http://[::1]:8000/", "http://[::1]:8000" },
    { "http://salon.example", NULL },
    { "http://127.0.0.1.salon.example", NULL },
    { "ftp://salon.example", NULL },
    { "https://marie:secret@salon.example", NULL },
    { "https://salon.example?x=1", NULL },
    { "https://", NULL },
    { "", NULL },
    { "salon example\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = salon_rest_client_parse_address (addresses[i][0], &error);

      g_assert_cmpstr (address, ==, addresses[i][1]);
      if (address == NULL)
        g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_NAME);
    }
}

static void
test_no_encryption (void)
{
  const Canned canned[] = { REFRESH };
  Stranger stranger;
  SalonGreeting greeting;
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonRemote) remote = NULL;

  stranger_start (&stranger, canned, G_N_ELEMENTS (canned));
  address = g_strconcat ("https", stranger.address + strlen ("http"), NULL);
  remote = make_remote (address);
  g_assert_false (salon_remote_open (remote, DEVICE, "Réception", &greeting, NULL, &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_CERTIFICATE);
  salon_remote_close (remote);
  stranger_stop (&stranger);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/rest-client/each-refusal-has-its-own-error", test_refusals);
  g_test_add_func ("/salon/rest-client/hostile-reply-is-refused", test_hostile);
  g_test_add_func ("/salon/rest-client/call-can-be-cancelled", test_cancel);
  g_test_add_func ("/salon/rest-client/silence-is-noticed", test_silence);
  g_test_add_func ("/salon/rest-client/address-is-encrypted-or-this-computer", test_addresses);
  g_test_add_func ("/salon/rest-client/server-without-encryption-gets-nothing", test_no_encryption);
  return g_test_run ();
}
