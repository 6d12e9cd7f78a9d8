/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars as the programs write them. The expected times are those of a salon in Paris. */
#include <string.h>

#include "exchange/salon-calendar-file.h"
#include "exchange/salon-calendar.h"
#include "exchange/salon-exchange-error.h"

#define HORIZON (salon_day_from_ymd (2027, 12, 31))

static SalonCalendar *
read_bytes (const char *text, gsize size)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GError) error = NULL;
  SalonCalendar *calendar =
    salon_calendar_read ((const guint8 *) text, size, zone, HORIZON, &error);

  g_assert_no_error (error);
  return calendar;
}

/* Events without the calendar around them. */
static SalonCalendar *
read_events (const char *events)
{
  g_autofree char *text =
    g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%s\r\nEND:VCALENDAR\r\n", events);

  return read_bytes (text, strlen (text));
}

static char *
describe (SalonCalendar *calendar)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < calendar->events->len; i++)
    {
      const SalonEvent *event = &g_array_index (calendar->events, SalonEvent, i);
      g_autofree char *day =
        event->day != SALON_DAY_NONE ? salon_day_format (event->day) : g_strdup ("-");

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", day);
      if (event->minute >= 0)
        g_string_append_printf (text, " %02d:%02d %d", event->minute / 60, event->minute % 60,
                                event->duration_minutes);
      else if (event->last_day > event->day)
        g_string_append_printf (text, " +%d", event->last_day - event->day);
    }
  return g_string_free_and_steal (text);
}

static void
assert_events (const char *events, const char *expected)
{
  g_autoptr (SalonCalendar) calendar = read_events (events);
  g_autofree char *found = describe (calendar);

  g_assert_cmpstr (found, ==, expected);
}

#define EVENT(lines) "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Marie\r\n" lines "END:VEVENT\r\n"

static void
test_zones (void)
{
  static const char *const starts[] = {
    "DTSTART:20260312T133000Z\r\nDTEND:20260312T150000Z\r\n",
    "DTSTART:20260312T143000\r\nDTEND:20260312T160000\r\n",
    "DTSTART;TZID=Europe/Paris:20260312T143000\r\nDURATION:PT1H30M\r\n",
    "DTSTART;TZID=Romance Standard Time:20260312T143000\r\nDURATION:PT90M\r\n",
    "DTSTART;TZID=\"(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris\":20260312T143000\r\n"
    "DTEND;TZID=Europe/London:20260312T150000\r\n",
    "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20260312T133000\r\n"
    "DTEND;TZID=/freeassociation.sourceforge.net/Europe/London:20260312T150000\r\n",
    "DTSTART;TZID=America/New_York:20260312T093000\r\nDTEND:20260312T150000Z\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *event =
        g_strdup_printf ("BEGIN:VEVENT\r\nSUMMARY:Marie\r\n%sEND:VEVENT\r\n", starts[i]);

      g_test_message ("%s", starts[i]);
      assert_events (event, "2026-03-12 14:30 90");
    }
}

/* Known to nobody but the file. */
static void
test_described_zone (void)
{
  static const char zone[] =
    "BEGIN:VTIMEZONE\r\nTZID:Chez nous\r\n"
    "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0400\r\nTZOFFSETTO:+0300\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0400\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
  g_autofree char *text = g_strconcat (
    zone,
    EVENT ("DTSTART;TZID=Chez nous:20260312T163000\r\nDTEND;TZID=Chez nous:20260312T173000\r\n"),
    EVENT ("DTSTART;TZID=Chez nous:20260712T163000\r\nDTEND;TZID=Chez nous:20260712T173000\r\n"),
    NULL);

  assert_events (text, "2026-03-12 14:30 60|2026-07-12 14:30 60");
}

static void
test_unknown_zone (void)
{
  g_autoptr (SalonCalendar) calendar =
    read_events (EVENT ("DTSTART;TZID=Nulle part:20260312T143000\r\n"));

  g_assert_cmpuint (g_array_index (calendar->events, SalonEvent, 0).problems, ==,
                    SALON_PROBLEM_ZONE);
  g_assert_cmpint (g_array_index (calendar->events, SalonEvent, 0).minute, ==, 870);
}

static void
test_all_day (void)
{
  assert_events (EVENT ("DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260501\r\n"),
                 "2026-05-01");
  assert_events (EVENT ("DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260502\r\n"),
                 "2026-05-01");
  assert_events (EVENT ("DTSTART;VALUE=DATE:20260501\r\n"), "2026-05-01");
  assert_events (EVENT ("DTSTART;VALUE=DATE:20260801\r\nDTEND;VALUE=DATE:20260816\r\n"),
                 "2026-08-01 +14");
  assert_events (EVENT ("DTSTART;VALUE=DATE:20260801\r\nDURATION:P2W\r\n"), "2026-08-01 +13");
  /* The end before the beginning. */
  assert_events (EVENT ("DTSTART;VALUE=DATE:20260801\r\nDTEND;VALUE=DATE:20260701\r\n"),
                 "2026-08-01");
}

