/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a day looks like from a moment in it: which bookings are still to come or to end, which are
 * done, how long the chair is free, and whom to call. Pure: the moment is passed in.
 *
 * Who is called: those who did not come yesterday or today, and those of tomorrow whom nothing can
 * remind because they left neither a phone number nor a mail address: the owner asks around, or
 * looks the number up.
 */
#pragma once

#include "core/salon-booking.h"
#include "core/salon-opening-hours.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_CALL_DID_NOT_COME,
  SALON_CALL_CANNOT_BE_REMINDED,
} SalonCallReason;

/* What is going on at the moment. */
typedef enum
{
  SALON_CHAIR_BUSY,    /* `current` is here */
  SALON_CHAIR_AWAITED, /* `current` should be here */
  SALON_CHAIR_FREE,    /* until `until` */
  SALON_CHAIR_CLOSED,  /* until `until`; until the end of the day when that is G_MININT64 */
} SalonChair;

typedef struct
{
  GPtrArray *started; /* SalonBooking: began before now and have not ended: late or here */
  GPtrArray *coming;  /* begin now or later */
  GPtrArray *done;    /* of today: completed, and those who did not come */
  GPtrArray *calls;   /* to be called, each for the reason at its place in: */
  GArray *reasons;    /* SalonCallReason */
  SalonChair chair;
  SalonBooking *current; /* nullable; borrowed from `started` */
  SalonMoment until;
} SalonTodayPlan;

/**
 * salon_today_plan_new:
 * @bookings: (element-type SalonBooking): of yesterday, today and tomorrow, by start
 * @now: the wall time of the salon
 */
SalonTodayPlan *
salon_today_plan_new (GPtrArray *bookings, SalonOpeningHours *hours, SalonMoment now);
void salon_today_plan_free (SalonTodayPlan *self);
/* The first open minute after the day of @now; FALSE when there is none within half a year. */
gboolean
salon_today_plan_find_opening (SalonOpeningHours *hours, SalonMoment now, SalonMoment *opening);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonTodayPlan, salon_today_plan_free)

G_END_DECLS
