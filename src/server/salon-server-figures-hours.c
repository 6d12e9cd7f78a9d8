/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-figures-hours.h"

#include <stdlib.h>

typedef struct
{
  GArray *windows;
  GArray *exceptions;
  SalonHolidayZone zone;
  gboolean closed_on_holidays;
} Hours;

static gboolean
read_windows (SalonServerContext *context, Hours *hours, GError **error)
{
  static const char sql[] =
    "SELECT day_of_week, to_char (start_time, 'HH24:MI'), to_char (end_time, 'HH24:MI')"
    " FROM availabilities WHERE is_active ORDER BY day_of_week, start_time";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    {
      SalonWeeklyWindow window = { .weekday = atoi (PQgetvalue (rows, i, 0)) };

      if (!salon_minute_parse (PQgetvalue (rows, i, 1), &window.start, error)
          || !salon_minute_parse (PQgetvalue (rows, i, 2), &window.end, error))
        return FALSE;
      g_array_append_val (hours->windows, window);
    }
  return TRUE;
}

static gboolean
read_exceptions (SalonServerContext *context, Hours *hours, GError **error)
{
  static const char sql[] =
    "SELECT from_date - date '1970-01-01', to_date - date '1970-01-01',"
    "  to_char (start_time, 'HH24:MI'), to_char (end_time, 'HH24:MI'), open"
    " FROM opening_exceptions"
    " UNION ALL SELECT date - date '1970-01-01', date - date '1970-01-01', NULL, NULL, FALSE"
    " FROM blocked_dates ORDER BY 1, 3";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    {
      SalonOpeningException exception = {
        .from = (SalonDay) atoi (PQgetvalue (rows, i, 0)),
        .to = (SalonDay) atoi (PQgetvalue (rows, i, 1)),
        .start = -1,
        .end = -1,
        .open = *PQgetvalue (rows, i, 4) == 't',
      };

      if (!PQgetisnull (rows, i, 2)
          && (!salon_minute_parse (PQgetvalue (rows, i, 2), &exception.start, error)
              || !salon_minute_parse (PQgetvalue (rows, i, 3), &exception.end, error)))
        return FALSE;
      g_array_append_val (hours->exceptions, exception);
    }
  return TRUE;
}

static gboolean
read_settings (SalonServerContext *context,
               SalonServerFiguresHours *self,
               Hours *hours,
               GError **error)
{
  static const char sql[] = "SELECT key, value #>> '{}' FROM salon_settings"
                            " WHERE key IN ('salon.zone', 'holidays.zone', 'holidays.closed')"
                            "   AND value #>> '{}' IS NOT NULL";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);
  const char *zone = "Europe/Paris";

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const char *key = PQgetvalue (rows, i, 0), *value = PQgetvalue (rows, i, 1);

      if (g_str_equal (key, "salon.zone"))
        zone = value;
      else if (g_str_equal (key, "holidays.zone"))
        salon_holiday_zone_from_id (value, &hours->zone);
      else
        hours->closed_on_holidays = !g_str_equal (value, "false") && !g_str_equal (value, "0");
    }
  self->rules.zone = g_time_zone_new_identifier (zone);
  if (self->rules.zone == NULL)
    self->rules.zone = g_time_zone_new_utc ();
  return TRUE;
}

static gboolean
read_staff (SalonServerContext *context, SalonServerFiguresHours *self, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT id FROM staff WHERE is_active ORDER BY position, id", 0, NULL, error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    g_ptr_array_add (self->rules.staff, g_strdup (PQgetvalue (rows, i, 0)));
  return TRUE;
}

static gboolean
read_shortest (SalonServerContext *context, SalonServerFiguresHours *self, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT coalesce (min (duration_minutes), 0) FROM services WHERE is_active", 0, NULL,
    error);

  if (rows == NULL)
    return FALSE;
  self->rules.shortest_minutes = atoi (PQgetvalue (rows, 0, 0));
  return TRUE;
}

SalonServerFiguresHours *
salon_server_figures_hours_read (SalonServerContext *context, GError **error)
{
  g_autoptr (SalonServerFiguresHours) self = g_new0 (SalonServerFiguresHours, 1);
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (SalonWeeklyWindow));
  g_autoptr (GArray) exceptions = g_array_new (FALSE, FALSE, sizeof (SalonOpeningException));
  Hours hours = { windows, exceptions, SALON_HOLIDAY_ZONE_METROPOLE, TRUE };

  self->rules.staff = g_ptr_array_new_with_free_func (g_free);
  if (!read_settings (context, self, &hours, error) || !read_windows (context, &hours, error)
      || !read_exceptions (context, &hours, error) || !read_staff (context, self, error)
      || !read_shortest (context, self, error))
    return NULL;
  self->rules.hours =
    salon_opening_hours_new ((const SalonWeeklyWindow *) windows->data, windows->len,
                             (const SalonOpeningException *) exceptions->data, exceptions->len,
                             hours.zone, hours.closed_on_holidays);
  self->rules.usual = salon_opening_hours_new ((const SalonWeeklyWindow *) windows->data,
                                               windows->len, NULL, 0, hours.zone, FALSE);
  return g_steal_pointer (&self);
}

void
salon_server_figures_hours_free (SalonServerFiguresHours *self)
{
  g_clear_object (&self->rules.hours);
  g_clear_object (&self->rules.usual);
  g_clear_pointer (&self->rules.staff, g_ptr_array_unref);
  g_clear_pointer (&self->rules.zone, g_time_zone_unref);
  g_free (self);
}
