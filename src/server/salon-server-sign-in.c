/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-sign-in.h"

#include <string.h>

#include "salon-jwt.h"
#include "salon-password.h"
#include "salon-secret.h"
#include "salon-server-error.h"
#include "salon-server-rate-limits.h"
#include "salon-server-rows.h"

#define REFUSAL "This e-mail address and this password do not belong together."
#define SIGN_IN_AGAIN "Please sign in again."

struct _SalonServerSignIn
{
  SalonJwtKeys *keys; /* nullable: nobody can sign in */
  const char *secret; /* the configuration's */
  guint access_seconds;
  SalonPasswordGate *gate;
};

SalonServerSignIn *
salon_server_sign_in_new (const SalonServerConfiguration *configuration, GError **error)
{
  const char *secret;
  const char *previous;
  const char *minutes;
  g_autoptr (SalonJwtKeys) keys = NULL;
  SalonServerSignIn *self;
  guint n_at_once;

  g_return_val_if_fail (configuration != NULL, NULL);

  secret = salon_server_configuration_get (configuration, "SECRET_KEY");
  previous = salon_server_configuration_get (configuration, "SECRET_KEY_PREVIOUS");
  minutes =
    salon_server_configuration_get_or_default (configuration, "ACCESS_TOKEN_EXPIRE_MINUTES");
  if (secret != NULL)
    keys = salon_jwt_keys_new (secret, previous);
  if (secret != NULL && keys == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "SECRET_KEY and SECRET_KEY_PREVIOUS must have at least 32 characters");
      return NULL;
    }

  /* Passwords may hold half of the threads, so that the other half goes on with everything else. */
  n_at_once = MAX (1, configuration->n_workers / 4);
  self = g_new0 (SalonServerSignIn, 1);
  self->keys = g_steal_pointer (&keys);
  self->secret = secret;
  self->access_seconds = 60 * (guint) g_ascii_strtoull (minutes, NULL, 10);
  self->gate =
    salon_password_gate_new (n_at_once, configuration->n_workers / 4, SALON_PASSWORD_COST);
  return self;
}

void
salon_server_sign_in_free (SalonServerSignIn *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->keys, salon_jwt_keys_free);
  salon_password_gate_free (self->gate);
  g_free (self);
}

guint64
salon_server_sign_in_get_n_computed (SalonServerSignIn *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return salon_password_gate_get_n_computed (self->gate);
}

void
salon_server_tokens_free (SalonServerTokens *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->access);
  g_free (self->refresh);
  g_free (self->principal.user_id);
  g_free (self->principal.name);
  g_free (self->principal.token_id);
  g_free (self->principal.family);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAUTHENTICATED, words);
  return FALSE;
}

/* The part of the process; NULL where nobody can sign in. */
static SalonServerSignIn *
get_own (SalonServerContext *context, GError **error)
{
  SalonServerSignIn *self = context->shared->sign_in;

  if (self != NULL && self->keys != NULL)
    return self;
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_CONFIGURED,
                       "Nobody can sign in at this server.");
  return NULL;
}

static char *
write_seconds (SalonServerContext *context)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT,
                          salon_server_context_get_now (context) / G_USEC_PER_SEC);
}

static char *
make_successor (const char *secret, const char *refresh)
{
  g_autofree char *text = g_strconcat ("serenaia refresh ", refresh, NULL);
  guint8 digest[SALON_SECRET_DIGEST_BYTES];

  salon_secret_hmac (secret, text, digest);
  return salon_secret_to_base64url (digest, sizeof digest);
}

/* Who she is, and whether that is enough; nobody when there is no row. */
static gboolean
take_principal (const PGresult *rows, gpointer user_data, GError **error)
{
  SalonServerPrincipal *principal = user_data;
  const char *is_owner;

  if (PQntuples (rows) == 0)
    return refuse (error, SIGN_IN_AGAIN);
  is_owner = salon_server_rows_get (rows, 0, "is_owner");
  principal->role =
    is_owner != NULL && is_owner[0] == 't' ? SALON_SERVER_ROLE_OWNER : SALON_SERVER_ROLE_ADMIN;
  principal->user_id = g_strdup (salon_server_rows_get (rows, 0, "user_id"));
  principal->name = g_strdup (salon_server_rows_get (rows, 0, "name"));
  principal->family = g_strdup (salon_server_rows_get (rows, 0, "sign_in"));
  if (principal->role >= principal->needed)
    return TRUE;
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_FORBIDDEN,
                       "Only the owner of the salon may do that.");
  return FALSE;
}

