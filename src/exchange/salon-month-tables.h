/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures as tables of text: titles come in, the bytes of a .csv go out (salon-csv.h). Money is written
 * with a decimal comma and no sign of its currency, days as YYYY-MM-DD: spreadsheets read both.
 */
#pragma once

#include "core/salon-statistics.h"

G_BEGIN_DECLS

/* A table of any figures: rows of cells, all of them as long as @titles. What a chart "as table" has. */
GBytes *salon_month_tables_write (const char *const *titles, GPtrArray *rows /* of GStrv */);
/* "1234,50" */
char *salon_month_tables_format_cents (gint64 cents);

G_END_DECLS
