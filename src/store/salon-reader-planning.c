/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for a time, and until when a time is held. */
#include "salon-reader.h"

#include "salon-reader-private.h"

/* The buffers are those of the services as they are now. */
#define WISH_COLUMNS                                                                               \
  "SELECT w.id, w.client_id, w.client_name, w.client_phone, w.client_email, w.duration_minutes, "  \
  "w.from_date, w.to_date, w.weekdays, w.start_time, w.end_time, w.notes, w.status, "              \
  "w.booking_id, w.created_at, w.services, "                                                       \
  "(SELECT max (s.buffer_before_minutes) FROM services AS s "                                      \
  " WHERE s.id IN (SELECT value FROM json_each (w.services))), "                                   \
  "(SELECT max (s.buffer_minutes) FROM services AS s "                                             \
  " WHERE s.id IN (SELECT value FROM json_each (w.services))), "                                   \
  "w.offered_at, w.offered_date, w.offered_time "                                                  \
  "FROM waiting_list AS w "

static int
read_minute (SalonStatement *row, int column)
{
  const char *text = salon_statement_get_text (row, column);
  int minute = -1;

  if (text != NULL)
    salon_minute_parse (text, &minute, NULL);
  return minute;
}

/* What is no text in the array is no service. */
static GStrv
read_services (SalonStatement *row, int column)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (JsonNode) node = json_from_string (salon_statement_get_text (row, column), NULL);
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (ids, json_node_get_string (element));
    }
  return g_strv_builder_end (ids);
}

static gpointer
wish_from_row (SalonStatement *row, GError **error)
{
  g_auto (GStrv) services = read_services (row, 15);
  SalonWishFields fields = {
    .id = salon_statement_get_text (row, 0),
    .client_id = salon_statement_get_text (row, 1),
    .client_name = salon_statement_get_text (row, 2),
    .client_phone = salon_statement_get_text (row, 3),
    .client_email = salon_statement_get_text (row, 4),
    .service_ids = (const char *const *) services,
    .duration_minutes = sqlite3_column_int (row, 5),
    .weekdays = sqlite3_column_int (row, 8),
    .start_minute = read_minute (row, 9),
    .end_minute = read_minute (row, 10),
    .notes = salon_statement_get_text (row, 11),
    .booking_id = salon_statement_get_text (row, 13),
    .created_at = sqlite3_column_int64 (row, 14),
    .buffer_before_minutes = sqlite3_column_int (row, 16),
    .buffer_minutes = sqlite3_column_int (row, 17),
  };
  SalonDay offered_day = SALON_DAY_NONE;

  if (!salon_day_parse (salon_statement_get_text (row, 6), &fields.from, error)
      || !salon_day_parse (salon_statement_get_text (row, 7), &fields.to, error))
    return NULL;
  if (!salon_wish_status_from_wire (salon_statement_get_text (row, 12), &fields.status))
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT,
                   "somebody on the waiting list is “%s”", salon_statement_get_text (row, 12));
      return NULL;
    }
  if (sqlite3_column_type (row, 19) != SQLITE_NULL
      && !salon_day_parse (salon_statement_get_text (row, 19), &offered_day, error))
    return NULL;
  /* Told, but of what is not known: as good as not told. */
  if (offered_day != SALON_DAY_NONE && read_minute (row, 20) >= 0)
    {
      fields.offered_at = sqlite3_column_int64 (row, 18);
      fields.offered_start = salon_moment (offered_day, read_minute (row, 20));
    }
  return salon_wish_new (&fields);
}

GPtrArray *
salon_reader_list_wishes (SalonReader *self, gboolean all, GError **error)
{
  static const char sql[] = WISH_COLUMNS "WHERE ?1 OR w.status IN ('waiting', 'offered') "
                                         "ORDER BY w.created_at, w.id";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int (rows, 1, all ? 1 : 0);
  return salon_sqlite_list (rows, wish_from_row, g_object_unref, error);
}

gboolean
salon_reader_find_next_hold (SalonReader *self, gint64 *expires_at, GError **error)
{
  static const char sql[] = "SELECT coalesce (min (hold_expires_at), 0) FROM bookings "
                            "WHERE status = 'pending' AND hold_expires_at IS NOT NULL";
  g_autoptr (SalonStatement) found = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), FALSE);
  g_return_val_if_fail (expires_at != NULL, FALSE);

  found = salon_reader_prepare (self, sql, error);
  if (found == NULL || !salon_sqlite_step (found, &row, error))
    return FALSE;
  *expires_at = sqlite3_column_int64 (found, 0);
  return TRUE;
}
