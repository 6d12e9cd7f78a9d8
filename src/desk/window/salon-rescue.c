/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/salon-rescue.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/salon-backup.h"
#include "store/salon-salvage.h"

typedef struct
{
  char *path;
  char *backup_path;
  gint64 now;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->backup_path);
  g_free (job);
}

static char *
describe_report (const SalonSalvageReport *report)
{
  g_autofree char *clients =
    g_strdup_printf (ngettext ("%d client", "%d clients", (gulong) report->n_clients),
                     (int) report->n_clients);
  g_autofree char *bookings =
    g_strdup_printf (ngettext ("%d booking", "%d bookings", (gulong) report->n_bookings),
                     (int) report->n_bookings);

  if (!report->has_holes)
    /* Translators: "240 clients", "2400 bookings" */
    return g_strdup_printf (_ ("Everything could be read: %1$s, %2$s."), clients, bookings);
  /* Translators: "240 clients", "2400 bookings" */
  return g_strdup_printf (_ ("%1$s and %2$s could be read. Something was lost: look through the "
                             "coming days. The damaged file is kept among the backups."),
                          clients, bookings);
}

/* The names of a file and of the log that may lie beside it. */
static void
put_back (const char *aside, const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (aside, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (path, suffixes[i], NULL);

      g_rename (from, to);
    }
}

static char *
salvage (const Job *job, GError **error)
{
  g_autofree char *aside = salon_backup_set_aside (job->path, job->now, error);
  SalonSalvageReport report;

  if (aside == NULL)
    return NULL;
  if (!salon_salvage_run (aside, job->path, &report, error))
    {
      put_back (aside, job->path);
      return NULL;
    }
  return describe_report (&report);
}

static char *
restore (const Job *job, GError **error)
{
  if (!salon_backup_restore (job->backup_path, job->path, job->now, error))
    return NULL;
  return g_strdup (_ ("The backup is your salon now"));
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;
  char *words = job->backup_path != NULL ? restore (job, &error) : salvage (job, &error);

  if (words != NULL)
    g_task_return_pointer (task, words, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
salon_rescue_async (const char *path,
                    const char *backup_path,
                    gint64 now,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, salon_rescue_async);
  job->path = g_strdup (path);
  job->backup_path = g_strdup (backup_path);
  job->now = now;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_in_thread);
}

char *
salon_rescue_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
