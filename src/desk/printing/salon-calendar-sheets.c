/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-calendar-sheets.h"

#include <glib/gi18n-lib.h>

#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"
#include "core/salon-phone.h"
#include "print/salon-list-sheet.h"
#include "print/salon-week-sheet.h"

/* What the page for the wall shows when nobody comes earlier or later. */
#define FIRST_HOUR 9
#define LAST_HOUR 19

typedef enum
{
  COLUMN_TIME,
  COLUMN_CLIENT,
  COLUMN_SERVICES,
  COLUMN_NOTES,
  COLUMN_PRICE,
  N_COLUMNS,
} ColumnName;

typedef struct
{
  SalonSession *session;
  const SalonPrintOptions *options;
} Writer;

char *
salon_calendar_sheets_mask_name (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " -", -1);
  g_autoptr (GString) masked = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        if (masked->len > 0)
          g_string_append_c (masked, ' ');
        g_string_append_unichar (masked, g_unichar_toupper (g_utf8_get_char (words[i])));
        g_string_append_c (masked, '.');
      }
  return g_string_free_and_steal (g_steal_pointer (&masked));
}

static char *
write_name (const Writer *writer, SalonBooking *booking)
{
  const char *name = salon_booking_words_get_name (booking);

  if (writer->options->masks_names)
    return salon_calendar_sheets_mask_name (name);
  return g_strdup (name);
}

/* NULL: none, or not wanted on paper. */
static char *
write_phone (const Writer *writer, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);

  if (!writer->options->shows_phones || fields->client_phone == NULL)
    return NULL;
  return salon_phone_format (fields->client_phone);
}

