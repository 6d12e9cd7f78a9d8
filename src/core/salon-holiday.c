/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A holiday is a line of one table: the zones and years it holds for, and either a date or a
 * distance from Easter Sunday. A law that moves a holiday ends one line and begins another.
 *
 * The years in which a day became a holiday are those of the open data. Easter Monday and Whit
 * Monday came last of the oldest, by the law of 8 March 1886: the table starts there.
 */
#include "salon-holiday.h"

#define FIRST_YEAR 1886
#define LAST_YEAR 9999

#define ZONE(NAME) (1u << SALON_HOLIDAY_ZONE_##NAME)
#define EVERYWHERE ((1u << SALON_N_HOLIDAY_ZONES) - 1)

typedef struct
{
  int month; /* 0: @day is the distance from Easter Sunday */
  int day;
  int first_year;
  int last_year;
  guint zones;
  const char *french;
  const char *english;
} Holiday;

#define ABOLITION "Abolition de l'esclavage", "Abolition of Slavery"

/* Where two share a day, the first of them names it. */
static const Holiday holidays[] = {
  { 1, 1, FIRST_YEAR, LAST_YEAR, EVERYWHERE, "1er janvier", "New Year’s Day" },
  { 5, 1, 1920, LAST_YEAR, EVERYWHERE, "1er mai", "Labour Day" },
  { 5, 8, 1953, 1959, EVERYWHERE, "8 mai", "Victory Day" },
  { 5, 8, 1982, LAST_YEAR, EVERYWHERE, "8 mai", "Victory Day" },
  { 7, 14, FIRST_YEAR, LAST_YEAR, EVERYWHERE, "14 juillet", "Bastille Day" },
  { 8, 15, FIRST_YEAR, LAST_YEAR, EVERYWHERE, "Assomption", "Assumption Day" },
  { 11, 1, FIRST_YEAR, LAST_YEAR, EVERYWHERE, "Toussaint", "All Saints’ Day" },
  { 11, 11, 1918, LAST_YEAR, EVERYWHERE, "11 novembre", "Armistice Day" },
  { 12, 25, FIRST_YEAR, LAST_YEAR, EVERYWHERE, "Jour de Noël", "Christmas Day" },
  { 0, 1, FIRST_YEAR, LAST_YEAR, EVERYWHERE, "Lundi de Pâques", "Easter Monday" },
  { 0, 39, FIRST_YEAR, LAST_YEAR, EVERYWHERE, "Ascension", "Ascension Day" },
  { 0, 50, FIRST_YEAR, LAST_YEAR, EVERYWHERE, "Lundi de Pentecôte", "Whit Monday" },
  { 0, -2, FIRST_YEAR, LAST_YEAR, ZONE (ALSACE_MOSELLE), "Vendredi saint", "Good Friday" },
  { 12, 26, FIRST_YEAR, LAST_YEAR, ZONE (ALSACE_MOSELLE), "2ème jour de Noël", "Boxing Day" },
  { 4, 27, 1983, LAST_YEAR, ZONE (MAYOTTE), ABOLITION },
  { 5, 22, 1983, LAST_YEAR, ZONE (MARTINIQUE), ABOLITION },
  { 5, 27, 1983, LAST_YEAR, ZONE (GUADELOUPE), ABOLITION },
  { 5, 27, 1983, 2017, ZONE (SAINT_MARTIN), ABOLITION },
  { 5, 28, 2018, LAST_YEAR, ZONE (SAINT_MARTIN), ABOLITION },
  { 6, 10, 1983, LAST_YEAR, ZONE (GUYANE), ABOLITION },
  { 10, 9, 1983, LAST_YEAR, ZONE (SAINT_BARTHELEMY), ABOLITION },
  { 12, 20, 1981, LAST_YEAR, ZONE (LA_REUNION), ABOLITION },
};

