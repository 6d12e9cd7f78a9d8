/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of a damaged file: whatever of it can be read, into a new file. Private to this layer. */
#pragma once

#include "salon-salvage.h"
#include "salon-sqlite.h"

G_BEGIN_DECLS

typedef struct
{
  sqlite3 *from;
  sqlite3 *to;
  gint64 n_bytes; /* of the damaged file */
  SalonSalvageReport *report;
} SalonSalvage;

/* FALSE when the new file cannot be written; what cannot be read is told in the report. */
gboolean salon_salvage_table_copy (SalonSalvage *self, const char *table, GError **error);

G_END_DECLS
