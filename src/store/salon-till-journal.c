/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of payments. Where the journal goes on is what till_head says, not its last line: a number
 * that was given once is never given again, even when somebody has cut lines off.
 */
#include "salon-till-private.h"

#include "salon-store-error.h"

SalonTillLine *
salon_till_line_from_row (SalonStatement *row)
{
  SalonTillLine *line = g_new0 (SalonTillLine, 1);

  line->previous = g_strdup (salon_statement_get_text (row, 0));
  line->number = sqlite3_column_int64 (row, 1);
  line->at = sqlite3_column_int64 (row, 2);
  line->device = g_strdup (salon_statement_get_text (row, 3));
  line->is_training = sqlite3_column_int (row, 4);
  line->kind = g_strdup (salon_statement_get_text (row, 5));
  line->payment_id = g_strdup (salon_statement_get_text (row, 6));
  line->booking_id = g_strdup (salon_statement_get_text (row, 7));
  line->means = g_strdup (salon_statement_get_text (row, 8));
  line->amount_cents = sqlite3_column_int64 (row, 9);
  line->deposit = g_strdup (salon_statement_get_text (row, 10));
  line->reverses = g_strdup (salon_statement_get_text (row, 11));
  line->period = g_strdup (salon_statement_get_text (row, 12));
  line->totals = g_strdup (salon_statement_get_text (row, 13));
  line->hash = g_strdup (salon_statement_get_text (row, 14));
  line->card = g_strdup (salon_statement_get_text (row, 15));
  line->event = g_strdup (salon_statement_get_text (row, 16));
  line->detail = g_strdup (salon_statement_get_text (row, 17));
  line->vat_rate = sqlite3_column_int (row, 18);
  line->vat_cents = sqlite3_column_int64 (row, 19);
  return line;
}

/* --- One line --- */

/* Sets what the next line follows on. */
static gboolean
find_place (SalonStore *store, SalonTillLine *line, GError **error)
{
  static const char *sql = "SELECT number, hash\n"
                           "FROM (\n"
                           "  SELECT number, hash FROM till_head\n"
                           "  UNION ALL\n"
                           "  SELECT number, hash FROM till_journal\n"
                           "  WHERE number = (SELECT max (number) FROM till_journal)\n"
                           ")\n"
                           "ORDER BY number DESC\n"
                           "LIMIT 1";
  g_autoptr (SalonStatement) head = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (head == NULL || !salon_sqlite_step (head, &row, error))
    return FALSE;
  line->number = row ? sqlite3_column_int64 (head, 0) + 1 : 1;
  g_set_str (&line->previous, row ? salon_statement_get_text (head, 1) : SALON_TILL_BEGINNING);
  return TRUE;
}

static gboolean
insert_line (SalonStore *store, const SalonTillLine *line, GError **error)
{
  static const char *sql =
    "INSERT INTO till_journal (" SALON_TILL_COLUMNS ")\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,\n"
    "  ?19, ?20)";
  g_autoptr (SalonStatement) insert = salon_store_prepare (store, sql, error);

  if (insert == NULL)
    return FALSE;
  salon_statement_bind_text (insert, 1, line->previous);
  sqlite3_bind_int64 (insert, 2, line->number);
  sqlite3_bind_int64 (insert, 3, line->at);
  salon_statement_bind_text (insert, 4, line->device);
  sqlite3_bind_int (insert, 5, line->is_training);
  salon_statement_bind_text (insert, 6, line->kind);
  salon_statement_bind_text (insert, 7, line->payment_id);
  salon_statement_bind_text (insert, 8, line->booking_id);
  salon_statement_bind_text (insert, 9, line->means);
  sqlite3_bind_int64 (insert, 10, line->amount_cents);
  salon_statement_bind_text (insert, 11, line->deposit);
  salon_statement_bind_text (insert, 12, line->reverses);
  salon_statement_bind_text (insert, 13, line->period);
  salon_statement_bind_text (insert, 14, line->totals);
  salon_statement_bind_text (insert, 15, line->hash);
  salon_statement_bind_text (insert, 16, line->card);
  salon_statement_bind_text (insert, 17, line->event);
  salon_statement_bind_text (insert, 18, line->detail);
  sqlite3_bind_int (insert, 19, line->vat_rate);
  sqlite3_bind_int64 (insert, 20, line->vat_cents);
  return salon_sqlite_run (insert, error);
}

static gboolean
move_head (SalonStore *store, const SalonTillLine *line, GError **error)
{
  static const char *sql = "INSERT INTO till_head (id, number, hash)\n"
                           "VALUES (1, ?1, ?2)\n"
                           "ON CONFLICT (id) DO UPDATE SET number = ?1, hash = ?2";
  g_autoptr (SalonStatement) upsert = salon_store_prepare (store, sql, error);

  if (upsert == NULL)
    return FALSE;
  sqlite3_bind_int64 (upsert, 1, line->number);
  salon_statement_bind_text (upsert, 2, line->hash);
  return salon_sqlite_run (upsert, error);
}

gboolean
salon_till_append (SalonStore *store, SalonTillLine *line, gint64 now, GError **error)
{
  if (!find_place (store, line, error))
    return FALSE;
  line->at = now;
  g_set_str (&line->device, salon_store_get_device (store));
  line->is_training = salon_store_is_sample (store) ? 1 : 0;
  g_free (line->hash);
  line->hash = salon_till_line_make_hash (line);
  return insert_line (store, line, error) && move_head (store, line, error);
}

