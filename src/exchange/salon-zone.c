/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-zone.h"

#include <string.h>

/* Names of Windows, from the Unicode CLDR (windowsZones), as far as people with a salon that is not far
 * from France get invitations from. */
static const char *const windows[][2] = {
  { "Romance Standard Time", "Europe/Paris" },
  { "W. Europe Standard Time", "Europe/Berlin" },
  { "Central Europe Standard Time", "Europe/Budapest" },
  { "Central European Standard Time", "Europe/Warsaw" },
  { "GMT Standard Time", "Europe/London" },
  { "Greenwich Standard Time", "Atlantic/Reykjavik" },
  { "E. Europe Standard Time", "Europe/Chisinau" },
  { "FLE Standard Time", "Europe/Kiev" },
  { "GTB Standard Time", "Europe/Bucharest" },
  { "Russian Standard Time", "Europe/Moscow" },
  { "Turkey Standard Time", "Europe/Istanbul" },
  { "Morocco Standard Time", "Africa/Casablanca" },
  { "W. Central Africa Standard Time", "Africa/Lagos" },
  { "South Africa Standard Time", "Africa/Johannesburg" },
  { "Israel Standard Time", "Asia/Jerusalem" },
  { "Mauritius Standard Time", "Indian/Mauritius" },
  { "SA Western Standard Time", "America/La_Paz" },
  { "SA Eastern Standard Time", "America/Cayenne" },
  { "Saint Pierre Standard Time", "America/Miquelon" },
  { "Eastern Standard Time", "America/New_York" },
  { "Central Standard Time", "America/Chicago" },
  { "Mountain Standard Time", "America/Denver" },
  { "Pacific Standard Time", "America/Los_Angeles" },
  { "Central Pacific Standard Time", "Pacific/Guadalcanal" },
  { "Hawaiian Standard Time", "Pacific/Honolulu" },
  { "UTC", "UTC" },
  { "Etc/UTC", "UTC" },
  { "Z", "UTC" },
  { "GMT", "UTC" },
  { "Paris, Madrid", "Europe/Paris" },
  { "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "Europe/Paris" },
  { "(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris", "Europe/Paris" },
  { "(GMT+01.00) Paris", "Europe/Paris" },
};

static GTimeZone *
find_known (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
    if (g_ascii_strcasecmp (windows[i][0], name) == 0)
      return g_time_zone_new_identifier (windows[i][1]);
  return NULL;
}

/* Never a path, and never what GLib would read as an offset. */
static gboolean
is_place (const char *name)
{
  if (strchr (name, '/') == NULL || *name == '/' || strstr (name, "..") != NULL)
    return FALSE;
  for (const char *at = name; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("/_-+", *at) == NULL)
      return FALSE;
  return strlen (name) < 64;
}

GTimeZone *
salon_zone_find (const char *name)
{
  GTimeZone *zone = find_known (name);
  const char *end = NULL;

  if (zone != NULL || is_place (name))
    return zone != NULL ? zone : g_time_zone_new_identifier (name);
  /* Mozilla and Evolution put their own before it: the last two parts are the place. */
  end = strrchr (name, '/');
  while (end != NULL && end > name && end[-1] != '/')
    end--;
  return end != NULL && *name == '/' && is_place (end) ? g_time_zone_new_identifier (end) : NULL;
}
