/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signed questions to OVH (https://eu.api.ovh.com/1.0). A signature holds for a moment, by OVH's clock:
 * how far that is from ours is asked for before the first question, once an hour, and when a signature
 * was refused, after which the question is put once more (a refused one has had no effect).
 *
 * Blocks; one thread.
 */
#pragma once

#include "salon-message-provider.h"
#include "web/salon-web-client.h"

G_BEGIN_DECLS

typedef struct _SalonOvhClient SalonOvhClient;

/**
 * salon_ovh_client_new:
 * @url: with the version, without a slash at its end
 */
SalonOvhClient *salon_ovh_client_new (const char *url,
                                      const char *application_key,
                                      const char *application_secret,
                                      const char *consumer_key);
void salon_ovh_client_free (SalonOvhClient *self);

/**
 * salon_ovh_client_sign:
 * @body: the bytes as they are sent; empty for GET
 * @timestamp: Unix seconds by OVH's clock
 *
 * "$1$" and the SHA-1 of everything, with a plus between: what X-Ovh-Signature has to say.
 */
char *salon_ovh_client_sign (const char *application_secret,
                             const char *consumer_key,
                             const char *method,
                             const char *url,
                             const char *body,
                             gint64 timestamp);

/**
 * salon_ovh_client_call:
 * @path: after the version, with its query: "/sms"
 * @body: (nullable): JSON
 * @now: Unix seconds by our clock
 * @failure: (out) (transfer full): what no answer, or one that is no success, means
 *
 * Returns: (transfer full) (nullable): a success, with JSON in it; or %NULL with @failure set
 */
SalonWebReply *salon_ovh_client_call (SalonOvhClient *self,
                                      const char *method,
                                      const char *path,
                                      const char *body,
                                      gint64 now,
                                      SalonDelivery **failure,
                                      GCancellable *cancellable);

/* Asks for the time, which needs no keys: is OVH there? NULL when it is; transfer full. */
SalonDelivery *salon_ovh_client_reach (SalonOvhClient *self, gint64 now, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonOvhClient, salon_ovh_client_free)

G_END_DECLS
