/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-database-ledger.h"

#include "core/salon-instant.h"
#include "core/salon-json.h"

/* A transaction that lost: a serialization failure, a deadlock, a lock that was not to be had. */
#define MAX_TRIES 5

struct _SalonDatabaseLedger
{
  GObject parent_instance;

  SalonConnection *connection;
  GCancellable *cancellable;
  gboolean is_simulated;
};

static void ledger_init (SalonMessageLedgerInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (SalonDatabaseLedger,
                               salon_database_ledger,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_MESSAGE_LEDGER, ledger_init))

static gboolean
has_lost (SalonConnection *connection)
{
  const char *state = salon_connection_get_sqlstate (connection);

  return g_str_equal (state, "40001") || g_str_equal (state, "40P01")
         || g_str_equal (state, "55P03");
}

/* The one value that a function gives. */
static PGresult *
ask (SalonDatabaseLedger *self, const char *sql, int n, const char *const *values, GError **error)
{
  for (int tries = 1;; tries++)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (PGresult) rows = salon_connection_query_prepared (self->connection, sql, n, values,
                                                                   self->cancellable, &fault);

      if (rows != NULL && PQntuples (rows) == 1 && PQnfields (rows) == 1)
        return g_steal_pointer (&rows);
      if (rows != NULL)
        {
          g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY, "messages");
          return NULL;
        }
      if (tries == MAX_TRIES || !has_lost (self->connection))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
    }
}

/* NULL: the database's own. */
static char *
dup_hour (SalonDatabaseLedger *self, gint64 now)
{
  return self->is_simulated ? salon_instant_to_wire (now) : NULL;
}

static void
append_member (GString *json, const char *name, const char *text)
{
  g_string_append (json, json->str[json->len - 1] == '{' ? "\"" : ",\"");
  g_string_append (json, name);
  g_string_append (json, "\":");
  if (text != NULL)
    salon_json_append_text (json, text);
  else
    g_string_append (json, "null");
}

static void
append_row (GString *json, const SalonMessageRow *row)
{
  g_string_append_c (json, '{');
  append_member (json, "id", row->id);
  append_member (json, "booking_id", row->booking_id);
  append_member (json, "gift_card_id", row->gift_card_id);
  append_member (json, "kind", salon_message_kind_to_string (row->kind));
  append_member (json, "medium", salon_message_medium_to_string (row->medium));
  append_member (json, "recipient", row->recipient);
  append_member (json, "subject", row->subject);
  append_member (json, "content", row->content);
  append_member (json, "starts_at", row->starts_at);
  g_string_append_printf (json, ",\"due_at\":%" G_GINT64_FORMAT ",\"attempts\":%d,\"is_new\":%s}",
                          row->due_at, row->attempts, row->is_new ? "true" : "false");
}

static SalonMessageMaterial *
ledger_read (SalonMessageLedger *ledger, gint64 now, GError **error)
{
  SalonDatabaseLedger *self = SALON_DATABASE_LEDGER (ledger);
  g_autofree char *hour = dup_hour (self, now);
  g_autoptr (PGresult) rows = NULL;
  g_autoptr (GError) fault = NULL;
  SalonMessageMaterial *material = NULL;

  rows = ask (self, "SELECT salon.message_material ($1::timestamptz)", 1, (const char *[]) { hour },
              error);
  if (rows == NULL)
    return NULL;
  material = salon_message_material_from_json (PQgetvalue (rows, 0, 0), &fault);
  if (material == NULL)
    g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY, fault->message);
  return material;
}

