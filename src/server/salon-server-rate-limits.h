/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often one address, one account and everybody together may ask. Every bucket is kept in memory that
 * the processes of a server share (salon-limit-table.h); with a Redis it is also kept there, where all
 * servers take from it, and whoever finds one of the two empty has to wait. So a Redis that is gone, slow
 * or emptied changes nothing but the sharing.
 *
 * Made before the processes part. Any thread. Instants are microseconds since 1970 and are passed in.
 */
#pragma once

#include "salon-limit.h"
#include "salon-server-context.h"

G_BEGIN_DECLS

/**
 * SalonServerRateLimit:
 * @address: for each address
 * @everybody: for all of them together; without a name there is none
 */
typedef struct
{
  SalonLimit address;
  SalonLimit everybody;
} SalonServerRateLimit;

/* The limit of an account that somebody tries to sign in to, from wherever. */
extern const SalonLimit salon_server_rate_limit_of_account;

/* @redis_url: (nullable). Fails with %G_URI_ERROR. */
SalonServerRateLimits *salon_server_rate_limits_new (const char *redis_url, GError **error);
void salon_server_rate_limits_free (SalonServerRateLimits *self);

/* By the name that a route has for it; NULL is the general one. A name that is not in the table is a
 * mistake of the program. */
const SalonServerRateLimit *salon_server_rate_limits_find (const char *name);

/* Blocks for 50 ms at most. */
SalonLimitVerdict salon_server_rate_limits_take (SalonServerRateLimits *self,
                                                 const SalonLimit *limit,
                                                 const char *key,
                                                 gint64 now);

/* Somebody of ours has signed in from @address, or renewed that: for thirty days it is no stranger's, and
 * what everybody together has used up does not keep it out. Its own limit it keeps. This is known to the
 * processes of one server until it ends; a desk that renews its sign-in brings it back. */
void
salon_server_rate_limits_welcome (SalonServerRateLimits *self, const char *address, gint64 now);
gboolean
salon_server_rate_limits_is_welcome (SalonServerRateLimits *self, const char *address, gint64 now);

/* What stands for an address: all that one subscriber has. Of IPv6 that is the first half. */
char *salon_server_rate_limits_dup_key (const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerRateLimits, salon_server_rate_limits_free)

G_END_DECLS
