/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-ledger-undo.h"

#include "core/salon-gift-card.h"

#include "salon-id.h"
#include "salon-sqlite.h"
#include "salon-store-error.h"

/* The movement @id and how often it was taken back or put in force again; @first is NULL when it is not
 * there. */
static gboolean
read_movement (SalonStore *store,
               const char *id,
               SalonGiftCardMovement **first,
               int *n_reversals,
               GError **error)
{
  static const char *sql =
    "SELECT m.card_id, m.kind, m.amount, m.booking_id, m.expiry_date,\n"
    "  (SELECT count (*) FROM gift_card_movements AS r WHERE r.reverses = m.id)\n"
    "FROM gift_card_movements AS m\n"
    "WHERE m.id = ?1";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);
  SalonMovementFields fields = { .id = id, .expires_on = SALON_DAY_NONE };
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, id);
  if (!salon_sqlite_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  fields.card_id = salon_statement_get_text (statement, 0);
  salon_movement_kind_from_wire (salon_statement_get_text (statement, 1), &fields.kind);
  fields.amount_cents = sqlite3_column_int64 (statement, 2);
  fields.booking_id = salon_statement_get_text (statement, 3);
  if (salon_statement_get_text (statement, 4) != NULL)
    salon_day_parse (salon_statement_get_text (statement, 4), &fields.expires_on, NULL);
  *n_reversals = sqlite3_column_int (statement, 5);
  *first = salon_gift_card_movement_new (&fields);
  return TRUE;
}

static char *
read_device_name (SalonStore *store, GError **error)
{
  return salon_sqlite_read_text (salon_store_get_database (store),
                                 "SELECT device_name FROM salon_file", error);
}

static gboolean
fail_taken_back (const SalonEdit *edit, GError **error)
{
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_STALE,
               "gift_card_movements %s: was taken back meanwhile", edit->id);
  return FALSE;
}

/* A row that itself takes back another is undone by turning that one once more. */
static const char *
get_first_id (const SalonEdit *edit)
{
  JsonObject *row = edit->op == SALON_EDIT_DELETE ? edit->was : edit->set;

  return json_object_get_string_member_with_default (row, "reverses", edit->id);
}

static gboolean
add_movement (SalonStore *store,
              const SalonEdit *edit,
              gint64 now,
              SalonChangeBuilder *builder,
              gboolean *done,
              GError **error)
{
  const char *first_id = get_first_id (edit);
  gboolean is_reversal = !g_str_equal (first_id, edit->id);
  gboolean back = (edit->op == SALON_EDIT_DELETE) != is_reversal;
  g_autoptr (SalonGiftCardMovement) first = NULL;
  g_autoptr (SalonGiftCardMovement) movement = NULL;
  g_autofree char *id = salon_id_new ();
  g_autofree char *by = NULL;
  int n_reversals = 0;

  if (!read_movement (store, first_id, &first, &n_reversals, error))
    return FALSE;
  if (first == NULL)
    return TRUE;
  if ((n_reversals % 2 == 0) != back)
    return fail_taken_back (edit, error);
  by = read_device_name (store, error);
  if (by == NULL)
    return FALSE;
  movement = salon_gift_card_movement_reverse (first, back, id, now, by);
  salon_gift_card_movement_add_insert (movement, builder);
  *done = TRUE;
  return TRUE;
}

/* The row of a card comes and goes with its ledger, which does neither. */
static gboolean
look_for_ledger (SalonStore *store, const char *card_id, gboolean *found, GError **error)
{
  static const char *sql = "SELECT 1 FROM gift_card_movements WHERE card_id = ?1 LIMIT 1";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, card_id);
  return salon_sqlite_step (statement, found, error);
}

gboolean
salon_ledger_undo_add (SalonStore *store,
                       const SalonEdit *edit,
                       gint64 now,
                       SalonChangeBuilder *builder,
                       gboolean *done,
                       GError **error)
{
  *done = FALSE;
  if (edit->op == SALON_EDIT_UPDATE)
    return TRUE;
  if (g_str_equal (edit->table->name, "gift_cards"))
    return look_for_ledger (store, edit->id, done, error);
  if (g_str_equal (edit->table->name, "gift_card_movements"))
    return add_movement (store, edit, now, builder, done, error);
  return TRUE;
}
