/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-context.h"

#include "salon-payments.h"
#include "salon-server-error.h"

/* No request waits longer than its time for a statement; the end of the program cancels it before. All
 * statements are small questions asked again and again, found by an index whatever the values are: planning
 * one anew each time, as PostgreSQL does when days lie close together, costs more than answering it. */
static const char *const prepare_session = "SET statement_timeout = '20s';"
                                           "SET plan_cache_mode = 'force_generic_plan';"
                                           "SET application_name = 'serenaia-server'";

SalonServerContext *
salon_server_context_new (SalonServerShared *shared, GCancellable *cancellable)
{
  SalonServerContext *self;

  g_return_val_if_fail (shared != NULL && shared->configuration != NULL, NULL);

  self = g_new0 (SalonServerContext, 1);
  self->shared = shared;
  self->configuration = shared->configuration;
  self->measures = shared->measures;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return self;
}

void
salon_server_context_free (SalonServerContext *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->payments, salon_payments_free);
  g_clear_pointer (&self->database, salon_connection_free);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static void
lose_database (SalonServerContext *self)
{
  if (self->measures != NULL)
    salon_server_measures_add (self->measures, SALON_SERVER_COUNT_DATABASE_LOST, 1);
  g_clear_pointer (&self->database, salon_connection_free);
}

void
salon_server_context_begin (SalonServerContext *self)
{
  g_return_if_fail (self != NULL);

  if (self->database != NULL && !salon_connection_is_alive (self->database))
    lose_database (self);
}

SalonConnection *
salon_server_context_get_database (SalonServerContext *self, GError **error)
{
  g_autoptr (SalonConnection) connection = NULL;
  g_autoptr (GError) fault = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->database != NULL)
    return self->database;
  connection = salon_connection_open (self->configuration->database, self->cancellable, &fault);
  if (connection == NULL
      || !salon_connection_execute (connection, prepare_session, self->cancellable, &fault))
    {
      g_warning ("the database cannot be reached: %s", fault->message);
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                           "The salon cannot be reached at the moment. Please try again.");
      return NULL;
    }
  self->database = g_steal_pointer (&connection);
  return self->database;
}

void
salon_server_context_settle (SalonServerContext *self, const GError *error)
{
  g_return_if_fail (self != NULL);

  if (self->database == NULL)
    return;
  if (g_error_matches (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_LOST)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || (salon_connection_is_in_transaction (self->database)
          && !salon_connection_execute (self->database, "ROLLBACK", NULL, NULL)))
    lose_database (self);
}

gint64
salon_server_context_get_now (SalonServerContext *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->shared->clock != NULL ? self->shared->clock (self->shared->clock_data)
                                     : g_get_real_time ();
}

PGresult *
salon_server_context_query (SalonServerContext *self,
                            const char *sql,
                            int n_values,
                            const char *const *values,
                            GError **error)
{
  SalonConnection *connection = salon_server_context_get_database (self, error);

  if (connection == NULL)
    return NULL;
  return salon_connection_query_prepared (connection, sql, n_values, values, self->cancellable,
                                          error);
}
