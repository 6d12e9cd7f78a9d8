/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time grid: a few days side by side, hours downwards, a chip for each booking.
 *
 * It is given days and a list of bookings, shows them, and turns what the owner does with pointer
 * and keys into changes that the session saves; it never reads the store. It scrolls by itself
 * (GtkScrollable), so that an hour can be as tall as the viewport allows.
 *
 * Actions: booking.* act on the booking that has the focus or whose menu is open, slot.* on the
 * slot cursor. It asks for other days by activating calendar.previous and calendar.next, and for
 * the editor by win.edit-booking and win.new-booking-at.
 *
 * Property "tray" (string, nullable): what Ctrl+X or Ctrl+C holds, in words, until it is put down.
 */
#pragma once

#include "common/salon-session.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_DAY_GRID (salon_day_grid_get_type ())
G_DECLARE_FINAL_TYPE (SalonDayGrid, salon_day_grid, SALON, DAY_GRID, GtkWidget)

GtkWidget *salon_day_grid_new (SalonSession *session);
/* Takes effect with the next change of the bookings, or with salon_day_grid_flush(): a page turn
 * changes both, and gives each chip its new booking once. */
void salon_day_grid_set_days (SalonDayGrid *self, SalonDay first, int n_days);
void salon_day_grid_flush (SalonDayGrid *self);
/* SalonBooking, by start; those of other days are not shown. */
void salon_day_grid_set_bookings (SalonDayGrid *self, GListModel *bookings);
/* Scrolls to now when it is on screen, else to the opening. */
void salon_day_grid_scroll_to_start (SalonDayGrid *self);
/* Where the column of a day lies, in the coordinates of the grid. */
graphene_rect_t salon_day_grid_get_column (SalonDayGrid *self, int index);
/* Puts the slot cursor there, or the focus on the booking that is there. */
void salon_day_grid_focus_moment (SalonDayGrid *self, SalonMoment moment);
GtkWidget *salon_day_grid_find_chip (SalonDayGrid *self, const char *booking_id); /* nullable */
const char *salon_day_grid_get_tray (SalonDayGrid *self);
void salon_day_grid_clear_tray (SalonDayGrid *self);

G_END_DECLS
