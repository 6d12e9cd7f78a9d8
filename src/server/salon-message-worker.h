/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread of a worker that tells clients: it runs rounds (message/salon-message-round.h) on the shared
 * salon, whenever something is due or has changed. Desks may send as well, and other workers: each message
 * is one sender's.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

/* Blocks until @stop is cancelled; returns at once when the environment names nobody who carries messages. */
void salon_message_worker_run (SalonServerShared *shared, GCancellable *stop);

G_END_DECLS
