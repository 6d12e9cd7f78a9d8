/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-secret.h"

#include <string.h>
#include <sys/random.h>

char *
salon_secret_new_token (void)
{
  guint8 bytes[32];

  /* Up to 256 bytes come at once or not at all; without them there is no safe way on. */
  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    g_error ("the system gives no random numbers");
  return salon_secret_to_base64url (bytes, sizeof bytes);
}

char *
salon_secret_digest (const char *token)
{
  g_return_val_if_fail (token != NULL, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

void
salon_secret_hmac (const char *key, const char *text, guint8 digest[SALON_SECRET_DIGEST_BYTES])
{
  gsize n_bytes = SALON_SECRET_DIGEST_BYTES;
  g_autoptr (GHmac) hmac = NULL;

  g_return_if_fail (key != NULL && text != NULL);

  hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key));
  g_hmac_update (hmac, (const guchar *) text, (gssize) strlen (text));
  g_hmac_get_digest (hmac, digest, &n_bytes);
}

gboolean
salon_secret_is_equal (const char *a, const char *b)
{
  gsize length;
  /* Or a compiler might see that it can stop early. */
  volatile guint8 difference = 0;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  length = strlen (a);
  if (length != strlen (b))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (a[i] ^ b[i]);
  return difference == 0;
}

char *
salon_secret_to_base64url (gconstpointer bytes, gsize n_bytes)
{
  char *text = n_bytes == 0 ? g_strdup ("") : g_base64_encode (bytes, n_bytes);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

GBytes *
salon_secret_from_base64url (const char *text, gsize length)
{
  g_autofree char *padded = NULL;
  g_autofree char *again = NULL;
  g_autofree guchar *bytes = NULL;
  gsize n_bytes = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (length == 0)
    return NULL;
  padded = g_strdup_printf ("%.*s%s", (int) length, text, &"==="[3 - (4 - length % 4) % 4]);
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  bytes = g_base64_decode (padded, &n_bytes);
  /* GLib passes over what it does not know; what is written otherwise than we would is not ours. */
  again = salon_secret_to_base64url (bytes, n_bytes);
  if (strlen (again) != length || strncmp (again, text, length) != 0)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), n_bytes);
}
