/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bookings that lie where the salon is closed: what is left to do after a day has been closed. They
 * follow from the hours and the bookings alone; one that the owner has let stand there says why
 * (forced_reason), and is none of them.
 */
#pragma once

#include "salon-booking.h"
#include "salon-opening-hours.h"

G_BEGIN_DECLS

/* Is any part of @visit outside the open windows of its day? */
gboolean salon_closing_hits (SalonOpeningHours *hours, SalonRange visit);

/**
 * salon_closing_list_bookings:
 * @bookings: (element-type SalonBooking): any
 * @from: what begins before is over
 *
 * Returns: (element-type SalonBooking) (transfer full): those still to come that are hit, as they stand
 *   in @bookings
 */
GPtrArray *
salon_closing_list_bookings (SalonOpeningHours *hours, GPtrArray *bookings, SalonMoment from);

/**
 * salon_closing_list_freed:
 * @before: the hours as they were; @after: as they are
 *
 * Returns: (element-type SalonRange) (transfer full): in moments, what of [@from, @to) is open now and
 *   was not
 */
GArray *salon_closing_list_freed (SalonOpeningHours *before,
                                  SalonOpeningHours *after,
                                  SalonDay from,
                                  SalonDay to);

G_END_DECLS
