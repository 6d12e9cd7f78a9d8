/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-rows.h"

#include "salon-gift-card-rows.h"
#include "salon-hours-rows.h"

#define SECONDS_OF_A_DAY (24 * 60 * 60)
/* Of the years that there are, 1 … 9999. */
#define FIRST_MONTH 12
#define LAST_MONTH (9999 * 12 + 11)

static gboolean
read_zone (SalonStatisticsRows *self, GError **error)
{
  static const char sql[] = "SELECT (\n"
                            "  SELECT CASE json_type (value)\n"
                            "    WHEN 'text' THEN json_extract (value, '$')\n"
                            "  END\n"
                            "  FROM salon_settings\n"
                            "  WHERE key = 'salon.zone'\n"
                            ")";
  g_autoptr (SalonStatement) zone = salon_statement_source_prepare (&self->source, sql, error);
  const char *name = NULL;
  gboolean row = FALSE;

  if (zone == NULL || !salon_sqlite_step (zone, &row, error))
    return FALSE;
  name = salon_statement_get_text (zone, 0);
  self->zone = g_time_zone_new_identifier (name != NULL ? name : "Europe/Paris");
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  return TRUE;
}

static gboolean
read_shortest (SalonStatisticsRows *self, GError **error)
{
  static const char sql[] =
    "SELECT coalesce (min (duration_minutes), 0) FROM services WHERE is_active";
  g_autoptr (SalonStatement) shortest = salon_statement_source_prepare (&self->source, sql, error);
  gboolean row = FALSE;

  if (shortest == NULL || !salon_sqlite_step (shortest, &row, error))
    return FALSE;
  self->shortest_minutes = sqlite3_column_int (shortest, 0);
  return TRUE;
}

static gboolean
read_staff (SalonStatisticsRows *self, GError **error)
{
  static const char sql[] = "SELECT id FROM staff WHERE is_active";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (&self->source, sql, error);
  gboolean row = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  self->staff = g_ptr_array_new_with_free_func (g_free);
  while (row)
    {
      g_ptr_array_add (self->staff, g_strdup (salon_statement_get_text (rows, 0)));
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_statistics_rows_init (SalonStatisticsRows *self,
                            const SalonStatementSource *source,
                            GError **error)
{
  *self = (SalonStatisticsRows) { .source = *source };
  if (!read_zone (self, error) || !read_shortest (self, error) || !read_staff (self, error))
    return FALSE;
  self->hours = salon_hours_rows_read (source, SALON_HOURS_REAL, error);
  if (self->hours != NULL)
    self->usual = salon_hours_rows_read (source, SALON_HOURS_USUAL, error);
  return self->usual != NULL;
}

void
salon_statistics_rows_clear (SalonStatisticsRows *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_object (&self->hours);
  g_clear_object (&self->usual);
}

gint64
salon_statistics_rows_month_of_day (SalonDay day)
{
  int year, month;

  salon_day_to_ymd (day, &year, &month, NULL);
  return (gint64) year * 12 + month - 1;
}

SalonDay
salon_statistics_rows_first_day (gint64 month)
{
  if (month < FIRST_MONTH)
    return salon_day_from_ymd (1, 1, 1);
  if (month > LAST_MONTH)
    return salon_day_from_ymd (9999, 12, 31) + 1;
  return salon_day_from_ymd ((int) (month / 12), (int) (month % 12) + 1, 1);
}

int
salon_statistics_rows_get_state (const char *status, const char *reason)
{
  SalonBookingStatus state = SALON_BOOKING_PENDING;

  salon_booking_status_from_wire (status, &state);
  return state == SALON_BOOKING_CANCELLED && salon_statistics_is_lapse (reason) ? SALON_CELL_LAPSED
                                                                                : (int) state;
}

static SalonTally *
find_tally (SalonStatisticsStep *step, int state)
{
  if (state == SALON_CELL_LAPSED)
    return NULL;
  switch ((SalonBookingStatus) state)
    {
    case SALON_BOOKING_PENDING:
    case SALON_BOOKING_CONFIRMED:
      return &step->booked;
    case SALON_BOOKING_ARRIVED:
    case SALON_BOOKING_COMPLETED:
      return &step->visits;
    case SALON_BOOKING_CANCELLED:
      return &step->cancelled;
    case SALON_BOOKING_NO_SHOW:
      return &step->no_shows;
    }
  return NULL;
}

void
salon_statistics_rows_add_to_step (SalonStatistics *self,
                                   SalonDay day,
                                   int state,
                                   gint64 n,
                                   gint64 cents)
{
  guint low = 0, high = self->series->len;
  SalonTally *tally = NULL;

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->series, SalonStatisticsStep, middle).from <= day)
        low = middle;
      else
        high = middle;
    }
  if (low >= high)
    return;
  tally = find_tally (&g_array_index (self->series, SalonStatisticsStep, low), state);
  if (tally == NULL)
    return;
  tally->n += n;
  tally->cents += cents;
}

