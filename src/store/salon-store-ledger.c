/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the ledger, on their way to the thread of the store. */
#include "salon-store-ledger.h"

#include "salon-store-ledger-private.h"

struct _SalonStoreLedger
{
  GObject parent_instance;

  SalonStore *store;   /* this or … */
  SalonWorker *worker; /* … that */
  GCancellable *cancellable;
};

static void ledger_init (SalonMessageLedgerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonStoreLedger,
                               salon_store_ledger,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_MESSAGE_LEDGER, ledger_init))

static gpointer
run (SalonMessageLedger *ledger,
     SalonWorkerFunc func,
     SalonStoreLedgerCall *call,
     GDestroyNotify destroy_result,
     GError **error)
{
  SalonStoreLedger *self = SALON_STORE_LEDGER (ledger);

  if (self->worker != NULL)
    return salon_worker_run (self->worker, func, call, destroy_result, self->cancellable, error);
  return func (self->store, call, NULL, error);
}

static SalonMessageMaterial *
ledger_read (SalonMessageLedger *ledger, gint64 now, GError **error)
{
  SalonStoreLedgerCall call = { .now = now };

  return run (ledger, salon_store_ledger_run_read, &call,
              (GDestroyNotify) salon_message_material_free, error);
}

static gboolean
ledger_claim (SalonMessageLedger *ledger,
              const SalonMessageClaim *claim,
              SalonMessageClaimResult *result,
              GError **error)
{
  SalonStoreLedgerCall call = { .now = claim->now, .claim = claim };

  if (run (ledger, salon_store_ledger_run_claim, &call, NULL, error) == NULL)
    return FALSE;
  *result = call.result;
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
  SalonStoreLedgerCall call = { .now = now, .id = id, .claimant = claimant, .outcome = outcome };

  if (run (ledger, salon_store_ledger_run_settle, &call, NULL, error) == NULL)
    return FALSE;
  *is_settled = call.is_done;
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
  SalonStoreLedgerCall call = { .now = now, .row = row, .reason = reason };

  if (run (ledger, salon_store_ledger_run_drop, &call, NULL, error) == NULL)
    return FALSE;
  *is_dropped = call.is_done;
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
salon_store_ledger_new (SalonStore *store)
{
  SalonStoreLedger *self = NULL;

  g_return_val_if_fail (SALON_IS_STORE (store), NULL);

  self = g_object_new (SALON_TYPE_STORE_LEDGER, NULL);
  self->store = g_object_ref (store);
  return SALON_MESSAGE_LEDGER (self);
}

SalonMessageLedger *
salon_store_ledger_new_for_worker (SalonWorker *worker, GCancellable *cancellable)
{
  SalonStoreLedger *self = NULL;

  g_return_val_if_fail (SALON_IS_WORKER (worker), NULL);

  self = g_object_new (SALON_TYPE_STORE_LEDGER, NULL);
  self->worker = g_object_ref (worker);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return SALON_MESSAGE_LEDGER (self);
}

static void
salon_store_ledger_dispose (GObject *object)
{
  SalonStoreLedger *self = SALON_STORE_LEDGER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->worker);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (salon_store_ledger_parent_class)->dispose (object);
}

static void
salon_store_ledger_class_init (SalonStoreLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_store_ledger_dispose;
}

static void
salon_store_ledger_init (SalonStoreLedger *self)
{
}
