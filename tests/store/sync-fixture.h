/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two desks and the salon that they share, all in step at the beginning; each keeps its own file. */
#pragma once

#include "shared-salon.h"
#include "store-fixture.h"

G_BEGIN_DECLS

#define SYNC_REMOTE "postgresql://marie@salon.example/salon"

typedef struct
{
  StoreFixture here;
  StoreFixture there;
  SharedSalon *shared;
} SyncFixture;

/* For g_test_add(); @unused is its data. Both have joined, and hold nothing but the staff. */
void sync_fixture_set_up (SyncFixture *self, gconstpointer unused);
void sync_fixture_tear_down (SyncFixture *self, gconstpointer unused);

/* A row is written here, sent, and known there too. Takes @row. */
void sync_fixture_seed (SyncFixture *self, const char *table, JsonObject *row);

/* Makes a change, asserts that it is applied, and returns its number. @text NULL sets null. */
gint64 sync_fixture_set (StoreFixture *file,
                         const char *table,
                         const char *id,
                         const char *column,
                         const char *text);
gint64
sync_fixture_insert (StoreFixture *file, const char *table, JsonObject *row); /* takes @row */
gint64 sync_fixture_delete (StoreFixture *file, const char *table, const char *id);

/* The text of a column of the row that is shown; NULL when there is no row. Transfer full. */
char *sync_fixture_get (StoreFixture *file, const char *table, const char *id, const char *column);
#define assert_shown(file, table, id, column, expected)                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *shown_text = sync_fixture_get (file, table, id, column);                      \
    g_assert_cmpstr (shown_text, ==, expected);                                                    \
  }                                                                                                \
  G_STMT_END

/* Sends what waits, and has the answers without taking them. Transfer full. */
GPtrArray *sync_fixture_push (SyncFixture *self, StoreFixture *file);
/* Takes them, and returns what is shown otherwise. Transfer full. */
SalonChange *sync_fixture_take (StoreFixture *file, GPtrArray *answers);
/* One page of everything that is new; what is shown otherwise. Transfer full. */
SalonChange *sync_fixture_pull (SyncFixture *self, StoreFixture *file);
/* Answers and pages that a test writes by itself. Transfer full. */
GPtrArray *sync_fixture_answers (const char *json);

/* "change code" of each review of @file, its number first. Transfer full. */
char *sync_fixture_list_reviews (StoreFixture *file);
gint64 sync_fixture_count (StoreFixture *file, const char *table);

G_END_DECLS
