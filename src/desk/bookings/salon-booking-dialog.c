/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-slot-finder.h"
#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "history/salon-history-dialog.h"
#include "planning/salon-wish-dialog.h"

#define WEEKS_UNTIL_NEXT 4

G_DEFINE_FINAL_TYPE (SalonBookingDialog, salon_booking_dialog, ADW_TYPE_DIALOG)

static void
form_changed_cb (SalonBookingDialog *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
  salon_booking_dialog_show_outcome (self);
}

static void
take_form (SalonBookingDialog *self, SalonBookingForm *form)
{
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_func (self->form, form_changed_cb, self);
  g_set_object (&self->form, form);
  salon_client_picker_set_form (self->client_picker, form);
  salon_service_picker_set_form (self->service_picker, form);
  salon_slot_picker_set_form (self->slot_picker, form);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  salon_booking_dialog_show_form (self);
}

/* What others saved may be in the way now; what this dialog is saving is not in its own. */
static void
salon_changed_cb (SalonBookingDialog *self)
{
  if (!self->saving)
    salon_slot_picker_refresh (self->slot_picker);
}

static void
notes_changed_cb (SalonBookingDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes_view);
  g_autofree char *notes = NULL;

  if (self->filling)
    return;
  g_object_get (buffer, "text", &notes, NULL);
  salon_booking_form_set_notes (self->form, notes);
}

static void
client_completed_cb (SalonBookingDialog *self)
{
  salon_service_picker_begin (self->service_picker);
}

static void
services_completed_cb (SalonBookingDialog *self)
{
  if (salon_booking_form_get_minute (self->form) < 0)
    salon_slot_picker_begin (self->slot_picker);
  else
    gtk_widget_grab_focus (self->save_button);
}

static void
discard_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonBookingDialog) self = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
ask_to_discard (SalonBookingDialog *self)
{
  AdwDialog *alert =
    adw_alert_dialog_new (_ ("Discard Changes?"), _ ("What you typed has not been saved."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "keep", _ ("_Keep Editing"), "discard",
                                  _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "keep");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (alert), GTK_WIDGET (self), NULL, discard_chosen_cb,
                           g_object_ref (self));
}

static void
close_attempted_cb (SalonBookingDialog *self)
{
  if (self->saving)
    return;
  if (salon_booking_form_is_dirty (self->form)
      || salon_client_picker_has_text (self->client_picker))
    ask_to_discard (self);
  else
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  close_attempted_cb (SALON_BOOKING_DIALOG (widget));
}

/* Nobody free: what is known so far goes on the waiting list. */
static void
wait_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SalonBookingDialog *self = SALON_BOOKING_DIALOG (widget);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  AdwDialog *dialog = salon_wish_dialog_new (self->session, NULL, self->form);

  adw_dialog_force_close (ADW_DIALOG (self));
  salon_dialog_present (dialog, window);
}

/* What is repeated is the booking as it is saved. */
static void
repeat_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SalonBookingDialog *self = SALON_BOOKING_DIALOG (widget);
  SalonBooking *booking = salon_booking_form_get_booking (self->form);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  g_autofree char *id = g_strdup (salon_booking_get_fields (booking)->id);

  if (salon_booking_form_is_dirty (self->form))
    {
      salon_booking_dialog_say (self, _ ("Save the booking first, then repeat it"));
      return;
    }
  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "win.repeat-booking", "s", id);
}

/* The client's usual distance of visits; four weeks for one who has none yet. */
static int
get_rhythm_days (SalonBookingDialog *self)
{
  SalonClient *client = salon_booking_form_get_client (self->form);
  SalonClientSummary summary;

  if (client != NULL
      && salon_reader_summarise_client (salon_session_get_reader (self->session),
                                        salon_client_get_fields (client)->id,
                                        salon_session_get_now (self->session), &summary, NULL)
      && summary.rhythm_days > 0)
    return summary.rhythm_days;
  return WEEKS_UNTIL_NEXT * 7;
}

/* What the form holds is not what the booking is any more. */
static void
went_back_cb (SalonBookingDialog *self)
{
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
history_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDialog *self = SALON_BOOKING_DIALOG (widget);
  SalonBooking *booking = salon_booking_form_get_booking (self->form);
  AdwDialog *dialog = NULL;

  if (booking == NULL)
    return;
  dialog =
    salon_history_dialog_new (self->session, "bookings", salon_booking_get_fields (booking)->id,
                              salon_booking_get_fields (booking)->client_name);
  g_signal_connect_object (dialog, "went-back", G_CALLBACK (went_back_cb), self, G_CONNECT_SWAPPED);
  salon_dialog_present (dialog, widget);
}

