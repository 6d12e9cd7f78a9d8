/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sample salon: French names and services, weeks as a salon has them (full Saturdays, quiet
 * Mondays, lunch, cancellations, no-shows, regulars with a rhythm). The same arguments give the
 * same rows, ids included. It is written into a file of its own and never synced: no outbox, no
 * history.
 */
#pragma once

#include "core/salon-day.h"
#include "salon-store.h"

G_BEGIN_DECLS

/* A salon one would meet: about 14 months behind now and 2 ahead. */
#define SALON_SAMPLE_DEFAULT_BOOKINGS 2400

/* Fills an empty store with @n_bookings (0 … 1 000 000) around @now; clients in proportion. More
 * bookings reach further into the past. Blocks: some 50 µs a booking. */
gboolean salon_sample_fill (SalonStore *store,
                            SalonMoment now,
                            int n_bookings,
                            guint32 seed,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
