/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a change is made of, for its builder and its JSON form.
 *
 * The edits live in a block of their own that changes share: stamping a change copies no edit, and
 * an inverse, a slice or a whole joined of parts borrows the rows of the blocks it was made from. Only
 * blocks are counted, atomically; the JsonObjects in them never change hands, for json-glib counts
 * without atomics.
 */
#pragma once

#include "salon-change.h"

G_BEGIN_DECLS

typedef struct _SalonEdits SalonEdits;
struct _SalonEdits
{
  gatomicrefcount references;
  GPtrArray *origins;  /* of SalonEdits: whose rows and ids are borrowed; NULL: they are ours */
  gboolean is_inverse; /* of the one origin */
  SalonEdit *edits;
  gsize n_edits;
};

/* Takes the edits of @array (of SalonEdit, ids and rows owned) and leaves it empty. */
SalonEdits *salon_edits_take (GArray *array);
void salon_edits_unref (SalonEdits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonEdits, salon_edits_unref)

/* Clears one owned edit; the clear function of arrays of them. */
void salon_edit_clear (SalonEdit *edit);

/* @edits: (transfer full) */
SalonChange *
salon_change_new (SalonEdits *edits, const char *label, const char *device, gint64 seq, gint64 at);

G_END_DECLS
