/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Closings, and the look at the whole chain.
 *
 * A closing covers the lines after those that the last one of its kind covered, up to the last line
 * of its day on the salon's clock. A month is closed when a day of a later one is, a year likewise:
 * until then a payment may still come to them.
 */
#include "salon-till.h"

#include "salon-store-error.h"
#include "salon-till-private.h"

void
salon_till_report_free (SalonTillReport *report)
{
  g_free (report->hash);
  g_clear_pointer (&report->faults, g_array_unref);
  g_free (report);
}

gboolean
salon_till_read (SalonStore *store,
                 SalonTillWalk *walk,
                 SalonTillLineFunc func,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  static const char *sql = "SELECT " SALON_TILL_COLUMNS "\nFROM till_journal\nORDER BY number";
  g_autoptr (SalonStatement) rows = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      g_autoptr (SalonTillLine) line = salon_till_line_from_row (rows);

      salon_till_walk_add (walk, line);
      if (func != NULL)
        func (line, data);
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Closing --- */

/* A line that no closing of a day covers. */
typedef struct
{
  gint64 number;
  SalonDay day;
} OpenLine;

typedef struct
{
  SalonStore *store;
  SalonTillWalk *walk;
  GTimeZone *zone;
  GArray *open; /* of OpenLine, by number */
  gint64 now;
  gint64 covered;    /* up to where days are closed */
  SalonDay last_day; /* that is closed; SALON_DAY_NONE: none */
  char *last_month;  /* period; NULL: none */
  char *last_year;
} Closer;

static void
closer_clear (Closer *self)
{
  g_clear_pointer (&self->walk, salon_till_walk_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->open, g_array_unref);
  g_free (self->last_month);
  g_free (self->last_year);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Closer, closer_clear)

static void
note_closing (Closer *self, const SalonTillLine *line)
{
  SalonTillTotals totals;

  if (g_str_equal (line->kind, SALON_TILL_MONTH))
    g_set_str (&self->last_month, line->period);
  else if (g_str_equal (line->kind, SALON_TILL_YEAR))
    g_set_str (&self->last_year, line->period);
  else
    {
      if (line->period != NULL)
        salon_day_parse (line->period, &self->last_day, NULL);
      if (line->totals != NULL && salon_till_totals_from_text (line->totals, &totals, NULL))
        self->covered = MAX (self->covered, totals.last);
    }
}

static void
note_line (const SalonTillLine *line, gpointer data)
{
  Closer *self = data;
  OpenLine open = { line->number, 0 };

  if (salon_till_line_is_closing (line))
    {
      note_closing (self, line);
      return;
    }
  /* Nobody has to close a day for that. */
  if (!salon_till_line_is_payment (line))
    return;
  open.day = salon_moment_get_day (salon_moment_from_instant (line->at, self->zone));
  g_array_append_val (self->open, open);
}

static gboolean
append_closing (Closer *self, const char *kind, SalonDay day, gint64 last, GError **error)
{
  g_autoptr (SalonTillLine) line = g_new0 (SalonTillLine, 1);
  SalonTillTotals totals = salon_till_walk_sum (self->walk, kind, last);

  line->kind = g_strdup (kind);
  line->period = salon_till_line_make_period (kind, day);
  line->totals = salon_till_totals_to_text (&totals);
  if (!salon_till_append (self->store, line, self->now, error))
    return FALSE;
  salon_till_walk_add (self->walk, line);
  note_closing (self, line);
  return TRUE;
}

/* The period of the day that was closed last is over when @day is in a later one. */
static gboolean
close_period (Closer *self, const char *kind, const char *last_period, SalonDay day, GError **error)
{
  g_autofree char *ended = salon_till_line_make_period (kind, self->last_day);
  g_autofree char *now = salon_till_line_make_period (kind, day);

  if (g_str_equal (ended, now) || g_strcmp0 (last_period, ended) >= 0)
    return TRUE;
  return append_closing (self, kind, self->last_day, self->covered, error);
}

static gboolean
close_day (Closer *self, SalonDay day, GError **error)
{
  gint64 last = self->covered;

  if (self->last_day != SALON_DAY_NONE
      && (!close_period (self, SALON_TILL_MONTH, self->last_month, day, error)
          || !close_period (self, SALON_TILL_YEAR, self->last_year, day, error)))
    return FALSE;
  for (guint i = 0; i < self->open->len; i++)
    {
      const OpenLine *open = &g_array_index (self->open, OpenLine, i);

      if (open->day <= day)
        last = MAX (last, open->number);
    }
  return append_closing (self, SALON_TILL_DAY, day, last, error);
}

/* The first day before @day with a line that is not covered; @day when there is none. Never one before
 * the day that was closed last: what comes late counts for that. */
static SalonDay
find_next_day (Closer *self, SalonDay day)
{
  SalonDay next = day;

  for (guint i = 0; i < self->open->len; i++)
    {
      const OpenLine *open = &g_array_index (self->open, OpenLine, i);

      if (open->number > self->covered)
        next = MIN (next, open->day);
    }
  return MAX (next, self->last_day);
}

static gboolean
has_open (Closer *self)
{
  return self->open->len > 0
         && g_array_index (self->open, OpenLine, self->open->len - 1).number > self->covered;
}

static gboolean
close_days (Closer *self, SalonDay day, GError **error)
{
  SalonDay next;

  if (day > salon_moment_get_day (salon_moment_from_instant (self->now, self->zone)))
    {
      g_set_error_literal (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED,
                           "the day has not come");
      return FALSE;
    }
  if (self->last_day >= day && !has_open (self))
    {
      g_set_error_literal (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING,
                           "closed, and nothing was taken since");
      return FALSE;
    }
  do
    {
      next = find_next_day (self, day);
      if (!close_day (self, next, error))
        return FALSE;
    }
  while (next < day);
  return TRUE;
}

static gboolean
write_closings (SalonStore *store, SalonDay day, gint64 now, GError **error)
{
  g_auto (Closer) closer = {
    .store = store,
    .walk = salon_till_walk_new (),
    .open = g_array_new (FALSE, FALSE, sizeof (OpenLine)),
    .now = now,
    .last_day = SALON_DAY_NONE,
  };

  closer.zone = salon_store_read_zone (store, error);
  return closer.zone != NULL
         && salon_till_read (store, closer.walk, note_line, &closer, NULL, error)
         && close_days (&closer, day, error);
}

gboolean
salon_till_close (SalonStore *store, SalonDay day, gint64 now, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!salon_store_begin (store, error))
    return FALSE;
  if (!write_closings (store, day, now, error) || !salon_store_commit (store, NULL, error))
    {
      salon_store_roll_back (store);
      return FALSE;
    }
  return TRUE;
}

