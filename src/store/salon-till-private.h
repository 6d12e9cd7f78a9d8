/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How lines get into the till's journal and out of it. Inside the caller's transaction. */
#pragma once

#include "core/salon-till-line.h"

#include "salon-store-private.h"

G_BEGIN_DECLS

#define SALON_TILL_COLUMNS                                                                         \
  "previous, number, at, device, is_training, kind, payment_id, booking_id, means, amount, "       \
  "deposit, reverses, period, totals, hash, card, event, detail, vat_rate, vat"

/* The line that @row stands on, which selects SALON_TILL_COLUMNS. */
SalonTillLine *salon_till_line_from_row (SalonStatement *row);

/* Writes @line as the next one: number, previous, device, is_training and hash are set here. */
gboolean salon_till_append (SalonStore *store, SalonTillLine *line, gint64 now, GError **error);
/* Sets the VAT of @line, which has its means, amount and what it reverses. @card_id: (nullable): the gift
 * card that is sold, or paid with. salon-till-vat.c. */
gboolean
salon_till_tax (SalonStore *store, SalonTillLine *line, const char *card_id, GError **error);

/* A line of no money; salon-till-events.c. @detail, @card: (nullable) */
gboolean salon_till_note_event (SalonStore *store,
                                const char *event,
                                const char *detail,
                                const char *card,
                                gint64 now,
                                GError **error);
/* The setting @key was written: a line, if the till is what it is about. */
gboolean salon_till_note_setting (SalonStore *store, const char *key, gint64 now, GError **error);
/* A print of the card was counted: a line, unless it was the first. */
gboolean
salon_till_note_reprint (SalonStore *store, const char *card_id, gint64 now, GError **error);

/* After the edits of @change are written: a line for each payment that they made, and for each setting
 * of the till. Payments are only
 * added to: fails with REFUSED when an edit takes one away or rewrites it. */
gboolean
salon_till_note_change (SalonStore *store, SalonChange *change, gint64 now, GError **error);
/* The shared salon did not take @change: a line against each payment of it that has one. */
gboolean
salon_till_note_refused (SalonStore *store, SalonChange *change, gint64 now, GError **error);
/**
 * salon_till_make_step:
 * @step: what undoing or redoing a change would do
 *
 * Payments are not taken away and come only once: where @step does either, it becomes a row that
 * takes back the one before. A booking that was ever paid for is cancelled instead of taken away. Fails with %SALON_STORE_ERROR_STALE when that was done meanwhile.
 *
 * Returns: (transfer full): what is done instead
 */
SalonChange *
salon_till_make_step (SalonStore *store, SalonChange *step, gint64 now, GError **error);

/* Every line, in order, into @walk; @func: (nullable): looks at each. */
typedef void (*SalonTillLineFunc) (const SalonTillLine *line, gpointer data);
gboolean salon_till_read (SalonStore *store,
                          SalonTillWalk *walk,
                          SalonTillLineFunc func,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
