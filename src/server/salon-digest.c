/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-digest.h"

/* The polynomials with their bits in reverse, as these sums run over bytes from the lowest bit up. */
#define POLYNOMIAL_CRC32 0xedb88320u
#define POLYNOMIAL_CRC32C 0x82f63b78u

char *
salon_digest_to_hex (const guint8 *bytes, gsize length)
{
  static const char digits[] = "0123456789abcdef";
  char *hex = g_malloc (length * 2 + 1);

  for (gsize i = 0; i < length; i++)
    {
      hex[2 * i] = digits[bytes[i] >> 4];
      hex[2 * i + 1] = digits[bytes[i] & 15];
    }
  hex[length * 2] = '\0';
  return hex;
}

void
salon_digest_hmac (const guint8 *key, gsize key_length, const char *text, guint8 result[32])
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  gsize length = 32;

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, result, &length);
}

static guint32
crc (const guint8 *bytes, gsize length, guint32 polynomial)
{
  guint32 sum = 0xffffffffu;

  for (gsize i = 0; i < length; i++)
    {
      sum ^= bytes[i];
      for (int bit = 0; bit < 8; bit++)
        sum = (sum >> 1) ^ ((sum & 1) != 0 ? polynomial : 0);
    }
  return ~sum;
}

guint32
salon_digest_crc32 (const guint8 *bytes, gsize length)
{
  return crc (bytes, length, POLYNOMIAL_CRC32);
}

char *
salon_digest_crc32c_base64 (const guint8 *bytes, gsize length)
{
  guint32 sum = GUINT32_TO_BE (crc (bytes, length, POLYNOMIAL_CRC32C));

  return g_base64_encode ((const guchar *) &sum, sizeof sum);
}
