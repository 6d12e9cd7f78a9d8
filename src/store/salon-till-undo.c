/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undoing and redoing payments; gift cards and their ledgers are in salon-ledger-undo.c. A payment, the
 * row that takes it back, the row that takes back that one … are a chain whose sum is what the payment
 * is worth now: its amount, or nothing. An undo adds a row to the end of it when it is worth its amount,
 * a redo when it is worth nothing.
 *
 * The booking that they are for stays with them: to undo the making of one that was ever paid for is to
 * cancel it, and what was made with it (its lines, the client's card) stays too. Redone it is as it
 * was.
 */
#include "salon-till-private.h"

#include "core/salon-booking.h"
#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "core/salon-money.h"

#include "salon-id.h"
#include "salon-ledger-undo.h"
#include "salon-row.h"
#include "salon-store-error.h"

typedef struct
{
  gboolean found;
  gint64 amount_cents; /* of the payment itself */
  gint64 worth_cents;  /* of all of the chain */
  char *last_id;
} Chain;

static void
chain_clear (Chain *chain)
{
  g_free (chain->last_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

static gboolean
read_chain (SalonStore *store, const char *id, Chain *chain, GError **error)
{
  static const char *sql = "WITH RECURSIVE chain (id, amount, depth) AS (\n"
                           "  SELECT id, amount, 0 FROM payments WHERE id = ?1\n"
                           "  UNION\n"
                           "  SELECT p.id, p.amount, c.depth + 1\n"
                           "  FROM chain AS c\n"
                           "  JOIN payments AS p ON p.reverses = c.id\n"
                           "  WHERE c.depth < 1000\n"
                           ")\n"
                           "SELECT id, amount, depth FROM chain ORDER BY depth";
  g_autoptr (SalonStatement) rows = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  salon_statement_bind_text (rows, 1, id);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      if (!chain->found)
        chain->amount_cents = sqlite3_column_int64 (rows, 1);
      chain->found = TRUE;
      chain->worth_cents += sqlite3_column_int64 (rows, 1);
      g_set_str (&chain->last_id, salon_statement_get_text (rows, 0));
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* A row that takes back the payment @id. */
static gboolean
add_reversal (SalonStore *store,
              const char *id,
              gint64 now,
              SalonChangeBuilder *builder,
              GError **error)
{
  const SalonTable *payments = salon_schema_find_table ("payments");
  g_autoptr (JsonObject) row = NULL;
  g_autoptr (SalonPayment) payment = NULL;
  g_autoptr (SalonPayment) reversal = NULL;
  g_autofree char *new_id = salon_id_new ();
  SalonPaymentFields fields = { 0 };
  JsonNode *metadata = NULL;

  if (!salon_row_find (store, payments, id, &row, error))
    return FALSE;
  g_return_val_if_fail (row != NULL, FALSE);
  fields.id = id;
  fields.booking_id = json_object_get_string_member_with_default (row, "booking_id", NULL);
  fields.gift_card_id = json_object_get_string_member_with_default (row, "gift_card_id", NULL);
  fields.method = json_object_get_string_member (row, "payment_method");
  fields.status = "completed";
  fields.created_at = now;
  salon_money_from_wire (json_object_get_string_member (row, "amount"), &fields.amount_cents, NULL);
  metadata = json_object_get_member (row, "metadata");
  if (JSON_NODE_HOLDS_OBJECT (metadata))
    salon_payment_fields_read_metadata (&fields, json_node_get_object (metadata));
  payment = salon_payment_new (&fields);
  reversal = salon_payment_reverse (payment, SALON_REVERSAL_MISTAKE, new_id, now);
  salon_payment_add_insert (reversal, builder);
  return TRUE;
}

/* The row of an edit: its key, and @members. */
static JsonObject *
make_row (const SalonEdit *edit, JsonObject *members)
{
  JsonObject *row = salon_json_copy_object (members);

  json_object_set_string_member (row, edit->table->key, edit->id);
  return row;
}

static void
add_edit (const SalonEdit *edit, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) before = make_row (edit, edit->was);
  g_autoptr (JsonObject) after = make_row (edit, edit->set);

  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      salon_change_builder_insert (builder, edit->table->name, after);
      break;
    case SALON_EDIT_UPDATE:
      salon_change_builder_update (builder, edit->table->name, before, after);
      break;
    case SALON_EDIT_DELETE:
      salon_change_builder_delete (builder, edit->table->name, before);
      break;
    }
}

static gboolean
add_step (SalonStore *store,
          const SalonEdit *edit,
          gint64 now,
          SalonChangeBuilder *builder,
          GError **error)
{
  g_auto (Chain) chain = { FALSE, 0, 0, NULL };
  gboolean done = FALSE;

  if (!salon_ledger_undo_add (store, edit, now, builder, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  if (edit->op == SALON_EDIT_UPDATE || !g_str_equal (edit->table->name, "payments"))
    {
      add_edit (edit, builder);
      return TRUE;
    }
  if (!read_chain (store, edit->id, &chain, error))
    return FALSE;
  if (!chain.found)
    {
      add_edit (edit, builder);
      return TRUE;
    }
  if (chain.worth_cents != (edit->op == SALON_EDIT_DELETE ? chain.amount_cents : 0))
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_STALE,
                   "payments %s: was taken back meanwhile", edit->id);
      return FALSE;
    }
  return add_reversal (store, chain.last_id, now, builder, error);
}

/* Bookings that stay */

static gboolean
is_paid_for (SalonStore *store, const char *booking_id, gboolean *is_paid, GError **error)
{
  static const char *sql = "SELECT 1 FROM payments WHERE booking_id = ?1\n"
                           "UNION ALL\n"
                           "SELECT 1 FROM gift_card_movements WHERE booking_id = ?1\n"
                           "LIMIT 1";
  g_autoptr (SalonStatement) found = salon_store_prepare (store, sql, error);

  if (found == NULL)
    return FALSE;
  salon_statement_bind_text (found, 1, booking_id);
  return salon_sqlite_step (found, is_paid, error);
}

static void
note_client (JsonObject *booking, GHashTable *staying)
{
  const char *client_id = json_object_get_string_member_with_default (booking, "client_id", NULL);

  if (client_id != NULL)
    g_hash_table_add (staying, g_strdup (client_id));
}

/* Ids of the bookings that @step would take away or bring although they were paid for, and of their
 * clients. */
static gboolean
list_staying (SalonStore *store, SalonChange *step, GHashTable *staying, GError **error)
{
  for (gsize i = 0; i < salon_change_get_n_edits (step); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (step, i);
      gboolean is_paid = FALSE;

      if (edit->op == SALON_EDIT_UPDATE || !g_str_equal (edit->table->name, "bookings"))
        continue;
      if (!is_paid_for (store, edit->id, &is_paid, error))
        return FALSE;
      if (!is_paid)
        continue;
      g_hash_table_add (staying, g_strdup (edit->id));
      note_client (edit->op == SALON_EDIT_DELETE ? edit->was : edit->set, staying);
    }
  return TRUE;
}

/* Is the row of @edit one of those that stay, or a line of one? */
static gboolean
is_staying (const SalonEdit *edit, GHashTable *staying)
{
  JsonObject *row = edit->op == SALON_EDIT_DELETE ? edit->was : edit->set;
  const char *booking_id = NULL;

  if (edit->op == SALON_EDIT_UPDATE)
    return FALSE;
  if (g_str_equal (edit->table->name, "booking_services"))
    {
      booking_id = json_object_get_string_member_with_default (row, "booking_id", NULL);
      return booking_id != NULL && g_hash_table_contains (staying, booking_id);
    }
  return (g_str_equal (edit->table->name, "bookings") || g_str_equal (edit->table->name, "clients"))
         && g_hash_table_contains (staying, edit->id);
}

static void
cancel (JsonObject *row, gint64 now)
{
  g_autofree char *at = salon_instant_to_wire (now);

  json_object_set_string_member (row, "status", "cancelled");
  json_object_set_string_member (row, "cancelled_at", at);
  json_object_set_string_member (row, "cancellation_reason", SALON_BOOKING_UNDONE);
}

static void
restore (JsonObject *row, JsonObject *made)
{
  static const char *const members[] = { "status", "cancelled_at", "cancellation_reason" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *value = json_object_get_member (made, members[i]);

      json_object_set_member (
        row, members[i], value != NULL ? salon_json_copy (value) : json_node_new (JSON_NODE_NULL));
    }
}

/* What becomes of a row that stays. One that is gone after all is brought back by its edit. */
static gboolean
add_staying (SalonStore *store,
             const SalonEdit *edit,
             gint64 now,
             SalonChangeBuilder *builder,
             GError **error)
{
  g_autoptr (JsonObject) row = NULL;
  g_autoptr (JsonObject) after = NULL;

  if (!salon_row_find (store, edit->table, edit->id, &row, error))
    return FALSE;
  if (row == NULL)
    {
      add_edit (edit, builder);
      return TRUE;
    }
  if (!g_str_equal (edit->table->name, "bookings"))
    return TRUE;
  after = salon_json_copy_object (row);
  if (edit->op == SALON_EDIT_DELETE)
    cancel (after, now);
  else
    restore (after, edit->set);
  salon_change_builder_update (builder, edit->table->name, row, after);
  return TRUE;
}

/* Is there anything in @step that is done otherwise than it says: payments, and what is a ledger's? */
static gboolean
touches_books (const SalonChange *step)
{
  static const char *const tables[] = { "payments", "gift_cards", "gift_card_movements", NULL };

  for (gsize i = 0; i < salon_change_get_n_edits (step); i++)
    if (g_strv_contains (tables, salon_change_get_edit (step, i)->table->name))
      return TRUE;
  return FALSE;
}

static gboolean
add_edits (SalonStore *store,
           SalonChange *step,
           GHashTable *staying,
           gint64 now,
           SalonChangeBuilder *builder,
           GError **error)
{
  for (gsize i = 0; i < salon_change_get_n_edits (step); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (step, i);

      if (is_staying (edit, staying) ? !add_staying (store, edit, now, builder, error)
                                     : !add_step (store, edit, now, builder, error))
        return FALSE;
    }
  return TRUE;
}

SalonChange *
salon_till_make_step (SalonStore *store, SalonChange *step, gint64 now, GError **error)
{
  g_autoptr (GHashTable) staying = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SalonChangeBuilder) builder = NULL;

  if (!list_staying (store, step, staying, error))
    return NULL;
  if (g_hash_table_size (staying) == 0 && !touches_books (step))
    return salon_change_ref (step);
  builder = salon_change_builder_new ();
  if (!add_edits (store, step, staying, now, builder, error))
    return NULL;
  if (salon_change_builder_is_empty (builder))
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_STALE,
                   "a booking that was paid for is so already");
      return NULL;
    }
  return salon_change_builder_end (builder, salon_change_get_label (step));
}
