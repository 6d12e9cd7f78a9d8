/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a figure is taken and told: medians of many runs, one line each, against a limit. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds of the steady clock, with a fraction. */
double bench_line_now (void);
/* Sorts @samples (double) and gives the one in the middle, or the last. */
double bench_line_median (GArray *samples);
double bench_line_worst (GArray *samples);
/* @ratio is against the floor that the name speaks of; 0: there is none. What is measured against
 * @limit is the ratio when there is one, else the value. @limit 0: to know, not to judge. */
void
bench_line_print (const char *name, double value, const char *unit, double ratio, double limit);
/* The exit code: 1 when a line has failed. */
int bench_line_get_verdict (void);

G_END_DECLS
