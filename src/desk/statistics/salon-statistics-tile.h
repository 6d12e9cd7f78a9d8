/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One figure on a card: what it is called, how much it is, and what became of it since the period
 * before. A click on it shows the rows behind it; a click on its sign says what is counted.
 *
 * Signal opened: somebody wants to see the rows.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "salon-statistics-pair.h"

G_BEGIN_DECLS

#define SALON_TYPE_STATISTICS_TILE (salon_statistics_tile_get_type ())
G_DECLARE_FINAL_TYPE (SalonStatisticsTile, salon_statistics_tile, SALON, STATISTICS_TILE, AdwBin)

GtkWidget *salon_statistics_tile_new (SalonFigure figure);
SalonFigure salon_statistics_tile_get_figure (SalonStatisticsTile *self);
void salon_statistics_tile_show (SalonStatisticsTile *self,
                                 SalonSession *session,
                                 const SalonStatisticsPair *pair);

G_END_DECLS
