/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The VAT of a stretch of days, as the till's journal of this file has written it down. */
#include "salon-reader-statistics.h"

#include "salon-reader-private.h"
#include "salon-statistics-rows.h"

#define IS_MONEY "kind NOT IN ('event', 'day', 'month', 'year')"

static SalonStatement *
ask (SalonReader *self, const char *sql, gint64 from, gint64 to, GError **error)
{
  SalonStatement *rows = salon_reader_prepare (self, sql, error);

  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, from);
  sqlite3_bind_int64 (rows, 2, to);
  return rows;
}

static gboolean
read_rates (SalonReader *self, gint64 from, gint64 to, SalonVatSums *sums, GError **error)
{
  static const char sql[] = "SELECT vat_rate, sum (amount), sum (vat)\n"
                            "FROM till_journal\n"
                            "WHERE at >= ?1\n"
                            "  AND at < ?2\n"
                            "  AND " IS_MONEY "\n"
                            "GROUP BY vat_rate";
  g_autoptr (SalonStatement) rows = ask (self, sql, from, to, error);
  gboolean row = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      int index = salon_vat_find_rate (sqlite3_column_int64 (rows, 0));

      if (index >= 0)
        {
          sums->gross_cents[index] = sqlite3_column_int64 (rows, 1);
          sums->vat_cents[index] = sqlite3_column_int64 (rows, 2);
        }
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* Payments that no line of this journal is about: other desks took them, or the web. */
static gboolean
read_elsewhere (SalonReader *self, gint64 from, gint64 to, SalonVatSums *sums, GError **error)
{
  static const char sql[] = "SELECT count (*)\n"
                            "FROM till_journal\n"
                            "WHERE payment_id = ?1";
  g_autoptr (GPtrArray) payments = salon_reader_list_payments_between (self, from, to, error);

  if (payments == NULL)
    return FALSE;
  for (guint i = 0; i < payments->len; i++)
    {
      SalonPayment *payment = g_ptr_array_index (payments, i);
      g_autoptr (SalonStatement) lines = NULL;
      gboolean row = FALSE;

      /* A card's worth is no money that came in. */
      if (salon_payment_get_means (payment) == SALON_MEANS_GIFT_CARD)
        continue;
      lines = salon_reader_prepare (self, sql, error);
      if (lines == NULL)
        return FALSE;
      salon_statement_bind_text (lines, 1, salon_payment_get_fields (payment)->id);
      if (!salon_sqlite_step (lines, &row, error))
        return FALSE;
      if (sqlite3_column_int64 (lines, 0) == 0)
        sums->elsewhere_cents =
          salon_takings_sum (sums->elsewhere_cents,
                             salon_payment_get_fields (payment)->amount_cents);
    }
  return TRUE;
}

gboolean
salon_reader_statistics_read_vat (SalonReader *self,
                                  SalonDay from,
                                  SalonDay to,
                                  SalonVatSums *sums,
                                  GError **error)
{
  SalonStatementSource source;
  g_auto (SalonStatisticsRows) rows = { 0 };
  gint64 start, end;

  g_return_val_if_fail (SALON_IS_READER (self), FALSE);
  g_return_val_if_fail (sums != NULL, FALSE);

  *sums = (SalonVatSums) { 0 };
  source = salon_reader_get_source (self);
  if (!salon_statistics_rows_init (&rows, &source, error))
    return FALSE;
  start = salon_moment_to_instant (salon_moment (from, 0), rows.zone);
  end = salon_moment_to_instant (salon_moment (to, 0), rows.zone);
  return read_rates (self, start, end, sums, error)
         && read_elsewhere (self, start, end, sums, error);
}
