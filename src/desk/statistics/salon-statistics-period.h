/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which days are looked at, and with which they are compared. Stretches are [from, to). Pure but for
 * the words, which are in the language of the window.
 */
#pragma once

#include "core/salon-day.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_STATISTICS_SPAN_WEEK,
  SALON_STATISTICS_SPAN_MONTH,
  SALON_STATISTICS_SPAN_QUARTER,
  SALON_STATISTICS_SPAN_YEAR,
  SALON_STATISTICS_SPAN_DATES, /* two dates that are typed */
} SalonStatisticsSpan;

typedef enum
{
  SALON_STATISTICS_AGAINST_BEFORE,    /* as long, just before it */
  SALON_STATISTICS_AGAINST_LAST_YEAR, /* the same a year ago; weeks by their weekdays */
} SalonStatisticsAgainst;

typedef struct
{
  SalonStatisticsSpan span;
  SalonDay from;
  SalonDay to;
} SalonStatisticsPeriod;

/* The week, month, quarter or year that @day is in; of DATES that day alone. */
SalonStatisticsPeriod
salon_statistics_period_make (SalonStatisticsSpan span, SalonDay day, int first_weekday);
/* From @first to @last, with both of them. */
SalonStatisticsPeriod salon_statistics_period_make_dates (SalonDay first, SalonDay last);
/* The next one, or with @by below 0 the one before. Stays within the years that a SalonDay has. */
SalonStatisticsPeriod salon_statistics_period_move (const SalonStatisticsPeriod *period, int by);
/* What it is compared with. */
SalonStatisticsPeriod salon_statistics_period_compare (const SalonStatisticsPeriod *period,
                                                       SalonStatisticsAgainst against);
/* Has some of it still to come? */
gboolean salon_statistics_period_is_open (const SalonStatisticsPeriod *period, SalonDay today);
/* "March 2026", "12 – 18 March 2026", "1st quarter 2026", "2026" */
char *salon_statistics_period_write (const SalonStatisticsPeriod *period);

G_END_DECLS
