/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens: what is believed is, letter for letter, what we would sign for what it says; and whatever is
 * signed with our key under our header is judged without harm. */
#include <string.h>

#include "server/salon-jwt.h"

#include "fuzz-target.h"

#define SECRET "0123456789abcdef0123456789abcdef"
#define NOW G_GINT64_CONSTANT (1767261600)

/* Any bytes as a token. */
static void
try_token (const SalonJwtKeys *keys, const char *token)
{
  g_auto (SalonJwtClaims) claims = { 0 };

  if (salon_jwt_verify (keys, token, NOW, &claims) == SALON_JWT_GOOD)
    {
      g_autofree char *again = salon_jwt_sign (keys, &claims);

      g_assert_cmpuint (strlen (token), <=, SALON_JWT_MAX_BYTES);
      g_assert_true (claims.expires_at > NOW);
      /* The corpus has good ones; nothing that differs from them can be signed by chance. */
      g_assert_cmpstr (again, ==, token);
    }
  else
    g_assert_null (claims.subject);
}

/* Any bytes as claims that somebody with the key has signed. */
static void
try_claims (const SalonJwtKeys *keys, const char *text)
{
  g_autofree char *header = salon_jwt_dup_header (SECRET);
  g_autofree char *token = salon_jwt_seal (SECRET, header, text);
  g_auto (SalonJwtClaims) claims = { 0 };

  if (salon_jwt_verify (keys, token, NOW, &claims) != SALON_JWT_GOOD)
    {
      g_assert_null (claims.subject);
      return;
    }
  g_assert_true (*claims.subject != '\0' && *claims.session != '\0' && *claims.id != '\0');
  g_assert_true (claims.expires_at > NOW);
  g_assert_true (claims.issued_at <= NOW + SALON_JWT_LEEWAY_SECONDS);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (SalonJwtKeys) keys = salon_jwt_keys_new (SECRET, NULL);
  g_autofree char *text = fuzz_dup_bytes (data, size);

  try_token (keys, text);
  try_claims (keys, text);
  return 0;
}
