/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/salon-jwt.h"
#include "server/salon-secret.h"

#define SECRET "0123456789abcdef0123456789abcdef"
#define OTHER "fedcba9876543210fedcba9876543210"
#define NOW G_GINT64_CONSTANT (1767261600)
#define USER "0b9d8c2e-1f5a-4a7e-9f0b-2a6c1d3e4f50"

static const SalonJwtClaims good = {
  .subject = (char *) USER,
  .id = (char *) "j-1",
  .session = (char *) "5e551000-0000-4000-8000-000000000001",
  .issued_at = NOW,
  .expires_at = NOW + 1800,
};

static void
assert_verdict (const char *token, gint64 now, SalonJwtVerdict expected)
{
  g_autoptr (SalonJwtKeys) keys = salon_jwt_keys_new (SECRET, NULL);
  g_auto (SalonJwtClaims) claims = { 0 };

  g_assert_cmpint (salon_jwt_verify (keys, token, now, &claims), ==, expected);
  if (expected != SALON_JWT_GOOD)
    g_assert_null (claims.subject);
}

/* Signed with our key and under our header, whatever the claims say. */
static char *
seal_claims (const char *claims)
{
  g_autofree char *header = salon_jwt_dup_header (SECRET);

  return salon_jwt_seal (SECRET, header, claims);
}

static char *
sign_good (void)
{
  g_autoptr (SalonJwtKeys) keys = salon_jwt_keys_new (SECRET, NULL);

  return salon_jwt_sign (keys, &good);
}

static void
test_vector (void)
{
  g_autofree char *token =
    salon_jwt_seal (SECRET, "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"" USER
                    "\",\"iat\":1767261600,\"exp\":1767263400,\"jti\":\"j-1\"}");

  g_assert_true (g_str_has_suffix (token, ".d28X7vqkmLQYSn5PIS9ZXZ-xrmsAQOcdIuQBlcFn3zU"));
}

static void
test_round_trip (void)
{
  g_autoptr (SalonJwtKeys) keys = salon_jwt_keys_new (SECRET, NULL);
  g_autofree char *token = sign_good ();
  g_auto (SalonJwtClaims) claims = { 0 };

  g_assert_cmpint (salon_jwt_verify (keys, token, NOW + 60, &claims), ==, SALON_JWT_GOOD);
  g_assert_cmpstr (claims.subject, ==, good.subject);
  g_assert_cmpstr (claims.id, ==, good.id);
  g_assert_cmpstr (claims.session, ==, good.session);
  g_assert_cmpint (claims.issued_at, ==, good.issued_at);
  g_assert_cmpint (claims.expires_at, ==, good.expires_at);
}

static void
test_expiry (void)
{
  g_autofree char *token = sign_good ();

  assert_verdict (token, NOW + 1799, SALON_JWT_GOOD);
  assert_verdict (token, NOW + 1800, SALON_JWT_EXPIRED);
  assert_verdict (token, NOW + 1000000, SALON_JWT_EXPIRED);
  /* Another server's clock may be a little ahead, not more. */
  assert_verdict (token, NOW - SALON_JWT_LEEWAY_SECONDS, SALON_JWT_GOOD);
  assert_verdict (token, NOW - SALON_JWT_LEEWAY_SECONDS - 1, SALON_JWT_UNFIT);
}

static void
test_key_change (void)
{
  g_autoptr (SalonJwtKeys) before = salon_jwt_keys_new (SECRET, NULL);
  g_autoptr (SalonJwtKeys) between = salon_jwt_keys_new (OTHER, SECRET);
  g_autoptr (SalonJwtKeys) after = salon_jwt_keys_new (OTHER, NULL);
  g_autofree char *old_token = salon_jwt_sign (before, &good);
  g_autofree char *new_token = salon_jwt_sign (between, &good);
  g_auto (SalonJwtClaims) claims = { 0 };

  g_assert_cmpint (salon_jwt_verify (between, old_token, NOW, &claims), ==, SALON_JWT_GOOD);
  salon_jwt_claims_clear (&claims);
  g_assert_cmpint (salon_jwt_verify (after, old_token, NOW, &claims), ==, SALON_JWT_MALFORMED);
  g_assert_cmpint (salon_jwt_verify (after, new_token, NOW, &claims), ==, SALON_JWT_GOOD);
  salon_jwt_claims_clear (&claims);
  g_assert_cmpint (salon_jwt_verify (before, new_token, NOW, &claims), ==, SALON_JWT_MALFORMED);
}

