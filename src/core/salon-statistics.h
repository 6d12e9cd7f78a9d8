/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the salon does: every figure of a stretch of days, and what each of them means.
 *
 * The same words mean the same everywhere:
 *
 *   visit      a booking whose client came: its status is arrived or completed
 *   cancelled  a booking that was cancelled by somebody; one whose hold for the web ran out, or whose
 *              making was undone, has lapsed: nobody cancelled it, and it is counted nowhere else
 *   kept       a booking that holds its chair: pending, confirmed, arrived or completed
 *
 * A booking belongs to the day of its appointment. A payment and a movement on a gift card belong to the
 * day, on the salon's wall, on which they were written. Turnover is what was done, whoever paid for it and
 * how: a card that is sold is no turnover, and a visit that is paid with one is. What came in is told by
 * itself, by means of payment; nothing is in both sums.
 *
 * Money is cents, time minutes of the salon's wall, stretches [from, to). A rate is two numbers, part and
 * whole: whoever shows it divides, and shows nothing when the whole is 0. Everything here is pure.
 */
#pragma once

#include "salon-booking.h"
#include "salon-gift-card.h"
#include "salon-payment.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n;
  gint64 cents;
} SalonTally;

typedef struct
{
  gint64 part;
  gint64 whole; /* 0: not known */
} SalonRate;

/**
 * SalonFigure:
 * @SALON_FIGURE_TURNOVER: prices of the visits
 * @SALON_FIGURE_BOOKINGS: bookings that are kept or were missed: all but cancelled and lapsed ones
 * @SALON_FIGURE_AVERAGE: turnover / visits
 * @SALON_FIGURE_CANCELLED: bookings that were cancelled, with their prices
 * @SALON_FIGURE_NO_SHOWS: bookings whose client did not come, with their prices
 * @SALON_FIGURE_LAPSED: holds of the web that ran out, and bookings whose making was undone
 * @SALON_FIGURE_CARDS_SOLD: put on gift cards that are paid for, less what was taken back
 * @SALON_FIGURE_CARDS_USED: taken off them for visits and sales, less what was taken back
 * @SALON_FIGURE_CARDS_OWED: on cards at the end of the last day that are good then
 * @SALON_FIGURE_SERVICES: lines of visits, by service
 * @SALON_FIGURE_HOURS: kept bookings by the weekday and hour at which they begin
 * @SALON_FIGURE_RECEIVED: payments that count, less what was given back, by means
 * @SALON_FIGURE_CLIENTS: different clients who came
 * @SALON_FIGURE_NEW_CLIENTS: of them: those whose first visit of all is in these days
 * @SALON_FIGURE_RETURNING_CLIENTS: of them: the others
 * @SALON_FIGURE_PASSERS_BY: visits of nobody's: no client is named
 * @SALON_FIGURE_REBOOKED: visits of clients who, when the day of the visit ended, had a later booking
 *   that is not cancelled or lapsed today / visits of clients
 * @SALON_FIGURE_RHYTHM: days from the visit before to this one, of which half are fewer
 * @SALON_FIGURE_OCCUPANCY: minutes of opening hours held by kept bookings / minutes of opening hours
 * @SALON_FIGURE_LOST: minutes in which nobody came, by cause
 * @SALON_FIGURE_FORECAST: turnover, and what is booked at the rate at which clients came lately
 * @SALON_FIGURE_ORIGIN: bookings that are kept or were missed, by where they were made
 * @SALON_FIGURE_CONVERSION: bookings of the web that did not lapse / visits of the salon's pages
 */
typedef enum
{
  SALON_FIGURE_TURNOVER,
  SALON_FIGURE_BOOKINGS,
  SALON_FIGURE_AVERAGE,
  SALON_FIGURE_CANCELLED,
  SALON_FIGURE_NO_SHOWS,
  SALON_FIGURE_LAPSED,
  SALON_FIGURE_CARDS_SOLD,
  SALON_FIGURE_CARDS_USED,
  SALON_FIGURE_CARDS_OWED,
  SALON_FIGURE_SERVICES,
  SALON_FIGURE_HOURS,
  SALON_FIGURE_RECEIVED,
  SALON_FIGURE_CLIENTS,
  SALON_FIGURE_NEW_CLIENTS,
  SALON_FIGURE_RETURNING_CLIENTS,
  SALON_FIGURE_PASSERS_BY,
  SALON_FIGURE_REBOOKED,
  SALON_FIGURE_RHYTHM,
  SALON_FIGURE_OCCUPANCY,
  SALON_FIGURE_LOST,
  SALON_FIGURE_FORECAST,
  SALON_FIGURE_ORIGIN,
  SALON_FIGURE_CONVERSION,
} SalonFigure;

#define SALON_N_FIGURES (SALON_FIGURE_CONVERSION + 1)

const char *salon_figure_to_wire (SalonFigure figure); /* "no_shows" */

/* Where a booking was made. */
typedef enum
{
  SALON_ORIGIN_DESK,
  SALON_ORIGIN_WEB,
} SalonOrigin;

#define SALON_N_ORIGINS (SALON_ORIGIN_WEB + 1)

/* Desks give ids of version 7; the web server, the site and PostgreSQL itself give random ones. The
 * version is the letter at this place. */
#define SALON_ORIGIN_ID_VERSION 14
SalonOrigin salon_origin_from_id (const char *booking_id);

/* Has a cancelled booking with this reason lapsed: is it one that nobody cancelled? @reason: (nullable) */
gboolean salon_statistics_is_lapse (const char *reason);

