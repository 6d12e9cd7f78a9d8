/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Free slots, and why a time is not one. Pure: hours and bookings come in, a verdict comes out.
 * The desk, the server and the web site ask the same functions.
 *
 * The visit, [start, start + duration), must fit into one open window, which ends at midnight at the
 * latest. The hold, which is the visit with the buffers before and after it, may not overlap the hold
 * of another active booking, but may begin before opening and run past closing: preparing for the
 * first client and cleaning after the last one is fine.
 */
#pragma once

#include "salon-booking.h"
#include "salon-opening-hours.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_SLOT_FREE,
  SALON_SLOT_CLOSED,   /* verdict.closure and .text say why */
  SALON_SLOT_TOO_LONG, /* starts in open hours but ends after closing (verdict.until: closing) */
  SALON_SLOT_TAKEN,    /* verdict.booking, until verdict.until */
  SALON_SLOT_PAST,
} SalonSlotState;

typedef struct
{
  SalonSlotState state;
  SalonClosure closure;
  const char *text;      /* borrowed from the hours, or static; nullable */
  SalonBooking *booking; /* borrowed from the query; the first in the way */
  /* When what stands in the way ends. TAKEN: the booking's hold; TOO_LONG: closing; PAST: now;
   * CLOSED: the next opening, or G_MAXINT64 if there is none within two months. */
  SalonMoment until;
} SalonSlotVerdict;

typedef struct
{
  SalonOpeningHours *hours;
  GPtrArray *bookings;   /* SalonBooking; active and inactive ones of the days asked, any order */
  const char *staff_id;  /* nullable: any */
  const char *ignore_id; /* nullable: the booking that is being moved */
  int duration_minutes;
  int buffer_before_minutes;
  int buffer_minutes;
  int step_minutes;       /* 5, 10, 15 … */
  gint64 instant;         /* Unix seconds: an expired hold is in nobody's way; 0: do not mind */
  SalonMoment now;        /* earlier starts are past; G_MININT64: do not mind */
  SalonLanguage language; /* of verdict.text */
} SalonSlotQuery;

/* Only a SALON_SLOT_TAKEN can never be forced, so it is said before all else; the owner may force the
 * others with a note: CLOSED is said before TOO_LONG, and both before PAST. */
SalonSlotVerdict salon_slot_explain (const SalonSlotQuery *query, SalonMoment start);
/* Starts (SalonMoment) of the free slots of @day, ascending: multiples of the step, and the moment
 * the chair is ready again after the booking before, so that no minute is lost. */
GArray *salon_slot_list_free (const SalonSlotQuery *query, SalonDay day);
/* The @n free starts nearest to @wish, looking up to @days days to either side, nearest first. */
GArray *salon_slot_list_nearest (const SalonSlotQuery *query, SalonMoment wish, int days, gsize n);

G_END_DECLS
