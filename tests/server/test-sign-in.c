/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in, as the server's own database has it. */
#include "quiet-server.h"
#include "server/salon-jwt.h"
#include "server/salon-secret.h"
#include "server/salon-server-add-user.h"
#include "server/salon-server-error.h"
#include "server/salon-server-sign-in.h"

#define EMAIL "marie@example.org"
#define DEVICE "the desk"
#define SECOND G_GINT64_CONSTANT (1000000)
#define DAY (24 * 3600 * SECOND)
#define ASK "/api/v1/admin/services"

static PostgresFixture *postgres;

static SalonServerTokens *
sign_in (QuietServer *server, const char *device)
{
  g_autoptr (GError) error = NULL;
  SalonServerTokens *tokens =
    salon_server_sign_in_begin (server->context, EMAIL, QUIET_SERVER_PASSWORD, device, &error);

  g_assert_no_error (error);
  return tokens;
}

static SalonServerTokens *
refresh (QuietServer *server, const char *token, const char *device)
{
  g_autoptr (GError) error = NULL;
  SalonServerTokens *tokens = salon_server_sign_in_refresh (server->context, token, device, &error);

  if (tokens == NULL)
    g_assert_error (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAUTHENTICATED);
  return tokens;
}

static void
test_sign_in (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, TRUE);
  guint status = 0;
  g_autofree char *reply = quiet_server_ask (
    server, "POST", "/api/v1/auth/login", NULL,
    "{\"email\":\"Marie@Example.org\",\"password\":\"" QUIET_SERVER_PASSWORD "\"}", &status);
  g_autofree char *token = quiet_server_read (reply, "access_token");
  g_autofree char *role = quiet_server_read (reply, "user.role");
  g_autofree char *user = quiet_server_read (reply, "user.id");
  g_autofree char *seconds = quiet_server_read (reply, "expires_in");

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (role, ==, "owner");
  g_assert_cmpstr (user, ==, id);
  g_assert_cmpstr (seconds, ==, "1800");
  assert_status (server, "GET", ASK, token, NULL, 200);
  server->now += 1799 * SECOND;
  assert_status (server, "GET", ASK, token, NULL, 200);
  server->now += SECOND;
  assert_status (server, "GET", ASK, token, NULL, 401);
}

/* Nothing of a token can be found in the database. */
static void
test_nothing_kept (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) tokens = sign_in (server, NULL);
  g_autofree char *digest = salon_secret_digest (tokens->refresh);
  g_autofree char *kept =
    fixture_read_text (server->owner, "SELECT digest FROM salon.refresh_tokens");

  g_assert_cmpstr (kept, ==, digest);
}

static void
test_rotation (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) first = sign_in (server, NULL);
  g_autoptr (SalonServerTokens) second = refresh (server, first->refresh, NULL);
  g_autoptr (SalonServerTokens) third = NULL;

  g_assert_nonnull (second);
  g_assert_cmpstr (first->refresh, !=, second->refresh);
  g_assert_cmpstr (first->access, !=, second->access);
  third = refresh (server, second->refresh, NULL);
  g_assert_nonnull (third);
  assert_status (server, "GET", ASK, third->access, NULL, 200);
}

/* Two have it: neither may go on, and what both were given is worth nothing from that moment. */
static void
test_reuse (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) first = sign_in (server, NULL);
  g_autoptr (SalonServerTokens) other = sign_in (server, NULL);
  g_autoptr (SalonServerTokens) second = refresh (server, first->refresh, NULL);

  g_assert_null (refresh (server, first->refresh, NULL));
  g_assert_null (refresh (server, second->refresh, NULL));
  assert_status (server, "GET", ASK, first->access, NULL, 401);
  assert_status (server, "GET", ASK, second->access, NULL, 401);
  /* Another sign-in of hers is another matter. */
  assert_status (server, "GET", ASK, other->access, NULL, 200);
}

/* A desk that did not hear the answer asks again, and goes on as if it had. */
static void
test_lost_answer (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) first = sign_in (server, DEVICE);
  g_autoptr (SalonServerTokens) lost = refresh (server, first->refresh, DEVICE);
  g_autoptr (SalonServerTokens) again = NULL;
  g_autoptr (SalonServerTokens) next = NULL;

  server->now += 59 * SECOND;
  again = refresh (server, first->refresh, DEVICE);
  g_assert_cmpstr (again->refresh, ==, lost->refresh);
  next = refresh (server, again->refresh, DEVICE);
  g_assert_nonnull (next);
  /* The successor is spent: whoever brings the first now did not get it from there. */
  g_assert_null (refresh (server, first->refresh, DEVICE));
  g_assert_null (refresh (server, next->refresh, DEVICE));
}

