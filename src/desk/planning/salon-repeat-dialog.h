/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Repeats a booking: every date is shown with its state before anything is made, and can be put right:
 * another free time, a day earlier or later, or left out.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-booking.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_REPEAT_DIALOG (salon_repeat_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonRepeatDialog, salon_repeat_dialog, SALON, REPEAT_DIALOG, AdwDialog)

AdwDialog *salon_repeat_dialog_new (SalonSession *session, SalonBooking *booking);

G_END_DECLS
