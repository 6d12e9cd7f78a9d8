/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog wires the parts to one form and decides when to save, leave, cancel or book again.
 * `form` is replaced as a whole by "Book Again"; the parts are then told anew.
 *
 * It can never close by itself (can-close is off): every way out passes close_attempted_cb().
 */
#include "salon-booking-dialog.h"

#include "bookings/salon-booking-form.h"
#include "bookings/salon-booking-save.h"
#include "bookings/salon-booking-tell.h"
#include "bookings/salon-client-picker.h"
#include "bookings/salon-service-picker.h"
#include "bookings/salon-slot-finder.h"
#include "bookings/salon-slot-picker.h"
#include "bookings/salon-status-words.h"
#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "core/salon-phone.h"
#include "history/salon-history-dialog.h"
#include "messages/salon-messages-group.h"
#include "messages/salon-tell-row.h"
#include "payments/salon-payment-link-row.h"
#include "payments/salon-payment-row.h"
#include "planning/salon-series-choice.h"
#include "planning/salon-wish-dialog.h"
#include "store/salon-client-dossier.h"

#include <glib/gi18n-lib.h>

#define WEEKS_UNTIL_NEXT 4

struct _SalonBookingDialog
{
  AdwDialog parent_instance;

  GtkWidget *save_button;
  AdwBanner *banner;
  SalonClientPicker *client_picker;
  SalonServicePicker *service_picker;
  SalonSlotPicker *slot_picker;
  GtkTextView *notes_view;
  SalonTellRow *tell_row;
  SalonMessagesGroup *messages_group;
  GtkWidget *state_group;
  AdwComboRow *status_row;
  AdwComboRow *payment_row;
  SalonPaymentRow *pay_row;
  SalonPaymentLinkRow *link_row;
  GtkWidget *actions_box;
  GtkWidget *wait_button;
  GtkWidget *cancel_button;
  GtkPopover *cancel_popover;
  GtkEntry *cancel_entry;
  GtkCheckButton *cancel_tell;
  GtkLabel *when_label;
  GtkLabel *total_label;

  SalonSession *session;
  SalonBookingForm *form;
  GArray *statuses; /* SalonBookingStatus, as in status_row's list */
  gboolean saving;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SalonBookingDialog, salon_booking_dialog, ADW_TYPE_DIALOG)

static const char *const payments[] = { "pending", "deposit_paid", "fully_paid", "refunded" };

/* What is shown of the form */

static void
show_summary (SalonBookingDialog *self)
{
  SalonDay day = salon_booking_form_get_day (self->form);
  int minute = salon_booking_form_get_minute (self->form);
  int duration = salon_booking_form_get_duration (self->form);
  g_autofree char *when = NULL;
  g_autofree char *total = NULL;
  gsize n_lines;

  salon_booking_form_get_lines (self->form, &n_lines);
  if (day != SALON_DAY_NONE && minute >= 0)
    {
      g_autofree char *date = salon_format_day (day, SALON_DAY_STYLE_MEDIUM);
      g_autofree char *start = salon_format_minute (minute);
      g_autofree char *end = salon_format_minute ((minute + duration) % SALON_DAY_MINUTES);
      when = duration > 0 ? g_strdup_printf ("%s, %s – %s", date, start, end)
                          : g_strdup_printf ("%s, %s", date, start);
    }
  if (n_lines > 0)
    {
      g_autofree char *length = salon_format_duration (duration);
      g_autofree char *price =
        salon_format_money (self->session, salon_booking_form_get_price (self->form));
      total = g_strdup_printf ("%s — %s", length, price);
    }
  gtk_label_set_label (self->when_label, when != NULL ? when : _ ("No time chosen yet"));
  gtk_label_set_label (self->total_label, total != NULL ? total : "");
}

static void
show_tell (SalonBookingDialog *self)
{
  salon_tell_row_show (self->tell_row, salon_booking_tell_save (self->session, self->form));
}

/* Beside the button that cancels. */
static void
show_cancel_tell (SalonBookingDialog *self)
{
  g_autoptr (SalonMessageWish) wish = salon_booking_tell_cancel (self->session, self->form);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->cancel_tell), wish != NULL);
  if (wish == NULL)
    return;
  label = salon_message_wish_dup_label (wish);
  gtk_check_button_set_label (self->cancel_tell, label);
}

static void
form_changed_cb (SalonBookingDialog *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
  show_summary (self);
  show_tell (self);
}

static void
add_status (SalonBookingDialog *self, GtkStringList *names, SalonBookingStatus status)
{
  g_array_append_val (self->statuses, status);
  gtk_string_list_append (names, salon_status_words (status));
}