/* Who belongs to this sign-in, if it is one and she may. */
static const char find_statement[] =
  "SELECT s.id AS sign_in, u.id AS user_id, u.is_superuser AS is_owner,"
  "  coalesce (nullif (btrim (u.full_name), ''), u.email) AS name "
  "FROM salon.sign_ins AS s "
  "JOIN users AS u ON u.id = s.user_id "
  "WHERE s.id = $1::uuid AND s.user_id = $2::uuid AND u.is_active"
  "  AND s.ended_at IS NULL AND s.ends_at > to_timestamp ($3::bigint)";

static PGresult *
find_sign_in (SalonServerContext *context, const char *sign_in, const char *user, GError **error)
{
  g_autofree char *now = write_seconds (context);

  return salon_server_context_query (context, find_statement, 3,
                                     (const char *[]) { sign_in, user, now }, error);
}

static char *
make_access_token (SalonServerSignIn *self,
                   SalonServerContext *context,
                   const SalonServerPrincipal *principal)
{
  g_autofree char *id = salon_secret_new_token ();
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;
  SalonJwtClaims claims = {
    .subject = principal->user_id,
    .id = id,
    .session = principal->family,
    .issued_at = now,
    .expires_at = now + self->access_seconds,
  };

  return salon_jwt_sign (self->keys, &claims);
}

/* @refresh: (transfer full) */
static SalonServerTokens *
make_tokens (SalonServerContext *context,
             const char *sign_in,
             const char *user,
             char *refresh,
             GError **error)
{
  SalonServerSignIn *self = context->shared->sign_in;
  g_autoptr (SalonServerTokens) tokens = g_new0 (SalonServerTokens, 1);
  g_autoptr (PGresult) rows = NULL;

  tokens->refresh = refresh;
  rows = find_sign_in (context, sign_in, user, error);
  if (rows == NULL || !take_principal (rows, &tokens->principal, error))
    return NULL;
  tokens->access = make_access_token (self, context, &tokens->principal);
  tokens->access_seconds = self->access_seconds;
  return g_steal_pointer (&tokens);
}

/* Whose attempts these are counted with: everybody's for this account, or those of a device on which she has
 * been signed in before. So nobody can keep her out of her own desk by trying to be her elsewhere. */
static char *
dup_attempts_key (SalonServerContext *context,
                  const char *email,
                  const char *device,
                  GError **error)
{
  g_autofree char *folded = g_utf8_strdown (email, -1);
  g_autofree char *name = NULL;
  g_autoptr (PGresult) known = NULL;

  /* The address is nobody's business, Redis' neither. */
  if (device == NULL)
    return salon_secret_digest (folded);
  known = salon_server_context_query (context,
                                      "SELECT FROM salon.sign_ins AS s "
                                      "JOIN users AS u ON u.id = s.user_id "
                                      "WHERE lower (u.email) = lower ($1) AND s.device = $2 "
                                      "LIMIT 1",
                                      2, (const char *[]) { email, device }, error);
  if (known == NULL)
    return NULL;
  name = PQntuples (known) > 0 ? g_strdup_printf ("%s\n%s", folded, device) : g_strdup (folded);
  return salon_secret_digest (name);
}

/* So often may somebody try to be this one, from wherever. */
static gboolean
may_try (SalonServerContext *context, const char *email, const char *device, GError **error)
{
  g_autofree char *key = NULL;

  if (context->shared->rate_limits == NULL)
    return TRUE;
  key = dup_attempts_key (context, email, device, error);
  if (key == NULL)
    return FALSE;
  if (salon_server_rate_limits_take (context->shared->rate_limits,
                                     &salon_server_rate_limit_of_account, key,
                                     salon_server_context_get_now (context))
        .is_allowed)
    return TRUE;
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_TOO_MANY,
                       "Too many attempts for this account. Please wait a few minutes.");
  return FALSE;
}

