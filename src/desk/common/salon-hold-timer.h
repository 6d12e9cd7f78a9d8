/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks at the clock for the bookings of the web that wait to be confirmed: when the time of one is over
 * it lets go of the chair, whether somebody else wants that day or not.
 *
 * A salon that is shared is left alone while it is out of reach: another computer may have confirmed
 * the booking, and only the shared salon knows. Main thread; the session owns it.
 */
#pragma once

#include "salon-session.h"

G_BEGIN_DECLS

typedef struct _SalonHoldTimer SalonHoldTimer;

/* Looks first when the main loop has nothing else to do. @session: borrowed, outlives it */
SalonHoldTimer *salon_hold_timer_new (SalonSession *session);
void salon_hold_timer_free (SalonHoldTimer *self);
/* Something changed, or it is another time than before: looks soon. */
void salon_hold_timer_look (SalonHoldTimer *self);

G_END_DECLS
