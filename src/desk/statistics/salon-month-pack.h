/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the accountant gets of a month, or of any other days: the figures, the takings by day and means
 * of payment, the VAT, and apart from them what happened to gift cards; as a document for paper and as
 * tables. It is read off the main loop, and does not change after that.
 */
#pragma once

#include "print/salon-document.h"
#include "salon-statistics-pair.h"
#include "store/salon-reader-statistics.h"

G_BEGIN_DECLS

typedef struct
{
  SalonStatisticsPair *pair;
  GArray *takings; /* SalonDayTakings */
  GArray *moves;   /* SalonCardMove */
  SalonVatSums vat;
} SalonMonthPack;

void salon_month_pack_read_async (SalonSession *session,
                                  const SalonStatisticsPeriod *period,
                                  SalonStatisticsAgainst against,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Transfer full. */
SalonMonthPack *
salon_month_pack_read_finish (SalonSession *session, GAsyncResult *result, GError **error);
void salon_month_pack_free (SalonMonthPack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMonthPack, salon_month_pack_free)

/* "Accounts March 2026" */
char *salon_month_pack_write_title (const SalonMonthPack *self);
SalonDocument *salon_month_pack_make_document (const SalonMonthPack *self, SalonSession *session);
/* Tables for spreadsheets (salon-csv.h): a line for each day with a column for each means; a line for
 * each movement on a gift card; a line for each figure. */
GBytes *salon_month_pack_write_takings (const SalonMonthPack *self);
GBytes *salon_month_pack_write_moves (const SalonMonthPack *self);
GBytes *salon_month_pack_write_figures (const SalonStatisticsPair *pair, SalonSession *session);

G_END_DECLS