/* --- Bookings --- */

static void
add_booking (SalonStatement *row, SalonCells *cells, SalonStatistics *steps)
{
  SalonMoment start = sqlite3_column_int64 (row, 1);
  int state = salon_statistics_rows_get_state (salon_statement_get_text (row, 2),
                                               salon_statement_get_text (row, 4));
  gint64 cents = sqlite3_column_int64 (row, 3);
  SalonOrigin origin = salon_origin_from_id (salon_statement_get_text (row, 5));
  SalonDay day = salon_moment_get_day (start);

  salon_cells_add (cells, SALON_CELL_STATE, state + 8 * (int) origin, NULL, 1, cents);
  if (state != SALON_CELL_LAPSED && salon_booking_status_is_active ((SalonBookingStatus) state))
    salon_cells_add (cells, SALON_CELL_HOUR,
                     24 * salon_day_get_weekday (day) + salon_moment_get_minute (start) / 60, NULL,
                     1, 0);
  if (steps != NULL)
    salon_statistics_rows_add_to_step (steps, day, state, 1, cents);
}

/* A line without a service of the list goes by its name; a booking without lines is one itself. */
static void
add_line (SalonStatement *row, SalonCells *cells)
{
  gboolean has_line = sqlite3_column_type (row, 9) != SQLITE_NULL;
  const char *service = salon_statement_get_text (row, has_line ? 7 : 6);
  const char *name = has_line ? salon_statement_get_text (row, 8) : "";
  g_autofree char *key = service == NULL ? g_strconcat (":", name, NULL) : NULL;

  salon_cells_add (cells, SALON_CELL_SERVICE, 0, key != NULL ? key : service, 1,
                   sqlite3_column_int64 (row, has_line ? 9 : 3));
}

gboolean
salon_statistics_rows_add_bookings (SalonStatisticsRows *self,
                                    SalonDay from,
                                    SalonDay to,
                                    SalonCells *cells,
                                    SalonStatistics *steps,
                                    GError **error)
{
  /* The lines of one booking come one after the other, and there is a row for one without. */
  static const char sql[] =
    "SELECT b.rowid, b.start_minute, b.status, b.price, b.cancellation_reason, b.id, b.service_id,\n"
    "  l.service_id, l.name, l.price, b.status IN ('arrived', 'completed')\n"
    "FROM bookings AS b\n"
    "LEFT JOIN booking_services AS l\n"
    "  ON l.booking_id = b.id\n"
    "  AND b.status IN ('arrived', 'completed')\n"
    "WHERE b.start_minute >= ?1\n"
    "  AND b.start_minute < ?2";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (&self->source, sql, error);
  gint64 last = -1;
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, salon_moment (from, 0));
  sqlite3_bind_int64 (rows, 2, salon_moment (to, 0));
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      gint64 number = sqlite3_column_int64 (rows, 0);

      if (number != last)
        add_booking (rows, cells, steps);
      last = number;
      if (sqlite3_column_int (rows, 10))
        add_line (rows, cells);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Clients --- */

