/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-pair.h"

#include "store/salon-reader-statistics.h"

typedef struct
{
  SalonStatisticsPeriod period;
  SalonStatisticsAgainst against;
  SalonDay today;
} Question;

void
salon_statistics_pair_free (SalonStatisticsPair *self)
{
  g_clear_pointer (&self->now, salon_statistics_free);
  g_clear_pointer (&self->then, salon_statistics_free);
  g_free (self);
}

/* Both with the steps of the first: beside each other they mean the same. */
SalonStatisticsPair *
salon_statistics_pair_read (SalonReader *reader,
                            const SalonStatisticsPeriod *period,
                            SalonStatisticsAgainst against,
                            SalonDay today,
                            GError **error)
{
  g_autoptr (SalonStatisticsPair) pair = g_new0 (SalonStatisticsPair, 1);
  SalonGrain grain = salon_grain_for_days (period->from, period->to);

  pair->period = *period;
  pair->before = salon_statistics_period_compare (period, against);
  pair->now = salon_reader_statistics_get (reader, period->from, period->to, today, grain, error);
  if (pair->now == NULL)
    return NULL;
  pair->then =
    salon_reader_statistics_get (reader, pair->before.from, pair->before.to, today, grain, error);
  return pair->then != NULL ? g_steal_pointer (&pair) : NULL;
}

static gpointer
read_in_worker (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);

  if (reader == NULL)
    return NULL;
  return salon_statistics_pair_read (reader, &question->period, question->against, question->today,
                                     error);
}

void
salon_statistics_pair_read_async (SalonSession *session,
                                  const SalonStatisticsPeriod *period,
                                  SalonStatisticsAgainst against,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Question *question = g_new (Question, 1);

  *question = (Question) {
    .period = *period,
    .against = against,
    .today = salon_moment_get_day (salon_session_get_now (session)),
  };
  salon_worker_run_async (salon_session_get_worker (session), read_in_worker, question, g_free,
                          (GDestroyNotify) salon_statistics_pair_free, cancellable, callback,
                          user_data);
}

SalonStatisticsPair *
salon_statistics_pair_read_finish (SalonSession *session, GAsyncResult *result, GError **error)
{
  return salon_worker_run_finish (salon_session_get_worker (session), result, error);
}
