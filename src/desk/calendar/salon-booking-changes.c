/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-changes.h"

#include "common/salon-format.h"
#include "salon-booking-words.h"
#include <glib/gi18n-lib.h>

/* "Thu 14 Mar, 14:30" */
static char *
format_start (SalonMoment start)
{
  g_autofree char *day = salon_format_day (salon_moment_get_day (start), SALON_DAY_STYLE_MEDIUM);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (start));

  /* Translators: day, time */
  return g_strdup_printf (_ ("%s, %s"), day, minute);
}

static SalonChange *
end_update (SalonBooking *before, SalonBooking *after, const char *label)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  if (!salon_booking_add_update (before, after, builder))
    return NULL;
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_booking_changes_set_time (SalonBooking *booking,
                                SalonMoment start,
                                int duration_minutes,
                                const char *forced_reason)
{
  g_autoptr (SalonBooking) moved = salon_booking_with_time (booking, start, duration_minutes);
  SalonBookingFields fields = *salon_booking_get_fields (moved);
  g_autoptr (SalonBooking) after = NULL;
  g_autofree char *label = NULL;
  const char *name = salon_booking_words_get_name (booking);

  fields.forced_reason = forced_reason;
  after = salon_booking_new (&fields);
  if (salon_booking_get_visit (booking).start != start)
    {
      g_autofree char *when = format_start (start);
      label = g_strdup_printf (forced_reason != NULL
                                 /* Translators: client, day and time */
                                 ? _ ("Move %s to %s (outside opening hours)")
                                 /* Translators: client, day and time */
                                 : _ ("Move %s to %s"),
                               name, when);
    }
  else
    {
      g_autofree char *length = salon_format_duration (duration_minutes);
      /* Translators: client, length: "Make the visit of Marie Dupont 1 h 30 long" */
      label = g_strdup_printf (_ ("Make the visit of %s %s long"), name, length);
    }
  return end_update (booking, after, label);
}

static char *
format_status_label (const char *name, SalonBookingStatus status)
{
  switch (status)
    {
    case SALON_BOOKING_PENDING:
      return g_strdup_printf (_ ("Leave %s to be confirmed"), name);
    case SALON_BOOKING_CONFIRMED:
      return g_strdup_printf (_ ("Confirm %s"), name);
    case SALON_BOOKING_ARRIVED:
      return g_strdup_printf (_ ("%s has arrived"), name);
    case SALON_BOOKING_COMPLETED:
      return g_strdup_printf (_ ("Complete the visit of %s"), name);
    case SALON_BOOKING_CANCELLED:
      return g_strdup_printf (_ ("Cancel %s"), name);
    case SALON_BOOKING_NO_SHOW:
      return g_strdup_printf (_ ("%s did not come"), name);
    }
  g_return_val_if_reached (NULL);
}

SalonChange *
salon_booking_changes_set_status (SalonBooking *booking, SalonBookingStatus status, gint64 now)
{
  SalonBookingStatus before = salon_booking_get_fields (booking)->status;
  g_autoptr (SalonBooking) after = NULL;
  g_autofree char *label = NULL;

  if (before == status || !salon_booking_status_can_become (before, status))
    return NULL;
  after = salon_booking_with_status (booking, status, now);
  label = format_status_label (salon_booking_words_get_name (booking), status);
  return end_update (booking, after, label);
}

SalonChange *
salon_booking_changes_let_stand (SalonBooking *booking, const char *reason)
{
  SalonBookingFields fields = *salon_booking_get_fields (booking);
  g_autoptr (SalonBooking) after = NULL;
  g_autofree char *label = NULL;

  fields.forced_reason = reason;
  after = salon_booking_new (&fields);
  label = g_strdup_printf (_ ("Let %s stand"), salon_booking_words_get_name (booking));
  return end_update (booking, after, label);
}

SalonChange *
salon_booking_changes_set_paid (SalonBooking *booking)
{
  SalonBookingFields fields = *salon_booking_get_fields (booking);
  g_autoptr (SalonBooking) after = NULL;
  g_autofree char *label = NULL;

  fields.payment_status = "fully_paid";
  after = salon_booking_new (&fields);
  label = g_strdup_printf (_ ("%s has paid"), salon_booking_words_get_name (booking));
  return end_update (booking, after, label);
}

SalonChange *
salon_booking_changes_copy (SalonBooking *booking,
                            SalonMoment start,
                            const char *forced_reason,
                            const char *const *ids,
                            gint64 now)
{
  SalonBookingFields fields = *salon_booking_get_fields (booking);
  g_autofree SalonBookingLine *lines =
    g_memdup2 (fields.lines, fields.n_lines * sizeof (SalonBookingLine));
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonBooking) copy = NULL;
  g_autofree char *label = NULL;
  g_autofree char *when = format_start (start);

  for (gsize i = 0; i < fields.n_lines; i++)
    lines[i].id = ids[i + 1];
  fields.id = ids[0];
  fields.lines = lines;
  salon_booking_begin_anew (&fields, start, now);
  fields.forced_reason = forced_reason;
  copy = salon_booking_new (&fields);
  salon_booking_add_insert (copy, builder);
  /* Translators: client, day and time */
  label = g_strdup_printf (_ ("Book %s again on %s"), salon_booking_words_get_name (booking), when);
  return salon_change_builder_end (builder, label);
}
