/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever reads the whole journal is done in the worker; one such thing at a time. */
#include "salon-takings-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-words.h"
#include "payments/salon-payment-words.h"
#include "payments/salon-till-setting.h"
#include "store/salon-store-error.h"
#include "takings/salon-takings-words.h"
#include "takings/salon-till-event-words.h"

#define MOST_CLOSINGS 60
#define MOST_EVENTS 60
#define MOST_LINES 200

struct _SalonTakingsDialog
{
  AdwDialog parent_instance;

  AdwBanner *training_banner;
  AdwPreferencesGroup *today_group;
  GtkWidget *close_day_button;
  GtkLabel *message_label;
  AdwPreferencesGroup *lines_group;
  AdwPreferencesGroup *closings_group;
  AdwActionRow *verify_row;
  AdwExpanderRow *events_row;

  SalonSession *session;
  GPtrArray *rows;  /* borrowed: what show_all() made; each with its group, but those of events */
  gboolean is_busy; /* the worker is at it */
};

G_DEFINE_FINAL_TYPE (SalonTakingsDialog, salon_takings_dialog, ADW_TYPE_DIALOG)

/* --- What is shown --- */

static GtkWidget *
add_row (SalonTakingsDialog *self,
         AdwPreferencesGroup *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "group", group);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_amount_row (SalonTakingsDialog *self, const char *title, gint64 cents, gboolean is_total)
{
  GtkWidget *row = add_row (self, self->today_group, title, NULL);
  g_autofree char *amount = salon_format_money (self->session, cents);
  GtkWidget *label = gtk_label_new (amount);

  gtk_widget_add_css_class (label, "numeric");
  if (is_total)
    gtk_widget_add_css_class (label, "heading");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static void
show_totals (SalonTakingsDialog *self, GPtrArray *lines)
{
  SalonTakings takings = { { 0 }, 0, 0 };
  gboolean is_used[SALON_N_MEANS] = { FALSE };

  for (guint i = 0; i < lines->len; i++)
    {
      const SalonTillLine *line = g_ptr_array_index (lines, i);
      SalonMeans means = salon_means_from_wire (line->means);

      salon_takings_add (&takings, means, line->amount_cents);
      is_used[means] = TRUE;
    }
  for (int means = 0; means < SALON_N_MEANS; means++)
    if (is_used[means])
      add_amount_row (self, salon_payment_words_for_means ((SalonMeans) means),
                      takings.cents[means], FALSE);
  add_amount_row (self, _ ("Total"), takings.total_cents, TRUE);
}

static void
show_vat (SalonTakingsDialog *self, GPtrArray *lines)
{
  gint64 cents[SALON_N_VAT_RATES] = { 0 };
  gboolean is_used[SALON_N_VAT_RATES] = { FALSE };

  for (guint i = 0; i < lines->len; i++)
    {
      const SalonTillLine *line = g_ptr_array_index (lines, i);
      int index = salon_vat_find_rate (line->vat_rate);

      if (index < 0)
        continue;
      cents[index] = salon_takings_sum (cents[index], line->vat_cents);
      is_used[index] = TRUE;
    }
  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    if (is_used[i])
      {
        g_autofree char *rate = salon_till_setting_format_rate (salon_vat_get_rate (i));
        /* Translators: a rate: "20%" */
        g_autofree char *title = g_strdup_printf (_ ("VAT at %s in it"), rate);

        add_amount_row (self, title, cents[i], FALSE);
      }
}

static void
show_lines (SalonTakingsDialog *self, GPtrArray *lines)
{
  guint first = lines->len > MOST_LINES ? lines->len - MOST_LINES : 0;

  for (guint i = lines->len; i > first; i--)
    {
      const SalonTillLine *line = g_ptr_array_index (lines, i - 1);
      g_autofree char *title = salon_takings_words_title (self->session, line);
      g_autofree char *subtitle = salon_takings_words_subtitle (self->session, line);

      add_row (self, self->lines_group, title, subtitle);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lines_group), lines->len > 0);
}

