/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A salon whose messages are sent: one in a file, or a shared one in PostgreSQL. Both have the same rows
 * and are asked in the same words, so that what holds for one ledger is shown for the other.
 *
 * Everything here asserts that it succeeds. SQL is written so that both understand it.
 */
#pragma once

#include "core/salon-message-ledger.h"
#include "database/salon-database-ledger.h"
#include "store/salon-store-ledger.h"

#include "postgres-fixture.h"
#include "store-fixture.h"

G_BEGIN_DECLS

/* 2026-03-12T09:30:00Z, which is 10:30 in Paris */
#define BED_NOW FIXTURE_NOW
#define BED_PHONE "+33612345678"
#define BED_EMAIL "marie@example.org"

typedef struct
{
  /* Of a file. */
  StoreFixture file;
  /* Of a shared salon. */
  PostgresFixture *server; /* not owned; NULL: it is a file */
  char *database;
  SalonConnection *owner;

  SalonMessageLedger *ledger; /* one of the owner's, with a simulated clock */
} LedgerBed;

/* @server: (nullable): for a file */
LedgerBed *ledger_bed_new (PostgresFixture *server);
void ledger_bed_free (LedgerBed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LedgerBed, ledger_bed_free)

void ledger_bed_execute (LedgerBed *self, const char *sql, ...) G_GNUC_PRINTF (2, 3);
gint64 ledger_bed_read_int (LedgerBed *self, const char *sql);
char *ledger_bed_read_text (LedgerBed *self, const char *sql);

/* Client and booking @number, for half an hour: Marie @number, with BED_PHONE and BED_EMAIL and both
 * consents. @starts_at: "2026-03-13T10:30" */
void ledger_bed_book (LedgerBed *self, guint number, const char *starts_at, const char *status);
/* The same with a telephone of her own, "+336" and @number. */
void
ledger_bed_book_other (LedgerBed *self, guint number, const char *starts_at, const char *status);
/* A card of €50.00 from Paul to Marie, with her address. */
void ledger_bed_sell_card (LedgerBed *self, guint number, const char *expiry_date);
/* A wish for a message about booking @booking, due at @due_at: row @number. */
void ledger_bed_wish (LedgerBed *self,
                      guint number,
                      guint booking,
                      const char *kind,
                      const char *medium,
                      const char *starts_at,
                      gint64 due_at);

/* "b0000000-0000-4000-8000-" and @number in twelve digits; of a client c, a card 9, a message a. Static
 * until the next eight calls. */
const char *ledger_bed_id (char letter, guint number);

G_END_DECLS
