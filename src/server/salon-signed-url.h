/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses of objects in Google's storage that open without signing in, for a while: the V4 signing
 * process, by a service account's RSA key or an HMAC key. Pure; any thread.
 *
 * What is stored of a voucher is the name of its object; an address is made when somebody asks.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SalonSignedUrl:
 * @base: "https://storage.googleapis.com", without a slash at its end
 * @method: "GET"
 * @path: "/bucket/object", not encoded
 * @signer: the service account's address, or the id of the HMAC key
 * @private_key_pem: (nullable): signs with RSA
 * @hmac_secret: (nullable): signs with HMAC when there is no @private_key_pem
 * @at: Unix seconds
 * @expires_seconds: at most 604800
 */
typedef struct
{
  const char *base;
  const char *method;
  const char *path;
  const char *signer;
  const char *private_key_pem;
  const char *hmac_secret;
  gint64 at;
  guint expires_seconds;
} SalonSignedUrl;

/* What is hashed first: the request in its canonical form. Transfer full. */
char *salon_signed_url_make_canonical_request (const SalonSignedUrl *self);
/* Transfer full. Fails with G_IO_ERROR_INVALID_DATA when the key cannot sign. */
char *salon_signed_url_make (const SalonSignedUrl *self, GError **error);

G_END_DECLS