static void
show_closings (SalonTakingsDialog *self, GPtrArray *closings)
{
  for (guint i = 0; i < closings->len; i++)
    {
      const SalonTillLine *line = g_ptr_array_index (closings, i);
      g_autofree char *title = salon_takings_words_closing_title (self->session, line);
      g_autofree char *subtitle = salon_takings_words_closing_subtitle (self->session, line);

      add_row (self, self->closings_group, title, subtitle);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->closings_group), closings->len > 0);
}

static void
show_events (SalonTakingsDialog *self, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      const SalonTillLine *line = g_ptr_array_index (events, i);
      g_autofree char *title = salon_till_event_words_title (line);
      g_autofree char *subtitle = salon_till_event_words_subtitle (self->session, line);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_expander_row_add_row (self->events_row, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->events_row), events->len > 0);
}

static void
clear_rows (SalonTakingsDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      gpointer group = g_object_get_data (G_OBJECT (row), "group");

      if (group != NULL)
        adw_preferences_group_remove (group, row);
      else
        adw_expander_row_remove (self->events_row, row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static SalonDay
get_today (SalonTakingsDialog *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

/* The first instant of @day on the salon's clock: at most an hour or so from where UTC has it, and the
 * session knows only the other way round. */
static gint64
find_midnight (SalonTakingsDialog *self, SalonDay day)
{
  gint64 low = ((gint64) day - 1) * 86400;
  gint64 high = ((gint64) day + 1) * 86400;

  while (low + 1 < high)
    {
      gint64 middle = (low + high) / 2;

      if (salon_moment_get_day (salon_session_get_moment (self->session, middle)) < day)
        low = middle;
      else
        high = middle;
    }
  return high;
}

static void
show_all (SalonTakingsDialog *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  SalonDay today = get_today (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) closings = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) lines =
    salon_reader_list_till_payments (reader, find_midnight (self, today),
                                     find_midnight (self, today + 1), &error);

  clear_rows (self);
  if (lines != NULL)
    closings = salon_reader_list_till_closings (reader, MOST_CLOSINGS, &error);
  if (closings != NULL)
    events = salon_reader_list_till_events (reader, MOST_EVENTS, &error);
  if (events == NULL)
    {
      salon_session_report (self->session, error);
      return;
    }
  show_totals (self, lines);
  show_vat (self, lines);
  show_lines (self, lines);
  show_closings (self, closings);
  show_events (self, events);
}

static void
changed_cb (SalonTakingsDialog *self, SalonChange *change)
{
  if (salon_change_touches (change, "payments", NULL)
      || salon_change_touches (change, "salon_settings", NULL))
    show_all (self);
}

static void
say (SalonTakingsDialog *self, const char *words)
{
  gtk_label_set_label (self->message_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->message_label), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* --- The worker's part --- */

typedef struct
{
  SalonDay day;
  gint64 now;
  char *path; /* of an export */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job);
}

static void
free_report (gpointer report)
{
  salon_till_report_free (report);
}

static void
run (SalonTakingsDialog *self, SalonWorkerFunc func, GFile *file, GAsyncReadyCallback callback)
{
  Job *job = NULL;

  /* What is asked for meanwhile is not: a button that goes grey would take the focus with it. */
  if (self->is_busy)
    return;
  self->is_busy = TRUE;
  job = g_new0 (Job, 1);
  job->day = get_today (self);
  job->now = salon_session_get_instant (self->session);
  job->path = file != NULL ? g_file_get_path (file) : NULL;
  salon_worker_run_async (salon_session_get_worker (self->session), func, job, job_free,
                          free_report, NULL, callback, g_object_ref (self));
}

static gpointer
close_day (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  if (!salon_till_close (store, job->day, job->now, error))
    return NULL;
  return salon_till_verify (store, cancellable, error);
}

static gpointer
verify (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return salon_till_verify (store, cancellable, error);
}

static gpointer
write_export (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return salon_till_export (store, job->path, job->now, error);
}

/* --- Closing the day --- */

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonTakingsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonTillReport) report =
    salon_worker_run_finish (SALON_WORKER (source), result, &error);

  if (self->session == NULL)
    return;
  self->is_busy = FALSE;
  if (g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING))
    say (self, _ ("The day is closed already, and nothing was taken since."));
  else if (report == NULL)
    {
      g_autofree char *words = salon_words_for_failed_save (error);

      say (self, words);
    }
  else
    say (self, _ ("The day is closed."));
  show_all (self);
}

