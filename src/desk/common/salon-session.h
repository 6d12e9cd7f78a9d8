/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An open salon, as the pages see it: a reader for the main thread, a worker behind the commits,
 * what is needed on every screen (hours, services, settings) already read, and a signal when
 * something changed. Main thread only. One per window's life; SalonApplication makes it.
 */
#pragma once

#include "store/salon-reader.h"
#include "store/salon-worker.h"

G_BEGIN_DECLS

#define SALON_TYPE_SESSION (salon_session_get_type ())
G_DECLARE_FINAL_TYPE (SalonSession, salon_session, SALON, SESSION, GObject)

/* Wall time of the salon; tests and pictures give their own. */
typedef SalonMoment (*SalonClock) (gpointer data);

/* What a fresh file says is said by the screen in plain words; see salon-words.h. */
SalonSession *salon_session_open (const char *path, gboolean is_sample, GError **error);
void salon_session_close (SalonSession *self);

SalonReader *salon_session_get_reader (SalonSession *self);
gboolean salon_session_is_sample (SalonSession *self);
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

/* Saves @change in the worker. On success "changed" is emitted before @callback. With @callback
 * NULL a failure is emitted as "failed", for the window to show. */
void salon_session_commit_async (SalonSession *self,
                                 SalonChange *change,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean salon_session_commit_finish (SalonSession *self, GAsyncResult *result, GError **error);
/* Saves and tells: a toast with the change's label and an Undo button, or the failure. */
void salon_session_commit (SalonSession *self, SalonChange *change);

void salon_session_undo (SalonSession *self);
void salon_session_redo (SalonSession *self);

/*
 * Properties: undo-label, redo-label (string, nullable, notify).
 * Signals:
 *   changed (SalonChange *change): after every change, undo and redo; hours, services and settings
 *     are already read anew.
 *   done (const char *label, gboolean can_undo): something to say in a toast.
 *   failed (const char *sentence): something that could not be saved, in the owner's language.
 */

G_END_DECLS