static void
test_grace_ends (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) late = sign_in (server, DEVICE);
  g_autoptr (SalonServerTokens) stolen = sign_in (server, DEVICE);
  g_autoptr (SalonServerTokens) one = refresh (server, late->refresh, DEVICE);
  g_autoptr (SalonServerTokens) two = refresh (server, stolen->refresh, DEVICE);

  g_assert_null (refresh (server, stolen->refresh, "another desk"));
  g_assert_null (refresh (server, two->refresh, DEVICE));
  server->now += 60 * SECOND;
  g_assert_null (refresh (server, late->refresh, DEVICE));
  g_assert_null (refresh (server, one->refresh, DEVICE));
}

static void
test_idle (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) tokens = sign_in (server, NULL);
  g_autoptr (SalonServerTokens) idle = sign_in (server, NULL);

  /* One that is used goes on for ninety days, and no longer. */
  for (int day = 20; day < 90; day += 20)
    {
      SalonServerTokens *next;

      server->now += 20 * DAY;
      next = refresh (server, tokens->refresh, NULL);
      g_assert_nonnull (next);
      salon_server_tokens_free (tokens);
      tokens = next;
      if (day == 40)
        g_assert_null (refresh (server, idle->refresh, NULL));
    }
  server->now = QUIET_SERVER_NOW + 90 * DAY;
  g_assert_null (refresh (server, tokens->refresh, NULL));
}

static void
test_sign_out (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) tokens = sign_in (server, NULL);
  g_autofree char *body = g_strdup_printf ("{\"refresh_token\":\"%s\"}", tokens->refresh);

  assert_status (server, "GET", ASK, tokens->access, NULL, 200);
  assert_status (server, "POST", "/api/v1/auth/logout", NULL, body, 204);
  assert_status (server, "GET", ASK, tokens->access, NULL, 401);
  assert_status (server, "POST", "/api/v1/auth/refresh", NULL, body, 401);
  assert_status (server, "POST", "/api/v1/auth/logout", NULL, body, 204);
  assert_status (server, "POST", "/api/v1/auth/logout", NULL, "{\"refresh_token\":\"x\"}", 204);
}

/* Rights are those of this moment, not those of the token. */
static void
test_rights_change (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, TRUE);
  g_autoptr (SalonServerTokens) tokens = sign_in (server, NULL);

  assert_status (server, "GET", "/api/v1/admin/stats", tokens->access, NULL, 200);
  fixture_execute (server->owner, "UPDATE users SET is_superuser = FALSE");
  assert_status (server, "GET", "/api/v1/admin/stats", tokens->access, NULL, 403);
  fixture_execute (server->owner, "UPDATE users SET is_active = FALSE");
  assert_status (server, "GET", ASK, tokens->access, NULL, 401);
  g_assert_null (refresh (server, tokens->refresh, NULL));
  fixture_execute (server->owner, "DELETE FROM users");
  assert_status (server, "GET", ASK, tokens->access, NULL, 401);
}

typedef struct
{
  QuietServer *server;
  const char *token;
  const char *device;
  char *successor;
} Racer;

static gpointer
race (gpointer user_data)
{
  Racer *racer = user_data;
  g_autoptr (SalonServerContext) context = quiet_server_new_context (racer->server);
  g_autoptr (SalonServerTokens) tokens =
    salon_server_sign_in_refresh (context, racer->token, racer->device, NULL);

  racer->successor = tokens != NULL ? g_strdup (tokens->refresh) : NULL;
  return NULL;
}

