/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-limit.h"

gint64
salon_limit_get_interval (const SalonLimit *self)
{
  g_return_val_if_fail (self != NULL && self->burst > 0, 1);

  return MAX (1, (gint64) self->window_seconds * G_USEC_PER_SEC / self->burst);
}

static guint
to_seconds (gint64 microseconds)
{
  return (guint) ((MAX (0, microseconds) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

SalonLimitVerdict
salon_limit_describe (const SalonLimit *self, gint64 full_at, gint64 now, gboolean is_allowed)
{
  gint64 interval = salon_limit_get_interval (self);
  gint64 missing = MAX (0, full_at - now);
  gint64 room = interval * self->burst - missing;

  return (SalonLimitVerdict) {
    .is_allowed = is_allowed,
    .n_left = is_allowed ? (guint) (MAX (0, room) / interval) : 0,
    .reset_seconds = to_seconds (missing),
    .retry_seconds = is_allowed ? 0 : MAX (1, to_seconds (interval - room)),
  };
}

SalonLimitVerdict
salon_limit_take (const SalonLimit *self, gint64 *full_at, gint64 now)
{
  gint64 interval = salon_limit_get_interval (self);
  gint64 room = interval * self->burst;
  /* It cannot be emptier than empty: what says so was written before the clock went back. */
  gint64 then = CLAMP (*full_at, now, now + room) + interval;
  gboolean is_allowed = then - now <= room;

  *full_at = is_allowed ? then : then - interval;
  return salon_limit_describe (self, *full_at, now, is_allowed);
}