static const struct
{
  const char *id;
  const char *name;
} zones[SALON_N_HOLIDAY_ZONES] = {
  [SALON_HOLIDAY_ZONE_METROPOLE] = { "metropole", "Métropole" },
  [SALON_HOLIDAY_ZONE_ALSACE_MOSELLE] = { "alsace-moselle", "Alsace-Moselle" },
  [SALON_HOLIDAY_ZONE_GUADELOUPE] = { "guadeloupe", "Guadeloupe" },
  [SALON_HOLIDAY_ZONE_GUYANE] = { "guyane", "Guyane" },
  [SALON_HOLIDAY_ZONE_LA_REUNION] = { "la-reunion", "La Réunion" },
  [SALON_HOLIDAY_ZONE_MARTINIQUE] = { "martinique", "Martinique" },
  [SALON_HOLIDAY_ZONE_MAYOTTE] = { "mayotte", "Mayotte" },
  [SALON_HOLIDAY_ZONE_NOUVELLE_CALEDONIE] = { "nouvelle-caledonie", "Nouvelle-Calédonie" },
  [SALON_HOLIDAY_ZONE_POLYNESIE_FRANCAISE] = { "polynesie-francaise", "Polynésie française" },
  [SALON_HOLIDAY_ZONE_SAINT_BARTHELEMY] = { "saint-barthelemy", "Saint-Barthélemy" },
  [SALON_HOLIDAY_ZONE_SAINT_MARTIN] = { "saint-martin", "Saint-Martin" },
  [SALON_HOLIDAY_ZONE_SAINT_PIERRE_ET_MIQUELON] = { "saint-pierre-et-miquelon",
                                                    "Saint-Pierre-et-Miquelon" },
  [SALON_HOLIDAY_ZONE_WALLIS_ET_FUTUNA] = { "wallis-et-futuna", "Wallis-et-Futuna" },
};

static gboolean
is_zone (SalonHolidayZone zone)
{
  return (guint) zone < SALON_N_HOLIDAY_ZONES;
}

const char *
salon_holiday_zone_get_id (SalonHolidayZone zone)
{
  g_return_val_if_fail (is_zone (zone), NULL);

  return zones[zone].id;
}

const char *
salon_holiday_zone_get_name (SalonHolidayZone zone)
{
  g_return_val_if_fail (is_zone (zone), NULL);

  return zones[zone].name;
}

gboolean
salon_holiday_zone_from_id (const char *id, SalonHolidayZone *zone)
{
  g_return_val_if_fail (id != NULL && zone != NULL, FALSE);

  for (guint i = 0; i < SALON_N_HOLIDAY_ZONES; i++)
    {
      if (strcmp (zones[i].id, id) == 0)
        {
          *zone = (SalonHolidayZone) i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher. The moon's
 * place in its 19 years gives the full moon of spring, the rest the Sunday after it. */
static SalonDay
get_easter (int year)
{
  int lunar_year = year % 19;
  int century = year / 100;
  int year_of_century = year % 100;
  int moon_correction = (century - (century + 8) / 25 + 1) / 3;
  int full_moon = (19 * lunar_year + century - century / 4 - moon_correction + 15) % 30;
  int to_sunday =
    (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - full_moon - year_of_century % 4) % 7;
  int late_moon = (lunar_year + 11 * full_moon + 22 * to_sunday) / 451;

  return salon_day_from_ymd (year, 3, 22) + full_moon + to_sunday - 7 * late_moon;
}

static SalonDay
get_day (const Holiday *holiday, int year, SalonDay easter)
{
  return holiday->month == 0 ? easter + holiday->day
                             : salon_day_from_ymd (year, holiday->month, holiday->day);
}

gsize
salon_holiday_get_names (SalonDay day,
                         SalonHolidayZone zone,
                         SalonLanguage language,
                         const char *names[SALON_HOLIDAYS_PER_DAY])
{
  int year;
  SalonDay easter;
  gsize n_names = 0;

  g_return_val_if_fail (is_zone (zone) && names != NULL, 0);

  for (gsize i = 0; i < SALON_HOLIDAYS_PER_DAY; i++)
    names[i] = NULL;

  salon_day_to_ymd (day, &year, NULL, NULL);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return 0;

  easter = get_easter (year);
  for (gsize i = 0; i < G_N_ELEMENTS (holidays) && n_names < SALON_HOLIDAYS_PER_DAY; i++)
    {
      const Holiday *holiday = &holidays[i];

      if ((holiday->zones & (1u << zone)) != 0 && year >= holiday->first_year
          && year <= holiday->last_year && get_day (holiday, year, easter) == day)
        names[n_names++] = language == SALON_LANGUAGE_FRENCH ? holiday->french : holiday->english;
    }

  return n_names;
}

const char *
salon_holiday_get_name (SalonDay day, SalonHolidayZone zone, SalonLanguage language)
{
  const char *names[SALON_HOLIDAYS_PER_DAY] = { NULL };

  salon_holiday_get_names (day, zone, language, names);

  return names[0];
}
