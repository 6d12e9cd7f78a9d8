/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps the sums of migrations/0010-statistics.sql: adds months up whose rows have changed. Reading is
 * right without it, and slower with each month that is stale.
 *
 * Blocks: call it in the worker.
 */
#pragma once

#include <sqlite3.h>

#include "salon-store.h"

G_BEGIN_DECLS

/* Adds up all that is stale, in a transaction of its own: before many figures are read. */
gboolean salon_statistics_fold_settle (SalonStore *store, GError **error);
/* A part of it, when a great deal was written: for a worker who has nothing else to do. @more: (out): is
 * there still much? */
gboolean salon_statistics_fold_settle_some (SalonStore *store, gboolean *more, GError **error);
/* Are all sums what the rows say? Fails with CORRUPT, and says which one is not. */
gboolean salon_statistics_fold_check (SalonStore *store, GError **error);

/* The others are inside the caller's transaction. */

/* Some of it, when there is much: what a save has time for. */
gboolean salon_statistics_fold_some (SalonStore *store, GError **error);
gboolean salon_statistics_fold_all (SalonStore *store, GError **error);
/* For whoever writes with all triggers off: nothing is known to be right any more. */
gboolean salon_statistics_fold_mark_all (sqlite3 *database, GError **error);
/* From here on nobody notes which months bookings are written in; all are marked at the end. */
gboolean salon_statistics_fold_pause (sqlite3 *database, GError **error);
gboolean salon_statistics_fold_resume (sqlite3 *database, GError **error);

G_END_DECLS