static gboolean
find_visit_before (SalonStatisticsRows *self,
                   SalonStatement *visit,
                   SalonMoment *before,
                   gboolean *is_found,
                   GError **error)
{
  static const char sql[] = "SELECT start_minute\n"
                            "FROM bookings\n"
                            "WHERE client_id = ?1\n"
                            "  AND start_minute <= ?2\n"
                            "  AND (start_minute < ?2 OR rowid < ?3)\n"
                            "  AND status IN ('arrived', 'completed')\n"
                            "ORDER BY start_minute DESC\n"
                            "LIMIT 1";
  g_autoptr (SalonStatement) found = salon_statement_source_prepare (&self->source, sql, error);

  if (found == NULL)
    return FALSE;
  salon_statement_bind_text (found, 1, salon_statement_get_text (visit, 0));
  sqlite3_bind_int64 (found, 2, sqlite3_column_int64 (visit, 1));
  sqlite3_bind_int64 (found, 3, sqlite3_column_int64 (visit, 2));
  if (!salon_sqlite_step (found, is_found, error))
    return FALSE;
  *before = *is_found ? sqlite3_column_int64 (found, 0) : G_MININT64;
  return TRUE;
}

gboolean
salon_statistics_rows_is_rebooked (SalonStatisticsRows *self,
                                   const char *client_id,
                                   SalonMoment visit,
                                   gboolean *is_found,
                                   GError **error)
{
  static const char sql[] = "SELECT 1\n"
                            "FROM bookings\n"
                            "WHERE client_id = ?1\n"
                            "  AND start_minute >= ?2\n"
                            "  AND status <> 'cancelled'\n"
                            "  AND created_at < ?3\n"
                            "LIMIT 1";
  g_autoptr (SalonStatement) found = salon_statement_source_prepare (&self->source, sql, error);
  SalonMoment end = salon_moment (salon_moment_get_day (visit) + 1, 0);

  if (found == NULL)
    return FALSE;
  salon_statement_bind_text (found, 1, client_id);
  sqlite3_bind_int64 (found, 2, end);
  sqlite3_bind_int64 (found, 3, salon_moment_to_instant (end, self->zone));
  return salon_sqlite_step (found, is_found, error);
}

static gboolean
add_visit (SalonStatisticsRows *self,
           SalonStatement *visit,
           SalonDay since,
           SalonCells *cells,
           GError **error)
{
  SalonDay day = salon_moment_get_day (sqlite3_column_int64 (visit, 1));
  SalonMoment before = G_MININT64;
  gboolean has_before = FALSE, has_later = FALSE;

  if (sqlite3_column_type (visit, 0) == SQLITE_NULL)
    {
      salon_cells_add (cells, SALON_CELL_CLIENT, SALON_CLIENT_CELL_PASSERS_BY, NULL, 1, 0);
      return TRUE;
    }
  if (!find_visit_before (self, visit, &before, &has_before, error)
      || !salon_statistics_rows_is_rebooked (self, salon_statement_get_text (visit, 0),
                                             sqlite3_column_int64 (visit, 1), &has_later, error))
    return FALSE;
  salon_cells_add (cells, SALON_CELL_CLIENT, SALON_CLIENT_CELL_VISITS, NULL, 1, 0);
  if (has_later)
    salon_cells_add (cells, SALON_CELL_CLIENT, SALON_CLIENT_CELL_REBOOKED, NULL, 1, 0);
  if (has_before && salon_moment_get_day (before) < day)
    salon_cells_add (cells, SALON_CELL_GAP, day - salon_moment_get_day (before), NULL, 1, 0);
  salon_cells_add (cells, SALON_CELL_BACK,
                   has_before ? salon_statistics_rows_month_of_day (salon_moment_get_day (before))
                              : -1,
                   NULL, 1, 0);
  if (!has_before || salon_moment_get_day (before) < since)
    salon_cells_add (cells, SALON_CELL_CLIENT, SALON_CLIENT_CELL_SEEN, NULL, 1, 0);
  return TRUE;
}

gboolean
salon_statistics_rows_add_clients (SalonStatisticsRows *self,
                                   SalonDay from,
                                   SalonDay to,
                                   SalonDay since,
                                   SalonCells *cells,
                                   GError **error)
{
  static const char sql[] = "SELECT client_id, start_minute, rowid\n"
                            "FROM bookings\n"
                            "WHERE start_minute >= ?1\n"
                            "  AND start_minute < ?2\n"
                            "  AND status IN ('arrived', 'completed')";
  g_autoptr (SalonStatement) visits = salon_statement_source_prepare (&self->source, sql, error);
  gboolean row = FALSE;

  if (visits == NULL)
    return FALSE;
  sqlite3_bind_int64 (visits, 1, salon_moment (from, 0));
  sqlite3_bind_int64 (visits, 2, salon_moment (to, 0));
  if (!salon_sqlite_step (visits, &row, error))
    return FALSE;
  while (row)
    if (!add_visit (self, visits, since, cells, error) || !salon_sqlite_step (visits, &row, error))
      return FALSE;
  return TRUE;
}

