/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log: one JSON object a line on standard error. What is said of a request is its id, its route's
 * pattern, the status and the time: no names, addresses, tokens or bodies.
 */
#pragma once

#include "salon-server-request.h"

G_BEGIN_DECLS

/* From now on what GLib logs becomes such lines too. */
void salon_server_log_begin (void);
void salon_server_log_answer (const SalonServerRequest *request, guint status, gint64 microseconds);

G_END_DECLS
