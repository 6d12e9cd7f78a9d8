/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-link.h"

#include "salon-booking-token.h"

char *
salon_booking_link_make_path (const char *id, const char *token, SalonLanguage language)
{
  g_return_val_if_fail (id != NULL && token != NULL, NULL);

  return g_strdup_printf (
    "%s/%s/%s", language == SALON_LANGUAGE_ENGLISH ? "/en/appointment" : "/rendez-vous", id, token);
}

static gboolean
read_language (SalonServerContext *context, const char *id, SalonLanguage *language, GError **error)
{
  static const char sql[] =
    "SELECT FROM public.bookings AS b JOIN public.clients AS c ON c.id = b.client_id\n"
    "WHERE b.id = $1::uuid AND c.language LIKE 'en%'";
  g_autoptr (PGresult) rows =
    salon_server_context_query (context, sql, 1, (const char *[]) { id }, error);

  if (rows == NULL)
    return FALSE;
  *language = PQntuples (rows) > 0 ? SALON_LANGUAGE_ENGLISH : SALON_LANGUAGE_FRENCH;
  return TRUE;
}

char *
salon_booking_link_find (SalonServerContext *context,
                         const char *site,
                         const char *id,
                         GError **error)
{
  SalonLanguage language = SALON_LANGUAGE_FRENCH;
  g_autofree char *token = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (context != NULL && site != NULL && id != NULL, NULL);

  if (g_strcmp0 (salon_server_configuration_get (context->configuration, "SITE"), "off") == 0)
    return NULL;
  token = salon_booking_token_find (context, id, error);
  if (token == NULL || !read_language (context, id, &language, error))
    return NULL;
  path = salon_booking_link_make_path (id, token, language);
  return g_strconcat (site, path, NULL);
}
