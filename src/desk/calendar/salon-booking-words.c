/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-words.h"

#include "common/salon-format.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include <glib/gi18n-lib.h>

const char *
salon_booking_words_get_status (SalonBookingStatus status)
{
  switch (status)
    {
    case SALON_BOOKING_PENDING:
      return C_ ("booking", "to be confirmed");
    case SALON_BOOKING_CONFIRMED:
      return C_ ("booking", "confirmed");
    case SALON_BOOKING_ARRIVED:
      return C_ ("booking", "arrived");
    case SALON_BOOKING_COMPLETED:
      return C_ ("booking", "completed");
    case SALON_BOOKING_CANCELLED:
      return C_ ("booking", "cancelled");
    case SALON_BOOKING_NO_SHOW:
      return C_ ("booking", "did not come");
    }
  g_return_val_if_reached ("");
}

const char *
salon_booking_words_get_name (SalonBooking *booking)
{
  const char *name = salon_booking_get_fields (booking)->client_name;

  return name != NULL && *name != '\0' ? name : _ ("Walk-in");
}

char *
salon_booking_words_services (SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < fields->n_lines; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " + " : "", fields->lines[i].name);
  return g_string_free_and_steal (text);
}

static int
get_end (const SalonBookingFields *fields)
{
  return (fields->minute + fields->duration_minutes) % SALON_DAY_MINUTES;
}

char *
salon_booking_words_hours (SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *start = salon_format_minute (fields->minute);
  g_autofree char *end = salon_format_minute (get_end (fields));

  return g_strdup_printf ("%s – %s", start, end);
}

char *
salon_booking_words_hold (SalonBooking *booking, gint64 now)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *left = NULL;
  int minutes;

  if (fields->status != SALON_BOOKING_PENDING || fields->hold_expires_at == 0)
    return NULL;
  if (fields->hold_expires_at <= now)
    return g_strdup (_ ("no longer held"));
  /* The last minute counts until it is over. */
  minutes = (int) MIN ((fields->hold_expires_at - now + 59) / 60, G_MAXINT);
  left = salon_format_duration (minutes);
  /* Translators: a length of time: a booking that waits to be confirmed keeps its time: "held 12 min" */
  return g_strdup_printf (_ ("held %s"), left);
}

char *
salon_booking_words_label (SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *start = salon_format_minute (fields->minute);
  g_autofree char *end = salon_format_minute (get_end (fields));

  if (*services == '\0')
    /* Translators: client, start, end, status: "Marie Dupont, 14:00 to 15:30, confirmed" */
    return g_strdup_printf (_ ("%s, %s to %s, %s"), salon_booking_words_get_name (booking), start,
                            end, salon_booking_words_get_status (fields->status));
  /* Translators: client, services, start, end, status: read out by a screen reader, as in
   * "Marie Dupont, Gel nails, 14:00 to 15:30, confirmed" */
  return g_strdup_printf (_ ("%s, %s, %s to %s, %s"), salon_booking_words_get_name (booking),
                          services, start, end, salon_booking_words_get_status (fields->status));
}

static const char *
get_payment (const SalonBookingFields *fields)
{
  if (g_strcmp0 (fields->payment_status, "fully_paid") == 0)
    return _ ("paid");
  if (g_strcmp0 (fields->payment_status, "deposit_paid") == 0)
    return _ ("deposit paid");
  if (g_strcmp0 (fields->payment_status, "refunded") == 0)
    return _ ("refunded");
  return _ ("to be paid");
}

static char *
format_price (const SalonBookingFields *fields, const char *currency)
{
  g_autofree char *price =
    salon_money_format (fields->price_cents, currency, salon_format_get_language ());

  /* Translators: price, then how it was paid: "€45.00, to be paid" */
  return g_strdup_printf (_ ("%s, %s"), price, get_payment (fields));
}

const char *
salon_booking_words_reason (const char *reason)
{
  /* What the database and the web site write; all else is in somebody's own words. */
  static const struct
  {
    const char *reason;
    const char *words;
  } known[] = {
    { SALON_BOOKING_HOLD_EXPIRED, N_ ("It was not confirmed in time") },
    { SALON_BOOKING_UNDONE, N_ ("It was undone after it had been paid for") },
    { "Book online", N_ ("Booked online") },
    { "Move online", N_ ("Moved online by the client") },
    { "Cancel online", N_ ("Cancelled online by the client") },
    { "cancelled online", N_ ("Cancelled online by the client") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (reason, known[i].reason) == 0)
      return _ (known[i].words);
  return reason;
}

static void
append_notes (GString *text, const SalonBookingFields *fields, const char *separator)
{
  if (fields->client_allergies != NULL)
    {
      g_string_append (text, separator);
      g_string_append_printf (text, _ ("Allergies: %s"), fields->client_allergies);
    }
  if (fields->notes != NULL)
    g_string_append_printf (text, "%s%s", separator, fields->notes);
  if (fields->forced_reason != NULL)
    {
      g_string_append (text, separator);
      g_string_append_printf (text, _ ("Outside opening hours: %s"), fields->forced_reason);
    }
  if (fields->status == SALON_BOOKING_CANCELLED && fields->cancellation_reason != NULL)
    {
      g_string_append (text, separator);
      g_string_append_printf (text, _ ("Cancelled: %s"),
                              salon_booking_words_reason (fields->cancellation_reason));
    }
}

char *
salon_booking_words_description (SalonBooking *booking, const char *currency)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *price = format_price (fields, currency);
  GString *text = g_string_new (price);

  append_notes (text, fields, ". ");
  return g_string_free_and_steal (text);
}

