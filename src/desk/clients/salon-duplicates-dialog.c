/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking through all cards is a task of the worker; looking for one as one types is not. The list is
 * made anew when clients change, so that what was merged is gone from it.
 */
#include "salon-duplicates-dialog.h"

#include <glib/gi18n-lib.h>

#include "clients/salon-merge-change.h"
#include "clients/salon-merge-dialog.h"
#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-words.h"
#include "core/salon-phone.h"
#include "settings/salon-setting.h"

#define MOST_PAIRS 200
#define MOST_FOUND 20

struct _SalonDuplicatesDialog
{
  AdwDialog parent_instance;

  GtkWidget *search_entry;
  GtkStack *stack;
  AdwStatusPage *none_page;
  AdwStatusPage *failed_page;
  AdwPreferencesGroup *group;

  SalonSession *session;
  SalonClient *client; /* NULL: all that look alike */
  GPtrArray *rows;     /* borrowed from the group */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SalonDuplicatesDialog, salon_duplicates_dialog, ADW_TYPE_DIALOG)

/* Rows */

static void
clear_rows (SalonDuplicatesDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
row_activated_cb (SalonDuplicatesDialog *self, GtkWidget *row)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonClient) left =
    salon_reader_get_client (reader, g_object_get_data (G_OBJECT (row), "left"), &error);
  g_autoptr (SalonClient) right =
    left != NULL
      ? salon_reader_get_client (reader, g_object_get_data (G_OBJECT (row), "right"), &error)
      : NULL;

  if (right == NULL)
    salon_session_report (self->session, error);
  else
    salon_dialog_present (salon_merge_dialog_new (self->session, left, right), GTK_WIDGET (self));
}

/* Nothing is merged and nothing is lost: the pair is not listed any more. */
static void
dismiss (SalonDuplicatesDialog *self, GtkWidget *row)
{
  const char *left = g_object_get_data (G_OBJECT (row), "left");
  const char *right = g_object_get_data (G_OBJECT (row), "right");
  g_autofree char *key = salon_client_duplicates_make_key (left, right);
  g_autofree char *label =
    /* Translators: %s is "Marie Durand and Marie Dupont" */
    g_strdup_printf (_ ("%s are not the same person"),
                     adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change =
    salon_setting_change_boolean (salon_session_get_reader (self->session), key, TRUE, label,
                                  &error);

  if (change != NULL)
    salon_session_commit (self->session, change);
  else if (error != NULL)
    salon_session_report (self->session, error);
}

static void
dismiss_clicked_cb (SalonDuplicatesDialog *self, GtkWidget *button)
{
  dismiss (self, gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW));
}

