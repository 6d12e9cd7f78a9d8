/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums over bytes, in the forms that payment providers and stores ask for. Pure; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lower-case hexadecimal. Transfer full. */
char *salon_digest_to_hex (const guint8 *bytes, gsize length);
/* HMAC-SHA256 of @bytes, 32 of them. */
void salon_digest_hmac (const guint8 *key, gsize key_length, const char *text, guint8 result[32]);
/* CRC-32 of zlib and PNG. */
guint32 salon_digest_crc32 (const guint8 *bytes, gsize length);
/* CRC-32C (Castagnoli), as Google's storage has it: base64 of its four bytes, the highest first. */
char *salon_digest_crc32c_base64 (const guint8 *bytes, gsize length);

G_END_DECLS
