/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/salon-digest.h"

static const guint8 check[] = "123456789";
#define CHECK_LENGTH (sizeof check - 1)

static void
test_crc32 (void)
{
  static const char body[] = "{\"id\":\"WH-1\",\"event_type\":\"PAYMENT.CAPTURE.COMPLETED\"}";

  g_assert_cmphex (salon_digest_crc32 (check, CHECK_LENGTH), ==, 0xcbf43926);
  g_assert_cmpuint (salon_digest_crc32 ((const guint8 *) body, strlen (body)), ==, 2325436976u);
}

static void
test_crc32c (void)
{
  g_autofree char *sum = salon_digest_crc32c_base64 (check, CHECK_LENGTH);

  g_assert_cmpstr (sum, ==, "4waSgw==");
}

/* RFC 4231, test case 2. */
static void
test_hmac (void)
{
  guint8 sum[32];
  g_autofree char *hex = NULL;

  salon_digest_hmac ((const guint8 *) "Jefe", 4, "what do ya want for nothing?", sum);
  hex = salon_digest_to_hex (sum, sizeof sum);
  g_assert_cmpstr (hex, ==, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/digest/crc32-is-that-of-zlib", test_crc32);
  g_test_add_func ("/salon/digest/crc32c-is-written-as-google-does", test_crc32c);
  g_test_add_func ("/salon/digest/hmac-is-that-of-the-rfc", test_hmac);
  return g_test_run ();
}