static guint
run_race (QuietServer *server, const char *token, const char *device, GHashTable *successors)
{
  Racer racers[8];
  GThread *threads[G_N_ELEMENTS (racers)];
  guint n_renewed = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      racers[i] = (Racer) { server, token, device, NULL };
      threads[i] = g_thread_new ("race", race, &racers[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      g_thread_join (threads[i]);
      if (racers[i].successor == NULL)
        continue;
      n_renewed++;
      g_hash_table_add (successors, racers[i].successor);
    }
  return n_renewed;
}

/* One device that asks eight times at once gets one successor; of eight strangers one is first, and then
 * the sign-in is over for all of them. */
static void
test_races (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);

  for (int round = 0; round < 5; round++)
    {
      g_autoptr (SalonServerTokens) own = sign_in (server, DEVICE);
      g_autoptr (SalonServerTokens) strange = sign_in (server, NULL);
      g_autoptr (GHashTable) same = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (GHashTable) other = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_cmpuint (run_race (server, own->refresh, DEVICE, same), ==, 8);
      g_assert_cmpuint (g_hash_table_size (same), ==, 1);
      run_race (server, strange->refresh, NULL, other);
      g_assert_cmpuint (g_hash_table_size (other), <=, 1);
      assert_status (server, "GET", ASK, own->access, NULL, 200);
      assert_status (server, "GET", ASK, strange->access, NULL, 401);
    }
}

static char *
log_in (QuietServer *server, const char *email, const char *password, guint *status)
{
  g_autofree char *body =
    g_strdup_printf ("{\"email\":\"%s\",\"password\":\"%s\"}", email, password);

  return quiet_server_ask (server, "POST", "/api/v1/auth/login", NULL, body, status);
}

/* Whoever has no account, a wrong password or one that was switched off is told the same, word for word,
 * after the same work. */
static void
test_nobody_told_apart (void)
{
  static const char *const tries[][2] = {
    { EMAIL, "not the password" },
    { "nobody@example.org", "not the password" },
    { "off@example.org", QUIET_SERVER_PASSWORD },
    { "broken@example.org", QUIET_SERVER_PASSWORD },
    { "' OR '1'='1", "' OR '1'='1" },
  };
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autofree char *off = quiet_server_add_user (server, "off@example.org", FALSE);
  g_autofree char *expected = NULL;

  fixture_execute (server->owner,
                   "UPDATE users SET is_active = FALSE WHERE email = 'off@example.org';"
                   "INSERT INTO users (email, hashed_password) VALUES ('broken@example.org', '')");
  for (gsize i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      guint64 before = salon_server_sign_in_get_n_computed (server->shared.sign_in);
      guint status = 0;
      g_autofree char *reply = log_in (server, tries[i][0], tries[i][1], &status);

      g_assert_cmpuint (status, ==, 401);
      g_assert_cmpuint (salon_server_sign_in_get_n_computed (server->shared.sign_in), ==,
                        before + 1);
      if (expected == NULL)
        expected = g_strdup (reply);
      g_assert_cmpstr (reply, ==, expected);
    }
}

/* A list of passwords comes to its end after ten, from wherever it is tried; the right one does not help
 * then, and nothing is computed for it. */
static void
test_brute_force (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  guint status = 0;
  guint64 computed;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *address = g_strdup_printf ("198.51.100.%u", i);
      g_autofree char *reply = NULL;

      server->address = address;
      /* Slowly, so that the limit of everybody together is not what stops it. */
      server->now += SECOND;
      reply = log_in (server, EMAIL, i == 150 ? QUIET_SERVER_PASSWORD : "wrong", &status);
      g_assert_cmpuint (status, !=, 200);
    }
  computed = salon_server_sign_in_get_n_computed (server->shared.sign_in);
  g_assert_cmpuint (computed, >=, 10);
  g_assert_cmpuint (computed, <=, 14);
  server->now += 60 * SECOND;
  server->address = "192.0.2.7";
  g_clear_pointer (&id, g_free);
  id = log_in (server, EMAIL, QUIET_SERVER_PASSWORD, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* Nobody can keep her out of her own desk by trying to be her elsewhere; nor is a desk's own list of
 * passwords without an end. */
static void
test_own_desk (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) before = sign_in (server, DEVICE);
  g_autoptr (SalonServerTokens) after = NULL;
  guint n_limited = 0;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
        salon_server_sign_in_begin (server->context, EMAIL, "wrong", i % 2 ? "x" : NULL, &error));
    }
  after = sign_in (server, DEVICE);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (salon_server_sign_in_begin (server->context, EMAIL, "wrong", DEVICE, &error));
      n_limited += g_error_matches (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_TOO_MANY);
    }
  g_assert_cmpuint (n_limited, ==, 11);
}

