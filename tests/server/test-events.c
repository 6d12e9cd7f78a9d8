/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/salon-server-events.h"

#define NOW G_GINT64_CONSTANT (1773129600000000)
#define SECOND G_GINT64_CONSTANT (1000000)

static void
no_wake (gpointer unused)
{
}

static char *
take (SalonServerStream *stream)
{
  char buffer[256];
  gssize length = salon_server_stream_take (stream, buffer, sizeof buffer, no_wake, NULL);

  return length < 0 ? g_strdup ("end") : g_strndup (buffer, (gsize) length);
}

static void
assert_taken (SalonServerStream *stream, const char *expected)
{
  g_autofree char *taken = take (stream);

  g_assert_cmpstr (taken, ==, expected);
}

static void
test_change (void)
{
  g_autoptr (SalonServerEvents) events = salon_server_events_new ();
  g_autoptr (SalonServerStream) one = salon_server_stream_new ();
  g_autoptr (SalonServerStream) two = salon_server_stream_new ();

  g_assert_true (salon_server_events_add (events, one, NOW));
  g_assert_true (salon_server_events_add (events, two, NOW));
  salon_server_events_tell (events);
  assert_taken (one, SALON_SERVER_EVENTS_CHANGE);
  assert_taken (two, SALON_SERVER_EVENTS_CHANGE);
  assert_taken (one, "");
}

static void
test_heartbeat (void)
{
  g_autoptr (SalonServerEvents) events = salon_server_events_new ();
  g_autoptr (SalonServerStream) stream = salon_server_stream_new ();

  salon_server_events_add (events, stream, NOW);
  salon_server_events_tick (events, NOW + 14 * SECOND);
  assert_taken (stream, "");
  salon_server_events_tick (events, NOW + 15 * SECOND);
  assert_taken (stream, SALON_SERVER_EVENTS_HEARTBEAT);
  salon_server_events_tick (events, NOW + 16 * SECOND);
  assert_taken (stream, "");
  salon_server_events_tick (events, NOW + 30 * SECOND);
  assert_taken (stream, SALON_SERVER_EVENTS_HEARTBEAT);
}

static void
test_end (void)
{
  g_autoptr (SalonServerEvents) events = salon_server_events_new ();
  g_autoptr (SalonServerStream) old = salon_server_stream_new ();
  g_autoptr (SalonServerStream) gone = salon_server_stream_new ();
  g_autoptr (SalonServerStream) young = salon_server_stream_new ();

  salon_server_events_add (events, old, NOW);
  salon_server_events_add (events, gone, NOW + 599 * SECOND);
  salon_server_events_add (events, young, NOW + 599 * SECOND);
  salon_server_stream_close (gone);
  salon_server_events_tick (events, NOW + 600 * SECOND);
  g_assert_cmpuint (salon_server_events_get_n_streams (events), ==, 1);
  assert_taken (old, "end");
  salon_server_events_tell (events);
  assert_taken (young, SALON_SERVER_EVENTS_CHANGE);
}

/* A client that takes nothing is let go, and nobody waits for her. */
static void
test_sleeper (void)
{
  g_autoptr (SalonServerEvents) events = salon_server_events_new ();
  g_autoptr (SalonServerStream) stream = salon_server_stream_new ();

  salon_server_events_add (events, stream, NOW);
  for (int i = 0; i < 100000; i++)
    salon_server_events_tell (events);
  g_assert_cmpuint (salon_server_events_get_n_streams (events), ==, 0);
}

static void
test_crowd (void)
{
  g_autoptr (SalonServerEvents) events = salon_server_events_new ();

  for (int i = 0; i < SALON_SERVER_EVENTS_MAX_STREAMS + 1; i++)
    {
      g_autoptr (SalonServerStream) stream = salon_server_stream_new ();

      g_assert_cmpint (salon_server_events_add (events, stream, NOW), ==,
                       i < SALON_SERVER_EVENTS_MAX_STREAMS);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/server-events/everybody-is-told", test_change);
  g_test_add_func ("/salon/server-events/silence-is-broken", test_heartbeat);
  g_test_add_func ("/salon/server-events/streams-end-in-time", test_end);
  g_test_add_func ("/salon/server-events/who-takes-nothing-is-let-go", test_sleeper);
  g_test_add_func ("/salon/server-events/too-many-are-sent-away", test_crowd);

  return g_test_run ();
}
