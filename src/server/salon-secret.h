/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What secrets need: bits that nobody can guess, a way to write them in an address, and a comparison
 * that takes as long for what is nearly right as for what is wholly wrong. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SHA-256. */
#define SALON_SECRET_DIGEST_BYTES 32
#define SALON_SECRET_TOKEN_LENGTH 43

/* 256 bits from the kernel, as 43 letters of base64url. Blocks only while a computer starts. */
char *salon_secret_new_token (void);

/* Of the text, as 64 hexadecimal digits: what a database keeps of a token. */
char *salon_secret_digest (const char *token);

void
salon_secret_hmac (const char *key, const char *text, guint8 digest[SALON_SECRET_DIGEST_BYTES]);

/* Does not tell by its time where the two differ; that their lengths do, it may. */
gboolean salon_secret_is_equal (const char *a, const char *b);

/* Without padding, with - and _ (RFC 4648 §5). */
char *salon_secret_to_base64url (gconstpointer bytes, gsize n_bytes);

/**
 * salon_secret_from_base64url:
 * @text: @length letters
 *
 * Returns: (transfer full) (nullable): %NULL for what salon_secret_to_base64url() would not have
 *   written: padding, other letters, bits that stand for nothing
 */
GBytes *salon_secret_from_base64url (const char *text, gsize length);

G_END_DECLS
