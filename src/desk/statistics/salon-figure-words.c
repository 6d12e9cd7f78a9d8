/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-figure-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "common/salon-format.h"

/* Beyond it a percentage says nothing any more: from one card to forty. */
#define MOST_PERCENT 999
/* What is booked so far tells how a month will be, and nothing of a year. */
#define DAYS_BOOKED_AHEAD 31

static const struct
{
  const char *title;
  const char *definition;
  gboolean grows; /* it, or what it is divided by, day by day, while the period lasts */
  int better;     /* 1: more is better; -1: less is; 0: neither */
} figures[SALON_N_FIGURES] = {
  [SALON_FIGURE_TURNOVER] = { N_ ("Turnover"),
                              N_ (
                                "The prices of the visits that took place, on their day, whoever paid for them and how. Gift "
                                "cards that are sold are not in it: they count when they are used."),
                              TRUE, 1 },
  [SALON_FIGURE_BOOKINGS] = { N_ ("Bookings"),
                              N_ (
                                "All bookings of these days, those that are still to come too, without the cancelled ones."),
                              FALSE, 1 },
  [SALON_FIGURE_AVERAGE] = { N_ ("Average Visit"),
                             N_ ("The turnover, divided by the visits that took place."), FALSE,
                             1 },
  [SALON_FIGURE_CANCELLED] = { N_ ("Cancelled"),
                               N_ (
                                 "Bookings of these days that somebody cancelled, and what they would have brought."),
                               TRUE, -1 },
  [SALON_FIGURE_NO_SHOWS] = { N_ ("No-Shows"),
                              N_ (
                                "Bookings whose client did not come, and what they would have brought."),
                              TRUE, -1 },
  [SALON_FIGURE_LAPSED] = { N_ ("Not Confirmed"),
                            N_ (
                              "Times that were held on the Internet and let go again, and bookings that were undone."),
                            TRUE, 0 },
  [SALON_FIGURE_CARDS_SOLD] = { N_ ("Gift Cards Sold"),
                                N_ (
                                  "What was put on gift cards that are paid for, less what was paid back. It is no turnover yet."),
                                TRUE, 1 },
  [SALON_FIGURE_CARDS_USED] = { N_ ("Gift Cards Used"),
                                N_ (
                                  "What was taken off gift cards in these days. The visits that they paid for are in the "
                                  "turnover."),
                                TRUE, 0 },
  [SALON_FIGURE_CARDS_OWED] = { N_ ("Gift Cards Still Owed"),
                                N_ (
                                  "What is left at the end of the last day on the cards that are good then. Those that you gave "
                                  "are not counted."),
                                FALSE, 0 },
  [SALON_FIGURE_SERVICES] = { N_ ("Services"),
                              N_ (
                                "The services of the visits that took place, each with the price at which it was booked."),
                              TRUE, 1 },
  [SALON_FIGURE_HOURS] = { N_ ("Busy Hours"),
                           N_ (
                             "How many bookings begin in each hour of the week. Cancelled ones and those who did not come "
                             "are not counted."),
                           FALSE, 1 },
  [SALON_FIGURE_RECEIVED] = { N_ ("Money Received"),
                              N_ (
                                "What was paid in these days, less what was given back, by means of payment. Gift cards are in "
                                "it when they are sold, by how they were paid; what is paid with a card is told by itself."),
                              TRUE, 1 },
  [SALON_FIGURE_CLIENTS] = { N_ ("Clients"),
                             N_ (
                               "The clients who came in these days, each counted once. Visits without a name are told apart."),
                             TRUE, 1 },
  [SALON_FIGURE_NEW_CLIENTS] = { N_ ("New Clients"),
                                 N_ ("Clients whose very first visit is in these days."), TRUE, 1 },
  [SALON_FIGURE_RETURNING_CLIENTS] = { N_ ("Returning Clients"),
                                       N_ (
                                         "Clients who came in these days and had been here before."),
                                       TRUE, 1 },
  [SALON_FIGURE_PASSERS_BY] = { N_ ("Visits Without a Name"),
                                N_ ("Visits of people who are not among your clients."), TRUE, 0 },
  [SALON_FIGURE_REBOOKED] = { N_ ("Booked Again"),
                              N_ (
                                "Of the visits of these days, how many were followed by a next booking before the day was over."),
                              FALSE, 1 },
  [SALON_FIGURE_RHYTHM] = { N_ ("Days Between Two Visits"),
                            N_ (
                              "The days since the client’s visit before: half of the visits come after fewer days, half after "
                              "more."),
                            FALSE, -1 },
  [SALON_FIGURE_OCCUPANCY] = { N_ ("Occupancy"),
                               N_ (
                                 "How much of your opening hours is taken by bookings, with the time before and after them."),
                               FALSE, 1 },
  [SALON_FIGURE_LOST] = { N_ ("Lost Time"),
                          N_ (
                            "Hours in which nobody came: closed although the usual week is open, no-shows, bookings that were "
                            "cancelled less than a day before, and gaps that are too short for your shortest service. Each "
                            "minute is counted once."),
                          FALSE, -1 },
  [SALON_FIGURE_FORECAST] = { N_ ("Expected Turnover"),
                              N_ (
                                "The turnover so far, and what is still booked in these days, as many of them as usually come "
                                "(counted over the last 90 days)."),
                              FALSE, 1 },
  [SALON_FIGURE_ORIGIN] = { N_ ("Where Bookings Come From"),
                            N_ (
                              "Who made the booking: you at the desk, or the client on the Internet. Cancelled ones are not "
                              "counted."),
                            FALSE, 0 },
  [SALON_FIGURE_CONVERSION] = { N_ ("Bookings per Visit of Your Web Pages"),
                                N_ (
                                  "How many bookings the web brought for each visit of your web pages. A visit is counted when "
                                  "somebody opens one of your pages from elsewhere: a search, a bookmark, a message. Search "
                                  "engines and other programs are not counted, and nothing is kept of who came."),
                                TRUE, 1 },
};

