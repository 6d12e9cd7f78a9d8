/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-calendar-file.h"

#include "core/salon-phone.h"

#include "salon-content-line.h"

static void
add_instant (GString *out, const char *name, gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant);
  g_autofree char *text =
    time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : g_strdup ("19700101T000000Z");

  salon_content_line_add_raw (out, name, text);
}

static char *
write_services (const SalonBookingFields *fields)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < fields->n_lines; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " + " : "", fields->lines[i].name);
  return g_string_free_and_steal (text);
}

/* "Marie Durand - Pose gel": what our own reading takes apart again. */
static char *
write_summary (const SalonBookingFields *fields)
{
  g_autofree char *services = write_services (fields);

  return *services != '\0' ? g_strdup_printf ("%s - %s", fields->client_name, services)
                           : g_strdup (fields->client_name);
}

static char *
write_description (const SalonBookingFields *fields)
{
  g_autofree char *phone =
    fields->client_phone != NULL ? salon_phone_format (fields->client_phone) : NULL;
  const char *parts[] = { phone, fields->client_email, fields->notes };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);
  return g_string_free_and_steal (text);
}

static const char *
get_status (SalonBookingStatus status)
{
  switch (status)
    {
    case SALON_BOOKING_PENDING:
      return "TENTATIVE";
    case SALON_BOOKING_CONFIRMED:
    case SALON_BOOKING_ARRIVED:
    case SALON_BOOKING_COMPLETED:
      return "CONFIRMED";
    case SALON_BOOKING_CANCELLED:
    case SALON_BOOKING_NO_SHOW:
      return "CANCELLED";
    }
  g_return_val_if_reached (NULL);
}

static void
add_booking (GString *out, SalonBooking *booking, GTimeZone *zone, gint64 now)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  gint64 start = salon_moment_to_instant (salon_moment (fields->day, fields->minute), zone);
  g_autofree char *summary = write_summary (fields);
  g_autofree char *description = write_description (fields);
  g_autofree char *uid = g_strdup_printf ("%s@serenaia-beaute.fr", fields->id);

  salon_content_line_add_raw (out, "BEGIN", "VEVENT");
  salon_content_line_add (out, "UID", uid);
  add_instant (out, "DTSTAMP", now);
  add_instant (out, "DTSTART", start);
  add_instant (out, "DTEND", start + (gint64) fields->duration_minutes * 60);
  salon_content_line_add (out, "SUMMARY", summary);
  salon_content_line_add (out, "DESCRIPTION", description);
  salon_content_line_add_raw (out, "STATUS", get_status (fields->status));
  salon_content_line_add_raw (out, "END", "VEVENT");
}

GBytes *
salon_calendar_file_write (GPtrArray *bookings, const char *name, GTimeZone *zone, gint64 now)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (bookings != NULL && zone != NULL, NULL);

  salon_content_line_add_raw (out, "BEGIN", "VCALENDAR");
  salon_content_line_add_raw (out, "VERSION", "2.0");
  salon_content_line_add_raw (out, "PRODID", "-//Serenaia//Salon//FR");
  salon_content_line_add_raw (out, "CALSCALE", "GREGORIAN");
  salon_content_line_add (out, "X-WR-CALNAME", name);
  for (guint i = 0; i < bookings->len; i++)
    add_booking (out, g_ptr_array_index (bookings, i), zone, now);
  salon_content_line_add_raw (out, "END", "VCALENDAR");
  return g_string_free_to_bytes (out);
}
