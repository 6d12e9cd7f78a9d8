/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thread that owns the writing connection. Operations are plain blocking functions, run one
 * after the other in the order they were given; this is the one seam between them and the main loop.
 */
#pragma once

#include "salon-store.h"

G_BEGIN_DECLS

#define SALON_TYPE_WORKER (salon_worker_get_type ())
G_DECLARE_FINAL_TYPE (SalonWorker, salon_worker, SALON, WORKER, GObject)

/* Runs in the worker. @data is the operation's own; the result goes to _finish. */
typedef gpointer (*SalonWorkerFunc) (SalonStore *store,
                                     gpointer data,
                                     GCancellable *cancellable,
                                     GError **error);

/* The thread starts and opens @path as its first operation: a failure is every operation's error. */
SalonWorker *salon_worker_new (const char *path);
/* @destroy_data frees @data, @destroy_result a result that nobody takes. The callback runs in the
 * thread-default main context of the caller. */
void salon_worker_run_async (SalonWorker *self,
                             SalonWorkerFunc func,
                             gpointer data,
                             GDestroyNotify destroy_data,
                             GDestroyNotify destroy_result,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer salon_worker_run_finish (SalonWorker *self, GAsyncResult *result, GError **error);
/* The same for a thread that has time: blocks until it is done. Never for the main thread. */
gpointer salon_worker_run (SalonWorker *self,
                           SalonWorkerFunc func,
                           gpointer data,
                           GDestroyNotify destroy_result,
                           GCancellable *cancellable,
                           GError **error);
/* Ends what was given, then the thread. Blocks: for the end of the program. */
void salon_worker_close (SalonWorker *self);

G_END_DECLS
