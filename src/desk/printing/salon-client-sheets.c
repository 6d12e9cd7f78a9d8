/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-sheets.h"

#include <glib/gi18n-lib.h>

#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"
#include "core/salon-phone.h"
#include "print/salon-appointment-card.h"
#include "print/salon-list-sheet.h"

/* Years of visits; the sheet says when there were more. */
#define MOST_VISITS 200

typedef enum
{
  COLUMN_WHEN,
  COLUMN_SERVICES,
  COLUMN_NOTES,
  COLUMN_STATUS,
  COLUMN_PRICE,
  N_COLUMNS,
} ColumnName;

static void
add_fact (SalonListSheet *sheet, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    salon_list_sheet_add_fact (sheet, label, value);
}

static void
add_facts (SalonSession *session, SalonListSheet *sheet, SalonClient *client)
{
  const SalonClientFields *fields = salon_client_get_fields (client);
  g_autofree char *phone = fields->phone != NULL ? salon_phone_format (fields->phone) : NULL;

  add_fact (sheet, _ ("Allergies"), fields->allergies);
  add_fact (sheet, _ ("Phone"), phone);
  add_fact (sheet, _ ("E-mail"), fields->email);
  add_fact (sheet, _ ("Notes"), fields->notes);
}

static void
add_visit (SalonSession *session, SalonListSheet *sheet, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *day = salon_format_day (fields->day, SALON_DAY_STYLE_SHORT);
  g_autofree char *minute = salon_format_minute (fields->minute);
  g_autofree char *when = g_strdup_printf ("%s %s", day, minute);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *status = salon_format_heading (salon_booking_words_get_status (fields->status));
  g_autofree char *price = salon_format_money (session, fields->price_cents);
  const char *const cells[N_COLUMNS] = {
    [COLUMN_WHEN] = when,     [COLUMN_SERVICES] = services, [COLUMN_NOTES] = fields->notes,
    [COLUMN_STATUS] = status, [COLUMN_PRICE] = price,
  };

  salon_list_sheet_add_row (
    sheet, fields->status == SALON_BOOKING_CANCELLED ? SALON_SHEET_ROW_STRUCK : SALON_SHEET_ROW,
    cells);
}

SalonDocument *
salon_client_sheets_create (SalonSession *session, const char *client_id, GError **error)
{
  SalonReader *reader = salon_session_get_reader (session);
  g_autoptr (SalonClient) client = salon_reader_get_client (reader, client_id, error);
  g_autoptr (GPtrArray) bookings =
    client != NULL ? salon_reader_list_client_bookings (reader, client_id, MOST_VISITS, error)
                   : NULL;
  g_autofree char *footer = salon_print_request_footer (session);
  const SalonSheetColumn columns[N_COLUMNS] = {
    [COLUMN_WHEN] = { _ ("When"), 32, FALSE, TRUE },
    [COLUMN_SERVICES] = { _ ("Services"), 0, FALSE, FALSE },
    [COLUMN_NOTES] = { _ ("Notes"), 0, FALSE, FALSE },
    [COLUMN_STATUS] = { _ ("Status"), 24, FALSE, FALSE },
    [COLUMN_PRICE] = { _ ("Price"), 18, TRUE, FALSE },
  };
  SalonListSheet *sheet = NULL;

  if (bookings == NULL)
    return NULL;
  sheet = salon_list_sheet_new (salon_client_get_fields (client)->name, "", footer, &salon_paper_a4,
                                columns, N_COLUMNS);
  add_facts (session, sheet, client);
  for (guint i = 0; i < bookings->len; i++)
    add_visit (session, sheet, g_ptr_array_index (bookings, i));
  return SALON_DOCUMENT (sheet);
}

/* Address and phone, in lines; either may be missing. */
static char *
write_contact (SalonSession *session)
{
  const char *address = salon_session_get_setting (session, "salon.address");
  const char *phone = salon_session_get_setting (session, "salon.phone");
  g_autofree char *shown = phone != NULL ? salon_phone_format (phone) : NULL;
  g_autoptr (GString) contact = g_string_new (address);

  g_strdelimit (contact->str, "\n", ' ');
  if (shown != NULL && *shown != '\0')
    g_string_append_printf (contact, "%s%s", contact->len > 0 ? "\n" : "", shown);
  return g_string_free_and_steal (g_steal_pointer (&contact));
}

static char *
write_moment (const SalonBookingFields *fields)
{
  g_autofree char *day = salon_format_day (fields->day, SALON_DAY_STYLE_LONG);
  g_autofree char *minute = salon_format_minute (fields->minute);
  g_autofree char *heading = salon_format_heading (day);

  /* Translators: on the card of an appointment: "Thursday 12 March 2026 at 14:30" */
  return g_strdup_printf (_ ("%1$s at %2$s"), heading, minute);
}

SalonDocument *
salon_client_sheets_create_card (SalonSession *session, const char *booking_id, GError **error)
{
  g_autoptr (SalonBooking) booking =
    salon_reader_get_booking (salon_session_get_reader (session), booking_id, error);
  const char *salon = salon_session_get_setting (session, "salon.name");
  g_autofree char *contact = write_contact (session);
  g_autofree char *services = NULL;
  g_autofree char *moment = NULL;

  if (booking == NULL)
    return NULL;
  moment = write_moment (salon_booking_get_fields (booking));
  services = salon_booking_words_services (booking);

  const SalonAppointmentCardTexts texts = {
    .salon = salon != NULL ? salon : _ ("My salon"),
    .contact = contact,
    .title = _ ("Your appointment"),
    .client = salon_booking_get_fields (booking)->client_name,
    .moment = moment,
    .services = services,
    .remark = _ ("If you cannot come, please call us the day before at the latest."),
  };
  return SALON_DOCUMENT (salon_appointment_card_new (&texts));
}
