/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that shows a day and lets one be picked from a calendar. Property "day" (int, a SalonDay). */
#pragma once

#include "core/salon-day.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_DAY_ROW (salon_day_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonDayRow, salon_day_row, SALON, DAY_ROW, AdwActionRow)

SalonDay salon_day_row_get_day (SalonDayRow *self);
void salon_day_row_set_day (SalonDayRow *self, SalonDay day);

G_END_DECLS
