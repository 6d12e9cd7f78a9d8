/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits in this process and in a real Redis: shared, killed, held up, emptied, full of nonsense. Two
 * SalonServerRateLimits are two servers; the clock stands where the test puts it. */
#include <hiredis/hiredis.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "server/salon-redis.h"
#include "server/salon-server-rate-limits.h"

#define NOW G_GINT64_CONSTANT (1773129600000000)
#define SECOND G_GINT64_CONSTANT (1000000)
#define ADDRESS "192.0.2.7"

static const SalonLimit limit = { "test", 10, 60 };

typedef struct
{
  GSubprocess *process;
  guint16 port;
  char *url;
} Redis;

static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Nobody listens there now. */
static guint16
find_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  g_socket_listener_close (listener);
  return port;
}

static void
start (Redis *redis)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *port = g_strdup_printf ("%u", redis->port);

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  redis->process = g_subprocess_launcher_spawn (launcher, &error, "redis-server", "--port", port,
                                                "--bind", "127.0.0.1", "--save", "", "--appendonly",
                                                "no", "--requirepass", "sesame", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (redis->process));
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (strstr (line, "Ready to accept connections") != NULL)
        break;
    }
}

static void
stop (Redis *redis)
{
  g_subprocess_force_exit (redis->process);
  g_subprocess_wait (redis->process, NULL, NULL);
  g_clear_object (&redis->process);
}

static void
set_up (Redis *redis, gconstpointer unused)
{
  redis->port = find_port ();
  redis->url = g_strdup_printf ("redis://:sesame@127.0.0.1:%u/1", redis->port);
  start (redis);
}

static void
tear_down (Redis *redis, gconstpointer unused)
{
  if (redis->process != NULL)
    stop (redis);
  g_free (redis->url);
}

static void
command (Redis *redis, const char *text)
{
  redisContext *connection = redisConnect ("127.0.0.1", redis->port);

  freeReplyObject (redisCommand (connection, "AUTH sesame"));
  freeReplyObject (redisCommand (connection, "SELECT 1"));
  freeReplyObject (redisCommand (connection, text));
  redisFree (connection);
}

static SalonServerRateLimits *
new_server (const char *url)
{
  g_autoptr (GError) error = NULL;
  SalonServerRateLimits *limits = salon_server_rate_limits_new (url, &error);

  g_assert_no_error (error);
  return limits;
}

/* How many of @n it lets in. */
static guint
knock (SalonServerRateLimits *server, guint n, gint64 now)
{
  guint n_allowed = 0;

  for (guint i = 0; i < n; i++)
    n_allowed += salon_server_rate_limits_take (server, &limit, ADDRESS, now).is_allowed;
  return n_allowed;
}

static void
test_alone (void)
{
  g_autoptr (SalonServerRateLimits) one = new_server (NULL);
  g_autoptr (SalonServerRateLimits) two = new_server (NULL);

  g_assert_cmpuint (knock (one, 20, NOW), ==, 10);
  g_assert_cmpuint (knock (two, 20, NOW), ==, 10);
  g_assert_true (salon_server_rate_limits_take (one, &limit, "192.0.2.8", NOW).is_allowed);
  g_assert_cmpuint (knock (one, 20, NOW + 12 * SECOND), ==, 2);
}

static void
test_shared (Redis *redis, gconstpointer unused)
{
  g_autoptr (SalonServerRateLimits) one = new_server (redis->url);
  g_autoptr (SalonServerRateLimits) two = new_server (redis->url);
  SalonLimitVerdict verdict;

  g_assert_cmpuint (knock (one, 7, NOW), ==, 7);
  g_assert_cmpuint (knock (two, 7, NOW), ==, 3);
  verdict = salon_server_rate_limits_take (one, &limit, ADDRESS, NOW);
  g_assert_false (verdict.is_allowed);
  g_assert_cmpuint (verdict.retry_seconds, ==, 6);
  g_assert_cmpuint (knock (two, 7, NOW + 12 * SECOND), ==, 2);
}

/* Killed in the middle, gone for long, and back: everybody is answered, by what each knows herself. */
static void
test_killed (Redis *redis, gconstpointer unused)
{
  g_autoptr (SalonServerRateLimits) one = new_server (redis->url);
  g_autoptr (SalonServerRateLimits) two = new_server (redis->url);

  g_assert_cmpuint (knock (one, 4, NOW), ==, 4);
  g_assert_cmpuint (knock (two, 4, NOW), ==, 4);
  stop (redis);
  g_assert_cmpuint (knock (one, 20, NOW), ==, 6);
  g_assert_cmpuint (knock (two, 20, NOW), ==, 6);
  start (redis);
  /* Not asked for a while after a failure; then they share again. */
  g_assert_cmpuint (knock (one, 20, NOW + 60 * SECOND), ==, 10);
  g_assert_cmpuint (knock (two, 20, NOW + 60 * SECOND), ==, 0);
}

static void
test_absent (void)
{
  g_autofree char *url = g_strdup_printf ("redis://127.0.0.1:%u", find_port ());
  g_autoptr (SalonServerRateLimits) server = new_server (url);

  g_assert_cmpuint (knock (server, 20, NOW), ==, 10);
}

