/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often the paper of a gift card was printed. A second paper of the same card is worth nothing
 * more, but the owner wants to know that there is one. Main thread.
 */
#pragma once

#include "vouchers/salon-voucher-card.h"

G_BEGIN_DECLS

/* 0: never, or not at this desk. */
guint salon_voucher_prints_count (SalonSession *session, const char *card_id);
/* One more print of each of @cards that has an id, written down by the worker. No change of the salon:
 * nothing to undo. @callback may be NULL. */
void salon_voucher_prints_note (SalonSession *session,
                                const SalonVoucherCard *cards,
                                gsize n_cards,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

G_END_DECLS
