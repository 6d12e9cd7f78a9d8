/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server without sockets, on a salon of its own in the private PostgreSQL: requests are handed to it as
 * values, and its clock stands where the test puts it. Everything here asserts that it succeeds.
 */
#pragma once

#include "postgres-fixture.h"
#include "server/salon-server-context.h"
#include "server/salon-server-request.h"
#include "server/salon-server-response.h"

G_BEGIN_DECLS

#define QUIET_SERVER_SECRET "0123456789abcdef0123456789abcdef"
/* 2026-03-10 08:00 UTC, a Tuesday. */
#define QUIET_SERVER_NOW G_GINT64_CONSTANT (1773129600000000)
#define QUIET_SERVER_PASSWORD "un mot de passe"

typedef struct
{
  char *database;
  SalonConnection *owner;
  SalonServerConfiguration *configuration;
  SalonServerShared shared;
  SalonServerContext *context;
  gint64 now;          /* microseconds; any thread may read it while none writes */
  const char *address; /* whom requests come from */
} QuietServer;

/* @settings: (nullable) (array zero-terminated=1): names and values of the environment, by turns */
QuietServer *quiet_server_new (PostgresFixture *postgres, const char *const *settings);
void quiet_server_free (QuietServer *self);
/* One more thread's. */
SalonServerContext *quiet_server_new_context (QuietServer *self);

/* Adds somebody whose hash is quick to compute. Transfer full: her id. */
char *quiet_server_add_user (QuietServer *self, const char *email, gboolean is_owner);
/* Signs her in with what the server itself would write. Transfer full: an access token. */
char *quiet_server_sign_in (QuietServer *self, const char *email);

/**
 * quiet_server_ask:
 * @target: path and query
 * @token: (nullable): for Authorization
 * @body: (nullable): JSON
 * @status: (out) (optional)
 *
 * Returns: (transfer full): the body of the answer
 */
char *quiet_server_ask (QuietServer *self,
                        const char *method,
                        const char *target,
                        const char *token,
                        const char *body,
                        guint *status);

/* The same with any headers, on the context of any thread; @headers by turns, NULL at the end. */
SalonServerResponse *quiet_server_ask_with (QuietServer *self,
                                            SalonServerContext *context,
                                            const char *method,
                                            const char *target,
                                            const char *const *headers,
                                            const char *body);
char *quiet_server_dup_body (const SalonServerResponse *response);

/* A member of a JSON object as text, "" when there is none: of "a.b", b in a. Transfer full. */
char *quiet_server_read (const char *json, const char *path);

#define assert_status(server, method, target, token, body, expected)                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint status_ = 0;                                                                             \
    g_autofree char *reply_ = quiet_server_ask (server, method, target, token, body, &status_);    \
    if (status_ != (expected))                                                                     \
      g_test_message ("%s %s: %s", method, target, reply_);                                        \
    g_assert_cmpuint (status_, ==, expected);                                                      \
  }                                                                                                \
  G_STMT_END

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QuietServer, quiet_server_free)

G_END_DECLS
