/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a shared salon is and who signs in there: at its database (how: salon-connection.h), or at a server
 * that stands before it (how: src/sync/salon-rest-remote.h).
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SALON_CONNECTION_DEFAULT_PORT 5432

#define SALON_TYPE_CONNECTION_SETTINGS (salon_connection_settings_get_type ())

/**
 * SalonConnectionSettings:
 * @address: "https://salon.example": the server; then there is no host, port or database, @user is an
 *   e-mail address, and @password what is shown of her: a password, or what came of it. %NULL: a database
 * @host: a name, an address, or a folder ("/run/postgresql") with the server's socket; %NULL is the
 *   socket where this computer's PostgreSQL has it
 * @port: 0 is the usual one
 * @database: %NULL is the one called as the user
 * @user: %NULL is called as the person at this computer
 * @password: nullable
 * @root_certificate: a file with the certificates to trust; %NULL trusts those the system trusts
 *
 * All strings belong to it.
 */
typedef struct
{
  char *address;
  char *host;
  int port;
  char *database;
  char *user;
  char *password;
  char *root_certificate;
} SalonConnectionSettings;

GType salon_connection_settings_get_type (void);
SalonConnectionSettings *salon_connection_settings_copy (const SalonConnectionSettings *self);
void salon_connection_settings_free (SalonConnectionSettings *self);

/**
 * salon_connection_settings_from_uri:
 * @uri: "postgresql://user:password@host:5432/database?sslrootcert=/file"; "postgres:" and the
 *   "postgresql+asyncpg:" of SQLAlchemy are the same. "?host=/folder" names a socket. Whatever else
 *   stands behind the question mark (sslmode too) is not taken over. "https://user@host:443/path" is a
 *   server; its "@" in the user is written "%40".
 *
 * Fails with %G_URI_ERROR.
 */
SalonConnectionSettings *salon_connection_settings_from_uri (const char *uri, GError **error);

/* Without the password. Read again it gives the same settings, so it may stand for the place. */
char *salon_connection_settings_to_uri (const SalonConnectionSettings *self);

/* Does it never leave this computer? */
gboolean salon_connection_settings_is_local (const SalonConnectionSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonConnectionSettings, salon_connection_settings_free)

G_END_DECLS
