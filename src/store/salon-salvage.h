/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads what can still be read of a damaged salon's file into a new one.
 *
 * Rows are taken one by one, around the places that cannot be read; what waits to be sent to a shared
 * salon is taken along, and so is the history. What points at a row that is lost loses that pointer,
 * or goes where it cannot be without. What could be undone is forgotten. Blocks.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 n_clients;
  gint64 n_bookings;
  gint64 n_waiting;   /* changes that wait to be sent */
  gint64 n_rows;      /* read, of every kind */
  gboolean has_holes; /* somewhere something could not be read */
} SalonSalvageReport;

/**
 * salon_salvage_run:
 * @damaged_path: left as it is, and so is the log beside it
 * @new_path: where nothing is yet; on failure nothing is there afterwards
 *
 * The new file keeps the name of the device and goes on counting where the damaged one was: what it
 * had sent is not sent again under another number. Fails with CORRUPT when not even a list of tables
 * can be read, and with FULL, READ_ONLY or IO.
 */
gboolean salon_salvage_run (const char *damaged_path,
                            const char *new_path,
                            SalonSalvageReport *report,
                            GError **error);

G_END_DECLS
