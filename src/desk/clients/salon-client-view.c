/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-view.h"

#include <glib/gi18n-lib.h>

#include "clients/salon-anonymise-dialog.h"
#include "clients/salon-client-dialog.h"
#include "clients/salon-client-form.h"
#include "clients/salon-data-copy.h"
#include "clients/salon-duplicates-dialog.h"
#include "clients/salon-figure.h"
#include "clients/salon-status-icon.h"
#include "clients/salon-visit-words.h"
#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "core/salon-phone.h"
#include "history/salon-history-dialog.h"
#include "messages/salon-messages-group.h"

/* A screen or two; the rest when asked for. */
#define FEW_VISITS 12
#define MANY_VISITS 1000

/* What makes sense of a person alone. */
static const char *const personal_actions[] = { "client.edit", "client.new-booking", "client.merge",
                                                "client.anonymise" };

struct _SalonClientView
{
  AdwBin parent_instance;

  GtkScrolledWindow *scrolled;
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *since_label;
  GtkWidget *allergies_card;
  GtkLabel *allergies_label;
  GtkWidget *blocked_card;
  AdwPreferencesGroup *next_group;
  SalonFigure *visits_figure;
  SalonFigure *spent_figure;
  SalonFigure *rhythm_figure;
  SalonFigure *no_shows_figure;
  AdwActionRow *phone_row;
  AdwActionRow *email_row;
  AdwActionRow *messages_row;
  AdwActionRow *notes_row;
  AdwPreferencesGroup *visits_group;
  SalonMessagesGroup *messages_group;
  GtkWidget *delete_group;

  SalonSession *session;
  SalonClient *client; /* NULL: none shown yet */
  int most_visits;
  GPtrArray *visit_rows; /* borrowed: rows of next_group and visits_group */
};

G_DEFINE_FINAL_TYPE (SalonClientView, salon_client_view, ADW_TYPE_BIN)

static const SalonClientFields *
get_fields (SalonClientView *self)
{
  return salon_client_get_fields (self->client);
}

/* "Client since March 2025 · last visit 12/02/2026" */
static char *
describe_time (const SalonClientFields *fields, const SalonClientSummary *summary)
{
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_utc (fields->created_at);
  SalonDay since =
    salon_day_from_ymd (g_date_time_get_year (created), g_date_time_get_month (created), 1);
  if (summary->first_visit != G_MININT64)
    since = MIN (since, salon_moment_get_day (summary->first_visit));
  g_autofree char *month = salon_format_day (since, SALON_DAY_STYLE_MONTH);

  if (summary->last_visit == G_MININT64)
    /* Translators: %s is a month, "Client since March 2025" */
    return g_strdup_printf (_ ("Client since %s"), month);
  g_autofree char *last =
    salon_format_day (salon_moment_get_day (summary->last_visit), SALON_DAY_STYLE_SHORT);
  /* Translators: a month and a day: "Client since March 2025, last visit on 12/02/2026" */
  return g_strdup_printf (_ ("Client since %1$s, last visit on %2$s"), month, last);
}

static void
fill_heading (SalonClientView *self, const SalonClientSummary *summary)
{
  const SalonClientFields *fields = get_fields (self);
  g_autofree char *since = describe_time (fields, summary);

  adw_avatar_set_text (self->avatar, fields->name);
  gtk_label_set_text (self->name_label, fields->name);
  gtk_label_set_text (self->since_label, since);
  gtk_label_set_text (self->allergies_label, fields->allergies ? fields->allergies : "");
  gtk_widget_set_visible (self->allergies_card, fields->allergies != NULL);
  gtk_widget_set_visible (self->blocked_card, fields->is_blocked);
}

