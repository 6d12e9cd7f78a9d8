/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Some days side by side on one page, for the wall: a column for each, the hours down the side, and
 * every visit as tall as it is long. Made of texts alone, as SalonListSheet is.
 */
#pragma once

#include "salon-document.h"

G_BEGIN_DECLS

#define SALON_WEEK_SHEET_MAX_DAYS 7

#define SALON_TYPE_WEEK_SHEET (salon_week_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SalonWeekSheet, salon_week_sheet, SALON, WEEK_SHEET, SalonDocument)

/**
 * salon_week_sheet_new:
 * @first_hour: 0 … 23, the first one shown
 * @last_hour: @first_hour + 1 … 24, where the page ends; both give way to a visit that lies outside
 */
SalonWeekSheet *salon_week_sheet_new (const char *title,
                                      const char *footer,
                                      const SalonPaper *paper,
                                      int first_hour,
                                      int last_hour);
/* At most %SALON_WEEK_SHEET_MAX_DAYS, left to right. @note, nullable, stands below: "Closed". */
void salon_week_sheet_add_day (SalonWeekSheet *self, const char *title, const char *note);
/* A visit of the day added last; minutes since midnight. @text may have several lines. */
void salon_week_sheet_add_visit (SalonWeekSheet *self,
                                 int start_minute,
                                 int end_minute,
                                 const char *heading,
                                 const char *text);

G_END_DECLS
