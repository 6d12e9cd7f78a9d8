/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the shared salon: a page of what changed (salon.pull() of src/database/README.md), or all of
 * it the first time and when the database is of another generation.
 *
 * Everything blocks. Errors are SALON_DATABASE_ERROR, what @func fails with, and
 * G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "core/salon-feed.h"
#include "core/salon-row-batch.h"
#include "salon-connection.h"

G_BEGIN_DECLS

/* The rows of a batch, but for the last one of a table. */
#define SALON_FEED_QUERY_BATCH_ROWS 2000

/* @batch: (transfer full). FALSE with @error set ends the reading. */
typedef gboolean (*SalonFeedQueryBatchFunc) (SalonRowBatch *batch,
                                             gpointer user_data,
                                             GError **error);

/**
 * salon_feed_query_page:
 * @max_rows: the page may have fewer though there are more: see salon_feed_page_has_more()
 *
 * What was written after @cursor. A page of another generation than the cursor's is empty, and says
 * that everything has to be read again.
 *
 * Returns: (transfer full):
 */
SalonFeedPage *salon_feed_query_page (SalonConnection *connection,
                                      const SalonCursor *cursor,
                                      guint max_rows,
                                      GCancellable *cancellable,
                                      GError **error);

/**
 * salon_feed_query_everything:
 * @end: (out): the cursor that follows on these rows
 *
 * All rows of all tables as they were at one moment, parents before children, without ever holding
 * more than a few thousand. What commits meanwhile comes after @end, and may also be among the rows:
 * taking a row twice does no harm. Rows that are too large for a device are left out.
 *
 * After a failure in the middle @connection is good for nothing but to be freed.
 */
gboolean salon_feed_query_everything (SalonConnection *connection,
                                      SalonFeedQueryBatchFunc func,
                                      gpointer user_data,
                                      SalonCursor *end,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
