/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What shows that a webhook comes from the provider it names. All of it is computed over the bytes as
 * they came, never over what was read from them. Pure; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How old, or how far ahead, the stamp of a webhook may be. */
#define SALON_WEBHOOK_SIGNATURE_TOLERANCE_SECONDS 300

/**
 * salon_webhook_signature_check_stripe:
 * @header: (nullable): Stripe-Signature: "t=…,v1=…[,v1=…][,v0=…]"
 * @secret: the whole "whsec_…"
 * @now: Unix seconds
 *
 * Is one of the v1 the HMAC-SHA256 of "t.body", and t less than five minutes away? v0 is for tests of
 * Stripe's own and says nothing.
 */
gboolean salon_webhook_signature_check_stripe (const char *header,
                                               GBytes *body,
                                               const char *secret,
                                               gint64 now);

/* "id|time|webhook id|CRC-32 of the body in decimal", which PayPal signs. Transfer full. */
char *salon_webhook_signature_make_paypal_text (const char *transmission_id,
                                                const char *transmission_time,
                                                const char *webhook_id,
                                                GBytes *body);

/**
 * salon_webhook_signature_make_lydia:
 * @fields: text → text; "sig" is left out
 *
 * MD5 of the fields sorted by name, "k=v" joined with &, and the private token after one more &.
 * MD5 is Lydia's choice; it is why nothing is believed on the strength of it alone.
 *
 * Returns: (transfer full): lower-case hexadecimal
 */
char *salon_webhook_signature_make_lydia (GHashTable *fields, const char *private_token);

G_END_DECLS
