/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stretch of days is some whole months with days at both ends. For each part of the figures (bookings,
 * clients, time, money) the whole months are read from the sums, in pieces as large as there are; those
 * that are stale are taken off again and read from their rows, and so are the ends. All of it in one
 * transaction, so that what is stale and what is summed are of the same moment.
 */
#include "salon-reader-statistics.h"

#include <string.h>

#include "core/salon-occupancy.h"

#include "salon-reader-private.h"
#include "salon-statistics-rows.h"

#define SECONDS_OF_A_DAY (24 * 60 * 60)
/* How long back it is looked who came of those who were awaited. */
#define SHOW_DAYS 90
/* Days without end have no minutes: so far around what is booked they are open. */
#define MONTHS_AROUND 36
/* Before it there is no money: February of the year 1. */
#define FIRST_MONTH 13
/* Of what is asked by day, all rows are read: nobody looks at more than this. */
#define MOST_STEPS_OF_DAYS 400

typedef struct
{
  SalonReader *reader;
  SalonStatisticsRows rows;
  SalonStatistics *found;
  gint64 first_month; /* the whole months, [first, last); none when they are the same */
  gint64 last_month;
} Question;

typedef struct
{
  gint64 month;
  guint parts;
} Stale;

/* --- What is asked --- */

static gboolean
run (SalonReader *reader, const char *sql, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_reader_prepare (reader, sql, error);

  return statement != NULL && salon_sqlite_run (statement, error);
}

/* The days of the first and the last booking; today when there is none. */
static gboolean
find_extent (Question *self, SalonDay *first, SalonDay *last, GError **error)
{
  static const char sql[] = "SELECT (SELECT min (start_minute) FROM bookings),\n"
                            "  (SELECT max (start_minute) FROM bookings)";
  g_autoptr (SalonStatement) extent = salon_reader_prepare (self->reader, sql, error);
  gboolean row = FALSE;

  if (extent == NULL || !salon_sqlite_step (extent, &row, error))
    return FALSE;
  *first = *last = self->found->today;
  if (sqlite3_column_type (extent, 0) == SQLITE_NULL)
    return TRUE;
  *first = salon_moment_get_day (sqlite3_column_int64 (extent, 0));
  *last = salon_moment_get_day (sqlite3_column_int64 (extent, 1));
  return TRUE;
}

static gboolean
set_stretch (Question *self, SalonDay from, SalonDay to, GError **error)
{
  SalonStatistics *found = self->found;
  SalonDay first, last;

  if (!find_extent (self, &first, &last, error))
    return FALSE;
  found->from = from != SALON_DAY_NONE ? from : MIN (first, found->today);
  found->to = to != SALON_DAY_NONE ? to : MAX (last, found->today) + 1;
  if (found->to <= found->from)
    found->to = found->from + 1;
  self->first_month = salon_statistics_rows_month_of_day (found->from - 1) + 1;
  self->last_month = salon_statistics_rows_month_of_day (found->to);
  if (self->first_month > self->last_month)
    self->last_month = self->first_month;
  return TRUE;
}

static SalonDay
end_of_step (SalonDay day, SalonGrain grain)
{
  int year;

  switch (grain)
    {
    case SALON_GRAIN_DAY:
      return day + 1;
    case SALON_GRAIN_MONTH:
      return salon_statistics_rows_first_day (salon_statistics_rows_month_of_day (day) + 1);
    case SALON_GRAIN_YEAR:
      salon_day_to_ymd (day, &year, NULL, NULL);
      return salon_statistics_rows_first_day ((gint64) (year + 1) * 12);
    }
  return day + 1;
}

static void
make_steps (Question *self, SalonGrain grain)
{
  SalonStatistics *found = self->found;

  if (grain == SALON_GRAIN_DAY && found->to - found->from > MOST_STEPS_OF_DAYS)
    grain = salon_grain_for_days (found->from, found->to);
  found->grain = grain;
  for (SalonDay day = found->from; day < found->to;)
    {
      SalonStatisticsStep step = { .from = day, .to = MIN (end_of_step (day, grain), found->to) };

      g_array_append_val (found->series, step);
      day = step.to;
    }
}

