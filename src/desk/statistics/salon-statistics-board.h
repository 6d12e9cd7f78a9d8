/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All figures of a period, on tiles and on charts: two columns where there is room, one where there is
 * not.
 *
 * Signal opened (SalonFigureRows *rows, const char *title): somebody wants to see the rows behind
 * something; @rows is the board's and good until the handler returns.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "salon-statistics-series.h"

G_BEGIN_DECLS

#define SALON_TYPE_STATISTICS_BOARD (salon_statistics_board_get_type ())
G_DECLARE_FINAL_TYPE (SalonStatisticsBoard, salon_statistics_board, SALON, STATISTICS_BOARD, AdwBin)

/* @pair: (transfer full) */
void salon_statistics_board_show (SalonStatisticsBoard *self,
                                  SalonSession *session,
                                  SalonStatisticsPair *pair);
/* What is shown; NULL: nothing yet. */
const SalonStatisticsPair *salon_statistics_board_get_pair (SalonStatisticsBoard *self);
/* Property: is-narrow (boolean): one column. */

G_END_DECLS