static void
fill_row (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

static const char *
describe_consents (const SalonClientFields *fields)
{
  if (fields->sms_consent && fields->email_consent)
    return _ ("By SMS and e-mail");
  if (fields->sms_consent)
    return _ ("By SMS only");
  if (fields->email_consent)
    return _ ("By e-mail only");
  return _ ("None: she has not agreed to any");
}

static void
fill_contact (SalonClientView *self)
{
  const SalonClientFields *fields = get_fields (self);
  g_autofree char *phone = fields->phone ? salon_phone_format (fields->phone) : NULL;
  const char *language = g_str_equal (fields->language, "fr") ? _ ("in French") : _ ("in English");
  gboolean any = fields->sms_consent || fields->email_consent;
  /* Translators: "By SMS and e-mail", "in French" */
  g_autofree char *messages =
    any ? g_strdup_printf (_ ("%1$s, %2$s"), describe_consents (fields), language)
        : g_strdup (describe_consents (fields));

  fill_row (self->phone_row, phone);
  fill_row (self->email_row, fields->email);
  fill_row (self->messages_row, messages);
  fill_row (self->notes_row, fields->notes);
}

static void
fill_figures (SalonClientView *self, const SalonClientSummary *summary)
{
  g_autofree char *visits = g_strdup_printf ("%d", summary->visits);
  g_autofree char *spent = salon_format_money (self->session, summary->spent_cents);
  g_autofree char *rhythm =
    summary->rhythm_days > 0 ? salon_visit_words_rhythm (summary->rhythm_days) : g_strdup ("–");
  g_autofree char *no_shows = g_strdup_printf ("%d", summary->no_shows);

  salon_figure_set_value (self->visits_figure, visits);
  salon_figure_set_value (self->spent_figure, spent);
  salon_figure_set_value (self->rhythm_figure, rhythm);
  salon_figure_set_value (self->no_shows_figure, no_shows);
}

static GtkWidget *
make_visit_row (SalonClientView *self, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *when = salon_visit_words_when (salon_booking_get_visit (booking).start);
  g_autofree char *what = salon_visit_words_what (self->session, booking);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), salon_status_icon_new (fields->status));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit-booking");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", fields->id);
  if (!salon_booking_status_is_active (fields->status))
    gtk_widget_add_css_class (row, "dim-label");
  g_ptr_array_add (self->visit_rows, row);
  return row;
}

static void
show_all_visits_cb (SalonClientView *self)
{
  self->most_visits = MANY_VISITS;
  salon_client_view_show (self, get_fields (self)->id);
}

static void
add_more_row (SalonClientView *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Show All Bookings"));
  g_signal_connect_object (row, "activated", G_CALLBACK (show_all_visits_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->visits_group, row);
  g_ptr_array_add (self->visit_rows, row);
}

static void
remove_visit_rows (SalonClientView *self)
{
  for (guint i = 0; i < self->visit_rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->visit_rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->visit_rows, 0);
}

/* The booking that comes next stands apart, and once only. */
static void
fill_visits (SalonClientView *self, GPtrArray *bookings, SalonMoment next_visit)
{
  gboolean has_next = FALSE, has_others = FALSE;

  remove_visit_rows (self);
  for (guint i = 0; i < bookings->len && i < (guint) self->most_visits; i++)
    {
      SalonBooking *booking = g_ptr_array_index (bookings, i);
      gboolean is_next =
        salon_booking_get_visit (booking).start == next_visit
        && salon_booking_status_is_active (salon_booking_get_fields (booking)->status);

      adw_preferences_group_add (is_next ? self->next_group : self->visits_group,
                                 make_visit_row (self, booking));
      has_next |= is_next;
      has_others |= !is_next;
    }
  if (bookings->len > (guint) self->most_visits)
    add_more_row (self);
  gtk_widget_set_visible (GTK_WIDGET (self->next_group), has_next);
  gtk_widget_set_visible (GTK_WIDGET (self->visits_group), has_others);
  gtk_widget_set_visible (self->delete_group, bookings->len == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.delete", bookings->len == 0);
}

gboolean
salon_client_view_show (SalonClientView *self, const char *client_id)
{
  g_return_val_if_fail (SALON_IS_CLIENT_VIEW (self), FALSE);
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (SalonClient) client = salon_reader_get_client (reader, client_id, NULL);
  gboolean is_another = !self->client || g_strcmp0 (get_fields (self)->id, client_id) != 0;

  if (!client)
    return FALSE;
  if (is_another)
    {
      self->most_visits = FEW_VISITS;
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
    }

  /* One more than is shown tells whether there are more. */
  SalonClientSummary summary = { .next_visit = G_MININT64 };
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_client_bookings (reader, client_id, self->most_visits + 1, NULL);
  if (!bookings
      || !salon_reader_summarise_client (reader, client_id, salon_session_get_now (self->session),
                                         &summary, NULL))
    return FALSE;

  g_set_object (&self->client, client);
  fill_heading (self, &summary);
  fill_contact (self);
  fill_figures (self, &summary);
  fill_visits (self, bookings, summary.next_visit);
  salon_messages_group_show_client (self->messages_group, self->session, client_id);
  /* Nothing more can be known of her, nor done for her. */
  for (gsize i = 0; i < G_N_ELEMENTS (personal_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), personal_actions[i],
                                   get_fields (self)->anonymised_at == 0);
  return TRUE;
}

const char *
salon_client_view_get_name (SalonClientView *self)
{
  g_return_val_if_fail (SALON_IS_CLIENT_VIEW (self), NULL);
  return self->client ? get_fields (self)->name : "";
}

void
salon_client_view_set_session (SalonClientView *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_CLIENT_VIEW (self));
  g_set_object (&self->session, session);
}

static void
edit_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientView *self = SALON_CLIENT_VIEW (widget);

  salon_dialog_present (salon_client_dialog_new (self->session, self->client), widget);
}

