/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What narrows the list of bookings down: a text, a stretch of days, states, a service; and its
 * order. A bar of controls that knows the question they ask.
 */
#pragma once

#include "common/salon-session.h"
#include "store/salon-booking-list.h"
#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_PERIOD_COMING,
  SALON_PERIOD_TODAY,
  SALON_PERIOD_WEEK,
  SALON_PERIOD_MONTH,
  SALON_PERIOD_PAST,
  SALON_PERIOD_ALL,
  SALON_PERIOD_DATES, /* two dates that are typed */
} SalonPeriod;

#define SALON_TYPE_BOOKING_FILTER_BAR (salon_booking_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingFilterBar, salon_booking_filter_bar, SALON, BOOKING_FILTER_BAR, AdwBin)

/* Signal changed: the question is another. */
void salon_booking_filter_bar_set_session (SalonBookingFilterBar *self, SalonSession *session);
/* @query: (out): its texts live until the next change */
void salon_booking_filter_bar_get_query (SalonBookingFilterBar *self, SalonBookingQuery *query);
/* Is every booking asked for? */
gboolean salon_booking_filter_bar_is_open (SalonBookingFilterBar *self);
/* All bookings, of all time. */
void salon_booking_filter_bar_open (SalonBookingFilterBar *self);
/* The field of the text gets the focus. */
void salon_booking_filter_bar_search (SalonBookingFilterBar *self);
/* [from, to) of a quick choice as seen from @today; SALON_DAY_NONE: open. Pure. */
void salon_booking_filter_bar_get_days (SalonPeriod period,
                                     SalonDay today,
                                     int first_weekday,
                                     SalonDay *from,
                                     SalonDay *to);

G_END_DECLS
