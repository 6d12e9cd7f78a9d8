/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of a booking before the editor opens: from a free slot, a client, a wish, or a line of the
 * finder. Main thread.
 */
#pragma once

#include "bookings/salon-booking-form.h"
#include "common/salon-session.h"

G_BEGIN_DECLS

/* What the editor opens with. All zero, with SALON_DAY_NONE, is an empty new booking. */
typedef struct
{
  const char *booking_id; /* the booking to edit; NULL: a new one, and what follows is about it */
  const char *client_id;  /* nullable */
  const char *wish_id;    /* nullable: who on the waiting list gets it */
  SalonDay day;           /* SALON_DAY_NONE: not chosen */
  int minute;             /* -1: not chosen */
  int duration_minutes;   /* 0: as long as the services; else counts until one is chosen */
  /* Without a client of the salon's: who it is to be, with @client_phone, both nullable. */
  const char *client_name;
  const char *client_phone;       /* E.164 */
  const char *client_search;      /* nullable: looked for, and the owner says who it is */
  const char *const *service_ids; /* nullable */
} SalonBookingDraft;

/* (transfer full) (nullable): a booking that is gone gives NULL, and the session says so. @draft: (nullable):
 * an empty new booking */
SalonBookingForm *salon_booking_draft_make_form (const SalonBookingDraft *draft,
                                                 SalonSession *session);

G_END_DECLS
