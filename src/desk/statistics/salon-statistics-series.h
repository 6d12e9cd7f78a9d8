/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as the series of charts, each point with the rows that are behind it. */
#pragma once

#include "salon-chart-series.h"
#include "salon-statistics-pair.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_STATISTICS_CHART_TURNOVER, /* by day, month or year */
  SALON_STATISTICS_CHART_BOOKINGS, /* the same */
  SALON_STATISTICS_CHART_HOURS,    /* weekday × hour */
  SALON_STATISTICS_CHART_RECEIVED, /* by means of payment */
  SALON_STATISTICS_CHART_SERVICES, /* what they bring */
  SALON_STATISTICS_CHART_SERVICE_COUNTS,
  SALON_STATISTICS_CHART_CLIENTS, /* new, returning, passers-by */
  SALON_STATISTICS_CHART_LOST,    /* minutes, by cause */
  SALON_STATISTICS_CHART_ORIGIN,  /* desk, web */
} SalonStatisticsChart;

#define SALON_N_STATISTICS_CHARTS (SALON_STATISTICS_CHART_ORIGIN + 1)

/**
 * salon_statistics_series_make:
 * @pair: outlives @rows, which borrows its texts
 * @currency: "EUR"
 * @rows: (nullable): gets one SalonFigureRows for each point
 */
SalonChartSeries *salon_statistics_series_make (SalonStatisticsChart chart,
                                                const SalonStatisticsPair *pair,
                                                const char *currency,
                                                GArray *rows);
/* The figure that a chart is of: its title and what it counts are that one's. */
SalonFigure salon_statistics_series_get_figure (SalonStatisticsChart chart);

G_END_DECLS
