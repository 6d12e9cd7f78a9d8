/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the judge gets to read (check-history.py says in which form), and how far a file has come. */
#pragma once

#include "core/salon-feed.h"
#include "database/salon-connection.h"
#include "store/salon-store.h"

G_BEGIN_DECLS

/* Every synced row, what waits and what is up for review; one JSON object a line. */
char *torture_dump_to_text (SalonStore *store);
/* The same of a salon's file, and whether it is whole. Nobody else may have it open. */
void torture_dump_write_file (const char *salon, const char *path);
/* Every row in the wire form, and what was answered. */
void torture_dump_write_server (SalonConnection *connection, const char *path);

/* Where the feed ends now. */
void torture_dump_read_end (SalonConnection *connection, SalonCursor *end);
/* The first value; NULL when there is none. Looks at the file while its desk is at work. */
char *torture_dump_read_text (const char *salon, const char *sql);
/* Has the file sent all, and read up to @end? */
gboolean torture_dump_has_read (const char *salon, const SalonCursor *end);

G_END_DECLS
