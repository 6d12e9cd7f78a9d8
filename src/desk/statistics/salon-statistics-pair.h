/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures of a period, and those of the one that it is compared with, read together off the main
 * loop. It does not change after that.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-statistics.h"
#include "salon-statistics-period.h"

G_BEGIN_DECLS

typedef struct
{
  SalonStatisticsPeriod period;
  SalonStatisticsPeriod before;
  SalonStatistics *now;
  SalonStatistics *then;
} SalonStatisticsPair;

void salon_statistics_pair_read_async (SalonSession *session,
                                       const SalonStatisticsPeriod *period,
                                       SalonStatisticsAgainst against,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Transfer full. */
SalonStatisticsPair *
salon_statistics_pair_read_finish (SalonSession *session, GAsyncResult *result, GError **error);
/* Blocks: for the worker. */
SalonStatisticsPair *salon_statistics_pair_read (SalonReader *reader,
                                                 const SalonStatisticsPeriod *period,
                                                 SalonStatisticsAgainst against,
                                                 SalonDay today,
                                                 GError **error);
void salon_statistics_pair_free (SalonStatisticsPair *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonStatisticsPair, salon_statistics_pair_free)

G_END_DECLS