static void
append_line (GString *text, const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/* Allergies first, as everywhere. */
static char *
write_notes (const Writer *writer, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autoptr (GString) text = g_string_new (NULL);

  if (fields->status == SALON_BOOKING_PENDING)
    append_line (text, _ ("To be confirmed"));
  if (writer->options->shows_notes)
    {
      if (fields->client_allergies != NULL)
        {
          g_autofree char *allergies =
            /* Translators: on the sheet of the day; %s are a client’s allergies */
            g_strdup_printf (_ ("Allergies: %s"), fields->client_allergies);

          append_line (text, allergies);
        }
      append_line (text, fields->notes);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_booking_row (const Writer *writer, SalonListSheet *sheet, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *hours = salon_booking_words_hours (booking);
  g_autofree char *name = write_name (writer, booking);
  g_autofree char *phone = write_phone (writer, booking);
  g_autofree char *client =
    phone != NULL ? g_strdup_printf ("%s\n%s", name, phone) : g_strdup (name);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *notes = write_notes (writer, booking);
  g_autofree char *price = salon_format_money (writer->session, fields->price_cents);
  const char *const cells[N_COLUMNS] = {
    [COLUMN_TIME] = hours,  [COLUMN_CLIENT] = client, [COLUMN_SERVICES] = services,
    [COLUMN_NOTES] = notes, [COLUMN_PRICE] = price,
  };

  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
}

static SalonListSheet *
create_list (const Writer *writer, const char *title, const char *subtitle)
{
  const SalonSheetColumn columns[N_COLUMNS] = {
    [COLUMN_TIME] = { _ ("Time"), 26, FALSE, TRUE },
    [COLUMN_CLIENT] = { _ ("Client"), 42, FALSE, TRUE },
    [COLUMN_SERVICES] = { _ ("Services"), 0, FALSE, FALSE },
    [COLUMN_NOTES] = { _ ("Notes"), 0, FALSE, FALSE },
    [COLUMN_PRICE] = { _ ("Price"), 18, TRUE, FALSE },
  };
  g_autofree char *footer = salon_print_request_footer (writer->session);

  return salon_list_sheet_new (title, subtitle, footer, &salon_paper_a4, columns, N_COLUMNS);
}

/* NULL: open. */
static char *
write_closing (const Writer *writer, SalonDay day)
{
  SalonOpeningHours *hours = salon_session_get_hours (writer->session);
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);
  g_autofree char *reason = salon_booking_words_hours_of_day (day, hours);

  return windows->len > 0 ? NULL : salon_format_heading (reason);
}

static char *
write_count (guint n_bookings)
{
  return g_strdup_printf (ngettext ("%u booking", "%u bookings", n_bookings), n_bookings);
}

static SalonDocument *
create_day (const Writer *writer, SalonDay day, GPtrArray *bookings)
{
  g_autofree char *words = salon_format_day (day, SALON_DAY_STYLE_LONG);
  g_autofree char *title = salon_format_heading (words);
  g_autofree char *count = write_count (bookings->len);
  g_autofree char *hours =
    salon_booking_words_hours_of_day (day, salon_session_get_hours (writer->session));
  /* Translators: number of bookings, hours: "7 bookings, open 09:00 to 19:00" */
  g_autofree char *subtitle =
    g_strdup_printf (C_ ("subtitle of a day", "%1$s, %2$s"), count, hours);
  SalonListSheet *sheet = create_list (writer, title, subtitle);

  for (guint i = 0; i < bookings->len; i++)
    add_booking_row (writer, sheet, g_ptr_array_index (bookings, i));
  for (int i = 0; i < writer->options->n_blank_rows; i++)
    salon_list_sheet_add_row (sheet, SALON_SHEET_ROW_BLANK, NULL);
  return SALON_DOCUMENT (sheet);
}

static void
add_visit (const Writer *writer, SalonWeekSheet *sheet, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *start = salon_format_minute (fields->minute);
  g_autofree char *name = write_name (writer, booking);
  g_autofree char *heading = g_strdup_printf ("%s %s", start, name);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *phone = write_phone (writer, booking);
  g_autofree char *notes = write_notes (writer, booking);
  g_autoptr (GString) text = g_string_new (services);

  append_line (text, phone);
  append_line (text, notes);
  salon_week_sheet_add_visit (sheet, fields->minute, fields->minute + fields->duration_minutes,
                              heading, text->str);
}

static SalonDay
get_booking_day (GPtrArray *bookings, guint index)
{
  return salon_booking_get_fields (g_ptr_array_index (bookings, index))->day;
}

static SalonDocument *
create_week (const Writer *writer, SalonDay from, int n_days, GPtrArray *bookings)
{
  g_autofree char *days = salon_format_days (from, from + n_days - 1);
  g_autofree char *title = salon_format_heading (days);
  g_autofree char *footer = salon_print_request_footer (writer->session);
  SalonWeekSheet *sheet =
    salon_week_sheet_new (title, footer, &salon_paper_a4_landscape, FIRST_HOUR, LAST_HOUR);
  guint next = 0;

  for (SalonDay day = from; day < from + n_days; day++)
    {
      g_autofree char *words = salon_format_day (day, SALON_DAY_STYLE_MEDIUM);
      g_autofree char *heading = salon_format_heading (words);
      g_autofree char *closing = write_closing (writer, day);

      salon_week_sheet_add_day (sheet, heading, closing);
      while (next < bookings->len && get_booking_day (bookings, next) == day)
        add_visit (writer, sheet, g_ptr_array_index (bookings, next++));
    }
  return SALON_DOCUMENT (sheet);
}

static SalonDocument *
create_agenda (const Writer *writer, SalonDay from, int n_days, GPtrArray *bookings)
{
  g_autofree char *days = salon_format_days (from, from + n_days - 1);
  g_autofree char *title = salon_format_heading (days);
  g_autofree char *subtitle = write_count (bookings->len);
  SalonListSheet *sheet = create_list (writer, title, subtitle);

  for (guint i = 0; i < bookings->len; i++)
    {
      SalonDay day = get_booking_day (bookings, i);

      if (i == 0 || day != get_booking_day (bookings, i - 1))
        {
          g_autofree char *words = salon_format_day (day, SALON_DAY_STYLE_LONG);
          g_autofree char *heading = salon_format_heading (words);

          salon_list_sheet_add_heading (sheet, heading);
        }
      add_booking_row (writer, sheet, g_ptr_array_index (bookings, i));
    }
  return SALON_DOCUMENT (sheet);
}

SalonDocument *
salon_calendar_sheets_create (SalonSession *session,
                              SalonDay from,
                              int n_days,
                              const SalonPrintOptions *options,
                              GError **error)
{
  const Writer writer = { session, options };
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (session), from, from + n_days,
                                SALON_BOOKINGS_WITHOUT_CANCELLED, error);

  if (bookings == NULL)
    return NULL;
  if (n_days == 1)
    return create_day (&writer, from, bookings);
  if (n_days <= SALON_WEEK_SHEET_MAX_DAYS)
    return create_week (&writer, from, n_days, bookings);
  return create_agenda (&writer, from, n_days, bookings);
}
