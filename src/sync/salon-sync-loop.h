/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sync thread: open → read everything, when this is another shared salon than last time → pull →
 * push → wait, from top to bottom. Any failure ends the connection; what was under way is asked for
 * again by the next one, and the shared salon knows what it has answered before.
 */
#pragma once

#include "salon-sync-control.h"
#include "salon-sync-mailbox.h"

G_BEGIN_DECLS

/* What one run of the thread works with. The thread's own, once it is started. */
typedef struct
{
  SalonWorker *worker;
  SalonRemote *remote;
  char *device;
  char *device_name;
  SalonSyncPace pace;
  SalonSyncControl *control;
  SalonSyncMailbox *mailbox;
  GThread *predecessor; /* a thread that has not ended yet, and still has the remote; or NULL */
} SalonSyncLoop;

/* For g_thread_new(). @loop: (transfer full) */
gpointer salon_sync_loop_run (gpointer loop);

G_END_DECLS
