/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often somebody may knock: a token bucket. It holds up to @burst tokens, a new one comes every
 * @period_us / @n, and each request takes one.
 *
 * A bucket is one number, the instant at which it will be full again ("generic cell rate algorithm"),
 * so it can be kept anywhere as one integer; the same arithmetic runs in Redis. Pure: instants are
 * microseconds since 1970 and are passed in. A clock that goes back fills nothing, and keeps nobody
 * out for longer than an empty bucket does.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SalonLimit:
 * @name: what it limits, for headers and keys: lower-case letters and dashes
 * @burst: how many at once, and how many in @window_seconds in the long run
 */
typedef struct
{
  const char *name;
  guint burst;
  guint window_seconds;
} SalonLimit;

/**
 * SalonLimitVerdict:
 * @is_allowed: a token was taken
 * @n_left: how many more there are at once
 * @reset_seconds: until the bucket is full again
 * @retry_seconds: until the next token comes; 0 unless there was none
 */
typedef struct
{
  gboolean is_allowed;
  guint n_left;
  guint reset_seconds;
  guint retry_seconds;
} SalonLimitVerdict;

/* Between two tokens. */
gint64 salon_limit_get_interval (const SalonLimit *self);

/* Takes a token out of the bucket @full_at when there is one. */
SalonLimitVerdict salon_limit_take (const SalonLimit *self, gint64 *full_at, gint64 now);

/* What somebody is told about a bucket that was asked already. */
SalonLimitVerdict
salon_limit_describe (const SalonLimit *self, gint64 full_at, gint64 now, gboolean is_allowed);

G_END_DECLS
