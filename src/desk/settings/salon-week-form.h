/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The weekly opening hours as the owner edits them, apart from any widget: the rows of
 * `availabilities` come in, windows of a weekday are asked for, and what she makes of them goes out
 * as a change.
 *
 * A weekday is open when it has active rows. A day she switches off keeps its rows, made inactive,
 * so that switching it on again brings its hours back. Rows of one member of staff (`staff_id`) are
 * somebody else's hours and are left alone. Windows are SalonRange of minutes, 0 … 1440, sorted by
 * their start. Main thread only.
 */
#pragma once

#include "core/salon-change.h"
#include "core/salon-range.h"

G_BEGIN_DECLS

typedef struct _SalonWeekForm SalonWeekForm;

SalonWeekForm *salon_week_form_new (GPtrArray *rows); /* JsonObject, wire form */
void salon_week_form_free (SalonWeekForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonWeekForm, salon_week_form_free)

gboolean salon_week_form_is_open (SalonWeekForm *self, int weekday);
/* The hours of an open day, those a closed one would have again; newly made, may be empty. */
GArray *salon_week_form_dup_windows (SalonWeekForm *self, int weekday);
/* Hours for a day that is opened for the first time: those of another day, or 9:00 – 19:00. */
GArray *salon_week_form_suggest_windows (SalonWeekForm *self);

/* NULL when @windows can be saved, else a sentence that says what to put right. */
const char *salon_week_form_check (GArray *windows);
/* @windows with one more: a long one is cut by a lunch break, else an hour is added behind. The same
 * again when the day is full. */
GArray *salon_week_form_add_break (GArray *windows);

/* NULL when nothing would change. @windows must pass salon_week_form_check(). */
SalonChange *
salon_week_form_change_day (SalonWeekForm *self, int weekday, gboolean is_open, GArray *windows);
/* Gives the hours of @weekday to the days of the bit mask @days (bit 0: Monday). */
SalonChange *salon_week_form_copy_day (SalonWeekForm *self, int weekday, guint days);

char *salon_week_form_describe (GArray *windows); /* "9:00 – 12:00, 13:00 – 19:00" */

G_END_DECLS
