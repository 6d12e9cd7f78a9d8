/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking through all cards is a task of the worker; the list is made anew when clients change. */
#include "salon-retention-dialog.h"

#include <glib/gi18n-lib.h>

#include "clients/salon-anonymise-dialog.h"
#include "clients/salon-anonymise-job.h"
#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-words.h"
#include "core/salon-phone.h"
#include "planning/salon-task-row.h"
#include "settings/salon-setting.h"
#include "store/salon-client-retention.h"

#define DEFAULT_YEARS 3
#define MOST_YEARS 10
#define MOST_SHOWN 100

struct _SalonRetentionDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  AdwComboRow *years_row;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwPreferencesGroup *group;

  SalonSession *session;
  GPtrArray *clients; /* SalonSilentClient, as shown */
  GPtrArray *rows;    /* borrowed from the group */
  GCancellable *cancellable;
  gboolean is_showing_years;
};

G_DEFINE_FINAL_TYPE (SalonRetentionDialog, salon_retention_dialog, ADW_TYPE_DIALOG)

static void
tell (SalonRetentionDialog *self, const char *words)
{
  adw_banner_set_title (self->failure_banner, words);
  adw_banner_set_revealed (self->failure_banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->failure_banner), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* How long */

static int
get_years (SalonRetentionDialog *self)
{
  const char *text = salon_session_get_setting (self->session, SALON_RETENTION_YEARS_KEY);
  gint64 years = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return years >= 1 && years <= MOST_YEARS ? (int) years : DEFAULT_YEARS;
}

/* The same day so many years ago; of the 29th of February the 28th. */
static SalonDay
get_limit (SalonRetentionDialog *self)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  int year, month, day;

  salon_day_to_ymd (today, &year, &month, &day);
  year -= get_years (self);
  return salon_day_from_ymd (year, month, salon_ymd_is_valid (year, month, day) ? day : 28);
}

static void
fill_years (SalonRetentionDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int years = 1; years <= MOST_YEARS; years++)
    gtk_string_list_take (names, g_strdup_printf (ngettext ("%d year", "%d years", (gulong) years),
                                                  years));
  self->is_showing_years = TRUE;
  adw_combo_row_set_model (self->years_row, G_LIST_MODEL (names));
  self->is_showing_years = FALSE;
}

static void
show_years (SalonRetentionDialog *self)
{
  self->is_showing_years = TRUE;
  adw_combo_row_set_selected (self->years_row, (guint) get_years (self) - 1);
  self->is_showing_years = FALSE;
}

static void
years_changed_cb (SalonRetentionDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change = NULL;

  if (self->is_showing_years || self->session == NULL)
    return;
  change = salon_setting_change_integer (salon_session_get_reader (self->session),
                                         SALON_RETENTION_YEARS_KEY,
                                         adw_combo_row_get_selected (self->years_row) + 1,
                                         _ ("Change after how long clients are listed"), &error);
  if (change != NULL)
    salon_session_commit (self->session, change);
  else if (error != NULL)
    salon_session_report (self->session, error);
}

/* Rows */

static char *
describe_contact (const SalonSilentClient *client)
{
  g_autofree char *day = salon_format_day (client->day, SALON_DAY_STYLE_LONG);

  switch (client->contact)
    {
    case SALON_CONTACT_VISIT:
      /* Translators: %s is a day */
      return g_strdup_printf (_ ("Last visit: %s"), day);
    case SALON_CONTACT_BOOKING:
      return g_strdup_printf (_ ("Last asked for a time: %s"), day);
    case SALON_CONTACT_WISH:
      return g_strdup_printf (_ ("Put on the waiting list: %s"), day);
    case SALON_CONTACT_GIFT_CARD:
      return g_strdup_printf (_ ("Bought a gift card: %s"), day);
    case SALON_CONTACT_CARD:
      return g_strdup_printf (_ ("Never came; her card was made: %s"), day);
    }
  g_return_val_if_reached (NULL);
}

static GtkWidget *
make_button (const SalonSilentClient *client)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Anonymise…"));
  /* Translators: %s is a client */
  g_autofree char *name = g_strdup_printf (_ ("Anonymise %s"), client->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "retention.one");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", client->client_id);
  return button;
}

static void
add_row (SalonRetentionDialog *self, const SalonSilentClient *client)
{
  g_autofree char *contact = describe_contact (client);
  g_autofree char *phone = client->phone != NULL ? salon_phone_format (client->phone) : NULL;
  g_autofree char *details =
    phone != NULL ? g_strdup_printf ("%s\n%s", contact, phone) : g_strdup (contact);
  GtkWidget *row = salon_task_row_new (client->name, details);

  salon_task_row_add (SALON_TASK_ROW (row), make_button (client));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_title (SalonRetentionDialog *self)
{
  guint n = self->clients->len;
  g_autofree char *words =
    n < MOST_SHOWN
      ? g_strdup_printf (ngettext ("%u client", "%u clients", n), n)
      : g_strdup_printf (ngettext ("The first %u client", "The first %u clients", n), n);

  adw_preferences_group_set_title (self->group, words);
}

static void
show (SalonRetentionDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->clients->len; i++)
    add_row (self, g_ptr_array_index (self->clients, i));
  show_title (self);
  gtk_stack_set_visible_child_name (self->stack, self->clients->len > 0 ? "list" : "none");
}

