/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-error.h"

#include "database/salon-database-error.h"

G_DEFINE_QUARK (salon - server - error - quark, salon_server_error)

typedef struct
{
  guint status;
  const char *code;
} Kind;

static const Kind kinds[] = {
  [SALON_SERVER_ERROR_MALFORMED] = { 400, "malformed" },
  [SALON_SERVER_ERROR_UNAUTHENTICATED] = { 401, "unauthenticated" },
  [SALON_SERVER_ERROR_FORBIDDEN] = { 403, "forbidden" },
  [SALON_SERVER_ERROR_NOT_FOUND] = { 404, "not_found" },
  [SALON_SERVER_ERROR_METHOD] = { 405, "method_not_allowed" },
  [SALON_SERVER_ERROR_CONFLICT] = { 409, "conflict" },
  [SALON_SERVER_ERROR_GONE] = { 410, "gone" },
  [SALON_SERVER_ERROR_CHANGED] = { 412, "changed" },
  [SALON_SERVER_ERROR_TOO_LARGE] = { 413, "too_large" },
  [SALON_SERVER_ERROR_LONG_ADDRESS] = { 414, "address_too_long" },
  [SALON_SERVER_ERROR_MEDIA_TYPE] = { 415, "unsupported_media_type" },
  [SALON_SERVER_ERROR_INVALID] = { 422, "invalid" },
  [SALON_SERVER_ERROR_TOO_MANY] = { 429, "too_many_requests" },
  [SALON_SERVER_ERROR_INTERNAL] = { 500, "internal" },
  [SALON_SERVER_ERROR_PROVIDER] = { 502, "provider_failed" },
  [SALON_SERVER_ERROR_UNAVAILABLE] = { 503, "unavailable" },
  [SALON_SERVER_ERROR_NOT_CONFIGURED] = { 503, "not_configured" },
};

/* A database that is away comes back; any other failure of it is a mistake of this program. */
static SalonServerError
classify (const GError *error)
{
  if (error->domain == SALON_SERVER_ERROR && (gsize) error->code < G_N_ELEMENTS (kinds))
    return (SalonServerError) error->code;
  if (error->domain == SALON_DATABASE_ERROR && error->code != SALON_DATABASE_ERROR_REPLY
      && error->code != SALON_DATABASE_ERROR_RIGHTS)
    return SALON_SERVER_ERROR_UNAVAILABLE;
  return SALON_SERVER_ERROR_INTERNAL;
}

guint
salon_server_error_get_status (const GError *error)
{
  g_return_val_if_fail (error != NULL, 500);

  return kinds[classify (error)].status;
}

const char *
salon_server_error_get_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, "internal");

  return kinds[classify (error)].code;
}