/* --- Payments --- */

static gboolean
append_payment (SalonStore *store, const char *id, gint64 now, GError **error)
{
  static const char *sql = "SELECT booking_id, payment_method, amount,\n"
                           "  CASE json_type (metadata, '$.deposit')\n"
                           "    WHEN 'text' THEN json_extract (metadata, '$.deposit')\n"
                           "  END,\n"
                           "  reverses,\n"
                           "  (SELECT code FROM gift_cards AS g WHERE g.id = gift_card_id),\n"
                           "  gift_card_id\n"
                           "FROM payments\n"
                           "WHERE id = ?1\n"
                           "  AND status = 'completed'";
  g_autoptr (SalonStatement) payment = salon_store_prepare (store, sql, error);
  g_autoptr (SalonTillLine) line = NULL;
  gboolean row = FALSE;

  if (payment == NULL)
    return FALSE;
  salon_statement_bind_text (payment, 1, id);
  if (!salon_sqlite_step (payment, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  line = g_new0 (SalonTillLine, 1);
  line->payment_id = g_strdup (id);
  line->booking_id = g_strdup (salon_statement_get_text (payment, 0));
  line->means = g_strdup (salon_statement_get_text (payment, 1));
  line->amount_cents = sqlite3_column_int64 (payment, 2);
  line->deposit = g_strdup (salon_statement_get_text (payment, 3));
  line->reverses = g_strdup (salon_statement_get_text (payment, 4));
  line->card = g_strdup (salon_statement_get_text (payment, 5));
  line->kind = g_strdup (line->reverses != NULL ? SALON_TILL_REVERSAL : SALON_TILL_PAYMENT);
  return salon_till_tax (store, line, salon_statement_get_text (payment, 6), error)
         && salon_till_append (store, line, now, error);
}

static gboolean
fail_rewritten (const SalonEdit *edit, GError **error)
{
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED,
               "payments %s: a payment that is there stays as it is", edit->id);
  return FALSE;
}

static gboolean
note_edit (SalonStore *store, const SalonEdit *edit, gint64 now, GError **error)
{
  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      return append_payment (store, edit->id, now, error);
    case SALON_EDIT_UPDATE:
      if (json_object_get_size (edit->set) != 1 || !json_object_has_member (edit->set, "status"))
        return fail_rewritten (edit, error);
      /* Becoming completed is being paid; becoming refunded is told by the row that gives back. */
      return append_payment (store, edit->id, now, error);
    case SALON_EDIT_DELETE:
      return fail_rewritten (edit, error);
    }
  g_return_val_if_reached (FALSE);
}

gboolean
salon_till_note_change (SalonStore *store, SalonChange *change, gint64 now, GError **error)
{
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (g_str_equal (edit->table->name, "payments") && !note_edit (store, edit, now, error))
        return FALSE;
      if (g_str_equal (edit->table->name, "salon_settings")
          && !salon_till_note_setting (store, edit->id, now, error))
        return FALSE;
    }
  return TRUE;
}

/* What the journal says of a payment, with the opposite of all of it as its amount. A payment that has
 * no line, or is evened out, needs none. */
static gboolean
append_refusal (SalonStore *store, const char *id, gint64 now, GError **error)
{
  static const char *sql =
    "SELECT max (number), booking_id, means, deposit, reverses,\n"
    "  (SELECT sum (amount) FROM till_journal WHERE payment_id = ?1),\n"
    "  card, vat_rate, (SELECT sum (vat) FROM till_journal WHERE payment_id = ?1)\n"
    "FROM till_journal\n"
    "WHERE payment_id = ?1";
  g_autoptr (SalonStatement) written = salon_store_prepare (store, sql, error);
  g_autoptr (SalonTillLine) line = NULL;
  gboolean row = FALSE;

  if (written == NULL)
    return FALSE;
  salon_statement_bind_text (written, 1, id);
  if (!salon_sqlite_step (written, &row, error))
    return FALSE;
  if (!row || sqlite3_column_int64 (written, 5) == 0)
    return TRUE;
  line = g_new0 (SalonTillLine, 1);
  line->kind = g_strdup (SALON_TILL_REFUSED);
  line->payment_id = g_strdup (id);
  line->booking_id = g_strdup (salon_statement_get_text (written, 1));
  line->means = g_strdup (salon_statement_get_text (written, 2));
  line->deposit = g_strdup (salon_statement_get_text (written, 3));
  line->reverses = g_strdup (salon_statement_get_text (written, 4));
  line->card = g_strdup (salon_statement_get_text (written, 6));
  line->amount_cents = -sqlite3_column_int64 (written, 5);
  line->vat_rate = sqlite3_column_int (written, 7);
  line->vat_cents = -sqlite3_column_int64 (written, 8);
  return salon_till_append (store, line, now, error);
}

gboolean
salon_till_note_refused (SalonStore *store, SalonChange *change, gint64 now, GError **error)
{
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (g_str_equal (edit->table->name, "payments") && edit->op == SALON_EDIT_INSERT
          && !append_refusal (store, edit->id, now, error))
        return FALSE;
    }
  return TRUE;
}
