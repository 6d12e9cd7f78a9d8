/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is kept of each change beside its edits: its number, its history, and its place in the
 * outbox. All of it inside the transaction that writes the edits.
 */
#include "salon-changed-rows.h"
#include "salon-store-private.h"
#include "salon-waiting.h"

/* Numbers are given in the transaction: one that is rolled back gives its number back. */
static gboolean
take_number (SalonStore *self, gint64 *seq, GError **error)
{
  static const char *sql = "UPDATE salon_file SET last_seq = last_seq + 1 RETURNING last_seq";
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  *seq = sqlite3_column_int64 (statement, 0);
  return salon_sqlite_step (statement, &row, error);
}

static gboolean
insert_history (SalonStore *self, const SalonChange *change, const char *json, GError **error)
{
  static const char *sql = "INSERT INTO history (seq, at, device, label, change)\n"
                           "VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, salon_change_get_seq (change));
  sqlite3_bind_int64 (statement, 2, salon_change_get_at (change));
  sqlite3_bind_text (statement, 3, salon_change_get_device (change), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, salon_change_get_label (change), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, json, -1, SQLITE_STATIC);
  return salon_sqlite_run (statement, error);
}

SalonChange *
salon_store_number (SalonStore *self, SalonChange *change, gint64 now, GError **error)
{
  gint64 seq = 0;

  if (!take_number (self, &seq, error))
    return NULL;
  return salon_change_stamp (change, salon_store_get_device (self), seq, now);
}

SalonChange *
salon_store_keep (SalonStore *self, SalonChange *change, gint64 now, GError **error)
{
  g_autoptr (SalonChange) stamped = salon_store_number (self, change, now, error);
  g_autofree char *json = NULL;

  if (stamped == NULL)
    return NULL;
  json = salon_change_to_json (stamped);
  if (!insert_history (self, stamped, json, error)
      || !salon_changed_rows_insert (self, "history_rows", stamped, error))
    return NULL;
  if (!salon_store_is_sample (self) && !salon_waiting_add (self, stamped, json, error))
    return NULL;
  return g_steal_pointer (&stamped);
}
