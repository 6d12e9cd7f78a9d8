/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When: a day and a time to type, the free times of that day as buttons, and, for a time that is
 * not free, why, the nearest that are, and "Book Anyway" where the owner may.
 */
#pragma once

#include "bookings/salon-booking-form.h"
#include "common/salon-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_SLOT_PICKER (salon_slot_picker_get_type ())
G_DECLARE_FINAL_TYPE (SalonSlotPicker, salon_slot_picker, SALON, SLOT_PICKER, AdwBin)

/* Once, before it is shown. */
void salon_slot_picker_set_up (SalonSlotPicker *self, SalonSession *session);
/* A form without a day is given the day of the next free time. */
void salon_slot_picker_set_form (SalonSlotPicker *self, SalonBookingForm *form);
/* Focus onto the first free time offered, or into the entry of the time. */
void salon_slot_picker_begin (SalonSlotPicker *self);
/* Focus onto what explains why the time cannot be had. */
void salon_slot_picker_begin_reason (SalonSlotPicker *self);
/* Asks the rules again, with the bookings as they are now: for when the salon has changed. */
void salon_slot_picker_refresh (SalonSlotPicker *self);
/* Why the chosen time is not free, in words; NULL: it is. */
const char *salon_slot_picker_get_words (SalonSlotPicker *self);

G_END_DECLS
