/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The salon's file as one copy of a salon that others share. Same thread, same promise as
 * salon-store.h: each function is one transaction, and when it fails nothing of it is in the file.
 *
 * What is shown is always: what the shared salon holds, as far as it has been read, and on top of it
 * the changes made here that it has not answered yet, in their order. A change that it did not take
 * goes to the reviews, and with it every later one that was built on it; nothing is dropped without
 * the owner seeing it.
 *
 * Rows of the shared salon are written as they come: what they may not do together (overlap, be there
 * twice, point at a row that comes later) is not looked at here. What a row may not be by itself is:
 * then the whole page is refused (SALON_STORE_ERROR_ROW), and nothing of it is written.
 *
 * The order of calls that the answers rely on: pages are read and changes are sent by one thread, and
 * the answers to what was sent are taken before the next page is asked for.
 */
#pragma once

#include "core/salon-answer.h"
#include "core/salon-feed.h"
#include "core/salon-row-batch.h"
#include "salon-store.h"

G_BEGIN_DECLS

/**
 * SalonShareMode:
 * @SALON_SHARE_UPLOAD: the shared salon is empty: everything here is sent to it
 * @SALON_SHARE_JOIN: this file has no client and no booking of its own: it becomes a copy
 * @SALON_SHARE_MERGE: both have something: services, clients, bookings, gift cards, payments and
 *   messages of here are added to those of there, one by one; settings, hours and staff are those of
 *   there
 */
typedef enum
{
  SALON_SHARE_UPLOAD,
  SALON_SHARE_JOIN,
  SALON_SHARE_MERGE,
} SalonShareMode;

typedef struct
{
  char *remote;          /* NULL: not shared */
  SalonCursor cursor;    /* how far it has been read; generation "": not at all */
  gint64 n_waiting;      /* changes not answered yet; 0 when not shared */
  gint64 n_reviews;      /* what salon_reader_list_reviews() lists */
  gint64 last_synced_at; /* Unix seconds; 0: never */
} SalonSyncState;

void salon_sync_state_clear (SalonSyncState *state);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonSyncState, salon_sync_state_clear)

/**
 * salon_store_share:
 * @remote: where the shared salon is, a URI without password
 *
 * From here on the file is a copy of a shared salon. What is sent to it are the rows as they are now:
 * changes made before are history. Fails with %SALON_STORE_ERROR_REFUSED for a sample, for a file that
 * is shared already, and for joining with one that has clients or bookings.
 */
gboolean salon_store_share (SalonStore *self,
                            SalonShareMode mode,
                            const char *remote,
                            gint64 now,
                            GError **error);
/* The same shared salon has another address. */
gboolean salon_store_set_remote (SalonStore *self, const char *remote, GError **error);
/* The file goes on by itself, with the rows that it shows. What was not settled can still be. */
gboolean salon_store_unshare (SalonStore *self, GError **error);
gboolean salon_store_read_sync_state (SalonStore *self, SalonSyncState *state, GError **error);

/**
 * salon_store_list_waiting:
 * @max_bytes: of JSON; one change is listed however large
 *
 * Returns: (transfer full) (element-type SalonChange): the first changes that wait, in order; none
 *   when the file is not shared
 */
GPtrArray *
salon_store_list_waiting (SalonStore *self, guint max_changes, gsize max_bytes, GError **error);

/**
 * salon_store_take_answers:
 * @answers: of SalonAnswer. One to a change that does not wait (any more) is passed over
 *
 * A change that was taken stops waiting. One that was not becomes a review, leaves the undo stack and
 * is marked in the history; so does, with the code "follows", every later waiting change that touches
 * one of its rows or points at one that it had inserted, and those behind them in turn, but not one
 * that has an answer of its own in @answers.
 *
 * Returns: (transfer full): what is shown otherwise than before, without a label; perhaps no edits
 */
SalonChange *
salon_store_take_answers (SalonStore *self, GPtrArray *answers, gint64 now, GError **error);

/**
 * salon_store_take_page:
 * @asked: the cursor that the page was asked with
 *
 * Fails with %SALON_STORE_ERROR_CURSOR, and changes nothing, when the page does not follow on what was
 * read so far: it has been taken already, it goes back, or it is of another generation (then
 * everything has to be read anew).
 *
 * Returns: (transfer full): what is shown otherwise than before, without a label; perhaps no edits
 */
SalonChange *salon_store_take_page (SalonStore *self,
                                    SalonFeedPage *page,
                                    const SalonCursor *asked,
                                    gint64 now,
                                    GError **error);

/**
 * salon_store_begin_everything:
 *
 * The shared salon will be read from its beginning: batches follow, in the order of the tables, and
 * then the end. What is shown may be a mixture meanwhile; it may be written to all the time. To begin
 * again begins anew; a file that is closed before the end begins anew with the next reading.
 */
gboolean salon_store_begin_everything (SalonStore *self, const char *generation, GError **error);
gboolean salon_store_take_batch (SalonStore *self, SalonRowBatch *batch, GError **error);
/* Removes the rows that did not come, but for what waits here. @end: where the feed goes on, of the
 * generation that was begun with. Clients are found only after salon_store_catch_up(). */
gboolean
salon_store_end_everything (SalonStore *self, const SalonCursor *end, gint64 now, GError **error);
/* After a reading, one that came to its end or not: makes the indexes and the client search that it has
 * left behind. Done with every opening too; does nothing when there is nothing to do. */
gboolean salon_store_catch_up (SalonStore *self, GError **error);

/**
 * salon_store_settle:
 * @review_id: of a SalonReview
 * @replacement: (nullable): what the owner wants instead; %NULL: it stays as the others have it
 *
 * The review is gone, and the replacement is a change like any other made by hand. When it cannot be
 * applied (%SALON_STORE_ERROR_STALE, _TAKEN …) the review stays. %SALON_STORE_ERROR_NOT_FOUND: there is
 * no such review (any more).
 *
 * Returns: (transfer full): the replacement, stamped; without one, a change without edits
 */
SalonChange *salon_store_settle (SalonStore *self,
                                 gint64 review_id,
                                 SalonChange *replacement,
                                 gint64 now,
                                 GError **error);

G_END_DECLS
