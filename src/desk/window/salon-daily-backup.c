/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/salon-daily-backup.h"

#include "store/salon-backup.h"

#define INTERVAL_SECONDS 3600

struct _SalonDailyBackup
{
  GObject parent_instance;

  SalonSession *session;
  guint source;
  GThread *thread; /* NULL: no copy is being made */
  gboolean has_failed;
};

G_DEFINE_FINAL_TYPE (SalonDailyBackup, salon_daily_backup, G_TYPE_OBJECT)

typedef struct
{
  char *path;
  gint64 now;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job);
}

static gpointer
run_thread (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (salon_backup_keep_daily (job->path, job->now, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  return NULL;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SalonDailyBackup *self = SALON_DAILY_BACKUP (source);
  g_autoptr (GError) error = NULL;
  gboolean had_failed = self->has_failed;

  g_clear_pointer (&self->thread, g_thread_join);
  self->has_failed = !g_task_propagate_boolean (G_TASK (result), &error);
  if (self->has_failed && !had_failed && self->session != NULL)
    salon_session_report (self->session, error);
}

static gboolean
look_cb (gpointer user_data)
{
  SalonDailyBackup *self = user_data;
  g_autoptr (GTask) task = NULL;
  Job *job = NULL;

  if (self->thread != NULL)
    return G_SOURCE_CONTINUE;
  task = g_task_new (self, NULL, kept_cb, NULL);
  job = g_new0 (Job, 1);
  job->path = g_strdup (salon_session_get_path (self->session));
  job->now = salon_session_get_instant (self->session);
  g_task_set_task_data (task, job, job_free);
  self->thread = g_thread_new ("salon-backup", run_thread, g_steal_pointer (&task));
  return G_SOURCE_CONTINUE;
}

void
salon_daily_backup_stop (SalonDailyBackup *self)
{
  g_return_if_fail (SALON_IS_DAILY_BACKUP (self));
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_object (&self->session);
}

static void
salon_daily_backup_dispose (GObject *object)
{
  salon_daily_backup_stop (SALON_DAILY_BACKUP (object));
  G_OBJECT_CLASS (salon_daily_backup_parent_class)->dispose (object);
}

static void
salon_daily_backup_class_init (SalonDailyBackupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_daily_backup_dispose;
}

static void
salon_daily_backup_init (SalonDailyBackup *self)
{
}

SalonDailyBackup *
salon_daily_backup_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonDailyBackup *self = g_object_new (SALON_TYPE_DAILY_BACKUP, NULL);

  self->session = g_object_ref (session);
  if (salon_session_is_sample (session) || salon_session_is_read_only (session))
    return self;
  self->source = g_timeout_add_seconds (INTERVAL_SECONDS, look_cb, self);
  look_cb (self);
  return self;
}
