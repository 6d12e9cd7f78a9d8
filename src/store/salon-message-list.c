/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-list.h"

#include "core/salon-text.h"

#include "salon-reader-private.h"
#include "salon-store-ledger-private.h"
#include "salon-store-private.h"

#define COLUMNS                                                                                    \
  "n.id, n.booking_id, n.gift_card_id, n.channel, n.type, n.recipient, n.subject, n.content,\n"    \
  "  n.status, n.starts_at, n.due_at, n.try_at, n.sent_at, n.provider_id, n.attempts,\n"           \
  "  n.error_message, n.part_of, " NAME ",\n"                                                      \
  "  b.client_id, coalesce (c.phone, b.client_phone)\n"
#define NAME                                                                                       \
  "coalesce (b.client_name,\n"                                                                     \
  "    iif (n.recipient = g.buyer_email, g.buyer_name, g.recipient_name), '')"
#define TABLES                                                                                     \
  "LEFT JOIN bookings AS b ON b.id = n.booking_id\n"                                               \
  "LEFT JOIN clients AS c ON c.id = b.client_id\n"                                                 \
  "LEFT JOIN gift_cards AS g ON g.id = n.gift_card_id\n"
#define LATEST_FIRST "ORDER BY coalesce (n.sent_at, n.due_at) DESC, n.rowid DESC"

void
salon_message_record_free (SalonMessageRecord *record)
{
  salon_message_row_free (record->row);
  g_free (record->name);
  g_free (record->client_id);
  g_free (record->phone);
  g_free (record);
}

static char *
dup_text (SalonStatement *row, int column)
{
  return g_strdup (salon_statement_get_text (row, column));
}

static gboolean
read_words (SalonStatement *row, SalonMessageRow *message, GError **error)
{
  const char *kind = salon_statement_get_text (row, 3);

  if (salon_message_kind_from_string (kind, &message->kind)
      && salon_message_medium_from_string (salon_statement_get_text (row, 4), &message->medium)
      && salon_message_status_from_string (salon_statement_get_text (row, 8), &message->status))
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "notifications: %s", kind);
  return FALSE;
}

/* A row that stands on COLUMNS. */
static gpointer
make_record (SalonStatement *row, GError **error)
{
  g_autoptr (SalonMessageRecord) record = g_new0 (SalonMessageRecord, 1);
  SalonMessageRow *message = g_new0 (SalonMessageRow, 1);

  record->row = message;
  if (!read_words (row, message, error))
    return NULL;
  message->id = dup_text (row, 0);
  message->booking_id = dup_text (row, 1);
  message->gift_card_id = dup_text (row, 2);
  message->recipient = dup_text (row, 5);
  message->subject = dup_text (row, 6);
  message->content = dup_text (row, 7);
  message->starts_at = dup_text (row, 9);
  message->due_at = sqlite3_column_int64 (row, 10);
  message->try_at = sqlite3_column_int64 (row, 11);
  message->sent_at = sqlite3_column_int64 (row, 12);
  message->provider_id = dup_text (row, 13);
  message->attempts = sqlite3_column_int (row, 14);
  message->error_message = dup_text (row, 15);
  message->part_of = dup_text (row, 16);
  record->name = dup_text (row, 17);
  record->client_id = dup_text (row, 18);
  record->phone = dup_text (row, 19);
  return g_steal_pointer (&record);
}

/* Of a kind that this program does not know there is nothing to say. */
static GPtrArray *
read_records (SalonStatement *rows, GError **error)
{
  return salon_sqlite_list (rows, make_record, (GDestroyNotify) salon_message_record_free, error);
}

/* --- The long lists --- */

/* What this program does not know (a newer one wrote it) is not in a list. */
#define IS_KNOWN                                                                                   \
  "n.channel IN ('confirmation', 'change', 'cancellation', 'reminder', 'voucher', 'expiry',\n"     \
  "    'thanks')\n"

