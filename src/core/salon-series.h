/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A visit that is repeated: the days on which it falls, and what stands in the way of each before
 * anything is made. Pure; the desk shows the plan, lets the owner mend it, and makes ordinary bookings
 * of what is left, which have one series_id in common.
 *
 * Days are counted from the first one, so a visit of the 31st comes back to the 31st after February.
 * Times are wall time: 14:30 stays 14:30 when the clocks change.
 */
#pragma once

#include "salon-slot.h"

G_BEGIN_DECLS

#define SALON_SERIES_MAX_VISITS 52

typedef enum
{
  SALON_SERIES_WEEKS,
  SALON_SERIES_MONTHS,
} SalonSeriesUnit;

typedef struct
{
  SalonDay first; /* of the visit that is repeated: not in the list */
  SalonSeriesUnit unit;
  int every;      /* weeks or months, 1 … */
  int n_visits;   /* how many more; at most SALON_SERIES_MAX_VISITS */
  SalonDay until; /* the last day that may be one; SALON_DAY_NONE: n_visits alone says */
} SalonSeriesRule;

/* SalonDay, ascending. */
GArray *salon_series_list_days (const SalonSeriesRule *rule);

typedef struct
{
  SalonMoment start;
  gboolean is_skipped;
} SalonSeriesVisit;

/**
 * salon_series_explain:
 * @query: hours and bookings, and the length and buffers of the visit
 * @booking: the booking that is repeated
 * @visits: (element-type SalonSeriesVisit): the whole plan
 * @index: the one in question
 *
 * As salon_slot_explain(), with the other visits of the plan in the way too. A verdict's booking is
 * borrowed from @query, and is %NULL when it is one of the plan that is in the way.
 */
SalonSlotVerdict salon_series_explain (const SalonSlotQuery *query,
                                       SalonBooking *booking,
                                       GArray *visits,
                                       guint index);

typedef enum
{
  SALON_SERIES_ONLY_THIS,
  SALON_SERIES_THIS_AND_FOLLOWING,
  SALON_SERIES_ALL,
} SalonSeriesScope;

/**
 * salon_series_select:
 * @bookings: (element-type SalonBooking): all that have the series_id of @booking
 * @booking: the one at hand
 *
 * Which bookings a step at @booking is for. Only what is still to come is taken with it: one that has
 * arrived, is over or was cancelled stays as it is.
 *
 * Returns: (element-type SalonBooking) (transfer full): by start; @booking is always among them
 */
GPtrArray *salon_series_select (GPtrArray *bookings, SalonBooking *booking, SalonSeriesScope scope);

G_END_DECLS
