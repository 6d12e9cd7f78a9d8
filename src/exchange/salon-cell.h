/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in a cell of a foreign table, as people and programs in France write it. FALSE: it is
 * something else, or cannot be read without guessing; the results are untouched then.
 *
 * A cell's text may have an apostrophe before it that keeps spreadsheets from calculating.
 */
#pragma once

#include <glib.h>

#include "core/salon-booking-status.h"
#include "core/salon-day.h"

G_BEGIN_DECLS

/* "2026-03-12", "12/03/2026", "12.3.26", "12 mars 2026", "jeudi 12 mars 2026", "March 12, 2026"; a time
 * behind it is passed over. The day comes before the month, but where that makes no date. */
gboolean salon_cell_read_day (const char *text, SalonDay *day);
/* "14:30", "14:30:00", "14h30", "14 h", "2:30 PM"; also behind a date. */
gboolean salon_cell_read_minute (const char *text, int *minute);
/* Minutes, 1 … 1440: "90", "90 min", "1h30", "1 h 30 min", "1:30", "1,5 h". */
gboolean salon_cell_read_duration (const char *text, int *minutes);
/* As salon_money_parse(), and with the code of a currency. */
gboolean salon_cell_read_money (const char *text, gint64 *cents);
/* The first number of the cell in E.164; also one whose zero a spreadsheet has eaten. Transfer full. */
gboolean salon_cell_read_phone (const char *text, char **e164);
/* "oui", "non", "x", "1", "true" … */
gboolean salon_cell_read_flag (const char *text, gboolean *flag);
gboolean salon_cell_read_status (const char *text, SalonBookingStatus *status);
/* The text without what only keeps spreadsheets quiet; borrowed from @text. */
const char *salon_cell_skip_guard (const char *text);

G_END_DECLS