/* The state it is in comes first, then those it may become. */
static void
fill_statuses (SalonBookingDialog *self, SalonBooking *booking)
{
  SalonBookingStatus now = salon_booking_get_fields (booking)->status;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->statuses, 0);
  add_status (self, names, now);
  for (int status = 0; status < SALON_N_BOOKING_STATUSES; status++)
    if (status != (int) now && salon_booking_status_can_become (now, (SalonBookingStatus) status))
      add_status (self, names, (SalonBookingStatus) status);
  adw_combo_row_set_model (self->status_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->status_row, 0);
}

static void
fill_payments (SalonBookingDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (payments); i++)
    {
      gtk_string_list_append (names, salon_status_words_for_payment (payments[i]));
      if (g_str_equal (payments[i], salon_booking_form_get_payment_status (self->form)))
        selected = i;
    }
  adw_combo_row_set_model (self->payment_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->payment_row, selected);
}

static void
show_form (SalonBookingDialog *self)
{
  SalonBooking *booking = salon_booking_form_get_booking (self->form);
  const SalonBookingFields *fields = booking != NULL ? salon_booking_get_fields (booking) : NULL;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes_view);

  self->filling = TRUE;
  adw_dialog_set_title (ADW_DIALOG (self), booking != NULL ? _ ("Booking") : _ ("New booking"));
  gtk_text_buffer_set_text (buffer, salon_booking_form_get_notes (self->form), -1);
  gtk_widget_set_visible (self->state_group, booking != NULL);
  gtk_widget_set_visible (self->actions_box, booking != NULL);
  gtk_widget_set_visible (self->wait_button, booking == NULL);
  if (booking != NULL)
    {
      fill_statuses (self, booking);
      gtk_widget_set_visible (self->cancel_button, salon_booking_status_can_become (
                                                     fields->status, SALON_BOOKING_CANCELLED));
    }
  fill_payments (self);
  salon_payment_row_show (self->pay_row, self->session, booking);
  salon_payment_link_row_show (self->link_row, self->session, booking);
  salon_messages_group_show_booking (self->messages_group, self->session,
                                     fields != NULL ? fields->id : NULL);
  self->filling = FALSE;
  show_summary (self);
  show_tell (self);
  show_cancel_tell (self);
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
  show_form (self);
}

/* What others saved may be in the way now; what this dialog is saving is not in its own. */
static void
salon_changed_cb (SalonBookingDialog *self)
{
  if (!self->saving)
    salon_slot_picker_refresh (self->slot_picker);
}

/* What the owner does */

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
status_chosen_cb (SalonBookingDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->status_row);
  if (!self->filling && selected < self->statuses->len)
    salon_booking_form_set_status (self->form,
                                   g_array_index (self->statuses, SalonBookingStatus, selected));
}

static void
payment_chosen_cb (SalonBookingDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->payment_row);
  if (!self->filling && selected < G_N_ELEMENTS (payments))
    salon_booking_form_set_payment_status (self->form, payments[selected]);
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

/* Leaving */

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

/* Saving */

static void
say (SalonBookingDialog *self, const char *words)
{
  adw_banner_set_title (self->banner, words);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->banner), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static gboolean
say_client_problem (SalonBookingDialog *self, SalonBookingProblem problems)
{
  const char *words = NULL;

  if ((problems & SALON_BOOKING_PROBLEM_CLIENT_MISSING) != 0)
    words = _ ("Choose a client first, or “Walk-in”");
  else if ((problems & SALON_BOOKING_PROBLEM_NAME_MISSING) != 0)
    words = _ ("The new client needs a name");
  else if ((problems & SALON_BOOKING_PROBLEM_PHONE_NOT_UNDERSTOOD) != 0)
    words = _ ("The client’s phone number is not complete");
  else if ((problems & SALON_BOOKING_PROBLEM_EMAIL_NOT_UNDERSTOOD) != 0)
    words = _ ("The client’s e-mail address is not complete");
  if (words == NULL)
    return FALSE;
  salon_client_picker_begin (self->client_picker);
  say (self, words);
  return TRUE;
}

static gboolean
say_service_problem (SalonBookingDialog *self, SalonBookingProblem problems)
{
  const char *words = NULL;

  if ((problems & SALON_BOOKING_PROBLEM_SERVICE_MISSING) != 0)
    words = _ ("Add at least one service");
  else if ((problems & SALON_BOOKING_PROBLEM_LENGTH_OUT_OF_RANGE) != 0)
    words = _ ("A visit lasts from 5 minutes to a day");
  if (words == NULL)
    return FALSE;
  salon_service_picker_begin (self->service_picker);
  say (self, words);
  return TRUE;
}

