/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Things to do, as rows of salon.jobs. Whoever has something done adds its job in the transaction that
 * makes it necessary: either both are there, or neither. A worker takes a job for a while (a lease); if
 * it dies, another takes it when the lease is over. A job is therefore run once or more, and what it
 * does must be such that a second time changes nothing.
 *
 * A job that is added again while it is run is run once more afterwards.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

#define SALON_JOB_SETTLE "settle"       /* key: a payment order: ask its provider what is so */
#define SALON_JOB_OPERATION "operation" /* key: a payment operation: see it through */
#define SALON_JOB_VOUCHER "voucher"     /* key: a gift card: store its paper */

/* Fails with an error, and is tried again later; or says in @again_seconds when to look again, 0 when it
 * is over. */
typedef gboolean (*SalonJobFunc) (SalonServerContext *context,
                                  const char *key,
                                  guint *again_seconds,
                                  GError **error);

typedef struct
{
  const char *kind;
  SalonJobFunc func;
} SalonJobKind;

/* At the end of the transaction that is open, or at once. Wakes the workers when @delay_seconds is 0. */
gboolean salon_job_add (SalonServerContext *context,
                        const char *kind,
                        const char *key,
                        guint delay_seconds,
                        GError **error);

/**
 * salon_job_run_next:
 * @kinds: (array length=n_kinds): those that this worker knows; it leaves others alone
 * @has_run: (out): whether there was one
 *
 * Takes the job that has waited longest and runs it. A job that fails is no failure of this.
 */
gboolean salon_job_run_next (SalonServerContext *context,
                             const SalonJobKind *kinds,
                             gsize n_kinds,
                             gboolean *has_run,
                             GError **error);

/* How long to wait after the @attempts-th failure: 5 s, 10 s … an hour. */
guint salon_job_get_delay (guint attempts);

G_END_DECLS
