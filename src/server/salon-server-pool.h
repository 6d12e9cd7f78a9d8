/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The threads that run handlers, each with a context of its own. Whoever pushes work owns it again when it is
 * done.
 *
 * Only so many work at once. The one who became free last is called first: what it and its connection have
 * worked on is still at hand, here and in PostgreSQL, where it costs half as much as with a connection that
 * lay about. Who waits for others of this process does not work meanwhile, and lets somebody else.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

/* Runs in a worker thread. */
typedef void (*SalonServerWorkFunc) (SalonServerContext *context, gpointer work);

/* @most: who work at once */
SalonServerPool *
salon_server_pool_new (SalonServerShared *shared, guint most, SalonServerWorkFunc func);
/* Waits for what has been pushed. */
void salon_server_pool_free (SalonServerPool *self);
void salon_server_pool_push (SalonServerPool *self, gpointer work);
/* Statements that run are broken off, and those that would begin fail. */
void salon_server_pool_cancel (SalonServerPool *self);

/* Around a wait, in the thread of the worker whose context it is. Nothing for a context of no pool. */
void salon_server_pool_leave (SalonServerContext *context);
void salon_server_pool_come_back (SalonServerContext *context);

G_END_DECLS