static void
say_time_problem (SalonBookingDialog *self, SalonBookingProblem problems)
{
  const char *words = salon_slot_picker_get_words (self->slot_picker);

  if ((problems & SALON_BOOKING_PROBLEM_TIME_MISSING) != 0)
    {
      salon_slot_picker_begin (self->slot_picker);
      say (self, _ ("Choose a time"));
      return;
    }
  salon_slot_picker_begin_reason (self->slot_picker);
  if ((problems & SALON_BOOKING_PROBLEM_REASON_MISSING) != 0)
    say (self, _ ("Say why this booking stands outside the opening hours"));
  else
    say (self, words != NULL ? words : _ ("Choose a time"));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonBookingDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "booking.save", TRUE);
  if (salon_session_commit_finish (SALON_SESSION (source), result, &error))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  g_autofree char *words = salon_words_for_failed_save (error);
  salon_slot_picker_refresh (self->slot_picker);
  say (self, words);
}

/* @wish: (nullable): the client is told in the same change, so that undoing takes it back, too */
static void
commit (SalonBookingDialog *self, SalonChange *change, const SalonMessageWish *wish)
{
  g_autoptr (SalonChange) whole =
    wish != NULL ? salon_message_wish_join (wish, self->session,
                                            salon_session_get_instant (self->session), change)
                 : salon_change_ref (change);

  self->saving = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "booking.save", FALSE);
  salon_session_commit_async (self->session, whole, saved_cb, g_object_ref (self));
}

/* Of a series, when the visit moves: the others may move with it. */
static void
scope_chosen_cb (GtkWidget *parent, SalonSeriesScope scope, gpointer data)
{
  SalonBookingDialog *self = SALON_BOOKING_DIALOG (parent);
  g_autoptr (GPtrArray) selected =
    salon_series_select (data, salon_booking_form_get_booking (self->form), scope);
  g_autoptr (SalonChange) change =
    salon_booking_save_build_series_change (self->form, selected,
                                            salon_session_get_instant (self->session));

  if (change != NULL)
    commit (self, change, salon_tell_row_get_wish (self->tell_row));
}

static gboolean
ask_for_series (SalonBookingDialog *self)
{
  SalonBooking *booking = salon_booking_form_get_booking (self->form);
  GPtrArray *series = NULL;

  if (booking == NULL
      || !salon_booking_status_is_active (salon_booking_form_get_status (self->form))
      || salon_booking_get_visit (booking).start
           == salon_moment (salon_booking_form_get_day (self->form),
                            salon_booking_form_get_minute (self->form)))
    return FALSE;
  series = salon_series_choice_list (self->session, booking);
  if (series == NULL)
    return FALSE;
  salon_series_choice_ask (GTK_WIDGET (self), _ ("Move Which Bookings?"), scope_chosen_cb, series,
                           (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

static void
save_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SalonBookingDialog *self = SALON_BOOKING_DIALOG (widget);

  /* Leaving an entry is what takes its text over, and Ctrl+Enter may come from any of them. */
  gtk_widget_grab_focus (self->save_button);
  salon_slot_picker_refresh (self->slot_picker);

  SalonBookingProblem problems = salon_booking_form_get_problems (self->form);
  if (say_client_problem (self, problems) || say_service_problem (self, problems))
    return;
  if (problems != SALON_BOOKING_PROBLEM_NONE)
    {
      say_time_problem (self, problems);
      return;
    }
  if (ask_for_series (self))
    return;
  gint64 now = salon_session_get_instant (self->session);
  g_autoptr (SalonChange) change = salon_booking_save_build_change (self->form, now);
  if (change != NULL)
    commit (self, change, salon_tell_row_get_wish (self->tell_row));
  else
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* Cancelling and booking again */

static void
cancel_confirmed_cb (SalonBookingDialog *self)
{
  SalonBooking *booking = salon_booking_form_get_booking (self->form);
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->cancel_entry));
  gint64 now = salon_session_get_instant (self->session);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *kept_reason = *reason != '\0' ? reason : NULL;

  gtk_popover_popdown (self->cancel_popover);
  if (salon_series_choice_cancel (window, self->session, booking, kept_reason))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  g_autoptr (SalonChange) change = salon_booking_save_build_cancel (booking, reason, now);
  g_autoptr (SalonMessageWish) wish = gtk_check_button_get_active (self->cancel_tell)
                                        ? salon_booking_tell_cancel (self->session, self->form)
                                        : NULL;
  commit (self, change, wish);
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
      say (self, _ ("Save the booking first, then repeat it"));
      return;
    }
  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "win.repeat-booking", "s", id);
}

static void
cancel_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (SALON_BOOKING_DIALOG (widget)->cancel_button));
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

