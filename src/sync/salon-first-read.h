/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first full read, and the one after the shared salon was restored: reading there and writing
 * here go on at the same time. The sync thread takes batches off the remote and hands them to the
 * worker; a few may be under way, then it waits. So the memory is that of a few batches, however
 * large the salon, and what the owner saves meanwhile comes after those few.
 *
 * Cut off anywhere it leaves the file whole, with whatever the owner sees, and begins anew with the
 * next attempt: the file has no cursor of this generation before the end.
 */
#pragma once

#include "salon-sync-control.h"
#include "salon-sync-file.h"

G_BEGIN_DECLS

/* Batches that wait for the worker or are in it. */
#define SALON_FIRST_READ_MAX_UNDER_WAY 3

/**
 * salon_first_read_run:
 * @stall_ms: the remote has this long for each batch
 *
 * In the sync thread, which must have a thread-default context of its own. Blocks.
 */
gboolean salon_first_read_run (SalonSyncFile *file,
                               SalonRemote *remote,
                               SalonSyncControl *control,
                               const SalonGreeting *greeting,
                               int stall_ms,
                               gint64 (*now) (void),
                               GError **error);

G_END_DECLS