/**
 * SalonLoss:
 * @SALON_LOSS_CLOSED: minutes of the usual week that a closing, a holiday or shorter hours took away;
 *   they are no part of the minutes that were open
 * @SALON_LOSS_NO_SHOW: held by somebody who did not come, and by nobody else
 * @SALON_LOSS_CANCELLED: held by a booking that was cancelled less than 24 hours before, and by nobody
 *   else
 * @SALON_LOSS_HOLE: what is free between all these and is too short for the shortest service
 *
 * A minute is lost once, to the first of them.
 */
typedef enum
{
  SALON_LOSS_CLOSED,
  SALON_LOSS_NO_SHOW,
  SALON_LOSS_CANCELLED,
  SALON_LOSS_HOLE,
} SalonLoss;

#define SALON_N_LOSSES (SALON_LOSS_HOLE + 1)

/* Minutes of a stretch of days. open = booked + no show + cancelled + hole + free. */
typedef struct
{
  gint64 open;
  gint64 booked; /* visits with their buffers, as far as they are in the opening hours */
  gint64 lost[SALON_N_LOSSES];
  gint64 free;
} SalonOccupancy;

typedef struct
{
  const char *service_id; /* nullable: not in the list of services any more, or never was */
  const char *name;       /* as the service is called now, else as it was booked */
  SalonTally tally;       /* lines, and their prices as they were booked */
} SalonServiceTally;

/* One step of a series: a day, a month or a year, as far as it is in the stretch. */
typedef struct
{
  SalonDay from;
  SalonDay to;
  SalonTally visits;    /* cents: turnover */
  SalonTally booked;    /* pending and confirmed */
  SalonTally cancelled; /* without lapsed ones */
  SalonTally no_shows;
} SalonStatisticsStep;

typedef enum
{
  SALON_GRAIN_DAY,
  SALON_GRAIN_MONTH,
  SALON_GRAIN_YEAR,
} SalonGrain;

/* Days up to a quarter, months up to ten years, then years: what a chart has room for. */
SalonGrain salon_grain_for_days (SalonDay from, SalonDay to);

#define SALON_N_HOURS 24
#define SALON_N_WEEKDAYS 7

typedef struct
{
  SalonDay from; /* as asked; from the first booking to the last when all of time was asked for */
  SalonDay to;
  SalonDay today;

  /* --- Bookings --- */
  SalonTally states[SALON_N_BOOKING_STATUSES]; /* cancelled: without lapsed ones */
  SalonTally lapsed;
  gint64 reductions_cents; /* turnover less the prices of the lines: what was granted or added */
  GArray *services;        /* SalonServiceTally, most money first; the texts are this struct's */
  gint64 hours[SALON_N_WEEKDAYS][SALON_N_HOURS]; /* kept bookings that begin there; 0 = Monday */
  SalonTally origins[SALON_N_ORIGINS];

  /* --- Money that moved --- */
  SalonTakings received;   /* by means; total, and how many payments */
  SalonGiftCardSums cards; /* sold, used, refunded, void, given, by kind of card */
  gint64 owed_cents;       /* at the end of the last day */

  /* --- Clients --- */
  gint64 n_clients;
  gint64 n_new_clients;
  gint64 n_passers_by; /* visits */
  SalonRate rebooked;
  int rhythm_days; /* 0: nobody came a second time */

  /* --- Time --- */
  SalonOccupancy occupancy;

  /* --- The web --- */
  gint64 web_visits; /* -1: not known */

  /* How many of those who were awaited in the 90 days before today came; 0 / 0: no such days */
  SalonRate show;

  GArray *series; /* SalonStatisticsStep, without gaps */
  SalonGrain grain;
} SalonStatistics;

SalonStatistics *salon_statistics_new (void);
void salon_statistics_free (SalonStatistics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonStatistics, salon_statistics_free)

/* Derived of the above. */
SalonTally salon_statistics_get_visits (const SalonStatistics *self); /* cents: the turnover */
SalonTally salon_statistics_get_booked (const SalonStatistics *self); /* pending and confirmed */
/* All but cancelled and lapsed ones. */
SalonTally salon_statistics_get_bookings (const SalonStatistics *self);
gint64 salon_statistics_get_average (const SalonStatistics *self); /* half up; 0: nobody came */
gint64 salon_statistics_get_cards_sold (const SalonStatistics *self);
gint64 salon_statistics_get_cards_used (const SalonStatistics *self);
gint64 salon_statistics_get_returning (const SalonStatistics *self);
SalonRate salon_statistics_get_occupancy (const SalonStatistics *self);
SalonRate salon_statistics_get_conversion (const SalonStatistics *self);
/* Turnover and what is booked × those who come, half up. All that is booked when nothing is known. */
gint64 salon_statistics_get_forecast (const SalonStatistics *self);

/* What one figure, or a part of it, counts: the rows behind it. */
typedef enum
{
  SALON_ROWS_BOOKINGS,
  SALON_ROWS_PAYMENTS,
  SALON_ROWS_CARDS,
  SALON_ROWS_CLIENTS,
  SALON_ROWS_NONE, /* it is made of no rows: visits of web pages, minutes that were closed */
} SalonRowsKind;

typedef struct
{
  SalonFigure figure;
  SalonDay from;
  SalonDay to;
  const char *key; /* nullable: of SERVICES the service's id, or its name without one; NULL: all */
  int weekday;     /* of HOURS; -1: all */
  int hour;
  int part; /* of RECEIVED a SalonMeans, of ORIGIN a SalonOrigin, of LOST a SalonLoss; -1: all */
} SalonFigureRows;

SalonRowsKind salon_figure_get_rows_kind (const SalonFigureRows *rows);

G_END_DECLS
