/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-hours.h"

#include <stdlib.h>

void
salon_server_hours_free (SalonServerHours *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->windows, g_array_unref);
  g_clear_pointer (&self->exceptions, g_array_unref);
  g_clear_pointer (&self->exception_ids, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

GArray *
salon_server_hours_read_week (SalonServerContext *context, GError **error)
{
  static const char sql[] =
    "SELECT day_of_week, to_char (start_time, 'HH24:MI'), to_char (end_time, 'HH24:MI')"
    " FROM availabilities WHERE is_active ORDER BY day_of_week, start_time";
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (SalonWeeklyWindow));
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);

  if (rows == NULL)
    return NULL;
  for (int i = 0; i < PQntuples (rows); i++)
    {
      SalonWeeklyWindow window = { .weekday = atoi (PQgetvalue (rows, i, 0)) };

      if (!salon_minute_parse (PQgetvalue (rows, i, 1), &window.start, error)
          || !salon_minute_parse (PQgetvalue (rows, i, 2), &window.end, error))
        return NULL;
      g_array_append_val (windows, window);
    }
  return g_steal_pointer (&windows);
}

static gboolean
take_exception (SalonServerHours *self, const PGresult *rows, int row, GError **error)
{
  SalonOpeningException exception = {
    .from = (SalonDay) atoi (PQgetvalue (rows, row, 0)),
    .to = (SalonDay) atoi (PQgetvalue (rows, row, 1)),
    .start = -1,
    .end = -1,
    .open = *PQgetvalue (rows, row, 4) == 't',
  };

  if (!PQgetisnull (rows, row, 2)
      && (!salon_minute_parse (PQgetvalue (rows, row, 2), &exception.start, error)
          || !salon_minute_parse (PQgetvalue (rows, row, 3), &exception.end, error)))
    return FALSE;
  g_array_append_val (self->exceptions, exception);
  g_ptr_array_add (self->exception_ids, g_strdup (PQgetvalue (rows, row, 5)));
  return TRUE;
}

static gboolean
read_exceptions (SalonServerHours *self,
                 SalonServerContext *context,
                 gboolean has_past,
                 GError **error)
{
  static const char sql[] =
    "SELECT from_date - date '1970-01-01', to_date - date '1970-01-01',"
    "  to_char (start_time, 'HH24:MI'), to_char (end_time, 'HH24:MI'), open, id"
    " FROM opening_exceptions WHERE $1 OR to_date >= current_date - 2"
    " UNION ALL SELECT date - date '1970-01-01', date - date '1970-01-01', NULL, NULL, FALSE,"
    " id FROM blocked_dates WHERE $1 OR date >= current_date - 2 ORDER BY 1, 3";
  g_autoptr (PGresult) rows =
    salon_server_context_query (context, sql, 1, (const char *[]) { has_past ? "true" : "false" },
                                error);

  if (rows == NULL)
    return FALSE;
  self->exceptions = g_array_new (FALSE, FALSE, sizeof (SalonOpeningException));
  self->exception_ids = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < PQntuples (rows); i++)
    if (!take_exception (self, rows, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_settings (SalonServerHours *self, SalonServerContext *context, GError **error)
{
  static const char sql[] = "SELECT key, value #>> '{}' FROM salon_settings"
                            " WHERE key IN ('salon.zone', 'holidays.zone', 'holidays.closed')"
                            "   AND value #>> '{}' IS NOT NULL";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const char *key = PQgetvalue (rows, i, 0), *value = PQgetvalue (rows, i, 1);

      if (g_str_equal (key, "salon.zone"))
        self->zone = g_time_zone_new_identifier (value);
      else if (g_str_equal (key, "holidays.zone"))
        salon_holiday_zone_from_id (value, &self->holidays);
      else
        self->closed_on_holidays = !g_str_equal (value, "false") && !g_str_equal (value, "0");
    }
  /* What is no zone, or not set. */
  if (self->zone == NULL)
    self->zone = g_time_zone_new_identifier ("Europe/Paris");
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  return TRUE;
}

SalonServerHours *
salon_server_hours_read (SalonServerContext *context, gboolean has_past, GError **error)
{
  g_autoptr (SalonServerHours) self = g_new0 (SalonServerHours, 1);

  g_return_val_if_fail (context != NULL, NULL);

  self->holidays = SALON_HOLIDAY_ZONE_METROPOLE;
  self->closed_on_holidays = TRUE;
  self->windows = salon_server_hours_read_week (context, error);
  if (self->windows == NULL || !read_settings (self, context, error)
      || !read_exceptions (self, context, has_past, error))
    return NULL;
  return g_steal_pointer (&self);
}

SalonOpeningHours *
salon_server_hours_make (const SalonServerHours *self, gboolean is_usual)
{
  g_return_val_if_fail (self != NULL, NULL);

  return salon_opening_hours_new ((const SalonWeeklyWindow *) self->windows->data,
                                  self->windows->len,
                                  (const SalonOpeningException *) self->exceptions->data,
                                  is_usual ? 0 : self->exceptions->len, self->holidays,
                                  !is_usual && self->closed_on_holidays);
}

GPtrArray *
salon_server_hours_read_staff (SalonServerContext *context, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT id FROM staff WHERE is_active ORDER BY position, id", 0, NULL, error);
  GPtrArray *staff = NULL;

  if (rows == NULL)
    return NULL;
  staff = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < PQntuples (rows); i++)
    g_ptr_array_add (staff, g_strdup (PQgetvalue (rows, i, 0)));
  return staff;
}
