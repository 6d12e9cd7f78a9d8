/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-duplicates.h"

#include <string.h>

#include "salon-reader-private.h"

#define TWO_PEOPLE "clients.two_people."

char *
salon_client_duplicates_make_key (const char *one_id, const char *other_id)
{
  gboolean is_ordered = FALSE;

  g_return_val_if_fail (one_id != NULL && other_id != NULL, NULL);

  is_ordered = strcmp (one_id, other_id) <= 0;
  return g_strconcat (TWO_PEOPLE, is_ordered ? one_id : other_id, ".",
                      is_ordered ? other_id : one_id, NULL);
}

static void
duplicate_free (SalonDuplicate *self)
{
  g_free (self->first_id);
  g_free (self->first_name);
  g_free (self->second_id);
  g_free (self->second_name);
  g_free (self);
}

static gpointer
duplicate_from_row (SalonStatement *row, GError **error)
{
  SalonDuplicate *self = g_new0 (SalonDuplicate, 1);

  self->first_id = g_strdup (salon_statement_get_text (row, 0));
  self->first_name = g_strdup (salon_statement_get_text (row, 1));
  self->second_id = g_strdup (salon_statement_get_text (row, 2));
  self->second_name = g_strdup (salon_statement_get_text (row, 3));
  self->same = sqlite3_column_int (row, 4);
  return self;
}

GPtrArray *
salon_client_duplicates_list (SalonReader *reader, int limit, GError **error)
{
  /* client_index has no card that was merged or anonymised. The numbers are those of SalonSame. */
  static const char sql[] =
    "WITH live AS ("
    "SELECT c.id, c.name, c.phone, lower (c.email) AS email, c.created_at, i.name_key "
    "FROM client_index AS i JOIN clients AS c ON c.id = i.client_id"
    "), pairs (first_id, second_id, same) AS ("
    "SELECT first_value (id) OVER (PARTITION BY phone ORDER BY created_at, id), id, 1 "
    "FROM live WHERE phone <> '' "
    "UNION ALL "
    "SELECT first_value (id) OVER (PARTITION BY email ORDER BY created_at, id), id, 2 "
    "FROM live WHERE email <> '' "
    "UNION ALL "
    "SELECT first_value (id) OVER (PARTITION BY name_key ORDER BY created_at, id), id, 4 "
    "FROM live WHERE name_key <> ''"
    "), known AS ("
    "SELECT first_id, second_id, sum (same) AS same, count (*) AS n FROM pairs "
    "WHERE first_id <> second_id AND NOT EXISTS (SELECT 1 FROM salon_settings "
    "WHERE key = '" TWO_PEOPLE
    "' || min (first_id, second_id) || '.' || max (first_id, second_id)) "
    "GROUP BY first_id, second_id"
    ") SELECT k.first_id, a.name, k.second_id, b.name, k.same FROM known AS k "
    "JOIN clients AS a ON a.id = k.first_id JOIN clients AS b ON b.id = k.second_id "
    "ORDER BY k.n DESC, k.same, a.name, k.first_id, k.second_id LIMIT ?1";
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);

  rows = salon_reader_prepare (reader, sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int (rows, 1, limit);
  return salon_sqlite_list (rows, duplicate_from_row, (GDestroyNotify) duplicate_free, error);
}
