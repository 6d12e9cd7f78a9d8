/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients: one, a page of the list, those that match a text (see salon-client-query.h), those that may be the same person, and a client in figures.
 */
#include "salon-reader.h"

#include <string.h>

#include "core/salon-text.h"

#include "salon-client-query.h"
#include "salon-reader-private.h"

/* Above every text that begins with the one before it: no character has these bytes. */
#define AFTER_EVERY_TEXT "\xff"

#define CLIENT_COLUMNS                                                                             \
  "c.id, c.name, c.email, c.phone, c.allergies, c.notes, c.is_blocked, c.sms_consent, "            \
  "c.email_consent, c.language, c.merged_into, c.anonymised_at, c.created_at"

static SalonClient *
client_from_row (SalonStatement *row)
{
  return salon_client_new (&(SalonClientFields) {
    .id = salon_statement_get_text (row, 0),
    .name = salon_statement_get_text (row, 1),
    .email = salon_statement_get_text (row, 2),
    .phone = salon_statement_get_text (row, 3),
    .allergies = salon_statement_get_text (row, 4),
    .notes = salon_statement_get_text (row, 5),
    .is_blocked = sqlite3_column_int (row, 6) != 0,
    .sms_consent = sqlite3_column_int (row, 7) != 0,
    .email_consent = sqlite3_column_int (row, 8) != 0,
    .language = salon_statement_get_text (row, 9),
    .merged_into = salon_statement_get_text (row, 10),
    .anonymised_at = sqlite3_column_int64 (row, 11),
    .created_at = sqlite3_column_int64 (row, 12),
  });
}

/* Appends a client for each row that is left. */
static gboolean
take_clients (SalonStatement *statement, GPtrArray *clients, GError **error)
{
  gboolean row = FALSE;

  if (!salon_sqlite_step (statement, &row, error))
    return FALSE;
  while (row)
    {
      g_ptr_array_add (clients, client_from_row (statement));
      if (!salon_sqlite_step (statement, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* Also finds a client that was merged or anonymised: a booking may still name her. */
SalonClient *
salon_reader_get_client (SalonReader *self, const char *id, GError **error)
{
  static const char sql[] = "SELECT " CLIENT_COLUMNS " FROM clients AS c WHERE c.id = ?1";
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  row = salon_reader_find (self, sql, id, error);
  return row != NULL ? client_from_row (row) : NULL;
}

GPtrArray *
salon_reader_list_clients (SalonReader *self, int offset, int limit, GError **error)
{
  /* The page is cut from the index alone; only its rows are looked up. */
  static const char sql[] = "SELECT " CLIENT_COLUMNS " FROM ("
                            "SELECT position, name_key FROM client_index "
                            "ORDER BY name_key, position LIMIT ?2 OFFSET ?1"
                            ") AS p "
                            "JOIN client_index AS i ON i.position = p.position "
                            "JOIN clients AS c ON c.id = i.client_id "
                            "ORDER BY p.name_key, p.position";
  g_autoptr (SalonStatement) rows = NULL;
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (offset >= 0 && limit >= 0, NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int (rows, 1, offset);
  sqlite3_bind_int (rows, 2, limit);
  if (!take_clients (rows, clients, error))
    return NULL;
  return g_steal_pointer (&clients);
}

/* -1 on failure. */
int
salon_reader_count_clients (SalonReader *self, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM client_index";
  g_autoptr (SalonStatement) row = NULL;
  gboolean is_there = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), -1);

  row = salon_reader_prepare (self, sql, error);
  if (row == NULL || !salon_sqlite_step (row, &is_there, error))
    return -1;
  return sqlite3_column_int (row, 0);
}

gboolean
salon_reader_has_own (SalonReader *self, gboolean *has_own, GError **error)
{
  static const char sql[] =
    "SELECT EXISTS (SELECT 1 FROM clients) OR EXISTS (SELECT 1 FROM bookings)";
  g_autoptr (SalonStatement) row = NULL;
  gboolean is_there = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), FALSE);
  g_return_val_if_fail (has_own != NULL, FALSE);

  row = salon_reader_prepare (self, sql, error);
  if (row == NULL || !salon_sqlite_step (row, &is_there, error))
    return FALSE;
  *has_own = sqlite3_column_int (row, 0);
  return TRUE;
}

GPtrArray *
salon_reader_find_same_clients (SalonReader *self,
                                const char *phone,
                                const char *email,
                                GError **error)
{
  static const char sql[] = "SELECT " CLIENT_COLUMNS " FROM ("
                            "SELECT id FROM clients WHERE phone = ?1 "
                            "UNION SELECT id FROM clients WHERE email = ?2 COLLATE NOCASE"
                            ") AS same "
                            "JOIN client_index AS i ON i.client_id = same.id "
                            "JOIN clients AS c ON c.id = same.id ORDER BY i.position DESC";
  g_autoptr (SalonStatement) rows = NULL;
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return NULL;
  salon_statement_bind_text (rows, 1, phone);
  salon_statement_bind_text (rows, 2, email);
  if (!take_clients (rows, clients, error))
    return NULL;
  return g_steal_pointer (&clients);
}

static gboolean
add_most_recent (SalonReader *self, int limit, GPtrArray *clients, GError **error)
{
  static const char sql[] = "SELECT " CLIENT_COLUMNS " FROM client_index AS i "
                            "JOIN clients AS c ON c.id = i.client_id "
                            "ORDER BY i.position DESC LIMIT ?1";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int (rows, 1, limit);
  return take_clients (rows, clients, error);
}

/* Those whose name begins with the text. */
static gboolean
add_by_beginning (SalonReader *self,
                  const char *folded,
                  int limit,
                  GPtrArray *clients,
                  GError **error)
{
  /* The latest of them are told by the index alone; only their rows are looked up. */
  static const char sql[] = "SELECT " CLIENT_COLUMNS " FROM ("
                            "SELECT position FROM client_index "
                            "WHERE name_key >= ?1 AND name_key < ?2 "
                            "ORDER BY position DESC LIMIT ?3"
                            ") AS p "
                            "JOIN client_index AS i ON i.position = p.position "
                            "JOIN clients AS c ON c.id = i.client_id "
                            "ORDER BY p.position DESC";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);
  g_autofree char *end = g_strconcat (folded, AFTER_EVERY_TEXT, NULL);

  if (rows == NULL)
    return FALSE;
  salon_statement_bind_text (rows, 1, folded);
  salon_statement_bind_text (rows, 2, end);
  sqlite3_bind_int (rows, 3, limit);
  return take_clients (rows, clients, error);
}

