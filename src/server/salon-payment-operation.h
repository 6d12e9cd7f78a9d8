/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a provider is asked to do: to open a page, to take money, to give some back. A row of
 * salon.payment_operations, which is there, and committed, before the provider hears of it:
 *
 *   pending → sending → sent | failed | manual
 *                     → unknown → (looked up) → sent | sending …
 *
 * Whoever runs one claims it first; one that was left in `sending` by a program that died is claimed
 * again after a while, and looked up like one that is `unknown`. Providers know an operation by its id,
 * so that nothing is done twice.
 *
 * Blocks; outside of any transaction.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_PAYMENT_OPERATION_WAITING, /* pending, or at work elsewhere */
  SALON_PAYMENT_OPERATION_UNKNOWN,
  SALON_PAYMENT_OPERATION_SENT,
  SALON_PAYMENT_OPERATION_FAILED,
  SALON_PAYMENT_OPERATION_MANUAL,
} SalonPaymentOperationState;

/**
 * salon_payment_operation_run:
 * @state: (out): what has become of it
 *
 * Fails when the provider did; what is known of it is written down all the same.
 */
gboolean salon_payment_operation_run (SalonServerContext *context,
                                      const char *id,
                                      SalonPaymentOperationState *state,
                                      GError **error);

/* The id of an order's operation of which there is one: "page"; "take", which is made when there is
 * none, or when the last one was refused: the payer may have chosen another card since. Transfer full; NULL with @error set. */
char *salon_payment_operation_find (SalonServerContext *context,
                                    const char *order_id,
                                    const char *kind,
                                    GError **error);

G_END_DECLS
