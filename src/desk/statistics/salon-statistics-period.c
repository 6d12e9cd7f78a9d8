/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-period.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"

#define QUARTER_MONTHS 3
#define YEAR_MONTHS 12
#define YEAR_OF_WEEKS (52 * 7)
#define FIRST_YEAR 1900
#define LAST_YEAR 2200

static int
get_months (SalonStatisticsSpan span)
{
  switch (span)
    {
    case SALON_STATISTICS_SPAN_MONTH:
      return 1;
    case SALON_STATISTICS_SPAN_QUARTER:
      return QUARTER_MONTHS;
    case SALON_STATISTICS_SPAN_YEAR:
      return YEAR_MONTHS;
    case SALON_STATISTICS_SPAN_WEEK:
    case SALON_STATISTICS_SPAN_DATES:
      return 0;
    }
  g_return_val_if_reached (0);
}

SalonStatisticsPeriod
salon_statistics_period_make_dates (SalonDay first, SalonDay last)
{
  return (SalonStatisticsPeriod) { SALON_STATISTICS_SPAN_DATES, first, last + 1 };
}

SalonStatisticsPeriod
salon_statistics_period_make (SalonStatisticsSpan span, SalonDay day, int first_weekday)
{
  SalonStatisticsPeriod period = { span, day, day + 1 };
  int months = get_months (span);
  int year, month;

  if (span == SALON_STATISTICS_SPAN_WEEK)
    {
      period.from = salon_day_start_of_week (day, first_weekday);
      period.to = period.from + 7;
    }
  if (months > 0)
    {
      salon_day_to_ymd (day, &year, &month, NULL);
      period.from = salon_day_from_ymd (year, (month - 1) / months * months + 1, 1);
      period.to = salon_day_add_months (period.from, months);
    }
  return period;
}

static gboolean
is_within_reach (const SalonStatisticsPeriod *period)
{
  return period->from >= salon_day_from_ymd (FIRST_YEAR, 1, 1)
         && period->to <= salon_day_from_ymd (LAST_YEAR, 1, 1);
}

SalonStatisticsPeriod
salon_statistics_period_move (const SalonStatisticsPeriod *period, int by)
{
  SalonStatisticsPeriod moved = *period;
  int months = get_months (period->span);

  if (months > 0)
    {
      moved.from = salon_day_add_months (period->from, by * months);
      moved.to = salon_day_add_months (period->from, (by + 1) * months);
    }
  else
    {
      moved.from += by * (period->to - period->from);
      moved.to += by * (period->to - period->from);
    }
  return is_within_reach (&moved) ? moved : *period;
}

SalonStatisticsPeriod
salon_statistics_period_compare (const SalonStatisticsPeriod *period,
                                 SalonStatisticsAgainst against)
{
  SalonStatisticsPeriod other = *period;
  int months = get_months (period->span);

  if (against == SALON_STATISTICS_AGAINST_BEFORE)
    return salon_statistics_period_move (period, -1);
  if (months > 0)
    return salon_statistics_period_move (period, -YEAR_MONTHS / months);
  other.from = period->span == SALON_STATISTICS_SPAN_WEEK
                 ? period->from - YEAR_OF_WEEKS
                 : salon_day_add_months (period->from, -YEAR_MONTHS);
  other.to = other.from + (period->to - period->from);
  return other;
}

gboolean
salon_statistics_period_is_open (const SalonStatisticsPeriod *period, SalonDay today)
{
  return period->to > today;
}

static char *
write_quarter (SalonDay day)
{
  int year, month;

  salon_day_to_ymd (day, &year, &month, NULL);
  switch ((month - 1) / QUARTER_MONTHS)
    {
    case 0:
      return g_strdup_printf (_ ("1st quarter %d"), year);
    case 1:
      return g_strdup_printf (_ ("2nd quarter %d"), year);
    case 2:
      return g_strdup_printf (_ ("3rd quarter %d"), year);
    default:
      return g_strdup_printf (_ ("4th quarter %d"), year);
    }
}

char *
salon_statistics_period_write (const SalonStatisticsPeriod *period)
{
  int year;

  switch (period->span)
    {
    case SALON_STATISTICS_SPAN_MONTH:
      return salon_format_day (period->from, SALON_DAY_STYLE_MONTH);
    case SALON_STATISTICS_SPAN_QUARTER:
      return write_quarter (period->from);
    case SALON_STATISTICS_SPAN_YEAR:
      salon_day_to_ymd (period->from, &year, NULL, NULL);
      return g_strdup_printf ("%d", year);
    case SALON_STATISTICS_SPAN_WEEK:
    case SALON_STATISTICS_SPAN_DATES:
      return salon_format_days (period->from, period->to - 1);
    }
  g_return_val_if_reached (NULL);
}
