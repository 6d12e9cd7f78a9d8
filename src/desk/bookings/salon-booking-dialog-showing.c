/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown of the form, and the states that are chosen from what is shown. */
#include "salon-booking-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-booking-tell.h"
#include "bookings/salon-status-words.h"
#include "common/salon-format.h"

static const char *const payments[] = { "pending", "deposit_paid", "fully_paid", "refunded" };

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

void
salon_booking_dialog_show_outcome (SalonBookingDialog *self)
{
  show_summary (self);
  show_tell (self);
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

void
salon_booking_dialog_show_form (SalonBookingDialog *self)
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
  salon_booking_dialog_show_outcome (self);
  show_cancel_tell (self);
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

void
salon_booking_dialog_bind_states (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, status_chosen_cb);
  gtk_widget_class_bind_template_callback (klass, payment_chosen_cb);
}
