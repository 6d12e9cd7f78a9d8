/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the booking editor, apart from its widgets: who, what, when, and what is still
 * missing. The widgets write into it and listen to it; a test drives it without a screen.
 *
 * The parts are told apart by the detail of the one signal: "changed::client",
 * "changed::services", "changed::when", "changed::state" (status, payment, notes).
 *
 * Length and price are the sums of the lines until the owner gives her own. Row ids are born with
 * the form, so that a save that failed can be tried again as the same rows. Main thread only.
 */
#pragma once

#include "core/salon-booking.h"
#include "core/salon-slot.h"
#include "core/salon-wish.h"

G_BEGIN_DECLS

/* The length that free slots are looked for while no service has been chosen. */
#define SALON_BOOKING_FORM_DEFAULT_MINUTES 30

typedef enum
{
  SALON_BOOKING_CLIENT_NONE,
  SALON_BOOKING_CLIENT_EXISTING,
  SALON_BOOKING_CLIENT_NEW,
  SALON_BOOKING_CLIENT_WALK_IN, /* a passer-by, or a web booking that names no client of ours */
} SalonBookingClientKind;

/* What keeps the form from being saved; several may hold at once. */
typedef enum
{
  SALON_BOOKING_PROBLEM_NONE = 0,
  SALON_BOOKING_PROBLEM_CLIENT_MISSING = 1 << 0,
  SALON_BOOKING_PROBLEM_NAME_MISSING = 1 << 1,
  SALON_BOOKING_PROBLEM_PHONE_NOT_UNDERSTOOD = 1 << 2,
  SALON_BOOKING_PROBLEM_EMAIL_NOT_UNDERSTOOD = 1 << 3,
  SALON_BOOKING_PROBLEM_SERVICE_MISSING = 1 << 4,
  SALON_BOOKING_PROBLEM_LENGTH_OUT_OF_RANGE = 1 << 5,
  SALON_BOOKING_PROBLEM_DAY_MISSING = 1 << 6,
  SALON_BOOKING_PROBLEM_TIME_MISSING = 1 << 7,
  SALON_BOOKING_PROBLEM_SLOT_TAKEN = 1 << 8,       /* never saved */
  SALON_BOOKING_PROBLEM_SLOT_NOT_OFFERED = 1 << 9, /* closed, too long or past, and not forced */
  SALON_BOOKING_PROBLEM_REASON_MISSING = 1 << 10,  /* forced out of hours without saying why */
} SalonBookingProblem;

#define SALON_TYPE_BOOKING_FORM (salon_booking_form_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingForm, salon_booking_form, SALON, BOOKING_FORM, GObject)

SalonBookingForm *salon_booking_form_new (const char *staff_id);
/* @client is the booking's client as she is now; NULL when the booking has none. */
SalonBookingForm *salon_booking_form_new_for (SalonBooking *booking, SalonClient *client);
/* A new booking of the same client and services, without a time. @services are the active ones:
 * lines take today's name, length and price where the service still exists. */
SalonBookingForm *salon_booking_form_new_again (SalonBookingForm *self, GListModel *services);

/* What a new form begins with: unlike the setters, nothing that the owner would lose by leaving.
 * @minute -1: none; @minutes: a length that counts until a service is chosen, 0: none. */
void salon_booking_form_propose_client (SalonBookingForm *self, SalonClient *client);
void salon_booking_form_propose_start (SalonBookingForm *self, SalonDay day, int minute);
void salon_booking_form_propose_duration (SalonBookingForm *self, int minutes);

SalonBooking *salon_booking_form_get_booking (SalonBookingForm *self); /* NULL: a new one */
const char *salon_booking_form_get_staff_id (SalonBookingForm *self);
/* Did the owner change anything? */
gboolean salon_booking_form_is_dirty (SalonBookingForm *self);

/* Who. */
SalonBookingClientKind salon_booking_form_get_client_kind (SalonBookingForm *self);
SalonClient *salon_booking_form_get_client (SalonBookingForm *self); /* of EXISTING, else NULL */
void salon_booking_form_clear_client (SalonBookingForm *self);
void salon_booking_form_set_client (SalonBookingForm *self, SalonClient *client);
void salon_booking_form_set_new_client (SalonBookingForm *self,
                                        const char *name,
                                        const char *phone,
                                        const char *email);