/* What counts as an attempt and costs no password. */
static guint
knock (QuietServer *server)
{
  guint status = 0;
  g_autofree char *reply =
    quiet_server_ask (server, "POST", "/api/v1/auth/login", NULL, "{}", &status);

  return status;
}

/* How many of a crowd, each from an address of her own, were sent away. */
static guint
crowd (QuietServer *server, guint n)
{
  guint n_limited = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *address = g_strdup_printf ("198.51.100.%u", i);

      server->address = address;
      n_limited += knock (server) == 429;
    }
  return n_limited;
}

/* A crowd of strangers at the door does not keep her out who has been in before, from that address and for
 * thirty days; nor may that address try without end. */
static void
test_crowd (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  const char *home = server->address;
  g_autofree char *id = quiet_server_add_user (server, EMAIL, TRUE);
  guint status = 0, n_limited = 0;
  g_autofree char *before = log_in (server, EMAIL, QUIET_SERVER_PASSWORD, &status);
  g_autofree char *stranger = NULL, *after = NULL, *late = NULL;

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (crowd (server, 80), ==, 21);
  server->address = "203.0.113.9";
  stranger = log_in (server, EMAIL, QUIET_SERVER_PASSWORD, &status);
  g_assert_cmpuint (status, ==, 429);
  server->address = home;
  after = log_in (server, EMAIL, QUIET_SERVER_PASSWORD, &status);
  g_assert_cmpuint (status, ==, 200);
  for (guint i = 0; i < 20; i++)
    n_limited += knock (server) == 429;
  g_assert_cmpuint (n_limited, ==, 12);

  server->now += 31 * DAY;
  g_assert_cmpuint (crowd (server, 80), ==, 20);
  server->address = home;
  late = log_in (server, EMAIL, QUIET_SERVER_PASSWORD, &status);
  g_assert_cmpuint (status, ==, 429);
}

/* One address that goes through many accounts. */
static void
test_spraying (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  guint n_limited = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *email = g_strdup_printf ("user%u@example.org", i);
      guint status = 0;
      g_autofree char *reply = log_in (server, email, "wrong", &status);

      n_limited += status == 429;
    }
  g_assert_cmpuint (n_limited, ==, 20);
}

static void
test_limit_headers (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  const char *body = "{\"refresh_token\":\"x\"}";

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (SalonServerResponse) response =
        quiet_server_ask_with (server, server->context, "POST", "/api/v1/auth/logout", NULL, body);
      g_autofree char *state = g_strdup_printf ("\"refresh\";r=%u;t=%u", 29 - i, 2 * (i + 1));

      g_assert_cmpuint (response->status, ==, 204);
      g_assert_cmpstr (salon_server_response_get_header (response, "RateLimit-Policy"), ==,
                       "\"refresh\";q=30;w=60");
      g_assert_cmpstr (salon_server_response_get_header (response, "RateLimit"), ==, state);
    }
  {
    g_autoptr (SalonServerResponse) response =
      quiet_server_ask_with (server, server->context, "POST", "/api/v1/auth/logout", NULL, body);

    g_assert_cmpuint (response->status, ==, 429);
    g_assert_cmpstr (salon_server_response_get_header (response, "Retry-After"), ==, "2");
  }
}

/* What a stranger can send in Authorization, and in a token that is signed as it should be. */
static void
test_forged (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, TRUE);
  g_autoptr (SalonServerTokens) tokens = sign_in (server, NULL);
  g_autoptr (SalonJwtKeys) keys = salon_jwt_keys_new (QUIET_SERVER_SECRET, NULL);
  SalonJwtClaims claims = {
    .subject = id,
    .id = (char *) "j",
    .session = (char *) "00000000-0000-4000-8000-000000000000",
    .issued_at = QUIET_SERVER_NOW / SECOND,
    .expires_at = QUIET_SERVER_NOW / SECOND + 60,
  };
  g_autofree char *no_sign_in = salon_jwt_sign (keys, &claims);
  g_autofree char *other_user = NULL;
  const char *const values[] = {
    "",
    "Bearer",
    "Bearer ",
    "Basic bWFyaWU6eA==",
    "bearer  ",
    "null",
    "Bearer null",
    "Bearer undefined",
    "Bearer ' OR 1=1 --",
    "Bearer ..",
    "Bearer a.b.c",
  };

  claims.session = tokens->principal.family;
  claims.subject = (char *) "00000000-0000-4000-8000-000000000000";
  other_user = salon_jwt_sign (keys, &claims);
  assert_status (server, "GET", ASK, no_sign_in, NULL, 401);
  assert_status (server, "GET", ASK, other_user, NULL, 401);
  assert_status (server, "GET", ASK, tokens->refresh, NULL, 401);
  assert_status (server, "GET", ASK, NULL, NULL, 401);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *headers[] = { "authorization", values[i], NULL };
      g_autoptr (SalonServerResponse) response =
        quiet_server_ask_with (server, server->context, "GET", ASK, headers, NULL);

      g_assert_cmpuint (response->status, ==, 401);
      g_assert_cmpstr (salon_server_response_get_header (response, "WWW-Authenticate"), ==,
                       "Bearer");
    }
}