/* --- Money --- */

static gboolean
add_payments (SalonStatisticsRows *self, gint64 from, gint64 to, SalonCells *cells, GError **error)
{
  /* One that is only called refunded counts when the row that takes it back is there. */
  static const char sql[] = "SELECT p.payment_method, count (*), sum (p.amount)\n"
                            "FROM payments AS p\n"
                            "WHERE p.created_at >= ?1\n"
                            "  AND p.created_at < ?2\n"
                            "  AND (p.status = 'completed' OR (p.status = 'refunded' AND EXISTS (\n"
                            "    SELECT 1 FROM payments AS r WHERE r.reverses = p.id)))\n"
                            "GROUP BY p.payment_method";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (&self->source, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, from);
  sqlite3_bind_int64 (rows, 2, to);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      salon_cells_add (cells, SALON_CELL_PAID, 0, salon_statement_get_text (rows, 0),
                       sqlite3_column_int64 (rows, 1), sqlite3_column_int64 (rows, 2));
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_movement (SalonStatement *row, SalonCells *cells)
{
  SalonMovementKind first;
  gboolean is_given = sqlite3_column_int (row, 3);
  int kind = is_given ? SALON_CELL_GIVEN
                      : (int) salon_gift_card_kind_from_wire (salon_statement_get_text (row, 2));
  gint64 cents = sqlite3_column_int64 (row, 5);
  int n = 0;
  SalonDay expiry;

  if (!salon_movement_kind_from_wire (salon_statement_get_text (row, 0), &first)
      || !salon_day_parse (salon_statement_get_text (row, 4), &expiry, NULL))
    return;
  /* An issue is a card sold, what takes it back is one less. */
  if (first == SALON_MOVEMENT_ISSUE)
    n = g_str_equal (salon_statement_get_text (row, 1), "void") ? -1 : 1;
  salon_cells_add (cells, SALON_CELL_CARD, (int) first + 8 * kind, NULL, n, cents);
  if (!is_given)
    salon_cells_add (cells, SALON_CELL_LEDGER, salon_statistics_rows_month_of_day (expiry), NULL, 0,
                     cents);
}

static gboolean
add_movements (SalonStatisticsRows *self, gint64 from, gint64 to, SalonCells *cells, GError **error)
{
  static const char sql[] =
    "SELECT coalesce (f.kind, m.kind), m.kind, g.type, g.is_complimentary, g.expiry_date,\n"
    "  m.amount\n" SALON_MOVEMENTS "JOIN gift_cards AS g ON g.id = m.card_id\n"
    "WHERE m.at >= ?1\n"
    "  AND m.at < ?2";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (&self->source, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, from);
  sqlite3_bind_int64 (rows, 2, to);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      add_movement (rows, cells);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_statistics_rows_add_money (SalonStatisticsRows *self,
                                 gint64 from,
                                 gint64 to,
                                 SalonCells *cells,
                                 GError **error)
{
  return add_payments (self, from, to, cells, error)
         && add_movements (self, from, to, cells, error);
}

gboolean
salon_statistics_rows_add_month (SalonStatisticsRows *self,
                                 SalonPart part,
                                 gint64 month,
                                 SalonCells *cells,
                                 SalonStatistics *steps,
                                 GError **error)
{
  SalonDay from = salon_statistics_rows_first_day (month);
  SalonDay to = salon_statistics_rows_first_day (month + 1);

  switch (part)
    {
    case SALON_PART_BOOKINGS:
      return salon_statistics_rows_add_bookings (self, from, to, cells, steps, error);
    case SALON_PART_CLIENTS:
      return salon_statistics_rows_add_clients (self, from, to, G_MININT32, cells, error);
    case SALON_PART_TIME:
      return salon_statistics_rows_add_time (self, from, to, cells, error);
    case SALON_PART_MONEY:
      return salon_statistics_rows_add_money (self, (gint64) from * SECONDS_OF_A_DAY,
                                              (gint64) to * SECONDS_OF_A_DAY, cells, error);
    }
  g_assert_not_reached ();
}
