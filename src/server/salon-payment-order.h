/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Something that somebody is to pay online: the deposit or the price of a booking, or a gift card. A row
 * of salon.payment_orders. Amounts are cents.
 *
 * An order is `pending` until its provider says that it is paid, or can be no more (`closed`); one that
 * was closed is paid all the same when the provider says so, however late. It is never paid because a
 * browser or a webhook says so.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *booking_id;   /* nullable: one of these two */
  char *gift_card;    /* nullable: JSON: what was asked for; NULL again when the card is there */
  char *gift_card_id; /* nullable: when it is there */
  char *provider;
  gint64 amount_cents;
  char *currency;
  char *deposit; /* nullable */
  char *description;
  char *email;       /* nullable */
  char *phone;       /* nullable */
  char *token_hash;  /* SHA-256 in hexadecimal */
  char *provider_id; /* nullable: there is no page yet */
  char *url;         /* nullable */
  char *capture_id;  /* nullable */
  char *state;
  gint64 expires_at; /* Unix seconds */
} SalonPaymentOrder;

void salon_payment_order_free (SalonPaymentOrder *self);

/* Fails with NOT_FOUND. @lock: until the transaction ends */
SalonPaymentOrder *salon_payment_order_load (SalonServerContext *context,
                                             const char *id,
                                             gboolean lock,
                                             GError **error);

/* Writes a new order, what its provider is to be asked, and the job that sees to it should nobody else;
 * within a transaction. state, provider_id, url and capture_id are not looked at. */
gboolean salon_payment_order_insert (SalonServerContext *context,
                                     const SalonPaymentOrder *order,
                                     GError **error);

/**
 * salon_payment_order_add_refund:
 * @operation_id: (nullable): a uuid by which the same wish is known again: there is one refund of it,
 *   however often it is asked for
 * @amount_cents: 0 is all that is left
 * @by: who asks for it
 *
 * Writes down that money is to be given back, within a transaction; the provider is asked by
 * salon_payment_operation_run(), or else by a worker. Fails with CONFLICT when less is left.
 *
 * Returns: (transfer full): the operation
 */
char *salon_payment_order_add_refund (SalonServerContext *context,
                                      const char *id,
                                      const char *operation_id,
                                      gint64 amount_cents,
                                      const char *by,
                                      GError **error);

/* The booking is cancelled, within a transaction: what was paid online for it is to be given back, and
 * pages on which somebody could still pay are to be closed. Workers see to both. */
gboolean salon_payment_order_cancel_booking (SalonServerContext *context,
                                             const char *booking_id,
                                             const char *by,
                                             GError **error);

/* The owner has to see to it, says @words; within a transaction or not. NULL: she has. */
gboolean salon_payment_order_set_attention (SalonServerContext *context,
                                            const char *id,
                                            const char *words,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPaymentOrder, salon_payment_order_free)

G_END_DECLS
