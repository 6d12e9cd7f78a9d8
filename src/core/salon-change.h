/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one idea of this program: a change is a value.
 *
 * What the owner does is a SalonChange: a label in her language ("Move Marie Durand to Thursday
 * 14:30"), the device, a sequence number, an instant, and an ordered list of row edits. Each edit
 * names table, row id, op, the fields set and the values they had. All of it is applied or nothing.
 * The same value is applied to the store, queued for the shared salon, undone by its inverse,
 * compared when it clashes, and kept as history.
 *
 * Invariants: immutable and reference counted (atomically: it crosses threads); only tables and
 * columns of `salon-schema.c`, values of their kinds; an insert has an empty `was`, a delete an
 * empty `set`, an update has the same members in both and every one differs. The row id is in `id`
 * alone: neither `set` nor `was` has the key column as a member.
 */
#pragma once

#include "salon-schema.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_EDIT_INSERT,
  SALON_EDIT_UPDATE,
  SALON_EDIT_DELETE,
} SalonEditOp;

typedef struct
{
  SalonEditOp op;
  const SalonTable *table;
  char *id;
  JsonObject *set;
  JsonObject *was;
} SalonEdit;

typedef struct _SalonChange SalonChange;

#define SALON_TYPE_CHANGE (salon_change_get_type ())
GType salon_change_get_type (void);
SalonChange *salon_change_ref (SalonChange *self);
void salon_change_unref (SalonChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonChange, salon_change_unref)

const char *salon_change_get_label (const SalonChange *self);
const char *salon_change_get_device (const SalonChange *self); /* NULL until stamped */
gint64 salon_change_get_seq (const SalonChange *self);         /* 0 until stamped */
gint64 salon_change_get_at (const SalonChange *self); /* Unix seconds, UTC; 0 until stamped */
gsize salon_change_get_n_edits (const SalonChange *self);
const SalonEdit *salon_change_get_edit (const SalonChange *self, gsize index);
/* @id NULL: any row of @table. @self NULL stands for a change of which nobody knows what is in it
 * (the whole salon was read anew): it touches everything. */
gboolean salon_change_touches (const SalonChange *self, const char *table, const char *id);

SalonChange *salon_change_stamp (SalonChange *self, const char *device, gint64 seq, gint64 at);
SalonChange *salon_change_invert (SalonChange *self, const char *label);
/* @n edits from @first on, under the same label, not stamped. */
SalonChange *salon_change_slice (SalonChange *self, gsize first, gsize n);
/* All edits of @parts (of SalonChange, at least one) in their order, labelled and stamped as the first
 * of them. */
SalonChange *salon_change_join (GPtrArray *parts);
/* Is it of known columns, and are the values of their kinds? For the store's door: a builder takes what
 * the desk gives it. Fails with UNKNOWN_FIELD or BAD_VALUE. */
gboolean salon_edit_check (const SalonEdit *edit, GError **error);
/* Are all edits so? */
gboolean salon_change_check (const SalonChange *self, GError **error);

#define SALON_CHANGE_MAX_BYTES (8 * 1024 * 1024)

/* {"device", "seq", "label", "at", "edits": [{"op", "table", "id", "set", "was"}, …]}; an unstamped
 * change has null for device and at, and 0 for seq. */
char *salon_change_to_json (SalonChange *self);
/* Trusts nothing: fails with NOT_UNDERSTOOD, OUT_OF_RANGE, UNKNOWN_FIELD or BAD_VALUE. */
SalonChange *salon_change_from_json (const char *json, GError **error);

/* A builder collects edits; it is used by one thread and ends in an immutable change. Rows are
 * copied: the caller keeps hers. */
typedef struct _SalonChangeBuilder SalonChangeBuilder;

SalonChangeBuilder *salon_change_builder_new (void);
void salon_change_builder_free (SalonChangeBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonChangeBuilder, salon_change_builder_free)

void salon_change_builder_insert (SalonChangeBuilder *self, const char *table, JsonObject *row);
/* Takes only the members that differ; FALSE when none does (then nothing is added). */
gboolean salon_change_builder_update (SalonChangeBuilder *self,
                                      const char *table,
                                      JsonObject *before,
                                      JsonObject *after);
void salon_change_builder_delete (SalonChangeBuilder *self, const char *table, JsonObject *row);
gboolean salon_change_builder_is_empty (const SalonChangeBuilder *self);
gsize salon_change_builder_count (const SalonChangeBuilder *self);
/* Leaves the builder empty. An empty builder gives a change without edits: ask is_empty first. */
SalonChange *salon_change_builder_end (SalonChangeBuilder *self, const char *label);

G_END_DECLS
