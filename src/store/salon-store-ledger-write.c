/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claims, settlements and drops in a file of one computer. One thread writes the file, so what is looked
 * at in a transaction stays so until its end; the lease is for the thread that sends, which may be lost.
 */
#include "salon-store-ledger.h"

#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "salon-row.h"
#include "salon-store-error.h"
#include "salon-store-ledger-private.h"
#include "salon-waiting.h"

static const SalonTable *
get_table (void)
{
  return salon_schema_find_table ("notifications");
}

/* Rows in the wire form */

static void
set_text (JsonObject *row, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (row, member, text);
  else
    json_object_set_null_member (row, member);
}

static void
set_instant (JsonObject *row, const char *member, gint64 instant)
{
  g_autofree char *wire = instant != 0 ? salon_instant_to_wire (instant) : NULL;

  set_text (row, member, wire);
}

static const char *
get_text (JsonObject *row, const char *member)
{
  return json_object_get_string_member_with_default (row, member, NULL);
}

static gint64
get_instant (JsonObject *row, const char *member)
{
  const char *wire = get_text (row, member);
  gint64 instant = 0;

  if (wire != NULL && !salon_instant_from_wire (wire, &instant, NULL))
    return 0;
  return instant;
}

static JsonObject *
make_row (const SalonMessageRow *row, const char *status)
{
  JsonObject *object = json_object_new ();

  set_text (object, "id", row->id);
  set_text (object, "booking_id", row->booking_id);
  set_text (object, "type", salon_message_medium_to_string (row->medium));
  set_text (object, "channel", salon_message_kind_to_string (row->kind));
  set_text (object, "recipient", row->recipient);
  set_text (object, "content", row->content);
  set_text (object, "status", status);
  set_instant (object, "sent_at", 0);
  set_text (object, "error_message", NULL);
  set_text (object, "starts_at", row->starts_at);
  set_instant (object, "due_at", row->due_at);
  set_text (object, "provider_id", NULL);
  json_object_set_int_member (object, "attempts", row->attempts);
  set_text (object, "gift_card_id", row->gift_card_id);
  set_text (object, "subject", row->subject);
  set_text (object, "part_of", row->part_of);
  set_instant (object, "try_at", 0);
  return object;
}

/* Is the row what it was when it was read? */
static gboolean
is_as_read (JsonObject *there, const SalonMessageRow *row)
{
  return get_instant (there, "due_at") != 0
         && json_object_get_int_member (there, "attempts") == row->attempts
         && g_strcmp0 (get_text (there, "channel"), salon_message_kind_to_string (row->kind)) == 0
         && g_strcmp0 (get_text (there, "type"), salon_message_medium_to_string (row->medium)) == 0
         && g_strcmp0 (get_text (there, "booking_id"), row->booking_id) == 0
         && g_strcmp0 (get_text (there, "starts_at"), row->starts_at) == 0;
}

/* Leases */

static gboolean
read_lease (SalonStore *store, const char *id, gint64 *lease_until, char **claimant, GError **error)
{
  g_autoptr (SalonStatement) lease =
    salon_store_prepare (store, "SELECT lease_until, claimant FROM message_claims WHERE id = ?1",
                         error);
  gboolean row = FALSE;

  if (lease == NULL)
    return FALSE;
  salon_statement_bind_text (lease, 1, id);
  if (!salon_sqlite_step (lease, &row, error))
    return FALSE;
  *lease_until = row ? sqlite3_column_int64 (lease, 0) : 0;
  *claimant = row ? g_strdup (salon_statement_get_text (lease, 1)) : NULL;
  return TRUE;
}

