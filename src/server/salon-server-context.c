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

/* A question that goes along with the next one. */
struct _SalonServerAlong
{
  const char *sql;
  GStrv values;
  SalonServerJudgeFunc judge;
  gpointer judge_data;
  gboolean is_answered;
  GError *refusal; /* nullable: what was answered lets everything be told */
};

static void
free_along (SalonServerAlong *along)
{
  g_strfreev (along->values);
  g_clear_error (&along->refusal);
  g_free (along);
}

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

  g_clear_pointer (&self->along, free_along);
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

  g_clear_pointer (&self->along, free_along);
  if (self->database != NULL && !salon_connection_is_alive (self->database))
    lose_database (self);
}

static SalonConnection *
open_database (SalonServerContext *self, GError **error)
{
  g_autoptr (SalonConnection) connection = NULL;
  g_autoptr (GError) fault = NULL;

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

/* With @answer NULL nothing was answered, and @fault says why. */
static void
judge (SalonServerAlong *along, const PGresult *answer, const GError *fault)
{
  along->is_answered = TRUE;
  if (answer == NULL)
    along->refusal = g_error_copy (fault);
  else
    along->judge (answer, along->judge_data, &along->refusal);
}

/* Also what is asked along, when that is still open: first, so that the rest is read by who may. */
static gboolean
ask (SalonServerContext *self,
     const SalonConnectionQuestion *questions,
     guint n_questions,
     PGresult **answers,
     GError **error)
{
  SalonServerAlong *along = self->along;
  g_autofree SalonConnectionQuestion *all = g_new (SalonConnectionQuestion, n_questions + 1);
  g_autofree PGresult **found = g_new0 (PGresult *, n_questions + 1);
  g_autoptr (GError) fault = NULL;
  SalonConnection *connection = open_database (self, &fault);

  all[0] = (SalonConnectionQuestion) { along->sql, (int) g_strv_length (along->values),
                                       (const char *const *) along->values };
  for (guint i = 0; i < n_questions; i++)
    all[i + 1] = questions[i];
  if (connection != NULL)
    salon_connection_query_together (connection, all, n_questions + 1, found, self->cancellable,
                                     &fault);
  judge (along, found[0], fault);
  g_clear_pointer (&found[0], PQclear);
  for (guint i = 0; i < n_questions; i++)
    {
      if (along->refusal != NULL)
        g_clear_pointer (&found[i + 1], PQclear);
      answers[i] = found[i + 1];
    }
  if (along->refusal == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (along->refusal);
  return FALSE;
}

void
salon_server_context_ask_along (SalonServerContext *self,
                                const char *sql,
                                GStrv values,
                                SalonServerJudgeFunc judge_func,
                                gpointer judge_data)
{
  g_return_if_fail (self != NULL && sql != NULL && values != NULL && judge_func != NULL);

  g_clear_pointer (&self->along, free_along);
  self->along = g_new0 (SalonServerAlong, 1);
  self->along->sql = sql;
  self->along->values = values;
  self->along->judge = judge_func;
  self->along->judge_data = judge_data;
}

/* TRUE when nothing stands in the way of anything else. */
static gboolean
is_let_through (SalonServerContext *self, GError **error)
{
  if (self->along == NULL)
    return TRUE;
  if (!self->along->is_answered)
    return ask (self, NULL, 0, NULL, error);
  if (self->along->refusal != NULL && error != NULL)
    *error = g_error_copy (self->along->refusal);
  return self->along->refusal == NULL;
}

gboolean
salon_server_context_judge_along (SalonServerContext *self, GError **error)
{
  gboolean is_good;

  g_return_val_if_fail (self != NULL, FALSE);

  is_good = is_let_through (self, error);
  g_clear_pointer (&self->along, free_along);
  return is_good;
}

SalonConnection *
salon_server_context_get_database (SalonServerContext *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return is_let_through (self, error) ? open_database (self, error) : NULL;
}

gboolean
salon_server_context_query_together (SalonServerContext *self,
                                     const SalonConnectionQuestion *questions,
                                     guint n_questions,
                                     PGresult **answers,
                                     GError **error)
{
  SalonConnection *connection;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->along != NULL && !self->along->is_answered)
    return ask (self, questions, n_questions, answers, error);
  connection = salon_server_context_get_database (self, error);
  return connection != NULL
         && salon_connection_query_together (connection, questions, n_questions, answers,
                                             self->cancellable, error);
}

PGresult *
salon_server_context_query (SalonServerContext *self,
                            const char *sql,
                            int n_values,
                            const char *const *values,
                            GError **error)
{
  const SalonConnectionQuestion question = { sql, n_values, values };
  SalonConnection *connection;
  PGresult *answer = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->along != NULL && !self->along->is_answered)
    return ask (self, &question, 1, &answer, error) ? answer : NULL;
  connection = salon_server_context_get_database (self, error);
  if (connection == NULL)
    return NULL;
  return salon_connection_query_prepared (connection, sql, n_values, values, self->cancellable,
                                          error);
}
