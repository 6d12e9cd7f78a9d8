/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts somebody on the waiting list, or changes what she waits for: who, what, and when she could come. */
#pragma once

#include "bookings/salon-booking-form.h"
#include "common/salon-session.h"
#include "core/salon-wish.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_WISH_DIALOG (salon_wish_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonWishDialog, salon_wish_dialog, SALON, WISH_DIALOG, AdwDialog)

/**
 * salon_wish_dialog_new:
 * @wish: (nullable): the one to edit
 * @form: (nullable): who and what of a new one, as far as an editor knows it already; its day is the
 *   first one that suits
 */
AdwDialog *salon_wish_dialog_new (SalonSession *session, SalonWish *wish, SalonBookingForm *form);
/* A form that knows who and what @wish is about. @day, @minute: as in SalonBookingDraft. */
SalonBookingForm *
salon_wish_dialog_make_form (SalonSession *session, SalonWish *wish, SalonDay day, int minute);

G_END_DECLS
