/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history that the shared salon tells: every change of one that is taken is one that we can hold. */
#include "core/salon-history.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  g_autoptr (GPtrArray) entries = salon_history_from_json (text, NULL);
  g_autoptr (GPtrArray) merged = NULL;

  if (entries == NULL)
    return 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const SalonHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_assert_true (entry->by != NULL && salon_change_get_n_edits (entry->change) > 0);
      g_assert_true (salon_change_check (entry->change, NULL));
    }
  merged = salon_history_merge (entries, entries);
  g_assert_cmpuint (merged->len, >=, entries->len);
  return 0;
}
