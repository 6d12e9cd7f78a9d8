/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Anonymises clients in the worker: one, or all that a list shows. Each is forgotten in a transaction of
 * her own; one whom the store refuses (she has bookings to come, something waits to be reviewed) is left
 * as she is and the others go on. The file is then written anew, once. Main thread.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

/* @client_ids: copied */
void salon_anonymise_job_run_async (SalonSession *session,
                                    const char *const *client_ids,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * salon_anonymise_job_run_finish:
 * @n_done: (out): how many are forgotten, also on failure
 *
 * The session has been told of what is other than before. FALSE with @error: why one was left, the first
 * of them, or why the file could not be cleaned.
 */
gboolean salon_anonymise_job_run_finish (GAsyncResult *result, guint *n_done, GError **error);

/* In the owner's words. Transfer full. */
char *salon_anonymise_job_describe_failure (const GError *error);

G_END_DECLS
