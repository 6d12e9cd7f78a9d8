/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A shared salon in memory, for the tests of the file's side: it takes changes and answers them, tells
 * what is new, and can be read from the beginning, by the rules of the real one but for its fence. What
 * goes in and out is JSON, as on the wire.
 */
#pragma once

#include "core/salon-feed.h"
#include "store/salon-store-sync.h"

G_BEGIN_DECLS

typedef struct _SharedSalon SharedSalon;

SharedSalon *shared_salon_new (void);
void shared_salon_free (SharedSalon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SharedSalon, shared_salon_free)

/* Another generation of the same rows, as after a restore. */
void shared_salon_renew (SharedSalon *self);
const char *shared_salon_get_generation (SharedSalon *self);
/* Somebody at the server's own console writes (row NULL: deletes) without being asked anything. */
void shared_salon_write (SharedSalon *self, const char *table, const char *id, JsonObject *row);
/* NULL: there is none. Borrowed. */
JsonObject *shared_salon_find (SharedSalon *self, const char *table, const char *id);
/* Was change @seq of @device taken? */
gboolean shared_salon_has_applied (SharedSalon *self, const char *device, gint64 seq);

/* The JSON of the answers to @changes. Transfer full. */
char *shared_salon_push (SharedSalon *self, GPtrArray *changes);
/* The JSON of a page. Transfer full. */
char *shared_salon_pull (SharedSalon *self, const SalonCursor *cursor, guint max_rows);
void shared_salon_get_end (SharedSalon *self, SalonCursor *end);
/* All rows of @table; NULL when there is none. Transfer full. */
SalonRowBatch *shared_salon_read_table (SharedSalon *self, const SalonTable *table);
/* Every row, a line each, tables in order and rows by id. Transfer full. */
char *shared_salon_dump (SharedSalon *self);

/* The same of a file. */
char *shared_salon_dump_store (SalonStore *store);

/* What a sync thread does, each asserting that it succeeds. */
void shared_salon_read_everything (SharedSalon *self, SalonStore *store);
/* Pages of @max_rows, until there are no more. */
void shared_salon_pull_into (SharedSalon *self, SalonStore *store, guint max_rows);
/* Until nothing waits. */
void shared_salon_push_from (SharedSalon *self, SalonStore *store, guint max_changes);
/* Pull, push, pull. */
void shared_salon_sync (SharedSalon *self, SalonStore *store);

G_END_DECLS