/* Those who have all that was typed and whose name begins otherwise. */
static gboolean
add_by_words (SalonReader *self,
              const SalonClientQuery *query,
              const char *folded,
              int limit,
              GPtrArray *clients,
              GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT " CLIENT_COLUMNS "\n");
  g_autoptr (SalonStatement) rows = NULL;
  g_autofree char *end = g_strconcat (folded, AFTER_EVERY_TEXT, NULL);

  g_string_append (sql, salon_client_query_get_from (query));
  g_string_append (sql, "JOIN clients AS c ON c.id = client_index.client_id\n");
  salon_client_query_append_where (query, sql, 4);
  g_string_append_printf (sql,
                          "  AND NOT (client_index.name_key >= ?1 AND client_index.name_key < ?2)\n"
                          "ORDER BY %s DESC\n"
                          "LIMIT ?3",
                          salon_client_query_get_position (query));
  rows = salon_reader_prepare (self, g_intern_string (sql->str), error);
  if (rows == NULL)
    return FALSE;
  salon_statement_bind_text (rows, 1, folded);
  salon_statement_bind_text (rows, 2, end);
  sqlite3_bind_int (rows, 3, limit);
  salon_client_query_bind (query, rows, 4);
  return take_clients (rows, clients, error);
}

static gboolean
search (SalonReader *self, const char *text, int limit, GPtrArray *clients, GError **error)
{
  g_autofree char *folded = salon_text_fold (text);
  g_autoptr (SalonClientQuery) query = salon_client_query_new (text);

  if (*folded == '\0')
    return add_most_recent (self, limit, clients, error);
  if (query == NULL)
    return TRUE;
  return add_by_beginning (self, folded, limit, clients, error)
         && ((int) clients->len == limit
             || add_by_words (self, query, folded, limit - (int) clients->len, clients, error));
}

GPtrArray *
salon_reader_search_clients (SalonReader *self, const char *text, int limit, GError **error)
{
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (limit >= 0, NULL);

  if (!search (self, text, limit, clients, error))
    return NULL;
  return g_steal_pointer (&clients);
}

static void
count_booking (SalonClientSummary *summary,
               GArray *visits,
               SalonMoment now,
               SalonMoment start,
               SalonBookingStatus status,
               gint64 price_cents)
{
  const gboolean is_visit = status == SALON_BOOKING_COMPLETED || status == SALON_BOOKING_ARRIVED;

  summary->cancellations += status == SALON_BOOKING_CANCELLED;
  summary->no_shows += status == SALON_BOOKING_NO_SHOW;
  if (status == SALON_BOOKING_COMPLETED)
    summary->spent_cents += price_cents;
  if (is_visit)
    {
      summary->visits++;
      summary->last_visit = start;
      g_array_append_val (visits, start);
    }
  else if (salon_booking_status_is_active (status) && start >= now
           && summary->next_visit == G_MININT64)
    summary->next_visit = start;
}

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* Of an even number of distances the lower one in the middle: she comes at least that often. Two
 * visits of one day are one. */
static int
get_rhythm (GArray *visits)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 1; i < visits->len; i++)
    {
      int days = salon_moment_get_day (g_array_index (visits, SalonMoment, i))
                 - salon_moment_get_day (g_array_index (visits, SalonMoment, i - 1));

      if (days > 0)
        g_array_append_val (distances, days);
    }
  if (distances->len < 2)
    return 0;
  g_array_sort (distances, compare_ints);
  return g_array_index (distances, int, (distances->len - 1) / 2);
}

gboolean
salon_reader_summarise_client (SalonReader *self,
                               const char *client_id,
                               SalonMoment now,
                               SalonClientSummary *summary,
                               GError **error)
{
  static const char sql[] = "SELECT start_minute, status, price FROM bookings "
                            "WHERE client_id = ?1 ORDER BY start_minute";
  g_autoptr (SalonStatement) rows = NULL;
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (SalonMoment));
  SalonBookingStatus status;
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), FALSE);
  g_return_val_if_fail (client_id != NULL && summary != NULL, FALSE);

  *summary = (SalonClientSummary) { .first_visit = G_MININT64,
                                    .last_visit = G_MININT64,
                                    .next_visit = G_MININT64 };
  rows = salon_reader_prepare (self, sql, error);
  if (rows == NULL)
    return FALSE;
  salon_statement_bind_text (rows, 1, client_id);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      if (salon_booking_status_from_wire (salon_statement_get_text (rows, 1), &status))
        count_booking (summary, visits, now, sqlite3_column_int64 (rows, 0), status,
                       sqlite3_column_int64 (rows, 2));
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  if (visits->len > 0)
    summary->first_visit = g_array_index (visits, SalonMoment, 0);
  summary->rhythm_days = get_rhythm (visits);
  return TRUE;
}
