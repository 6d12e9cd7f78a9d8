/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the owner said about the columns of a file, for the next file with the same titles. In the
 * settings of this computer; the oldest are forgotten. */
#pragma once

#include "exchange/salon-column.h"

G_BEGIN_DECLS

/* All of it; may be looked into by any thread. Transfer full. */
GVariant *salon_import_memory_read (void);
/* NULL: nothing is remembered of @signature. @kind: (inout): another one than -1 must fit. */
SalonColumnField *
salon_import_memory_find (GVariant *memory, const char *signature, guint n_columns, int *kind);
void salon_import_memory_keep (const char *signature,
                               SalonForeignKind kind,
                               const SalonColumnField *fields,
                               guint n_columns);

G_END_DECLS