/* The header of the one key over the signature of the other. */
static void
test_key_names_exchanged (void)
{
  g_autoptr (SalonJwtKeys) keys = salon_jwt_keys_new (SECRET, OTHER);
  g_autofree char *header = salon_jwt_dup_header (SECRET);
  g_autofree char *token =
    salon_jwt_seal (OTHER, header,
                    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"" USER
                    "\",\"iat\":1767261600,\"exp\":1767263400,\"jti\":\"j\",\"sid\":\"s\"}");
  g_auto (SalonJwtClaims) claims = { 0 };

  g_assert_cmpint (salon_jwt_verify (keys, token, NOW, &claims), ==, SALON_JWT_FORGED);
}

static void
test_short_keys (void)
{
  g_assert_null (salon_jwt_keys_new ("0123456789abcdef0123456789abcde", NULL));
  g_assert_null (salon_jwt_keys_new (SECRET, "short"));
  g_assert_null (salon_jwt_keys_new ("", NULL));
}

/* Each signed with our own key: it is the header that must not be believed. */
static void
test_headers (void)
{
  static const char *const headers[] = {
    "{\"alg\":\"none\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"None\"}",
    "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS512\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"HS256\",\"kid\":\"../../../../dev/null\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"HS256\",\"kid\":\"' OR '1'='1\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"HS256\",\"kid\":\"\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"HS256\",\"jku\":\"https://example.org/keys\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"},\"typ\":\"at+jwt\"}",
    "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"typ\":\"at+jwt\"}",
    "{\"alg\":\"HS256\",\"alg\":\"none\"}",
    "{}",
    "",
  };
  g_autofree char *token = sign_good ();
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autoptr (GBytes) claims = salon_secret_from_base64url (parts[1], strlen (parts[1]));
  g_autofree char *json = g_strndup (g_bytes_get_data (claims, NULL), g_bytes_get_size (claims));

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *forged = salon_jwt_seal (SECRET, headers[i], json);
      g_autofree char *unsigned_ = g_strndup (forged, (gsize) (strrchr (forged, '.') - forged) + 1);

      assert_verdict (forged, NOW, SALON_JWT_MALFORMED);
      assert_verdict (unsigned_, NOW, SALON_JWT_MALFORMED);
    }
}

static void
test_claims (void)
{
  static const char *const claims[] = {
    /* Another audience, another issuer, none. */
    "{\"iss\":\"serenaia-api\",\"aud\":\"elsewhere\",\"sub\":\"u\",\"iat\":1767261600,\"exp\":1767263400,"
    "\"jti\":\"j\",\"sid\":\"s\"}",
    "{\"iss\":\"elsewhere\",\"aud\":\"serenaia-desktop\",\"sub\":\"u\",\"iat\":1767261600,"
    "\"exp\":1767263400,\"jti\":\"j\",\"sid\":\"s\"}",
    "{\"iss\":\"serenaia-api\",\"sub\":\"u\",\"iat\":1767261600,\"exp\":1767263400,\"jti\":\"j\","
    "\"sid\":\"s\"}",
    "{\"iss\":\"serenaia-api\",\"aud\":[\"serenaia-desktop\"],\"sub\":\"u\",\"iat\":1767261600,"
    "\"exp\":1767263400,\"jti\":\"j\",\"sid\":\"s\"}",
    /* Nobody's; without an end; with one that is no number; that never comes. */
    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"\",\"iat\":1767261600,"
    "\"exp\":1767263400,\"jti\":\"j\",\"sid\":\"s\"}",
    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"u\",\"iat\":1767261600,"
    "\"jti\":\"j\",\"sid\":\"s\"}",
    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"u\",\"iat\":1767261600,"
    "\"exp\":\"1767263400\",\"jti\":\"j\",\"sid\":\"s\"}",
    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"u\",\"iat\":1767261600,"
    "\"exp\":1e300,\"jti\":\"j\",\"sid\":\"s\"}",
    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"u\",\"iat\":1767261600,"
    "\"exp\":9223372036854775807,\"jti\":\"j\",\"sid\":\"s\"}",
    /* A sign-in's other papers. */
    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"u\",\"iat\":1767261600,"
    "\"exp\":1767263400}",
    "[]",
    "{",
    "null",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autofree char *token = seal_claims (claims[i]);

      assert_verdict (token, NOW, SALON_JWT_UNFIT);
    }
}

