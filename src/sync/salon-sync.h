/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps the salon's file and the shared salon the same: one thread, and this object, which says
 * in the main thread how it goes. Protocol, invariants and promises are in README.md.
 *
 * The object belongs to the main context that it was made in (the thread-default one): properties
 * change, and "pulled" is emitted, only there. Its thread touches the file through the worker alone,
 * and nothing of it ever waits for the main loop, nor the main loop for it; but for salon_sync_stop(),
 * which says how long.
 */
#pragma once

#include "salon-remote.h"
#include "salon-sync-error.h"
#include "store/salon-worker.h"

G_BEGIN_DECLS

#define SALON_TYPE_SYNC (salon_sync_get_type ())
G_DECLARE_FINAL_TYPE (SalonSync, salon_sync, SALON, SYNC, GObject)

/**
 * SalonSyncStatus:
 * @SALON_SYNC_STATUS_STOPPED: not started, or stopped
 * @SALON_SYNC_STATUS_CONNECTING: the first attempt, or the one after "Sync now"
 * @SALON_SYNC_STATUS_FIRST_SYNC: everything is being read; see "progress"
 * @SALON_SYNC_STATUS_WORKING: changes are on their way, here or there
 * @SALON_SYNC_STATUS_UP_TO_DATE: connected, nothing waits, and whatever happens comes at once
 * @SALON_SYNC_STATUS_OFFLINE: not connected; tried again by itself. "failure" says why
 * @SALON_SYNC_STATUS_NEEDS_OWNER: not connected, and not tried again before salon_sync_retry().
 *   "failure" says why
 */
typedef enum
{
  SALON_SYNC_STATUS_STOPPED,
  SALON_SYNC_STATUS_CONNECTING,
  SALON_SYNC_STATUS_FIRST_SYNC,
  SALON_SYNC_STATUS_WORKING,
  SALON_SYNC_STATUS_UP_TO_DATE,
  SALON_SYNC_STATUS_OFFLINE,
  SALON_SYNC_STATUS_NEEDS_OWNER,
} SalonSyncStatus;

#define SALON_TYPE_SYNC_STATUS (salon_sync_status_get_type ())
GType salon_sync_status_get_type (void);

/* How patient the thread is. The default is for a salon; a test has its own. */
typedef struct
{
  int first_backoff_ms;   /* after the first failure; doubles with each further one … */
  int longest_backoff_ms; /* … up to this. Each is then shortened at random, by at most a half */
  int poll_ms;            /* how long to wait for news before having a look */
  int call_ms;            /* a call that has brought nothing after so long is given up */
  guint page_rows;        /* rows asked for in one pull */
  guint push_changes;     /* changes sent in one push */
  gint64 (*now) (void);   /* Unix seconds */
  guint64 seed;           /* of the chance in the backoff; 0: another one each time */
} SalonSyncPace;

const SalonSyncPace *salon_sync_pace_get_default (void);

/**
 * salon_sync_new:
 * @worker: of the salon's file, which has been shared before (salon_store_share())
 * @remote: nobody else may use it from here on
 * @device: salon_store_get_device() of that file
 * @device_name: what others read when they ask who it was
 */
SalonSync *salon_sync_new (SalonWorker *worker,
                           SalonRemote *remote,
                           const char *device,
                           const char *device_name);
/* Before the start. */
void salon_sync_set_pace (SalonSync *self, const SalonSyncPace *pace);

void salon_sync_start (SalonSync *self);

/* How long the main loop waits for the thread to end: nobody notices it. */
#define SALON_SYNC_STOP_MS 50

/**
 * salon_sync_stop:
 *
 * Ends the thread, in the middle of whatever it does; the file stays whole, and a first sync that
 * was under way begins anew with the next start. Blocks for %SALON_SYNC_STOP_MS at most: a thread that
 * is held up for longer (by the name service, or by a long write) ends by itself later, and is heard no
 * more. A run that is started meanwhile begins when it has ended.
 * Stop before the worker is closed. May be started again.
 */
void salon_sync_stop (SalonSync *self);

/* Something was saved here (call it after each commit), or the network came back. The changes are sent
 * at once; when offline, the next attempt is made at once. A sync that needs its owner only counts. */
void salon_sync_wake (SalonSync *self);

/* "Sync now", and when the owner has put right what was wrong: tries again whatever the reason. */
void salon_sync_retry (SalonSync *self);

/**
 * salon_sync_read_history_async:
 * @id: (nullable): of a row; %NULL: all of @table
 * @at_most: how many rows of the history
 *
 * Who did what, as the shared salon remembers it: see salon_remote_read_history(). In a thread of its
 * own, whatever the sync is at; finishes soon after @cancellable was cancelled.
 */
void salon_sync_read_history_async (SalonSync *self,
                                    const char *table,
                                    const char *id,
                                    guint at_most,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (transfer full) (element-type SalonHistoryEntry): latest first; NULL with SALON_SYNC_ERROR or
 * G_IO_ERROR_CANCELLED. */
GPtrArray *salon_sync_read_history_finish (SalonSync *self, GAsyncResult *result, GError **error);

/* What the shared salon knows this desk by: its id, and what others read. */
const char *salon_sync_get_device (SalonSync *self);
const char *salon_sync_get_device_name (SalonSync *self);
SalonSyncStatus salon_sync_get_status (SalonSync *self);
gint64 salon_sync_get_waiting (SalonSync *self);     /* changes not answered yet */
gint64 salon_sync_get_reviews (SalonSync *self);     /* changes that the owner has to look at */
gint64 salon_sync_get_last_synced (SalonSync *self); /* Unix seconds; 0: never */
double salon_sync_get_progress (SalonSync *self);    /* 0 … 1 of the first sync */
/* SALON_SYNC_ERROR or SALON_STORE_ERROR, of the last attempt; NULL once all is up to date again. */
const GError *salon_sync_get_failure (SalonSync *self);
/* Unix seconds of the first failure since all was up to date; 0 when it is. */
gint64 salon_sync_get_offline_since (SalonSync *self);

/*
 * Properties, read-only, with notify: status, waiting, reviews, last-synced, progress, failure
 * (boxed GError), offline-since.
 * Signals:
 *   pulled (SalonChange *change): rows in the file are other than before, not by the owner's hand:
 *     others changed them, or a change of hers was refused and taken back. @change is stamped with no
 *     device and says which rows and columns; NULL: anything may be different.
 */

G_END_DECLS
