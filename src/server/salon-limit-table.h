/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many buckets of salon-limit.h, in memory that processes share which part after it was made. A bucket is
 * found by 64 bits of a keyed digest of its name, so nobody can aim at another's, and is one integer that
 * is exchanged without a lock: whoever dies in the middle leaves nothing locked.
 *
 * The table is bounded. A bucket that is full again gives its place to another; when all the places that a
 * name may have are in use, the strangers who come then share one bucket. Any thread of any process.
 */
#pragma once

#include "salon-limit.h"

G_BEGIN_DECLS

/* A mebibyte, of which only what is used is ever touched. */
#define SALON_LIMIT_TABLE_BUCKETS 65536

typedef struct _SalonLimitTable SalonLimitTable;

SalonLimitTable *salon_limit_table_new (void);
/* Of this process alone. */
void salon_limit_table_free (SalonLimitTable *self);

SalonLimitVerdict salon_limit_table_take (SalonLimitTable *self,
                                          const SalonLimit *limit,
                                          const char *key,
                                          gint64 now);

/* Remembers @key under @name for @seconds, when there is room: strangers who share a bucket are never taken
 * for somebody who was marked. @name must be none of a limit's. */
void salon_limit_table_mark (SalonLimitTable *self,
                             const char *name,
                             const char *key,
                             guint seconds,
                             gint64 now);
gboolean
salon_limit_table_is_marked (SalonLimitTable *self, const char *name, const char *key, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonLimitTable, salon_limit_table_free)

G_END_DECLS