/* A look-up hands nothing in: then the hour of the last time stays. */
static gboolean
write_lease (SalonStore *store,
             const char *id,
             const SalonMessageClaim *claim,
             gboolean is_look_up,
             GError **error)
{
  static const char sql[] =
    "INSERT INTO message_claims (id, claimant, asked_at, lease_until) VALUES (?1, ?2, ?3, ?4)\n"
    "ON CONFLICT (id) DO UPDATE SET claimant = excluded.claimant,\n"
    "  lease_until = excluded.lease_until,\n"
    "  asked_at = iif (?5, asked_at, excluded.asked_at)";
  g_autoptr (SalonStatement) lease = salon_store_prepare (store, sql, error);

  if (lease == NULL)
    return FALSE;
  salon_statement_bind_text (lease, 1, id);
  salon_statement_bind_text (lease, 2, claim->claimant);
  sqlite3_bind_int64 (lease, 3, claim->now);
  sqlite3_bind_int64 (lease, 4, claim->now + claim->lease_seconds);
  sqlite3_bind_int (lease, 5, is_look_up);
  return salon_sqlite_run (lease, error);
}

/* Of an unknown one the hour is kept at which it was last handed in. */
static gboolean
end_lease (SalonStore *store, const char *id, gboolean is_unknown, gint64 now, GError **error)
{
  g_autoptr (SalonStatement) lease =
    salon_store_prepare (store,
                         is_unknown ? "UPDATE message_claims SET lease_until = ?2 WHERE id = ?1"
                                    : "DELETE FROM message_claims WHERE id = ?1 AND ?2 IS NOT NULL",
                         error);

  if (lease == NULL)
    return FALSE;
  salon_statement_bind_text (lease, 1, id);
  sqlite3_bind_int64 (lease, 2, now);
  return salon_sqlite_run (lease, error);
}

/* Operations: each in a transaction of the caller's, which is rolled back when it is not done */

static gboolean
may_take (SalonStore *store,
          JsonObject *there,
          const SalonMessageRow *row,
          gint64 now,
          gboolean *may,
          GError **error)
{
  const char *status = get_text (there, "status");
  g_autofree char *claimant = NULL;
  gint64 lease_until = 0;

  *may = FALSE;
  if (!is_as_read (there, row) || get_instant (there, "try_at") > now)
    return TRUE;
  if (!read_lease (store, row->id, &lease_until, &claimant, error))
    return FALSE;
  *may = g_str_equal (status, "pending") || g_str_equal (status, "unknown")
         || (g_str_equal (status, "sending") && lease_until <= now);
  return TRUE;
}

static void
lay_claim (JsonObject *after, const SalonMessageRow *row, const char *whole, gboolean is_look_up)
{
  set_text (after, "status", "sending");
  json_object_set_int_member (after, "attempts", row->attempts + 1);
  set_instant (after, "try_at", 0);
  if (is_look_up)
    return;
  set_text (after, "error_message", NULL);
  set_text (after, "recipient", row->recipient);
  set_text (after, "subject", row->subject);
  set_text (after, "content", row->content);
  set_text (after, "part_of", whole);
}

static gboolean
take (SalonStore *store,
      const SalonMessageClaim *claim,
      const SalonMessageRow *row,
      const char *whole,
      SalonChangeBuilder *builder,
      gboolean *is_taken,
      GError **error)
{
  g_autoptr (JsonObject) there = NULL;
  g_autoptr (JsonObject) after = NULL;
  gboolean is_look_up = FALSE;

  *is_taken = FALSE;
  if (!salon_row_find (store, get_table (), row->id, &there, error))
    return FALSE;
  if (there == NULL)
    {
      if (!row->is_new)
        return TRUE;
      after = make_row (row, "pending");
      lay_claim (after, row, whole, FALSE);
      salon_change_builder_insert (builder, "notifications", after);
    }
  else
    {
      gboolean may = FALSE;

      if (!may_take (store, there, row, claim->now, &may, error))
        return FALSE;
      if (!may)
        return TRUE;
      is_look_up = !g_str_equal (get_text (there, "status"), "pending");
      after = salon_json_copy_object (there);
      lay_claim (after, row, whole, is_look_up);
      salon_change_builder_update (builder, "notifications", there, after);
    }
  *is_taken = TRUE;
  return write_lease (store, row->id, claim, is_look_up, error);
}

