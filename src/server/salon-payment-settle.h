/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making the salon's rows say what the provider's books say. Whatever happened, in whatever order it was
 * told or not told: the provider is asked about the order, and the rows are brought to its answer.
 *
 *   what was paid        a row in payments with the order's id; the booking confirmed, or the gift card
 *                        there, in the same transaction
 *   what went back       rows below zero that reverse it, until the sum is the provider's
 *   paid too late        the booking has its chair again when nobody has taken it meanwhile; else the
 *                        money goes back, and the owner is told
 *
 * Blocks; outside of any transaction. Running it twice, or in two programs at once, changes nothing.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

/**
 * salon_payment_settle_run:
 * @is_over: (out): nothing more is to come but refunds, of which somebody will tell
 */
gboolean salon_payment_settle_run (SalonServerContext *context,
                                   const char *order_id,
                                   gboolean *is_over,
                                   GError **error);

G_END_DECLS
