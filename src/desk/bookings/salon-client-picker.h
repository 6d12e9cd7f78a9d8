/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who comes: finds a client by name, phone or mail while the owner types, makes a new one from what
 * she typed, or takes a passer-by. Three faces: searching, a new client's entries, and the chosen
 * client with what to mind (allergies first).
 *
 * Signal: "completed": who comes is settled, the keyboard may go on to the services.
 */
#pragma once

#include "bookings/salon-booking-form.h"
#include "common/salon-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CLIENT_PICKER (salon_client_picker_get_type ())
G_DECLARE_FINAL_TYPE (SalonClientPicker, salon_client_picker, SALON, CLIENT_PICKER, AdwBin)

/* Once, before it is shown. */
void salon_client_picker_set_up (SalonClientPicker *self, SalonSession *session);
void salon_client_picker_set_form (SalonClientPicker *self, SalonBookingForm *form);
/* Focus into the entry where the client is to be given. */
void salon_client_picker_begin (SalonClientPicker *self);
/* The entry that searches: where a new booking begins. */
GtkWidget *salon_client_picker_get_entry (SalonClientPicker *self);
/* As if @text had been typed into the search. */
void salon_client_picker_search (SalonClientPicker *self, const char *text);
/* Is a search under way that no one has been chosen from? */
gboolean salon_client_picker_has_text (SalonClientPicker *self);

G_END_DECLS
