/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the remotes of fake-remote.c ask of the server that they share. With its lock held. */
#pragma once

#include "fake-remote.h"

G_BEGIN_DECLS

void fake_server_lock (FakeServer *self);
void fake_server_unlock (FakeServer *self);
/* Lets go of the lock meanwhile. FALSE: @end (monotonic; 0: never) has come. */
gboolean fake_server_wait (FakeServer *self, gint64 end);
void fake_server_broadcast (FakeServer *self);

const char *fake_server_get_generation (FakeServer *self);
/* Grows with every commit. */
guint64 fake_server_get_xid (FakeServer *self);
gsize fake_server_count_all (FakeServer *self);
/* The answers as JSON. */
char *fake_server_pull (FakeServer *self, const SalonCursor *cursor, guint max_rows);
char *fake_server_push (FakeServer *self, GPtrArray *changes);
/* Whole batches, parents first. Elements: SalonRowBatch. */
GPtrArray *fake_server_list_batches (FakeServer *self);

G_END_DECLS
