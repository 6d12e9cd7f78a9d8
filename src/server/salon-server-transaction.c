/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-transaction.h"

#define MOST_ATTEMPTS 5

static gboolean
run_once (SalonServerContext *context,
          const char *writer,
          const char *label,
          SalonServerTransactionFunc func,
          gpointer user_data,
          GError **error)
{
  SalonConnection *connection = salon_server_context_get_database (context, error);
  g_autoptr (PGresult) named = NULL;

  if (connection == NULL || !salon_connection_execute (connection, "BEGIN", NULL, error))
    return FALSE;
  named = salon_server_context_query (context,
                                      "SELECT set_config ('salon.writer', $1, TRUE),"
                                      " set_config ('salon.label', $2, TRUE)",
                                      2, (const char *[]) { writer, label }, error);
  return named != NULL && func (context, user_data, error)
         && salon_connection_execute (connection, "COMMIT", context->cancellable, error);
}

/* Lost against others: nothing has happened, and the same may succeed. */
static gboolean
may_try_again (SalonServerContext *context, const GError *error)
{
  const char *sqlstate;

  if (!g_error_matches (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_BUSY)
      || context->database == NULL)
    return FALSE;
  sqlstate = salon_connection_get_sqlstate (context->database);
  return g_str_equal (sqlstate, "40001") || g_str_equal (sqlstate, "40P01")
         || g_str_equal (sqlstate, "55P03");
}

/* After a failure: what is left of it is cleared away, and TRUE when the next attempt may succeed. */
static gboolean
begin_again (SalonServerContext *context, int attempt, GError **fault, GError **error)
{
  gboolean again = attempt < MOST_ATTEMPTS && may_try_again (context, *fault);

  salon_server_context_settle (context, *fault);
  if (!again)
    g_propagate_error (error, g_steal_pointer (fault));
  return again;
}

gboolean
salon_server_transaction_run (SalonServerContext *context,
                              const char *writer,
                              const char *label,
                              SalonServerTransactionFunc func,
                              gpointer user_data,
                              GError **error)
{
  g_return_val_if_fail (context != NULL && writer != NULL && label != NULL && func != NULL, FALSE);

  for (int attempt = 1;; attempt++)
    {
      g_autoptr (GError) fault = NULL;

      if (run_once (context, writer, label, func, user_data, &fault))
        return TRUE;
      if (!begin_again (context, attempt, &fault, error))
        return FALSE;
    }
}

PGresult *
salon_server_transaction_query (SalonServerContext *context,
                                const char *sql,
                                int n_values,
                                const char *const *values,
                                GError **error)
{
  g_return_val_if_fail (context != NULL && sql != NULL, NULL);

  for (int attempt = 1;; attempt++)
    {
      g_autoptr (GError) fault = NULL;
      PGresult *rows = salon_server_context_query (context, sql, n_values, values, &fault);

      if (rows != NULL)
        return rows;
      if (!begin_again (context, attempt, &fault, error))
        return NULL;
    }
}
