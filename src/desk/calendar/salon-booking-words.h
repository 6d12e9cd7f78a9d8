/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the calendar says of bookings, slots and days: to the eye, in tooltips, and through a screen
 * reader. Pure but for the translation; all results are newly allocated unless they are const.
 */
#pragma once

#include "core/salon-slot.h"

G_BEGIN_DECLS

const char *salon_booking_words_get_status (SalonBookingStatus status); /* "confirmed" */
/* "Marie Dupont", or "Walk-in" when nobody wrote a name down. Borrowed from @booking, or static. */
const char *salon_booking_words_get_name (SalonBooking *booking);
char *salon_booking_words_services (SalonBooking *booking); /* "Gel nails + Brows" */
char *salon_booking_words_hours (SalonBooking *booking);    /* "14:00 – 15:30" */
/* "Marie Dupont, Gel nails, 14:00 to 15:30, confirmed" */
/* Why it was cancelled: what a program wrote, in the language of the window. Borrowed. */
const char *salon_booking_words_reason (const char *reason);
/* "held 12 min", "no longer held"; NULL for one that is not held. @now: Unix seconds. */
char *salon_booking_words_hold (SalonBooking *booking, gint64 now);
char *salon_booking_words_label (SalonBooking *booking);
/* Price, payment, allergies and notes in one line, for a screen reader. */
char *salon_booking_words_description (SalonBooking *booking, const char *currency);
/* Several lines without markup. */
char *salon_booking_words_tooltip (SalonBooking *booking, const char *currency);

/* "Free", "Closed", "Break", "Easter Monday", "Taken: Marie Dupont until 15:00". @hours and @start
 * tell a break from the end of the day. */
char *salon_booking_words_verdict (const SalonSlotVerdict *verdict,
                                   SalonOpeningHours *hours,
                                   SalonMoment start);
/* "Thursday 14 March, 14:30, free" */
char *salon_booking_words_slot (SalonMoment start, const char *verdict);
/* "open 09:00 to 19:00"; with the holiday or reason if closed. */
char *salon_booking_words_hours_of_day (SalonDay day, SalonOpeningHours *hours);
/* "Thursday 14 March, 7 bookings, open 09:00 to 19:00"; with the holiday or reason if closed. */
char *salon_booking_words_day (SalonDay day, guint n_bookings, SalonOpeningHours *hours);

G_END_DECLS
