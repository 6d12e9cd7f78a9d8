/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The indexes of a table that only make reading quick. Filling an empty table is cheaper without them:
 * to sort all keys once costs less than to find the place of each. Indexes that are rules (UNIQUE) stay.
 *
 * What is missing is known by comparing the file with one that the migrations have just made, so
 * nothing has to be remembered, and nothing is run that the file says. Private to this layer.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Inside the caller's transaction. @table is one of salon-schema.h. */
gboolean salon_file_indexes_drop (sqlite3 *database, const char *table, GError **error);
/* Makes those that are missing, in any table: inside the caller's transaction, or each in its own. */
gboolean salon_file_indexes_restore (sqlite3 *database, GError **error);

G_END_DECLS
