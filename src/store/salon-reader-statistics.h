/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of a salon's file, and the rows behind each.
 *
 * They are read from roll-ups of months and years (migrations/0010-statistics.sql), which stay right by
 * themselves; the days at both ends of a stretch, and months that were written since, are read from their
 * rows. So any stretch takes some milliseconds, in a reader of any thread.
 */
#pragma once

#include "core/salon-statistics.h"
#include "core/salon-vat.h"

#include "salon-reader.h"

G_BEGIN_DECLS

/**
 * salon_reader_statistics_get:
 * @from: %SALON_DAY_NONE: from the first booking
 * @to: exclusive; %SALON_DAY_NONE: to the last booking, or @today when that is later
 * @grain: of the series
 *
 * All figures of a stretch of days. `web_visits` is -1 when no day of them was counted.
 */
SalonStatistics *salon_reader_statistics_get (SalonReader *self,
                                              SalonDay from,
                                              SalonDay to,
                                              SalonDay today,
                                              SalonGrain grain,
                                              GError **error);

/* The rows behind a figure, by salon_figure_get_rows_kind(), in the order in which they are best read.
 *
 * Bookings (by start) and cards are told by row numbers (gint64), for
 * salon_reader_list_bookings_in_rows() and salon_reader_list_gift_cards_in_rows(); payments by
 * SalonPayment, clients by SalonClient, by name. A list of a figure of another kind fails. */
GArray *salon_reader_statistics_list_bookings (SalonReader *self,
                                               const SalonFigureRows *rows,
                                               GError **error);
GArray *
salon_reader_statistics_list_cards (SalonReader *self, const SalonFigureRows *rows, GError **error);
GPtrArray *salon_reader_statistics_list_payments (SalonReader *self,
                                                  const SalonFigureRows *rows,
                                                  GError **error);
GPtrArray *salon_reader_statistics_list_clients (SalonReader *self,
                                                 const SalonFigureRows *rows,
                                                 GError **error);

/* Payments of a stretch by day and means, for the accountant. */
typedef struct
{
  SalonDay day;
  SalonTakings takings;
} SalonDayTakings;

/* Elements: SalonDayTakings, only days with payments. */
GArray *salon_reader_statistics_list_day_takings (SalonReader *self,
                                                  SalonDay from,
                                                  SalonDay to,
                                                  GError **error);

/* A movement on a gift card, for the accountant. */
typedef struct
{
  SalonDay day;
  char *code;
  SalonGiftCardKind kind;
  gboolean is_complimentary;
  SalonMovementKind movement; /* of the first one, when this takes back another */
  gint64 cents;
} SalonCardMove;

/* Elements: SalonCardMove, by instant; without extensions, which move nothing. */
GArray *salon_reader_statistics_list_card_moves (SalonReader *self,
                                                 SalonDay from,
                                                 SalonDay to,
                                                 GError **error);

/* The VAT of a stretch, at the rates at which the till's journal of this file was written, and not at
 * those that are set now. Indexes as salon_vat_get_rate() has them. */
typedef struct
{
  gint64 gross_cents[SALON_N_VAT_RATES]; /* taken at that rate, tax included */
  gint64 vat_cents[SALON_N_VAT_RATES];
  gint64 elsewhere_cents; /* received, but not in this journal: by other desks, and on the web */
} SalonVatSums;

gboolean salon_reader_statistics_read_vat (SalonReader *self,
                                           SalonDay from,
                                           SalonDay to,
                                           SalonVatSums *sums,
                                           GError **error);

G_END_DECLS
