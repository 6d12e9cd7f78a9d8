/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-anonymise-job.h"

#include <glib/gi18n-lib.h>

#include "common/salon-words.h"
#include "store/salon-anonymise.h"
#include "store/salon-store-error.h"

typedef struct
{
  GStrv client_ids;
  char *name;
  char *label;
  gint64 now;
} Order;

typedef struct
{
  guint n_done;
  GError *error; /* nullable: the first */
} Outcome;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_strfreev (order->client_ids);
  g_free (order->name);
  g_free (order->label);
  g_free (order);
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_clear_error (&outcome->error);
  g_free (outcome);
}

static gboolean
forget (SalonStore *store, const Order *order, const char *client_id, GError **error)
{
  const SalonAnonymiseWords words = { order->name, order->label };
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);
  g_autoptr (SalonClientDossier) dossier =
    reader != NULL ? salon_client_dossier_read (reader, client_id, error) : NULL;

  return dossier != NULL && salon_anonymise_forget (store, dossier, &words, order->now, error);
}

static void
take_error (Outcome *outcome, GError *error)
{
  if (outcome->error == NULL)
    outcome->error = error;
  else
    g_error_free (error);
}

/* Never fails by itself: what was done is to be told. */
static gpointer
run_order (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;
  Outcome *outcome = g_new0 (Outcome, 1);
  GError *failure = NULL;

  for (gsize i = 0; order->client_ids[i] != NULL; i++)
    {
      if (forget (store, order, order->client_ids[i], &failure))
        outcome->n_done++;
      else
        take_error (outcome, g_steal_pointer (&failure));
    }
  if (outcome->n_done > 0 && !salon_anonymise_clean (store, &failure))
    take_error (outcome, g_steal_pointer (&failure));
  return outcome;
}

static void
ordered_cb (GObject *worker, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SalonSession *session = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  Outcome *outcome = salon_worker_run_finish (SALON_WORKER (worker), result, &error);
  SalonSync *sync = salon_session_get_sync (session);

  if (outcome == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (outcome->n_done > 0)
    salon_session_receive (session, NULL);
  if (sync != NULL)
    salon_sync_wake (sync);
  g_task_return_pointer (task, outcome, outcome_free);
}

void
salon_anonymise_job_run_async (SalonSession *session,
                               const char *const *client_ids,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Order *order = NULL;
  GTask *task = NULL;

  g_return_if_fail (SALON_IS_SESSION (session) && client_ids != NULL);

  task = g_task_new (session, NULL, callback, user_data);
  g_task_set_source_tag (task, salon_anonymise_job_run_async);
  order = g_new0 (Order, 1);
  order->client_ids = g_strdupv ((char **) client_ids);
  order->name = g_strdup (_ ("Anonymised client"));
  order->label = g_strdup (_ ("A client who was anonymised"));
  order->now = salon_session_get_instant (session);
  salon_worker_run_async (salon_session_get_worker (session), run_order, order, order_free,
                          outcome_free, NULL, ordered_cb, task);
}

gboolean
salon_anonymise_job_run_finish (GAsyncResult *result, guint *n_done, GError **error)
{
  Outcome *outcome = g_task_propagate_pointer (G_TASK (result), error);
  gboolean is_whole = FALSE;

  *n_done = outcome != NULL ? outcome->n_done : 0;
  if (outcome == NULL)
    return FALSE;
  is_whole = outcome->error == NULL;
  if (!is_whole)
    g_propagate_error (error, g_steal_pointer (&outcome->error));
  outcome_free (outcome);
  return is_whole;
}

char *
salon_anonymise_job_describe_failure (const GError *error)
{
  if (g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED))
    return g_strdup (_ ("Something about her waits under “To Review”. Settle that first."));
  return salon_words_for_error (error);
}