/* What cannot be looked up is refused. */
static void
test_fails_closed (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, TRUE);
  g_autoptr (SalonServerTokens) tokens = sign_in (server, NULL);

  fixture_execute (server->owner, "ALTER TABLE salon.sign_ins RENAME TO hidden");
  assert_status (server, "GET", ASK, tokens->access, NULL, 503);
  assert_status (server, "GET", "/api/v1/admin/bookings", tokens->access, NULL, 503);
  assert_status (server, "PUT", "/api/v1/admin/services/x", tokens->access, "{}", 503);
  fixture_execute (server->owner, "ALTER TABLE salon.hidden RENAME TO sign_ins");
  assert_status (server, "GET", ASK, tokens->access, NULL, 200);
}

/* Where only reading follows, who she is comes with what is read: she is refused all the same, before it is said
 * what is wrong with her question and whatever it would have found. */
static void
test_reading_is_judged (void)
{
  static const char *const targets[] = {
    "bookings?day=2026-03-12",
    "bookings",
    "clients?q=marie",
    "clients/00000000-0000-4000-8000-000000000001",
    "clients/x",
    "availabilities",
    "blocked-dates",
    "gift-cards",
    "payments",
    "payments?limit=x",
    "services",
    "stats",
    "stats?from=2026-03-12",
    "payments/attention",
  };
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *owner = quiet_server_add_user (server, EMAIL, TRUE);
  g_autoptr (SalonServerTokens) ended = sign_in (server, NULL);
  g_autoptr (SalonServerTokens) other = sign_in (server, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_server_sign_in_end (server->context, ended->refresh, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *target = g_strconcat ("/api/v1/admin/", targets[i], NULL);
      guint before = 0, after = 0;
      g_autofree char *seen = NULL, *refused = NULL, *again = NULL;

      seen = quiet_server_ask (server, "GET", target, other->access, NULL, &before);
      refused = quiet_server_ask (server, "GET", target, ended->access, NULL, &after);
      g_test_message ("%s: %u, %u", target, before, after);
      g_assert_true (before == 200 || before == 404 || before == 422);
      g_assert_cmpuint (after, ==, 401);
      g_assert_nonnull (strstr (refused, "Please sign in again."));
      /* Nothing of it stays with the thread. */
      again = quiet_server_ask (server, "GET", target, other->access, NULL, &after);
      g_assert_cmpuint (after, ==, before);
      g_assert_cmpstr (again, ==, seen);
    }
}

/* An owner's figures are not for others, though they are read before it is known who asks. */
static void
test_reading_has_its_role (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, FALSE);
  g_autoptr (SalonServerTokens) tokens = sign_in (server, NULL);

  assert_status (server, "GET", "/api/v1/admin/stats", tokens->access, NULL, 403);
  assert_status (server, "GET", "/api/v1/admin/stats?from=2026-03-12", tokens->access, NULL, 403);
  assert_status (server, "GET", "/api/v1/admin/payments", tokens->access, NULL, 403);
  assert_status (server, "GET", "/api/v1/admin/bookings?day=2026-03-12", tokens->access, NULL, 200);
}

