/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sync thread and the worker have to tell the main thread, as a report that they write over
 * and that is read when the main loop gets to it: however fast they are, it finds one report with the
 * latest of everything. Nobody ever waits for the other, but for the moment that a report takes to be
 * copied.
 */
#pragma once

#include "core/salon-change.h"
#include "salon-sync.h"

G_BEGIN_DECLS

typedef struct
{
  SalonSyncStatus status;
  gint64 waiting;
  gint64 reviews;
  gint64 last_synced;
  gint64 offline_since;
  double progress;
  GError *failure;
} SalonSyncReport;

typedef struct _SalonSyncMailbox SalonSyncMailbox;

/* Called in the context of the mailbox. @report is borrowed. @pulled: of SalonChange, borrowed;
 * NULL: anything may be different. */
typedef void (*SalonSyncMailboxFunc) (const SalonSyncReport *report,
                                      GPtrArray *pulled,
                                      gpointer user_data);

SalonSyncMailbox *
salon_sync_mailbox_new (GMainContext *context, SalonSyncMailboxFunc func, gpointer user_data);
SalonSyncMailbox *salon_sync_mailbox_ref (SalonSyncMailbox *self);
void salon_sync_mailbox_unref (SalonSyncMailbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSyncMailbox, salon_sync_mailbox_unref)

/* Between these two the report is the caller's to write. */
SalonSyncReport *salon_sync_mailbox_lock (SalonSyncMailbox *self);
void salon_sync_mailbox_post (SalonSyncMailbox *self);
/* @change: NULL: anything may be different. */
void salon_sync_mailbox_add_pulled (SalonSyncMailbox *self, SalonChange *change);
/* Nothing is delivered after this. In the thread of its context. */
void salon_sync_mailbox_close (SalonSyncMailbox *self);

G_END_DECLS
