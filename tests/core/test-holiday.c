/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "core/salon-holiday.h"
#include "holiday-lines.h"

#define METROPOLE SALON_HOLIDAY_ZONE_METROPOLE
#define ALSACE_MOSELLE SALON_HOLIDAY_ZONE_ALSACE_MOSELLE
#define FIRST_OFFICIAL_YEAR 1886

static const char *
get_name_on (const char *date, SalonHolidayZone zone)
{
  SalonDay day;

  g_assert_true (salon_day_parse (date, &day, NULL));

  return salon_holiday_get_name (day, zone, SALON_LANGUAGE_FRENCH);
}

static void
test_a_year_in_metropole (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  holiday_lines_append (lines, METROPOLE, 2026, 2026);
  g_assert_cmpstr (lines->str, ==,
                   "2026-01-01,2026,Métropole,1er janvier\n"
                   "2026-04-06,2026,Métropole,Lundi de Pâques\n"
                   "2026-05-01,2026,Métropole,1er mai\n"
                   "2026-05-08,2026,Métropole,8 mai\n"
                   "2026-05-14,2026,Métropole,Ascension\n"
                   "2026-05-25,2026,Métropole,Lundi de Pentecôte\n"
                   "2026-07-14,2026,Métropole,14 juillet\n"
                   "2026-08-15,2026,Métropole,Assomption\n"
                   "2026-11-01,2026,Métropole,Toussaint\n"
                   "2026-11-11,2026,Métropole,11 novembre\n"
                   "2026-12-25,2026,Métropole,Jour de Noël\n");
}

static void
test_alsace_moselle_has_two_more (void)
{
  g_assert_cmpstr (get_name_on ("2026-04-03", ALSACE_MOSELLE), ==, "Vendredi saint");
  g_assert_cmpstr (get_name_on ("2026-12-26", ALSACE_MOSELLE), ==, "2ème jour de Noël");
  g_assert_null (get_name_on ("2026-04-03", METROPOLE));
  g_assert_null (get_name_on ("2026-12-26", METROPOLE));
}

/* Easter Sunday by the tables of the Nautical Almanac Office; earliest and latest dates among
 * them. */
static void
test_easter_is_where_the_almanac_has_it (void)
{
  static const char *const easters[] = { "1886-04-25", "1943-04-25", "1954-04-18", "1981-04-19",
                                         "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21",
                                         "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25",
                                         "2049-04-18", "2076-04-19", "2285-03-22" };

  for (gsize i = 0; i < G_N_ELEMENTS (easters); i++)
    {
      SalonDay easter;

      g_assert_true (salon_day_parse (easters[i], &easter, NULL));
      g_assert_cmpint (salon_day_get_weekday (easter), ==, 6);
      g_assert_cmpstr (salon_holiday_get_name (easter - 2, ALSACE_MOSELLE, SALON_LANGUAGE_FRENCH),
                       ==, "Vendredi saint");
      g_assert_null (salon_holiday_get_name (easter, METROPOLE, SALON_LANGUAGE_FRENCH));
      g_assert_cmpstr (salon_holiday_get_name (easter + 1, METROPOLE, SALON_LANGUAGE_FRENCH), ==,
                       "Lundi de Pâques");
      g_assert_cmpstr (salon_holiday_get_name (easter + 50, METROPOLE, SALON_LANGUAGE_FRENCH), ==,
                       "Lundi de Pentecôte");
    }
}

static void
test_each_overseas_zone_keeps_its_day_of_abolition (void)
{
  static const struct
  {
    SalonHolidayZone zone;
    const char *date;
  } days[] = {
    { SALON_HOLIDAY_ZONE_MAYOTTE, "04-27" },    { SALON_HOLIDAY_ZONE_MARTINIQUE, "05-22" },
    { SALON_HOLIDAY_ZONE_GUADELOUPE, "05-27" }, { SALON_HOLIDAY_ZONE_SAINT_MARTIN, "05-28" },
    { SALON_HOLIDAY_ZONE_GUYANE, "06-10" },     { SALON_HOLIDAY_ZONE_SAINT_BARTHELEMY, "10-09" },
    { SALON_HOLIDAY_ZONE_LA_REUNION, "12-20" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      for (int year = 2020; year <= 2029; year++)
        {
          g_autofree char *date = g_strdup_printf ("%d-%s", year, days[i].date);

          g_assert_nonnull (get_name_on (date, days[i].zone));
          g_assert_null (get_name_on (date, SALON_HOLIDAY_ZONE_WALLIS_ET_FUTUNA));
        }
      g_assert_cmpstr (get_name_on ("2024-12-20", days[i].zone), ==,
                       days[i].zone == SALON_HOLIDAY_ZONE_LA_REUNION ? "Abolition de l'esclavage"
                                                                     : NULL);
    }
}

static void
test_zones_without_a_day_of_abolition_follow_metropole (void)
{
  static const SalonHolidayZone zones[] = {
    SALON_HOLIDAY_ZONE_NOUVELLE_CALEDONIE,
    SALON_HOLIDAY_ZONE_POLYNESIE_FRANCAISE,
    SALON_HOLIDAY_ZONE_SAINT_PIERRE_ET_MIQUELON,
    SALON_HOLIDAY_ZONE_WALLIS_ET_FUTUNA,
  };
  SalonDay last = salon_day_from_ymd (2031, 12, 31);

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      for (SalonDay day = salon_day_from_ymd (2000, 1, 1); day <= last; day++)
        g_assert_cmpstr (salon_holiday_get_name (day, zones[i], SALON_LANGUAGE_FRENCH), ==,
                         salon_holiday_get_name (day, METROPOLE, SALON_LANGUAGE_FRENCH));
    }
}

