/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-token.h"

#include "salon-secret.h"

/* NULL without that secret. */
static char *
make (const SalonServerConfiguration *configuration, const char *variable, const char *booking_id)
{
  const char *secret = salon_server_configuration_get (configuration, variable);
  g_autofree char *id = g_ascii_strdown (booking_id, -1);
  g_autofree char *text = g_strconcat ("booking token ", id, NULL);
  guint8 digest[SALON_SECRET_DIGEST_BYTES];

  if (secret == NULL)
    return NULL;
  salon_secret_hmac (secret, text, digest);
  return salon_secret_to_base64url (digest, sizeof digest);
}

char *
salon_booking_token_new (const SalonServerConfiguration *configuration, const char *booking_id)
{
  char *token;

  g_return_val_if_fail (configuration != NULL && booking_id != NULL, NULL);

  token = make (configuration, "SECRET_KEY", booking_id);
  return token != NULL ? token : salon_secret_new_token ();
}

char *
salon_booking_token_find (SalonServerContext *context, const char *booking_id, GError **error)
{
  static const char *const variables[] = { "SECRET_KEY", "SECRET_KEY_PREVIOUS" };
  g_autoptr (PGresult) rows = NULL;

  g_return_val_if_fail (context != NULL && booking_id != NULL, NULL);

  rows = salon_server_context_query (
    context, "SELECT encode (digest, 'hex') FROM salon.booking_tokens WHERE booking_id = $1::uuid",
    1, (const char *[]) { booking_id }, error);
  for (gsize i = 0; rows != NULL && PQntuples (rows) == 1 && i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *token = make (context->configuration, variables[i], booking_id);
      g_autofree char *digest = token != NULL ? salon_secret_digest (token) : NULL;

      if (digest != NULL && salon_secret_is_equal (digest, PQgetvalue (rows, 0, 0)))
        return g_steal_pointer (&token);
    }
  return NULL;
}
