/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes a table for spreadsheets: RFC 4180 (CRLF, quotes doubled), UTF-8 with the byte order mark
 * without which Excel guesses wrong, semicolons between the cells as Excel has them in France.
 *
 * A text that a spreadsheet would calculate (it begins with = + - @, a tab or a carriage return) gets an
 * apostrophe before it: what a stranger has typed on a booking page is no formula on the owner's
 * computer. salon-cell.h takes it off again.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SalonCsv SalonCsv;

SalonCsv *salon_csv_new (void);
void salon_csv_free (SalonCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonCsv, salon_csv_free)

/* @text NULL: an empty cell. */
void salon_csv_add (SalonCsv *self, const char *text);
/* What we have written ourselves: numbers, days, times. Never guarded. */
void salon_csv_add_plain (SalonCsv *self, const char *text);
void salon_csv_add_int (SalonCsv *self, gint64 number);
/* "-12,50": a comma, as the semicolons are French. */
void salon_csv_add_money (SalonCsv *self, gint64 cents);
void salon_csv_end_row (SalonCsv *self);
/* Leaves it empty. */
GBytes *salon_csv_end (SalonCsv *self);

G_END_DECLS
