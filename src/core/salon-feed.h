/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page of the shared salon's feed: rows as they are over there now, in the order in which they were
 * written last, and the cursor after them.
 *
 * A cursor is (xid, seq), the transaction that wrote a row last and the row's number in it, within
 * one generation of the database. It only ever grows: whoever holds every row up to a cursor asks for
 * what comes after it.
 *
 * Immutable and counted atomically: a page crosses threads.
 */
#pragma once

#include "salon-schema.h"

G_BEGIN_DECLS

#define SALON_FEED_PAGE_MAX_BYTES (64 * 1024 * 1024)

typedef struct
{
  char generation[37]; /* a uuid; "": never synced */
  guint64 xid;
  gint64 seq;
} SalonCursor;

/* Which of two cursors of one generation comes first: negative, 0 or positive. */
int salon_cursor_compare (const SalonCursor *a, const SalonCursor *b);

/* @row: the whole row with its key column, every column of the table; NULL when deleted. */
typedef struct
{
  const SalonTable *table;
  char *id;
  gboolean deleted;
  JsonObject *row;
} SalonFeedRow;

typedef struct _SalonFeedPage SalonFeedPage;

#define SALON_TYPE_FEED_PAGE (salon_feed_page_get_type ())
GType salon_feed_page_get_type (void);
SalonFeedPage *salon_feed_page_ref (SalonFeedPage *self);
void salon_feed_page_unref (SalonFeedPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonFeedPage, salon_feed_page_unref)

/**
 * salon_feed_page_from_json:
 * @json: {"generation", "rows": [{"table", "id", "xid", "seq", "deleted", "row"}, …], "xid", "seq",
 *   "more"}, the xids as decimal texts
 *
 * Trusts nothing. A newer database may know more than we do: columns that we do not are dropped, rows
 * of such tables are left out. A row that the database found too large to send is counted, and left
 * out. Everything else that is not as it should be fails: %SALON_ERROR_NOT_UNDERSTOOD,
 * %SALON_ERROR_OUT_OF_RANGE, or %SALON_ERROR_BAD_VALUE naming table, row and column. Whether the page
 * follows on what was asked is for salon_feed_page_follows().
 */
SalonFeedPage *salon_feed_page_from_json (const char *json, GError **error);

gsize salon_feed_page_get_n_rows (SalonFeedPage *self);
const SalonFeedRow *salon_feed_page_get_row (SalonFeedPage *self, gsize index);
/* Rows that were too large to be sent. */
gsize salon_feed_page_get_n_too_large (SalonFeedPage *self);
const SalonCursor *salon_feed_page_get_end (SalonFeedPage *self);
gboolean salon_feed_page_has_more (SalonFeedPage *self);
/* Is it of the generation of @asked, and does every row of it come after it? */
gboolean salon_feed_page_follows (SalonFeedPage *self, const SalonCursor *asked);

G_END_DECLS