/* --- Verifying --- */

static gboolean
end_walk (SalonStore *store, SalonTillWalk *walk, char **hash, GError **error)
{
  static const char *sql = "SELECT (SELECT number FROM till_head), (SELECT hash FROM till_head),\n"
                           "  (SELECT hash FROM till_journal ORDER BY number DESC LIMIT 1)";
  g_autoptr (SalonStatement) head = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (head == NULL || !salon_sqlite_step (head, &row, error))
    return FALSE;
  salon_till_walk_end (walk, sqlite3_column_int64 (head, 0), salon_statement_get_text (head, 1));
  *hash = g_strdup (salon_statement_get_text (head, 2));
  return TRUE;
}

SalonTillReport *
salon_till_verify (SalonStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (SalonTillWalk) walk = NULL;
  g_autoptr (SalonTillReport) report = NULL;

  g_return_val_if_fail (SALON_IS_STORE (store), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  walk = salon_till_walk_new ();
  report = g_new0 (SalonTillReport, 1);
  if (!salon_till_read (store, walk, NULL, NULL, cancellable, error)
      || !end_walk (store, walk, &report->hash, error))
    return NULL;
  report->n_lines = salon_till_walk_get_n_lines (walk);
  report->faults = g_array_ref (salon_till_walk_get_faults (walk));
  return g_steal_pointer (&report);
}