static const char *
get_find_sql (SalonMessagesWhich which)
{
  switch (which)
    {
    case SALON_MESSAGES_SENT:
      return "SELECT n.rowid\n"
             "FROM notifications AS n\n" TABLES "WHERE n.status = 'sent'\n"
             "  AND n.part_of IS NULL\n"
             "  AND (?1 = '' OR instr (salon_fold (" NAME
             "), ?1) > 0 OR instr (n.recipient, ?2) > 0)\n"
             "  AND " IS_KNOWN LATEST_FIRST;
    case SALON_MESSAGES_NOT_SENT:
      return "SELECT n.rowid\n"
             "FROM notifications AS n\n" TABLES
             "WHERE n.status IN ('failed', 'unknown', 'skipped')\n"
             "  AND n.part_of IS NULL\n"
             "  AND (?1 = '' OR instr (salon_fold (" NAME
             "), ?1) > 0 OR instr (n.recipient, ?2) > 0)\n"
             "  AND " IS_KNOWN "ORDER BY n.status = 'skipped', n.due_at DESC, n.rowid DESC";
    }
  g_return_val_if_reached (NULL);
}

GArray *
salon_message_list_find (SalonStore *store, const SalonMessageQuery *query, GError **error)
{
  g_autoptr (SalonStatement) statement = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (SALON_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  statement = salon_store_prepare (store, get_find_sql (query->which), error);
  if (statement == NULL)
    return NULL;
  folded = salon_text_fold (query->text != NULL ? query->text : "");
  salon_statement_bind_text (statement, 1, folded);
  salon_statement_bind_text (statement, 2, query->text != NULL ? query->text : "");
  return salon_sqlite_list_numbers (statement, error);
}

GPtrArray *
salon_message_list_read_rows (SalonReader *reader,
                              const gint64 *numbers,
                              guint n_numbers,
                              GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS
    "FROM json_each (?1) AS k CROSS JOIN notifications AS n ON n.rowid = k.value\n" TABLES
    "ORDER BY k.key";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);

  rows = salon_reader_prepare (reader, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_numbers (rows, 1, numbers, n_numbers);
  return read_records (rows, error);
}

/* --- Of one booking, card or client --- */

static GPtrArray *
list_of (SalonReader *reader, const char *sql, const char *id, int limit, GError **error)
{
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  rows = salon_reader_prepare (reader, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, id);
  sqlite3_bind_int (rows, 2, limit);
  return read_records (rows, error);
}

GPtrArray *
salon_message_list_of_booking (SalonReader *reader, const char *booking_id, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS "FROM notifications AS n\n" TABLES "WHERE n.booking_id = ?1\n"
    "  AND " IS_KNOWN LATEST_FIRST "\n"
    "LIMIT ?2";

  return list_of (reader, sql, booking_id, -1, error);
}

GPtrArray *
salon_message_list_of_client (SalonReader *reader, const char *client_id, int limit, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS "FROM bookings AS o\n"
    "JOIN notifications AS n ON n.booking_id = o.id\n" TABLES "WHERE o.client_id = ?1\n"
    "  AND " IS_KNOWN LATEST_FIRST "\n"
    "LIMIT ?2";

  return list_of (reader, sql, client_id, limit, error);
}

SalonMessageRecord *
salon_message_list_get (SalonReader *reader, const char *id, GError **error)
{
  static const char sql[] = "SELECT " COLUMNS "FROM notifications AS n\n" TABLES "WHERE n.id = ?1\n"
                            "  AND " IS_KNOWN;
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  row = salon_reader_find (reader, sql, id, error);
  return row != NULL ? make_record (row, error) : NULL;
}

gboolean
salon_message_list_count_failed (SalonReader *reader, guint *n_failed, GError **error)
{
  static const char sql[] =
    "SELECT count (*)\n"
    "FROM notifications AS n\n"
    "WHERE (n.status = 'failed' OR (n.status = 'unknown' AND n.try_at IS NULL))\n"
    "  AND n.part_of IS NULL\n"
    "  AND " IS_KNOWN;
  g_autoptr (SalonStatement) row = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (SALON_IS_READER (reader), FALSE);
  g_return_val_if_fail (n_failed != NULL, FALSE);

  row = salon_reader_prepare (reader, sql, error);
  if (row == NULL || !salon_sqlite_step (row, &found, error))
    return FALSE;
  *n_failed = (guint) sqlite3_column_int64 (row, 0);
  return TRUE;
}

SalonMessageMaterial *
salon_message_list_read_material (SalonStore *store, gint64 now, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (store), NULL);
  return salon_store_ledger_read_material (store, now, error);
}
