/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a PostgreSQL database comes to the form that this program knows. README.md tells what the form
 * is and how a database of another program is adopted.
 *
 * The numbered files in migrations/ are compiled in. Each runs in one transaction together with its
 * line in salon.schema_migrations (version, name, sha256): a database is always at a whole version. A
 * line whose sum is another than that of the file here means that somebody changed history: refused.
 * Versions only grow. Runners that meet wait for one another (an advisory lock).
 *
 * A migration that has been released never changes.
 */
#pragma once

#include "salon-connection.h"

G_BEGIN_DECLS

/**
 * SalonDatabaseState:
 * @SALON_DATABASE_NOTHING: an empty database
 * @SALON_DATABASE_SEED: another program's, made from the schema that all programs of the salon know
 * @SALON_DATABASE_OURS: a salon, maybe at an older version
 * @SALON_DATABASE_NEWER: a salon at a version that this program does not know
 * @SALON_DATABASE_FOREIGN: something else is in it
 */
typedef enum
{
  SALON_DATABASE_NOTHING,
  SALON_DATABASE_SEED,
  SALON_DATABASE_OURS,
  SALON_DATABASE_NEWER,
  SALON_DATABASE_FOREIGN,
} SalonDatabaseState;

/* The version that a database has after every migration. */
int salon_migrator_get_latest (void);

/**
 * salon_migrator_inspect:
 * @version: (out): how many migrations it has seen; 0 unless it is OURS or NEWER
 *
 * What kind of database is it? Needs no right but to connect, and changes nothing.
 */
gboolean salon_migrator_inspect (SalonConnection *connection,
                                 SalonDatabaseState *state,
                                 int *version,
                                 GError **error);

/**
 * salon_migrator_check:
 *
 * Is the database one that a desk of this program can work with, at exactly its version? Fails with
 * NOT_PREPARED (empty, or another program's), OLDER, NEWER or FOREIGN.
 */
gboolean salon_migrator_check (SalonConnection *connection, GError **error);

/**
 * salon_migrator_run:
 * @version: the version to stop at, 0 for the latest
 *
 * Brings a database to @version, adopts it when it is another program's, and gives the desks their
 * rights; does only the last when it is there already. The user must own the database. Blocks: half
 * a second for an empty database, about a minute for one with 100 000 bookings to adopt.
 *
 * Fails with NEWER or FOREIGN without touching anything, with RIGHTS, and with BUSY when another
 * program holds a table for half a minute.
 */
gboolean salon_migrator_run (SalonConnection *connection,
                             int version,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
