/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger of a card is added up from an index that holds all of it, and only of the cards that the
 * rest of a question leaves. The parameters have the same numbers in all statements:
 *   ?1 today   ?2, ?3 dates of expiry   ?4 states, a JSON array of numbers   ?5 folded words
 */
#include "salon-gift-card-list.h"

#include "core/salon-text.h"

#include "salon-gift-card-rows.h"
#include "salon-till-private.h"

#define BALANCE                                                                                    \
  "(SELECT coalesce (sum (b.amount), 0) FROM gift_card_movements AS b WHERE b.card_id = g.id)"

/* As salon_gift_card_get_state(). What a card was ended by is asked only of those that hold nothing. */
#define STATE                                                                                      \
  "CASE\n"                                                                                         \
  "    WHEN " BALANCE " > 0 THEN iif (g.expiry_date < ?1, 2, 0)\n"                                 \
  "    WHEN " SALON_LEDGER_SUM ("'refund'") " < 0 THEN 4\n"                                        \
                                            "    WHEN " SALON_LEDGER_SUM (                         \
                                              "'debit'") " < 0\n"                                  \
                                                         "      AND " SALON_LEDGER_SUM (           \
                                                           "'void'") " = 0 THEN 1\n"               \
                                                                     "    ELSE 3\n"                \
                                                                     "  END"

G_STATIC_ASSERT (SALON_GIFT_CARD_ACTIVE == 0 && SALON_GIFT_CARD_USED == 1);
G_STATIC_ASSERT (SALON_GIFT_CARD_EXPIRED == 2 && SALON_GIFT_CARD_VOID == 3);
G_STATIC_ASSERT (SALON_GIFT_CARD_REFUNDED == 4);

static const char *const orders[] = {
  [SALON_GIFT_CARD_ORDER_NEWEST] = "ORDER BY g.purchase_date DESC, g.rowid DESC",
  [SALON_GIFT_CARD_ORDER_EXPIRY] = "ORDER BY g.expiry_date, g.rowid",
  [SALON_GIFT_CARD_ORDER_CODE] = "ORDER BY g.code, g.rowid",
  [SALON_GIFT_CARD_ORDER_RECIPIENT] = "ORDER BY salon_fold (g.recipient_name), g.rowid DESC",
  [SALON_GIFT_CARD_ORDER_BUYER] = "ORDER BY salon_fold (g.buyer_name), g.rowid DESC",
  [SALON_GIFT_CARD_ORDER_BALANCE] = "ORDER BY " BALANCE " DESC, g.rowid DESC",
};

static char *
list_states (guint states)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (int i = 0; i < SALON_N_GIFT_CARD_STATES; i++)
    if ((states & (1u << i)) != 0)
      g_string_append_printf (json, "%s%d", json->len > 1 ? "," : "", i);
  g_string_append_c (json, ']');
  return g_string_free_and_steal (g_steal_pointer (&json));
}

/* A piece that is not asked for is left out. */
static const char *
make_find (const SalonGiftCardQuery *query)
{
  g_autoptr (GString) sql = g_string_new ("SELECT g.rowid\nFROM gift_cards AS g\nWHERE TRUE\n");

  if (query->expires_from != SALON_DAY_NONE)
    g_string_append (sql, "  AND g.expiry_date >= ?2\n");
  if (query->expires_to != SALON_DAY_NONE)
    g_string_append (sql, "  AND g.expiry_date < ?3\n");
  if (query->text != NULL && *query->text != '\0')
    g_string_append (sql,
                     "  AND salon_gift_card_has (g.code, g.buyer_name, g.recipient_name, ?5)\n");
  if (query->with_balance)
    g_string_append (sql, "  AND " BALANCE " > 0\n");
  if (query->states != 0)
    g_string_append (sql, "  AND " STATE " IN (SELECT value FROM json_each (?4))\n");
  g_string_append (sql, orders[query->order]);
  return g_intern_string (sql->str);
}

/* Not every piece is there, and a parameter that no piece names is none. */
static void
bind (SalonStatement *statement, int parameter, const char *text)
{
  if (text != NULL && parameter <= sqlite3_bind_parameter_count (statement))
    salon_statement_bind_text (statement, parameter, text);
}

static char *
format_day (SalonDay day)
{
  return day != SALON_DAY_NONE ? salon_day_format (day) : NULL;
}

GArray *
salon_gift_card_list_find (SalonStore *store, const SalonGiftCardQuery *query, GError **error)
{
  g_autofree char *today = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *states = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (SalonStatement) statement = NULL;

  g_return_val_if_fail (SALON_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL && (guint) query->order < G_N_ELEMENTS (orders), NULL);

  statement = salon_store_prepare (store, make_find (query), error);
  if (statement == NULL)
    return NULL;
  bind (statement, 1, today = format_day (query->today));
  bind (statement, 2, from = format_day (query->expires_from));
  bind (statement, 3, to = format_day (query->expires_to));
  bind (statement, 4, states = list_states (query->states));
  bind (statement, 5, folded = salon_text_fold (query->text != NULL ? query->text : ""));
  return salon_sqlite_list_numbers (statement, error);
}

