/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store in a folder of its own, and a second look at its file through plain SQLite. */
#pragma once

#include <sqlite3.h>

#include "store/salon-store.h"

G_BEGIN_DECLS

#define FIXTURE_STAFF_ID "00000000-0000-7000-8000-000000000001"
/* 2026-03-12T09:30:00Z */
#define FIXTURE_NOW G_GINT64_CONSTANT (1773307800)

typedef struct
{
  char *folder;
  char *path;
  SalonStore *store;
  sqlite3 *other; /* NULL until it is asked for */
} StoreFixture;

/* For g_test_add(); @unused is its data. */
void store_fixture_set_up (StoreFixture *self, gconstpointer unused);
void store_fixture_tear_down (StoreFixture *self, gconstpointer unused);
void store_fixture_reopen (StoreFixture *self);

/* A second connection, as another program has it. Made once, and closed with the store. */
sqlite3 *store_fixture_connect (StoreFixture *self);
/* Closes the store and the second connection. */
void store_fixture_close (StoreFixture *self);
/* Runs @sql on the second connection; the extended result code. */
int store_fixture_execute (StoreFixture *self, const char *sql);
gint64 store_fixture_read_int (StoreFixture *self, const char *sql);
char *store_fixture_read_text (StoreFixture *self, const char *sql);
/* Removes the file with its log and index, as before the first start. */
void store_fixture_remove_file (StoreFixture *self);

/* How often a random test tries: @often, or @long_run when SALON_LONG is set in the environment. */
int store_fixture_count (int often, int long_run);

/* "00000000-0000-7000-8000-" and @number in twelve hexadecimal digits. */
char *fixture_id (guint number);
/* Whole rows in the wire form. Transfer full. */
JsonObject *fixture_client (guint number, const char *name);
JsonObject *fixture_service (guint number, const char *name);
JsonObject *fixture_booking (guint number, const char *date, const char *time, int minutes);
/* A line of booking @booking. */
JsonObject *fixture_booking_service (guint number, guint booking, int position);

/* Changes of one edit. Transfer full. */
SalonChange *fixture_insert (const char *table, JsonObject *row, const char *label);
SalonChange *fixture_delete (const char *table, JsonObject *row, const char *label);
/* @column becomes @text, or null. */
SalonChange *fixture_update (const char *table,
                             JsonObject *row,
                             const char *column,
                             const char *text,
                             const char *label);
/* Takes @change, and asserts that it is applied. */
SalonChange *store_fixture_apply (StoreFixture *self, SalonChange *change);
/* Takes @change, and asserts that it is refused with @code and that nothing was written. */
void store_fixture_refuse (StoreFixture *self, SalonChange *change, int code);
/* Everything that a change may touch, as one text: to compare before and after. */
char *store_fixture_dump (StoreFixture *self);

G_END_DECLS
