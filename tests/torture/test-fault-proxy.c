/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The proxy does what it says, before anything is proved with it: behind it stands a server that
 * sends back every byte it gets and counts them.
 */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fault-proxy.h"

/* How long a test waits for what must come, and for what must not. */
#define PATIENCE_MS 10000
#define SILENCE_MS 100
#define LOT_BYTES 65536

typedef struct
{
  guint32 seed;
  int door;
  GThread *server;
  FaultProxy *proxy;
} Fixture;

static gpointer
echo (gpointer data)
{
  int end = GPOINTER_TO_INT (data);
  guint8 bytes[4096];
  gssize n_read;

  while ((n_read = recv (end, bytes, sizeof bytes, 0)) > 0)
    if (send (end, bytes, (gsize) n_read, MSG_NOSIGNAL) != n_read)
      break;
  close (end);
  return NULL;
}

/* Until the door is shut down. */
static gpointer
serve (gpointer data)
{
  Fixture *fixture = data;
  int end;

  while ((end = accept (fixture->door, NULL, NULL)) >= 0)
    g_thread_unref (g_thread_new ("echo", echo, GINT_TO_POINTER (end)));
  return NULL;
}

static GSocketAddress *
open_door (Fixture *fixture)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  fixture->door = socket (AF_INET, SOCK_STREAM, 0);
  g_assert_cmpint (bind (fixture->door, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (fixture->door, 128), ==, 0);
  g_assert_cmpint (getsockname (fixture->door, (struct sockaddr *) &address, &length), ==, 0);
  return g_socket_address_new_from_native (&address, length);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GSocketAddress) address = open_door (fixture);

  fixture->seed = (guint32) g_test_rand_int ();
  g_test_message ("seed %u", fixture->seed);
  fixture->server = g_thread_new ("server", serve, fixture);
  fixture->proxy = fault_proxy_new (address, fixture->seed);
}

static void
stop_server (Fixture *fixture)
{
  if (fixture->server == NULL)
    return;
  shutdown (fixture->door, SHUT_RDWR);
  g_thread_join (g_steal_pointer (&fixture->server));
  close (fixture->door);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  fault_proxy_free (fixture->proxy);
  stop_server (fixture);
}

static int
dial (Fixture *fixture)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  int end = socket (AF_INET, SOCK_STREAM, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  address.sin_port = htons ((guint16) fault_proxy_get_port (fixture->proxy));
  g_assert_cmpint (connect (end, (struct sockaddr *) &address, sizeof address), ==, 0);
  return end;
}

static gboolean
is_readable (int end, int timeout_ms)
{
  struct pollfd polled = { .fd = end, .events = POLLIN };

  return poll (&polled, 1, timeout_ms) == 1;
}

/* The next bytes; 0 at the end, by a close or by a reset. */
static gsize
read_some (int end, guint8 *bytes, gsize size)
{
  gssize n_read;

  g_assert_true (is_readable (end, PATIENCE_MS));
  n_read = recv (end, bytes, size, 0);
  if (n_read < 0)
    g_assert_cmpint (errno, ==, ECONNRESET);
  return n_read > 0 ? (gsize) n_read : 0;
}

/* Sends @n_bytes piece by piece, each answered before the next; how many came back. */
static gsize
converse (int end, gsize n_bytes)
{
  guint8 sent[100];
  guint8 got[100];
  gsize n_back = 0;

  memset (sent, 'x', sizeof sent);
  while (n_back < n_bytes)
    {
      gsize n_read = 1;

      if (send (end, sent, sizeof sent, MSG_NOSIGNAL) < 0)
        return n_back;
      for (gsize awaited = sizeof sent; awaited > 0 && n_read > 0; awaited -= n_read)
        {
          n_read = read_some (end, got, awaited);
          n_back += n_read;
        }
      if (n_read == 0)
        return n_back;
    }
  return n_back;
}

static void
test_everything_passes (Fixture *fixture, gconstpointer unused)
{
  int end = dial (fixture);
  g_autofree guint8 *sent = g_malloc (LOT_BYTES);
  g_autofree guint8 *got = g_malloc (LOT_BYTES);
  gsize n_got = 0;

  fault_proxy_set_plan (fixture->proxy, &(FaultPlan) { .longest_delay_ms = 5 });
  for (gsize i = 0; i < LOT_BYTES; i++)
    sent[i] = (guint8) g_test_rand_int ();
  g_assert_cmpint (send (end, sent, LOT_BYTES, 0), ==, LOT_BYTES);
  shutdown (end, SHUT_WR);
  for (gsize n_read = 1; n_read > 0; n_got += n_read)
    n_read = read_some (end, got + n_got, LOT_BYTES - n_got + 1);
  g_assert_cmpmem (sent, LOT_BYTES, got, n_got);
  g_assert_cmpuint (fault_proxy_get_count (fixture->proxy).n_bytes, ==, 2 * LOT_BYTES);
  close (end);
}

