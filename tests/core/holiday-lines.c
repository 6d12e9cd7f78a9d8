/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "holiday-lines.h"

/* The data spell two zones otherwise than the zones do themselves. */
static const char *
get_official_name (SalonHolidayZone zone)
{
  if (zone == SALON_HOLIDAY_ZONE_POLYNESIE_FRANCAISE)
    return "Polynésie Française";
  if (zone == SALON_HOLIDAY_ZONE_SAINT_BARTHELEMY)
    return "Saint-Barthélémy";

  return salon_holiday_zone_get_name (zone);
}

void
holiday_lines_append (GString *lines, SalonHolidayZone zone, int first_year, int last_year)
{
  SalonDay first = salon_day_from_ymd (first_year, 1, 1);
  SalonDay last = salon_day_from_ymd (last_year, 12, 31);

  for (SalonDay day = first; day <= last; day++)
    {
      const char *names[SALON_HOLIDAYS_PER_DAY];
      gsize n_names = salon_holiday_get_names (day, zone, SALON_LANGUAGE_FRENCH, names);
      g_autofree char *date = n_names > 0 ? salon_day_format (day) : NULL;

      for (gsize i = 0; i < n_names; i++)
        g_string_append_printf (lines, "%s,%.4s,%s,%s\n", date, date, get_official_name (zone),
                                names[i]);
    }
}
