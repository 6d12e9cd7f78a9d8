/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of a form share. `lines` is a GArray of SalonBookingLine whose strings are owned by
 * the form. `own_duration` 0 and `own_price` -1 mean "the sum of the lines".
 */
#pragma once

#include "salon-booking-form.h"

G_BEGIN_DECLS

#define SALON_BOOKING_FORM_NOT_CHOSEN (-1)
#define SALON_BOOKING_FORM_SUM_OF_LINES (-1)

struct _SalonBookingForm
{
  GObject parent_instance;

  SalonBooking *booking;
  char *id;
  char *new_client_id;
  char *staff_id;
  gboolean dirty;

  SalonBookingClientKind client_kind;
  SalonClient *client;
  SalonWish *wish; /* nullable */
  char *name;
  char *phone;
  char *email;
  gboolean has_consent; /* of a new client: she agrees to messages */

  GArray *lines;
  int own_duration;
  int wished_duration;
  gint64 own_price;

  SalonDay day;
  int minute;
  SalonSlotState slot_state;
  gboolean forced;
  char *forced_reason;

  char *notes;
  SalonBookingStatus status;
  char *payment_status;
};

/* Copies @line, under @id. */
void salon_booking_form_append_line (SalonBookingForm *self,
                                     const SalonBookingLine *line,
                                     const char *id);
int salon_booking_form_sum_durations (SalonBookingForm *self);
gint64 salon_booking_form_sum_prices (SalonBookingForm *self);
/* @part: the detail of "changed", a static string */
void salon_booking_form_emit_changed (SalonBookingForm *self, const char *part);

G_END_DECLS