char *
salon_booking_words_tooltip (SalonBooking *booking, const char *currency)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *hours = salon_booking_words_hours (booking);
  g_autofree char *length = salon_format_duration (fields->duration_minutes);
  g_autofree char *price = format_price (fields, currency);
  GString *text = g_string_new (salon_booking_words_get_name (booking));

  if (fields->client_phone != NULL)
    {
      g_autofree char *phone = salon_phone_format (fields->client_phone);
      g_string_append_printf (text, " · %s", phone);
    }
  if (*services != '\0')
    g_string_append_printf (text, "\n%s", services);
  g_string_append_printf (text, "\n%s (%s) · %s\n%s", hours, length,
                          salon_booking_words_get_status (fields->status), price);
  append_notes (text, fields, "\n");
  return g_string_free_and_steal (text);
}

/* Between two open windows of its day. */
static gboolean
is_break (SalonOpeningHours *hours, SalonMoment start)
{
  g_autoptr (GArray) windows =
    salon_opening_hours_get_windows (hours, salon_moment_get_day (start));
  int minute = salon_moment_get_minute (start);

  return windows->len >= 2 && minute >= g_array_index (windows, SalonRange, 0).end
         && minute < g_array_index (windows, SalonRange, windows->len - 1).start;
}

char *
salon_booking_words_verdict (const SalonSlotVerdict *verdict,
                             SalonOpeningHours *hours,
                             SalonMoment start)
{
  g_autofree char *until = salon_format_minute (salon_moment_get_minute (verdict->until));

  switch (verdict->state)
    {
    case SALON_SLOT_FREE:
      return g_strdup (C_ ("slot", "Free"));
    case SALON_SLOT_CLOSED:
      if (verdict->text != NULL && *verdict->text != '\0')
        return g_strdup (verdict->text);
      return g_strdup (is_break (hours, start) ? C_ ("slot", "Break") : C_ ("slot", "Closed"));
    case SALON_SLOT_TOO_LONG:
      /* Translators: the visit would end after the salon closes, at the time given */
      return g_strdup_printf (_ ("Ends after closing at %s"), until);
    case SALON_SLOT_TAKEN:
      /* Translators: client, time: "Taken: Marie Dupont until 15:00" */
      return g_strdup_printf (_ ("Taken: %s until %s"),
                              salon_booking_words_get_name (verdict->booking), until);
    case SALON_SLOT_PAST:
      return g_strdup (C_ ("slot", "In the past"));
    }
  g_return_val_if_reached (NULL);
}

char *
salon_booking_words_slot (SalonMoment start, const char *verdict)
{
  g_autofree char *day =
    salon_format_day (salon_moment_get_day (start), SALON_DAY_STYLE_WITHOUT_YEAR);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (start));

  /* Translators: day, time, what is there: "Thursday 14 March, 14:30, Free" */
  return g_strdup_printf (_ ("%s, %s, %s"), day, minute, verdict);
}

char *
salon_booking_words_hours_of_day (SalonDay day, SalonOpeningHours *hours)
{
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  const char *reason = NULL;

  if (windows->len == 0)
    {
      salon_opening_hours_explain (hours, day, 720, salon_format_get_language (), &reason);
      if (reason == NULL || *reason == '\0')
        return g_strdup (_ ("closed"));
      /* Translators: why the salon is closed on that day: "closed: Easter Monday" */
      return g_strdup_printf (_ ("closed: %s"), reason);
    }
  start = salon_format_minute ((int) g_array_index (windows, SalonRange, 0).start);
  end = salon_format_minute ((int) g_array_index (windows, SalonRange, windows->len - 1).end);
  /* Translators: opening hours of a day */
  return g_strdup_printf (_ ("open %s to %s"), start, end);
}

char *
salon_booking_words_day (SalonDay day, guint n_bookings, SalonOpeningHours *hours)
{
  g_autofree char *name = salon_format_day (day, SALON_DAY_STYLE_WITHOUT_YEAR);
  g_autofree char *open = salon_booking_words_hours_of_day (day, hours);
  g_autofree char *count =
    g_strdup_printf (ngettext ("%u booking", "%u bookings", n_bookings), n_bookings);

  /* Translators: day, number of bookings, hours: "Thursday 14 March, 7 bookings, open 09:00 to
   * 19:00" */
  return g_strdup_printf (_ ("%s, %s, %s"), name, count, open);
}
