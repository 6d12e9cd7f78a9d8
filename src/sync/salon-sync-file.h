/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sync thread does with the salon's file. Each is a plain blocking call that runs in the
 * worker, between the owner's own saves, and leaves in the mailbox how many changes still wait: the
 * worker does one thing after the other, so the last number in the mailbox is the right one.
 *
 * Fails with SALON_STORE_ERROR when the file is what is wrong, with SALON_SYNC_ERROR_REPLY when it is
 * what the shared salon said, G_IO_ERROR_CLOSED when the worker is closed. Nothing is half taken.
 */
#pragma once

#include "salon-sync-mailbox.h"

G_BEGIN_DECLS

typedef struct
{
  SalonWorker *worker;
  SalonSyncMailbox *mailbox;
} SalonSyncFile;

gboolean salon_sync_file_read_cursor (SalonSyncFile *self,
                                      SalonCursor *cursor,
                                      GCancellable *cancellable,
                                      GError **error);
/* Returns: (transfer container): of SalonChange, oldest first */
GPtrArray *salon_sync_file_list_waiting (SalonSyncFile *self,
                                         guint max_changes,
                                         GCancellable *cancellable,
                                         GError **error);
gboolean salon_sync_file_take_answers (SalonSyncFile *self,
                                       GPtrArray *answers,
                                       gint64 now,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean salon_sync_file_take_page (SalonSyncFile *self,
                                    SalonFeedPage *page,
                                    const SalonCursor *asked,
                                    gint64 now,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean salon_sync_file_begin_everything (SalonSyncFile *self,
                                           const char *generation,
                                           GCancellable *cancellable,
                                           GError **error);
gboolean salon_sync_file_end_everything (SalonSyncFile *self,
                                         const SalonCursor *end,
                                         gint64 now,
                                         GCancellable *cancellable,
                                         GError **error);
/* What a full read has left behind: the client search. Then everything may be different once more. */
gboolean salon_sync_file_catch_up (SalonSyncFile *self, GCancellable *cancellable, GError **error);

/* Does not block: leaves the numbers in the mailbox when the worker gets to it. */
void salon_sync_file_count (SalonSyncFile *self);

/* The words of the worker's error, as the sync says it. @error: (transfer full): and so is the result */
GError *salon_sync_file_translate (GError *error);

G_END_DECLS
