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
} StoreFixture;

/* For g_test_add(); @unused is its data. */
void store_fixture_set_up (StoreFixture *self, gconstpointer unused);
void store_fixture_tear_down (StoreFixture *self, gconstpointer unused);
void store_fixture_reopen (StoreFixture *self);

/* A connection of its own, as another program has it. */
sqlite3 *store_fixture_connect (StoreFixture *self);
/* Runs @sql on such a connection; the extended result code. */
int store_fixture_execute (StoreFixture *self, const char *sql);
gint64 store_fixture_read_int (StoreFixture *self, const char *sql);
char *store_fixture_read_text (StoreFixture *self, const char *sql);
/* Removes the file with its log and index, as before the first start. The store must be closed. */
void store_fixture_remove_file (StoreFixture *self);

G_END_DECLS
