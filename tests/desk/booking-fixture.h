/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small salon in a folder of its own, opened as a window would: open Tuesday to Saturday, 9:00 to
 * 12:30 and 14:00 to 19:00, three services, one client. It is Monday 9 March 2026, 8:00.
 */
#pragma once

#include "bookings/salon-booking-form.h"
#include "common/salon-session.h"

G_BEGIN_DECLS

#define TODAY (salon_day_from_ymd (2026, 3, 9))
#define TUESDAY (TODAY + 1)

typedef struct
{
  char *folder;
  SalonSession *session;
  SalonService *gel;     /* 60 min and 10 after it, 45,00 € */
  SalonService *brows;   /* 15 min, 12,50 € */
  SalonService *massage; /* 90 min, 95,00 € */
  SalonClient *marie;    /* Marie Durand, 06 12 34 56 78, allergic to latex */
} BookingFixture;

void booking_fixture_set_up (BookingFixture *self, gconstpointer unused);
void booking_fixture_tear_down (BookingFixture *self, gconstpointer unused);
/* Saves as the window does and waits for the answer. */
gboolean booking_fixture_commit (BookingFixture *self, SalonChange *change, GError **error);
/* A form for Marie on Tuesday at @minute with a gel, ready to be saved. */
SalonBookingForm *booking_fixture_make_form (BookingFixture *self, int minute);
/* Saves @form, which must succeed, and reads the booking back. */
SalonBooking *booking_fixture_save (BookingFixture *self, SalonBookingForm *form);

G_END_DECLS
