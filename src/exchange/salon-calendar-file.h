/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bookings as a calendar (.ics) that every telephone and computer opens. Times are written as instants:
 * they need no description of a time zone, and no program gets them wrong.
 */
#pragma once

#include "core/salon-booking.h"

G_BEGIN_DECLS

/**
 * salon_calendar_file_write:
 * @bookings: of SalonBooking
 * @name: of the calendar
 * @zone: of the salon
 * @now: Unix seconds
 */
GBytes *
salon_calendar_file_write (GPtrArray *bookings, const char *name, GTimeZone *zone, gint64 now);

G_END_DECLS
