/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client's telephone reads: parsed again by libical, and by our own reader of calendars. */
#include "exchange/salon-appointment-file.h"

#include <string.h>

#include "exchange/salon-calendar.h"

#define ID "6f6b2c7e-8f0f-4a0e-9f61-0d1c2b3a4f5e"
#define NOW 1796000000

static SalonMoment
at (int year, int month, int day, int hour, int minute)
{
  return salon_moment (salon_day_from_ymd (year, month, day), hour * 60 + minute);
}

static char *
write_file (SalonMoment start, int minutes, const char *zone, SalonAppointmentState state)
{
  SalonAppointment appointment = {
    .id = ID,
    .start = start,
    .duration_minutes = minutes,
    .zone = zone,
    .summary = "Pose gel; et « plus », chez Sérénaïa",
    .location = "12 rue des Lilas\n93100 Montreuil",
    .description = "Soins : pose gel, sourcils\nUne ligne\\n qui n’en est pas une",
    .state = state,
  };
  g_autoptr (GBytes) bytes = salon_appointment_file_write (&appointment, NOW);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static SalonCalendar *
read_file (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GError) error = NULL;
  SalonCalendar *calendar = salon_calendar_read ((const guint8 *) text, strlen (text), zone,
                                                 salon_day_from_ymd (2099, 1, 1), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (calendar->events->len, ==, 1);
  return calendar;
}

static void
test_it_says_when_and_what (void)
{
  g_autofree char *text =
    write_file (at (2026, 12, 1, 14, 30), 90, "Europe/Paris", SALON_APPOINTMENT_CONFIRMED);
  g_autoptr (SalonCalendar) calendar = read_file (text);
  const SalonEvent *event = &g_array_index (calendar->events, SalonEvent, 0);

  g_assert_cmpint (event->day, ==, salon_day_from_ymd (2026, 12, 1));
  g_assert_cmpint (event->minute, ==, 14 * 60 + 30);
  g_assert_cmpint (event->duration_minutes, ==, 90);
  g_assert_cmpstr (event->summary, ==, "Pose gel; et « plus », chez Sérénaïa");
  g_assert_nonnull (strstr (event->description, "Une ligne\\n qui n’en est pas une"));
  g_assert_nonnull (strstr (text, "METHOD:PUBLISH\r\n"));
  g_assert_nonnull (strstr (text, "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n"));
  g_assert_nonnull (strstr (text, "DTSTART;TZID=Europe/Paris:20261201T143000\r\n"));
  g_assert_nonnull (strstr (text, "UID:" ID "@serenaia\r\n"));
  g_assert_nonnull (strstr (text, "BEGIN:VALARM\r\n"));
  g_assert_nonnull (strstr (text, "STATUS:CONFIRMED\r\n"));
}

static void
test_lines_are_as_the_rfc_wants_them (void)
{
  g_autofree char *text =
    write_file (at (2026, 12, 1, 14, 30), 90, "Europe/Paris", SALON_APPOINTMENT_TENTATIVE);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
  for (char **line = lines; *line != NULL; line++)
    {
      g_assert_cmpuint (strlen (*line), <=, 75);
      g_assert_null (strchr (*line, '\n'));
      g_assert_true (g_utf8_validate (*line, -1, NULL));
    }
}

/* On the night on which the clocks go back the visit is as long as it is. */
static void
test_clocks_change_under_it (void)
{
  g_autofree char *autumn =
    write_file (at (2026, 10, 25, 1, 30), 120, "Europe/Paris", SALON_APPOINTMENT_CONFIRMED);
  g_autofree char *spring =
    write_file (at (2027, 3, 28, 13, 0), 60, "Europe/Paris", SALON_APPOINTMENT_CONFIRMED);

  g_assert_nonnull (strstr (autumn, "DTSTART;TZID=Europe/Paris:20261025T013000\r\n"));
  g_assert_nonnull (strstr (autumn, "DTEND;TZID=Europe/Paris:20261025T023000\r\n"));
  g_assert_nonnull (strstr (spring, "DTSTART;TZID=Europe/Paris:20270328T130000\r\n"));
  g_assert_nonnull (strstr (spring, "DTEND;TZID=Europe/Paris:20270328T140000\r\n"));
}

static void
test_a_cancelled_one_rings_no_more (void)
{
  g_autofree char *text =
    write_file (at (2026, 12, 1, 14, 30), 90, "Europe/Paris", SALON_APPOINTMENT_CANCELLED);
  g_autoptr (SalonCalendar) calendar = read_file (text);

  g_assert_true (g_array_index (calendar->events, SalonEvent, 0).is_cancelled);
  g_assert_null (strstr (text, "VALARM"));
}

static void
test_a_zone_that_nobody_knows (void)
{
  g_autofree char *text =
    write_file (at (2026, 12, 1, 14, 30), 90, "Atlantis/Deep", SALON_APPOINTMENT_CONFIRMED);

  g_assert_nonnull (strstr (text, "DTSTART:20261201T143000Z\r\n"));
  g_assert_null (strstr (text, "VTIMEZONE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/appointment-file/it-says-when-and-what", test_it_says_when_and_what);
  g_test_add_func ("/salon/appointment-file/lines-are-as-the-rfc-wants-them",
                   test_lines_are_as_the_rfc_wants_them);
  g_test_add_func ("/salon/appointment-file/clocks-change-under-it", test_clocks_change_under_it);
  g_test_add_func ("/salon/appointment-file/a-cancelled-one-rings-no-more",
                   test_a_cancelled_one_rings_no_more);
  g_test_add_func ("/salon/appointment-file/a-zone-that-nobody-knows",
                   test_a_zone_that_nobody_knows);
  return g_test_run ();
}