static void
close_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonTakingsDialog) self = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (self->session != NULL && g_str_equal (response, "close-day"))
    run (self, close_day, NULL, closed_cb);
}

static void
close_day_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwDialog *alert =
    adw_alert_dialog_new (_ ("Close the Day?"),
                          _ ("The totals are written into the journal for good. What is paid later "
                             "today counts for the next closing."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _ ("_Cancel"), "close-day",
                                  _ ("Close the _Day"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "close-day",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "close-day");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (alert), widget, NULL, close_chosen_cb,
                           g_object_ref (widget));
}

/* --- Verifying and exporting --- */

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonTakingsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonTillReport) report =
    salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autofree char *words = NULL;

  if (self->session == NULL)
    return;
  self->is_busy = FALSE;
  words = report != NULL ? salon_takings_words_report (self->session, report)
                         : salon_words_for_error (error);
  adw_action_row_set_subtitle (self->verify_row, words);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->verify_row), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
verify_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  run (SALON_TAKINGS_DIALOG (widget), verify, NULL, verified_cb);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonTakingsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonTillReport) report =
    salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autofree char *words = NULL;

  if (self->session == NULL)
    return;
  self->is_busy = FALSE;
  if (report != NULL && report->hash != NULL)
    /* Translators: 64 letters and digits */
    words = g_strdup_printf (_ ("The journal was written. Its seal, to be kept elsewhere:\n%s"),
                             report->hash);
  else if (report != NULL)
    words = g_strdup (_ ("The journal was written. It has no lines yet."));
  else if (error->domain == G_FILE_ERROR)
    words = g_strdup (_ ("The journal cannot be written there. Choose another folder, or free some "
                         "space."));
  else
    words = salon_words_for_error (error);
  say (self, words);
  show_all (self);
}

void
salon_takings_dialog_export (SalonTakingsDialog *self, GFile *file)
{
  g_return_if_fail (SALON_IS_TAKINGS_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  if (g_file_peek_path (file) == NULL)
    say (self,
         _ ("The journal cannot be written there. Choose another folder, or free some space."));
  else
    run (self, write_export, file, exported_cb);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonTakingsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (self->session == NULL)
    return;
  if (file != NULL)
    salon_takings_dialog_export (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    say (self, error->message);
}

static void
export_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *date = salon_day_format (get_today (SALON_TAKINGS_DIALOG (widget)));
  /* Translators: the name of a file; a date "2026-03-12" */
  g_autofree char *name = g_strdup_printf (_ ("till-journal-%s.json"), date);

  gtk_file_dialog_set_title (dialog, _ ("Export the Journal"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, file_chosen_cb,
                        g_object_ref (widget));
}

/* --- Life --- */

static void
salon_takings_dialog_dispose (GObject *object)
{
  SalonTakingsDialog *self = SALON_TAKINGS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_TAKINGS_DIALOG);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_takings_dialog_parent_class)->dispose (object);
}

static void
salon_takings_dialog_class_init (SalonTakingsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_takings_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-takings-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonTakingsDialog, training_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonTakingsDialog, today_group);
  gtk_widget_class_bind_template_child (widget_class, SalonTakingsDialog, close_day_button);
  gtk_widget_class_bind_template_child (widget_class, SalonTakingsDialog, message_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTakingsDialog, lines_group);
  gtk_widget_class_bind_template_child (widget_class, SalonTakingsDialog, closings_group);
  gtk_widget_class_bind_template_child (widget_class, SalonTakingsDialog, verify_row);
  gtk_widget_class_bind_template_child (widget_class, SalonTakingsDialog, events_row);
  gtk_widget_class_install_action (widget_class, "takings.close-day", NULL, close_day_activated_cb);
  gtk_widget_class_install_action (widget_class, "takings.verify", NULL, verify_activated_cb);
  gtk_widget_class_install_action (widget_class, "takings.export", NULL, export_activated_cb);
}

static void
salon_takings_dialog_init (SalonTakingsDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_takings_dialog_new (SalonSession *session)
{
  SalonTakingsDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_TAKINGS_DIALOG, NULL);
  self->session = g_object_ref (session);
  adw_banner_set_revealed (self->training_banner, salon_session_is_sample (session));
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show_all (self);
  return ADW_DIALOG (self);
}