/* Life */

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
  gtk_widget_class_bind_template_callback (widget_class, status_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, payment_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_confirmed_cb);
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
  gtk_widget_class_install_action (widget_class, "booking.save", NULL, save_activated_cb);
  gtk_widget_class_install_action (widget_class, "booking.close", NULL, close_activated_cb);
  gtk_widget_class_install_action (widget_class, "booking.cancel", NULL, cancel_activated_cb);
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

/* Of a card that was merged: the one that remains. */
static SalonClient *
get_client (SalonSession *session, const char *id)
{
  SalonReader *reader = salon_session_get_reader (session);
  g_autofree char *remaining =
    id != NULL ? salon_client_dossier_find_remaining (reader, id, NULL) : NULL;

  return remaining != NULL ? salon_reader_get_client (reader, remaining, NULL) : NULL;
}

static SalonBookingForm *
make_form_for_booking (SalonSession *session, const char *booking_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonBooking) booking =
    salon_reader_get_booking (salon_session_get_reader (session), booking_id, &error);
  if (booking == NULL)
    {
      salon_session_report (session, error);
      return NULL;
    }
  g_autoptr (SalonClient) client =
    get_client (session, salon_booking_get_fields (booking)->client_id);
  return salon_booking_form_new_for (booking, client);
}

/* NULL when she waits no more: then it is a booking like any other. */
static SalonBookingForm *
make_form_for_wish (SalonSession *session, const SalonBookingDraft *draft)
{
  g_autoptr (GPtrArray) wishes =
    salon_reader_list_wishes (salon_session_get_reader (session), FALSE, NULL);

  for (guint i = 0; wishes != NULL && i < wishes->len; i++)
    {
      SalonWish *wish = g_ptr_array_index (wishes, i);

      if (g_strcmp0 (salon_wish_get_fields (wish)->id, draft->wish_id) == 0)
        {
          SalonBookingForm *form =
            salon_wish_dialog_make_form (session, wish, draft->day, draft->minute);

          salon_booking_form_set_wish (form, wish);
          return form;
        }
    }
  return NULL;
}

/* Those that the salon still offers. */
static void
add_services (SalonBookingForm *form, SalonSession *session, const char *const *ids)
{
  GListModel *services = salon_session_get_services (session);

  for (; ids != NULL && *ids != NULL; ids++)
    for (guint i = 0; i < g_list_model_get_n_items (services); i++)
      {
        g_autoptr (SalonService) service = g_list_model_get_item (services, i);

        if (g_str_equal (salon_service_get_fields (service)->id, *ids))
          salon_booking_form_add_service (form, service);
      }
}

static SalonBookingForm *
make_new_form (SalonSession *session, const SalonBookingDraft *draft)
{
  SalonBookingForm *wished = draft->wish_id != NULL ? make_form_for_wish (session, draft) : NULL;

  if (wished != NULL)
    return wished;
  g_autoptr (SalonClient) client = get_client (session, draft->client_id);
  g_autoptr (SalonBookingForm) form = salon_booking_form_new (salon_session_get_staff_id (session));

  if (client != NULL)
    salon_booking_form_propose_client (form, client);
  else if (draft->client_name != NULL || draft->client_phone != NULL)
    {
      g_autofree char *phone =
        draft->client_phone != NULL ? salon_phone_format (draft->client_phone) : g_strdup ("");

      salon_booking_form_set_new_client (form, draft->client_name != NULL ? draft->client_name : "",
                                         phone, "");
    }
  add_services (form, session, draft->service_ids);
  salon_booking_form_propose_start (form, draft->day, draft->minute);
  salon_booking_form_propose_duration (form, draft->duration_minutes);
  return g_steal_pointer (&form);
}

AdwDialog *
salon_booking_dialog_new (SalonSession *session, const SalonBookingDraft *draft)
{
  static const SalonBookingDraft empty = { .day = SALON_DAY_NONE, .minute = -1 };
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  if (draft == NULL)
    draft = &empty;
  g_autoptr (SalonBookingForm) form = draft->booking_id != NULL
                                        ? make_form_for_booking (session, draft->booking_id)
                                        : make_new_form (session, draft);
  if (form == NULL)
    return NULL;

  SalonBookingDialog *self = g_object_new (SALON_TYPE_BOOKING_DIALOG, NULL);
  self->session = g_object_ref (session);
  salon_client_picker_set_up (self->client_picker, session);
  salon_service_picker_set_up (self->service_picker, session);
  salon_slot_picker_set_up (self->slot_picker, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (salon_changed_cb), self,
                           G_CONNECT_SWAPPED);
  take_form (self, form);
  if (draft->client_search != NULL)
    salon_client_picker_search (self->client_picker, draft->client_search);
  adw_dialog_set_focus (ADW_DIALOG (self), get_first_gap (self));
  return ADW_DIALOG (self);
}
