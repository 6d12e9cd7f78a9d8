/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger of messages of a shared salon, in its PostgreSQL: thin over the functions of
 * migrations/0016-messages.sql, which decide. The hour that counts is the database's.
 *
 * Errors are SALON_DATABASE_ERROR; a claim or settlement that loses against another transaction is tried
 * again. After LOST the ledger is of no more use.
 */
#pragma once

#include "core/salon-message-ledger.h"

#include "salon-connection.h"

G_BEGIN_DECLS

#define SALON_TYPE_DATABASE_LEDGER (salon_database_ledger_get_type ())
G_DECLARE_FINAL_TYPE (SalonDatabaseLedger, salon_database_ledger, SALON, DATABASE_LEDGER, GObject)

/* Borrows @connection: it outlives the ledger. @cancellable: (nullable): ends what is being asked. */
SalonMessageLedger *salon_database_ledger_new (SalonConnection *connection,
                                               GCancellable *cancellable);
/* For tests: from here on the hour is that of the calls. */
void salon_database_ledger_simulate (SalonDatabaseLedger *self);

G_END_DECLS
