/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes whose edits must agree, to find a half one by.
 *
 * Change n adds a client, a booking of hers and its line, moves a counter from n - 1 to n, and takes a
 * payment of one cent. So at any time the counter is the number of clients, of bookings and of lines,
 * and the cents that were taken; the history has one entry for each number ever given; the till's
 * journal has a line for each payment, and stands up to being verified; and what Ctrl+Z would do is
 * change n.
 */
#pragma once

#include <sqlite3.h>

#include "store/salon-store.h"

G_BEGIN_DECLS

/* One step: mostly a new change, one time in five an undo, as @random says. NULL with an error. */
SalonChange *store_workload_step (SalonStore *store, GRand *random, GError **error);
/* Asserts all of the above and the file's integrity; returns the last number given. */
gint64 store_workload_check (SalonStore *store);
/* What identifies change @seq as the file has it, in history and outbox, which must be the same;
 * NULL when there is none. */
char *store_workload_dup_checksum (SalonStore *store, gint64 seq);
/* The same of a change that was returned. */
char *store_workload_checksum (SalonChange *change);

G_END_DECLS
