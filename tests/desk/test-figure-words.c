/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a figure since the period before, on values that are made by hand. */
#include "statistics/salon-figure-words.h"

#define FIRST salon_day_from_ymd (2026, 2, 1)
#define LENGTH 28

static SalonStatistics *
make_statistics (gint64 n_bookings, gint64 n_visits, SalonDay today)
{
  SalonStatistics *statistics = salon_statistics_new ();

  statistics->today = today;
  statistics->origins[SALON_ORIGIN_WEB].n = n_bookings;
  statistics->web_visits = n_visits;
  return statistics;
}

/* Of 1000 visits, in February, and in as many days before it. */
static SalonFigureChange
change (gint64 n_before, gint64 n_now, SalonDay today, char **words)
{
  g_autoptr (SalonStatisticsPair) pair = g_new0 (SalonStatisticsPair, 1);

  pair->period = salon_statistics_period_make_dates (FIRST, FIRST + LENGTH - 1);
  pair->before = salon_statistics_period_compare (&pair->period, SALON_STATISTICS_AGAINST_BEFORE);
  pair->now = make_statistics (n_now, 1000, today);
  pair->then = make_statistics (n_before, 1000, today);
  return salon_figure_words_change (NULL, SALON_FIGURE_CONVERSION, pair, words);
}

static void
test_more_and_less (void)
{
  g_autofree char *more = NULL;
  g_autofree char *less = NULL;

  g_assert_cmpint (change (40, 60, FIRST + LENGTH, &more), ==, SALON_FIGURE_CHANGE_BETTER);
  g_assert_true (g_str_has_prefix (more, "▲ More. "));
  g_assert_true (g_str_has_suffix (more, ": 4%"));
  g_assert_cmpint (change (60, 40, FIRST + LENGTH, &less), ==, SALON_FIGURE_CHANGE_WORSE);
  g_assert_true (g_str_has_prefix (less, "▼ Less. "));
}

/* 4.1% is not more than 3.9% for somebody who reads 4% twice. */
static void
test_what_reads_the_same_is_the_same (void)
{
  g_autofree char *words = NULL;

  g_assert_cmpint (change (39, 41, FIRST + LENGTH, &words), ==, SALON_FIGURE_CHANGE_EQUAL);
  g_assert_true (g_str_has_prefix (words, "As before. "));
}

/* Its bookings are known until its end, and the visits of the web pages until today. */
static void
test_an_open_period_is_not_judged (void)
{
  g_autofree char *words = NULL;

  g_assert_cmpint (change (40, 60, FIRST + 10, &words), ==, SALON_FIGURE_CHANGE_NONE);
  g_assert_null (g_strstr_len (words, -1, "More"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/figure-words/more-and-less", test_more_and_less);
  g_test_add_func ("/salon/figure-words/what-reads-the-same-is-the-same",
                   test_what_reads_the_same_is_the_same);
  g_test_add_func ("/salon/figure-words/an-open-period-is-not-judged",
                   test_an_open_period_is_not_judged);
  return g_test_run ();
}
