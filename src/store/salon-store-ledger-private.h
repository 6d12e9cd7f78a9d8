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

G_END_DECLS
