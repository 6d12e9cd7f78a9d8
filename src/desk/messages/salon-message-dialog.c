/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-words.h"
#include "messages/salon-message-acts.h"
#include "messages/salon-message-words.h"
#include "today/salon-phone-button.h"

struct _SalonMessageDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure;
  AdwActionRow *who_row;
  SalonPhoneButton *phone_button;
  AdwActionRow *state_row;
  GtkImage *state_icon;
  GtkWidget *booking_row;
  GtkWidget *client_row;
  GtkWidget *card_row;
  GtkWidget *words_group;
  GtkLabel *subject_label;
  GtkLabel *text_label;
  GtkWidget *acts_box;
  GtkButton *send_button;
  GtkWidget *arrived_button;
  GtkWidget *drop_button;

  SalonSession *session;
  SalonMessageItem *item;
};

G_DEFINE_FINAL_TYPE (SalonMessageDialog, salon_message_dialog, ADW_TYPE_DIALOG)

/* --- What is shown --- */

/* The number that an SMS goes to stands on the button that calls it, and need not be said twice. */
static void
show_who (SalonMessageDialog *self)
{
  const char *name = salon_message_item_get_name (self->item);
  const char *phone = salon_message_item_get_phone (self->item);
  g_autofree char *recipient = salon_message_words_for_recipient (self->item);
  gboolean is_on_button =
    phone != NULL && g_strcmp0 (salon_message_item_get_row (self->item)->recipient, phone) == 0;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->who_row),
                                 *name != '\0' ? name : recipient);
  adw_action_row_set_subtitle (self->who_row, *name != '\0' && !is_on_button ? recipient : "");
  salon_phone_button_set_phone (self->phone_button, phone, name);
}

static void
show_state (SalonMessageDialog *self)
{
  g_autofree char *state = salon_message_words_for_state (self->session, self->item);
  g_autofree char *reason = salon_message_words_for_reason (self->item);

  gtk_image_set_from_icon_name (self->state_icon, salon_message_words_get_icon (self->item));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), state);
  adw_action_row_set_subtitle (self->state_row, reason != NULL ? reason : "");
}

static void
show_words (SalonMessageDialog *self)
{
  const char *subject = salon_message_item_get_subject (self->item);
  const char *text = salon_message_item_get_text (self->item);

  gtk_label_set_text (self->subject_label, subject);
  gtk_widget_set_visible (GTK_WIDGET (self->subject_label), *subject != '\0');
  gtk_label_set_text (self->text_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->words_group, text != NULL || *subject != '\0');
}

static void
show_acts (SalonMessageDialog *self)
{
  const SalonMessageRow *row = salon_message_item_get_row (self->item);
  gboolean can_send = salon_message_acts_can_send (self->item);
  gboolean can_note = salon_message_acts_can_note_arrived (self->item);
  gboolean can_drop = salon_message_acts_can_drop (self->item);

  gtk_button_set_label (self->send_button,
                        row->status == SALON_MESSAGE_PENDING ? _ ("_Send Now") : _ ("_Send Again"));
  gtk_widget_set_visible (GTK_WIDGET (self->send_button), can_send);
  gtk_widget_set_visible (self->arrived_button, can_note);
  gtk_widget_set_visible (self->drop_button, can_drop);
  gtk_widget_set_visible (self->acts_box, can_send || can_note || can_drop);
  gtk_widget_set_visible (self->booking_row, row->booking_id != NULL);
  gtk_widget_set_visible (self->client_row, salon_message_item_get_client_id (self->item) != NULL);
  gtk_widget_set_visible (self->card_row, row->gift_card_id != NULL);
}

static void
show_item (SalonMessageDialog *self)
{
  const SalonMessageRow *row = salon_message_item_get_row (self->item);
  g_autofree char *title = salon_message_words_for_title (row->kind, row->medium);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  show_who (self);
  show_state (self);
  show_words (self);
  show_acts (self);
}

/* --- What is done --- */

/* Takes @error. */
static void
save (SalonMessageDialog *self, SalonChange *change, GError *error)
{
  g_autoptr (SalonChange) owned = change;
  g_autoptr (GError) failure = error;

  if (failure != NULL)
    {
      g_autofree char *words = salon_words_for_error (failure);

      adw_banner_set_title (self->failure, words);
      adw_banner_set_revealed (self->failure, TRUE);
      return;
    }
  salon_dialog_save (ADW_DIALOG (self), self->failure, self->session, owned, NULL);
}

static void
send_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonMessageDialog *self = SALON_MESSAGE_DIALOG (widget);
  GError *error = NULL;
  SalonChange *change =
    salon_message_acts_send (salon_session_get_reader (self->session), self->item,
                             salon_session_get_instant (self->session), &error);

  save (self, change, error);
}

static void
arrived_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonMessageDialog *self = SALON_MESSAGE_DIALOG (widget);
  GError *error = NULL;
  SalonChange *change =
    salon_message_acts_note_arrived (salon_session_get_reader (self->session), self->item,
                                     salon_session_get_instant (self->session), &error);

  save (self, change, error);
}

static void
drop_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonMessageDialog *self = SALON_MESSAGE_DIALOG (widget);
  GError *error = NULL;
  SalonChange *change =
    salon_message_acts_drop (salon_session_get_reader (self->session), self->item, &error);

  save (self, change, error);
}

static void
leave_for (SalonMessageDialog *self, const char *action, const char *id)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *target = g_strdup (id);

  adw_dialog_force_close (ADW_DIALOG (self));
  if (window != NULL)
    gtk_widget_activate_action (window, action, "s", target);
}

static void
open_booking_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonMessageDialog *self = SALON_MESSAGE_DIALOG (widget);

  leave_for (self, "win.edit-booking", salon_message_item_get_row (self->item)->booking_id);
}

static void
show_client_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonMessageDialog *self = SALON_MESSAGE_DIALOG (widget);

  leave_for (self, "win.show-client", salon_message_item_get_client_id (self->item));
}

static void
show_card_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonMessageDialog *self = SALON_MESSAGE_DIALOG (widget);

  leave_for (self, "win.show-gift-card", salon_message_item_get_row (self->item)->gift_card_id);
}

/* --- Life --- */

static void
salon_message_dialog_dispose (GObject *object)
{
  SalonMessageDialog *self = SALON_MESSAGE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_MESSAGE_DIALOG);
  g_clear_object (&self->item);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_message_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, who_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, phone_button);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, state_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, booking_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, client_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, card_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, words_group);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, subject_label);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, acts_box);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, arrived_button);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageDialog, drop_button);
}

static void
salon_message_dialog_class_init (SalonMessageDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_message_dialog_dispose;
  g_type_ensure (SALON_TYPE_PHONE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-message-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "message.send", NULL, send_activated_cb);
  gtk_widget_class_install_action (widget_class, "message.arrived", NULL, arrived_activated_cb);
  gtk_widget_class_install_action (widget_class, "message.drop", NULL, drop_activated_cb);
  gtk_widget_class_install_action (widget_class, "message.open-booking", NULL,
                                   open_booking_activated_cb);
  gtk_widget_class_install_action (widget_class, "message.show-client", NULL,
                                   show_client_activated_cb);
  gtk_widget_class_install_action (widget_class, "message.show-card", NULL, show_card_activated_cb);
}

static void
salon_message_dialog_init (SalonMessageDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_message_dialog_new (SalonSession *session, SalonMessageItem *item)
{
  SalonMessageDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (item), NULL);

  self = g_object_new (SALON_TYPE_MESSAGE_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  show_item (self);
  return ADW_DIALOG (self);
}
