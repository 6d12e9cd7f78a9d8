/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a shared salon is and who signs in there. Says nothing about how: see salon-connection.h. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SALON_CONNECTION_DEFAULT_PORT 5432

#define SALON_TYPE_CONNECTION_SETTINGS (salon_connection_settings_get_type ())

/**
 * SalonConnectionSettings:
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
 *   stands behind the question mark (sslmode too) is not taken over.
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
