/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A Redis that several servers share. Nothing depends on it: it may be absent, slow, killed, emptied or
 * full of somebody else's keys, and whoever asks gets "not now" and goes on with what she knows herself.
 *
 * A question takes 50 ms at most. After one that failed nobody asks for five seconds, so a Redis that
 * hangs costs one request a moment and not every request. Connections are kept and shared; any thread.
 * Instants are microseconds and are passed in.
 */
#pragma once

#include <glib.h>

#include "salon-limit.h"

G_BEGIN_DECLS

#define SALON_REDIS_TIMEOUT_MS 50
#define SALON_REDIS_PAUSE_SECONDS 5

typedef struct _SalonRedis SalonRedis;

/**
 * salon_redis_new:
 * @url: "redis://user:password@host:6379/0"; all but the host may be left out
 *
 * Connects to nothing yet. Fails with %G_URI_ERROR.
 */
SalonRedis *salon_redis_new (const char *url, GError **error);
void salon_redis_free (SalonRedis *self);

/**
 * salon_redis_take:
 * @key: whose bucket
 * @verdict: (out): untouched unless there is one
 *
 * Takes a token out of a bucket that all servers share. Blocks.
 *
 * Returns: %FALSE when Redis cannot say
 */
gboolean salon_redis_take (SalonRedis *self,
                           const SalonLimit *limit,
                           const char *key,
                           gint64 now,
                           SalonLimitVerdict *verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonRedis, salon_redis_free)

G_END_DECLS