static void
book_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientView *self = SALON_CLIENT_VIEW (widget);

  gtk_widget_activate_action (widget, "win.new-booking-for", "s", get_fields (self)->id);
}

static void
delete_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientView *self = SALON_CLIENT_VIEW (widget);
  g_autoptr (SalonChange) change = salon_client_form_delete (self->client);

  salon_session_commit (self->session, change);
}

static void
data_saved_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonClientView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = salon_data_copy_save_finish (SALON_SESSION (session), result, &error);
  g_autofree char *words = NULL;

  if (name == NULL)
    {
      salon_session_report (SALON_SESSION (session), error);
      return;
    }
  /* Translators: %s is the name of two files, but for their ends */
  words = g_strdup_printf (_ ("Saved as “%s”: one file to read, one for programs"), name);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
folder_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonClientView) self = data;
  g_autoptr (GFile) folder =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (folder != NULL && self->client != NULL)
    salon_data_copy_save_async (self->session, get_fields (self)->id, folder, data_saved_cb,
                                g_object_ref (self));
}

static void
export_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Where to Save Her Data"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL,
                                 folder_chosen_cb, g_object_ref (widget));
}

static void
anonymise_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientView *self = SALON_CLIENT_VIEW (widget);

  salon_dialog_present (salon_anonymise_dialog_new (self->session, self->client), widget);
}

static void
show_history (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientView *self = SALON_CLIENT_VIEW (widget);
  const SalonClientFields *fields = get_fields (self);

  salon_dialog_present (
    salon_history_dialog_new (self->session, "clients", fields->id, fields->name), widget);
}

static void
merge_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientView *self = SALON_CLIENT_VIEW (widget);

  salon_dialog_present (salon_duplicates_dialog_new (self->session, self->client), widget);
}

static void
copy (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientView *self = SALON_CLIENT_VIEW (widget);
  gboolean is_phone = g_str_equal (action_name, "client.copy-phone");
  AdwActionRow *row = is_phone ? self->phone_row : self->email_row;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), adw_action_row_get_subtitle (row));
  gtk_widget_activate_action (widget, "win.toast", "s",
                              is_phone ? _ ("Phone number copied") : _ ("E-mail copied"));
}

static void
salon_client_view_dispose (GObject *object)
{
  SalonClientView *self = SALON_CLIENT_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_CLIENT_VIEW);
  g_clear_object (&self->client);
  g_clear_object (&self->session);
  g_clear_pointer (&self->visit_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_client_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, avatar);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, name_label);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, since_label);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, allergies_card);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, allergies_label);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, blocked_card);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, next_group);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, visits_figure);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, spent_figure);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, rhythm_figure);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, no_shows_figure);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, phone_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, email_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, messages_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, notes_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, visits_group);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, messages_group);
  gtk_widget_class_bind_template_child (widget_class, SalonClientView, delete_group);
}

static void
salon_client_view_class_init (SalonClientViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_client_view_dispose;
  g_type_ensure (SALON_TYPE_FIGURE);
  g_type_ensure (SALON_TYPE_MESSAGES_GROUP);
  gtk_widget_class_install_action (widget_class, "client.edit", NULL, edit_client);
  gtk_widget_class_install_action (widget_class, "client.delete", NULL, delete_client);
  gtk_widget_class_install_action (widget_class, "client.new-booking", NULL, book_client);
  gtk_widget_class_install_action (widget_class, "client.anonymise", NULL, anonymise_client);
  gtk_widget_class_install_action (widget_class, "client.export", NULL, export_client);
  gtk_widget_class_install_action (widget_class, "client.history", NULL, show_history);
  gtk_widget_class_install_action (widget_class, "client.merge", NULL, merge_client);
  gtk_widget_class_install_action (widget_class, "client.copy-phone", NULL, copy);
  gtk_widget_class_install_action (widget_class, "client.copy-email", NULL, copy);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-client-view.ui");
  bind_children (widget_class);
}

static void
salon_client_view_init (SalonClientView *self)
{
  self->visit_rows = g_ptr_array_new ();
  self->most_visits = FEW_VISITS;
  gtk_widget_init_template (GTK_WIDGET (self));
}
