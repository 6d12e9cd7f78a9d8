/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a request to its answer: the route, what is checked before its handler, the handler, and what
 * every answer has. Blocks; runs in a worker thread.
 */
#pragma once

#include "salon-server-route.h"

G_BEGIN_DECLS

#define SALON_SERVER_MAX_JSON_DEPTH 32

/* Never NULL. Fills @request's route and what follows from it. */
SalonServerResponse *salon_server_dispatch (SalonServerContext *context,
                                            SalonServerRequest *request);

/* Nothing in @text is nested deeper than that. */
gboolean salon_server_dispatch_is_shallow (const char *text, gsize length);

/* What every answer carries: security, CORS, the request's id and what was noted for it. */
void salon_server_dispatch_dress (const SalonServerShared *shared,
                                  SalonServerRequest *request,
                                  SalonServerResponse *response);

G_END_DECLS
