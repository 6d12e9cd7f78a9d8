/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the editor share: salon-booking-dialog.c wires the parts to one form and decides when
 * to leave, book again, repeat or wait; -showing.c shows the form, -saving.c saves and cancels. `form` is
 * replaced as a whole by "Book Again"; the parts are then told anew.
 *
 * The dialog can never close by itself (can-close is off): every way out passes close_attempted_cb().
 */
#pragma once

#include "bookings/salon-booking-dialog.h"
#include "bookings/salon-client-picker.h"
#include "bookings/salon-service-picker.h"
#include "bookings/salon-slot-picker.h"
#include "messages/salon-messages-group.h"
#include "messages/salon-tell-row.h"
#include "payments/salon-payment-link-row.h"
#include "payments/salon-payment-row.h"

G_BEGIN_DECLS

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

/* salon-booking-dialog-showing.c */
/* Once the class has its template. */
void salon_booking_dialog_bind_states (GtkWidgetClass *klass);
void salon_booking_dialog_show_form (SalonBookingDialog *self);
/* What comes of what is filled in: the summary, and whether the client is told. */
void salon_booking_dialog_show_outcome (SalonBookingDialog *self);

/* salon-booking-dialog-saving.c */
/* Once the class has its template. */
void salon_booking_dialog_install_saving (GtkWidgetClass *klass);
/* On the banner, and aloud. */
void salon_booking_dialog_say (SalonBookingDialog *self, const char *words);

G_END_DECLS
