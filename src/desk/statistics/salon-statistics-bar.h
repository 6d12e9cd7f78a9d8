/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which period is looked at: a week, a month … or two dates that are typed, one after the other with
 * the arrows; and with what it is compared.
 *
 * Signal changed: the period is another, or what it is compared with.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "salon-statistics-period.h"

G_BEGIN_DECLS

#define SALON_TYPE_STATISTICS_BAR (salon_statistics_bar_get_type ())
G_DECLARE_FINAL_TYPE (SalonStatisticsBar, salon_statistics_bar, SALON, STATISTICS_BAR, AdwBin)

/* Begins with the month that it is. */
void salon_statistics_bar_set_session (SalonStatisticsBar *self, SalonSession *session);
SalonStatisticsPeriod salon_statistics_bar_get_period (SalonStatisticsBar *self);
SalonStatisticsAgainst salon_statistics_bar_get_against (SalonStatisticsBar *self);
void salon_statistics_bar_set_span (SalonStatisticsBar *self, SalonStatisticsSpan span);
/* To the next period, or the one before. */
void salon_statistics_bar_move (SalonStatisticsBar *self, int by);

G_END_DECLS
