/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gift cards with what their ledgers say, and the ledgers themselves. */
#include "salon-reader.h"

#include "core/salon-json.h"
#include "core/salon-schema.h"
#include "core/salon-text.h"

#include "salon-gift-card-rows.h"
#include "salon-reader-private.h"

static gpointer
make_card (SalonStatement *row, GError **error)
{
  return salon_gift_card_rows_make_card (row, error);
}

/* Steps through @rows, which select SALON_GIFT_CARD_COLUMNS. */
static GPtrArray *
read_cards (SalonStatement *rows, GError **error)
{
  return salon_sqlite_list (rows, make_card, g_object_unref, error);
}

GPtrArray *
salon_reader_list_gift_cards_in_rows (SalonReader *self,
                                      const gint64 *numbers,
                                      guint n_numbers,
                                      GError **error)
{
  static const char sql[] =
    "SELECT " SALON_GIFT_CARD_COLUMNS
    "FROM json_each (?1) AS n CROSS JOIN gift_cards AS g ON g.rowid = n.value\n"
    "LEFT JOIN services AS s ON s.id = g.service_id\n"
    "ORDER BY n.key";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_numbers (rows, 1, numbers, n_numbers);
  return read_cards (rows, error);
}

GPtrArray *
salon_reader_list_gift_cards (SalonReader *self, GError **error)
{
  static const char sql[] =
    "SELECT " SALON_GIFT_CARD_COLUMNS SALON_GIFT_CARD_TABLES "ORDER BY g.purchase_date, g.rowid";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  return rows != NULL ? read_cards (rows, error) : NULL;
}

SalonGiftCard *
salon_reader_get_gift_card (SalonReader *self, const char *id, GError **error)
{
  static const char sql[] =
    "SELECT " SALON_GIFT_CARD_COLUMNS SALON_GIFT_CARD_TABLES "WHERE g.id = ?1";
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  row = salon_reader_find (self, sql, id, error);
  return row != NULL ? salon_gift_card_rows_make_card (row, error) : NULL;
}

static GPtrArray *
find_exactly (SalonReader *self, const char *code, GError **error)
{
  static const char sql[] =
    "SELECT " SALON_GIFT_CARD_COLUMNS SALON_GIFT_CARD_TABLES "WHERE g.code = ?1";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);

  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, code);
  return read_cards (rows, error);
}

/* Every code is looked at: ten thousand are a few milliseconds. */
static GPtrArray *
find_by_key (SalonReader *self, const char *key, const char *prefixed, GError **error)
{
  static const char sql[] = "SELECT " SALON_GIFT_CARD_COLUMNS SALON_GIFT_CARD_TABLES
                            "WHERE salon_voucher_key (g.code) IN (?1, ?2)\n"
                            "ORDER BY g.rowid\n"
                            "LIMIT 20";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);

  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, key);
  salon_statement_bind_text (rows, 2, prefixed);
  return read_cards (rows, error);
}

GPtrArray *
salon_reader_find_gift_cards (SalonReader *self,
                              const char *typed,
                              const char *prefix,
                              GError **error)
{
  g_autofree char *code = NULL;
  g_autofree char *key = NULL;
  g_autofree char *with_prefix = NULL;
  g_autofree char *prefixed = NULL;
  g_autoptr (GPtrArray) cards = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (typed != NULL && prefix != NULL, NULL);

  code = g_strstrip (g_utf8_make_valid (typed, -1));
  key = salon_voucher_code_make_key (code);
  cards = find_exactly (self, code, error);
  if (cards == NULL || cards->len > 0 || *key == '\0')
    return g_steal_pointer (&cards);
  with_prefix = g_strconcat (prefix, key, NULL);
  prefixed = salon_voucher_code_make_key (with_prefix);
  return find_by_key (self, key, prefixed, error);
}

/* Those that fit and hold more than nothing (">"), or no more ("<="), bought last first. */
#define SEARCH(than)                                                                               \
  "\n    SELECT c.rowid AS row, '>' <> '" than "' AS is_empty\n"                                   \
  "    FROM gift_cards AS c\n"                                                                     \
  "    WHERE salon_gift_card_has (c.code, c.buyer_name, c.recipient_name, ?1)\n"                   \
  "      AND (\n"                                                                                  \
  "        SELECT coalesce (sum (b.amount), 0)\n"                                                  \
  "        FROM gift_card_movements AS b\n"                                                        \
  "        WHERE b.card_id = c.id\n"                                                               \
  "      ) " than " 0\n"                                                                           \
  "    ORDER BY c.purchase_date DESC, c.rowid DESC\n"                                              \
  "    LIMIT ?2\n"

