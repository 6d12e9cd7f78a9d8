/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign calendars: whatever repeats, ends, and what comes of it can be saved. */
#include "exchange/salon-calendar.h"

#include "fuzz-import.h"
#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (SalonCalendar) calendar =
    salon_calendar_read (data, size, zone, salon_day_from_ymd (2027, 12, 31), NULL);

  if (calendar == NULL)
    return 0;
  g_assert_cmpuint (calendar->events->len, <=, SALON_CALENDAR_MAX_EVENTS);
  for (guint i = 0; i < calendar->events->len; i++)
    {
      const SalonEvent *event = &g_array_index (calendar->events, SalonEvent, i);

      g_assert_cmpint (event->minute, <, SALON_DAY_MINUTES);
      g_assert_cmpint (event->last_day, >=, event->day);
    }
  fuzz_import_rows (salon_calendar_to_rows (calendar, SALON_FOREIGN_BOOKINGS, NULL));
  fuzz_import_rows (salon_calendar_to_rows (calendar, SALON_FOREIGN_CLOSURES, NULL));
  return 0;
}
