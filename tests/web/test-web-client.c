/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against a server of this program's own, which misbehaves as its path says. */
#include "web/salon-web-client.h"

#include <string.h>

#define NO_PATIENCE_MS 300
#define MUCH_PATIENCE_MS 60000

static GThreadedSocketService *service;
static char *base;
static int n_requests;

static void
answer (GOutputStream *stream, const char *text)
{
  g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL);
}

static void
answer_at_length (GOutputStream *stream)
{
  g_autofree char *zeros = g_malloc0 (SALON_WEB_CLIENT_MAX_REPLY_BYTES + 10);

  memset (zeros, '0', SALON_WEB_CLIENT_MAX_REPLY_BYTES + 10);
  answer (stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  g_output_stream_write_all (stream, zeros, SALON_WEB_CLIENT_MAX_REPLY_BYTES + 10, NULL, NULL,
                             NULL);
}

/* Reads until the other side gives up. */
static void
fall_silent (GInputStream *stream)
{
  char rest[512];

  while (g_input_stream_read (stream, rest, sizeof rest, NULL, NULL) > 0)
    ;
}

static gboolean
run_cb (GThreadedSocketService *self,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char request[4096] = "";

  g_input_stream_read (input, request, sizeof request - 1, NULL, NULL);
  g_atomic_int_inc (&n_requests);
  if (strstr (request, " /good ") != NULL)
    answer (
      output,
      "HTTP/1.1 200 OK\r\nContent-Length: 17\r\nRequest-Id: r-1\r\n\r\n{\"a\":[{\"b\":\"c\"}]}");
  else if (strstr (request, " /moved ") != NULL)
    answer (output, "HTTP/1.1 302 Found\r\nLocation: /good\r\nContent-Length: 0\r\n\r\n");
  else if (strstr (request, " /later ") != NULL)
    answer (output, "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}");
  else if (strstr (request, " /broken ") != NULL)
    answer (output, "HTTP/1.1 500 Broken\r\nContent-Length: 2\r\n\r\n{}");
  else if (strstr (request, " /wrong ") != NULL)
    answer (output, "HTTP/1.1 400 Wrong\r\nContent-Length: 2\r\n\r\n{}");
  else if (strstr (request, " /words ") != NULL)
    answer (output, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords");
  else if (strstr (request, " /long ") != NULL)
    answer_at_length (output);
  else if (strstr (request, " /silent ") != NULL)
    fall_silent (input);
  return TRUE;
}

static SalonWebReply *
call (const char *path, GError **error)
{
  g_autoptr (SalonWebClient) client = salon_web_client_new ();
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_autoptr (GBytes) body = g_bytes_new_static ("a=b", 3);
  SalonWebRequest request = { "POST", url, NULL, "application/x-www-form-urlencoded", body };

  if (strcmp (path, "/silent") == 0)
    salon_web_client_set_patience (client, MUCH_PATIENCE_MS, NO_PATIENCE_MS);
  return salon_web_client_call (client, &request, NULL, error);
}

static void
assert_fails (const char *path, SalonProviderError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonWebReply) reply = call (path, &error);

  if (reply != NULL)
    salon_web_reply_judge (reply, "Test", NULL, &error);
  g_test_message ("%s: %s", path, error != NULL ? error->message : "no error");
  g_assert_error (error, SALON_PROVIDER_ERROR, (int) code);
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonWebReply) reply = call ("/good", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (salon_web_reply_get_text (reply, "a/0/b"), ==, "c");
  g_assert_null (salon_web_reply_get_text (reply, "a/1/b"));
  g_assert_null (salon_web_reply_get_text (reply, "a/b/c/d"));
  g_assert_cmpstr (reply->request_name, ==, "r-1");
  g_assert_true (salon_web_reply_judge (reply, "Test", NULL, &error));
}

static void
test_unknown (void)
{
  assert_fails ("/dropped", SALON_PROVIDER_ERROR_UNKNOWN);
  assert_fails ("/silent", SALON_PROVIDER_ERROR_UNKNOWN);
  assert_fails ("/broken", SALON_PROVIDER_ERROR_UNKNOWN);
  assert_fails ("/words", SALON_PROVIDER_ERROR_UNKNOWN);
  assert_fails ("/long", SALON_PROVIDER_ERROR_UNKNOWN);
}

static void
test_known (void)
{
  assert_fails ("/later", SALON_PROVIDER_ERROR_BUSY);
  assert_fails ("/wrong", SALON_PROVIDER_ERROR_REFUSED);
}

static void
test_moved (void)
{
  int before = g_atomic_int_get (&n_requests);

  assert_fails ("/moved", SALON_PROVIDER_ERROR_REFUSED);
  g_assert_cmpint (g_atomic_int_get (&n_requests), ==, before + 1);
}

/* One question is one request, also when the other side hangs up. */
static void
test_once (void)
{
  int before = g_atomic_int_get (&n_requests);

  assert_fails ("/dropped", SALON_PROVIDER_ERROR_UNKNOWN);
  g_assert_cmpint (g_atomic_int_get (&n_requests), ==, before + 1);
}

static void
assert_not_sent (const char *url, GCancellable *cancellable, GQuark domain, int code)
{
  g_autoptr (SalonWebClient) client = salon_web_client_new ();
  SalonWebRequest request = { "GET", url, NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_web_client_call (client, &request, cancellable, &error));
  g_assert_error (error, domain, code);
}

static void
test_not_sent (void)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  assert_not_sent ("http://127.0.0.1:1/", NULL, SALON_PROVIDER_ERROR,
                   SALON_PROVIDER_ERROR_NOT_SENT);
  assert_not_sent ("http://api.stripe.com/", NULL, SALON_PROVIDER_ERROR,
                   SALON_PROVIDER_ERROR_NOT_SENT);
  assert_not_sent ("no address", NULL, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_NOT_SENT);
  assert_not_sent (base, cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A server that speaks no TLS has shown nobody who it is. */
static void
test_without_tls (void)
{
  g_autofree char *url = g_strdup_printf ("https%s/good", base + strlen ("http"));

  assert_not_sent (url, NULL, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_NOT_SENT);
}

static gpointer
serve (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GThread *thread;
  guint16 port;
  int result;

  g_test_init (&argc, &argv, NULL);
  service = G_THREADED_SOCKET_SERVICE (g_threaded_socket_service_new (4));
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_signal_connect (service, "run", G_CALLBACK (run_cb), NULL);
  base = g_strdup_printf ("http://127.0.0.1:%u", port);
  thread = g_thread_new ("serve", serve, loop);

  g_test_add_func ("/salon/web-client/an-answer-is-read", test_good);
  g_test_add_func ("/salon/web-client/what-was-sent-and-not-answered-is-unknown", test_unknown);
  g_test_add_func ("/salon/web-client/what-a-status-says-is-known", test_known);
  g_test_add_func ("/salon/web-client/no-redirect-is-followed", test_moved);
  g_test_add_func ("/salon/web-client/a-question-is-sent-once", test_once);
  g_test_add_func ("/salon/web-client/what-was-never-sent-is-told", test_not_sent);
  g_test_add_func ("/salon/web-client/nothing-is-said-to-whom-shows-no-certificate",
                   test_without_tls);
  result = g_test_run ();
  g_main_loop_quit (loop);
  g_thread_join (thread);
  g_socket_service_stop (G_SOCKET_SERVICE (service));
  g_object_unref (service);
  g_free (base);
  return result;
}
