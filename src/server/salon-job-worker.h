/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker does: it lets go of chairs whose hold is over, and runs the jobs, until it is told to
 * stop. Any number of workers may run, here and on other computers: each row is one worker's at a time.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

/* Blocks until @stop is cancelled; what is being done then is finished or left to others. */
void salon_job_worker_run (SalonServerShared *shared, GCancellable *stop);

/* All that is due now, once; in how many seconds there is more. For tests and for the loop. */
gboolean salon_job_worker_run_due (SalonServerContext *context, guint *seconds, GError **error);

G_END_DECLS
