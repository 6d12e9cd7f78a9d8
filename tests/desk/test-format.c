/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days, lengths and money, word for word, in both languages. The French comes from the translation
 * built beside this program; a test of French is skipped where the system has no French locale.
 */
#include "common/salon-format.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

#define NO_BREAK "\u00a0"
#define NARROW "\u202f"

static SalonDay
day_of (int year, int month, int day_of_month)
{
  return salon_day_from_ymd (year, month, day_of_month);
}

static void
assert_text (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static gboolean
speak_french (void)
{
  if (setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("this system has no locale fr_FR.UTF-8");
      return FALSE;
    }
  g_assert_cmpint (salon_format_get_language (), ==, SALON_LANGUAGE_FRENCH);
  return TRUE;
}

static void
speak_english (void)
{
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  g_assert_cmpint (salon_format_get_language (), ==, SALON_LANGUAGE_ENGLISH);
}

static void
test_french_days (void)
{
  if (!speak_french ())
    return;
  assert_text (salon_format_day (day_of (2026, 3, 14), SALON_DAY_STYLE_LONG),
               "samedi 14 mars 2026");
  assert_text (salon_format_day (day_of (2026, 3, 12), SALON_DAY_STYLE_WITHOUT_YEAR),
               "jeudi 12 mars");
  assert_text (salon_format_day (day_of (2026, 2, 9), SALON_DAY_STYLE_MEDIUM), "lun. 9 févr.");
  assert_text (salon_format_day (day_of (2026, 3, 4), SALON_DAY_STYLE_SHORT), "04/03/2026");
  assert_text (salon_format_day (day_of (2026, 8, 31), SALON_DAY_STYLE_MONTH), "août 2026");
}

static void
test_french_first (void)
{
  if (!speak_french ())
    return;
  assert_text (salon_format_day (day_of (2026, 5, 1), SALON_DAY_STYLE_LONG),
               "vendredi 1er mai 2026");
  assert_text (salon_format_day (day_of (2026, 7, 1), SALON_DAY_STYLE_MEDIUM), "mer. 1er juil.");
  assert_text (salon_format_days (day_of (2026, 3, 1), day_of (2026, 3, 7)), "1er – 7 mars 2026");
}

static void
test_french_ranges (void)
{
  if (!speak_french ())
    return;
  assert_text (salon_format_days (day_of (2026, 3, 12), day_of (2026, 3, 12)),
               "jeudi 12 mars 2026");
  assert_text (salon_format_days (day_of (2026, 3, 12), day_of (2026, 3, 18)), "12 – 18 mars 2026");
  assert_text (salon_format_days (day_of (2026, 3, 30), day_of (2026, 4, 5)),
               "30 mars – 5 avril 2026");
  assert_text (salon_format_days (day_of (2025, 12, 29), day_of (2026, 1, 4)),
               "29 décembre 2025 – 4 janvier 2026");
}

static void
test_french_times (void)
{
  if (!speak_french ())
    return;
  assert_text (salon_format_moment (salon_moment (day_of (2026, 3, 12), 9 * 60)),
               "jeudi 12 mars à 09:00");
  assert_text (salon_format_duration (45), "45" NO_BREAK "min");
  assert_text (salon_format_duration (120), "2" NO_BREAK "h");
  assert_text (salon_format_duration (65), "1" NO_BREAK "h" NO_BREAK "05");
}

static void
test_french_heading (void)
{
  if (!speak_french ())
    return;
  assert_text (salon_format_heading ("jeudi 12 mars 2026"), "Jeudi 12 mars 2026");
  assert_text (salon_format_heading ("été"), "Été");
  assert_text (salon_format_heading ("12 – 18 mars 2026"), "12 – 18 mars 2026");
  assert_text (salon_format_heading (""), "");
}

static void
test_french_week (void)
{
  if (!speak_french ())
    return;
  g_assert_cmpint (salon_format_get_first_weekday (), ==, 0);
  g_assert_cmpstr (salon_format_get_weekday (0), ==, "lundi");
  g_assert_cmpstr (salon_format_get_short_weekday (6), ==, "dim.");
}

static void
test_english_days (void)
{
  speak_english ();
  assert_text (salon_format_day (day_of (2026, 3, 14), SALON_DAY_STYLE_LONG),
               "Saturday 14 March 2026");
  assert_text (salon_format_day (day_of (2026, 5, 1), SALON_DAY_STYLE_WITHOUT_YEAR),
               "Friday 1 May");
  assert_text (salon_format_day (day_of (2026, 2, 9), SALON_DAY_STYLE_MEDIUM), "Mon 9 Feb");
  assert_text (salon_format_day (day_of (2026, 3, 4), SALON_DAY_STYLE_SHORT), "04/03/2026");
  assert_text (salon_format_day (day_of (2026, 8, 31), SALON_DAY_STYLE_MONTH), "August 2026");
}

static void
test_english_ranges (void)
{
  speak_english ();
  assert_text (salon_format_days (day_of (2026, 3, 12), day_of (2026, 3, 12)),
               "Thursday 12 March 2026");
  assert_text (salon_format_days (day_of (2026, 3, 1), day_of (2026, 3, 7)), "1 – 7 March 2026");
  assert_text (salon_format_days (day_of (2026, 3, 30), day_of (2026, 4, 5)),
               "30 March – 5 April 2026");
  assert_text (salon_format_days (day_of (2025, 12, 29), day_of (2026, 1, 4)),
               "29 December 2025 – 4 January 2026");
}

static void
test_english_times (void)
{
  speak_english ();
  assert_text (salon_format_moment (salon_moment (day_of (2026, 3, 12), 14 * 60 + 30)),
               "Thursday 12 March 14:30");
  assert_text (salon_format_duration (45), "45 min");
  assert_text (salon_format_duration (120), "2 h");
  assert_text (salon_format_duration (65), "1 h 05");
}

static SalonSession *
open_session (const char *path)
{
  g_autoptr (GError) error = NULL;
  SalonSession *session = salon_session_open (path, FALSE, &error);

  g_assert_no_error (error);
  return session;
}

static void
remove_folder (const char *folder)
{
  static const char *const names[] = { "salon.db", "salon.db-wal", "salon.db-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_money (void)
{
  g_autofree char *folder = g_dir_make_tmp ("salon-format-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "salon.db", NULL);
  SalonSession *session = open_session (path);

  speak_english ();
  assert_text (salon_format_money (session, 123450), "€1,234.50");
  assert_text (salon_format_money (session, -500), "-€5.00");
  if (speak_french ())
    {
      assert_text (salon_format_money (session, 123450), "1" NARROW "234,50" NO_BREAK "€");
      assert_text (salon_format_money (session, -500), "-5,00" NO_BREAK "€");
    }
  salon_session_close (session);
  g_assert_finalize_object (session);
  remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *translations = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  g_unsetenv ("LANGUAGE");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_test_add_func ("/salon/format/french-days", test_french_days);
  g_test_add_func ("/salon/format/french-says-1er-for-the-first", test_french_first);
  g_test_add_func ("/salon/format/french-days-across-months-and-years", test_french_ranges);
  g_test_add_func ("/salon/format/french-times-and-lengths-do-not-break", test_french_times);
  g_test_add_func ("/salon/format/a-heading-begins-with-a-capital", test_french_heading);
  g_test_add_func ("/salon/format/a-french-week-begins-on-monday", test_french_week);
  g_test_add_func ("/salon/format/english-days", test_english_days);
  g_test_add_func ("/salon/format/english-days-across-months-and-years", test_english_ranges);
  g_test_add_func ("/salon/format/english-times-and-lengths", test_english_times);
  g_test_add_func ("/salon/format/money-in-the-language-of-the-window", test_money);
  return g_test_run ();
}
