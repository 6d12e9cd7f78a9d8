/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writing end of a salon's file: one SQLite connection, owned by one thread (the SalonWorker's,
 * or a test's). Everything here blocks.
 *
 * Promise: when salon_store_apply() (or undo, redo) has returned a change, it survives `kill -9`
 * and power loss; when it has failed, nothing of it is in the file. Row edits, outbox row, history
 * and undo stack are one transaction (WAL, synchronous=FULL).
 */
#pragma once

#include <gio/gio.h>

#include "core/salon-change.h"

G_BEGIN_DECLS

#define SALON_TYPE_STORE (salon_store_get_type ())
G_DECLARE_FINAL_TYPE (SalonStore, salon_store, SALON, STORE, GObject)

/* What Ctrl+Z and Shift+Ctrl+Z would do next; labels are NULL when there is nothing. */
typedef struct
{
  char *undo_label;
  char *redo_label;
} SalonUndoState;

void salon_undo_state_clear (SalonUndoState *state);

/* Opens, and makes or migrates where needed. A new file gets a device id and one member of staff. */
SalonStore *salon_store_open (const char *path, GError **error);
const char *salon_store_get_path (SalonStore *self);
const char *salon_store_get_device (SalonStore *self);
/* The file knows that it holds a sample: such a file fills no outbox. */
gboolean salon_store_is_sample (SalonStore *self);

/* Applies @change at @now (Unix seconds). Every edit's `was` must still hold (STALE). Returns the
 * stamped change. One of more than a thousand edits, or more than a mebibyte, is kept as several with
 * numbers in a row, of which the first is returned; it is one step for undo and redo. */
SalonChange *salon_store_apply (SalonStore *self, SalonChange *change, gint64 now, GError **error);
/* Applies the inverse of the last change that is not undone, or again the last undone one; returns
 * what was applied, stamped and with the label of the change undone or redone. */
SalonChange *salon_store_undo (SalonStore *self, gint64 now, GError **error);
SalonChange *salon_store_redo (SalonStore *self, gint64 now, GError **error);
gboolean salon_store_get_undo_state (SalonStore *self, SalonUndoState *state, GError **error);
/* Lets go of every chair that was held for a confirmation which did not come before @now, as one change
 * that nobody undoes. NOTHING when there is none. salon-store-holds.c. */
SalonChange *salon_store_release_expired (SalonStore *self, gint64 now, GError **error);
/* Number of changes that wait in the outbox. */
gint64 salon_store_count_outbox (SalonStore *self, GError **error);
/* PRAGMA integrity_check and foreign_key_check; CORRUPT with what they say. */
gboolean salon_store_check (SalonStore *self, GError **error);

G_END_DECLS
