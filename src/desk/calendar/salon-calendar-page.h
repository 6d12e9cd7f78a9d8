/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendar: a header bar that turns pages and changes views, and below it the days or the month.
 *
 * It owns the day that is looked at and the view, and the actions calendar.today, .previous, .next,
 * .view ("day", "three-days", "week", "month"), .show-day (opens a day in the day view) and
 * .select-day (only looks at it). A view that the window is too narrow for gives way to a smaller
 * one until the window is wide again; one that was chosen in a narrow window stays.
 *
 * Properties: view (string), compact (boolean: a phone's width).
 */
#pragma once

#include "common/salon-session.h"
#include "salon-day-grid.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CALENDAR_PAGE (salon_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonCalendarPage, salon_calendar_page, SALON, CALENDAR_PAGE, AdwBin)

GtkWidget *salon_calendar_page_new (SalonSession *session);
/* Turns to the page with @day, in the view that is shown. */
void salon_calendar_page_show_day (SalonCalendarPage *self, SalonDay day);
SalonDay salon_calendar_page_get_day (SalonCalendarPage *self);
void salon_calendar_page_set_view (SalonCalendarPage *self, const char *view);
const char *salon_calendar_page_get_view (SalonCalendarPage *self);
SalonDayGrid *salon_calendar_page_get_grid (SalonCalendarPage *self);

G_END_DECLS
