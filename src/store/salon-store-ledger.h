/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger of messages of a salon that lives in this file alone. Each claim, settlement and drop is a
 * change of its own that nobody undoes, in one transaction with the lease.
 *
 * A file that is shared has its claims over there, and one that holds a sample tells nobody anything: of
 * both nothing is read and nothing claimed (NOTHING).
 */
#pragma once

#include "core/salon-message-ledger.h"

#include "salon-worker.h"

G_BEGIN_DECLS

/* What the history calls these changes; no sentence, for no owner made them. */
#define SALON_STORE_LEDGER_LABEL "messages"

#define SALON_TYPE_STORE_LEDGER (salon_store_ledger_get_type ())
G_DECLARE_FINAL_TYPE (SalonStoreLedger, salon_store_ledger, SALON, STORE_LEDGER, GObject)

/* For the thread of @store. */
SalonMessageLedger *salon_store_ledger_new (SalonStore *store);
/* For a thread of its own, never the main one: every call is an operation of @worker, and waits for it. */
SalonMessageLedger *salon_store_ledger_new_for_worker (SalonWorker *worker,
                                                       GCancellable *cancellable);

G_END_DECLS
