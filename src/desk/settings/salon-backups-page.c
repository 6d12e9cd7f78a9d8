/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies are made and looked into in a thread: they may be large. The page may be gone when the
 * thread has ended; its tasks hold it until then, and what they would show goes unseen.
 */
#include "salon-backups-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-words.h"
#include "store/salon-backup.h"

struct _SalonBackupsPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;

  SalonSession *session;
  GPtrArray *rows;   /* borrowed */
  char *looked_path; /* of the copy that is asked about */
};

G_DEFINE_FINAL_TYPE (SalonBackupsPage, salon_backups_page, ADW_TYPE_PREFERENCES_PAGE)

/* What a thread needs: it knows nothing of the session. */
typedef struct
{
  char *path; /* of the salon, or of the copy that is looked into */
  gint64 now;
  SalonBackupSummary summary;
} Job;

static Job *
job_new (SalonBackupsPage *self, const char *path)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  job->now = salon_session_get_instant (self->session);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  salon_backup_summary_clear (&job->summary);
  g_free (job->path);
  g_free (job);
}

static char *
format_instant (SalonBackupsPage *self, gint64 instant)
{
  SalonMoment moment = salon_session_get_moment (self->session, instant);
  g_autofree char *day = salon_format_day (salon_moment_get_day (moment), SALON_DAY_STYLE_LONG);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (moment));
  g_autofree char *heading = salon_format_heading (day);

  /* Translators: a day and a time: "Thursday 12 March 2026, 10:20" */
  return g_strdup_printf (C_ ("instant", "%1$s, %2$s"), heading, minute);
}

static const char *
describe_reason (SalonBackupReason reason)
{
  switch (reason)
    {
    case SALON_BACKUP_DAILY:
      return _ ("Made by itself");
    case SALON_BACKUP_BY_HAND:
      return _ ("Made by hand");
    case SALON_BACKUP_BEFORE_UPDATE:
      return _ ("Made before the program was updated");
    case SALON_BACKUP_BEFORE_RESTORE:
      return _ ("What was there before another copy was brought back");
    }
  g_return_val_if_reached (NULL);
}

static void
add_row (SalonBackupsPage *self, GtkWidget *row)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_note (SalonBackupsPage *self, const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  gtk_widget_add_css_class (row, "dim-label");
  add_row (self, row);
}

static void
add_backup (SalonBackupsPage *self, const SalonBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = format_instant (self, backup->made_at);
  g_autofree char *size = g_format_size ((guint64) backup->n_bytes);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", describe_reason (backup->reason), size);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "backups.look");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", backup->path);
  add_row (self, row);
}

static void
fill (SalonBackupsPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups =
    salon_backup_list (salon_session_get_path (self->session), &error);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  if (backups == NULL)
    {
      g_autofree char *sentence = salon_words_for_error (error);
      add_note (self, sentence);
    }
  else if (backups->len == 0)
    add_note (self, _ ("None yet"));
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    add_backup (self, g_ptr_array_index (backups, i));
}

static void
make_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;
  char *copy = salon_backup_make (job->path, SALON_BACKUP_BY_HAND, job->now, &error);

  if (copy != NULL)
    g_task_return_pointer (task, copy, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SalonBackupsPage *self = SALON_BACKUPS_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backups.make", TRUE);
  if (copy == NULL)
    salon_session_report (self->session, error);
  fill (self);
}

static void
make_copy (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBackupsPage *self = SALON_BACKUPS_PAGE (widget);
  g_autoptr (GTask) task = g_task_new (self, NULL, made_cb, NULL);

  gtk_widget_action_set_enabled (widget, "backups.make", FALSE);
  g_task_set_task_data (task, job_new (self, salon_session_get_path (self->session)), job_free);
  g_task_run_in_thread (task, make_in_thread);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;

  if (salon_backup_inspect (job->path, &job->summary, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static char *
describe_summary (SalonBackupsPage *self, const SalonBackupSummary *summary)
{
  g_autofree char *clients =
    g_strdup_printf (ngettext ("%d client", "%d clients", (gulong) summary->n_clients),
                     (int) summary->n_clients);
  g_autofree char *bookings =
    g_strdup_printf (ngettext ("%d booking", "%d bookings", (gulong) summary->n_bookings),
                     (int) summary->n_bookings);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: what a copy holds: the salon, "240 clients", "2400 bookings" */
  g_string_printf (text, _ ("%1$s: %2$s, %3$s."),
                   summary->salon_name != NULL ? summary->salon_name : _ ("My salon"), clients,
                   bookings);
  if (summary->last_label != NULL)
    {
      g_autofree char *when = format_instant (self, summary->last_change_at);

      g_string_append_c (text, ' ');
      /* Translators: the last thing done before a copy was made, and when */
      g_string_append_printf (text, _ ("Last change: %1$s (%2$s)."), summary->last_label, when);
    }
  g_string_append_printf (text, "\n\n%s",
                          _ ("What you have now is copied first, so you can come back to it."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonBackupsPage) self = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (response, "restore"))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.restore", "s", self->looked_path);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SalonBackupsPage *self = SALON_BACKUPS_PAGE (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  AdwDialog *dialog = NULL;

  if (self->session == NULL)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      salon_session_report (self->session, error);
      return;
    }
  body = describe_summary (self, &job->summary);
  dialog = adw_alert_dialog_new (_ ("Bring This Copy Back?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "restore",
                                  _ ("_Bring It Back"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "restore",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_set_str (&self->looked_path, job->path);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, answered_cb,
                           g_object_ref (self));
}

static void
look_into_copy (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBackupsPage *self = SALON_BACKUPS_PAGE (widget);
  g_autoptr (GTask) task = g_task_new (self, NULL, looked_cb, NULL);

  g_task_set_task_data (task, job_new (self, g_variant_get_string (parameter, NULL)), job_free);
  g_task_run_in_thread (task, look_in_thread);
}

static void
salon_backups_page_dispose (GObject *object)
{
  SalonBackupsPage *self = SALON_BACKUPS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_BACKUPS_PAGE);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->looked_path, g_free);
  G_OBJECT_CLASS (salon_backups_page_parent_class)->dispose (object);
}

static void
salon_backups_page_class_init (SalonBackupsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_backups_page_dispose;
  gtk_widget_class_install_action (widget_class, "backups.make", NULL, make_copy);
  gtk_widget_class_install_action (widget_class, "backups.look", "s", look_into_copy);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-backups-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonBackupsPage, group);
}

static void
salon_backups_page_init (SalonBackupsPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwPreferencesPage *
salon_backups_page_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonBackupsPage *self = g_object_new (SALON_TYPE_BACKUPS_PAGE, NULL);

  self->session = g_object_ref (session);
  fill (self);
  return ADW_PREFERENCES_PAGE (self);
}
