/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An open salon, as the pages see it: a reader for the main thread, a worker behind the commits,
 * what is needed on every screen (hours, services, settings) already read, and a signal when
 * something changed. Main thread only. One per window's life; SalonApplication makes it.
 */
#pragma once

#include "store/salon-reader.h"
#include "store/salon-worker.h"
#include "sync/salon-online.h"
#include "sync/salon-sync.h"

G_BEGIN_DECLS

#define SALON_TYPE_SESSION (salon_session_get_type ())
G_DECLARE_FINAL_TYPE (SalonSession, salon_session, SALON, SESSION, GObject)

/* Starts the worker, which opens (and makes or migrates) @path while the window is being built. */
SalonSession *salon_session_new (const char *path, gboolean is_sample);
/* Ready for reading once this has finished without an error. */
void
salon_session_load_async (SalonSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean salon_session_load_finish (SalonSession *self, GAsyncResult *result, GError **error);
/* Both in one. Blocks: for tests and programs without a window. */
SalonSession *salon_session_open (const char *path, gboolean is_sample, GError **error);
/* Ends what is being saved, then the worker. Blocks for as long as that takes. */
void salon_session_close (SalonSession *self);
/* A fixed moment in place of the clock: for tests and pictures. */
void salon_session_set_now (SalonSession *self, SalonMoment now);
/* Does the clock stand still? */
gboolean salon_session_has_fixed_now (SalonSession *self);

SalonReader *salon_session_get_reader (SalonSession *self);
/* For reads that are too long for the main thread. */
SalonWorker *salon_session_get_worker (SalonSession *self);
gboolean salon_session_is_sample (SalonSession *self);
/* The disk or the file is write-protected: everything can be read, and no commit succeeds. */
gboolean salon_session_is_read_only (SalonSession *self);
const char *salon_session_get_path (SalonSession *self);
SalonOpeningHours *salon_session_get_hours (SalonSession *self);
GListModel *
salon_session_get_services (SalonSession *self); /* SalonService, active ones, in order */
const char *salon_session_get_staff_id (SalonSession *self);
const char *salon_session_get_setting (SalonSession *self,
                                       const char *key);     /* text settings; NULL: not set */
const char *salon_session_get_currency (SalonSession *self); /* "EUR" */
int salon_session_get_step (SalonSession *self); /* minutes of the grid: 5, 10, 15, 30 */
SalonMoment salon_session_get_now (SalonSession *self);
gint64 salon_session_get_instant (SalonSession *self); /* Unix seconds */
/* The wall time at @instant in the salon's zone. */
SalonMoment salon_session_get_moment (SalonSession *self, gint64 instant);

/* Of the salon. Transfer full. */
GTimeZone *salon_session_dup_zone (SalonSession *self);

/* Saves @change in the worker. On success "changed" and "done" are emitted before @callback. With
 * @callback NULL a failure is emitted as "failed"; with one, it is the caller's to show. */
void salon_session_commit_async (SalonSession *self,
                                 SalonChange *change,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean salon_session_commit_finish (SalonSession *self, GAsyncResult *result, GError **error);
/* Saves and tells: a toast with the change's label and an Undo button, or the failure. */
void salon_session_commit (SalonSession *self, SalonChange *change);

/* As salon_session_commit_async(), for what the shared salon did not take: @replacement is what the
 * owner wants instead of the review's change; NULL: it stays as the others have it. Finish with
 * salon_session_commit_finish(). */
void salon_session_settle_async (SalonSession *self,
                                 gint64 review_id,
                                 SalonChange *replacement,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* The sync of a salon that is shared, or NULL. The session tells it of every commit, takes what it
 * pulls, and stops it before the worker ends. */
void salon_session_set_sync (SalonSession *self, SalonSync *sync);
SalonSync *salon_session_get_sync (SalonSession *self);

/* What only a server can do; NULL as long as this computer is not connected to one. */
void salon_session_set_online (SalonSession *self, SalonOnline *online);
SalonOnline *salon_session_get_online (SalonSession *self);

/* Rows in the file are other than before, and not by the owner's hand: others changed them, or what
 * she did was refused by the shared salon. @change (nullable: anything may be different) is told as
 * "changed", then as "received". */
void salon_session_receive (SalonSession *self, SalonChange *change);

/* Lets go of the chairs that were held for too long; told as "changed", and as nothing that the owner
 * did. */
void salon_session_release_holds (SalonSession *self);

/* Something could not be read: "failed" is emitted with the reason in words. */
void salon_session_report (SalonSession *self, const GError *error);

/* What is told as "done" says also what became of payments, which are taken back and never taken away. */
void salon_session_undo (SalonSession *self);
void salon_session_redo (SalonSession *self);

/*
 * Properties: undo-label, redo-label (string, nullable, notify); online (SalonOnline, nullable, notify).
 * Signals:
 *   changed (SalonChange *change): after every change, undo and redo; hours, services and settings
 *     are already read anew. @change is NULL when anything may be different: ask
 *     salon_change_touches(), which knows.
 *   received (SalonChange *change, nullable): after "changed", when it was not done here.
 *   done (const char *label, gboolean can_undo): something to say in a toast.
 *   failed (const char *sentence): something that could not be saved or read, in the owner's
 *     language.
 */

G_END_DECLS
