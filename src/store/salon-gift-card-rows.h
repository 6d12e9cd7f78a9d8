/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the reader's and the store's statements over gift cards share: their columns, the sums of a
 * ledger, and the SQL functions by which a card is found.
 */
#pragma once

#include "core/salon-gift-card.h"

#include "salon-sqlite.h"

G_BEGIN_DECLS

/* Is the movement m, or the one f that it takes back, of @kinds? */
#define SALON_MOVEMENT_IS(kinds) "coalesce (f.kind, m.kind) IN (" kinds ")"
#define SALON_MOVEMENTS                                                                            \
  "FROM gift_card_movements AS m\n"                                                                \
  "LEFT JOIN gift_card_movements AS f ON f.id = m.reverses\n"

#define SALON_LEDGER_SUM(kinds)                                                                    \
  "(SELECT coalesce (sum (m.amount), 0) " SALON_MOVEMENTS                                          \
  "WHERE m.card_id = g.id AND " SALON_MOVEMENT_IS (kinds) ")"

/* Of cards g, for a handful of them: their ledgers are added up one by one. */
#define SALON_GIFT_CARD_COLUMNS                                                                    \
  "g.id, g.code, g.type, g.amount, g.service_id, g.buyer_name, g.buyer_email,\n"                   \
  "  g.recipient_name, g.recipient_email, g.custom_message, g.purchase_date, g.expiry_date,\n"     \
  "  g.pdf_url, g.is_complimentary, s.name,\n"                                                     \
  "  " SALON_LEDGER_SUM (                                                                          \
    "'issue', 'credit', 'extend'") ",\n"                                                           \
                                   "  " SALON_LEDGER_SUM (                                         \
                                     "'debit'") ",\n"                                              \
                                                "  " SALON_LEDGER_SUM (                            \
                                                  "'void'") ",\n"                                  \
                                                            "  " SALON_LEDGER_SUM (                \
                                                              "'refund'") "\n"
#define SALON_GIFT_CARD_TABLES                                                                     \
  "FROM gift_cards AS g\n"                                                                         \
  "LEFT JOIN services AS s ON s.id = g.service_id\n"

/* The card that @row stands on, which selects SALON_GIFT_CARD_COLUMNS. */
SalonGiftCard *salon_gift_card_rows_make_card (SalonStatement *row, GError **error);
/* A stored day. */
gboolean
salon_gift_card_rows_read_day (SalonStatement *row, int column, SalonDay *day, GError **error);

/* Gives @database the SQL functions salon_voucher_key (code) and salon_gift_card_has (code, buyer,
 * recipient, words): is each of the words, folded, the beginning of a word of a name or a part of the
 * code? */
gboolean salon_gift_card_rows_register (sqlite3 *database, GError **error);

G_END_DECLS
