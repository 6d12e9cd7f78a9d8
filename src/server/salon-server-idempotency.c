/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-idempotency.h"

#include <string.h>

#define MOST_KEY 255
#define RETRY_AFTER "2"

typedef enum
{
  CLAIM_OURS,
  CLAIM_OTHERS,
  CLAIM_RUNNING,
  CLAIM_ANSWERED,
} Claim;

static gboolean
is_key (const char *key)
{
  gsize length = strlen (key);

  if (length == 0 || length > MOST_KEY)
    return FALSE;
  for (; *key != '\0'; key++)
    if (*key <= 0x20 || *key >= 0x7f)
      return FALSE;
  return TRUE;
}

/* Whose key it is: keys of one person mean nothing to another. */
static char *
name_key (SalonServerRequest *request)
{
  return g_strdup_printf (
    "%s %s", request->principal.user_id != NULL ? request->principal.user_id : "public",
    salon_server_request_get_header (request, "idempotency-key"));
}

static char *
digest_request (SalonServerRequest *request)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = 0;
  const guchar *body = g_bytes_get_data (request->body, &length);

  g_checksum_update (checksum, (const guchar *) request->method, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) request->path, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, body, (gssize) length);
  return g_strdup (g_checksum_get_string (checksum));
}

/* A row that has run for longer than a request may is nobody's. */
static gboolean
insert_claim (SalonServerContext *context,
              const char *key,
              const char *digest,
              gboolean *is_ours,
              GError **error)
{
  static const char sql[] =
    "INSERT INTO salon.idempotency AS i (key, digest) VALUES ($1, $2)"
    " ON CONFLICT (key) DO UPDATE SET started_at = clock_timestamp ()"
    " WHERE i.status IS NULL AND i.digest = excluded.digest"
    " AND i.started_at < clock_timestamp () - make_interval (secs => $3::integer) RETURNING TRUE";
  g_autofree char *seconds = g_strdup_printf ("%u", context->configuration->request_seconds + 30);
  g_autoptr (PGresult) rows =
    salon_server_context_query (context, sql, 3, (const char *[]) { key, digest, seconds }, error);

  if (rows == NULL)
    return FALSE;
  *is_ours = PQntuples (rows) == 1;
  return TRUE;
}

static SalonServerResponse *
revive (const PGresult *rows)
{
  const char *type = PQgetisnull (rows, 0, 2) ? NULL : PQgetvalue (rows, 0, 2);
  const char *text = PQgetvalue (rows, 0, 3);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  guint status = (guint) g_ascii_strtoull (PQgetvalue (rows, 0, 1), NULL, 10);
  SalonServerResponse *response = type != NULL
                                    ? salon_server_response_new_bytes (status, type, body)
                                    : salon_server_response_new_empty ();

  salon_server_response_set_header (response, "Idempotency-Replayed", "true");
  return response;
}

/* The one who has the key; an answer that was just given back reads as running. */
static gboolean
look_at_claim (SalonServerContext *context,
               const char *key,
               const char *digest,
               Claim *claim,
               SalonServerResponse **answer,
               GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT digest, status, type, body FROM salon.idempotency WHERE key = $1", 1,
    (const char *[]) { key }, error);

  if (rows == NULL)
    return FALSE;
  *claim = CLAIM_RUNNING;
  if (PQntuples (rows) == 1 && !g_str_equal (PQgetvalue (rows, 0, 0), digest))
    *claim = CLAIM_OTHERS;
  else if (PQntuples (rows) == 1 && !PQgetisnull (rows, 0, 1))
    {
      *claim = CLAIM_ANSWERED;
      *answer = revive (rows);
    }
  return TRUE;
}

static gboolean
claim_key (SalonServerContext *context,
           const char *key,
           const char *digest,
           Claim *claim,
           SalonServerResponse **answer,
           GError **error)
{
  gboolean is_ours = FALSE;

  if (!insert_claim (context, key, digest, &is_ours, error))
    return FALSE;
  *claim = CLAIM_OURS;
  return is_ours || look_at_claim (context, key, digest, claim, answer, error);
}

char *
salon_server_idempotency_dup_key (SalonServerRequest *request)
{
  g_return_val_if_fail (request != NULL, NULL);

  if ((request->route->flags & SALON_SERVER_ROUTE_IDEMPOTENT) == 0
      || salon_server_request_get_header (request, "idempotency-key") == NULL)
    return NULL;
  return name_key (request);
}

gboolean
salon_server_idempotency_keep (SalonServerContext *context,
                               SalonServerRequest *request,
                               const SalonServerResponse *response,
                               GError **error)
{
  g_autofree char *key = NULL, *status = NULL, *body = NULL;
  g_autoptr (PGresult) done = NULL;

  g_return_val_if_fail (context != NULL && request != NULL && response != NULL, FALSE);

  key = salon_server_idempotency_dup_key (request);
  if (key == NULL)
    return TRUE;
  status = g_strdup_printf ("%u", response->status);
  body = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  done = salon_server_context_query (
    context, "UPDATE salon.idempotency SET status = $2, type = $3, body = $4 WHERE key = $1", 4,
    (const char *[]) { key, status, response->type, body }, error);
  return done != NULL;
}

static gboolean
is_final (guint status)
{
  return status < 500 && status != 401 && status != 408 && status != 429;
}

/* A failure here loses nothing: the effect is there, and the key is taken over later. */
static void
settle_claim (SalonServerContext *context,
              SalonServerRequest *request,
              const SalonServerResponse *response)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = name_key (request);

  if (is_final (response->status) && response->stream == NULL)
    salon_server_idempotency_keep (context, request, response, &error);
  else
    {
      g_autoptr (PGresult) done = salon_server_context_query (
        context, "DELETE FROM salon.idempotency WHERE key = $1 AND status IS NULL", 1,
        (const char *[]) { key }, &error);
    }
  if (error != NULL)
    g_warning ("an answer was not kept: %s", error->message);
  salon_server_context_settle (context, error);
}

SalonServerResponse *
salon_server_idempotency_run (SalonServerContext *context,
                              SalonServerRequest *request,
                              SalonServerIdempotentFunc func)
{
  g_autofree char *key = name_key (request);
  g_autofree char *digest = digest_request (request);
  g_autoptr (SalonServerResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  Claim claim = CLAIM_OURS;

  if (!is_key (salon_server_request_get_header (request, "idempotency-key")))
    return salon_server_response_new_problem (
      400, "malformed", "Idempotency-Key must be up to 255 plain characters.");
  if (!claim_key (context, key, digest, &claim, &response, &error))
    {
      salon_server_context_settle (context, error);
      return salon_server_response_new_error (error);
    }
  switch (claim)
    {
    case CLAIM_OURS:
      response = func (context, request);
      settle_claim (context, request, response);
      break;
    case CLAIM_OTHERS:
      response =
        salon_server_response_new_problem (422, "idempotency_key_reused",
                                           "This Idempotency-Key was used for another request.");
      break;
    case CLAIM_RUNNING:
      response = salon_server_response_new_problem (409, "idempotency_running",
                                                    "The same request is still being worked on.");
      salon_server_response_set_header (response, "Retry-After", RETRY_AFTER);
      break;
    case CLAIM_ANSWERED:
      break;
    }
  return g_steal_pointer (&response);
}

gboolean
salon_server_idempotency_forget (SalonServerContext *context, GError **error)
{
  g_autoptr (PGresult) done = salon_server_context_query (
    context, "DELETE FROM salon.idempotency WHERE started_at < now () - INTERVAL '30 days'", 0,
    NULL, error);

  return done != NULL;
}
