/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The threads that run handlers, each with a context of its own. Whoever pushes work owns it again
 * when it is done.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

typedef struct _SalonServerPool SalonServerPool;

/* Runs in a worker thread. */
typedef void (*SalonServerWorkFunc) (SalonServerContext *context, gpointer work);

SalonServerPool *
salon_server_pool_new (SalonServerShared *shared, guint n_threads, SalonServerWorkFunc func);
/* Waits for what has been pushed. */
void salon_server_pool_free (SalonServerPool *self);
void salon_server_pool_push (SalonServerPool *self, gpointer work);
/* Statements that run are broken off, and those that would begin fail. */
void salon_server_pool_cancel (SalonServerPool *self);

G_END_DECLS