static void
test_add_user (void)
{
  g_autoptr (QuietServer) server = quiet_server_new (postgres, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonServerTokens) before = NULL;
  g_autoptr (SalonServerTokens) after = NULL;

  g_assert_true (salon_server_add_user (server->owner, " Marie@Example.org ", "Marie", TRUE,
                                        QUIET_SERVER_PASSWORD, &error));
  g_assert_no_error (error);
  before = sign_in (server, NULL);
  g_assert_cmpint (before->principal.role, ==, SALON_SERVER_ROLE_OWNER);
  g_assert_cmpstr (before->principal.name, ==, "Marie");

  /* A new password ends what was begun with the old one; who she is stays. */
  g_assert_true (
    salon_server_add_user (server->owner, EMAIL, NULL, FALSE, QUIET_SERVER_PASSWORD, &error));
  g_assert_cmpint (fixture_read_int (server->owner, "SELECT count (*) FROM users"), ==, 1);
  assert_status (server, "GET", ASK, before->access, NULL, 401);
  after = sign_in (server, NULL);
  g_assert_cmpint (after->principal.role, ==, SALON_SERVER_ROLE_ADMIN);
  g_assert_cmpstr (after->principal.name, ==, "Marie");

  g_assert_false (salon_server_add_user (server->owner, EMAIL, NULL, FALSE, "short", &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_clear_error (&error);
  g_assert_false (
    salon_server_add_user (server->owner, "marie", NULL, FALSE, QUIET_SERVER_PASSWORD, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
}

/* Nobody can sign in where there is no secret, and nothing else is hurt by it. */
static void
test_without_secret (void)
{
  static const char *const settings[] = { "SECRET_KEY", "", NULL };
  g_autoptr (QuietServer) server = quiet_server_new (postgres, settings);
  g_autofree char *id = quiet_server_add_user (server, EMAIL, TRUE);
  guint status = 0;
  g_autofree char *reply = log_in (server, EMAIL, QUIET_SERVER_PASSWORD, &status);

  g_assert_cmpuint (status, ==, 503);
  assert_status (server, "GET", ASK, "a.b.c", NULL, 503);
  assert_status (server, "GET", "/health/live", NULL, NULL, 200);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();

  g_test_add_func ("/salon/server-sign-in/opens-until-it-ends", test_sign_in);
  g_test_add_func ("/salon/server-sign-in/only-digests-are-kept", test_nothing_kept);
  g_test_add_func ("/salon/server-sign-in/refresh-token-is-good-once", test_rotation);
  g_test_add_func ("/salon/server-sign-in/reuse-ends-the-sign-in", test_reuse);
  g_test_add_func ("/salon/server-sign-in/lost-answer-is-given-again", test_lost_answer);
  g_test_add_func ("/salon/server-sign-in/grace-is-for-one-device-and-a-minute", test_grace_ends);
  g_test_add_func ("/salon/server-sign-in/ends-when-idle-and-after-ninety-days", test_idle);
  g_test_add_func ("/salon/server-sign-in/sign-out-ends-it-at-once", test_sign_out);
  g_test_add_func ("/salon/server-sign-in/rights-are-those-of-now", test_rights_change);
  g_test_add_func ("/salon/server-sign-in/races-have-one-successor", test_races);
  g_test_add_func ("/salon/server-sign-in/nobody-is-told-apart", test_nobody_told_apart);
  g_test_add_func ("/salon/server-sign-in/brute-force-is-stopped", test_brute_force);
  g_test_add_func ("/salon/server-sign-in/nobody-is-kept-out-of-her-desk", test_own_desk);
  g_test_add_func ("/salon/server-sign-in/spraying-is-stopped", test_spraying);
  g_test_add_func ("/salon/server-sign-in/a-crowd-keeps-nobody-out-who-was-in", test_crowd);
  g_test_add_func ("/salon/server-sign-in/limits-are-told", test_limit_headers);
  g_test_add_func ("/salon/server-sign-in/forged-is-refused", test_forged);
  g_test_add_func ("/salon/server-sign-in/fails-closed", test_fails_closed);
  g_test_add_func ("/salon/server-sign-in/what-is-read-is-judged-before-it-is-told",
                   test_reading_is_judged);
  g_test_add_func ("/salon/server-sign-in/what-is-read-has-its-role", test_reading_has_its_role);
  g_test_add_func ("/salon/server-sign-in/user-is-added-and-changed", test_add_user);
  g_test_add_func ("/salon/server-sign-in/without-secret-nobody-signs-in", test_without_secret);

  result = g_test_run ();
  g_clear_pointer (&postgres, postgres_fixture_free);
  return result;
}
