/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undoing and redoing what is written into the ledgers of gift cards. Inside the caller's transaction.
 *
 * A movement is not taken away but taken back: undoing adds one of the opposite amount that points at
 * it, redoing adds one of its own amount that points at it as well. So it is in force when their number
 * is even. A card that has a ledger stays, though its sale was undone: it is void then.
 */
#pragma once

#include "salon-store-private.h"

G_BEGIN_DECLS

/**
 * salon_ledger_undo_add:
 * @edit: what undoing or redoing would do
 * @done: (out): whether it was dealt with here: something else was added to @builder, or nothing
 *   has to be done
 *
 * Fails with %SALON_STORE_ERROR_STALE when a movement was taken back meanwhile.
 */
gboolean salon_ledger_undo_add (SalonStore *store,
                                const SalonEdit *edit,
                                gint64 now,
                                SalonChangeBuilder *builder,
                                gboolean *done,
                                GError **error);

G_END_DECLS