typedef struct
{
  SalonDay before;
  SalonMoment now;
} Question;

static gpointer
list_silent (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);

  return reader != NULL ? salon_client_retention_list (reader, question->before, question->now,
                                                       MOST_SHOWN, error)
                        : NULL;
}

static void
listed_cb (GObject *worker, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonRetentionDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) clients = salon_worker_run_finish (SALON_WORKER (worker), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (clients == NULL)
    {
      g_autofree char *words = salon_words_for_error (error);

      adw_status_page_set_description (self->failed_page, words);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  g_clear_pointer (&self->clients, g_ptr_array_unref);
  self->clients = g_steal_pointer (&clients);
  show (self);
}

static void
load (SalonRetentionDialog *self)
{
  Question *question = g_new0 (Question, 1);

  question->before = get_limit (self);
  question->now = salon_session_get_now (self->session);
  salon_worker_run_async (salon_session_get_worker (self->session), list_silent, question, g_free,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, listed_cb,
                          g_object_ref (self));
}

static void
retry_clicked_cb (SalonRetentionDialog *self)
{
  load (self);
}

static void
session_changed_cb (SalonRetentionDialog *self, SalonChange *change)
{
  if (salon_change_touches (change, "salon_settings", SALON_RETENTION_YEARS_KEY))
    show_years (self);
  if (salon_change_touches (change, "clients", NULL)
      || salon_change_touches (change, "bookings", NULL)
      || salon_change_touches (change, "salon_settings", SALON_RETENTION_YEARS_KEY))
    load (self);
}

/* Forgetting */

static void
anonymise_one (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonRetentionDialog *self = SALON_RETENTION_DIALOG (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonClient) client =
    salon_reader_get_client (salon_session_get_reader (self->session),
                             g_variant_get_string (parameter, NULL), &error);

  if (client == NULL)
    salon_session_report (self->session, error);
  else
    salon_dialog_present (salon_anonymise_dialog_new (self->session, client), widget);
}

static void
forgotten_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonRetentionDialog) self = data;
  g_autoptr (GError) error = NULL;
  guint n_done = 0;
  gboolean is_whole = salon_anonymise_job_run_finish (result, &n_done, &error);
  g_autofree char *done =
    g_strdup_printf (ngettext ("%u client is anonymised", "%u clients are anonymised", n_done),
                     n_done);

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!is_whole)
    {
      g_autofree char *why = salon_anonymise_job_describe_failure (error);
      /* Translators: how many are anonymised, and why not all */
      g_autofree char *words = g_strdup_printf (_ ("%1$s. Not all of them: %2$s"), done, why);

      tell (self, words);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", done);
}

static void
answered_cb (GObject *question, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonRetentionDialog) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (question), result);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  if (!g_str_equal (answer, "anonymise") || self->clients == NULL)
    return;
  for (guint i = 0; i < self->clients->len; i++)
    g_strv_builder_add (builder,
                        ((SalonSilentClient *) g_ptr_array_index (self->clients, i))->client_id);
  ids = g_strv_builder_end (builder);
  adw_banner_set_revealed (self->failure_banner, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  salon_anonymise_job_run_async (self->session, (const char *const *) ids, forgotten_cb,
                                 g_object_ref (self));
}

/* This cannot be undone: so it is asked. */
static void
anonymise_all (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonRetentionDialog *self = SALON_RETENTION_DIALOG (widget);
  guint n = self->clients != NULL ? self->clients->len : 0;
  g_autofree char *title =
    g_strdup_printf (ngettext ("Anonymise %u Client?", "Anonymise %u Clients?", n), n);
  AdwDialog *question = NULL;

  if (n == 0)
    return;
  question = adw_alert_dialog_new (
    title, _ ("Nobody can tell any more who they were. The accounts stay. This cannot be undone."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_Cancel"), "anonymise",
                                  _ ("_Anonymise"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "anonymise",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (question), widget, NULL, answered_cb,
                           g_object_ref (self));
}

static void
salon_retention_dialog_dispose (GObject *object)
{
  SalonRetentionDialog *self = SALON_RETENTION_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_RETENTION_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_retention_dialog_parent_class)->dispose (object);
}

static void
salon_retention_dialog_finalize (GObject *object)
{
  SalonRetentionDialog *self = SALON_RETENTION_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->clients, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (salon_retention_dialog_parent_class)->finalize (object);
}

static void
salon_retention_dialog_class_init (SalonRetentionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_retention_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_retention_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "retention.one", "s", anonymise_one);
  gtk_widget_class_install_action (widget_class, "retention.all", NULL, anonymise_all);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-retention-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonRetentionDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonRetentionDialog, years_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRetentionDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonRetentionDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SalonRetentionDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, years_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
salon_retention_dialog_init (SalonRetentionDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_retention_dialog_new (SalonSession *session)
{
  SalonRetentionDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_RETENTION_DIALOG, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill_years (self);
  show_years (self);
  load (self);
  return ADW_DIALOG (self);
}