GPtrArray *
salon_reader_search_gift_cards (SalonReader *self, const char *text, int limit, GError **error)
{
  /* Row numbers first, and no further than the limit: the sums of a ledger are for those alone. */
  static const char sql[] =
    "SELECT " SALON_GIFT_CARD_COLUMNS "FROM (\n"
    "  SELECT * FROM (" SEARCH (
      ">") ")\n"
           "  UNION ALL\n"
           "  SELECT * FROM (" SEARCH (
             "<=") ")\n"
                   "  LIMIT ?2\n"
                   ") AS n\n"
                   "CROSS JOIN gift_cards AS g ON g.rowid = n.row\n"
                   "LEFT JOIN services AS s ON s.id = g.service_id\n"
                   "ORDER BY n.is_empty, g.purchase_date DESC, g.rowid DESC";
  g_autofree char *folded = NULL;
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  folded = salon_text_fold (text);
  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, folded);
  sqlite3_bind_int (rows, 2, limit);
  return read_cards (rows, error);
}

GPtrArray *
salon_reader_list_client_gift_cards (SalonReader *self,
                                     const char *client_id,
                                     int limit,
                                     GError **error)
{
  /* As salon_client_dossier_owns_end(): hers is what has her mail, or her name and no mail. */
  static const char sql[] =
    "SELECT " SALON_GIFT_CARD_COLUMNS SALON_GIFT_CARD_TABLES "JOIN clients AS c ON c.id = ?1\n"
    "WHERE lower (g.buyer_email) = lower (c.email)\n"
    "  OR lower (g.recipient_email) = lower (c.email)\n"
    "  OR (g.buyer_email IS NULL AND salon_fold (g.buyer_name) = salon_fold (c.name))\n"
    "  OR (g.recipient_email IS NULL AND salon_fold (g.recipient_name) = salon_fold (c.name))\n"
    "ORDER BY g.purchase_date DESC, g.rowid DESC\n"
    "LIMIT ?2";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (client_id != NULL, NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, client_id);
  sqlite3_bind_int (rows, 2, limit);
  return read_cards (rows, error);
}

/* --- Ledgers --- */

static gpointer
movement_from_row (SalonStatement *row, GError **error)
{
  SalonMovementFields fields = {
    .id = salon_statement_get_text (row, 0),
    .card_id = salon_statement_get_text (row, 1),
    .amount_cents = sqlite3_column_int64 (row, 3),
    .booking_id = salon_statement_get_text (row, 4),
    .note = salon_statement_get_text (row, 5),
    .at = sqlite3_column_int64 (row, 6),
    .by = salon_statement_get_text (row, 7),
    .reverses = salon_statement_get_text (row, 8),
    .expires_on = SALON_DAY_NONE,
  };
  const char *kind = salon_statement_get_text (row, 2);

  if (!salon_movement_kind_from_wire (kind, &fields.kind))
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "a movement is “%s”", kind);
      return NULL;
    }
  if (salon_statement_get_text (row, 9) != NULL
      && !salon_gift_card_rows_read_day (row, 9, &fields.expires_on, error))
    return NULL;
  return salon_gift_card_movement_new (&fields);
}

GPtrArray *
salon_reader_list_movements (SalonReader *self, const char *card_id, GError **error)
{
  static const char sql[] =
    "SELECT id, card_id, kind, amount, booking_id, note, at, by, reverses,\n"
    "  expiry_date\n"
    "FROM gift_card_movements\n"
    "WHERE card_id = ?1\n"
    "ORDER BY at, rowid";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (card_id != NULL, NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, card_id);
  return salon_sqlite_list (rows, movement_from_row, g_object_unref, error);
}

int
salon_reader_count_prints (SalonReader *self, const char *card_id, GError **error)
{
  static const char sql[] = "SELECT coalesce (max (n), 0) FROM gift_card_prints WHERE card_id = ?1";
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), 0);
  g_return_val_if_fail (card_id != NULL, 0);

  row = salon_reader_find (self, sql, card_id, error);
  return row != NULL ? sqlite3_column_int (row, 0) : 0;
}

gboolean
salon_reader_get_gift_card_rules (SalonReader *self, SalonGiftCardRules *rules, GError **error)
{
  static const char sql[] =
    "SELECT max (value) FROM salon_settings WHERE key = '" SALON_GIFT_CARD_RULES_KEY "'";
  g_autoptr (SalonStatement) row = NULL;
  g_autoptr (JsonNode) value = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), FALSE);
  g_return_val_if_fail (rules != NULL, FALSE);

  row = salon_reader_prepare (self, sql, error);
  if (row == NULL || !salon_sqlite_step (row, &found, error))
    return FALSE;
  if (found && salon_statement_get_text (row, 0) != NULL)
    value = salon_json_parse (salon_statement_get_text (row, 0), SALON_TEXT_MAX_BYTES,
                              SALON_JSON_MAX_DEPTH, NULL);
  salon_gift_card_rules_read (rules, value);
  return TRUE;
}
