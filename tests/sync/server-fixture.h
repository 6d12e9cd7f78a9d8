/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real server program on a salon in the private PostgreSQL, with an owner who has signed in, and
 * remotes that use it. Everything here asserts that it succeeds.
 */
#pragma once

#include "postgres-fixture.h"
#include "sync/salon-rest-remote.h"

G_BEGIN_DECLS

#define SERVER_FIXTURE_EMAIL "owner@salon.example"
#define SERVER_FIXTURE_PASSWORD "un mot de passe"

typedef struct
{
  PostgresFixture *postgres;
  char *database;
  GSubprocess *process; /* NULL: it does not run */
  guint port;           /* the same again, once it has run */
  char *address;
  char **environment; /* nullable: more for the server, which then has a worker too; borrowed */
} ServerFixture;

/* What a desk's keyring holds. */
typedef struct
{
  char *token;
  guint n_kept;
} ServerFixtureKeyring;

void server_fixture_set_up (ServerFixture *self, PostgresFixture *postgres);
/* As set_up. @environment: "NAME=VALUE", as long as the fixture is */
void
server_fixture_set_up_with (ServerFixture *self, PostgresFixture *postgres, char **environment);
void server_fixture_tear_down (ServerFixture *self);
/* Where it listened before; what was signed with another @secret is worth nothing. */
void server_fixture_start (ServerFixture *self, const char *secret);
/* As a crash does. */
void server_fixture_kill (ServerFixture *self);
/* Borrowed by what it makes. */
SalonRestSignIn *server_fixture_make_sign_in (ServerFixtureKeyring *keyring);
void server_fixture_clear_keyring (ServerFixtureKeyring *keyring);
/* Signs in with e-mail and password; transfer full. */
SalonRemote *server_fixture_make_remote (ServerFixture *self, ServerFixtureKeyring *keyring);

G_END_DECLS
