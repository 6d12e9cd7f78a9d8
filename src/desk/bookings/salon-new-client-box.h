/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entries for a client who is not in the list yet: name, phone, e-mail. Writes what is typed
 * into the form as it is typed; says what is not understood; and when the phone or the mail is
 * already someone's, offers that someone instead of a second card.
 *
 * Signals: "completed" (Enter in an entry), "dismissed" (back to the search).
 */
#pragma once

#include "bookings/salon-booking-form.h"
#include "common/salon-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_NEW_CLIENT_BOX (salon_new_client_box_get_type ())
G_DECLARE_FINAL_TYPE (SalonNewClientBox, salon_new_client_box, SALON, NEW_CLIENT_BOX, AdwBin)

/* Once, before it is shown. */
void salon_new_client_box_set_up (SalonNewClientBox *self, SalonSession *session);
void salon_new_client_box_set_form (SalonNewClientBox *self, SalonBookingForm *form);
/* Puts the focus where typing goes on: into what @typed was not. */
void salon_new_client_box_begin (SalonNewClientBox *self, const char *typed);

G_END_DECLS
