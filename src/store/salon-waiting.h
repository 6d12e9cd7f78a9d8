/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What waits to be answered by the shared salon: the changes in the outbox, the rows that each of them
 * touches, and of every such row what the shared salon holds of it, its base.
 *
 * Invariants of a file that is shared, at the end of every transaction: outbox_rows has exactly the
 * rows that the changes of the outbox touch; sync_base has exactly those rows; and what is shown of
 * such a row is its base with the waiting edits laid over it in the order of their numbers.
 *
 * Everything is inside the caller's transaction. Private to this layer.
 */
#pragma once

#include "core/salon-change.h"
#include "salon-store.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean found;
  gboolean pulled; /* the shared salon has told it since the row began to wait */
  JsonObject *row; /* NULL: it holds none */
} SalonBase;

void salon_base_clear (SalonBase *base);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonBase, salon_base_clear)

gboolean salon_waiting_is_shared (SalonStore *store, gboolean *is_shared, GError **error);

/* Before the edits of @change are written: what is shown now of rows that nothing waits for is what
 * the shared salon holds. */
gboolean salon_waiting_note_bases (SalonStore *store, const SalonChange *change, GError **error);
/* Puts a numbered change at the end of the outbox. @json: of @change */
gboolean
salon_waiting_add (SalonStore *store, SalonChange *change, const char *json, GError **error);
/* Takes change @seq out of the outbox; its bases stay. */
gboolean salon_waiting_remove (SalonStore *store, gint64 seq, GError **error);
/**
 * salon_waiting_conclude:
 * @except_pulled: leave the bases that a page has brought meanwhile
 * @is_over: (out): whether no base of any of its rows is left
 *
 * Change @seq took effect over there. A row that nothing else waits for is shown as it is there now,
 * and its base is dropped; the others are left to whoever reads the change.
 */
gboolean salon_waiting_conclude (SalonStore *store,
                                 gint64 seq,
                                 gboolean except_pulled,
                                 gboolean *is_over,
                                 GError **error);
/* @change: (out): NULL when it does not wait */
gboolean salon_waiting_find (SalonStore *store, gint64 seq, SalonChange **change, GError **error);
/* Numbers of the waiting changes later than @after that touch a row, in order. Elements: gint64. */
GArray *salon_waiting_list (SalonStore *store,
                            const char *table,
                            const char *id,
                            gint64 after,
                            GError **error);

gboolean salon_waiting_find_base (SalonStore *store,
                                  const SalonTable *table,
                                  const char *id,
                                  SalonBase *base,
                                  GError **error);
/* @row: (nullable) */
gboolean salon_waiting_set_base (SalonStore *store,
                                 const SalonTable *table,
                                 const char *id,
                                 JsonObject *row,
                                 gboolean pulled,
                                 GError **error);
gboolean salon_waiting_drop_base (SalonStore *store,
                                  const SalonTable *table,
                                  const char *id,
                                  GError **error);

/* What becomes of @row (nullable, transfer full) when @edit comes over it; NULL when there is no row
 * then. It is not asked what the row was: a field that is set is set. */
JsonObject *salon_waiting_lay (JsonObject *row, const SalonEdit *edit);

G_END_DECLS