static void
again_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SalonBookingDialog *self = SALON_BOOKING_DIALOG (widget);
  SalonBooking *booking = salon_booking_form_get_booking (self->form);
  g_return_if_fail (booking != NULL);

  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autoptr (SalonSlotFinder) finder = salon_slot_finder_new (self->session);
  g_autoptr (SalonBookingForm) again =
    salon_booking_form_new_again (self->form, salon_session_get_services (self->session));
  SalonMoment wish = salon_moment (fields->day + get_rhythm_days (self), fields->minute);

  wish = MAX (wish, salon_session_get_now (self->session));
  g_autoptr (GArray) starts = salon_slot_finder_list_nearest (finder, again, wish, 1);
  if (starts->len > 0)
    wish = g_array_index (starts, SalonMoment, 0);
  salon_booking_form_set_start (again, salon_moment_get_day (wish), salon_moment_get_minute (wish));
  take_form (self, again);
  salon_slot_picker_begin (self->slot_picker);
}

/* A new booking begins where its first gap is; an existing one is for reading first. */
static GtkWidget *
get_first_gap (SalonBookingDialog *self)
{
  gsize n_lines;

  if (salon_booking_form_get_booking (self->form) != NULL)
    return NULL;
  if (salon_booking_form_get_client_kind (self->form) == SALON_BOOKING_CLIENT_NONE)
    return salon_client_picker_get_entry (self->client_picker);
  salon_booking_form_get_lines (self->form, &n_lines);
  if (n_lines > 0 && salon_booking_form_get_minute (self->form) >= 0)
    return self->save_button;
  return salon_service_picker_get_entry (self->service_picker);
}

static void
salon_booking_dialog_dispose (GObject *object)
{
  SalonBookingDialog *self = SALON_BOOKING_DIALOG (object);
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  g_clear_pointer (&self->statuses, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_BOOKING_DIALOG);
  G_OBJECT_CLASS (salon_booking_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, client_picker);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, service_picker);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, slot_picker);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, notes_view);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, tell_row);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, messages_group);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, state_group);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, status_row);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, payment_row);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, pay_row);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, link_row);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, actions_box);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, wait_button);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, cancel_popover);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, cancel_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, cancel_tell);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, when_label);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingDialog, total_label);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, close_attempted_cb);
  gtk_widget_class_bind_template_callback (widget_class, client_completed_cb);
  gtk_widget_class_bind_template_callback (widget_class, services_completed_cb);
}

static void
salon_booking_dialog_class_init (SalonBookingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_booking_dialog_dispose;
  g_type_ensure (SALON_TYPE_CLIENT_PICKER);
  g_type_ensure (SALON_TYPE_SERVICE_PICKER);
  g_type_ensure (SALON_TYPE_SLOT_PICKER);
  g_type_ensure (SALON_TYPE_PAYMENT_ROW);
  g_type_ensure (SALON_TYPE_PAYMENT_LINK_ROW);
  g_type_ensure (SALON_TYPE_TELL_ROW);
  g_type_ensure (SALON_TYPE_MESSAGES_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-booking-dialog.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  salon_booking_dialog_bind_states (widget_class);
  salon_booking_dialog_install_saving (widget_class);
  gtk_widget_class_install_action (widget_class, "booking.close", NULL, close_activated_cb);
  gtk_widget_class_install_action (widget_class, "booking.history", NULL, history_activated_cb);
  gtk_widget_class_install_action (widget_class, "booking.again", NULL, again_activated_cb);
  gtk_widget_class_install_action (widget_class, "booking.wait", NULL, wait_activated_cb);
  gtk_widget_class_install_action (widget_class, "booking.repeat", NULL, repeat_activated_cb);
}

/* Before the entry that has the focus takes Enter for itself. */
static void
add_keys (SalonBookingDialog *self)
{
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_LOCAL, GTK_PHASE_CAPTURE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "booking.save", NULL);
  salon_shortcut_add_action (keys, SALON_SHORTCUT_SAVE, SALON_EVERY_KEY, "booking.save", NULL);
}

static void
salon_booking_dialog_init (SalonBookingDialog *self)
{
  self->statuses = g_array_new (FALSE, FALSE, sizeof (SalonBookingStatus));
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->notes_view), "changed",
                           G_CALLBACK (notes_changed_cb), self, G_CONNECT_SWAPPED);
}

AdwDialog *
salon_booking_dialog_new (SalonSession *session, const SalonBookingDraft *draft)
{
  g_autoptr (SalonBookingForm) form = NULL;
  SalonBookingDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  form = salon_booking_draft_make_form (draft, session);
  if (form == NULL)
    return NULL;
  self = g_object_new (SALON_TYPE_BOOKING_DIALOG, NULL);
  self->session = g_object_ref (session);
  salon_client_picker_set_up (self->client_picker, session);
  salon_service_picker_set_up (self->service_picker, session);
  salon_slot_picker_set_up (self->slot_picker, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (salon_changed_cb), self,
                           G_CONNECT_SWAPPED);
  take_form (self, form);
  if (draft != NULL && draft->client_search != NULL)
    salon_client_picker_search (self->client_picker, draft->client_search);
  adw_dialog_set_focus (ADW_DIALOG (self), get_first_gap (self));
  return ADW_DIALOG (self);
}