/* At ten by the clock, before and after it is changed. */
static void
test_repeats (void)
{
  assert_events (EVENT ("DTSTART;TZID=Europe/Paris:20260319T100000\r\nDURATION:PT1H\r\n"
                        "RRULE:FREQ=WEEKLY;COUNT=4\r\n"
                        "EXDATE;TZID=Europe/Paris:20260326T100000\r\n"),
                 "2026-03-19 10:00 60|2026-04-02 10:00 60|2026-04-09 10:00 60");
  assert_events (EVENT ("DTSTART:20260319T090000Z\r\nDURATION:PT1H\r\n"
                        "RRULE:FREQ=DAILY;UNTIL=20260321T090000Z\r\nEXDATE:20260320T090000Z\r\n"),
                 "2026-03-19 10:00 60|2026-03-21 10:00 60");
  /* An exception in another zone than the event's. */
  assert_events (EVENT ("DTSTART;TZID=Europe/Paris:20260319T100000\r\nDURATION:PT1H\r\n"
                        "RRULE:FREQ=DAILY;COUNT=2\r\nEXDATE:20260320T090000Z\r\n"),
                 "2026-03-19 10:00 60");
}

static void
test_single_change (void)
{
  assert_events (EVENT ("DTSTART;TZID=Europe/Paris:20260319T100000\r\nDURATION:PT1H\r\n"
                        "RRULE:FREQ=WEEKLY;COUNT=3\r\n")
                   EVENT ("RECURRENCE-ID;TZID=Europe/Paris:20260326T100000\r\n"
                          "DTSTART;TZID=Europe/Paris:20260327T113000\r\nDURATION:PT1H\r\n"),
                 "2026-03-19 10:00 60|2026-04-02 10:00 60|2026-03-27 11:30 60");
}

static void
test_bounds (void)
{
  g_autoptr (SalonCalendar) endless =
    read_events (EVENT ("DTSTART:20260319T090000Z\r\nRRULE:FREQ=WEEKLY\r\n"));
  g_autoptr (SalonCalendar) old =
    read_events (EVENT ("DTSTART:19900319T090000Z\r\nRRULE:FREQ=DAILY\r\n"));
  g_autoptr (SalonCalendar) seconds =
    read_events (EVENT ("DTSTART:20260319T090000Z\r\nRRULE:FREQ=SECONDLY\r\n"));
  g_autoptr (SalonCalendar) never = read_events (
    EVENT ("DTSTART:20260319T090000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\r\n"));
  const SalonEvent *last = &g_array_index (endless->events, SalonEvent, endless->events->len - 1);

  g_assert_cmpint (last->day, <=, HORIZON);
  g_assert_cmpint (last->day, >, HORIZON - 7);
  g_assert_cmpuint (last->problems, ==, SALON_PROBLEM_ENDLESS);
  g_assert_cmpuint (old->events->len, ==, SALON_CALENDAR_MAX_REPEATS);
  g_assert_cmpuint (seconds->events->len, ==, 1);
  g_assert_cmpuint (never->events->len, <=, 1);
}

/* The hour that the clocks skip, and the one that they repeat. */
static void
test_clock_changes (void)
{
  g_autoptr (SalonCalendar) spring =
    read_events (EVENT ("DTSTART:20260329T023000\r\nDTEND:20260329T033000\r\n"));
  g_autofree char *found = describe (spring);

  g_assert_true (g_str_has_prefix (found, "2026-03-29 03:30"));
  g_assert_cmpuint (g_array_index (spring->events, SalonEvent, 0).problems, ==,
                    SALON_PROBLEM_SKIPPED_TIME);
  assert_events (EVENT ("DTSTART:20261025T003000Z\r\nDURATION:PT30M\r\n")
                   EVENT ("DTSTART:20261025T013000Z\r\nDURATION:PT30M\r\n"),
                 "2026-10-25 02:30 30|2026-10-25 02:30 30");
}

