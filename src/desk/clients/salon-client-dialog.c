/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-dialog.h"

#include <glib/gi18n-lib.h>

#include "clients/salon-client-form.h"
#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-shortcuts.h"
#include "core/salon-phone.h"

/* The rows of language_row. */
static const char *const languages[] = { "fr", "en" };

struct _SalonClientDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  GtkEditable *name_row;
  GtkEditable *phone_row;
  GtkEditable *email_row;
  GtkEditable *allergies_row;
  GtkTextView *notes_view;
  AdwSwitchRow *sms_row;
  AdwSwitchRow *email_consent_row;
  AdwComboRow *language_row;
  AdwSwitchRow *blocked_row;
  GtkLabel *name_error;
  GtkLabel *phone_error;
  GtkLabel *email_error;
  GtkWidget *same_box;
  GtkLabel *same_label;

  SalonSession *session;
  SalonClient *before; /* NULL: a new client */
  SalonClient *after;  /* being saved */
  char *same_id;
  gboolean was_refused; /* from then on, errors follow the typing */
};

G_DEFINE_FINAL_TYPE (SalonClientDialog, salon_client_dialog, ADW_TYPE_DIALOG)

/* The first field that cannot be saved; NULL: all can. */
static GtkEditable *
check (SalonClientDialog *self)
{
  GtkEditable *first = NULL;

  if (!salon_field_tell (GTK_WIDGET (self->email_row), self->email_error,
                         salon_client_form_check_email (gtk_editable_get_text (self->email_row))))
    first = self->email_row;
  if (!salon_field_tell (GTK_WIDGET (self->phone_row), self->phone_error,
                         salon_client_form_check_phone (gtk_editable_get_text (self->phone_row))))
    first = self->phone_row;
  if (!salon_field_tell (GTK_WIDGET (self->name_row), self->name_error,
                         salon_client_form_check_name (gtk_editable_get_text (self->name_row))))
    first = self->name_row;
  return first;
}

static gboolean
is_edited_client (SalonClientDialog *self, SalonClient *client)
{
  return self->before
         && g_str_equal (salon_client_get_fields (self->before)->id,
                         salon_client_get_fields (client)->id);
}

/* Another client with this phone or mail; NULL: none. */
static SalonClient *
find_same (SalonClientDialog *self)
{
  g_autofree char *phone = salon_client_form_dup_phone (gtk_editable_get_text (self->phone_row));
  g_autofree char *email = salon_client_form_dup_email (gtk_editable_get_text (self->email_row));
  g_autoptr (GPtrArray) clients = NULL;

  if (phone || email)
    clients =
      salon_reader_find_same_clients (salon_session_get_reader (self->session), phone, email, NULL);
  for (guint i = 0; clients && i < clients->len; i++)
    if (!is_edited_client (self, g_ptr_array_index (clients, i)))
      return g_object_ref (g_ptr_array_index (clients, i));
  return NULL;
}

static void
show_same (SalonClientDialog *self)
{
  g_autoptr (SalonClient) same = find_same (self);

  gtk_widget_set_visible (self->same_box, same != NULL);
  g_set_str (&self->same_id, same ? salon_client_get_fields (same)->id : NULL);
  if (!same)
    return;
  g_autofree char *words =
    /* Translators: %s is the name of another client */
    g_strdup_printf (_ ("%s has the same phone number or e-mail. Is it the same person?"),
                     salon_client_get_fields (same)->name);
  gtk_label_set_text (self->same_label, words);
}

static void
changed_cb (SalonClientDialog *self)
{
  if (!self->session)
    return;
  if (self->was_refused)
    check (self);
  show_same (self);
}

static char *
dup_notes (SalonClientDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static SalonClient *
read_form (SalonClientDialog *self)
{
  g_autofree char *notes = dup_notes (self);
  SalonClientForm form = {
    .name = gtk_editable_get_text (self->name_row),
    .phone = gtk_editable_get_text (self->phone_row),
    .email = gtk_editable_get_text (self->email_row),
    .allergies = gtk_editable_get_text (self->allergies_row),
    .notes = notes,
    .language = languages[adw_combo_row_get_selected (self->language_row)],
    .is_blocked = adw_switch_row_get_active (self->blocked_row),
    .sms_consent = adw_switch_row_get_active (self->sms_row),
    .email_consent = adw_switch_row_get_active (self->email_consent_row),
  };

  return salon_client_form_read (&form, self->before, salon_session_get_instant (self->session));
}

/* A new client's card is what comes next. */
static void
show_new_client (AdwDialog *dialog)
{
  SalonClientDialog *self = SALON_CLIENT_DIALOG (dialog);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "s",
                              salon_client_get_fields (self->after)->id);
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientDialog *self = SALON_CLIENT_DIALOG (widget);
  GtkEditable *refused = check (self);

  if (refused)
    {
      self->was_refused = TRUE;
      gtk_widget_grab_focus (GTK_WIDGET (refused));
      return;
    }

  g_autoptr (SalonClient) after = read_form (self);
  g_autoptr (SalonChange) change = salon_client_form_change (self->before, after);
  g_set_object (&self->after, after);
  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change,
                     self->before ? NULL : show_new_client);
}

static void
open_same (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientDialog *self = SALON_CLIENT_DIALOG (widget);

  gtk_widget_activate_action (widget, "win.show-client", "s", self->same_id);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text ? text : "");
}

static void
fill (SalonClientDialog *self, const SalonClientFields *fields)
{
  g_autofree char *phone = fields->phone ? salon_phone_format (fields->phone) : NULL;

  set_text (self->name_row, fields->name);
  set_text (self->phone_row, phone);
  set_text (self->email_row, fields->email);
  set_text (self->allergies_row, fields->allergies);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->notes_view),
                            fields->notes ? fields->notes : "", -1);
  adw_switch_row_set_active (self->sms_row, fields->sms_consent);
  adw_switch_row_set_active (self->email_consent_row, fields->email_consent);
  adw_switch_row_set_active (self->blocked_row, fields->is_blocked);
  adw_combo_row_set_selected (self->language_row, g_str_equal (fields->language, "en") ? 1 : 0);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Edit Client"));
}

static void
salon_client_dialog_dispose (GObject *object)
{
  SalonClientDialog *self = SALON_CLIENT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_CLIENT_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_clear_pointer (&self->same_id, g_free);
  G_OBJECT_CLASS (salon_client_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, phone_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, allergies_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, notes_view);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, sms_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, email_consent_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, blocked_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, name_error);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, phone_error);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, email_error);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, same_box);
  gtk_widget_class_bind_template_child (widget_class, SalonClientDialog, same_label);
}

static void
salon_client_dialog_class_init (SalonClientDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_client_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "dialog.open-same", NULL, open_same);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-client-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "dialog.save",
                              NULL);
}

static void
salon_client_dialog_init (SalonClientDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_client_dialog_new (SalonSession *session, SalonClient *client)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonClientDialog *self = g_object_new (SALON_TYPE_CLIENT_DIALOG, NULL);

  if (client)
    fill (self, salon_client_get_fields (client));
  self->before = client ? g_object_ref (client) : NULL;
  self->session = g_object_ref (session);
  return ADW_DIALOG (self);
}
