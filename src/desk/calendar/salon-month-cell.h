/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One day of the month view: a single widget that draws its number, how full it is, and as many
 * bookings as fit, a line each.
 */
#pragma once

#include "core/salon-booking.h"
#include "core/salon-opening-hours.h"
#include "salon-text-cache.h"

G_BEGIN_DECLS

#define SALON_TYPE_MONTH_CELL (salon_month_cell_get_type ())
G_DECLARE_FINAL_TYPE (SalonMonthCell, salon_month_cell, SALON, MONTH_CELL, GtkWidget)

/* The colour of a category key (nullable), as the style sheet has it. */
typedef void (*SalonMonthCellPalette) (const char *category, GdkRGBA *color, gpointer data);

/* @texts: borrowed; outlives the cell on the screen */
GtkWidget *
salon_month_cell_new (SalonTextCache *texts, SalonMonthCellPalette palette, gpointer data);
/* @bookings: (element-type SalonBooking): those of @day, by start */
void salon_month_cell_set_day (SalonMonthCell *self,
                               SalonDay day,
                               gboolean is_today,
                               gboolean is_of_month,
                               GPtrArray *bookings,
                               SalonOpeningHours *hours);
SalonDay salon_month_cell_get_day (SalonMonthCell *self);

G_END_DECLS
