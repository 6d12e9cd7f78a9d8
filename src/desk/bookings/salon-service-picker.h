/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done: the chosen services with their prices, the list to add from (filtered while the
 * owner types, Enter adds), and the totals, which she may overrule.
 *
 * Signal: "completed": Enter in the empty entry; the keyboard may go on to the time.
 */
#pragma once

#include "bookings/salon-booking-form.h"
#include "common/salon-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_SERVICE_PICKER (salon_service_picker_get_type ())
G_DECLARE_FINAL_TYPE (SalonServicePicker, salon_service_picker, SALON, SERVICE_PICKER, AdwBin)

/* Once, before it is shown. */
void salon_service_picker_set_up (SalonServicePicker *self, SalonSession *session);
void salon_service_picker_set_form (SalonServicePicker *self, SalonBookingForm *form);
/* Focus into the entry that adds services. */
void salon_service_picker_begin (SalonServicePicker *self);
GtkWidget *salon_service_picker_get_entry (SalonServicePicker *self);

G_END_DECLS
