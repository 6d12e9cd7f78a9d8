/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was paid: for a booking, and in a stretch of time. */
#include "salon-reader.h"

#include "core/salon-json.h"
#include "core/salon-schema.h"

#include "salon-reader-private.h"

static gpointer
payment_from_row (SalonStatement *row, GError **error)
{
  SalonPaymentFields fields = {
    .id = salon_statement_get_text (row, 0),
    .booking_id = salon_statement_get_text (row, 1),
    .amount_cents = sqlite3_column_int64 (row, 2),
    .method = salon_statement_get_text (row, 3),
    .status = salon_statement_get_text (row, 4),
    .created_at = sqlite3_column_int64 (row, 6),
    .reverses = salon_statement_get_text (row, 7),
    .gift_card_id = salon_statement_get_text (row, 8),
  };
  const char *metadata = salon_statement_get_text (row, 5);
  g_autoptr (JsonNode) node =
    metadata != NULL ? salon_json_parse (metadata, SALON_TEXT_MAX_BYTES, SALON_JSON_MAX_DEPTH, NULL)
                     : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    salon_payment_fields_read_metadata (&fields, json_node_get_object (node));
  return salon_payment_new (&fields);
}

#define SELECT_PAYMENTS                                                                            \
  "SELECT id, booking_id, amount, payment_method, status, metadata, created_at, reverses,\n"       \
  "  gift_card_id\n"                                                                               \
  "FROM payments\n"

static GPtrArray *
take_payments (SalonStatement *rows, GError **error)
{
  return salon_sqlite_list (rows, payment_from_row, g_object_unref, error);
}

static GPtrArray *
list_payments (SalonReader *self, const char *sql, const char *id, GError **error)
{
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);

  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, id);
  return take_payments (rows, error);
}

GPtrArray *
salon_reader_list_payments (SalonReader *self, const char *booking_id, GError **error)
{
  static const char sql[] = SELECT_PAYMENTS "WHERE booking_id = ?1\n"
                                            "ORDER BY created_at, rowid";

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (booking_id != NULL, NULL);

  return list_payments (self, sql, booking_id, error);
}

GPtrArray *
salon_reader_list_gift_card_payments (SalonReader *self, const char *card_id, GError **error)
{
  static const char sql[] = SELECT_PAYMENTS "WHERE gift_card_id = ?1\n"
                                            "ORDER BY created_at, rowid";

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (card_id != NULL, NULL);

  return list_payments (self, sql, card_id, error);
}

GPtrArray *
salon_reader_list_payments_between (SalonReader *self, gint64 from, gint64 to, GError **error)
{
  static const char sql[] =
    "SELECT p.id, p.booking_id, p.amount, p.payment_method, p.status, p.metadata, p.created_at,\n"
    "  p.reverses, p.gift_card_id\n"
    "FROM payments AS p\n"
    "WHERE p.created_at >= ?1\n"
    "  AND p.created_at < ?2\n"
    "  AND " SALON_READER_PAYMENT_COUNTS "\n"
    "ORDER BY p.created_at, p.rowid";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, from);
  sqlite3_bind_int64 (rows, 2, to);
  return take_payments (rows, error);
}

gboolean
salon_reader_sum_payments (SalonReader *self,
                           gint64 from,
                           gint64 to,
                           SalonTakings *takings,
                           GError **error)
{
  static const char sql[] = "SELECT p.payment_method, p.amount\n"
                            "FROM payments AS p\n"
                            "WHERE p.created_at >= ?1\n"
                            "  AND p.created_at < ?2\n"
                            "  AND " SALON_READER_PAYMENT_COUNTS;
  g_autoptr (SalonStatement) rows = NULL;
  SalonTakings sum = { { 0 }, 0, 0 };
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), FALSE);
  g_return_val_if_fail (takings != NULL, FALSE);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, from);
  sqlite3_bind_int64 (rows, 2, to);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      salon_takings_add (&sum, salon_means_from_wire (salon_statement_get_text (rows, 0)),
                         sqlite3_column_int64 (rows, 1));
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  *takings = sum;
  return TRUE;
}