/* --- Whole months --- */

static GArray *
list_stale (Question *self, SalonPart part, gint64 from, gint64 to, GError **error)
{
  static const char sql[] = "SELECT month, parts\n"
                            "FROM statistics_stale\n"
                            "WHERE month >= ?1\n"
                            "  AND month < ?2\n"
                            "  AND parts & ?3 <> 0";
  g_autoptr (GArray) stale = g_array_new (FALSE, FALSE, sizeof (Stale));
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self->reader, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, from);
  sqlite3_bind_int64 (rows, 2, to);
  sqlite3_bind_int (rows, 3, (int) part);
  if (!salon_sqlite_step (rows, &row, error))
    return NULL;
  while (row)
    {
      Stale one = { sqlite3_column_int64 (rows, 0), (guint) sqlite3_column_int (rows, 1) };

      g_array_append_val (stale, one);
      if (!salon_sqlite_step (rows, &row, error))
        return NULL;
    }
  return g_steal_pointer (&stale);
}

static gboolean
is_stale (GArray *stale, gint64 month)
{
  for (guint i = 0; i < stale->len; i++)
    if (g_array_index (stale, Stale, i).month == month)
      return TRUE;
  return FALSE;
}

static gboolean
add_months (Question *self,
            SalonPart part,
            gint64 from,
            gint64 to,
            SalonCells *cells,
            GArray *stale,
            GError **error)
{
  SalonStatistics *steps = part == SALON_PART_BOOKINGS ? self->found : NULL;

  if (!salon_cells_add_stored (cells, &self->rows.source, part, from, to, 1, error))
    return FALSE;
  for (guint i = 0; i < stale->len; i++)
    {
      gint64 month = g_array_index (stale, Stale, i).month;

      if (!salon_cells_add_stored (cells, &self->rows.source, part, month, month + 1, -1, error)
          || !salon_statistics_rows_add_month (&self->rows, part, month, cells, steps, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Bookings --- */

/* The whole months that are not stale, month by month. */
static gboolean
add_months_to_steps (Question *self, GArray *stale, GError **error)
{
  static const char sql[] = "SELECT start, key, n, cents\n"
                            "FROM statistics\n"
                            "WHERE grain = 1\n"
                            "  AND kind = 1\n"
                            "  AND start >= ?1\n"
                            "  AND start < ?2";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self->reader, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, self->first_month);
  sqlite3_bind_int64 (rows, 2, self->last_month);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      gint64 month = sqlite3_column_int64 (rows, 0);

      if (!is_stale (stale, month))
        salon_statistics_rows_add_to_step (self->found, salon_statistics_rows_first_day (month),
                                           sqlite3_column_int (rows, 1) % 8,
                                           sqlite3_column_int64 (rows, 2),
                                           sqlite3_column_int64 (rows, 3));
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_bookings (Question *self, SalonCells *cells, GError **error)
{
  SalonStatistics *found = self->found;
  g_autoptr (GArray) stale = NULL;

  /* By day, or without a whole month: everything is an end. */
  if (found->grain == SALON_GRAIN_DAY || self->first_month == self->last_month)
    return salon_statistics_rows_add_bookings (&self->rows, found->from, found->to, cells, found,
                                               error);
  stale = list_stale (self, SALON_PART_BOOKINGS, self->first_month, self->last_month, error);
  return stale != NULL
         && add_months (self, SALON_PART_BOOKINGS, self->first_month, self->last_month, cells,
                        stale, error)
         && add_months_to_steps (self, stale, error)
         && salon_statistics_rows_add_bookings (&self->rows, found->from,
                                                salon_statistics_rows_first_day (self->first_month),
                                                cells, found, error)
         && salon_statistics_rows_add_bookings (&self->rows,
                                                salon_statistics_rows_first_day (self->last_month),
                                                found->to, cells, found, error);
}

static char *
dup_service_name (Question *self, const char *id, GError **error)
{
  static const char sql[] = "SELECT name FROM services WHERE id = ?1";
  g_autoptr (SalonStatement) service = salon_reader_prepare (self->reader, sql, error);
  gboolean row = FALSE;

  if (service == NULL)
    return NULL;
  salon_statement_bind_text (service, 1, id);
  if (!salon_sqlite_step (service, &row, error))
    return NULL;
  return g_strdup (row ? salon_statement_get_text (service, 0) : "");
}

static gboolean
take_service (Question *self, const SalonCell *cell, GError **error)
{
  SalonServiceTally service = { .tally = { cell->n, cell->cents } };

  if (*cell->text == ':')
    service.name = g_strdup (cell->text + 1);
  else
    {
      service.name = dup_service_name (self, cell->text, error);
      service.service_id = g_strdup (cell->text);
    }
  self->found->reductions_cents -= cell->cents;
  g_array_append_val (self->found->services, service);
  return service.name != NULL;
}

static int
compare_services (gconstpointer a, gconstpointer b)
{
  const SalonServiceTally *one = a, *other = b;

  if (one->tally.cents != other->tally.cents)
    return one->tally.cents > other->tally.cents ? -1 : 1;
  if (one->tally.n != other->tally.n)
    return one->tally.n > other->tally.n ? -1 : 1;
  if (strcmp (one->name, other->name) != 0)
    return strcmp (one->name, other->name);
  return g_strcmp0 (one->service_id, other->service_id);
}

static void
take_state (SalonStatistics *found, const SalonCell *cell)
{
  int state = (int) (cell->number % 8);
  SalonOrigin origin = (SalonOrigin) (cell->number / 8);
  SalonTally *tally = state == SALON_CELL_LAPSED ? &found->lapsed : &found->states[state];

  tally->n += cell->n;
  tally->cents += cell->cents;
  if (state == SALON_CELL_LAPSED || state == SALON_BOOKING_CANCELLED)
    return;
  found->origins[origin].n += cell->n;
  found->origins[origin].cents += cell->cents;
}

static gboolean
read_bookings (Question *self, GError **error)
{
  g_autoptr (SalonCells) cells = salon_cells_new ();
  SalonStatistics *found = self->found;
  SalonCellsIter iter;
  const SalonCell *cell;

  if (!add_bookings (self, cells, error))
    return FALSE;
  salon_cells_iter_init (&iter, cells);
  while ((cell = salon_cells_iter_next (&iter)) != NULL)
    {
      if (cell->n == 0 && cell->cents == 0)
        continue;
      if (cell->kind == SALON_CELL_STATE)
        take_state (found, cell);
      else if (cell->kind == SALON_CELL_HOUR)
        found->hours[cell->number / 24][cell->number % 24] += cell->n;
      else if (!take_service (self, cell, error))
        return FALSE;
    }
  found->reductions_cents += salon_statistics_get_visits (found).cents;
  g_array_sort (found->services, compare_services);
  return TRUE;
}

/* --- Clients --- */

/* Those who were seen last in the month in which the stretch begins, but before it, and then not before
 * its first whole month: in the sums of the months they look like those who came at its beginning. */
static gboolean
count_across (Question *self, gint64 *n, GError **error)
{
  static const char sql[] = "SELECT count (*)\n"
                            "FROM (\n"
                            "  SELECT DISTINCT client_id\n"
                            "  FROM bookings\n"
                            "  WHERE start_minute >= ?1\n"
                            "    AND start_minute < ?2\n"
                            "    AND client_id IS NOT NULL\n"
                            "    AND status IN ('arrived', 'completed')\n"
                            ") AS c\n"
                            "WHERE (\n"
                            "  SELECT b.start_minute\n"
                            "  FROM bookings AS b\n"
                            "  WHERE b.client_id = c.client_id\n"
                            "    AND b.start_minute >= ?2\n"
                            "    AND b.status IN ('arrived', 'completed')\n"
                            "  ORDER BY b.start_minute\n"
                            "  LIMIT 1\n"
                            ") BETWEEN ?3 AND ?4";
  SalonDay from = self->found->from;
  g_autoptr (SalonStatement) count = salon_reader_prepare (self->reader, sql, error);
  gboolean row = FALSE;

  if (count == NULL)
    return FALSE;
  sqlite3_bind_int64 (count, 1, salon_moment (salon_day_start_of_month (from), 0));
  sqlite3_bind_int64 (count, 2, salon_moment (from, 0));
  sqlite3_bind_int64 (count, 3,
                      salon_moment (salon_statistics_rows_first_day (self->first_month), 0));
  sqlite3_bind_int64 (count, 4,
                      salon_moment (salon_statistics_rows_first_day (self->last_month), 0) - 1);
  if (!salon_sqlite_step (count, &row, error))
    return FALSE;
  *n = sqlite3_column_int64 (count, 0);
  return TRUE;
}

typedef struct
{
  gint64 from_month;
  gint64 n_seen;
  gint64 n_gaps;
  GArray *gaps; /* gint64: visits by the days since the one before */
} Clients;

static void
add_gap (Clients *self, const SalonCell *cell)
{
  if (cell->number >= self->gaps->len)
    g_array_set_size (self->gaps, (guint) cell->number + 1);
  g_array_index (self->gaps, gint64, cell->number) += cell->n;
  self->n_gaps += cell->n;
}

static void
take_clients (Clients *self, SalonStatistics *found, SalonCells *cells, gboolean is_end)
{
  SalonCellsIter iter;
  const SalonCell *cell;

  salon_cells_iter_init (&iter, cells);
  while ((cell = salon_cells_iter_next (&iter)) != NULL)
    if (cell->kind == SALON_CELL_GAP)
      add_gap (self, cell);
    else if (cell->kind == SALON_CELL_BACK)
      {
        found->n_new_clients += cell->number < 0 ? cell->n : 0;
        self->n_seen += !is_end && cell->number < self->from_month ? cell->n : 0;
      }
    else if (cell->number == SALON_CLIENT_CELL_VISITS)
      found->rebooked.whole += cell->n;
    else if (cell->number == SALON_CLIENT_CELL_REBOOKED)
      found->rebooked.part += cell->n;
    else if (cell->number == SALON_CLIENT_CELL_PASSERS_BY)
      found->n_passers_by += cell->n;
    else if (is_end)
      self->n_seen += cell->n;
}

static int
find_median (const Clients *self)
{
  gint64 n = 0;

  for (guint i = 0; i < self->gaps->len; i++)
    {
      n += g_array_index (self->gaps, gint64, i);
      if (n > 0 && 2 * n >= self->n_gaps)
        return (int) i;
    }
  return 0;
}

static gboolean
add_ends_of_clients (Question *self, SalonCells *ends, gint64 *n_across, GError **error)
{
  SalonDay from = self->found->from, to = self->found->to;
  SalonDay first = salon_statistics_rows_first_day (self->first_month);
  SalonDay last = salon_statistics_rows_first_day (self->last_month);

  if (self->first_month == self->last_month)
    return salon_statistics_rows_add_clients (&self->rows, from, to, from, ends, error);
  return (from == first || count_across (self, n_across, error))
         && salon_statistics_rows_add_clients (&self->rows, from, first, from, ends, error)
         && salon_statistics_rows_add_clients (&self->rows, last, to, from, ends, error);
}

static gboolean
read_clients (Question *self, GError **error)
{
  g_autoptr (SalonCells) whole = salon_cells_new ();
  g_autoptr (SalonCells) ends = salon_cells_new ();
  g_autoptr (GArray) gaps = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_autoptr (GArray) stale =
    list_stale (self, SALON_PART_CLIENTS, self->first_month, self->last_month, error);
  Clients clients = {
    .from_month = salon_statistics_rows_month_of_day (self->found->from),
    .gaps = gaps,
  };
  gint64 n_across = 0;

  if (stale == NULL
      || !add_months (self, SALON_PART_CLIENTS, self->first_month, self->last_month, whole, stale,
                      error)
      || !add_ends_of_clients (self, ends, &n_across, error))
    return FALSE;
  take_clients (&clients, self->found, whole, FALSE);
  take_clients (&clients, self->found, ends, TRUE);
  self->found->n_clients = clients.n_seen + n_across;
  self->found->rhythm_days = find_median (&clients);
  return TRUE;
}

/* --- Time --- */

/* Months that no sum has: nothing was ever booked there, but they may be open. */
static gboolean
add_idle_months (Question *self, SalonCells *cells, GArray *stale, GError **error)
{
  static const char sql[] = "SELECT DISTINCT start\n"
                            "FROM statistics\n"
                            "WHERE grain = 1\n"
                            "  AND kind = 7\n"
                            "  AND start >= ?1\n"
                            "  AND start < ?2";
  g_autoptr (SalonStatement) known = salon_reader_prepare (self->reader, sql, error);
  SalonDay first, last;
  gint64 month = self->first_month, end = 0;
  gboolean row = FALSE;

  if (known == NULL || !find_extent (self, &first, &last, error))
    return FALSE;
  month = MAX (month, salon_statistics_rows_month_of_day (MIN (first, self->found->today))
                        - MONTHS_AROUND);
  end = MIN (self->last_month,
             salon_statistics_rows_month_of_day (MAX (last, self->found->today)) + MONTHS_AROUND);
  sqlite3_bind_int64 (known, 1, month);
  sqlite3_bind_int64 (known, 2, end);
  if (!salon_sqlite_step (known, &row, error))
    return FALSE;
  for (; month < end; month++)
    if (row && sqlite3_column_int64 (known, 0) == month)
      {
        if (!salon_sqlite_step (known, &row, error))
          return FALSE;
      }
    else if (!is_stale (stale, month)
             && !salon_statistics_rows_add_month (&self->rows, SALON_PART_TIME, month, cells, NULL,
                                                  error))
      return FALSE;
  return TRUE;
}

static gboolean
add_time (Question *self, SalonCells *cells, GError **error)
{
  SalonStatistics *found = self->found;
  g_autoptr (GArray) stale = NULL;

  if (self->first_month == self->last_month)
    return salon_statistics_rows_add_time (&self->rows, found->from, found->to, cells, error);
  stale = list_stale (self, SALON_PART_TIME, self->first_month, self->last_month, error);
  return stale != NULL
         && add_months (self, SALON_PART_TIME, self->first_month, self->last_month, cells, stale,
                        error)
         && add_idle_months (self, cells, stale, error)
         && salon_statistics_rows_add_time (&self->rows, found->from,
                                            salon_statistics_rows_first_day (self->first_month),
                                            cells, error)
         && salon_statistics_rows_add_time (&self->rows,
                                            salon_statistics_rows_first_day (self->last_month),
                                            found->to, cells, error);
}

static gboolean
read_time (Question *self, GError **error)
{
  g_autoptr (SalonCells) cells = salon_cells_new ();
  SalonOccupancy *time = &self->found->occupancy;
  SalonCellsIter iter;
  const SalonCell *cell;

  if (!add_time (self, cells, error))
    return FALSE;
  salon_cells_iter_init (&iter, cells);
  while ((cell = salon_cells_iter_next (&iter)) != NULL)
    if (cell->number == SALON_TIME_CELL_OPEN)
      time->open = cell->n;
    else if (cell->number == SALON_TIME_CELL_BOOKED)
      time->booked = cell->n;
    else if (cell->number == SALON_TIME_CELL_FREE)
      time->free = cell->n;
    else
      time->lost[cell->number - SALON_TIME_CELL_LOST] = cell->n;
  return TRUE;
}

/* --- Money --- */

static gint64
to_instant (Question *self, SalonDay day)
{
  return salon_moment_to_instant (salon_moment (day, 0), self->rows.zone);
}

/* The month of UTC that an instant is in. */
static gint64
month_of_instant (gint64 instant)
{
  gint64 day = instant / SECONDS_OF_A_DAY - (instant % SECONDS_OF_A_DAY < 0);

  return salon_statistics_rows_month_of_day ((SalonDay) day);
}

static gint64
start_of_month (gint64 month)
{
  return (gint64) salon_statistics_rows_first_day (month) * SECONDS_OF_A_DAY;
}

/* Of [from, to), Unix seconds. */
static gboolean
add_money (Question *self, gint64 from, gint64 to, SalonCells *cells, GError **error)
{
  gint64 first = month_of_instant (from - 1) + 1;
  gint64 last = month_of_instant (to);
  g_autoptr (GArray) stale = NULL;

  if (first >= last)
    return salon_statistics_rows_add_money (&self->rows, from, to, cells, error);
  stale = list_stale (self, SALON_PART_MONEY, first, last, error);
  return stale != NULL && add_months (self, SALON_PART_MONEY, first, last, cells, stale, error)
         && salon_statistics_rows_add_money (&self->rows, from, start_of_month (first), cells,
                                             error)
         && salon_statistics_rows_add_money (&self->rows, start_of_month (last), to, cells, error);
}

static void
take_payments (SalonStatistics *found, const SalonCell *cell)
{
  SalonMeans means = salon_means_from_wire (cell->text);

  found->received.cents[means] += cell->cents;
  found->received.total_cents += cell->cents;
  found->received.n_payments += (int) cell->n;
}

static void
take_card (SalonGiftCardSums *sums, const SalonCell *cell)
{
  gboolean is_given = cell->number / 8 == SALON_CELL_GIVEN;
  int kind = is_given ? 0 : (int) (cell->number / 8);

  switch ((SalonMovementKind) (cell->number % 8))
    {
    case SALON_MOVEMENT_ISSUE:
    case SALON_MOVEMENT_CREDIT:
    case SALON_MOVEMENT_EXTEND:
      *(is_given ? &sums->given_cents : &sums->sold_cents[kind]) += cell->cents;
      sums->n_sold += is_given ? 0 : (int) cell->n;
      break;
    case SALON_MOVEMENT_DEBIT:
      *(is_given ? &sums->given_used_cents : &sums->used_cents[kind]) -= cell->cents;
      break;
    case SALON_MOVEMENT_VOID:
      sums->voided_cents[kind] -= is_given ? 0 : cell->cents;
      break;
    case SALON_MOVEMENT_REFUND:
      sums->refunded_cents[kind] -= is_given ? 0 : cell->cents;
      break;
    }
}

/* Until @end, what is on the cards that expire on @day or later in its month: the sums know the month
 * alone. */
static gboolean
sum_in_month (Question *self, SalonDay day, gint64 end, gint64 *cents, GError **error)
{
  static const char sql[] = "SELECT coalesce (sum (m.amount), 0)\n"
                            "FROM gift_cards AS g\n"
                            "JOIN gift_card_movements AS m ON m.card_id = g.id\n"
                            "WHERE g.expiry_date BETWEEN ?1 AND ?2\n"
                            "  AND g.is_complimentary = 0\n"
                            "  AND m.at < ?3";
  g_autofree char *from = salon_day_format (day);
  g_autofree char *to = salon_day_format (
    salon_statistics_rows_first_day (salon_statistics_rows_month_of_day (day) + 1) - 1);
  g_autoptr (SalonStatement) sum = salon_reader_prepare (self->reader, sql, error);
  gboolean row = FALSE;

  if (sum == NULL)
    return FALSE;
  salon_statement_bind_text (sum, 1, from);
  salon_statement_bind_text (sum, 2, to);
  sqlite3_bind_int64 (sum, 3, end);
  if (!salon_sqlite_step (sum, &row, error))
    return FALSE;
  *cents = sqlite3_column_int64 (sum, 0);
  return TRUE;
}

/* What was ever put on cards and not taken off by the end of the last day, of those still good then. */
static gboolean
read_owed (Question *self, GError **error)
{
  g_autoptr (SalonCells) cells = salon_cells_new ();
  SalonDay last_day = self->found->to - 1;
  gint64 end = to_instant (self, self->found->to);
  gint64 month = salon_statistics_rows_month_of_day (last_day);
  SalonCellsIter iter;
  const SalonCell *cell;

  if (!add_money (self, start_of_month (FIRST_MONTH), end, cells, error)
      || !sum_in_month (self, last_day, end, &self->found->owed_cents, error))
    return FALSE;
  salon_cells_iter_init (&iter, cells);
  while ((cell = salon_cells_iter_next (&iter)) != NULL)
    if (cell->kind == SALON_CELL_LEDGER && cell->number > month)
      self->found->owed_cents += cell->cents;
  return TRUE;
}

static gboolean
read_money (Question *self, GError **error)
{
  g_autoptr (SalonCells) cells = salon_cells_new ();
  SalonStatistics *found = self->found;
  SalonCellsIter iter;
  const SalonCell *cell;

  if (!add_money (self, to_instant (self, found->from), to_instant (self, found->to), cells, error))
    return FALSE;
  salon_cells_iter_init (&iter, cells);
  while ((cell = salon_cells_iter_next (&iter)) != NULL)
    if (cell->kind == SALON_CELL_PAID)
      take_payments (found, cell);
    else if (cell->kind == SALON_CELL_CARD)
      take_card (&found->cards, cell);
  return read_owed (self, error);
}

/* --- All --- */

/* Of those who were awaited lately: who came. */
static gboolean
read_show (Question *self, GError **error)
{
  static const char sql[] = "SELECT status, cancellation_reason, count (*)\n"
                            "FROM bookings\n"
                            "WHERE start_minute >= ?1\n"
                            "  AND start_minute < ?2\n"
                            "  AND status NOT IN ('pending', 'confirmed')\n"
                            "GROUP BY status, cancellation_reason";
  SalonRate *show = &self->found->show;
  SalonDay today = self->found->today;
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self->reader, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, salon_moment (today - SHOW_DAYS, 0));
  sqlite3_bind_int64 (rows, 2, salon_moment (today, 0));
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      int state = salon_statistics_rows_get_state (salon_statement_get_text (rows, 0),
                                                   salon_statement_get_text (rows, 1));
      gint64 n = sqlite3_column_int64 (rows, 2);

      show->whole += state != SALON_CELL_LAPSED ? n : 0;
      show->part += state == SALON_BOOKING_ARRIVED || state == SALON_BOOKING_COMPLETED ? n : 0;
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* Of days that nobody counted nothing is known. A row a day: nothing to keep sums of. */
static gboolean
read_web_visits (Question *self, GError **error)
{
  static const char sql[] = "SELECT sum (visits)\n"
                            "FROM web_visits\n"
                            "WHERE day >= ?1\n"
                            "  AND day < ?2";
  g_autofree char *from = salon_day_format (self->found->from);
  g_autofree char *to = salon_day_format (self->found->to);
  g_autoptr (SalonStatement) sum = salon_reader_prepare (self->reader, sql, error);
  gboolean row = FALSE;

  if (sum == NULL)
    return FALSE;
  salon_statement_bind_text (sum, 1, from);
  salon_statement_bind_text (sum, 2, to);
  if (!salon_sqlite_step (sum, &row, error))
    return FALSE;
  if (sqlite3_column_type (sum, 0) != SQLITE_NULL)
    self->found->web_visits = sqlite3_column_int64 (sum, 0);
  return TRUE;
}

static gboolean
answer (Question *self, SalonDay from, SalonDay to, SalonGrain grain, GError **error)
{
  SalonStatementSource source = salon_reader_get_source (self->reader);

  if (!salon_statistics_rows_init (&self->rows, &source, error)
      || !set_stretch (self, from, to, error))
    return FALSE;
  make_steps (self, grain);
  return read_bookings (self, error) && read_clients (self, error) && read_time (self, error)
         && read_money (self, error) && read_show (self, error) && read_web_visits (self, error);
}

SalonStatistics *
salon_reader_statistics_get (SalonReader *self,
                             SalonDay from,
                             SalonDay to,
                             SalonDay today,
                             SalonGrain grain,
                             GError **error)
{
  g_autoptr (SalonStatistics) found = salon_statistics_new ();
  Question question = { .reader = self, .found = found };
  gboolean done;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  found->today = today;
  if (!run (self, "BEGIN", error))
    return NULL;
  done = answer (&question, from, to, grain, error);
  salon_statistics_rows_clear (&question.rows);
  /* Nothing was written: there is nothing to fail. */
  run (self, "ROLLBACK", NULL);
  return done ? g_steal_pointer (&found) : NULL;
}