/* The user of that address, whatever its case, when the password is hers; NULL with @error set. */
static char *
check_password (SalonServerContext *context,
                const char *email,
                const char *password,
                GError **error)
{
  g_autoptr (PGresult) rows =
    salon_server_context_query (context,
                                "SELECT id, hashed_password, is_active "
                                "FROM users "
                                "WHERE lower (email) = lower ($1) "
                                "ORDER BY email = $1 DESC, created_at, id "
                                "LIMIT 1",
                                1, (const char *[]) { email }, error);
  gboolean is_there, is_active;

  if (rows == NULL)
    return NULL;
  is_there = PQntuples (rows) == 1;
  is_active = is_there && *PQgetvalue (rows, 0, 2) == 't';
  switch (salon_password_gate_check (context->shared->sign_in->gate,
                                     is_there ? PQgetvalue (rows, 0, 1) : NULL, password))
    {
    case SALON_PASSWORD_RIGHT:
      if (is_active)
        return g_strdup (PQgetvalue (rows, 0, 0));
      break;
    case SALON_PASSWORD_WRONG:
      break;
    case SALON_PASSWORD_BUSY:
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                           "Too many people are signing in at the moment. Please try again.");
      return NULL;
    }
  refuse (error, REFUSAL);
  return NULL;
}

/* Those that ended long ago are forgotten when somebody signs in anew. */
static const char *const begin_statement =
  "WITH forgotten AS ("
  "  DELETE FROM salon.sign_ins"
  "  WHERE user_id = $2::uuid AND ends_at < to_timestamp ($5::bigint) - interval '7 days'"
  "), begun AS ("
  "  INSERT INTO salon.sign_ins (id, user_id, device, began_at, ends_at)"
  "  VALUES ($1::uuid, $2::uuid, $3, to_timestamp ($5::bigint),"
  "          to_timestamp ($5::bigint) + make_interval (days => $6::integer))"
  "  RETURNING id"
  ") "
  "INSERT INTO salon.refresh_tokens (digest, sign_in, idle_until) "
  "SELECT $4, id, to_timestamp ($5::bigint) + make_interval (days => $7::integer) FROM begun";

static SalonServerTokens *
begin (SalonServerContext *context, const char *user, const char *device, GError **error)
{
  g_autofree char *sign_in = g_uuid_string_random ();
  g_autofree char *refresh = salon_secret_new_token ();
  g_autofree char *digest = salon_secret_digest (refresh);
  g_autofree char *now = write_seconds (context);
  const char *values[] = { sign_in,
                           user,
                           device,
                           digest,
                           now,
                           G_STRINGIFY (SALON_SERVER_SIGN_IN_DAYS),
                           G_STRINGIFY (SALON_SERVER_SIGN_IN_IDLE_DAYS) };
  g_autoptr (PGresult) done =
    salon_server_context_query (context, begin_statement, G_N_ELEMENTS (values), values, error);

  if (done == NULL)
    return NULL;
  return make_tokens (context, sign_in, user, g_steal_pointer (&refresh), error);
}

static void
count (SalonServerContext *context, gboolean is_in)
{
  if (context->measures != NULL)
    salon_server_measures_add (
      context->measures, is_in ? SALON_SERVER_COUNT_SIGN_INS : SALON_SERVER_COUNT_SIGN_INS_REFUSED,
      1);
}

SalonServerTokens *
salon_server_sign_in_begin (SalonServerContext *context,
                            const char *email,
                            const char *password,
                            const char *device,
                            GError **error)
{
  g_autofree char *user = NULL;
  SalonServerTokens *tokens = NULL;

  g_return_val_if_fail (context != NULL && email != NULL && password != NULL, NULL);

  if (get_own (context, error) == NULL)
    return NULL;
  if (may_try (context, email, device, error))
    user = check_password (context, email, password, error);
  if (user != NULL)
    tokens = begin (context, user, device, error);
  count (context, tokens != NULL);
  return tokens;
}

static PGresult *
spend (SalonServerContext *context,
       const char *refresh,
       const char *device,
       const char *successor,
       GError **error)
{
  g_autofree char *digest = salon_secret_digest (refresh);
  g_autofree char *successor_digest = salon_secret_digest (successor);
  g_autofree char *now = write_seconds (context);
  const char *values[] = { digest,
                           successor_digest,
                           device,
                           now,
                           G_STRINGIFY (SALON_SERVER_SIGN_IN_IDLE_DAYS),
                           G_STRINGIFY (SALON_SERVER_SIGN_IN_GRACE_SECONDS) };

  return salon_server_context_query (
    context,
    "SELECT outcome, sign_in, user_id "
    "FROM salon.refresh_sign_in ($1, $2, $3, to_timestamp ($4::bigint),"
    "  make_interval (days => $5::integer), make_interval (secs => $6::integer))",
    G_N_ELEMENTS (values), values, error);
}

