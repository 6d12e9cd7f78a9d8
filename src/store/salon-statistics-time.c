/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the minutes of some days: for each day and chair, what held it. */
#include "core/salon-occupancy.h"

#include "salon-statistics-rows.h"

typedef struct
{
  char *staff_id;
  GArray *holds; /* SalonHold, of the day */
} Chair;

typedef struct
{
  SalonStatisticsRows *rows;
  SalonOccupancy sum;
  GArray *chairs; /* the first ones are there on every day: of those who work */
  SalonDay day;   /* whose holds these are */
} Walk;

static void
clear_chair (gpointer data)
{
  Chair *chair = data;

  g_free (chair->staff_id);
  g_array_unref (chair->holds);
}

static Chair *
add_chair (Walk *self, const char *staff_id)
{
  Chair chair = { g_strdup (staff_id), g_array_new (FALSE, FALSE, sizeof (SalonHold)) };

  g_array_append_val (self->chairs, chair);
  return &g_array_index (self->chairs, Chair, self->chairs->len - 1);
}

static Chair *
find_chair (Walk *self, const char *staff_id)
{
  for (guint i = 0; i < self->chairs->len; i++)
    {
      Chair *chair = &g_array_index (self->chairs, Chair, i);

      if (g_str_equal (chair->staff_id, staff_id))
        return chair;
    }
  return add_chair (self, staff_id);
}

static void
begin (Walk *self, SalonStatisticsRows *rows, SalonDay day)
{
  *self = (Walk){ .rows = rows, .day = day };
  self->chairs = g_array_new (FALSE, FALSE, sizeof (Chair));
  g_array_set_clear_func (self->chairs, clear_chair);
  for (guint i = 0; i < rows->staff->len; i++)
    add_chair (self, g_ptr_array_index (rows->staff, i));
}

/* Ends a day; chairs of people who work here no more are there on the days on which they did. */
static void
end_day (Walk *self)
{
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (self->rows->hours, self->day);
  g_autoptr (GArray) usual = salon_opening_hours_get_windows (self->rows->usual, self->day);

  for (guint i = 0; i < self->chairs->len; i++)
    {
      Chair *chair = &g_array_index (self->chairs, Chair, i);

      salon_occupancy_add_chair (&self->sum, windows, chair->holds, self->rows->shortest_minutes);
      salon_occupancy_add_closed (&self->sum, usual, windows);
      g_array_set_size (chair->holds, 0);
    }
  g_array_set_size (self->chairs, self->rows->staff->len);
  self->day++;
}

gboolean
salon_statistics_rows_is_late (SalonStatisticsRows *self, SalonMoment start, gint64 cancelled_at)
{
  return cancelled_at > salon_moment_to_instant (start, self->zone) - SALON_LATE_SECONDS;
}

static void
add_hold (Walk *self, SalonStatement *row, SalonMoment start)
{
  int state = salon_statistics_get_state (salon_statement_get_text (row, 5),
                                          salon_statement_get_text (row, 7));
  int minute = salon_moment_get_minute (start);
  SalonHold hold = {
    .kind = SALON_HOLD_KEPT,
    .minutes = salon_range (minute - sqlite3_column_int (row, 2),
                            minute + sqlite3_column_int (row, 3) + sqlite3_column_int (row, 4)),
  };

  if (state == SALON_CELL_LAPSED
      || (state == SALON_BOOKING_CANCELLED
          && (sqlite3_column_type (row, 6) == SQLITE_NULL
              || !salon_statistics_rows_is_late (self->rows, start,
                                                 sqlite3_column_int64 (row, 6)))))
    return;
  if (state == SALON_BOOKING_CANCELLED)
    hold.kind = SALON_HOLD_CANCELLED;
  else if (state == SALON_BOOKING_NO_SHOW)
    hold.kind = SALON_HOLD_NO_SHOW;
  g_array_append_val (find_chair (self, salon_statement_get_text (row, 0))->holds, hold);
}

static gboolean
walk (Walk *self, SalonDay to, GError **error)
{
  static const char sql[] =
    "SELECT staff_id, start_minute, buffer_before_minutes, duration_minutes, buffer_minutes,\n"
    "  status, cancelled_at, cancellation_reason\n"
    "FROM bookings\n"
    "WHERE start_minute >= ?1\n"
    "  AND start_minute < ?2\n"
    "ORDER BY start_minute";
  g_autoptr (SalonStatement) rows =
    salon_statement_source_prepare (&self->rows->source, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, salon_moment (self->day, 0));
  sqlite3_bind_int64 (rows, 2, salon_moment (to, 0));
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      SalonMoment start = sqlite3_column_int64 (rows, 1);

      while (self->day < salon_moment_get_day (start))
        end_day (self);
      add_hold (self, rows, start);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  while (self->day < to)
    end_day (self);
  return TRUE;
}

gboolean
salon_statistics_rows_add_time (SalonStatisticsRows *self,
                                SalonDay from,
                                SalonDay to,
                                SalonCells *cells,
                                GError **error)
{
  Walk state;
  gboolean done;

  begin (&state, self, from);
  done = walk (&state, to, error);
  g_array_unref (state.chairs);
  if (!done)
    return FALSE;
  salon_cells_add (cells, SALON_CELL_TIME, SALON_TIME_CELL_OPEN, NULL, state.sum.open, 0);
  salon_cells_add (cells, SALON_CELL_TIME, SALON_TIME_CELL_BOOKED, NULL, state.sum.booked, 0);
  salon_cells_add (cells, SALON_CELL_TIME, SALON_TIME_CELL_FREE, NULL, state.sum.free, 0);
  for (int i = 0; i < SALON_N_LOSSES; i++)
    salon_cells_add (cells, SALON_CELL_TIME, SALON_TIME_CELL_LOST + i, NULL, state.sum.lost[i], 0);
  return TRUE;
}