/* The little of a card that its debt is made of. */
static SalonGiftCard *
take_owing (SalonStatement *row, GError **error)
{
  SalonGiftCardFields fields = {
    .id = "",
    .code = "",
    .buyer_name = "",
    .recipient_name = "",
    .amount_cents = -1,
    .is_complimentary = sqlite3_column_int (row, 2),
    .issued_cents = sqlite3_column_int64 (row, 3),
  };

  if (!salon_gift_card_rows_read_day (row, 0, &fields.purchased_on, error)
      || !salon_gift_card_rows_read_day (row, 1, &fields.expires_on, error))
    return NULL;
  return salon_gift_card_new (&fields);
}

gboolean
salon_gift_card_list_sum_owed (SalonStore *store,
                               SalonDay today,
                               SalonGiftCardsOwed *owed,
                               GError **error)
{
  static const char *sql =
    "SELECT g.purchase_date, g.expiry_date, g.is_complimentary, l.balance\n"
    "FROM gift_cards AS g\n"
    "JOIN (\n"
    "  SELECT card_id, sum (amount) AS balance FROM gift_card_movements GROUP BY card_id\n"
    ") AS l ON l.card_id = g.id\n"
    "WHERE l.balance > 0";
  g_autoptr (SalonStatement) rows = NULL;
  SalonGiftCardsOwed sum = { 0 };
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);
  g_return_val_if_fail (owed != NULL, FALSE);

  rows = salon_store_prepare (store, sql, error);
  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      g_autoptr (SalonGiftCard) card = take_owing (rows, error);

      if (card == NULL)
        return FALSE;
      salon_gift_cards_owed_add (&sum, card, today);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  *owed = sum;
  return TRUE;
}

/* One movement of [from, to): of what kind the first one was, and of what kind of card. */
static void
add_movement (SalonGiftCardSums *sums, SalonStatement *row)
{
  SalonGiftCardKind kind = salon_gift_card_kind_from_wire (salon_statement_get_text (row, 1));
  gboolean is_given = sqlite3_column_int (row, 2);
  gint64 cents = sqlite3_column_int64 (row, 3);
  SalonMovementKind first;

  if (!salon_movement_kind_from_wire (salon_statement_get_text (row, 0), &first))
    return;
  switch (first)
    {
    case SALON_MOVEMENT_ISSUE:
    case SALON_MOVEMENT_CREDIT:
    case SALON_MOVEMENT_EXTEND:
      *(is_given ? &sums->given_cents : &sums->sold_cents[kind]) += cents;
      sums->n_sold += !is_given ? sqlite3_column_int (row, 4) : 0;
      break;
    case SALON_MOVEMENT_DEBIT:
      *(is_given ? &sums->given_used_cents : &sums->used_cents[kind]) -= cents;
      break;
    case SALON_MOVEMENT_VOID:
      if (!is_given)
        sums->voided_cents[kind] -= cents;
      break;
    case SALON_MOVEMENT_REFUND:
      if (!is_given)
        sums->refunded_cents[kind] -= cents;
      break;
    }
}

gboolean
salon_gift_card_list_sum (SalonStore *store,
                          gint64 from,
                          gint64 to,
                          SalonGiftCardSums *sums,
                          GError **error)
{
  /* An issue counts as a card sold, one that takes it back as one less. */
  static const char *sql =
    "SELECT coalesce (f.kind, m.kind), g.type, g.is_complimentary, sum (m.amount),\n"
    "  sum (CASE WHEN coalesce (f.kind, m.kind) = 'issue' THEN iif (m.kind = 'void', -1, 1) END)\n" SALON_MOVEMENTS
    "JOIN gift_cards AS g ON g.id = m.card_id\n"
    "WHERE m.at >= ?1\n"
    "  AND m.at < ?2\n"
    "GROUP BY 1, 2, 3";
  g_autoptr (SalonStatement) rows = NULL;
  SalonGiftCardSums found = { 0 };
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);
  g_return_val_if_fail (sums != NULL, FALSE);

  rows = salon_store_prepare (store, sql, error);
  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, from);
  sqlite3_bind_int64 (rows, 2, to);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      add_movement (&found, rows);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  *sums = found;
  return TRUE;
}

gboolean
salon_gift_card_list_note_prints (SalonStore *store,
                                  const char *const *card_ids,
                                  gint64 now,
                                  GError **error)
{
  static const char *sql = "INSERT INTO gift_card_prints (card_id, n, last_at)\n"
                           "VALUES (?1, 1, ?2)\n"
                           "ON CONFLICT (card_id) DO UPDATE SET n = n + 1, last_at = ?2";

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);
  g_return_val_if_fail (card_ids != NULL, FALSE);

  if (!salon_store_begin (store, error))
    return FALSE;
  for (gsize i = 0; card_ids[i] != NULL; i++)
    {
      g_autoptr (SalonStatement) upsert = salon_store_prepare (store, sql, error);

      if (upsert != NULL)
        {
          salon_statement_bind_text (upsert, 1, card_ids[i]);
          sqlite3_bind_int64 (upsert, 2, now);
        }
      if (upsert == NULL || !salon_sqlite_run (upsert, error)
          || !salon_till_note_reprint (store, card_ids[i], now, error))
        {
          salon_store_roll_back (store);
          return FALSE;
        }
    }
  if (salon_store_commit (store, NULL, error))
    return TRUE;
  salon_store_roll_back (store);
  return FALSE;
}
