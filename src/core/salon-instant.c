/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-instant.h"

#include <stdio.h>
#include <string.h>

#include "salon-day.h"
#include "salon-error.h"

#define SECONDS_OF_DAY (SALON_DAY_MINUTES * 60)

char *
salon_instant_to_wire (gint64 unix_seconds)
{
  gint64 second = unix_seconds % SECONDS_OF_DAY;
  gint64 day = unix_seconds / SECONDS_OF_DAY;
  int year;
  int month;
  int day_of_month;

  if (second < 0)
    {
      second += SECONDS_OF_DAY;
      day--;
    }
  salon_day_to_ymd ((SalonDay) day, &year, &month, &day_of_month);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day_of_month,
                          (int) (second / 3600), (int) (second / 60 % 60), (int) (second % 60));
}

gboolean
salon_instant_from_wire (const char *wire, gint64 *unix_seconds, GError **error)
{
  static const char pattern[] = "0000-00-00T00:00:00Z";
  int part[6] = { 0 };
  gsize n = 0;
  gboolean matches;

  g_return_val_if_fail (wire != NULL && unix_seconds != NULL, FALSE);

  matches = strnlen (wire, sizeof pattern) == sizeof pattern - 1;
  for (gsize i = 0; matches && pattern[i] != '\0'; i++)
    if (pattern[i] != '0')
      {
        matches = wire[i] == pattern[i];
        n++;
      }
    else
      {
        matches = g_ascii_isdigit (wire[i]);
        part[MIN (n, 5)] = part[MIN (n, 5)] * 10 + (wire[i] - '0');
      }

  if (!matches || part[0] < 1 || !salon_ymd_is_valid (part[0], part[1], part[2]) || part[3] > 23
      || part[4] > 59 || part[5] > 59)
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "no instant in UTC: “%.40s”",
                   wire);
      return FALSE;
    }
  *unix_seconds = (gint64) salon_day_from_ymd (part[0], part[1], part[2]) * SECONDS_OF_DAY
                  + part[3] * 3600 + part[4] * 60 + part[5];
  return TRUE;
}