static void
test_emptied (Redis *redis, gconstpointer unused)
{
  g_autoptr (SalonServerRateLimits) one = new_server (redis->url);
  g_autoptr (SalonServerRateLimits) two = new_server (redis->url);

  g_assert_cmpuint (knock (one, 20, NOW), ==, 10);
  command (redis, "FLUSHALL");
  command (redis, "SCRIPT FLUSH");
  g_assert_cmpuint (knock (one, 20, NOW), ==, 0);
  /* What the other one has not seen herself she cannot know, but no more than her own. */
  g_assert_cmpuint (knock (two, 20, NOW), ==, 10);
}

/* It is there and says nothing: one question waits, those after it do not. */
static void
test_held_up (Redis *redis, gconstpointer unused)
{
  g_autoptr (SalonServerRateLimits) server = new_server (redis->url);
  g_autoptr (SalonRedis) direct = salon_redis_new (redis->url, NULL);
  SalonLimitVerdict verdict;

  g_assert_true (salon_redis_take (direct, &limit, "x", NOW, &verdict));
  g_subprocess_send_signal (redis->process, SIGSTOP);
  g_assert_cmpuint (knock (server, 200, NOW), ==, 10);
  g_assert_false (salon_redis_take (direct, &limit, "x", NOW, &verdict));
  g_subprocess_send_signal (redis->process, SIGCONT);
  /* Still not asked, though it would answer: that is what keeps the others from waiting. */
  g_assert_false (salon_redis_take (direct, &limit, "x", NOW + 4 * SECOND, &verdict));
  g_assert_true (salon_redis_take (direct, &limit, "x", NOW + 10 * SECOND, &verdict));
}

static void
test_nonsense (Redis *redis, gconstpointer unused)
{
  static const char *const values[] = {
    "SET ratelimit:test:" ADDRESS " nonsense",
    "SET ratelimit:test:" ADDRESS " -1",
    "SET ratelimit:test:" ADDRESS " nan",
    "LPUSH ratelimit:test:" ADDRESS " 1 2 3",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (SalonServerRateLimits) server = new_server (redis->url);

      command (redis, "FLUSHALL");
      command (redis, values[i]);
      g_assert_cmpuint (knock (server, 20, NOW), ==, 10);
    }
}

/* A value from a clock that is far ahead shuts the door for no longer than an empty bucket. */
static void
test_other_clock (Redis *redis, gconstpointer unused)
{
  g_autoptr (SalonServerRateLimits) server = new_server (redis->url);

  command (redis, "SET ratelimit:test:" ADDRESS " 8000000000000000");
  g_assert_cmpuint (knock (server, 20, NOW), ==, 0);
  g_assert_cmpuint (knock (server, 5, NOW + 60 * SECOND), ==, 0);
}

static void
test_urls (void)
{
  static const char *const wrong[] = { "",         "localhost",  "http://localhost",
                                       "redis://", "rediss://x", "redis://:6379" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (salon_redis_new (wrong[i], &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == G_URI_ERROR);
    }
}

/* One who has a whole network of addresses has one bucket. */
static void
test_keys (void)
{
  static const char *const keys[][2] = {
    { "192.0.2.7", "192.0.2.7" },
    { "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::" },
    { "2001:db8:1:2::ffff", "2001:db8:1:2::" },
    { "::ffff:192.0.2.7", "::ffff:192.0.2.7" },
    { "::1", "::" },
    { "", "" },
    { "nonsense", "nonsense" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *key = salon_server_rate_limits_dup_key (keys[i][0]);

      g_assert_cmpstr (key, ==, keys[i][1]);
    }
}

typedef struct
{
  SalonServerRateLimits *server;
  guint n_allowed;
} Thread;

static gpointer
run_thread (gpointer user_data)
{
  Thread *self = user_data;

  self->n_allowed = knock (self->server, 50, NOW);
  return NULL;
}

/* Eight threads of two servers: never one more than the bucket held. */
static void
test_threads (Redis *redis, gconstpointer unused)
{
  g_autoptr (SalonServerRateLimits) one = new_server (redis->url);
  g_autoptr (SalonServerRateLimits) two = new_server (redis->url);
  Thread threads[8];
  GThread *running[G_N_ELEMENTS (threads)];
  guint n_allowed = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      threads[i] = (Thread) { i % 2 == 0 ? one : two, 0 };
      running[i] = g_thread_new ("knock", run_thread, &threads[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_thread_join (running[i]);
      n_allowed += threads[i].n_allowed;
    }
  g_assert_cmpuint (n_allowed, <=, 20);
  g_assert_cmpuint (n_allowed, >=, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/server-rate-limits/" path, Redis, NULL, set_up, test, tear_down)
  g_test_add_func ("/salon/server-rate-limits/each-by-herself", test_alone);
  ADD ("redis-is-shared", test_shared);
  ADD ("redis-is-killed", test_killed);
  ADD ("redis-is-emptied", test_emptied);
  ADD ("redis-is-held-up", test_held_up);
  ADD ("redis-has-nonsense", test_nonsense);
  ADD ("redis-has-another-clock", test_other_clock);
  ADD ("threads-share", test_threads);
  g_test_add_func ("/salon/server-rate-limits/redis-is-absent", test_absent);
  g_test_add_func ("/salon/server-rate-limits/other-addresses-of-redis", test_urls);
  g_test_add_func ("/salon/server-rate-limits/networks-are-one", test_keys);

  return g_test_run ();
}
