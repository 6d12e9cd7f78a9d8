/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A desk without a window: a salon's file with its worker, joined to a shared salon, and a sync that is
 * not started yet. Its pace is such that nothing happens by the passing of time: it polls once an
 * hour, and after a failure waits for an hour; what a test needs sooner, it says.
 */
#pragma once

#include "fake-remote.h"
#include "store-fixture.h"
#include "store/salon-store-sync.h"
#include "sync/salon-sync.h"

G_BEGIN_DECLS

#define DESK_HOUR_MS (60 * 60 * 1000)

typedef struct
{
  StoreFixture file; /* without a store: the worker has it */
  SalonWorker *worker;
  char *device;
  SalonRemote *shared; /* whatever it syncs with */
  FakeRemote *remote;  /* the same, when it is a fake one; else NULL */
  SalonSync *sync;
  SalonSyncPace pace;
  GPtrArray *pulled; /* the changes that "pulled" brought; NULL for "anything" */
} DeskFixture;

/* The server has the one member of staff that every file has, and nothing else. */
FakeServer *desk_fixture_make_server (void);
void desk_fixture_set_up (DeskFixture *self, FakeServer *server);
/* Takes @remote. */
void desk_fixture_set_up_with (DeskFixture *self, SalonRemote *remote);
/* The same for a file that has so many clients of its own, numbered from @first. */
void desk_fixture_set_up_sharing (DeskFixture *self,
                                  SalonRemote *remote,
                                  SalonShareMode mode,
                                  guint first,
                                  guint n_clients);
/* Stops, and asserts that the file is whole. */
void desk_fixture_tear_down (DeskFixture *self);

/* With the pace as it is now. */
void desk_fixture_start (DeskFixture *self);
/* Starts, and settles. */
void desk_fixture_start_and_settle (DeskFixture *self);
/* Comes back when there is nothing left to do, and asserts that it is shown so. With a fake remote. */
void desk_fixture_settle (DeskFixture *self);
/* Changes of one client. Transfer full. */
SalonChange *desk_fixture_new_client (guint number, const char *name, const char *label);
SalonChange *desk_fixture_rename_client (guint number, const char *before, const char *after);
/* Takes @change: saves it as the owner would, and wakes the sync. */
void desk_fixture_commit (DeskFixture *self, SalonChange *change);
gboolean desk_fixture_has_failure (DeskFixture *self, SalonSyncError code);

char *desk_fixture_dup_text (DeskFixture *self, const char *sql);
gint64 desk_fixture_read_int (DeskFixture *self, const char *sql);
/* Every row of every synced table, in one canonical text. */
char *desk_fixture_dump (DeskFixture *self);

G_END_DECLS
