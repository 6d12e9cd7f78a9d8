/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many rows of one table as texts, for the first full read of a shared salon: the texts lie one behind
 * the other in one piece of memory, so that a hundred thousand rows cost no hundred thousand
 * allocations.
 *
 * A value is a text as salon_column_check_text() knows it; nothing is checked on the way in. Appended to
 * and checked by one thread, then immutable; counted atomically.
 */
#pragma once

#include "salon-schema.h"

G_BEGIN_DECLS

typedef struct _SalonRowBatch SalonRowBatch;

#define SALON_TYPE_ROW_BATCH (salon_row_batch_get_type ())
GType salon_row_batch_get_type (void);
SalonRowBatch *salon_row_batch_new (const SalonTable *table);
SalonRowBatch *salon_row_batch_ref (SalonRowBatch *self);
void salon_row_batch_unref (SalonRowBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonRowBatch, salon_row_batch_unref)

/* @values: one for each column of the table, in its order; copied. NULL is null. */
void salon_row_batch_append (SalonRowBatch *self, const char *const *values);

const SalonTable *salon_row_batch_get_table (SalonRowBatch *self);
gsize salon_row_batch_get_n_rows (SalonRowBatch *self);
/* Borrowed until the next append. */
const char *salon_row_batch_get_value (SalonRowBatch *self, gsize row, gsize column);
/**
 * salon_row_batch_check:
 *
 * Is every value of its column's kind (salon_column_check_text())? Looks at each value once, however
 * often it is asked. Fails with BAD_VALUE; the message names table, row and column.
 */
gboolean salon_row_batch_check (SalonRowBatch *self, GError **error);
/* The row in the wire form, transfer full. Fails with BAD_VALUE, naming table and column. */
JsonObject *salon_row_batch_dup_row (SalonRowBatch *self, gsize row, GError **error);

G_END_DECLS