static GtkWidget *
make_dismiss_button (SalonDuplicatesDialog *self, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s is "Marie Durand and Marie Dupont" */
  g_autofree char *name = g_strdup_printf (_ ("Not the same person: %s"), title);

  gtk_widget_set_tooltip_text (button, _ ("Not the Same Person"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (dismiss_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (SalonDuplicatesDialog *self,
         const char *title,
         const char *subtitle,
         const char *left_id,
         const char *right_id)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (self->client == NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_dismiss_button (self, title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "left", g_strdup (left_id), g_free);
  g_object_set_data_full (G_OBJECT (row), "right", g_strdup (right_id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_failure (SalonDuplicatesDialog *self, const GError *error)
{
  g_autofree char *words = salon_words_for_error (error);

  adw_status_page_set_description (self->failed_page, words);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show_rows (SalonDuplicatesDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "list" : "none");
}

/* All that look alike */

static gpointer
list_duplicates (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);

  return reader != NULL ? salon_client_duplicates_list (reader, MOST_PAIRS, error) : NULL;
}

static void
duplicates_listed_cb (GObject *worker, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonDuplicatesDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairs = salon_worker_run_finish (SALON_WORKER (worker), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_cancellable_is_cancelled (self->cancellable))
    return;
  clear_rows (self);
  if (pairs == NULL)
    {
      show_failure (self, error);
      return;
    }
  for (guint i = 0; i < pairs->len; i++)
    {
      const SalonDuplicate *pair = g_ptr_array_index (pairs, i);
      g_autofree char *same = salon_merge_change_describe_same (pair->same);
      g_autofree char *title =
        /* Translators: the names on two cards */
        g_strdup_printf (_ ("%1$s and %2$s"), pair->first_name, pair->second_name);
      g_autofree char *subtitle = salon_format_heading (same);

      add_row (self, title, subtitle, pair->first_id, pair->second_id);
    }
  show_rows (self);
}

static void
load_duplicates (SalonDuplicatesDialog *self)
{
  salon_worker_run_async (salon_session_get_worker (self->session), list_duplicates, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                          duplicates_listed_cb, g_object_ref (self));
}

/* Whoever is looked for */

static void
add_found (SalonDuplicatesDialog *self, GPtrArray *clients)
{
  const char *own_id = salon_client_get_fields (self->client)->id;

  for (guint i = 0; clients != NULL && i < clients->len; i++)
    {
      const SalonClientFields *fields = salon_client_get_fields (g_ptr_array_index (clients, i));
      g_autofree char *phone = fields->phone != NULL ? salon_phone_format (fields->phone) : NULL;
      const char *mail = fields->email != NULL ? fields->email : "";

      if (!g_str_equal (fields->id, own_id))
        add_row (self, fields->name, phone != NULL ? phone : mail, own_id, fields->id);
    }
}

/* Nothing typed: those with her name. */
static void
load_found (SalonDuplicatesDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) clients = salon_reader_search_clients (
    salon_session_get_reader (self->session),
    *text != '\0' ? text : salon_client_get_fields (self->client)->name, MOST_FOUND, &error);

  clear_rows (self);
  if (clients == NULL)
    {
      show_failure (self, error);
      return;
    }
  add_found (self, clients);
  show_rows (self);
}

static void
load (SalonDuplicatesDialog *self)
{
  if (self->client != NULL)
    load_found (self);
  else
    load_duplicates (self);
}

static void
search_changed_cb (SalonDuplicatesDialog *self)
{
  if (self->client != NULL)
    load_found (self);
}

static void
retry_clicked_cb (SalonDuplicatesDialog *self)
{
  load (self);
}

static void
session_changed_cb (SalonDuplicatesDialog *self, SalonChange *change)
{
  /* The card it is about leads elsewhere or says something else now. */
  if (self->client != NULL
      && salon_change_touches (change, "clients", salon_client_get_fields (self->client)->id))
    adw_dialog_force_close (ADW_DIALOG (self));
  else if (salon_change_touches (change, "clients", NULL)
           || (self->client == NULL && salon_change_touches (change, "salon_settings", NULL)))
    load (self);
}

static void
salon_duplicates_dialog_dispose (GObject *object)
{
  SalonDuplicatesDialog *self = SALON_DUPLICATES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_DUPLICATES_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (salon_duplicates_dialog_parent_class)->dispose (object);
}

static void
salon_duplicates_dialog_finalize (GObject *object)
{
  SalonDuplicatesDialog *self = SALON_DUPLICATES_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_duplicates_dialog_parent_class)->finalize (object);
}

static void
salon_duplicates_dialog_class_init (SalonDuplicatesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_duplicates_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_duplicates_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-duplicates-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonDuplicatesDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonDuplicatesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonDuplicatesDialog, none_page);
  gtk_widget_class_bind_template_child (widget_class, SalonDuplicatesDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SalonDuplicatesDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
salon_duplicates_dialog_init (SalonDuplicatesDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_duplicates_dialog_new (SalonSession *session, SalonClient *client)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonDuplicatesDialog *self = g_object_new (SALON_TYPE_DUPLICATES_DIALOG, NULL);

  self->session = g_object_ref (session);
  g_set_object (&self->client, client);
  if (client != NULL)
    {
      gtk_widget_set_visible (self->search_entry, TRUE);
      adw_dialog_set_focus (ADW_DIALOG (self), self->search_entry);
      adw_dialog_set_title (ADW_DIALOG (self), _ ("Merge with Another Card"));
      adw_status_page_set_title (self->none_page, _ ("Nobody Found"));
      adw_status_page_set_description (
        self->none_page, _ ("Type a part of the name, or some digits of the phone number."));
    }
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}
