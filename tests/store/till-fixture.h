/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payments on a StoreFixture, for the tests of the till's journal. */
#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

#define TILL_BOOKING 0x300

/* A booking of 12 March 2026 for €45. */
void till_fixture_book (StoreFixture *fixture);
/* A row of `payments` in the wire form; @reverses 0: none. Transfer full. */
JsonObject *till_fixture_payment (guint number,
                                  const char *method,
                                  const char *amount,
                                  gint64 at,
                                  guint reverses);
/* The same, paid at @at. */
void till_fixture_pay (StoreFixture *fixture,
                       guint number,
                       const char *method,
                       const char *amount,
                       gint64 at,
                       guint reverses);
/* Sets the setting @key to @json. */
void till_fixture_set (StoreFixture *fixture, const char *key, const char *json, gint64 at);
/* "number kind means amount" of every line, each followed by a newline; of an event its name. Transfer full. */
char *till_fixture_list (StoreFixture *fixture);

G_END_DECLS
