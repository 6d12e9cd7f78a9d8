/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics.h"

#define DAYS_OF_A_QUARTER 92
#define DAYS_OF_TEN_YEARS 3653

static const char *const figure_wires[SALON_N_FIGURES] = {
  [SALON_FIGURE_TURNOVER] = "turnover",
  [SALON_FIGURE_BOOKINGS] = "bookings",
  [SALON_FIGURE_AVERAGE] = "average",
  [SALON_FIGURE_CANCELLED] = "cancelled",
  [SALON_FIGURE_NO_SHOWS] = "no_shows",
  [SALON_FIGURE_LAPSED] = "lapsed",
  [SALON_FIGURE_CARDS_SOLD] = "cards_sold",
  [SALON_FIGURE_CARDS_USED] = "cards_used",
  [SALON_FIGURE_CARDS_OWED] = "cards_owed",
  [SALON_FIGURE_SERVICES] = "services",
  [SALON_FIGURE_HOURS] = "hours",
  [SALON_FIGURE_RECEIVED] = "received",
  [SALON_FIGURE_CLIENTS] = "clients",
  [SALON_FIGURE_NEW_CLIENTS] = "new_clients",
  [SALON_FIGURE_RETURNING_CLIENTS] = "returning_clients",
  [SALON_FIGURE_PASSERS_BY] = "passers_by",
  [SALON_FIGURE_REBOOKED] = "rebooked",
  [SALON_FIGURE_RHYTHM] = "rhythm",
  [SALON_FIGURE_OCCUPANCY] = "occupancy",
  [SALON_FIGURE_LOST] = "lost",
  [SALON_FIGURE_FORECAST] = "forecast",
  [SALON_FIGURE_ORIGIN] = "origin",
  [SALON_FIGURE_CONVERSION] = "conversion",
};

const char *
salon_figure_to_wire (SalonFigure figure)
{
  g_return_val_if_fail (figure < SALON_N_FIGURES, NULL);
  return figure_wires[figure];
}

SalonOrigin
salon_origin_from_id (const char *booking_id)
{
  g_return_val_if_fail (booking_id != NULL, SALON_ORIGIN_DESK);

  for (int i = 0; i < SALON_ORIGIN_ID_VERSION; i++)
    if (booking_id[i] == '\0')
      return SALON_ORIGIN_WEB;
  return booking_id[SALON_ORIGIN_ID_VERSION] == '7' ? SALON_ORIGIN_DESK : SALON_ORIGIN_WEB;
}

gboolean
salon_statistics_is_lapse (const char *reason)
{
  return g_strcmp0 (reason, SALON_BOOKING_HOLD_EXPIRED) == 0
         || g_strcmp0 (reason, SALON_BOOKING_UNDONE) == 0;
}

SalonGrain
salon_grain_for_days (SalonDay from, SalonDay to)
{
  if (to - from <= DAYS_OF_A_QUARTER)
    return SALON_GRAIN_DAY;
  return to - from <= DAYS_OF_TEN_YEARS ? SALON_GRAIN_MONTH : SALON_GRAIN_YEAR;
}

static void
clear_service (gpointer data)
{
  SalonServiceTally *service = data;

  g_free ((char *) service->service_id);
  g_free ((char *) service->name);
}

SalonStatistics *
salon_statistics_new (void)
{
  SalonStatistics *self = g_new0 (SalonStatistics, 1);

  self->services = g_array_new (FALSE, TRUE, sizeof (SalonServiceTally));
  g_array_set_clear_func (self->services, clear_service);
  self->series = g_array_new (FALSE, TRUE, sizeof (SalonStatisticsStep));
  self->web_visits = -1;
  return self;
}

void
salon_statistics_free (SalonStatistics *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->services);
  g_array_unref (self->series);
  g_free (self);
}

static SalonTally
sum_two (SalonTally a, SalonTally b)
{
  return (SalonTally) { a.n + b.n, a.cents + b.cents };
}

SalonTally
salon_statistics_get_visits (const SalonStatistics *self)
{
  return sum_two (self->states[SALON_BOOKING_ARRIVED], self->states[SALON_BOOKING_COMPLETED]);
}

