/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the feed: its rows and the cursor behind them are one transaction. */
#include "salon-store-error.h"
#include "salon-store-private.h"

#include "salon-pull.h"

static gboolean
is_same_cursor (const SalonCursor *a, const SalonCursor *b)
{
  return g_str_equal (a->generation, b->generation) && salon_cursor_compare (a, b) == 0;
}

/* A page that begins before our cursor may hold rows older than ours, which nobody would ever send
 * again; one that begins after it leaves some out. */
static gboolean
check_page (SalonStore *self, SalonFeedPage *page, const SalonCursor *asked, GError **error)
{
  g_auto (SalonSyncState) state = { NULL };
  const SalonCursor *end = salon_feed_page_get_end (page);

  if (!salon_store_read_sync_state (self, &state, error))
    return FALSE;
  if (is_same_cursor (&state.cursor, asked) && salon_feed_page_follows (page, asked))
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CURSOR,
               "a page up to %s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT
               " after %s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT,
               end->generation, end->xid, end->seq, state.cursor.generation, state.cursor.xid,
               state.cursor.seq);
  return FALSE;
}

static gboolean
put_rows (SalonPull *pull, SalonFeedPage *page, GError **error)
{
  for (gsize i = 0; i < salon_feed_page_get_n_rows (page); i++)
    {
      const SalonFeedRow *row = salon_feed_page_get_row (page, i);

      if (!salon_pull_put (pull, row->table, row->id, row->row, error))
        return FALSE;
    }
  return TRUE;
}

SalonChange *
salon_store_take_page (SalonStore *self,
                       SalonFeedPage *page,
                       const SalonCursor *asked,
                       gint64 now,
                       GError **error)
{
  g_autoptr (SalonPull) pull = NULL;

  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  g_return_val_if_fail (page != NULL && asked != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!salon_store_require_shared (self, error))
    return NULL;
  pull = salon_pull_begin (self, SALON_PULL_ROWS, error);
  if (pull == NULL || !check_page (self, page, asked, error) || !put_rows (pull, page, error)
      || !salon_store_set_cursor (self, salon_feed_page_get_end (page),
                                  salon_feed_page_has_more (page) ? 0 : now, error))
    return NULL;
  return salon_pull_end (pull, error);
}
