/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that may interrupt the sync thread: the owner who saved something, the owner who says
 * "now", the end of the program, and the clock, when a call brings nothing for too long.
 *
 * A call that is lost in a half-open connection is noticed by nobody but the clock: the kernel at the
 * other end of a tunnel goes on to confirm what nobody reads any more. So every call to the remote
 * stands between begin_call and end_call, and a thread of its own watches the time.
 *
 * Counted, and safe from every thread; each function says whose it is.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SalonSyncControl SalonSyncControl;

SalonSyncControl *salon_sync_control_new (void);
SalonSyncControl *salon_sync_control_ref (SalonSyncControl *self);
void salon_sync_control_unref (SalonSyncControl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSyncControl, salon_sync_control_unref)

/* For everybody. @by_owner: also wakes a thread that sleeps until its owner has done something. */
void salon_sync_control_wake (SalonSyncControl *self, gboolean by_owner);
void salon_sync_control_stop (SalonSyncControl *self);
/* Blocks until salon_sync_control_leave(), but no longer than @milliseconds. FALSE: not yet. */
gboolean salon_sync_control_wait_left (SalonSyncControl *self, int milliseconds);
gboolean salon_sync_control_is_stopping (SalonSyncControl *self);

/* For the sync thread alone, from here on. The first and the last thing that it does: */
void salon_sync_control_enter (SalonSyncControl *self);
void salon_sync_control_leave (SalonSyncControl *self);

/* Returns: (transfer full): cancelled after @milliseconds, or when the thread is to stop */
GCancellable *salon_sync_control_begin_call (SalonSyncControl *self, int milliseconds);
/* Something has come: the time begins again. 0: we are busy with it ourselves, no time runs. */
void salon_sync_control_extend_call (SalonSyncControl *self, int milliseconds);
/* TRUE: it was given up because its time was over. */
gboolean salon_sync_control_end_call (SalonSyncControl *self);
/* As begin_call, but cancelled also by a wake, and at once when that came before. */
GCancellable *salon_sync_control_begin_wait (SalonSyncControl *self, int milliseconds);
/* What was saved before this is going to be looked at: wakes from here on are news. */
void salon_sync_control_take_wake (SalonSyncControl *self);

/* Sleeps for @milliseconds, or until a wake or the end. -1: until the owner or the end. TRUE: it was
 * the owner. */
gboolean salon_sync_control_sleep (SalonSyncControl *self, int milliseconds);

G_END_DECLS
