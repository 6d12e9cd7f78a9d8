/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The booking editor: who, what, when, and the rest, for a new booking or one that exists.
 *
 * By the keyboard alone: type the client, Enter, type a service, Enter, Enter in the empty entry,
 * pick a time with the arrows and Enter, Ctrl+Enter saves. Esc leaves, and asks first when something
 * was typed. A save that is refused says why and keeps everything.
 *
 * Actions: booking.save, booking.close, booking.cancel, booking.again.
 */
#pragma once

#include "common/salon-session.h"

#include <adwaita.h>

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

#define SALON_TYPE_BOOKING_DIALOG (salon_booking_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingDialog, salon_booking_dialog, SALON, BOOKING_DIALOG, AdwDialog)

/* @draft is nullable: an empty new booking. A booking that is gone (undone meanwhile, on another
 * device) gives NULL, and the session says so: there is nothing to edit. */
AdwDialog *salon_booking_dialog_new (SalonSession *session, const SalonBookingDraft *draft);

G_END_DECLS