static void
test_broken_lines (void)
{
  static const char text[] = "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Mon\\, agenda\n"
                             "no colon here\n:\n;;;:::\nBEGIN:VEVENT\nSUMMARY:Ma\n rie\n"
                             "DTSTART:20260312T143000\nDTEND:hier\nGARBAGE\nEND:VEVENT\n"
                             "BEGIN:VEVENT\nSUMMARY:Sans date\nEND:VEVENT\n"
                             "BEGIN:VEVENT\nSUMMARY:Fin\nDTSTART;VALUE=DATE:20260313\nEND:VEV";
  g_autoptr (SalonCalendar) calendar = read_bytes (text, strlen (text));
  const SalonEvent *first = &g_array_index (calendar->events, SalonEvent, 0);

  g_assert_cmpuint (calendar->events->len, >=, 2);
  g_assert_cmpstr (first->summary, ==, "Marie");
  g_assert_cmpint (first->minute, ==, 870);
  g_assert_cmpuint (g_array_index (calendar->events, SalonEvent, 1).problems, ==,
                    SALON_PROBLEM_BROKEN);
}

static void
test_no_calendar (void)
{
  static const char *const texts[] = { "Nom;Prénom\n", "BEGIN:VCARD\nEND:VCARD\n", "bonjour" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
        salon_calendar_read ((const guint8 *) texts[i], strlen (texts[i]), zone, HORIZON, &error));
      g_assert_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_NO_CALENDAR);
    }
}

static SalonService *
make_service (const char *name)
{
  return salon_service_new (&(SalonServiceFields) { .id = "0197b1c2-0000-7000-8000-000000000001",
                                                    .name = name,
                                                    .category = "ongles",
                                                    .duration_minutes = 60,
                                                    .is_active = TRUE });
}