/* Does what it says stand? Not asked of one that is to be looked up. */
static gboolean
look_at (SalonStore *store, const SalonMessageClaim *claim, gboolean *stand, GError **error)
{
  const SalonMessageRow *first = claim->rows->pdata[0];

  *stand = TRUE;
  if (!first->is_new)
    {
      g_autoptr (JsonObject) there = NULL;
      const char *status = NULL;

      if (!salon_row_find (store, get_table (), first->id, &there, error))
        return FALSE;
      status = there != NULL ? get_text (there, "status") : NULL;
      if (g_strcmp0 (status, "unknown") == 0 || g_strcmp0 (status, "sending") == 0)
        return TRUE;
    }
  for (guint i = 0; *stand && i < claim->rows->len; i++)
    if (!salon_store_ledger_stands (store, claim->rows->pdata[i], claim->now, stand, error))
      return FALSE;
  return TRUE;
}

static SalonChange *
claim_within (SalonStore *store, SalonStoreLedgerCall *call, GError **error)
{
  const SalonMessageClaim *claim = call->claim;
  const SalonMessageRow *first = claim->rows->pdata[0];
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  gboolean stand = FALSE;

  if (!look_at (store, claim, &stand, error))
    return NULL;
  call->result = stand ? SALON_MESSAGE_CLAIM_TAKEN : SALON_MESSAGE_CLAIM_VOID;
  for (guint i = 0; stand && i < claim->rows->len; i++)
    {
      gboolean is_taken = FALSE;

      if (!take (store, claim, claim->rows->pdata[i], i > 0 ? first->id : NULL, builder, &is_taken,
                 error))
        return NULL;
      if (!is_taken)
        return NULL;
    }
  if (!stand)
    return NULL;
  call->result = SALON_MESSAGE_CLAIM_MINE;
  change = salon_change_builder_end (builder, SALON_STORE_LEDGER_LABEL);
  return salon_store_write (store, change, claim->now, error);
}

/* The message and all that is told with it. */
static GPtrArray *
list_told (SalonStore *store, const char *id, GError **error)
{
  g_autoptr (SalonStatement) rows = salon_store_prepare (
    store, "SELECT id FROM notifications WHERE id = ?1 OR part_of = ?1 ORDER BY id", error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean row = FALSE;

  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, id);
  if (!salon_sqlite_step (rows, &row, error))
    return NULL;
  while (row)
    {
      g_ptr_array_add (ids, g_strdup (salon_statement_get_text (rows, 0)));
      if (!salon_sqlite_step (rows, &row, error))
        return NULL;
    }
  return g_steal_pointer (&ids);
}

static void
lay_outcome (JsonObject *after, const SalonMessageOutcome *outcome, gint64 now)
{
  set_text (after, "status", salon_message_status_to_string (outcome->status));
  set_instant (after, "sent_at", outcome->status == SALON_MESSAGE_SENT ? now : 0);
  if (outcome->provider_id != NULL)
    set_text (after, "provider_id", outcome->provider_id);
  set_text (after, "error_message", outcome->error_message);
  set_instant (after, "try_at", outcome->try_at);
}

/* That a message was sent is written whoever had it. */
static gboolean
may_settle (SalonStore *store, SalonStoreLedgerCall *call, gboolean *may, GError **error)
{
  g_autoptr (JsonObject) there = NULL;
  g_autofree char *claimant = NULL;
  gint64 lease_until = 0;
  const char *status = NULL;

  *may = FALSE;
  if (!salon_row_find (store, get_table (), call->id, &there, error)
      || !read_lease (store, call->id, &lease_until, &claimant, error))
    return FALSE;
  if (there == NULL)
    return TRUE;
  status = get_text (there, "status");
  *may = !g_str_equal (status, "sent")
         && (call->outcome->status == SALON_MESSAGE_SENT
             || (g_str_equal (status, "sending") && g_strcmp0 (claimant, call->claimant) == 0));
  return TRUE;
}