SalonServerTokens *
salon_server_sign_in_refresh (SalonServerContext *context,
                              const char *refresh,
                              const char *device,
                              GError **error)
{
  SalonServerSignIn *self;
  g_autofree char *successor = NULL;
  g_autoptr (PGresult) rows = NULL;
  const char *outcome;

  g_return_val_if_fail (context != NULL && refresh != NULL, NULL);

  self = get_own (context, error);
  if (self == NULL)
    return NULL;
  successor = make_successor (self->secret, refresh);
  rows = spend (context, refresh, device, successor, error);
  if (rows == NULL)
    return NULL;
  outcome = PQgetvalue (rows, 0, 0);
  if (g_str_equal (outcome, "renewed") || g_str_equal (outcome, "repeated"))
    return make_tokens (context, PQgetvalue (rows, 0, 1), PQgetvalue (rows, 0, 2),
                        g_steal_pointer (&successor), error);
  /* Somebody holds a copy: worth a line for whoever looks after the server. */
  if (g_str_equal (outcome, "reused"))
    g_warning ("a spent refresh token was used: sign-in %s is ended", PQgetvalue (rows, 0, 1));
  count (context, FALSE);
  refuse (error, SIGN_IN_AGAIN);
  return NULL;
}

gboolean
salon_server_sign_in_end (SalonServerContext *context, const char *refresh, GError **error)
{
  g_autofree char *digest = NULL;
  g_autofree char *now = NULL;
  g_autoptr (PGresult) done = NULL;

  g_return_val_if_fail (context != NULL && refresh != NULL, FALSE);

  digest = salon_secret_digest (refresh);
  now = write_seconds (context);
  done = salon_server_context_query (
    context,
    "UPDATE salon.sign_ins AS s SET ended_at = to_timestamp ($2::bigint), reason = 'signed out' "
    "FROM salon.refresh_tokens AS r "
    "WHERE r.digest = $1 AND s.id = r.sign_in AND s.ended_at IS NULL",
    2, (const char *[]) { digest, now }, error);
  return done != NULL;
}

gboolean
salon_server_sign_in_has_signed (SalonServerSignIn *self, const char *token, gint64 now)
{
  g_auto (SalonJwtClaims) claims = { 0 };

  g_return_val_if_fail (self != NULL && token != NULL, FALSE);

  return self->keys != NULL
         && salon_jwt_verify (self->keys, token, now / G_USEC_PER_SEC, &claims) == SALON_JWT_GOOD;
}

/* What can be seen of @token itself. */
static gboolean
read_token (SalonServerContext *context, const char *token, SalonJwtClaims *claims, GError **error)
{
  SalonServerSignIn *self = get_own (context, error);
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;

  if (self == NULL)
    return FALSE;
  return salon_jwt_verify (self->keys, token, now, claims) == SALON_JWT_GOOD
         || refuse (error, SIGN_IN_AGAIN);
}

gboolean
salon_server_sign_in_identify (SalonServerContext *context,
                               const char *token,
                               SalonServerPrincipal *principal,
                               GError **error)
{
  g_auto (SalonJwtClaims) claims = { 0 };
  g_autoptr (PGresult) rows = NULL;

  g_return_val_if_fail (context != NULL && token != NULL && principal != NULL, FALSE);

  if (!read_token (context, token, &claims, error))
    return FALSE;
  rows = find_sign_in (context, claims.session, claims.subject, error);
  if (rows == NULL || !take_principal (rows, principal, error))
    return FALSE;
  principal->token_id = g_steal_pointer (&claims.id);
  return TRUE;
}

gboolean
salon_server_sign_in_identify_along (SalonServerContext *context,
                                     const char *token,
                                     SalonServerPrincipal *principal,
                                     GError **error)
{
  g_auto (SalonJwtClaims) claims = { 0 };
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  g_return_val_if_fail (context != NULL && token != NULL && principal != NULL, FALSE);

  if (!read_token (context, token, &claims, error))
    return FALSE;
  g_strv_builder_take (values, g_steal_pointer (&claims.session));
  g_strv_builder_take (values, g_steal_pointer (&claims.subject));
  g_strv_builder_take (values, write_seconds (context));
  principal->token_id = g_steal_pointer (&claims.id);
  salon_server_context_ask_along (context, find_statement, g_strv_builder_end (values),
                                  take_principal, principal);
  return TRUE;
}
