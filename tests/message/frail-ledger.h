/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ledger between the one who sends and the real one: something may happen just before a claim, and from
 * some call on nothing comes through any more, as when the sender was killed or the network has gone: the
 * last call with its effect, or without.
 */
#pragma once

#include "core/salon-message-ledger.h"

G_BEGIN_DECLS

#define TYPE_FRAIL_LEDGER (frail_ledger_get_type ())
G_DECLARE_FINAL_TYPE (FrailLedger, frail_ledger, FRAIL, LEDGER, GObject)

typedef void (*FrailLedgerFunc) (const SalonMessageClaim *claim, gpointer user_data);

struct _FrailLedger
{
  GObject parent_instance;

  SalonMessageLedger *inner;
  int calls_left;               /* -1: for ever */
  gboolean ends_after;          /* the last call has its effect */
  FrailLedgerFunc before_claim; /* nullable */
  FrailLedgerFunc after_claim;  /* nullable: of one that is ours */
  gpointer user_data;
};

FrailLedger *frail_ledger_new (SalonMessageLedger *inner);

G_END_DECLS
