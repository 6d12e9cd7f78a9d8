/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A shared salon to be tortured: a PostgreSQL of its own, a bad network before it, desks that are
 * programs of their own (device.c), and the judge (check-history.py) over what is left.
 *
 * Waits are bounded: what has not come after a minute (with SALON_LONG: after half an hour) fails the
 * test, with the words of all desks.
 */
#pragma once

#include "fault-proxy.h"
#include "postgres-fixture.h"

G_BEGIN_DECLS

/* Who signs in: somebody with the rights of a desk and no others. */
#define TORTURE_DESK_ROLE "desk"

typedef struct
{
  guint32 seed;
  GRand *random;
  char *folder;
  PostgresFixture *postgres; /* the program's: each salon has a database of its own */
  char *database;
  FaultProxy *proxy;
  GPtrArray *devices; /* of TortureDevice */
} TortureSalon;

typedef struct
{
  TortureSalon *salon;
  char *name;
  char *file;
  char *log;
  /* For its next start. */
  gboolean opens;    /* brings the salon's first rows; the others join */
  int n_days;        /* that are booked */
  gboolean patient;  /* as patient as the program itself, which takes long */
  int burst;         /* connects anew after so many changes */
  const char *plant; /* a bug of planted-remote.h; NULL: none */
  /* Of the running program. */
  GSubprocess *process; /* NULL: not running */
  GDataInputStream *lines;
  GCancellable *listening; /* cancelled when it is gone: then what it said last is heard no more */
  char *status;            /* "up-to-date" … as it said last */
  gboolean is_done;
  guint n_starts;
} TortureDevice;

/* For g_test_add(), with the PostgresFixture. Prints the seed; SALON_SEED in the environment sets it. */
void torture_salon_set_up (TortureSalon *self, gconstpointer postgres);
void torture_salon_tear_down (TortureSalon *self, gconstpointer postgres);
/* As the owner of the database, and not through the bad network. */
SalonConnection *torture_salon_connect (TortureSalon *self);

/* A new desk, with a file that does not exist yet. The first one opens the salon. */
TortureDevice *torture_salon_add_device (TortureSalon *self);
void torture_device_start (TortureDevice *self);
/* Orders @n_changes more of a running desk. */
void torture_device_work (TortureDevice *self, int n_changes);
/* How many changes it has told of in its log. */
guint torture_device_count_told (TortureDevice *self);
void torture_device_kill (TortureDevice *self);
/* It ends by itself, and well. */
void torture_device_quit (TortureDevice *self);

/* Lets the desks run until @is_so. */
typedef gboolean (*TortureCondition) (gpointer data);
void torture_salon_await (TortureSalon *self, TortureCondition is_so, gpointer data);
/* Lets them run for so long. */
void torture_salon_pass (TortureSalon *self, int milliseconds);
gboolean torture_device_is_done (gpointer device);
gboolean torture_device_is_up_to_date (gpointer device);
gboolean torture_device_is_offline (gpointer device);
/* All changes made, all sent, and all that is on the server read by all. */
gboolean torture_salon_is_at_rest (gpointer salon);

/* Ends the desks, and asks the judge about their files and the server. Transfer full: what it says;
 * @is_well: that it found nothing. */
char *torture_salon_judge (TortureSalon *self, gboolean *is_well);
/* Waits for rest on a network without faults, and the judge finds nothing. */
void torture_salon_assert_is_well (TortureSalon *self);

G_END_DECLS
