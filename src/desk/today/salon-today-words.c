/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-today-words.h"

#include <glib/gi18n-lib.h>

#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"

char *
salon_today_words_late (SalonBooking *booking, SalonMoment now)
{
  SalonMoment start = salon_booking_get_visit (booking).start;
  g_autofree char *length = NULL;

  if (salon_booking_get_fields (booking)->status != SALON_BOOKING_CONFIRMED || start >= now)
    return NULL;
  length = salon_format_duration ((int) (now - start));
  /* Translators: a length of time: "15 min late" */
  return g_strdup_printf (_ ("%s late"), length);
}

char *
salon_today_words_hold (SalonBooking *booking, gint64 instant)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  gint64 seconds = fields->hold_expires_at - instant;
  gint64 minutes = (seconds + 59) / 60;

  if (fields->status != SALON_BOOKING_PENDING || fields->hold_expires_at == 0)
    return NULL;
  if (seconds <= 0)
    return g_strdup (_ ("No longer held"));
  if (minutes > 120)
    return g_strdup_printf (
      ngettext ("Held for %d more hour", "Held for %d more hours", (gulong) (minutes / 60)),
      (int) (minutes / 60));
  return g_strdup_printf (
    ngettext ("Held for %d more minute", "Held for %d more minutes", (gulong) minutes),
    (int) minutes);
}

static char *
tell_chair (const SalonTodayPlan *plan, SalonMoment now)
{
  g_autofree char *until =
    plan->until != G_MININT64 ? salon_format_minute (salon_moment_get_minute (plan->until)) : NULL;
  g_autofree char *length = NULL;

  switch (plan->chair)
    {
    case SALON_CHAIR_BUSY:
      /* Translators: client, time */
      return g_strdup_printf (_ ("%s is here until %s"),
                              salon_booking_words_get_name (plan->current), until);
    case SALON_CHAIR_AWAITED:
      return g_strdup_printf (_ ("%s is expected"), salon_booking_words_get_name (plan->current));
    case SALON_CHAIR_FREE:
      length = salon_format_duration ((int) (plan->until - now));
      /* Translators: a length of time, a time: "Free for 45 min, until 10:45" */
      return g_strdup_printf (_ ("Free for %s, until %s"), length, until);
    case SALON_CHAIR_CLOSED:
      return until != NULL ? g_strdup_printf (_ ("Closed until %s"), until)
                           : g_strdup (_ ("Closed for the rest of the day"));
    }
  g_return_val_if_reached (NULL);
}

char *
salon_today_words_chair (const SalonTodayPlan *plan, SalonMoment now)
{
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (now));
  g_autofree char *words = tell_chair (plan, now);

  return g_strdup_printf ("%s · %s", minute, words);
}

char *
salon_today_words_call (SalonBooking *booking, SalonCallReason reason, SalonMoment now)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *minute = salon_format_minute (fields->minute);

  switch (reason)
    {
    case SALON_CALL_DID_NOT_COME:
      return g_strdup_printf (fields->day == salon_moment_get_day (now)
                                ? _ ("Did not come today at %s")
                                : _ ("Did not come yesterday at %s"),
                              minute);
    case SALON_CALL_CANNOT_BE_REMINDED:
      return g_strdup_printf (_ ("Comes tomorrow at %s, without a phone number or e-mail"), minute);
    }
  g_return_val_if_reached (NULL);
}

char *
salon_today_words_opening (SalonOpeningHours *hours, SalonMoment now)
{
  SalonMoment opening;
  g_autofree char *day = NULL;
  g_autofree char *minute = NULL;

  if (!salon_today_plan_find_opening (hours, now, &opening))
    return NULL;
  day = salon_format_day (salon_moment_get_day (opening), SALON_DAY_STYLE_WITHOUT_YEAR);
  minute = salon_format_minute (salon_moment_get_minute (opening));
  /* Translators: day, time: "Open again on Tuesday 7 April at 09:00" */
  return g_strdup_printf (_ ("Open again on %s at %s"), day, minute);
}
