/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The VAT that falls due with a payment, by what the salon has set at that time. What is sold against a
 * gift card is taxed once: when the card is sold, or when it is used, as the salon has decided for
 * cards of its kind. Before it has decided nothing is assumed (docs/TILL.md).
 */
#include "core/salon-gift-card.h"
#include "core/salon-json.h"
#include "core/salon-schema.h"

#include "salon-till-private.h"

/* What somebody else has written there may be no rate. */
static int
check_rate (gint64 rate)
{
  return salon_vat_find_rate (rate) >= 0 ? (int) rate : 0;
}

/* What takes back an earlier line of this journal is taxed as that was. */
static gboolean
find_reversed (SalonStore *store, SalonTillLine *line, gboolean *found, GError **error)
{
  static const char *sql = "SELECT vat_rate\n"
                           "FROM till_journal\n"
                           "WHERE payment_id = ?1\n"
                           "ORDER BY number\n"
                           "LIMIT 1";
  g_autoptr (SalonStatement) reversed = NULL;

  *found = FALSE;
  if (line->reverses == NULL)
    return TRUE;
  reversed = salon_store_prepare (store, sql, error);
  if (reversed == NULL)
    return FALSE;
  salon_statement_bind_text (reversed, 1, line->reverses);
  if (!salon_sqlite_step (reversed, found, error))
    return FALSE;
  if (*found)
    line->vat_rate = check_rate (sqlite3_column_int64 (reversed, 0));
  return TRUE;
}

/* @row: type and is_complimentary of the card, and the salon's rules of gift cards */
static gboolean
is_card_taxed (SalonStatement *row, const SalonTillLine *line)
{
  const char *kind = salon_statement_get_text (row, 1);
  const char *kept = salon_statement_get_text (row, 3);
  g_autoptr (JsonNode) value = NULL;
  SalonGiftCardRules rules;

  if (kind == NULL || sqlite3_column_int (row, 2) != 0)
    return FALSE;
  if (kept != NULL)
    value = salon_json_parse (kept, SALON_TEXT_MAX_BYTES, SALON_JSON_MAX_DEPTH, NULL);
  salon_gift_card_rules_read (&rules, value);
  return salon_gift_card_rules_is_due (&rules, salon_gift_card_kind_from_wire (kind),
                                       salon_means_from_wire (line->means)
                                         == SALON_MEANS_GIFT_CARD);
}

static gboolean
find_rate (SalonStore *store, SalonTillLine *line, const char *card_id, GError **error)
{
  static const char *sql = "SELECT\n"
                           "  (\n"
                           "    SELECT CASE json_type (value)\n"
                           "      WHEN 'integer' THEN json_extract (value, '$')\n"
                           "    END\n"
                           "    FROM salon_settings\n"
                           "    WHERE key = '" SALON_VAT_RATE_KEY "'\n"
                           "  ),\n"
                           "  (SELECT type FROM gift_cards WHERE id = ?1),\n"
                           "  (SELECT is_complimentary FROM gift_cards WHERE id = ?1),\n"
                           "  (SELECT value FROM salon_settings\n"
                           "   WHERE key = '" SALON_GIFT_CARD_RULES_KEY "')";
  g_autoptr (SalonStatement) row = salon_store_prepare (store, sql, error);
  gboolean is_row = FALSE;
  gboolean is_of_card =
    card_id != NULL || salon_means_from_wire (line->means) == SALON_MEANS_GIFT_CARD;

  if (row == NULL)
    return FALSE;
  salon_statement_bind_text (row, 1, card_id);
  if (!salon_sqlite_step (row, &is_row, error))
    return FALSE;
  if (!is_of_card || is_card_taxed (row, line))
    line->vat_rate = check_rate (sqlite3_column_int64 (row, 0));
  return TRUE;
}

gboolean
salon_till_tax (SalonStore *store, SalonTillLine *line, const char *card_id, GError **error)
{
  gboolean is_found = FALSE;

  if (!find_reversed (store, line, &is_found, error)
      || (!is_found && !find_rate (store, line, card_id, error)))
    return FALSE;
  line->vat_cents = salon_vat_get_part (line->amount_cents, line->vat_rate);
  return TRUE;
}
