/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of the feed: every row of one that is taken is a row that the file can hold. */
#include "core/salon-feed.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  g_autoptr (SalonFeedPage) page = salon_feed_page_from_json (text, NULL);
  SalonCursor asked = { 0 };

  if (page == NULL)
    return 0;
  for (gsize i = 0; i < salon_feed_page_get_n_rows (page); i++)
    {
      const SalonFeedRow *row = salon_feed_page_get_row (page, i);

      g_assert_true (row->table != NULL && row->id != NULL && *row->id != '\0');
      g_assert_true (row->deleted == (row->row == NULL));
      g_assert_true (row->row == NULL || salon_row_check (row->table, row->row, TRUE, NULL));
    }
  salon_feed_page_follows (page, &asked);
  asked = *salon_feed_page_get_end (page);
  g_assert_true (salon_feed_page_get_n_rows (page) == 0 || !salon_feed_page_follows (page, &asked));
  return 0;
}
