/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a salon's file comes to the form that this program knows.
 *
 * The numbered files in migrations/ are compiled in. The header of the file holds two numbers:
 * `application_id` says that it is a salon's, `user_version` how many migrations it has seen. Each
 * migration and its number are one transaction, so a file is always at a whole version.
 *
 * A migration that has been released never changes.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* "Sern" */
#define SALON_APPLICATION_ID 0x5365726e

/* The version that a file has after every migration. */
int salon_migration_get_latest (void);
/* The text of migration @version, 1 … latest. Transfer none. */
const char *salon_migration_get_sql (int version);

/* Is it a salon's file, or an empty one? Reads, and changes nothing. Fails with CORRUPT (another
 * program's file, or damaged) or NEWER. */
gboolean salon_migration_inspect (sqlite3 *database, GError **error);
/* Brings the file to @version, at most the latest; does nothing when it is there. */
gboolean salon_migration_run (sqlite3 *database, int version, GError **error);

G_END_DECLS
