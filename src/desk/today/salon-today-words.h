/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of today says. Pure but for the translation; results are newly made. */
#pragma once

#include "today/salon-today-plan.h"

G_BEGIN_DECLS

/* "15 min late"; NULL when nobody has to wait for @booking. */
char *salon_today_words_late (SalonBooking *booking, SalonMoment now);
/* "Held for 12 more minutes"; NULL when it is not held. @instant: Unix seconds of now. */
char *salon_today_words_hold (SalonBooking *booking, gint64 instant);
/* "10:00 · Free for 45 min, until 10:45" */
char *salon_today_words_chair (const SalonTodayPlan *plan, SalonMoment now);
/* "Did not come yesterday at 10:00" */
char *salon_today_words_call (SalonBooking *booking, SalonCallReason reason, SalonMoment now);
/* "Open again on Tuesday 7 April at 09:00"; NULL when nobody knows when. */
char *salon_today_words_opening (SalonOpeningHours *hours, SalonMoment now);

G_END_DECLS
