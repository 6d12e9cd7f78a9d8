/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of values whose cells are the fuller the greater the value is; the number stands in the cell
 * where there is room for it. The series has a grid.
 */
#pragma once

#include "salon-chart.h"

G_BEGIN_DECLS

#define SALON_TYPE_HEAT_MAP (salon_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (SalonHeatMap, salon_heat_map, SALON, HEAT_MAP, SalonChart)

GtkWidget *salon_heat_map_new (void);

G_END_DECLS