static void
test_laws_count_from_their_year (void)
{
  g_assert_null (get_name_on ("1919-05-01", METROPOLE));
  g_assert_cmpstr (get_name_on ("1920-05-01", METROPOLE), ==, "1er mai");
  g_assert_null (get_name_on ("1917-11-11", METROPOLE));
  g_assert_cmpstr (get_name_on ("1918-11-11", METROPOLE), ==, "11 novembre");
  g_assert_null (get_name_on ("1952-05-08", METROPOLE));
  g_assert_cmpstr (get_name_on ("1953-05-08", METROPOLE), ==, "8 mai");
  g_assert_cmpstr (get_name_on ("1959-05-08", METROPOLE), ==, "8 mai");
  g_assert_null (get_name_on ("1960-05-08", METROPOLE));
  g_assert_null (get_name_on ("1981-05-08", METROPOLE));
  g_assert_cmpstr (get_name_on ("1982-05-08", METROPOLE), ==, "8 mai");
  g_assert_null (get_name_on ("1982-05-27", SALON_HOLIDAY_ZONE_GUADELOUPE));
  g_assert_nonnull (get_name_on ("1983-05-27", SALON_HOLIDAY_ZONE_GUADELOUPE));
  g_assert_null (get_name_on ("1980-12-20", SALON_HOLIDAY_ZONE_LA_REUNION));
  g_assert_nonnull (get_name_on ("1981-12-20", SALON_HOLIDAY_ZONE_LA_REUNION));
  g_assert_null (get_name_on ("1885-12-25", METROPOLE));
  g_assert_cmpstr (get_name_on ("1886-12-25", METROPOLE), ==, "Jour de Noël");
}

static void
test_saint_martin_moved_its_day_in_2018 (void)
{
  g_assert_nonnull (get_name_on ("2017-05-27", SALON_HOLIDAY_ZONE_SAINT_MARTIN));
  g_assert_null (get_name_on ("2017-05-28", SALON_HOLIDAY_ZONE_SAINT_MARTIN));
  g_assert_null (get_name_on ("2018-05-27", SALON_HOLIDAY_ZONE_SAINT_MARTIN));
  g_assert_nonnull (get_name_on ("2018-05-28", SALON_HOLIDAY_ZONE_SAINT_MARTIN));
}

static void
test_two_holidays_can_share_a_day (void)
{
  const char *names[SALON_HOLIDAYS_PER_DAY];
  SalonDay day = salon_day_from_ymd (2008, 5, 1);

  g_assert_cmpint (salon_holiday_get_names (day, METROPOLE, SALON_LANGUAGE_FRENCH, names), ==, 2);
  g_assert_cmpstr (names[0], ==, "1er mai");
  g_assert_cmpstr (names[1], ==, "Ascension");
  g_assert_cmpstr (salon_holiday_get_name (day, METROPOLE, SALON_LANGUAGE_FRENCH), ==, "1er mai");

  day = salon_day_from_ymd (2031, 5, 22);
  g_assert_cmpint (salon_holiday_get_names (day, SALON_HOLIDAY_ZONE_MARTINIQUE,
                                            SALON_LANGUAGE_FRENCH, names),
                   ==, 2);
  g_assert_cmpint (salon_holiday_get_names (day + 1, SALON_HOLIDAY_ZONE_MARTINIQUE,
                                            SALON_LANGUAGE_FRENCH, names),
                   ==, 0);
  g_assert_null (names[0]);
}

/* No year of no zone loses one to a limit of names a day. */
static void
test_every_year_has_the_zones_number_of_holidays (void)
{
  for (guint zone = 0; zone < SALON_N_HOLIDAY_ZONES; zone++)
    {
      gsize expected = 0;

      for (int year = 2018; year <= 2118; year++)
        {
          SalonDay last = salon_day_from_ymd (year, 12, 31);
          const char *names[SALON_HOLIDAYS_PER_DAY];
          gsize n_holidays = 0;

          for (SalonDay day = salon_day_from_ymd (year, 1, 1); day <= last; day++)
            n_holidays +=
              salon_holiday_get_names (day, (SalonHolidayZone) zone, SALON_LANGUAGE_ENGLISH, names);
          if (expected == 0)
            expected = n_holidays;
          g_assert_cmpuint (n_holidays, ==, expected);
        }
    }
}

