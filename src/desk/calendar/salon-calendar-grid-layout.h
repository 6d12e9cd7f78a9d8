/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The geometry of the time grid: a column of hours, then a column for each day; minutes run down.
 *
 * It is the layout manager of a scrollable widget: it is given the size of the viewport, decides how
 * tall an hour is, sets the vertical adjustment accordingly and allocates the children at their
 * scrolled places. The opening hours fill the viewport when an hour is then at least as tall as text
 * needs; the zoom multiplies that. All lengths are pixels, x runs from the reading start.
 */
#pragma once

#include "salon-calendar-layout.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_CALENDAR_GRID_AREA,  /* a part of a day: a booking, the cursor, the ghost */
  SALON_CALENDAR_GRID_HOURS, /* the column of hours */
  SALON_CALENDAR_GRID_NOW,   /* the line of now, centred on area.start, through the days up to
                              * area.day and into the column of hours */
  SALON_CALENDAR_GRID_TAG,   /* words near an area, where there is room */
} SalonCalendarGridRole;

typedef struct
{
  int day;   /* index of the column; may be outside, then the child is not shown */
  int start; /* minutes */
  int end;
  SalonCalendarPlace place;
} SalonCalendarGridArea;

#define SALON_TYPE_CALENDAR_GRID_LAYOUT (salon_calendar_grid_layout_get_type ())
G_DECLARE_FINAL_TYPE (SalonCalendarGridLayout,
                      salon_calendar_grid_layout,
                      SALON,
                      CALENDAR_GRID_LAYOUT,
                      GtkLayoutManager)

void salon_calendar_grid_layout_place (SalonCalendarGridLayout *self,
                                       GtkWidget *child,
                                       SalonCalendarGridRole role,
                                       const SalonCalendarGridArea *area);
const SalonCalendarGridArea *salon_calendar_grid_layout_get_area (SalonCalendarGridLayout *self,
                                                                  GtkWidget *child);

void salon_calendar_grid_layout_set_n_days (SalonCalendarGridLayout *self, int n_days);
/* What fills the viewport at zoom 1, in minutes. */
void salon_calendar_grid_layout_set_span (SalonCalendarGridLayout *self, int start, int end);
void salon_calendar_grid_layout_set_vadjustment (SalonCalendarGridLayout *self,
                                                 GtkAdjustment *adjustment);
/* Multiplies the zoom; what stands at @y stays there. */
void salon_calendar_grid_layout_zoom_by (SalonCalendarGridLayout *self, double factor, double y);
/* Scrolls so that @minute stands at @fraction of the viewport's height, now or once it has one. */
void
salon_calendar_grid_layout_scroll_to (SalonCalendarGridLayout *self, int minute, double fraction);
/* Scrolls no further than needed to show the area. */
void salon_calendar_grid_layout_reveal (SalonCalendarGridLayout *self, int start, int end);

/* Of the last allocation. */
graphene_rect_t salon_calendar_grid_layout_get_bounds (SalonCalendarGridLayout *self,
                                                       const SalonCalendarGridArea *area);
graphene_rect_t salon_calendar_grid_layout_get_column (SalonCalendarGridLayout *self, int day);
double salon_calendar_grid_layout_get_y (SalonCalendarGridLayout *self, int minute);
/* FALSE when @x is in the column of hours; @day and @minute are then the nearest. */
gboolean salon_calendar_grid_layout_locate (SalonCalendarGridLayout *self,
                                            double x,
                                            double y,
                                            int *day,
                                            double *minute);

G_END_DECLS
