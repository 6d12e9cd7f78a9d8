/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened to a row: who did what, when, as a list of entries, the latest first. This computer
 * keeps what was done here; the shared salon keeps what everybody did. The two are laid together
 * here, so that a change of this desk which both know is there once.
 *
 * The order is that in which the rows became what they are: as the shared salon took the changes,
 * then what waits here to be sent.
 */
#pragma once

#include "salon-change.h"

G_BEGIN_DECLS

#define SALON_HISTORY_MAX_BYTES (32 * 1024 * 1024)

typedef struct
{
  gint64 at;    /* Unix seconds */
  char *device; /* NULL: no desk, see `by` */
  gint64 seq;   /* the number of the device's change; 0: not known */
  char *by;     /* how the shared salon names her; NULL: it was done here, as far as is known */
  char *label;  /* NULL: none was said, or it named somebody who was anonymised */
  SalonChange *change;
  gboolean refused;    /* the shared salon did not take it */
  gboolean is_waiting; /* it was not sent yet */
} SalonHistoryEntry;

void salon_history_entry_free (SalonHistoryEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonHistoryEntry, salon_history_entry_free)

/**
 * salon_history_from_json:
 * @json: what salon.history_within() of the shared salon says: an array of rows, latest first, each
 *   {"at", "by", "device", "seq", "label", "op", "table", "id", "before", "after"}
 *
 * Trusts nothing, as whoever reads the network must. Rows that one change wrote become one entry. Of a
 * row only what our schema knows and understands is taken. Fails with NOT_UNDERSTOOD, OUT_OF_RANGE or
 * BAD_VALUE.
 *
 * Returns: (transfer full) (element-type SalonHistoryEntry): latest first
 */
GPtrArray *salon_history_from_json (const char *json, GError **error);

/**
 * salon_history_merge:
 * @here: (element-type SalonHistoryEntry): what this computer keeps, latest first
 * @there: (element-type SalonHistoryEntry): what the shared salon says, latest first
 *
 * What both know is taken from @here, at its place in @there. What only @here knows stands above all
 * when it waits to be sent, else by its time.
 *
 * Returns: (transfer container) (element-type SalonHistoryEntry): borrowed from the two
 */
GPtrArray *salon_history_merge (GPtrArray *here, GPtrArray *there);

G_END_DECLS
