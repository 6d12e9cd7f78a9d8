/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bookings of a range of days, by start: a GListModel of SalonBooking that follows the session.
 *
 * It is the one place where the calendar reads the store. Bookings that a change left as they were
 * keep their object and their place, so that what shows them is not made anew. When reading fails
 * the list is empty and the error is kept for the page to tell.
 */
#pragma once

#include "common/salon-session.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define SALON_TYPE_CALENDAR_MODEL (salon_calendar_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonCalendarModel, salon_calendar_model, SALON, CALENDAR_MODEL, GObject)

SalonCalendarModel *salon_calendar_model_new (SalonSession *session);
/* Shows the days of [from, to). Reads at once. */
void salon_calendar_model_set_range (SalonCalendarModel *self, SalonDay from, SalonDay to);
void salon_calendar_model_reload (SalonCalendarModel *self);
/* Why the last reading failed; NULL: it did not. Property "error-message" notifies. */
const char *salon_calendar_model_get_error_message (SalonCalendarModel *self);

G_END_DECLS
