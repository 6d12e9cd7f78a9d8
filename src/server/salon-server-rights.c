/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-rights.h"

#include "salon-server-rate-limits.h"
#include "salon-server-sign-in.h"

static SalonServerResponse *
refuse (const char *detail)
{
  SalonServerResponse *response =
    salon_server_response_new_problem (401, "unauthenticated", detail);

  salon_server_response_set_header (response, "WWW-Authenticate", "Bearer");
  return response;
}

/* As draft-ietf-httpapi-ratelimit-headers has them. */
static void
tell_limit (SalonServerRequest *request, const SalonLimit *limit, SalonLimitVerdict verdict)
{
  g_autofree char *policy =
    g_strdup_printf ("\"%s\";q=%u;w=%u", limit->name, limit->burst, limit->window_seconds);
  g_autofree char *state =
    g_strdup_printf ("\"%s\";r=%u;t=%u", limit->name, verdict.n_left, verdict.reset_seconds);

  salon_server_request_set_reply_header (request, "RateLimit-Policy", policy);
  salon_server_request_set_reply_header (request, "RateLimit", state);
}

static SalonServerResponse *
refuse_so_often (SalonServerContext *context, SalonLimitVerdict verdict)
{
  g_autofree char *seconds = g_strdup_printf ("%u", verdict.retry_seconds);
  SalonServerResponse *response =
    salon_server_response_new_problem (429, "too_many_requests",
                                       "Too many requests. Please wait a little.");

  salon_server_response_set_header (response, "Retry-After", seconds);
  if (context->measures != NULL)
    salon_server_measures_add (context->measures, SALON_SERVER_COUNT_LIMITED, 1);
  return response;
}

/* May this address ask this so often, and everybody together? Strangers who use up what everybody has do
 * not keep those out who have been in before. */
static SalonServerResponse *
check_limits (SalonServerContext *context, SalonServerRequest *request)
{
  SalonServerRateLimits *limits = context->shared->rate_limits;
  const SalonServerRateLimit *limit;
  g_autofree char *key = NULL;
  SalonLimitVerdict verdict;
  gint64 now;

  if (limits == NULL)
    return NULL;
  limit = salon_server_rate_limits_find (request->route->limit);
  key = salon_server_rate_limits_dup_key (request->address != NULL ? request->address : "");
  now = salon_server_context_get_now (context);
  verdict = salon_server_rate_limits_take (limits, &limit->address, key, now);
  tell_limit (request, &limit->address, verdict);
  if (verdict.is_allowed && limit->everybody.name != NULL
      && !salon_server_rate_limits_is_welcome (limits, key, now))
    verdict = salon_server_rate_limits_take (limits, &limit->everybody, "", now);
  return verdict.is_allowed ? NULL : refuse_so_often (context, verdict);
}

static gboolean
needs_principal (const SalonServerRoute *route)
{
  return route->right == SALON_SERVER_RIGHT_ADMIN || route->right == SALON_SERVER_RIGHT_OWNER;
}

/* Whatever goes wrong on the way is a refusal. */
static SalonServerResponse *
refuse_for (SalonServerContext *context, const GError *error)
{
  if (g_error_matches (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAUTHENTICATED))
    return refuse (error->message);
  salon_server_context_settle (context, error);
  return salon_server_response_new_error (error);
}

/* Is she signed in, and is that enough? */
static SalonServerResponse *
check_principal (SalonServerContext *context, SalonServerRequest *request)
{
  const char *token = salon_server_request_get_bearer (request);
  gboolean only_reads = (request->route->flags & SALON_SERVER_ROUTE_READS) != 0;
  g_autoptr (GError) error = NULL;

  if (token == NULL)
    return refuse ("Please sign in.");
  request->principal.needed = request->route->right == SALON_SERVER_RIGHT_OWNER
                                ? SALON_SERVER_ROLE_OWNER
                                : SALON_SERVER_ROLE_ADMIN;
  if (only_reads ? salon_server_sign_in_identify_along (context, token, &request->principal, &error)
                 : salon_server_sign_in_identify (context, token, &request->principal, &error))
    return NULL;
  return refuse_for (context, error);
}

SalonServerResponse *
salon_server_rights_check (SalonServerContext *context, SalonServerRequest *request)
{
  SalonServerResponse *refusal;

  g_return_val_if_fail (context != NULL && request != NULL && request->route != NULL,
                        refuse ("Please sign in."));

  refusal = check_limits (context, request);
  if (refusal != NULL)
    return refusal;
  if (needs_principal (request->route))
    return check_principal (context, request);
  if (request->route->right == SALON_SERVER_RIGHT_BOOKING_TOKEN
      && salon_server_request_get_bearer (request) == NULL)
    return refuse ("Please sign in.");
  return NULL;
}

SalonServerResponse *
salon_server_rights_judge (SalonServerContext *context, SalonServerRequest *request)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (context != NULL && request != NULL && request->route != NULL,
                        refuse ("Please sign in."));

  if (!salon_server_context_judge_along (context, &error))
    return refuse_for (context, error);
  /* Without a role nobody has asked who she is. */
  if (needs_principal (request->route) && request->principal.role < request->principal.needed)
    return refuse ("Please sign in.");
  return NULL;
}
