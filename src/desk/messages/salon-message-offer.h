/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * After a booking was moved, cancelled or confirmed without an editor: a quiet way to tell its client, as
 * a button in the toast that says what was done. It looks at every change of the session and keeps what the
 * last one could be told by. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "messages/salon-message-wish.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGE_OFFER (salon_message_offer_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessageOffer, salon_message_offer, SALON, MESSAGE_OFFER, GObject)

SalonMessageOffer *salon_message_offer_new (SalonSession *session);

/* The toast's words with a button "Tell Marie" beside them, which activates "win.tell-client"; NULL when
 * there is nobody to tell of the last change, or the offer was made already. */
GtkWidget *salon_message_offer_make_title (SalonMessageOffer *self, const char *label);
/* Does what the button says. */
void salon_message_offer_accept (SalonMessageOffer *self);

G_END_DECLS
