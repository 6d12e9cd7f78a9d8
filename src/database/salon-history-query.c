/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-history-query.h"

static GPtrArray *
read_answer (const PGresult *rows, GError **error)
{
  g_autoptr (GError) fault = NULL;
  GPtrArray *entries = NULL;

  if (PQntuples (rows) != 1 || PQnfields (rows) != 1)
    {
      g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY, "no history");
      return NULL;
    }
  entries = salon_history_from_json (PQgetvalue (rows, 0, 0), &fault);
  if (entries == NULL)
    g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY, fault->message);
  return entries;
}

GPtrArray *
salon_history_query_run (SalonConnection *connection,
                         const char *table,
                         const char *id,
                         guint at_most,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *limit = NULL;
  g_autoptr (PGresult) rows = NULL;

  g_return_val_if_fail (connection != NULL && table != NULL, NULL);

  limit = g_strdup_printf ("%u", at_most);
  rows = salon_connection_query (connection, "SELECT salon.history_within ($1, $2, $3::integer)", 3,
                                 (const char *[]) { table, id, limit }, cancellable, error);
  return rows != NULL ? read_answer (rows, error) : NULL;
}
