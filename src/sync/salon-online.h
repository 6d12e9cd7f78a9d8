/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What only the salon's server can do for the desk: give back what was paid online, make a link to pay a
 * deposit, and say what people write about the salon. Asked over HTTPS under the same sign-in as the sync.
 *
 * Main thread. Each question is asked in a thread of its own, on a connection of its own, whatever the
 * sync is at; an answer is a value that never changes. Fails with SALON_ONLINE_ERROR, SALON_SYNC_ERROR, and
 * G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "salon-online-reply.h"
#include "salon-rest-sign-in.h"

G_BEGIN_DECLS

#define SALON_TYPE_ONLINE (salon_online_get_type ())
G_DECLARE_FINAL_TYPE (SalonOnline, salon_online, SALON, ONLINE, GObject)

/**
 * salon_online_new:
 * @address: as salon_rest_client_parse_address() says it
 * @authority: (nullable): a PEM file with those who may vouch for the server; else those of the system
 */
SalonOnline *
salon_online_new (const char *address, const char *authority, SalonRestSignIn *sign_in);

/**
 * salon_online_refund_async:
 * @payment_id: of the payment that was made online
 * @amount_cents: above zero
 *
 * Gives money back. The same sum of the same payment that is asked for again before its outcome is known is
 * the same refund, and given back once.
 */
void salon_online_refund_async (SalonOnline *self,
                                const char *payment_id,
                                gint64 amount_cents,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean salon_online_refund_finish (SalonOnline *self,
                                     GAsyncResult *result,
                                     SalonOnlineRefund *refund,
                                     GError **error);

/* Who can be paid by, and what became of the links of a booking. */
void salon_online_read_links_async (SalonOnline *self,
                                    const char *booking_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
SalonPaymentLinks *
salon_online_read_links_finish (SalonOnline *self, GAsyncResult *result, GError **error);

/* One that is open for the same sum is given again. @provider: of salon_payment_links: "stripe" */
void salon_online_make_link_async (SalonOnline *self,
                                   const char *booking_id,
                                   const char *provider,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SalonPaymentLink *
salon_online_make_link_finish (SalonOnline *self, GAsyncResult *result, GError **error);

/* Fails with %SALON_ONLINE_ERROR_OFF when the server shows none. */
void salon_online_read_opinions_async (SalonOnline *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
SalonOpinions *
salon_online_read_opinions_finish (SalonOnline *self, GAsyncResult *result, GError **error);

/* Signs out at the server. Nobody asks anything any more afterwards. */
void
salon_online_sign_out_async (SalonOnline *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean salon_online_sign_out_finish (SalonOnline *self, GAsyncResult *result, GError **error);

G_END_DECLS
