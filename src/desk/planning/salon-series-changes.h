/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done to a repetition as a whole, as one change each: all or nothing of it, and one undo. Pure
 * but for the ids of new rows.
 */
#pragma once

#include "core/salon-series.h"

G_BEGIN_DECLS

/**
 * salon_series_changes_create:
 * @booking: the booking that is repeated; it becomes one of the series if it was none
 * @visits: (element-type SalonSeriesVisit): those that are not skipped are made
 * @series_id: of the new series; not used when @booking has one
 * @now: Unix seconds
 *
 * Returns: (nullable): %NULL when all are skipped
 */
SalonChange *salon_series_changes_create (SalonBooking *booking,
                                          GArray *visits,
                                          const char *series_id,
                                          gint64 now);

/* @selected: SalonBooking, by start, what salon_series_select() gives. @reason: nullable. */
SalonChange *salon_series_changes_cancel (GPtrArray *selected, const char *reason, gint64 now);

/**
 * salon_series_changes_add_move:
 * @selected: (element-type SalonBooking): by start
 * @shift: minutes of wall time; each keeps its own length
 *
 * Adds the moves to @builder in an order in which none comes to stand over one that has yet to go.
 */
void
salon_series_changes_add_move (GPtrArray *selected, SalonMoment shift, SalonChangeBuilder *builder);

/* All of @selected by @shift; @booking, which is the one at hand, also gets @duration_minutes and
 * @forced_reason (nullable). */
SalonChange *salon_series_changes_move (GPtrArray *selected,
                                        SalonBooking *booking,
                                        SalonMoment start,
                                        int duration_minutes,
                                        const char *forced_reason);

G_END_DECLS
