/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks the rules of core/salon-slot.h for one form: fetches the bookings of the days in question
 * from the session and keeps them until the salon changes. Bounded reads on the main thread: a day
 * and its neighbours for a verdict, a month or four for the nearest free times.
 */
#pragma once

#include "bookings/salon-booking-form.h"
#include "common/salon-session.h"
#include "core/salon-slot-preference.h"

G_BEGIN_DECLS

#define SALON_TYPE_SLOT_FINDER (salon_slot_finder_get_type ())
G_DECLARE_FINAL_TYPE (SalonSlotFinder, salon_slot_finder, SALON, SLOT_FINDER, GObject)

SalonSlotFinder *salon_slot_finder_new (SalonSession *session);

/* The form must have a day and a time. The verdict's texts and booking are borrowed until the next
 * call. Also tells the form its slot state. */
SalonSlotVerdict salon_slot_finder_explain (SalonSlotFinder *self, SalonBookingForm *form);
/* Free starts (SalonMoment) of @day for the form's length. */
GArray *salon_slot_finder_list_free (SalonSlotFinder *self, SalonBookingForm *form, SalonDay day);
/* At most @n free starts nearest to @wish: within a fortnight, or two months when it has none. */
GArray *salon_slot_finder_list_nearest (SalonSlotFinder *self,
                                        SalonBookingForm *form,
                                        SalonMoment wish,
                                        gsize n);
/* At most @n free starts for what was asked on the phone, best first: on the days of [from, to), a day
 * after the other, then on the days after them; @from SALON_DAY_NONE: any day from today on. */
GArray *salon_slot_finder_list_best (SalonSlotFinder *self,
                                     SalonBookingForm *form,
                                     const SalonSlotPreference *wish,
                                     SalonDay from,
                                     SalonDay to,
                                     gsize n);
/* Reads the bookings anew at the next question: the store has just said that they are others. */
void salon_slot_finder_forget (SalonSlotFinder *self);

G_END_DECLS
