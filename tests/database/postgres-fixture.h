/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PostgreSQL of this test program's own: the newest that is installed, on a socket in a folder of
 * its own, gone at the end. It never syncs to the disk (a killed server loses nothing by that, only a
 * killed computer would), and listens on no port unless it is asked to.
 *
 * The first program of a build folder makes a cluster (a second or two), the others copy it. Start
 * one server for a program, and give each test a database of its own.
 *
 * Everything here asserts that it succeeds: a missing PostgreSQL is a failed test.
 */
#pragma once

#include "database/salon-connection.h"

G_BEGIN_DECLS

/* Who may do everything; the server asks nobody for a password. */
#define POSTGRES_FIXTURE_OWNER "owner"

typedef struct _PostgresFixture PostgresFixture;

PostgresFixture *postgres_fixture_new (void);
/* Stops the server and removes its folder. */
void postgres_fixture_free (PostgresFixture *self);

/* Ends the server as a crash does ("immediate"): every connection breaks, what was committed stays. */
void postgres_fixture_crash (PostgresFixture *self);
/* Starts it where it was crashed; ready when this returns. */
void postgres_fixture_start (PostgresFixture *self);
/* Both. */
void postgres_fixture_restart (PostgresFixture *self);

/* Starts it anew with a port on this computer too (salon_connection_settings.port of its settings), where
 * it proves who it is with @certificate and @key: PEM files, of which it takes a copy. */
void postgres_fixture_listen (PostgresFixture *self, const char *certificate, const char *key);

/* The folder of the socket, for SalonConnectionSettings.host; the port is the usual one. */
const char *postgres_fixture_get_host (PostgresFixture *self);
/* 15, 17 … */
int postgres_fixture_get_major_version (PostgresFixture *self);
/* @user NULL is POSTGRES_FIXTURE_OWNER. Transfer full. */
SalonConnectionSettings *
postgres_fixture_dup_settings (PostgresFixture *self, const char *database, const char *user);
SalonConnection *
postgres_fixture_connect (PostgresFixture *self, const char *database, const char *user);

/* An empty database under a name that no other has. Transfer full. */
char *postgres_fixture_create_database (PostgresFixture *self);

/* The same with a whole salon in it, at the latest version and empty but for its member of staff. The
 * first takes as long as the migrations, the others are copies. */
char *postgres_fixture_create_salon (PostgresFixture *self);
/* A user who is a desk: a member of the role serenaia_desk and nothing else. There must be a salon. */
void postgres_fixture_create_desk (PostgresFixture *self, const char *user);

/* Runs @script in @database as the owner. */
void postgres_fixture_execute (PostgresFixture *self, const char *database, const char *script);

/* Asserts that it can be run. */
void fixture_execute (SalonConnection *connection, const char *script);
/* Asserts that it is refused with that SQLSTATE. */
void fixture_refuse (SalonConnection *connection, const char *script, const char *sqlstate);
/* The first value as text, "" for null. Transfer full. */
char *fixture_read_text (SalonConnection *connection, const char *sql);
gint64 fixture_read_int (SalonConnection *connection, const char *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostgresFixture, postgres_fixture_free)

G_END_DECLS
