/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the minutes of some days. */
#include "core/salon-occupancy-walk.h"

#include "salon-statistics-rows.h"

static void
add_booking (SalonOccupancyWalk *walk, SalonStatement *row)
{
  int state = salon_statistics_rows_get_state (salon_statement_get_text (row, 5),
                                               salon_statement_get_text (row, 7));
  gboolean is_lapsed = state == SALON_CELL_LAPSED;
  gboolean is_told = sqlite3_column_type (row, 6) != SQLITE_NULL;
  SalonOccupancyBooking booking = {
    .staff_id = salon_statement_get_text (row, 0),
    .start = sqlite3_column_int64 (row, 1),
    .buffer_before_minutes = sqlite3_column_int (row, 2),
    .duration_minutes = sqlite3_column_int (row, 3),
    .buffer_minutes = sqlite3_column_int (row, 4),
    .status = is_lapsed ? SALON_BOOKING_CANCELLED : (SalonBookingStatus) state,
    .is_lapsed = is_lapsed,
    .cancelled_at = is_told ? sqlite3_column_int64 (row, 6) : G_MININT64,
  };

  salon_occupancy_walk_add (walk, &booking);
}

static gboolean
add_bookings (SalonStatisticsRows *self,
              SalonDay from,
              SalonDay to,
              SalonOccupancyWalk *walk,
              GError **error)
{
  static const char sql[] =
    "SELECT staff_id, start_minute, buffer_before_minutes, duration_minutes, buffer_minutes,\n"
    "  status, cancelled_at, cancellation_reason\n"
    "FROM bookings\n"
    "WHERE start_minute >= ?1\n"
    "  AND start_minute < ?2\n"
    "ORDER BY start_minute";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (&self->source, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, salon_moment (from, 0));
  sqlite3_bind_int64 (rows, 2, salon_moment (to, 0));
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      add_booking (walk, rows);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_statistics_rows_add_time (SalonStatisticsRows *self,
                                SalonDay from,
                                SalonDay to,
                                SalonCells *cells,
                                GError **error)
{
  SalonOccupancyRules rules = {
    self->hours, self->usual, self->staff, self->shortest_minutes, self->zone,
  };
  g_autoptr (SalonOccupancyWalk) walk = salon_occupancy_walk_new (&rules, from);
  SalonOccupancy sum;

  if (!add_bookings (self, from, to, walk, error))
    return FALSE;
  sum = salon_occupancy_walk_end (walk, to);
  salon_cells_add (cells, SALON_CELL_TIME, SALON_TIME_CELL_OPEN, NULL, sum.open, 0);
  salon_cells_add (cells, SALON_CELL_TIME, SALON_TIME_CELL_BOOKED, NULL, sum.booked, 0);
  salon_cells_add (cells, SALON_CELL_TIME, SALON_TIME_CELL_FREE, NULL, sum.free, 0);
  for (int i = 0; i < SALON_N_LOSSES; i++)
    salon_cells_add (cells, SALON_CELL_TIME, SALON_TIME_CELL_LOST + i, NULL, sum.lost[i], 0);
  return TRUE;
}