static void
test_cut_at_random_bytes (Fixture *fixture, gconstpointer unused)
{
  const gsize largest = 1000;
  const guint n_connections = 200;
  FaultCount count;

  fault_proxy_set_plan (fixture->proxy, &(FaultPlan) { .cuts = 1, .largest_offset = largest });
  for (guint i = 0; i < n_connections; i++)
    {
      int end = dial (fixture);

      g_assert_cmpuint (converse (end, 2 * largest), <=, largest);
      close (end);
    }
  count = fault_proxy_get_count (fixture->proxy);
  g_assert_cmpuint (count.n_connections, ==, n_connections);
  g_assert_cmpuint (count.n_cut_requests + count.n_cut_replies, ==, n_connections);
  g_assert_cmpuint (count.n_cut_requests, >, n_connections / 4);
  g_assert_cmpuint (count.n_cut_replies, >, n_connections / 4);
}

static void
test_share_is_kept (Fixture *fixture, gconstpointer unused)
{
  const guint n_connections = 400;
  guint n_short = 0;
  FaultCount count;

  fault_proxy_set_plan (fixture->proxy, &(FaultPlan) { .cuts = 0.2, .largest_offset = 500 });
  for (guint i = 0; i < n_connections; i++)
    {
      int end = dial (fixture);

      n_short += converse (end, 1000) < 1000;
      close (end);
    }
  count = fault_proxy_get_count (fixture->proxy);
  g_assert_cmpuint (n_short, ==, count.n_cut_requests + count.n_cut_replies);
  g_assert_cmpuint (n_short, >, n_connections / 10);
  g_assert_cmpuint (n_short, <, n_connections * 3 / 10);
}

static void
assert_is_silent (int end)
{
  g_assert_cmpint (send (end, "anybody?", 8, MSG_NOSIGNAL), ==, 8);
  g_assert_false (is_readable (end, SILENCE_MS));
}

static void
test_silence_leaves_open (Fixture *fixture, gconstpointer unused)
{
  int end;

  fault_proxy_set_plan (fixture->proxy, &(FaultPlan) { .silences = 1 });
  end = dial (fixture);
  assert_is_silent (end);
  assert_is_silent (end);
  g_assert_cmpuint (fault_proxy_get_count (fixture->proxy).n_silenced, ==, 1);
  close (end);
}

static void
test_all_fall_silent (Fixture *fixture, gconstpointer unused)
{
  int old = dial (fixture);
  int late;
  int fresh;

  g_assert_cmpuint (converse (old, 100), ==, 100);
  fault_proxy_set_silent (fixture->proxy, TRUE);
  assert_is_silent (old);
  late = dial (fixture);
  assert_is_silent (late);

  fault_proxy_set_silent (fixture->proxy, FALSE);
  assert_is_silent (old);
  assert_is_silent (late);
  fresh = dial (fixture);
  g_assert_cmpuint (converse (fresh, 100), ==, 100);
  close (old);
  close (late);
  close (fresh);
}

static void
test_down_and_up (Fixture *fixture, gconstpointer unused)
{
  int old = dial (fixture);
  int late;
  int fresh;

  g_assert_cmpuint (converse (old, 100), ==, 100);
  fault_proxy_set_down (fixture->proxy, TRUE);
  g_assert_cmpuint (converse (old, 100), ==, 0);
  late = dial (fixture);
  g_assert_cmpuint (converse (late, 100), ==, 0);

  fault_proxy_set_down (fixture->proxy, FALSE);
  fresh = dial (fixture);
  g_assert_cmpuint (converse (fresh, 100), ==, 100);
  close (old);
  close (late);
  close (fresh);
}

static void
test_server_is_not_there (Fixture *fixture, gconstpointer unused)
{
  int end;

  stop_server (fixture);
  end = dial (fixture);
  g_assert_cmpuint (converse (end, 100), ==, 0);
  g_assert_cmpuint (fault_proxy_get_count (fixture->proxy).n_refused, ==, 1);
  close (end);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/salon/fault-proxy/without-faults-everything-passes", test_everything_passes);
  add ("/salon/fault-proxy/connections-are-cut-both-ways-at-random-bytes",
       test_cut_at_random_bytes);
  add ("/salon/fault-proxy/only-the-asked-share-is-cut", test_share_is_kept);
  add ("/salon/fault-proxy/a-silent-connection-stays-open", test_silence_leaves_open);
  add ("/salon/fault-proxy/all-fall-silent-and-new-ones-speak-again", test_all_fall_silent);
  add ("/salon/fault-proxy/down-cuts-and-turns-away", test_down_and_up);
  add ("/salon/fault-proxy/server-that-is-not-there-is-told-apart", test_server_is_not_there);
  return g_test_run ();
}
