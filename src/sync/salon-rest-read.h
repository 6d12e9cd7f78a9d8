/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A full read by way of the feed: pages from its beginning, cut into batches by table. No snapshot is
 * held open over there meanwhile; what is written during the read comes again on a later page. A row that
 * was handed on and is gone later makes the feed go on from before that page, so that it is told again
 * and nothing of it stays.
 */
#pragma once

#include "salon-remote.h"

G_BEGIN_DECLS

/* One page of the feed after @cursor. */
typedef SalonFeedPage *(*SalonRestPageFunc) (const SalonCursor *cursor,
                                             GCancellable *cancellable,
                                             gpointer user_data,
                                             GError **error);

/**
 * salon_rest_read_everything:
 * @generation: of the feed
 * @end: (out): where the feed goes on
 *
 * As salon_remote_read_everything(). Fails also with whatever @next_page and @func fail.
 */
gboolean salon_rest_read_everything (const char *generation,
                                     SalonRestPageFunc next_page,
                                     gpointer page_data,
                                     SalonRemoteBatchFunc func,
                                     gpointer user_data,
                                     SalonCursor *end,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
