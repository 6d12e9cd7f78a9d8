/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the other files of this layer may know of an open store. Same thread, same rules as
 * salon-store.h.
 *
 * A write is always: begin, salon_store_write() and what else belongs to it, commit; and when
 * anything failed, roll back.
 */
#pragma once

#include "salon-sqlite.h"
#include "salon-store-sync.h"

G_BEGIN_DECLS

/* The one member of staff that a new file has. */
#define SALON_FIRST_STAFF_ID "00000000-0000-7000-8000-000000000001"

sqlite3 *salon_store_get_database (SalonStore *self);
/* A statement of the store's cache, prepared at most once for each text; it rests at the end of
 * the caller's scope (g_autoptr). Transfer none. */
SalonStatement *salon_store_prepare (SalonStore *self, const char *sql, GError **error);

/**
 * SalonStoreRules:
 * @SALON_STORE_RULES_ALL: what the owner writes
 * @SALON_STORE_RULES_NO_REFERENCES: foreign keys are not looked at
 * @SALON_STORE_RULES_NO_TRIGGERS: nor does any trigger run
 *
 * What SQLite minds in a transaction. To change it makes SQLite read the text of every statement anew,
 * so it stays as it was until a transaction wants it otherwise.
 */
typedef enum
{
  SALON_STORE_RULES_ALL,
  SALON_STORE_RULES_NO_REFERENCES,
  SALON_STORE_RULES_NO_TRIGGERS,
} SalonStoreRules;

/* With all rules. */
gboolean salon_store_begin (SalonStore *self, GError **error);
gboolean salon_store_begin_with (SalonStore *self, SalonStoreRules rules, GError **error);
/* @change: (nullable): what is about to be kept; it tells apart what a broken reference means. */
gboolean salon_store_commit (SalonStore *self, const SalonChange *change, GError **error);
/* Does nothing when SQLite has rolled back by itself. */
void salon_store_roll_back (SalonStore *self);

/* Writes the edits of @change and keeps it; returns it stamped. salon-apply.c. */
SalonChange *salon_store_write (SalonStore *self, SalonChange *change, gint64 now, GError **error);
/* Lets go of the chairs around what @change books that were held for a confirmation which did not come
 * in time, as a change of its own that nobody undoes. Its values follow from the rows, so that the
 * shared salon, which does the same, agrees with them. salon-store-holds.c. */
gboolean
salon_store_release_holds (SalonStore *self, SalonChange *change, gint64 now, GError **error);
/* Numbers @change, keeps its history, and queues it unless the file is a sample. salon-journal.c. */
SalonChange *salon_store_keep (SalonStore *self, SalonChange *change, gint64 now, GError **error);
/* @change with the next number of this device. */
SalonChange *salon_store_number (SalonStore *self, SalonChange *change, gint64 now, GError **error);
/* Whether an edit, or a change, is one that may be written, however it was come by. */
gboolean salon_store_check_edit (const SalonEdit *edit, GError **error);
gboolean salon_store_check_change (SalonChange *change, GError **error);
/* Of the setting salon.zone; Europe/Paris when there is none. salon-store-zone.c. */
GTimeZone *salon_store_read_zone (SalonStore *self, GError **error);
/* What Ctrl+Z undoes next is change @seq. salon-undo.c. */
gboolean salon_store_push_undo (SalonStore *self, gint64 seq, GError **error);
/* Change @seq cannot be undone any more, nor what it undid or redid. */
gboolean salon_store_drop_undo (SalonStore *self, gint64 seq, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonUndoState, salon_undo_state_clear)

/* Says that the file holds a sample: from here on its changes fill no outbox. Inside the caller's
 * transaction, or its own. */
gboolean salon_store_mark_sample (SalonStore *self, GError **error);

/* Of a file that is shared; salon-store-sync.c. The first fails when it is not. */
gboolean salon_store_require_shared (SalonStore *self, GError **error);
/* @synced_at: 0 for a part of a reading that goes on */
gboolean salon_store_set_cursor (SalonStore *self,
                                 const SalonCursor *cursor,
                                 gint64 synced_at,
                                 GError **error);
gboolean salon_store_set_reading (SalonStore *self, gboolean is_reading, GError **error);
/* salon_store_catch_up() inside the caller's transaction. */
gboolean salon_store_catch_up_within (SalonStore *self, GError **error);

G_END_DECLS
