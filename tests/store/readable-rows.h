/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plain SQLite can still read of a damaged file, for comparing with what was salvaged of it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * readable_rows_collect:
 * @damaged: a copy that nobody needs any more: reading it may write to it, and to the log beside it
 * @collected: an empty salon's file; gets every row of @damaged that reading each table from its first
 *   row on, and from its last row back, gives before that fails, and that the table takes
 *
 * Returns: how many rows
 */
gint64 readable_rows_collect (const char *damaged, const char *collected);

/**
 * readable_rows_find_missing:
 * @salvaged: the file in which everything of @collected has to be
 *
 * A row that points at one that is not in @salvaged need not be there either; in one that is there,
 * what points at other rows may be empty.
 *
 * Returns: (nullable): "3 of clients", or %NULL when none is missing
 */
char *readable_rows_find_missing (const char *collected, const char *salvaged);

G_END_DECLS