const char *
salon_figure_words_title (SalonFigure figure)
{
  return _ (figures[figure].title);
}

const char *
salon_figure_words_definition (SalonFigure figure)
{
  return _ (figures[figure].definition);
}

const char *
salon_figure_words_loss (SalonLoss loss)
{
  switch (loss)
    {
    case SALON_LOSS_CLOSED:
      return C_ ("lost time", "Closed");
    case SALON_LOSS_NO_SHOW:
      return C_ ("lost time", "No-shows");
    case SALON_LOSS_CANCELLED:
      return C_ ("lost time", "Cancelled too late");
    case SALON_LOSS_HOLE:
      return C_ ("lost time", "Gaps that are too short");
    }
  g_return_val_if_reached ("");
}

const char *
salon_figure_words_origin (SalonOrigin origin)
{
  switch (origin)
    {
    case SALON_ORIGIN_DESK:
      return C_ ("origin of a booking", "At the desk");
    case SALON_ORIGIN_WEB:
      return C_ ("origin of a booking", "On the Internet");
    }
  g_return_val_if_reached ("");
}

/* --- How much --- */

gboolean
salon_figure_words_is_single (SalonFigure figure)
{
  return figure != SALON_FIGURE_SERVICES && figure != SALON_FIGURE_HOURS
         && figure != SALON_FIGURE_LOST && figure != SALON_FIGURE_ORIGIN;
}

typedef enum
{
  COUNT,
  MONEY,
  TALLY, /* a number, and what it costs */
  RATE,
  DAYS,
} Kind;

/* Of one number. value < 0 of a rate or of days: not known. */
typedef struct
{
  Kind kind;
  double value; /* a rate is 0 … 1 */
  gint64 cents; /* of a tally */
} Amount;

static Amount
count (gint64 n)
{
  return (Amount) { COUNT, (double) n, 0 };
}

static Amount
money (gint64 cents)
{
  return (Amount) { MONEY, (double) cents, cents };
}

static Amount
tally (SalonTally tally)
{
  return (Amount) { TALLY, (double) tally.n, tally.cents };
}

static Amount
rate (SalonRate rate)
{
  return (Amount) { RATE, rate.whole > 0 ? (double) rate.part / (double) rate.whole : -1, 0 };
}

static Amount
get_amount (SalonFigure figure, const SalonStatistics *statistics)
{
  switch (figure)
    {
    case SALON_FIGURE_TURNOVER:
    case SALON_FIGURE_SERVICES:
      return money (salon_statistics_get_visits (statistics).cents);
    case SALON_FIGURE_BOOKINGS:
    case SALON_FIGURE_HOURS:
    case SALON_FIGURE_ORIGIN:
      return count (salon_statistics_get_bookings (statistics).n);
    case SALON_FIGURE_AVERAGE:
      return money (salon_statistics_get_average (statistics));
    case SALON_FIGURE_CANCELLED:
      return tally (statistics->states[SALON_BOOKING_CANCELLED]);
    case SALON_FIGURE_NO_SHOWS:
      return tally (statistics->states[SALON_BOOKING_NO_SHOW]);
    case SALON_FIGURE_LAPSED:
      return tally (statistics->lapsed);
    case SALON_FIGURE_CARDS_SOLD:
      return money (salon_statistics_get_cards_sold (statistics));
    case SALON_FIGURE_CARDS_USED:
      return money (salon_statistics_get_cards_used (statistics));
    case SALON_FIGURE_CARDS_OWED:
      return money (statistics->owed_cents);
    case SALON_FIGURE_RECEIVED:
      return money (statistics->received.total_cents);
    case SALON_FIGURE_CLIENTS:
      return count (statistics->n_clients);
    case SALON_FIGURE_NEW_CLIENTS:
      return count (statistics->n_new_clients);
    case SALON_FIGURE_RETURNING_CLIENTS:
      return count (salon_statistics_get_returning (statistics));
    case SALON_FIGURE_PASSERS_BY:
      return count (statistics->n_passers_by);
    case SALON_FIGURE_REBOOKED:
      return rate (statistics->rebooked);
    case SALON_FIGURE_RHYTHM:
      return (Amount) { DAYS, statistics->rhythm_days > 0 ? statistics->rhythm_days : -1, 0 };
    case SALON_FIGURE_OCCUPANCY:
    case SALON_FIGURE_LOST:
      return rate (salon_statistics_get_occupancy (statistics));
    case SALON_FIGURE_FORECAST:
      return money (salon_statistics_get_forecast (statistics));
    case SALON_FIGURE_CONVERSION:
      return rate (salon_statistics_get_conversion (statistics));
    }
  g_return_val_if_reached (count (0));
}

