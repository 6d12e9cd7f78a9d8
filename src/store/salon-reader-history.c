/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to a row, from the changes that the store keeps. */
#include "salon-reader.h"

#include "salon-reader-private.h"

/* A salon that is not shared has an outbox too, and nobody to send it to. */
#define IS_WAITING                                                                                 \
  "EXISTS (SELECT 1 FROM outbox AS o WHERE o.seq = h.seq) "                                        \
  "AND EXISTS (SELECT 1 FROM sync_state) "

static gpointer
entry_from_row (SalonStatement *row, GError **error)
{
  SalonChange *change = salon_change_from_json (salon_statement_get_text (row, 3), error);
  SalonHistoryEntry *entry = NULL;

  if (change == NULL)
    return NULL;
  entry = g_new0 (SalonHistoryEntry, 1);
  entry->at = sqlite3_column_int64 (row, 0);
  entry->device = g_strdup (salon_statement_get_text (row, 1));
  entry->label = g_strdup (salon_statement_get_text (row, 2));
  entry->change = change;
  entry->refused = sqlite3_column_int (row, 4);
  entry->seq = sqlite3_column_int64 (row, 5);
  entry->is_waiting = sqlite3_column_int (row, 6);
  return entry;
}

static GPtrArray *
take_entries (SalonStatement *rows, GError **error)
{
  return salon_sqlite_list (rows, entry_from_row, (GDestroyNotify) salon_history_entry_free, error);
}

GPtrArray *
salon_reader_list_history (SalonReader *self,
                           const char *table,
                           const char *id,
                           int limit,
                           GError **error)
{
  static const char sql[] =
    "SELECT h.at, h.device, h.label, h.change, h.refused, h.seq, " IS_WAITING
    "FROM history_rows AS r "
    "JOIN history AS h ON h.seq = r.seq "
    "WHERE r.table_name = ?1 AND r.row_id = ?2 "
    "ORDER BY r.seq DESC LIMIT ?3";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (table != NULL && id != NULL, NULL);
  g_return_val_if_fail (limit >= 0, NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, table);
  salon_statement_bind_text (rows, 2, id);
  sqlite3_bind_int (rows, 3, limit);
  return take_entries (rows, error);
}

GPtrArray *
salon_reader_list_table_history (SalonReader *self, const char *table, int limit, GError **error)
{
  static const char sql[] =
    "SELECT h.at, h.device, h.label, h.change, h.refused, h.seq, " IS_WAITING "FROM history AS h "
    "WHERE h.seq IN (SELECT DISTINCT seq FROM history_rows WHERE table_name = ?1 "
    "ORDER BY seq DESC LIMIT ?2) "
    "ORDER BY h.seq DESC";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (table != NULL && limit >= 0, NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, table);
  sqlite3_bind_int (rows, 2, limit);
  return take_entries (rows, error);
}