static void
test_names_come_in_both_languages (void)
{
  SalonDay day = salon_day_from_ymd (2026, 7, 14);

  g_assert_cmpstr (salon_holiday_get_name (day, METROPOLE, SALON_LANGUAGE_ENGLISH), ==,
                   "Bastille Day");
  g_assert_cmpstr (salon_holiday_get_name (day, METROPOLE, SALON_LANGUAGE_FRENCH), ==,
                   "14 juillet");
}

static void
test_zones_are_found_by_their_id (void)
{
  SalonHolidayZone zone;

  for (guint i = 0; i < SALON_N_HOLIDAY_ZONES; i++)
    {
      g_assert_true (
        salon_holiday_zone_from_id (salon_holiday_zone_get_id ((SalonHolidayZone) i), &zone));
      g_assert_cmpint (zone, ==, i);
      g_assert_nonnull (salon_holiday_zone_get_name (zone));
    }
  g_assert_false (salon_holiday_zone_from_id ("Metropole", &zone));
  g_assert_false (salon_holiday_zone_from_id ("", &zone));
}

/* The folder of the official files: SALON_SHARED_DATA or SALON_SHARED says where, else it stands
 * beside the source tree. */
static char *
get_official_folder (void)
{
  const char *data = g_getenv ("SALON_SHARED_DATA");
  const char *shared = g_getenv ("SALON_SHARED");

  if (data != NULL)
    return g_build_filename (data, "holidays", NULL);
  if (shared != NULL)
    return g_build_filename (shared, "data", "holidays", NULL);

  return g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", "holidays", NULL);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The order of two holidays on one day is the file's own affair. */
static char *
sort_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  qsort (lines, g_strv_length (lines), sizeof *lines, compare_lines);

  return g_strjoinv ("\n", lines);
}

static void
assert_equals_official (const char *official, SalonHolidayZone zone)
{
  g_autoptr (GString) ours = g_string_new (HOLIDAY_LINES_HEADER);
  g_autofree char *sorted_official = sort_lines (official);
  g_autofree char *sorted_ours = NULL;
  g_autofree char *trimmed = g_strchomp (g_strdup (official));
  int first_year = atoi (official + strlen (HOLIDAY_LINES_HEADER));
  int last_year = atoi (strrchr (trimmed, '\n') + 1);

  g_assert_cmpint (first_year, >=, FIRST_OFFICIAL_YEAR);
  g_assert_cmpint (last_year - first_year, >=, 10);
  holiday_lines_append (ours, zone, first_year, last_year);
  sorted_ours = sort_lines (ours->str);
  g_assert_cmpstr (sorted_ours, ==, sorted_official);
}

static void
test_days_and_names_equal_the_official_files (void)
{
  g_autofree char *folder = get_official_folder ();
  guint n_files = 0;

  for (guint i = 0; i < SALON_N_HOLIDAY_ZONES; i++)
    {
      SalonHolidayZone zone = (SalonHolidayZone) i;
      g_autofree char *name = g_strconcat (salon_holiday_zone_get_id (zone), ".csv", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *official = NULL;

      if (!g_file_get_contents (path, &official, NULL, NULL))
        continue;
      n_files++;
      assert_equals_official (official, zone);
    }

  if (n_files == 0)
    g_test_skip_printf ("no official holiday files in %s", folder);
  else
    g_test_message ("%u official files compared", n_files);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/holiday/a-year-in-metropole", test_a_year_in_metropole);
  g_test_add_func ("/salon/holiday/alsace-moselle-has-two-more", test_alsace_moselle_has_two_more);
  g_test_add_func ("/salon/holiday/easter-is-where-the-almanac-has-it",
                   test_easter_is_where_the_almanac_has_it);
  g_test_add_func ("/salon/holiday/each-overseas-zone-keeps-its-day-of-abolition",
                   test_each_overseas_zone_keeps_its_day_of_abolition);
  g_test_add_func ("/salon/holiday/zones-without-a-day-of-abolition-follow-metropole",
                   test_zones_without_a_day_of_abolition_follow_metropole);
  g_test_add_func ("/salon/holiday/laws-count-from-their-year", test_laws_count_from_their_year);
  g_test_add_func ("/salon/holiday/saint-martin-moved-its-day-in-2018",
                   test_saint_martin_moved_its_day_in_2018);
  g_test_add_func ("/salon/holiday/two-holidays-can-share-a-day",
                   test_two_holidays_can_share_a_day);
  g_test_add_func ("/salon/holiday/every-year-has-the-zones-number-of-holidays",
                   test_every_year_has_the_zones_number_of_holidays);
  g_test_add_func ("/salon/holiday/names-come-in-both-languages",
                   test_names_come_in_both_languages);
  g_test_add_func ("/salon/holiday/zones-are-found-by-their-id", test_zones_are_found_by_their_id);
  g_test_add_func ("/salon/holiday/days-and-names-equal-the-official-files",
                   test_days_and_names_equal_the_official_files);

  return g_test_run ();
}