/* Cut off anywhere, with any one letter changed, or with more behind it. */
static void
test_damage (void)
{
  g_autofree char *token = sign_good ();
  gsize length = strlen (token);
  g_autofree char *longer = g_strconcat (token, "A", NULL);
  g_autofree char *fourth = g_strconcat (token, ".AAAA", NULL);
  g_autoptr (SalonJwtKeys) keys = salon_jwt_keys_new (SECRET, NULL);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_strndup (token, i);
      g_autofree char *changed = g_strdup (token);
      g_auto (SalonJwtClaims) claims = { 0 };

      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      g_assert_cmpint (salon_jwt_verify (keys, cut, NOW, &claims), !=, SALON_JWT_GOOD);
      g_assert_cmpint (salon_jwt_verify (keys, changed, NOW, &claims), !=, SALON_JWT_GOOD);
    }
  assert_verdict (longer, NOW, SALON_JWT_FORGED);
  assert_verdict (fourth, NOW, SALON_JWT_MALFORMED);
}

static void
test_oversize (void)
{
  g_autofree char *filling = g_strnfill (SALON_JWT_MAX_BYTES, 'x');
  g_autofree char *claims = g_strdup_printf (
    "{\"iss\":\"serenaia-api\",\"aud\":\"serenaia-desktop\",\"sub\":\"u\","
    "\"iat\":1767261600,\"exp\":1767263400,\"jti\":\"j\",\"sid\":\"s\",\"x\":\"%s\"}",
    filling);
  g_autofree char *token = seal_claims (claims);
  g_autofree char *dots = g_strnfill (100000, '.');

  assert_verdict (token, NOW, SALON_JWT_MALFORMED);
  assert_verdict (dots, NOW, SALON_JWT_MALFORMED);
}

/* What renews a sign-in opens nothing by itself. */
static void
test_refresh_token (void)
{
  g_autofree char *refresh = salon_secret_new_token ();

  assert_verdict (refresh, NOW, SALON_JWT_MALFORMED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/jwt/signature-is-that-of-the-standard", test_vector);
  g_test_add_func ("/salon/jwt/claims-come-back", test_round_trip);
  g_test_add_func ("/salon/jwt/ends-when-it-says", test_expiry);
  g_test_add_func ("/salon/jwt/two-keys-while-they-change", test_key_change);
  g_test_add_func ("/salon/jwt/names-of-keys-exchanged-are-refused", test_key_names_exchanged);
  g_test_add_func ("/salon/jwt/short-keys-are-refused", test_short_keys);
  g_test_add_func ("/salon/jwt/other-headers-are-refused", test_headers);
  g_test_add_func ("/salon/jwt/other-claims-are-refused", test_claims);
  g_test_add_func ("/salon/jwt/damage-is-noticed", test_damage);
  g_test_add_func ("/salon/jwt/oversize-is-refused", test_oversize);
  g_test_add_func ("/salon/jwt/refresh-token-is-no-access-token", test_refresh_token);

  return g_test_run ();
}
