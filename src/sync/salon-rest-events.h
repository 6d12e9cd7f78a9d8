/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The news of the salon's server: server-sent events, of which each says only "look". Lives on the
 * context of its client, and reads whenever that is iterated; for the client's thread.
 *
 * Whoever tells them says something every quarter of a minute: a longer silence than the client's is an
 * end like any other.
 */
#pragma once

#include "salon-rest-client.h"

G_BEGIN_DECLS

typedef struct _SalonRestEvents SalonRestEvents;

/**
 * salon_rest_events_open:
 * @status: (out): of the answer, when there was one; events come only with 200
 *
 * Listens from when this returns: the server's first event has come, which says that it has noted us.
 *
 * Returns: (transfer full): NULL with @error, or without it when @status says why
 */
SalonRestEvents *salon_rest_events_open (SalonRestClient *client,
                                         const char *token,
                                         guint *status,
                                         GCancellable *cancellable,
                                         GError **error);
void salon_rest_events_free (SalonRestEvents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonRestEvents, salon_rest_events_free)

/* Until there is news, an end, @timeout_ms are over or @wake is cancelled. TRUE: there is news. */
gboolean salon_rest_events_wait (SalonRestEvents *self, int timeout_ms, GCancellable *wake);
/* Nothing will come any more. */
gboolean salon_rest_events_is_ended (SalonRestEvents *self);

G_END_DECLS
