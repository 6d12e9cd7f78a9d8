/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing, with the name of the writer for the history: BEGIN, salon.writer and salon.label for this
 * transaction, what @func does, COMMIT. Whoever loses against others (40001, 40P01, 55P03) is run
 * again from the beginning, up to five times, so @func may do nothing that cannot be done twice.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

/* FALSE with @error set rolls back. */
typedef gboolean (*SalonServerTransactionFunc) (SalonServerContext *context,
                                                gpointer user_data,
                                                GError **error);

/**
 * salon_server_transaction_run:
 * @writer: "web", or the name of who is signed in
 * @label: what it does, in a few words: "Book online"
 */
gboolean salon_server_transaction_run (SalonServerContext *context,
                                       const char *writer,
                                       const char *label,
                                       SalonServerTransactionFunc func,
                                       gpointer user_data,
                                       GError **error);

/**
 * salon_server_transaction_query:
 * @sql: one statement that is its own transaction, and says itself who writes
 *
 * Returns: (transfer full) (nullable): its rows; NULL when it was lost as often as it may be, or failed
 */
PGresult *salon_server_transaction_query (SalonServerContext *context,
                                          const char *sql,
                                          int n_values,
                                          const char *const *values,
                                          GError **error);

G_END_DECLS