static SalonChange *
settle_within (SalonStore *store, SalonStoreLedgerCall *call, GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  gboolean may = FALSE;

  if (!may_settle (store, call, &may, error) || !may)
    return NULL;
  ids = list_told (store, call->id, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (JsonObject) there = NULL;
      g_autoptr (JsonObject) after = NULL;

      if (!salon_row_find (store, get_table (), ids->pdata[i], &there, error)
          || !end_lease (store, ids->pdata[i], call->outcome->status == SALON_MESSAGE_UNKNOWN,
                         call->now, error))
        return NULL;
      if (g_str_equal (get_text (there, "status"), "sent"))
        continue;
      after = salon_json_copy_object (there);
      lay_outcome (after, call->outcome, call->now);
      salon_change_builder_update (builder, "notifications", there, after);
    }
  if (ids == NULL)
    return NULL;
  call->is_done = TRUE;
  change = salon_change_builder_end (builder, SALON_STORE_LEDGER_LABEL);
  return salon_store_write (store, change, call->now, error);
}

static SalonChange *
drop_within (SalonStore *store, SalonStoreLedgerCall *call, GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (JsonObject) there = NULL;
  g_autoptr (JsonObject) after = NULL;

  if (!salon_row_find (store, get_table (), call->row->id, &there, error))
    return NULL;
  if (there == NULL && !call->row->is_new)
    return NULL;
  if (there != NULL
      && (!is_as_read (there, call->row) || !g_str_equal (get_text (there, "status"), "pending")))
    return NULL;

  after = there != NULL ? salon_json_copy_object (there) : make_row (call->row, "pending");
  set_text (after, "status", "skipped");
  set_text (after, "error_message", call->reason);
  set_instant (after, "try_at", 0);
  if (there == NULL)
    salon_change_builder_insert (builder, "notifications", after);
  else
    salon_change_builder_update (builder, "notifications", there, after);
  call->is_done = TRUE;
  change = salon_change_builder_end (builder, SALON_STORE_LEDGER_LABEL);
  return salon_store_write (store, change, call->now, error);
}

static gboolean
refuse_foreign (SalonStore *store, GError **error)
{
  gboolean is_shared = FALSE;

  if (!salon_waiting_is_shared (store, &is_shared, error))
    return FALSE;
  if (!is_shared && !salon_store_is_sample (store))
    return TRUE;
  g_set_error_literal (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING,
                       "messages are not sent from this file");
  return FALSE;
}

/* Nothing to write is no failure: somebody else was there first. */
static gpointer
run_within (SalonStore *store,
            SalonStoreLedgerCall *call,
            SalonChange *(*within) (SalonStore *store, SalonStoreLedgerCall *call, GError **error),
            GError **error)
{
  g_autoptr (SalonChange) kept = NULL;
  g_autoptr (GError) fault = NULL;

  if (!refuse_foreign (store, error) || !salon_store_begin (store, error))
    return NULL;
  kept = within (store, call, &fault);
  if (kept != NULL && salon_store_commit (store, kept, &fault))
    return call;
  salon_store_roll_back (store);
  /* A message of its kind is there under another id. */
  if (g_error_matches (fault, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED) && call->claim != NULL)
    {
      call->result = SALON_MESSAGE_CLAIM_TAKEN;
      return call;
    }
  if (fault == NULL)
    return call;
  call->is_done = FALSE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

gpointer
salon_store_ledger_run_claim (SalonStore *store,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error)
{
  return run_within (store, data, claim_within, error);
}

gpointer
salon_store_ledger_run_settle (SalonStore *store,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error)
{
  return run_within (store, data, settle_within, error);
}

gpointer
salon_store_ledger_run_drop (SalonStore *store,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  return run_within (store, data, drop_within, error);
}

gpointer
salon_store_ledger_run_read (SalonStore *store,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error)
{
  SalonStoreLedgerCall *call = data;

  if (!refuse_foreign (store, error))
    return NULL;
  return salon_store_ledger_read_material (store, call->now, error);
}
