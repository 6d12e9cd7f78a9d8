/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Access tokens: JSON Web Tokens (RFC 7519) in the compact form, signed with HMAC-SHA-256 (HS256), that
 * this server alone makes and reads. There is nothing to negotiate, so nothing is: a header is taken only
 * when it is, letter for letter, one of the two that salon_jwt_sign() writes for the keys at hand. "none",
 * another algorithm, "crit", "jku", "jwk" or a key of a stranger's are refused before anything is parsed.
 *
 * The signature is compared in constant time, and the claims are read only after it was found right.
 * A ring of keys has the one that signs and, while keys are being changed, the one that signed before.
 *
 * Instants are seconds since 1970, in UTC, and are passed in. Nothing here is shared: a ring does not
 * change after it is made, and any thread may use it.
 *
 * One file on GHmac rather than libjwt: that brings jansson, whose symbols are also json-glib's.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_JWT_ISSUER "serenaia-api"
#define SALON_JWT_AUDIENCE "serenaia-desktop"
/* Of a whole token. */
#define SALON_JWT_MAX_BYTES 4096
/* A key has 256 bits at least. */
#define SALON_JWT_MIN_KEY_BYTES 32
/* How far the clocks of two servers may be apart. */
#define SALON_JWT_LEEWAY_SECONDS 30

typedef struct _SalonJwtKeys SalonJwtKeys;

/**
 * SalonJwtClaims:
 * @subject: "sub": the uuid of the user
 * @id: "jti": of this token alone
 * @session: "sid": the uuid of the sign-in it belongs to
 * @issued_at: "iat"
 * @expires_at: "exp"
 */
typedef struct
{
  char *subject;
  char *id;
  char *session;
  gint64 issued_at;
  gint64 expires_at;
} SalonJwtClaims;

/**
 * SalonJwtVerdict:
 * @SALON_JWT_GOOD: signed by us, for us, and not over
 * @SALON_JWT_MALFORMED: no token of ours by its looks: too long, not three parts, another header
 * @SALON_JWT_FORGED: looks like ours, and is signed with another key or changed afterwards
 * @SALON_JWT_EXPIRED: was good, and is over
 * @SALON_JWT_UNFIT: signed with our key, but for another purpose: issuer, audience, a claim that is
 *   missing or a date in the future
 */
typedef enum
{
  SALON_JWT_GOOD,
  SALON_JWT_MALFORMED,
  SALON_JWT_FORGED,
  SALON_JWT_EXPIRED,
  SALON_JWT_UNFIT,
} SalonJwtVerdict;

/**
 * salon_jwt_keys_new:
 * @secret: what signs
 * @previous: (nullable): what signed before, and is still believed
 *
 * Returns: (transfer full) (nullable): %NULL when one of them has less than
 *   %SALON_JWT_MIN_KEY_BYTES
 */
SalonJwtKeys *salon_jwt_keys_new (const char *secret, const char *previous);
void salon_jwt_keys_free (SalonJwtKeys *self);

/**
 * salon_jwt_seal:
 * @header: JSON
 * @claims: JSON
 *
 * The compact form of RFC 7515 around any two texts, signed with @secret. What it takes to make a
 * token, and in tests to make a wrong one.
 */
char *salon_jwt_seal (const char *secret, const char *header, const char *claims);

/* The header that tokens signed with @secret have. Transfer full. */
char *salon_jwt_dup_header (const char *secret);

/* A token with these claims. Transfer full. */
char *salon_jwt_sign (const SalonJwtKeys *self, const SalonJwtClaims *claims);

/**
 * salon_jwt_verify:
 * @token: whatever somebody sent
 * @now: seconds since 1970
 * @claims: (out): filled when the verdict is GOOD, else cleared
 */
SalonJwtVerdict
salon_jwt_verify (const SalonJwtKeys *self, const char *token, gint64 now, SalonJwtClaims *claims);

void salon_jwt_claims_clear (SalonJwtClaims *claims);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonJwtKeys, salon_jwt_keys_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonJwtClaims, salon_jwt_claims_clear)

G_END_DECLS
