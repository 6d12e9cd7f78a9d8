/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Idempotency-Key: the same request sent again gets the same answer and happens once.
 *
 * salon.idempotency has a row for each key: the digest of who asked what, and the answer when there is
 * one. A key that comes with another request is refused (422), one whose request is still running too
 * (409). Answers that say "try again" (401, 408, 429, 5xx) are not kept.
 *
 * What is written and the answer to it go into one transaction when the handler calls
 * salon_server_idempotency_keep() there: a server that dies has done both or neither, and a row that
 * has been running for longer than any request can is another's leftover, and taken over.
 */
#pragma once

#include "salon-server-route.h"

G_BEGIN_DECLS

typedef SalonServerResponse *(*SalonServerIdempotentFunc) (SalonServerContext *context,
                                                           SalonServerRequest *request);

/* @request has a key. */
SalonServerResponse *salon_server_idempotency_run (SalonServerContext *context,
                                                   SalonServerRequest *request,
                                                   SalonServerIdempotentFunc func);

/* Within the transaction that has the effect: this will be the answer. Nothing when the request has
 * no key. */
gboolean salon_server_idempotency_keep (SalonServerContext *context,
                                        SalonServerRequest *request,
                                        const SalonServerResponse *response,
                                        GError **error);

/* The row of salon.idempotency that the answer to @request goes into, for a statement that has the effect and
 * writes the answer too; (transfer full) (nullable): NULL when the request has no key. */
char *salon_server_idempotency_dup_key (SalonServerRequest *request);

/* Forgets what is older than 30 days; for the jobs. */
gboolean salon_server_idempotency_forget (SalonServerContext *context, GError **error);

G_END_DECLS
