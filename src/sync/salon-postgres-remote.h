/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A shared salon in a PostgreSQL of one's own: SalonRemote over one connection. All that it knows is
 * in src/database/; here an error of a database becomes what the owner can do about it.
 */
#pragma once

#include "database/salon-connection-settings.h"
#include "salon-remote.h"

G_BEGIN_DECLS

#define SALON_TYPE_POSTGRES_REMOTE (salon_postgres_remote_get_type ())
G_DECLARE_FINAL_TYPE (SalonPostgresRemote, salon_postgres_remote, SALON, POSTGRES_REMOTE, GObject)

/* @settings: copied */
SalonPostgresRemote *salon_postgres_remote_new (const SalonConnectionSettings *settings);

/* What SALON_DATABASE_ERROR is as SALON_SYNC_ERROR; another error is left as it is. @error: (transfer
 * full): and so is the result */
GError *salon_postgres_remote_translate (GError *error);

G_END_DECLS
