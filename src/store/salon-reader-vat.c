/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The VAT of a stretch, for the accountant. */
#include "core/salon-payment.h"

#include "salon-reader-private.h"
#include "salon-reader-statistics.h"
#include "salon-sqlite.h"
#include "salon-statistics-rows.h"

static const char sql[] =
  "SELECT\n"
  "  p.amount,\n"
  "  p.payment_method,\n"
  "  c.type,\n"
  "  coalesce (c.is_complimentary, 0),\n"
  "  j.vat_rate,\n"
  "  j.vat\n"
  "FROM payments AS p\n"
  "LEFT JOIN gift_cards AS c ON c.id = p.gift_card_id\n"
  /* One payment may be there twice, when its insertion was undone and redone. */
  "LEFT JOIN till_journal AS j ON j.number = (\n"
  "  SELECT min (number)\n"
  "  FROM till_journal\n"
  "  WHERE payment_id = p.id\n"
  "    AND kind IN ('payment', 'reversal')\n"
  ")\n"
  "WHERE p.created_at >= ?1\n"
  "  AND p.created_at < ?2\n"
  "  AND " SALON_READER_PAYMENT_COUNTS;

typedef struct
{
  int rate;
  const SalonGiftCardRules *rules;
  SalonTillVat *vat;
} Sums;

/* Of a payment that the journal does not have. */
static gboolean
is_due_now (const Sums *sums, SalonStatement *row)
{
  const char *kind = salon_statement_get_text (row, 2);
  gboolean is_use =
    salon_means_from_wire (salon_statement_get_text (row, 1)) == SALON_MEANS_GIFT_CARD;

  if (kind == NULL)
    return !is_use;
  return sqlite3_column_int (row, 3) == 0
         && salon_gift_card_rules_is_due (sums->rules, salon_gift_card_kind_from_wire (kind),
                                          is_use);
}

static void
add (const Sums *sums, SalonStatement *row)
{
  gint64 amount = sqlite3_column_int64 (row, 0);
  gboolean is_written = sqlite3_column_type (row, 4) != SQLITE_NULL;
  gint64 rate = is_written ? sqlite3_column_int64 (row, 4) : sums->rate;
  int index = salon_vat_find_rate (rate);

  if (index < 0 || (!is_written && !is_due_now (sums, row)))
    return;
  sums->vat[index].is_used = TRUE;
  sums->vat[index].gross_cents += amount;
  sums->vat[index].vat_cents +=
    is_written ? sqlite3_column_int64 (row, 5) : salon_vat_get_part (amount, (int) rate);
}

gboolean
salon_reader_statistics_read_vat (SalonReader *self,
                                  SalonDay from,
                                  SalonDay to,
                                  int rate,
                                  const SalonGiftCardRules *rules,
                                  SalonTillVat vat[SALON_N_VAT_RATES],
                                  GError **error)
{
  SalonStatementSource source;
  g_auto (SalonStatisticsRows) context = { 0 };
  g_autoptr (SalonStatement) rows = NULL;
  Sums sums = { rate, rules, vat };
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), FALSE);
  g_return_val_if_fail (rules != NULL && vat != NULL, FALSE);

  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    vat[i] = (SalonTillVat) { 0 };
  source = salon_reader_get_source (self);
  if (!salon_statistics_rows_init (&context, &source, error))
    return FALSE;
  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, salon_moment_to_instant (salon_moment (from, 0), context.zone));
  sqlite3_bind_int64 (rows, 2, salon_moment_to_instant (salon_moment (to, 0), context.zone));
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      add (&sums, rows);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}
