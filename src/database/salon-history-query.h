/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who did what to a row, as the shared salon tells it: salon.history_within() of src/database/README.md.
 *
 * Blocks. Errors are SALON_DATABASE_ERROR, and G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "core/salon-history.h"
#include "salon-connection.h"

G_BEGIN_DECLS

/**
 * salon_history_query_run:
 * @id: (nullable): of a row, with the lines of it where it is a booking; %NULL: all of @table
 * @at_most: how many rows of the history
 *
 * Returns: (transfer full) (element-type SalonHistoryEntry): latest first
 */
GPtrArray *salon_history_query_run (SalonConnection *connection,
                                    const char *table,
                                    const char *id,
                                    guint at_most,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