static gboolean
ledger_claim (SalonMessageLedger *ledger,
              const SalonMessageClaim *claim,
              SalonMessageClaimResult *result,
              GError **error)
{
  SalonDatabaseLedger *self = SALON_DATABASE_LEDGER (ledger);
  g_autofree char *hour = dup_hour (self, claim->now);
  g_autofree char *lease = g_strdup_printf ("%d", claim->lease_seconds);
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (PGresult) rows = NULL;
  const char *answer = NULL;

  for (guint i = 0; i < claim->rows->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_row (json, claim->rows->pdata[i]);
    }
  g_string_append_c (json, ']');
  rows = ask (self, "SELECT salon.claim_messages ($1::jsonb, $2, $3::integer, $4::timestamptz)", 4,
              (const char *[]) { json->str, claim->claimant, lease, hour }, error);
  if (rows == NULL)
    return FALSE;
  answer = PQgetvalue (rows, 0, 0);
  if (g_str_equal (answer, "mine"))
    *result = SALON_MESSAGE_CLAIM_MINE;
  else if (g_str_equal (answer, "void"))
    *result = SALON_MESSAGE_CLAIM_VOID;
  else
    *result = SALON_MESSAGE_CLAIM_TAKEN;
  return TRUE;
}

static gboolean
ledger_settle (SalonMessageLedger *ledger,
               const char *id,
               const char *claimant,
               gint64 now,
               const SalonMessageOutcome *outcome,
               gboolean *is_settled,
               GError **error)
{
  SalonDatabaseLedger *self = SALON_DATABASE_LEDGER (ledger);
  g_autofree char *hour = dup_hour (self, now);
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (PGresult) rows = NULL;

  append_member (json, "status", salon_message_status_to_string (outcome->status));
  append_member (json, "provider_id", outcome->provider_id);
  append_member (json, "error_message", outcome->error_message);
  if (outcome->try_at != 0)
    g_string_append_printf (json, ",\"try_at\":%" G_GINT64_FORMAT, outcome->try_at);
  g_string_append_c (json, '}');
  rows = ask (self, "SELECT salon.settle_message ($1::uuid, $2, $3::jsonb, $4::timestamptz)", 4,
              (const char *[]) { id, claimant, json->str, hour }, error);
  if (rows == NULL)
    return FALSE;
  *is_settled = *PQgetvalue (rows, 0, 0) == 't';
  return TRUE;
}

static gboolean
ledger_drop (SalonMessageLedger *ledger,
             const SalonMessageRow *row,
             const char *reason,
             gint64 now,
             gboolean *is_dropped,
             GError **error)
{
  SalonDatabaseLedger *self = SALON_DATABASE_LEDGER (ledger);
  g_autofree char *hour = dup_hour (self, now);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (PGresult) rows = NULL;

  append_row (json, row);
  rows = ask (self, "SELECT salon.drop_message ($1::jsonb, $2, $3::timestamptz)", 3,
              (const char *[]) { json->str, reason, hour }, error);
  if (rows == NULL)
    return FALSE;
  *is_dropped = *PQgetvalue (rows, 0, 0) == 't';
  return TRUE;
}

static void
ledger_init (SalonMessageLedgerInterface *iface)
{
  iface->read = ledger_read;
  iface->claim = ledger_claim;
  iface->settle = ledger_settle;
  iface->drop = ledger_drop;
}

SalonMessageLedger *
salon_database_ledger_new (SalonConnection *connection, GCancellable *cancellable)
{
  SalonDatabaseLedger *self = NULL;

  g_return_val_if_fail (connection != NULL, NULL);

  self = g_object_new (SALON_TYPE_DATABASE_LEDGER, NULL);
  self->connection = connection;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return SALON_MESSAGE_LEDGER (self);
}

void
salon_database_ledger_simulate (SalonDatabaseLedger *self)
{
  g_return_if_fail (SALON_IS_DATABASE_LEDGER (self));

  self->is_simulated = TRUE;
}

static void
salon_database_ledger_dispose (GObject *object)
{
  SalonDatabaseLedger *self = SALON_DATABASE_LEDGER (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (salon_database_ledger_parent_class)->dispose (object);
}

static void
salon_database_ledger_class_init (SalonDatabaseLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_database_ledger_dispose;
}

static void
salon_database_ledger_init (SalonDatabaseLedger *self)
{
}