static void
test_summaries (void)
{
  static const struct
  {
    const char *summary, *name, *service, *phone;
  } cases[] = {
    { "Marie Durand - Pose gel", "Marie Durand", "Pose gel", NULL },
    { "Pose gel : Marie Durand", "Marie Durand", "Pose gel", NULL },
    { "Pose Gel (Marie-Claude Durand)", "Marie-Claude Durand", "Pose Gel", NULL },
    { "RDV Marie 06 39 98 12 34", "Marie", NULL, "+33639981234" },
    { "Marie Durand, +33 6 39 98 12 34, pose gel", "Marie Durand", "pose gel", "+33639981234" },
    { "Coiffeur", "Coiffeur", NULL, NULL },
  };
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (services, make_service ("Pose gel"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *event =
        g_strdup_printf ("BEGIN:VEVENT\r\nSUMMARY:%s\r\nDTSTART:20260312T143000\r\nEND:VEVENT\r\n",
                         cases[i].summary);
      g_autoptr (SalonCalendar) calendar = read_events (event);
      g_autoptr (SalonForeignRows) rows =
        salon_calendar_to_rows (calendar, SALON_FOREIGN_BOOKINGS, services);
      const SalonForeignRow *row = salon_foreign_rows_get (rows, 0);

      g_test_message ("%s", cases[i].summary);
      g_assert_cmpstr (row->name, ==, cases[i].name);
      g_assert_cmpstr (row->service, ==, cases[i].service);
      g_assert_cmpstr (row->phone, ==, cases[i].phone);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (SalonCalendar) calendar =
    read_events (EVENT ("DTSTART:20260312T143000\r\nSTATUS:CANCELLED\r\n")
                   EVENT ("DTSTART;VALUE=DATE:20260312\r\nSTATUS:CANCELLED\r\n"));
  g_autoptr (SalonForeignRows) bookings =
    salon_calendar_to_rows (calendar, SALON_FOREIGN_BOOKINGS, NULL);
  g_autoptr (SalonForeignRows) closures =
    salon_calendar_to_rows (calendar, SALON_FOREIGN_CLOSURES, NULL);

  g_assert_cmpuint (bookings->rows->len, ==, 1);
  g_assert_cmpint (salon_foreign_rows_get (bookings, 0)->status, ==, SALON_BOOKING_CANCELLED);
  g_assert_cmpuint (closures->rows->len, ==, 1);
  g_assert_true (salon_foreign_rows_get (closures, 0)->problems & SALON_PROBLEM_CANCELLED);
}

/* The official holidays: their all-day events end on the day on which they begin. */
static void
test_holidays (void)
{
  static const char text[] =
    "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Jours fériés\nBEGIN:VEVENT\n"
    "DTSTART;VALUE=DATE:20260514\nDTEND;VALUE=DATE:20260514\nSUMMARY:Ascension\nEND:VEVENT\n"
    "END:VCALENDAR\n";
  g_autoptr (SalonCalendar) calendar = read_bytes (text, strlen (text));
  g_autoptr (SalonForeignRows) rows = NULL;

  g_assert_cmpstr (calendar->name, ==, "Jours fériés");
  g_assert_cmpint (salon_calendar_guess_kind (calendar), ==, SALON_FOREIGN_CLOSURES);
  rows = salon_calendar_to_rows (calendar, SALON_FOREIGN_CLOSURES, NULL);
  g_assert_cmpstr (salon_foreign_rows_get (rows, 0)->reason, ==, "Ascension");
  g_assert_cmpint (salon_foreign_rows_get (rows, 0)->day, ==, salon_day_from_ymd (2026, 5, 14));
  g_assert_cmpint (salon_foreign_rows_get (rows, 0)->last_day, ==,
                   salon_day_from_ymd (2026, 5, 14));
}

/* What is written is read again, on both days of the clocks as well. */
static void
test_written (void)
{
  static const struct
  {
    int month, day, minute;
  } when[] = { { 3, 12, 870 }, { 3, 29, 60 }, { 3, 29, 240 }, { 10, 25, 60 }, { 10, 25, 600 } };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SalonCalendar) calendar = NULL;
  g_autoptr (SalonForeignRows) rows = NULL;
  const SalonBookingLine line = { .id = "0197b1c2-0000-7000-8000-000000000003",
                                  .name = "Pose gel",
                                  .duration_minutes = 60 };
  g_autofree char *notes = g_strnfill (200, 'e');
  gsize size = 0;

  memcpy (notes, "Très; long,\\ \n", 14);
  g_ptr_array_add (services, make_service ("Pose gel"));
  for (gsize i = 0; i < G_N_ELEMENTS (when); i++)
    g_ptr_array_add (bookings, salon_booking_new (&(SalonBookingFields) {
                                 .id = "0197b1c2-0000-7000-8000-000000000002",
                                 .staff_id = "0197b1c2-0000-7000-8000-000000000004",
                                 .client_name = "Élodie, dite Lolo",
                                 .client_phone = "+33639981234",
                                 .day = salon_day_from_ymd (2026, when[i].month, when[i].day),
                                 .minute = when[i].minute,
                                 .duration_minutes = 60,
                                 .status = SALON_BOOKING_CONFIRMED,
                                 .payment_status = "pending",
                                 .notes = notes,
                                 .lines = &line,
                                 .n_lines = 1,
                               }));
  bytes = salon_calendar_file_write (bookings, "Salon", zone, 0);
  calendar = read_bytes (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  rows = salon_calendar_to_rows (calendar, SALON_FOREIGN_BOOKINGS, services);
  g_assert_cmpuint (rows->rows->len, ==, bookings->len);
  for (guint i = 0; i < rows->rows->len; i++)
    {
      const SalonForeignRow *row = salon_foreign_rows_get (rows, i);

      g_assert_cmpint (row->day, ==, salon_day_from_ymd (2026, when[i].month, when[i].day));
      g_assert_cmpint (row->minute, ==, when[i].minute);
      g_assert_cmpint (row->duration_minutes, ==, 60);
      g_assert_cmpstr (row->service, ==, "Pose gel");
      g_assert_cmpstr (row->phone, ==, "+33639981234");
      g_assert_nonnull (strstr (row->notes, "Très; long,\\"));
    }
  /* No line is longer than 75 bytes, and none cuts a letter in two. */
  {
    g_autofree char *text = g_strndup (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
    g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

    for (guint i = 0; lines[i] != NULL; i++)
      {
        g_assert_cmpuint (strlen (lines[i]), <=, 75);
        g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/calendar/every-name-of-a-zone-leads-to-the-salons-clock", test_zones);
  g_test_add_func ("/salon/calendar/a-zone-that-only-the-file-knows", test_described_zone);
  g_test_add_func ("/salon/calendar/an-unknown-zone-is-told", test_unknown_zone);
  g_test_add_func ("/salon/calendar/all-day-has-many-spellings", test_all_day);
  g_test_add_func ("/salon/calendar/what-repeats-stays-at-its-hour", test_repeats);
  g_test_add_func ("/salon/calendar/one-of-many-that-was-moved", test_single_change);
  g_test_add_func ("/salon/calendar/repeating-has-bounds", test_bounds);
  g_test_add_func ("/salon/calendar/both-days-of-the-clocks", test_clock_changes);
  g_test_add_func ("/salon/calendar/broken-lines-are-passed-over", test_broken_lines);
  g_test_add_func ("/salon/calendar/what-is-no-calendar-is-refused", test_no_calendar);
  g_test_add_func ("/salon/calendar/a-summary-is-who-and-what", test_summaries);
  g_test_add_func ("/salon/calendar/what-was-called-off", test_cancelled);
  g_test_add_func ("/salon/calendar/holidays-are-closed-days", test_holidays);
  g_test_add_func ("/salon/calendar/what-is-written-is-read-again", test_written);
  return g_test_run ();
}