/* She was asked, and agrees to be reminded by the phone and the address that were typed. */
void salon_booking_form_set_consent (SalonBookingForm *self, gboolean has_consent);
gboolean salon_booking_form_has_consent (SalonBookingForm *self);
void salon_booking_form_set_walk_in (SalonBookingForm *self, const char *name);
/* The typed texts of NEW and WALK_IN; never NULL. */
const char *salon_booking_form_get_name (SalonBookingForm *self);
const char *salon_booking_form_get_phone (SalonBookingForm *self);
const char *salon_booking_form_get_email (SalonBookingForm *self);
/* The name that the booking will carry; "Walk-in" for one without a name. Never empty. */
char *salon_booking_form_dup_display_name (SalonBookingForm *self);

/* What. */
const SalonBookingLine *salon_booking_form_get_lines (SalonBookingForm *self, gsize *n_lines);
void salon_booking_form_add_service (SalonBookingForm *self, SalonService *service);
void salon_booking_form_remove_line (SalonBookingForm *self, gsize index);
/* Moves the line at @index by @steps places, as far as there are places. */
void salon_booking_form_move_line (SalonBookingForm *self, gsize index, int steps);
void salon_booking_form_set_line_price (SalonBookingForm *self, gsize index, gint64 price_cents);
int salon_booking_form_get_duration (SalonBookingForm *self); /* minutes; 0: nothing chosen */
gboolean salon_booking_form_has_own_duration (SalonBookingForm *self);
/* @minutes 0 goes back to the sum. */
void salon_booking_form_set_duration (SalonBookingForm *self, int minutes);
int salon_booking_form_get_buffer_before (SalonBookingForm *self);
int salon_booking_form_get_buffer (SalonBookingForm *self);
gint64 salon_booking_form_get_price (SalonBookingForm *self);
gboolean salon_booking_form_has_own_price (SalonBookingForm *self);
/* @price_cents -1 goes back to the sum. */
void salon_booking_form_set_price (SalonBookingForm *self, gint64 price_cents);

/* When. */
SalonDay salon_booking_form_get_day (SalonBookingForm *self);
int salon_booking_form_get_minute (SalonBookingForm *self); /* -1: not chosen */
void salon_booking_form_set_day (SalonBookingForm *self, SalonDay day);
void salon_booking_form_set_minute (SalonBookingForm *self, int minute);
void salon_booking_form_set_start (SalonBookingForm *self, SalonDay day, int minute);
/* What the hours and the other bookings say of the start; SalonSlotFinder keeps it right. */
SalonSlotState salon_booking_form_get_slot_state (SalonBookingForm *self);
void salon_booking_form_set_slot_state (SalonBookingForm *self, SalonSlotState state);
/* Does saving need a free chair? Not for a cancelled booking, nor for one that stays put. */
gboolean salon_booking_form_needs_slot (SalonBookingForm *self);
gboolean salon_booking_form_is_forced (SalonBookingForm *self);
const char *salon_booking_form_get_forced_reason (SalonBookingForm *self); /* never NULL */
void salon_booking_form_set_forced (SalonBookingForm *self, gboolean forced, const char *reason);

/* The rest. */
const char *salon_booking_form_get_notes (SalonBookingForm *self); /* never NULL */
void salon_booking_form_set_notes (SalonBookingForm *self, const char *notes);
SalonBookingStatus salon_booking_form_get_status (SalonBookingForm *self);
void salon_booking_form_set_status (SalonBookingForm *self, SalonBookingStatus status);
const char *salon_booking_form_get_payment_status (SalonBookingForm *self);
void salon_booking_form_set_payment_status (SalonBookingForm *self, const char *payment_status);

SalonBookingProblem salon_booking_form_get_problems (SalonBookingForm *self);

/* Who on the waiting list gets this booking; nullable. Saving it takes her off the list. */
SalonWish *salon_booking_form_get_wish (SalonBookingForm *self);
void salon_booking_form_set_wish (SalonBookingForm *self, SalonWish *wish);

/* The ids of the rows that a save would make, for salon-booking-save.c. */
const char *salon_booking_form_get_id (SalonBookingForm *self);
const char *salon_booking_form_get_new_client_id (SalonBookingForm *self);

G_END_DECLS
