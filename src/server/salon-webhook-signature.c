/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-webhook-signature.h"

#include <string.h>

#include "salon-digest.h"
#include "salon-secret.h"

/* More signatures than a header of Stripe's ever has: whoever sends more wants us to compute. */
#define MAX_PARTS 16

static char *
sign_stripe (const char *stamp, GBytes *body, const char *secret)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));
  gsize length = 0;
  const guchar *bytes = g_bytes_get_data (body, &length);

  g_hmac_update (hmac, (const guchar *) stamp, (gssize) strlen (stamp));
  g_hmac_update (hmac, (const guchar *) ".", 1);
  if (length > 0)
    g_hmac_update (hmac, bytes, (gssize) length);
  return g_strdup (g_hmac_get_string (hmac));
}

static const char *
find_stamp (const char *const *parts)
{
  for (gsize i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "t="))
      return parts[i] + 2;
  return NULL;
}

gboolean
salon_webhook_signature_check_stripe (const char *header,
                                      GBytes *body,
                                      const char *secret,
                                      gint64 now)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *expected = NULL;
  const char *stamp = NULL;
  gint64 at = 0;
  gboolean matches = FALSE;

  g_return_val_if_fail (body != NULL && secret != NULL, FALSE);

  if (header == NULL || *secret == '\0')
    return FALSE;
  parts = g_strsplit (header, ",", MAX_PARTS);
  stamp = find_stamp ((const char *const *) parts);
  if (stamp == NULL || !g_ascii_string_to_signed (stamp, 10, 0, G_MAXINT32, &at, NULL)
      || ABS (now - at) > SALON_WEBHOOK_SIGNATURE_TOLERANCE_SECONDS)
    return FALSE;

  expected = sign_stripe (stamp, body, secret);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "v1=") && salon_secret_is_equal (expected, parts[i] + 3))
      matches = TRUE;
  return matches;
}

char *
salon_webhook_signature_make_paypal_text (const char *transmission_id,
                                          const char *transmission_time,
                                          const char *webhook_id,
                                          GBytes *body)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (body, &length);

  return g_strdup_printf ("%s|%s|%s|%" G_GUINT32_FORMAT, transmission_id, transmission_time,
                          webhook_id, salon_digest_crc32 (bytes, length));
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
salon_webhook_signature_make_lydia (GHashTable *fields, const char *private_token)
{
  g_autoptr (GPtrArray) names = g_hash_table_get_keys_as_ptr_array (fields);
  g_autoptr (GString) text = g_string_new (NULL);

  g_ptr_array_sort (names, compare_texts);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];

      if (strcmp (name, "sig") != 0)
        g_string_append_printf (text, "%s=%s&", name,
                                (const char *) g_hash_table_lookup (fields, name));
    }
  g_string_append (text, private_token);
  return g_compute_checksum_for_string (G_CHECKSUM_MD5, text->str, (gssize) text->len);
}
