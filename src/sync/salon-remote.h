/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shared salon, as the sync thread sees it: somewhere to sign in, to read what is new, to send
 * what was done here, and to wait for more.
 *
 * Everything blocks and belongs to one thread, from open to close (but for the history, which anybody
 * may ask for at any time); only a cancellable reaches in from outside, and ends the call that it was
 * given to soon after. Fails with SALON_SYNC_ERROR, or
 * G_IO_ERROR_CANCELLED. After any failure the remote is good for nothing but close, and then for open
 * again. Nothing is taken on trust by those who call: a remote hands on what it was told.
 */
#pragma once

#include <gio/gio.h>

#include "core/salon-answer.h"
#include "core/salon-feed.h"
#include "core/salon-history.h"
#include "core/salon-row-batch.h"

G_BEGIN_DECLS

#define SALON_TYPE_REMOTE (salon_remote_get_type ())
G_DECLARE_INTERFACE (SalonRemote, salon_remote, SALON, REMOTE, GObject)

/* What the shared salon says at the door. */
typedef struct
{
  char generation[37]; /* of its database; another one than last time: read everything anew */
  gint64 n_rows;       /* how many rows a full read brings, about: for the progress alone */
  gboolean is_empty;   /* nobody has put a salon into it yet */
} SalonGreeting;

/* A full read gives its rows in batches. @batch: (transfer full). FALSE with @error ends the read. */
typedef gboolean (*SalonRemoteBatchFunc) (SalonRowBatch *batch, gpointer user_data, GError **error);

struct _SalonRemoteInterface
{
  GTypeInterface parent;

  gboolean (*open) (SalonRemote *self,
                    const char *device,
                    const char *device_name,
                    SalonGreeting *greeting,
                    GCancellable *cancellable,
                    GError **error);
  SalonFeedPage *(*pull) (SalonRemote *self,
                          const SalonCursor *cursor,
                          guint max_rows,
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*read_everything) (SalonRemote *self,
                               SalonRemoteBatchFunc func,
                               gpointer user_data,
                               SalonCursor *end,
                               GCancellable *cancellable,
                               GError **error);
  GPtrArray *(*push) (SalonRemote *self,
                      GPtrArray *changes,
                      GCancellable *cancellable,
                      GError **error);
  gboolean (*wait) (SalonRemote *self,
                    int timeout_ms,
                    gboolean *is_news,
                    GCancellable *wake,
                    GError **error);
  void (*close) (SalonRemote *self);
  GPtrArray *(*read_history) (SalonRemote *self,
                              const char *table,
                              const char *id,
                              guint at_most,
                              GCancellable *cancellable,
                              GError **error);
};

/**
 * salon_remote_open:
 * @device: the id of this desk's file
 * @device_name: what the owner calls this desk, as others will read it
 *
 * Connects, signs in, says who this is and begins to listen for news: what is committed over there
 * after this is either in the next pull or told by a wait. Blocks.
 */
gboolean salon_remote_open (SalonRemote *self,
                            const char *device,
                            const char *device_name,
                            SalonGreeting *greeting,
                            GCancellable *cancellable,
                            GError **error);

/**
 * salon_remote_pull:
 *
 * The rows that were written after @cursor, at most @max_rows of them. Blocks.
 *
 * Returns: (transfer full):
 */
SalonFeedPage *salon_remote_pull (SalonRemote *self,
                                  const SalonCursor *cursor,
                                  guint max_rows,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * salon_remote_read_everything:
 * @end: (out): where the feed goes on after these rows
 *
 * All rows of all tables, in any order, as they were at one moment; or so that the feed after @end puts
 * right what was written meanwhile. Blocks, and holds no more than one page or batch.
 */
gboolean salon_remote_read_everything (SalonRemote *self,
                                       SalonRemoteBatchFunc func,
                                       gpointer user_data,
                                       SalonCursor *end,
                                       GCancellable *cancellable,
                                       GError **error);

/**
 * salon_remote_push:
 * @changes: of SalonChange, in the order they were made
 *
 * Sends changes, and has one answer for each, in order. When it fails, any of them may have been
 * taken or not: sent again, they are answered as before. Blocks.
 *
 * Returns: (transfer container) (element-type SalonAnswer): freed with its elements
 */
GPtrArray *salon_remote_push (SalonRemote *self,
                              GPtrArray *changes,
                              GCancellable *cancellable,
                              GError **error);

/**
 * salon_remote_wait:
 * @timeout_ms: how long at most
 * @is_news: (out): whether something was written over there
 * @wake: ends the wait, and is no failure
 *
 * Blocks until there is news, the time is up, or @wake is cancelled. Fails when the connection is
 * seen to be lost.
 */
gboolean salon_remote_wait (SalonRemote *self,
                            int timeout_ms,
                            gboolean *is_news,
                            GCancellable *wake,
                            GError **error);

/* Lets go of the connection, whatever became of it; no failure, and no harm when there is none. */
void salon_remote_close (SalonRemote *self);

/**
 * salon_remote_read_history:
 * @id: (nullable): of a row, with the lines of it where it is a booking; %NULL: all of @table
 * @at_most: how many rows of the history
 *
 * Who did what, as the shared salon remembers it. On a connection of its own, which is gone afterwards:
 * the owner's question does not wait for what the sync thread is at. From any thread, whether the
 * remote is open or not. Blocks.
 *
 * Returns: (transfer full) (element-type SalonHistoryEntry): latest first
 */
GPtrArray *salon_remote_read_history (SalonRemote *self,
                                      const char *table,
                                      const char *id,
                                      guint at_most,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
