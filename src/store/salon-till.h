/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The till's journal of this file: closing, verifying, and giving it out. Everything here blocks, and
 * reads the whole journal: call it in the worker.
 *
 * The lines of payments are written by the store itself, in the transaction that writes the payment
 * (salon-till-journal.c), and so are those of most events (salon-till-events.c). What other desks take is in their journals.
 */
#pragma once

#include "core/salon-till-line.h"

#include "salon-store.h"

G_BEGIN_DECLS

/**
 * salon_till_close:
 * @day: today, or an earlier day; its zone is the salon's
 * @now: Unix seconds
 *
 * Closes @day, and before it every earlier day that has lines but no closing, and the months and years
 * that ended meanwhile. Lines that are written later the same day are covered by the next closing.
 *
 * Fails with %SALON_STORE_ERROR_REFUSED for a day that has not come, and with
 * %SALON_STORE_ERROR_NOTHING when @day is closed and nothing was taken since.
 *
 * Returns: whether it is closed
 */
gboolean salon_till_close (SalonStore *store, SalonDay day, gint64 now, GError **error);

/**
 * salon_till_note_opening:
 * @version: of this program
 * @now: Unix seconds
 *
 * The file was opened at this desk: notes it once a day, and the version when it is another than the one
 * that was noted last.
 *
 * Returns: whether it is noted
 */
gboolean
salon_till_note_opening (SalonStore *store, const char *version, gint64 now, GError **error);

typedef struct
{
  gint64 n_lines;
  char *hash;     /* of the last line: what it is sealed with */
  GArray *faults; /* of SalonTillFault; empty: all is as it was written */
} SalonTillReport;

void salon_till_report_free (SalonTillReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonTillReport, salon_till_report_free)

/* Walks the whole chain. What is wrong with it is no error: it is in the report. */
SalonTillReport *salon_till_verify (SalonStore *store, GCancellable *cancellable, GError **error);

/**
 * salon_till_export:
 * @path: a file that is made, or replaced whole
 * @now: Unix seconds
 *
 * Writes the journal as one JSON document that says how it is checked without this program; the hash
 * of its last line, in the report, seals it (docs/TILL.md). That it was given out, and with which seal,
 * is the next line of the journal. Fails with a #GFileError when the disk
 * does not take it; then @path is as it was.
 *
 * Returns: (transfer full): what a verification finds
 */
SalonTillReport *
salon_till_export (SalonStore *store, const char *path, gint64 now, GError **error);

G_END_DECLS
