/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often the web pages of the sample were opened, on each day since they were put up. Made of the days
 * alone, without chance: nothing else of the sample depends on it, and nobody ever opened them.
 */
#include "salon-sample-filler-private.h"
#include "salon-sqlite.h"

/* As far back as a sample of the usual size goes: this month has that of last year beside it. */
#define DAYS_COUNTED 430

/* ?1 the first day, ?2 today. More at the end of the week, when people have time. */
static const char visits_sql[] =
  "WITH RECURSIVE days (day) AS (\n"
  "  SELECT date (?1)\n"
  "  UNION ALL\n"
  "  SELECT date (day, '+1 day') FROM days WHERE day < ?2\n"
  ")\n"
  "INSERT INTO web_visits (id, day, visits)\n"
  "SELECT printf ('%08d-0000-7000-8000-000000000000', replace (day, '-', '')), day,\n"
  "  9 + CAST (strftime ('%d', day) AS INTEGER) * 7 % 11\n"
  "    + CAST (strftime ('%w', day) AS INTEGER) * 2\n"
  "FROM days";

gboolean
salon_sample_filler_write_web_visits (SalonSampleFiller *self, GError **error)
{
  GArray *visits = self->plan->visits;
  SalonDay first = self->plan->today - DAYS_COUNTED;
  g_autoptr (sqlite3_stmt) insert = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (visits->len == 0 || g_array_index (visits, SalonSampleVisit, 0).day > self->plan->today)
    return TRUE;
  from = salon_day_format (MAX (first, g_array_index (visits, SalonSampleVisit, 0).day));
  to = salon_day_format (self->plan->today);
  insert = salon_sqlite_prepare (self->database, visits_sql, error);
  if (insert == NULL)
    return FALSE;
  salon_sample_bind_text (insert, 1, from);
  salon_sample_bind_text (insert, 2, to);
  return salon_sqlite_run (insert, error);
}
