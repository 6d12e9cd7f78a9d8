/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RSASSA-PKCS1-v1_5 with SHA-256, as Google's service accounts sign with it and PayPal's webhooks are
 * signed with. Keys and certificates are PEM. Blocks for the time of the arithmetic (a millisecond);
 * any thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The signature's bytes. Fails with G_IO_ERROR_INVALID_DATA when the key is none. Transfer full. */
GBytes *salon_rsa_sign (const char *private_key_pem, const char *text, GError **error);

/**
 * salon_rsa_verify:
 * @chain_pem: the signer's certificate first, then those that vouch for it
 * @authority_pem: (nullable): whom to trust; %NULL is what the system trusts
 * @name_suffix: how the name in the signer's certificate has to end: ".paypal.com"
 * @now: Unix seconds, at which the certificates must be valid
 *
 * Is @signature that of @text by somebody whom an authority vouches for under such a name? Fails with
 * G_IO_ERROR_INVALID_DATA, and says which of it is not so.
 */
gboolean salon_rsa_verify (const char *chain_pem,
                           const char *authority_pem,
                           const char *name_suffix,
                           const char *text,
                           GBytes *signature,
                           gint64 now,
                           GError **error);

G_END_DECLS
