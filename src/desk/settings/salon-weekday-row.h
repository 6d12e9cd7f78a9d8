/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opening hours of one weekday: open or not, its hours, and giving them to other days. */
#pragma once

#include "common/salon-session.h"
#include "settings/salon-week-form.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_WEEKDAY_ROW (salon_weekday_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonWeekdayRow, salon_weekday_row, SALON, WEEKDAY_ROW, AdwExpanderRow)

GtkWidget *salon_weekday_row_new (SalonSession *session, int weekday);
void salon_weekday_row_fill (SalonWeekdayRow *self, SalonWeekForm *form);

G_END_DECLS
