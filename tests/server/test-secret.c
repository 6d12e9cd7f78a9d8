/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/salon-secret.h"

static void
test_tokens (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++)
    {
      char *token = salon_secret_new_token ();

      g_assert_cmpuint (strlen (token), ==, SALON_SECRET_TOKEN_LENGTH);
      g_assert_true (g_hash_table_add (seen, token));
    }
}

static void
test_comparison (void)
{
  g_assert_true (salon_secret_is_equal ("", ""));
  g_assert_true (salon_secret_is_equal ("secret", "secret"));
  g_assert_false (salon_secret_is_equal ("secret", "secreT"));
  g_assert_false (salon_secret_is_equal ("Xecret", "secret"));
  g_assert_false (salon_secret_is_equal ("secret", "secret "));
  g_assert_false (salon_secret_is_equal ("secret", ""));
}

static void
test_base64url (void)
{
  const guint8 bytes[] = { 0xfb, 0xff, 0xbf, 0x00, 0x10 };

  for (gsize n = 1; n <= sizeof bytes; n++)
    {
      g_autofree char *text = salon_secret_to_base64url (bytes, n);
      g_autoptr (GBytes) again = salon_secret_from_base64url (text, strlen (text));

      g_assert_null (strpbrk (text, "+/="));
      g_assert_nonnull (again);
      g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), bytes, n);
    }
}

/* One value has one text. */
static void
test_other_spellings (void)
{
  static const char *const refused[] = { "",     "A",    "QQ==", "QR",   "Q Q",
                                         "+/+/", "QQ\n", "QUJ",  "QQ.Q", "é" };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = salon_secret_from_base64url (refused[i], strlen (refused[i]));

      g_assert_null (bytes);
    }
}

/* RFC 4231, test case 2; and the digest of FIPS 180-2. */
static void
test_vectors (void)
{
  guint8 digest[SALON_SECRET_DIGEST_BYTES];
  g_autofree char *hex = salon_secret_digest ("abc");

  g_assert_cmpstr (hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  salon_secret_hmac ("Jefe", "what do ya want for nothing?", digest);
  g_assert_cmpmem (digest, 8, "\x5b\xdc\xc1\x46\xbf\x60\x75\x4e", 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/secret/no-token-comes-twice", test_tokens);
  g_test_add_func ("/salon/secret/nearly-right-is-wrong", test_comparison);
  g_test_add_func ("/salon/secret/base64url-comes-back", test_base64url);
  g_test_add_func ("/salon/secret/other-spellings-are-refused", test_other_spellings);
  g_test_add_func ("/salon/secret/digests-are-those-of-the-standards", test_vectors);

  return g_test_run ();
}
