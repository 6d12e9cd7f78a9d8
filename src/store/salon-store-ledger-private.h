/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ledger does with the file; in the thread of the store. */
#pragma once

#include "core/salon-message-ledger.h"

#include "salon-store-private.h"

G_BEGIN_DECLS

/* salon-store-ledger-read.c */
SalonMessageMaterial *
salon_store_ledger_read_material (SalonStore *store, gint64 now, GError **error);
/**
 * salon_store_ledger_stands:
 * @stands: (out): is the booking or the card as @row says?
 *
 * The same questions as salon.message_stands() asks in the shared database.
 */
gboolean salon_store_ledger_stands (SalonStore *store,
                                    const SalonMessageRow *row,
                                    gint64 now,
                                    gboolean *stands,
                                    GError **error);

/* One call, as it goes to the thread of the store and comes back. */
typedef struct
{
  gint64 now;
  const SalonMessageClaim *claim;
  const SalonMessageRow *row;
  const char *id;
  const char *claimant;
  const SalonMessageOutcome *outcome;
  const char *reason;

  SalonMessageClaimResult result;
  gboolean is_done;
} SalonStoreLedgerCall;

/* salon-store-ledger-write.c */
/* Each a SalonWorkerFunc on a call, which is returned; run_read gives the material. */
gpointer salon_store_ledger_run_claim (SalonStore *store,
                                       gpointer call,
                                       GCancellable *cancellable,
                                       GError **error);
gpointer salon_store_ledger_run_settle (SalonStore *store,
                                        gpointer call,
                                        GCancellable *cancellable,
                                        GError **error);
gpointer salon_store_ledger_run_drop (SalonStore *store,
                                      gpointer call,
                                      GCancellable *cancellable,
                                      GError **error);
gpointer salon_store_ledger_run_read (SalonStore *store,
                                      gpointer call,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