SalonTally
salon_statistics_get_booked (const SalonStatistics *self)
{
  return sum_two (self->states[SALON_BOOKING_PENDING], self->states[SALON_BOOKING_CONFIRMED]);
}

SalonTally
salon_statistics_get_bookings (const SalonStatistics *self)
{
  SalonTally kept =
    sum_two (salon_statistics_get_visits (self), salon_statistics_get_booked (self));

  return sum_two (kept, self->states[SALON_BOOKING_NO_SHOW]);
}

gint64
salon_statistics_get_average (const SalonStatistics *self)
{
  SalonTally visits = salon_statistics_get_visits (self);

  return visits.n > 0 ? (2 * visits.cents + visits.n) / (2 * visits.n) : 0;
}

gint64
salon_statistics_get_cards_sold (const SalonStatistics *self)
{
  gint64 cents = 0;

  for (int i = 0; i < SALON_N_GIFT_CARD_KINDS; i++)
    cents += self->cards.sold_cents[i];
  return cents;
}

gint64
salon_statistics_get_cards_used (const SalonStatistics *self)
{
  gint64 cents = 0;

  for (int i = 0; i < SALON_N_GIFT_CARD_KINDS; i++)
    cents += self->cards.used_cents[i];
  return cents;
}

gint64
salon_statistics_get_returning (const SalonStatistics *self)
{
  return self->n_clients - self->n_new_clients;
}

SalonRate
salon_statistics_get_occupancy (const SalonStatistics *self)
{
  return (SalonRate) { self->occupancy.booked, self->occupancy.open };
}

SalonRate
salon_statistics_get_conversion (const SalonStatistics *self)
{
  if (self->web_visits < 0)
    return (SalonRate) { 0, 0 };
  return (SalonRate) { self->origins[SALON_ORIGIN_WEB].n, self->web_visits };
}

gint64
salon_statistics_get_forecast (const SalonStatistics *self)
{
  gint64 done = salon_statistics_get_visits (self).cents;
  gint64 booked = salon_statistics_get_booked (self).cents;

  if (self->show.whole <= 0)
    return done + booked;
  return done + (2 * booked * self->show.part + self->show.whole) / (2 * self->show.whole);
}

SalonRowsKind
salon_figure_get_rows_kind (const SalonFigureRows *rows)
{
  switch (rows->figure)
    {
    case SALON_FIGURE_TURNOVER:
    case SALON_FIGURE_BOOKINGS:
    case SALON_FIGURE_AVERAGE:
    case SALON_FIGURE_CANCELLED:
    case SALON_FIGURE_NO_SHOWS:
    case SALON_FIGURE_LAPSED:
    case SALON_FIGURE_SERVICES:
    case SALON_FIGURE_HOURS:
    case SALON_FIGURE_PASSERS_BY:
    case SALON_FIGURE_REBOOKED:
    case SALON_FIGURE_RHYTHM:
    case SALON_FIGURE_OCCUPANCY:
    case SALON_FIGURE_FORECAST:
    case SALON_FIGURE_ORIGIN:
    case SALON_FIGURE_CONVERSION:
      return SALON_ROWS_BOOKINGS;
    case SALON_FIGURE_CARDS_SOLD:
    case SALON_FIGURE_CARDS_USED:
    case SALON_FIGURE_CARDS_OWED:
      return SALON_ROWS_CARDS;
    case SALON_FIGURE_RECEIVED:
      return SALON_ROWS_PAYMENTS;
    case SALON_FIGURE_CLIENTS:
    case SALON_FIGURE_NEW_CLIENTS:
    case SALON_FIGURE_RETURNING_CLIENTS:
      return SALON_ROWS_CLIENTS;
    case SALON_FIGURE_LOST:
      return rows->part == SALON_LOSS_NO_SHOW || rows->part == SALON_LOSS_CANCELLED
               ? SALON_ROWS_BOOKINGS
               : SALON_ROWS_NONE;
    }
  return SALON_ROWS_NONE;
}
