/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several questions in one journey: the pipeline of PostgreSQL's library. */
#include "salon-connection-private.h"

/* Beforehand, for in a pipeline nothing is known before the end of it. */
static gboolean
prepare_all (SalonConnection *self,
             const SalonConnectionQuestion *questions,
             guint n_questions,
             const char **names,
             GCancellable *cancellable,
             GError **error)
{
  for (guint i = 0; i < n_questions; i++)
    {
      names[i] = salon_connection_prepare (self, questions[i].sql, cancellable, error);
      if (names[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
send_all (SalonConnection *self,
          const SalonConnectionQuestion *questions,
          guint n_questions,
          const char *const *names,
          GCancellable *cancellable,
          GError **error)
{
  gboolean is_sent = PQenterPipelineMode (self->connection);

  for (guint i = 0; is_sent && i < n_questions; i++)
    is_sent = PQsendQueryPrepared (self->connection, names[i], questions[i].n_values,
                                   questions[i].values, NULL, NULL, 0);
  if (!is_sent || !PQpipelineSync (self->connection))
    return salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
  return salon_connection_flush (self, cancellable, error);
}

/* To the end of the pipeline, where the connection is free again. FALSE with @error set when it never came
 * there; a statement that failed is @failure. */
static gboolean
read_all (SalonConnection *self,
          guint n_questions,
          PGresult **answers,
          GError **failure,
          GCancellable *cancellable,
          GError **error)
{
  /* What tells the end of one answer from that of all. */
  gboolean was_end = FALSE;
  guint n_answered = 0;

  for (;;)
    {
      g_autoptr (PGresult) result = NULL;
      ExecStatusType status;

      if (!salon_connection_next_result (self, &result, cancellable, error))
        return FALSE;
      if (result == NULL && was_end)
        return salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
      was_end = result == NULL;
      if (result == NULL)
        continue;
      status = PQresultStatus (result);
      if (status == PGRES_PIPELINE_SYNC)
        return PQexitPipelineMode (self->connection)
               || salon_connection_fail_lost (self, PQerrorMessage (self->connection), error);
      if (salon_connection_is_good (result) && n_answered < n_questions)
        answers[n_answered++] = g_steal_pointer (&result);
      else if (status != PGRES_PIPELINE_ABORTED && *failure == NULL)
        salon_connection_fail_with_result (self, result, failure);
    }
}

gboolean
salon_connection_query_together (SalonConnection *self,
                                 const SalonConnectionQuestion *questions,
                                 guint n_questions,
                                 PGresult **answers,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autofree const char **names = g_new0 (const char *, n_questions);
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL && questions != NULL && answers != NULL, FALSE);

  for (guint i = 0; i < n_questions; i++)
    answers[i] = NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !prepare_all (self, questions, n_questions, names, cancellable, error))
    return FALSE;
  self->sqlstate[0] = '\0';
  if (send_all (self, questions, n_questions, names, cancellable, error)
      && read_all (self, n_questions, answers, &failure, cancellable, error))
    {
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
    }
  for (guint i = 0; i < n_questions; i++)
    g_clear_pointer (&answers[i], PQclear);
  return FALSE;
}
