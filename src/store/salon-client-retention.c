/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-retention.h"

#include "salon-reader-private.h"

static void
silent_client_free (SalonSilentClient *self)
{
  g_free (self->client_id);
  g_free (self->name);
  g_free (self->phone);
  g_free (self);
}

static gpointer
silent_client_from_row (SalonStatement *row, GError **error)
{
  SalonSilentClient *self = g_new0 (SalonSilentClient, 1);

  self->client_id = g_strdup (salon_statement_get_text (row, 0));
  self->name = g_strdup (salon_statement_get_text (row, 1));
  self->phone = g_strdup (salon_statement_get_text (row, 2));
  self->day = (SalonDay) sqlite3_column_int64 (row, 3);
  self->contact = (SalonContact) sqlite3_column_int (row, 4);
  return self;
}

/* Days since 1970, as SalonDay; an instant is taken by its day in UTC: a few hours are nothing here. A
 * booking that was brought in from an old program was made on the day of its visit at the latest. What
 * stands beside max() is of the row that has it. */
static const char list_sql[] =
  "WITH contacts (client_id, day, contact) AS ("
  "SELECT client_id, start_minute / 1440, 1 FROM bookings "
  "WHERE client_id IS NOT NULL AND status IN ('arrived', 'completed') "
  "UNION ALL "
  "SELECT client_id, min (created_at / 86400, start_minute / 1440), 2 FROM bookings "
  "WHERE client_id IS NOT NULL AND status NOT IN ('arrived', 'completed') "
  "UNION ALL "
  "SELECT client_id, created_at / 86400, 3 FROM waiting_list WHERE client_id IS NOT NULL "
  "UNION ALL "
  "SELECT c.id, unixepoch (g.purchase_date) / 86400, 4 FROM gift_cards AS g "
  "JOIN clients AS c ON lower (c.email) = lower (g.buyer_email) WHERE g.buyer_email <> ''"
  "), last (client_id, day, contact) AS ("
  "SELECT client_id, max (day), contact FROM contacts GROUP BY client_id"
  ") SELECT c.id, c.name, c.phone, coalesce (l.day, c.created_at / 86400) AS day, "
  "coalesce (l.contact, 5) "
  "FROM clients AS c LEFT JOIN last AS l ON l.client_id = c.id "
  "WHERE c.anonymised_at IS NULL AND c.merged_into IS NULL "
  "AND coalesce (l.day, c.created_at / 86400) < ?1 "
  "AND NOT EXISTS (SELECT 1 FROM bookings AS b WHERE b.client_id = c.id AND b.end_minute > ?2 "
  "AND b.status IN ('pending', 'confirmed', 'arrived')) "
  "ORDER BY day, c.name, c.id LIMIT ?3";

GPtrArray *
salon_client_retention_list (SalonReader *reader,
                             SalonDay before,
                             SalonMoment now,
                             int limit,
                             GError **error)
{
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);

  rows = salon_reader_prepare (reader, list_sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, before);
  sqlite3_bind_int64 (rows, 2, now);
  sqlite3_bind_int (rows, 3, limit);
  return salon_sqlite_list (rows, silent_client_from_row, (GDestroyNotify) silent_client_free,
                            error);
}
