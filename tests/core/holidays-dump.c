/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * holidays-dump ZONE FIRST-YEAR LAST-YEAR
 *
 * Prints the holidays of a zone ("metropole", "saint-martin" …) as the official open data list
 * them, for a comparison with the files of data.gouv.fr by whoever has them at hand.
 */
#include <stdio.h>

#include "holiday-lines.h"

int
main (int argc, char *argv[])
{
  g_autoptr (GString) lines = g_string_new (HOLIDAY_LINES_HEADER);
  SalonHolidayZone zone;
  guint64 first_year, last_year;

  if (argc != 4 || !salon_holiday_zone_from_id (argv[1], &zone)
      || !g_ascii_string_to_unsigned (argv[2], 10, 1, 9999, &first_year, NULL)
      || !g_ascii_string_to_unsigned (argv[3], 10, first_year, 9999, &last_year, NULL))
    {
      g_printerr ("Usage: holidays-dump ZONE FIRST-YEAR LAST-YEAR\n");
      return 2;
    }

  holiday_lines_append (lines, zone, (int) first_year, (int) last_year);
  fputs (lines->str, stdout);

  return 0;
}
