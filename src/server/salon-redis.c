/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-redis.h"

#include <hiredis/hiredis.h>

#define DEFAULT_PORT 6379
#define MAX_IDLE 8

G_DEFINE_AUTOPTR_CLEANUP_FUNC (redisContext, redisFree)

static void
free_reply (redisReply *reply)
{
  freeReplyObject (reply);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (redisReply, free_reply)

struct _SalonRedis
{
  GUri *uri;
  GMutex mutex;
  GPtrArray *idle;     /* of redisContext */
  gint64 silent_until; /* nobody asks before */
};

SalonRedis *
salon_redis_new (const char *url, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  SalonRedis *self;

  g_return_val_if_fail (url != NULL, NULL);

  uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD, error);
  if (uri == NULL)
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), "redis") || g_uri_get_host (uri) == NULL
      || *g_uri_get_host (uri) == '\0')
    {
      g_set_error_literal (error, G_URI_ERROR, G_URI_ERROR_BAD_SCHEME,
                           "it should be like redis://localhost:6379/0");
      return NULL;
    }
  self = g_new0 (SalonRedis, 1);
  self->uri = g_steal_pointer (&uri);
  g_mutex_init (&self->mutex);
  self->idle = g_ptr_array_new_with_free_func ((GDestroyNotify) redisFree);
  return self;
}

void
salon_redis_free (SalonRedis *self)
{
  g_return_if_fail (self != NULL);

  g_uri_unref (self->uri);
  g_ptr_array_unref (self->idle);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
is_ok (redisReply *reply)
{
  return reply != NULL && reply->type != REDIS_REPLY_ERROR;
}

static gboolean
sign_in (SalonRedis *self, redisContext *connection)
{
  const char *user = g_uri_get_user (self->uri);
  const char *password = g_uri_get_password (self->uri);
  g_autoptr (redisReply) reply = NULL;

  if (password == NULL)
    return TRUE;
  if (user == NULL || *user == '\0')
    reply = redisCommand (connection, "AUTH %s", password);
  else
    reply = redisCommand (connection, "AUTH %s %s", user, password);
  return is_ok (reply);
}

static gboolean
choose_database (SalonRedis *self, redisContext *connection)
{
  const char *path = g_uri_get_path (self->uri);
  g_autoptr (redisReply) reply = NULL;

  if (path[0] != '/' || path[1] == '\0')
    return TRUE;
  reply = redisCommand (connection, "SELECT %s", path + 1);
  return is_ok (reply);
}

static redisContext *
connect_anew (SalonRedis *self)
{
  struct timeval timeout = { 0, SALON_REDIS_TIMEOUT_MS * 1000 };
  int port = g_uri_get_port (self->uri);
  g_autoptr (redisContext) connection =
    redisConnectWithTimeout (g_uri_get_host (self->uri), port > 0 ? port : DEFAULT_PORT, timeout);

  if (connection == NULL || connection->err != 0
      || redisSetTimeout (connection, timeout) != REDIS_OK || !sign_in (self, connection)
      || !choose_database (self, connection))
    return NULL;
  return g_steal_pointer (&connection);
}

/* One that nobody uses, or a new one; NULL when it is not to be asked now. */
static redisContext *
borrow (SalonRedis *self, gint64 now, gboolean *is_new)
{
  redisContext *connection = NULL;

  *is_new = FALSE;
  {
    g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

    if (now < self->silent_until)
      return NULL;
    if (self->idle->len > 0)
      connection = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
  }
  if (connection != NULL)
    return connection;
  *is_new = TRUE;
  return connect_anew (self);
}

static void
give_back (SalonRedis *self, redisContext *connection)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->idle->len < MAX_IDLE)
    g_ptr_array_add (self->idle, connection);
  else
    redisFree (connection);
}

static void
fall_silent (SalonRedis *self, gint64 now)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->silent_until = now + SALON_REDIS_PAUSE_SECONDS * G_USEC_PER_SEC;
  g_ptr_array_set_size (self->idle, 0);
}

/* salon_limit_take(), in one step that nobody comes between. A value that is no number is none. */
static const char *const script =
  "local now, interval, room = tonumber (ARGV[1]), tonumber (ARGV[2]), tonumber (ARGV[3])\n"
  "local full_at = tonumber (redis.call ('GET', KEYS[1]) or '0') or 0\n"
  "full_at = math.min (math.max (full_at, now), now + room)\n"
  "local after = full_at + interval\n"
  "if after - now > room then\n"
  "  return {0, string.format ('%.0f', full_at)}\n"
  "end\n"
  "redis.call ('SET', KEYS[1], string.format ('%.0f', after),\n"
  "            'PX', string.format ('%.0f', math.ceil ((after - now) / 1000)))\n"
  "return {1, string.format ('%.0f', after)}";

static redisReply *
run_script (redisContext *connection, const SalonLimit *limit, const char *key, gint64 now)
{
  gint64 interval = salon_limit_get_interval (limit);
  g_autofree char *name = g_strdup_printf ("ratelimit:%s:%s", limit->name, key);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autofree char *step = g_strdup_printf ("%" G_GINT64_FORMAT, interval);
  g_autofree char *room = g_strdup_printf ("%" G_GINT64_FORMAT, interval * limit->burst);
  const char *words[] = { "EVAL", script, "1", name, at, step, room };

  /* The text each time, and not its digest: a Redis that was emptied has forgotten the digest. */
  return redisCommandArgv (connection, G_N_ELEMENTS (words), words, NULL);
}

static gboolean
read_reply (redisReply *reply, const SalonLimit *limit, gint64 now, SalonLimitVerdict *verdict)
{
  gint64 full_at;

  if (reply == NULL || reply->type != REDIS_REPLY_ARRAY || reply->elements != 2
      || reply->element[0]->type != REDIS_REPLY_INTEGER
      || reply->element[1]->type != REDIS_REPLY_STRING
      || !g_ascii_string_to_signed (reply->element[1]->str, 10, 0, G_MAXINT64 / 2, &full_at, NULL))
    return FALSE;
  *verdict = salon_limit_describe (limit, full_at, now, reply->element[0]->integer == 1);
  return TRUE;
}

gboolean
salon_redis_take (SalonRedis *self,
                  const SalonLimit *limit,
                  const char *key,
                  gint64 now,
                  SalonLimitVerdict *verdict)
{
  gboolean is_new = FALSE;
  redisContext *connection;
  g_autoptr (redisReply) reply = NULL;

  g_return_val_if_fail (self != NULL && limit != NULL && key != NULL && verdict != NULL, FALSE);

  connection = borrow (self, now, &is_new);
  if (connection == NULL)
    {
      if (is_new)
        fall_silent (self, now);
      return FALSE;
    }
  reply = run_script (connection, limit, key, now);
  if (reply == NULL)
    {
      redisFree (connection);
      fall_silent (self, now);
      return FALSE;
    }
  give_back (self, connection);
  return read_reply (reply, limit, now, verdict);
}
