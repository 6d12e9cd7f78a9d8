/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frail-ledger.h"

#include <gio/gio.h>

static void ledger_init (SalonMessageLedgerInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FrailLedger,
                               frail_ledger,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_MESSAGE_LEDGER, ledger_init))

/* Does a call come through? */
static gboolean
begin (FrailLedger *self, GError **error)
{
  if (self->calls_left == 0 || (self->calls_left == 1 && !self->ends_after))
    {
      self->calls_left = 0;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "the ledger has gone");
      return FALSE;
    }
  return TRUE;
}

/* Does its answer? */
static gboolean
end (FrailLedger *self, GError **error)
{
  if (self->calls_left < 0 || --self->calls_left > 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "the answer has gone");
  return FALSE;
}

static SalonMessageMaterial *
frail_ledger_read (SalonMessageLedger *ledger, gint64 now, GError **error)
{
  FrailLedger *self = FRAIL_LEDGER (ledger);
  g_autoptr (SalonMessageMaterial) material = NULL;

  if (!begin (self, error))
    return NULL;
  material = salon_message_ledger_read (self->inner, now, error);
  return material != NULL && end (self, error) ? g_steal_pointer (&material) : NULL;
}

static gboolean
frail_ledger_claim (SalonMessageLedger *ledger,
                    const SalonMessageClaim *claim,
                    SalonMessageClaimResult *result,
                    GError **error)
{
  FrailLedger *self = FRAIL_LEDGER (ledger);

  if (!begin (self, error))
    return FALSE;
  if (self->before_claim != NULL)
    self->before_claim (claim, self->user_data);
  if (!salon_message_ledger_claim (self->inner, claim, result, error))
    return FALSE;
  if (*result == SALON_MESSAGE_CLAIM_MINE && self->after_claim != NULL)
    self->after_claim (claim, self->user_data);
  return end (self, error);
}

static gboolean
frail_ledger_settle (SalonMessageLedger *ledger,
                     const char *id,
                     const char *claimant,
                     gint64 now,
                     const SalonMessageOutcome *outcome,
                     gboolean *is_settled,
                     GError **error)
{
  FrailLedger *self = FRAIL_LEDGER (ledger);

  return begin (self, error)
         && salon_message_ledger_settle (self->inner, id, claimant, now, outcome, is_settled, error)
         && end (self, error);
}

static gboolean
frail_ledger_drop (SalonMessageLedger *ledger,
                   const SalonMessageRow *row,
                   const char *reason,
                   gint64 now,
                   gboolean *is_dropped,
                   GError **error)
{
  FrailLedger *self = FRAIL_LEDGER (ledger);

  return begin (self, error)
         && salon_message_ledger_drop (self->inner, row, reason, now, is_dropped, error)
         && end (self, error);
}

static void
ledger_init (SalonMessageLedgerInterface *iface)
{
  iface->read = frail_ledger_read;
  iface->claim = frail_ledger_claim;
  iface->settle = frail_ledger_settle;
  iface->drop = frail_ledger_drop;
}

FrailLedger *
frail_ledger_new (SalonMessageLedger *inner)
{
  FrailLedger *self = g_object_new (TYPE_FRAIL_LEDGER, NULL);

  self->inner = g_object_ref (inner);
  return self;
}

static void
frail_ledger_dispose (GObject *object)
{
  FrailLedger *self = FRAIL_LEDGER (object);

  g_clear_object (&self->inner);
  G_OBJECT_CLASS (frail_ledger_parent_class)->dispose (object);
}

static void
frail_ledger_class_init (FrailLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = frail_ledger_dispose;
}

static void
frail_ledger_init (FrailLedger *self)
{
  self->calls_left = -1;
}