static char *
write_amount (SalonSession *session, const Amount *amount)
{
  g_autofree char *cents = NULL;

  if (amount->value < 0 && (amount->kind == RATE || amount->kind == DAYS))
    return g_strdup ("–");
  switch (amount->kind)
    {
    case COUNT:
      return g_strdup_printf ("%.0f", amount->value);
    case MONEY:
      return salon_format_money (session, amount->cents);
    case TALLY:
      cents = salon_format_money (session, amount->cents);
      /* Translators: how many bookings, and their prices: "3 (€120.00)" */
      return g_strdup_printf (C_ ("figure", "%1$.0f (%2$s)"), amount->value, cents);
    case RATE:
      return g_strdup_printf (C_ ("figure", "%.0f%%"), amount->value * 100);
    case DAYS:
      return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) amount->value),
                              (int) amount->value);
    }
  g_return_val_if_reached (NULL);
}

char *
salon_figure_words_value (SalonSession *session,
                          SalonFigure figure,
                          const SalonStatistics *statistics)
{
  Amount amount = get_amount (figure, statistics);

  return write_amount (session, &amount);
}

/* --- More or less --- */

/* Rates are compared as they stand; everything else in percent, where that says something. */
static char *
write_change (const Amount *now, const Amount *then)
{
  gboolean is_more = now->value > then->value;
  double percent =
    then->value > 0 ? round (fabs (now->value - then->value) * 100 / then->value) : 0;

  if (now->kind == RATE || now->kind == DAYS || percent < 1 || percent > MOST_PERCENT)
    return g_strdup (is_more ? C_ ("figure", "▲ More") : C_ ("figure", "▼ Less"));
  if (is_more)
    return g_strdup_printf (C_ ("figure", "▲ %d%% more"), (int) percent);
  return g_strdup_printf (C_ ("figure", "▼ %d%% less"), (int) percent);
}

/* Is it only a part of what it will be? */
static gboolean
is_partial (SalonFigure figure, const SalonStatisticsPair *pair)
{
  SalonDay to_come = pair->period.to - pair->now->today;
  gboolean is_booked = figure == SALON_FIGURE_BOOKINGS || figure == SALON_FIGURE_OCCUPANCY
                       || figure == SALON_FIGURE_FORECAST;

  if (is_booked)
    return to_come > DAYS_BOOKED_AHEAD;
  return figures[figure].grows && to_come > 0;
}

static SalonFigureChange
judge (SalonFigure figure, double now, double then)
{
  int better = figures[figure].better;

  if (now == then)
    return SALON_FIGURE_CHANGE_EQUAL;
  if (better == 0)
    return SALON_FIGURE_CHANGE_OTHER;
  return (now > then) == (better > 0) ? SALON_FIGURE_CHANGE_BETTER : SALON_FIGURE_CHANGE_WORSE;
}

SalonFigureChange
salon_figure_words_change (SalonSession *session,
                           SalonFigure figure,
                           const SalonStatisticsPair *pair,
                           char **words)
{
  const Amount now = get_amount (figure, pair->now);
  const Amount then = get_amount (figure, pair->then);
  g_autofree char *period = salon_statistics_period_write (&pair->before);
  g_autofree char *heading = salon_format_heading (period);
  g_autofree char *value_now = write_amount (session, &now);
  g_autofree char *value = write_amount (session, &then);
  /* Translators: a period and what it was then: "February 2026: €3,980.00" */
  g_autofree char *before = g_strdup_printf (C_ ("figure", "%1$s: %2$s"), heading, value);
  g_autofree char *change = NULL;
  /* What reads the same is the same: 4% is not more than 4%. */
  SalonFigureChange judgement = g_str_equal (value_now, value)
                                  ? SALON_FIGURE_CHANGE_EQUAL
                                  : judge (figure, now.value, then.value);
  gboolean is_known = now.value >= 0 && then.value >= 0;

  if (is_partial (figure, pair) || !is_known)
    {
      *words = g_steal_pointer (&before);
      return SALON_FIGURE_CHANGE_NONE;
    }
  change = judgement == SALON_FIGURE_CHANGE_EQUAL ? g_strdup (C_ ("figure", "As before"))
                                                  : write_change (&now, &then);
  *words = g_strdup_printf ("%s. %s", change, before);
  return judgement;
}
