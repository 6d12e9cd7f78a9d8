/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving and cancelling, and what stands in the way of it. */
#include "salon-booking-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-booking-save.h"
#include "bookings/salon-booking-tell.h"
#include "common/salon-words.h"
#include "planning/salon-series-choice.h"

void
salon_booking_dialog_say (SalonBookingDialog *self, const char *words)
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
  salon_booking_dialog_say (self, words);
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
  salon_booking_dialog_say (self, words);
  return TRUE;
}

static void
say_time_problem (SalonBookingDialog *self, SalonBookingProblem problems)
{
  const char *words = salon_slot_picker_get_words (self->slot_picker);

  if ((problems & SALON_BOOKING_PROBLEM_TIME_MISSING) != 0)
    {
      salon_slot_picker_begin (self->slot_picker);
      salon_booking_dialog_say (self, _ ("Choose a time"));
      return;
    }
  salon_slot_picker_begin_reason (self->slot_picker);
  if ((problems & SALON_BOOKING_PROBLEM_REASON_MISSING) != 0)
    salon_booking_dialog_say (self, _ ("Say why this booking stands outside the opening hours"));
  else
    salon_booking_dialog_say (self, words != NULL ? words : _ ("Choose a time"));
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
  salon_booking_dialog_say (self, words);
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

static void
cancel_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (SALON_BOOKING_DIALOG (widget)->cancel_button));
}

void
salon_booking_dialog_install_saving (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, cancel_confirmed_cb);
  gtk_widget_class_install_action (klass, "booking.save", NULL, save_activated_cb);
  gtk_widget_class_install_action (klass, "booking.cancel", NULL, cancel_activated_cb);
}
