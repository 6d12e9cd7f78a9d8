/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sample salon is before anybody comes: its settings, its staff, its services and its hours. */
#include "core/salon-json.h"

#include "salon-sample-filler-private.h"
#include "salon-sqlite.h"

static gboolean
write_settings (SalonSampleFiller *self, GError **error)
{
  static const char *sql = "INSERT INTO salon_settings (key, value)\n"
                           "VALUES (?1, ?2)";
  g_autoptr (sqlite3_stmt) insert = salon_sqlite_prepare (self->database, sql, error);
  JsonObjectIter iter;
  const char *key = NULL;
  JsonNode *value = NULL;

  if (insert == NULL)
    return FALSE;
  json_object_iter_init_ordered (&iter, salon_sample_source_get_settings (self->source));
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      GString *text = g_string_new (NULL);

      salon_json_append (text, value);
      salon_sample_bind_text (insert, 1, key);
      salon_sample_bind_own_text (insert, 2, g_string_free_and_steal (text));
      if (!salon_sample_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_staff (SalonSampleFiller *self, GError **error)
{
  static const char *sql = "UPDATE staff\n"
                           "SET name = ?1";
  g_autoptr (sqlite3_stmt) update = salon_sqlite_prepare (self->database, sql, error);

  if (update == NULL)
    return FALSE;
  salon_sample_bind_text (update, 1, salon_sample_source_get_text (self->source, "staff"));
  return salon_sample_run (update, error);
}

static gboolean
write_services (SalonSampleFiller *self, GError **error)
{
  static const char *sql =
    "INSERT INTO services (id, name, category, description, duration_minutes, price, is_active,\n"
    "  buffer_minutes, position)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
  g_autoptr (sqlite3_stmt) insert = salon_sqlite_prepare (self->database, sql, error);

  if (insert == NULL)
    return FALSE;
  for (int i = 0; i < (int) self->source->services->len; i++)
    {
      const SalonSampleService *service = salon_sample_source_get_service (self->source, i);

      salon_sample_filler_make_id (self, self->service_ids[i]);
      salon_sample_bind_text (insert, 1, self->service_ids[i]);
      salon_sample_bind_text (insert, 2, service->name);
      salon_sample_bind_text (insert, 3, service->category);
      salon_sample_bind_text (insert, 4, service->description);
      sqlite3_bind_int (insert, 5, service->duration_minutes);
      sqlite3_bind_int64 (insert, 6, service->price_cents);
      sqlite3_bind_int (insert, 7, service->is_archived ? 0 : 1);
      sqlite3_bind_int (insert, 8, service->buffer_minutes);
      sqlite3_bind_int (insert, 9, i);
      if (!salon_sample_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_windows (SalonSampleFiller *self, GError **error)
{
  static const char *sql =
    "INSERT INTO availabilities (id, day_of_week, start_time, end_time, is_active)\n"
    "VALUES (?1, ?2, ?3, ?4, 1)";
  g_autoptr (sqlite3_stmt) insert = salon_sqlite_prepare (self->database, sql, error);
  char id[SALON_SAMPLE_ID_LENGTH + 1];

  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < self->source->windows->len; i++)
    {
      const SalonWeeklyWindow *window =
        &g_array_index (self->source->windows, SalonWeeklyWindow, i);

      salon_sample_filler_make_id (self, id);
      salon_sample_bind_text (insert, 1, id);
      sqlite3_bind_int (insert, 2, window->weekday);
      salon_sample_bind_own_text (insert, 3, salon_minute_format_sql (window->start));
      salon_sample_bind_own_text (insert, 4, salon_minute_format_sql (window->end));
      if (!salon_sample_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_exceptions (SalonSampleFiller *self, GError **error)
{
  static const char *sql = "INSERT INTO opening_exceptions (id, from_date, to_date, start_time,\n"
                           "  end_time, open, reason)\n"
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  g_autoptr (sqlite3_stmt) insert = salon_sqlite_prepare (self->database, sql, error);
  char id[SALON_SAMPLE_ID_LENGTH + 1];

  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < self->source->exceptions->len; i++)
    {
      const SalonOpeningException *exception =
        &g_array_index (self->source->exceptions, SalonOpeningException, i);

      salon_sample_filler_make_id (self, id);
      salon_sample_bind_text (insert, 1, id);
      salon_sample_bind_own_text (insert, 2, salon_day_format (exception->from));
      salon_sample_bind_own_text (insert, 3, salon_day_format (exception->to));
      if (exception->start >= 0)
        {
          salon_sample_bind_own_text (insert, 4, salon_minute_format_sql (exception->start));
          salon_sample_bind_own_text (insert, 5, salon_minute_format_sql (exception->end));
        }
      sqlite3_bind_int (insert, 6, exception->open ? 1 : 0);
      salon_sample_bind_text (insert, 7, exception->reason);
      if (!salon_sample_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_sample_filler_write_salon (SalonSampleFiller *self, GError **error)
{
  return write_settings (self, error) && write_staff (self, error) && write_services (self, error)
         && write_windows (self, error) && write_exceptions (self, error);
}
