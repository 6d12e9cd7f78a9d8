/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of services, and whose chair it is. */
#include "salon-reader.h"

#include "salon-reader-private.h"

#define SERVICE_COLUMNS                                                                            \
  "SELECT id, name, category, description, duration_minutes, buffer_minutes, price, is_active, "   \
  "position, buffer_before_minutes FROM services "

static gpointer
service_from_row (SalonStatement *row, GError **error)
{
  return salon_service_new (&(SalonServiceFields) {
    .id = salon_statement_get_text (row, 0),
    .name = salon_statement_get_text (row, 1),
    .category = salon_statement_get_text (row, 2),
    .description = salon_statement_get_text (row, 3),
    .duration_minutes = sqlite3_column_int (row, 4),
    .buffer_minutes = sqlite3_column_int (row, 5),
    .price_cents = sqlite3_column_int64 (row, 6),
    .is_active = sqlite3_column_int (row, 7) != 0,
    .position = sqlite3_column_int (row, 8),
    .buffer_before_minutes = sqlite3_column_int (row, 9),
  });
}

GPtrArray *
salon_reader_list_services (SalonReader *self, gboolean with_archived, GError **error)
{
  static const char sql[] = SERVICE_COLUMNS "WHERE is_active OR ?1 ORDER BY position, rowid";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int (rows, 1, with_archived ? 1 : 0);
  return salon_sqlite_list (rows, service_from_row, g_object_unref, error);
}

SalonService *
salon_reader_get_service (SalonReader *self, const char *id, GError **error)
{
  static const char sql[] = SERVICE_COLUMNS "WHERE id = ?1";
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  row = salon_reader_find (self, sql, id, error);
  return row != NULL ? service_from_row (row, NULL) : NULL;
}

/* By a booking or a gift card: then it can be archived only. */
gboolean
salon_reader_is_service_used (SalonReader *self, const char *id, gboolean *used, GError **error)
{
  static const char sql[] = "SELECT EXISTS (SELECT 1 FROM booking_services WHERE service_id = ?1) "
                            "OR EXISTS (SELECT 1 FROM bookings WHERE service_id = ?1) "
                            "OR EXISTS (SELECT 1 FROM gift_cards WHERE service_id = ?1)";
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), FALSE);
  g_return_val_if_fail (id != NULL && used != NULL, FALSE);

  row = salon_reader_find (self, sql, id, error);
  if (row == NULL)
    return FALSE;
  *used = sqlite3_column_int (row, 0) != 0;
  return TRUE;
}

/* The first one, while the screen knows one. */
char *
salon_reader_dup_staff_id (SalonReader *self, GError **error)
{
  static const char sql[] = "SELECT id FROM staff ORDER BY is_active DESC, position, rowid LIMIT 1";
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  row = salon_reader_find (self, sql, NULL, error);
  return row != NULL ? g_strdup (salon_statement_get_text (row, 0)) : NULL;
}
