/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-visit-words.h"

#include <glib/gi18n-lib.h>

#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"

/* People count in weeks up to about two months, and in months beyond. */
#define SHORTEST_IN_WEEKS 6
#define LONGEST_IN_WEEKS 63
#define DAYS_OF_MONTH 30.4

char *
salon_visit_words_rhythm (int days)
{
  g_return_val_if_fail (days > 0, NULL);

  if (days < SHORTEST_IN_WEEKS)
    return g_strdup_printf (ngettext ("every day", "every %d days", (gulong) days), days);
  if (days <= LONGEST_IN_WEEKS)
    {
      int weeks = (days + 3) / 7;
      return g_strdup_printf (ngettext ("every week", "every %d weeks", (gulong) weeks), weeks);
    }

  int months = (int) (days / DAYS_OF_MONTH + 0.5);
  return g_strdup_printf (ngettext ("every month", "every %d months", (gulong) months), months);
}

char *
salon_visit_words_when (SalonMoment start)
{
  g_autofree char *day = salon_format_day (salon_moment_get_day (start), SALON_DAY_STYLE_LONG);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (start));

  /* Translators: day and time: Thursday 14 March 2026, 14:30 */
  g_autofree char *when = g_strdup_printf (_ ("%1$s, %2$s"), day, minute);

  return salon_format_heading (when);
}

char *
salon_visit_words_what (SalonSession *session, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *duration = salon_format_duration (fields->duration_minutes);
  g_autofree char *price = salon_format_money (session, fields->price_cents);

  return g_strdup_printf ("%s · %s · %s", services, duration, price);
}
