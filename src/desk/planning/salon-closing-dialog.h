/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bookings that lie where the salon is closed, to be seen to one by one: call, move, let stand or cancel.
 * They are found anew from hours and bookings at every look, so what is done is gone from the list, and
 * what is left is there again tomorrow.
 */
#pragma once

#include "common/salon-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CLOSING_DIALOG (salon_closing_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonClosingDialog, salon_closing_dialog, SALON, CLOSING_DIALOG, AdwDialog)

AdwDialog *salon_closing_dialog_new (SalonSession *session);

/**
 * salon_closing_dialog_read_bookings:
 * @hours: as they are
 * @now: what begins before is over
 *
 * Blocks for as long as it takes to read more than a year of bookings: in the worker, or while a dialog
 * opens.
 *
 * Returns: (element-type SalonBooking) (transfer full) (nullable): by start; NULL when they cannot be read
 */
GPtrArray *salon_closing_dialog_read_bookings (SalonReader *reader,
                                               SalonOpeningHours *hours,
                                               SalonMoment now,
                                               GError **error);

G_END_DECLS
