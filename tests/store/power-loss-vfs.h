/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk for SQLite that can lose its power, be full, and fail.
 *
 * `kill -9` leaves what was written in the kernel's cache, so it cannot tell a program that syncs
 * from one that does not. This VFS keeps every file twice: as programs see it, and as the platter
 * has it. What is written is on the platter only after a sync; until then, when the power goes, each
 * write may have arrived or not, in any order, or torn at a sector of 512 bytes; a file that was
 * made longer may hold garbage there; a file that was never synced may be gone, and one that was
 * removed without syncing its folder may be back. Shared memory is gone always.
 *
 * One disk in a program, one connection at a time (locks are not kept), one thread.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* From here on SQLite opens every file on this disk. */
void power_loss_register (void);
/* Forgets all files; the power is on. */
void power_loss_format (void);

/* The power goes at the @n-th write, sync, truncation or removal from now on; 0: never. From that
 * moment everything fails, for every file that is open. */
void power_loss_cut_after (guint n);
gboolean power_loss_is_on (void);

typedef enum
{
  POWER_LOSS_KEEP_NOTHING, /* nothing that was not synced has arrived */
  POWER_LOSS_KEEP_ALL,     /* all has: as after `kill -9` */
  POWER_LOSS_KEEP_SOME,    /* each write for itself */
} PowerLossFate;

/* Decides what has arrived, and switches the power on again. Files open before stay dead. */
void power_loss_restore (PowerLossFate fate, GRand *random);

/* The @n-th write (or sync, for SQLITE_IOERR_FSYNC) from now on fails with @code; when it @stays, so
 * do all later ones. A write that fails has written its first half. 0: none fails. */
void power_loss_fail_at (guint n, int code, gboolean stays);
/* Syncs until now. */
guint power_loss_get_n_syncs (void);

G_END_DECLS
