/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/salon-cell.h"

static void
assert_day (const char *text, const char *expected)
{
  SalonDay day = SALON_DAY_NONE;
  g_autofree char *found = NULL;

  g_test_message ("“%s”", text);
  g_assert_true (salon_cell_read_day (text, &day) == (expected != NULL));
  if (expected == NULL)
    return;
  found = salon_day_format (day);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_days (void)
{
  static const char *const same[] = {
    "2026-03-12",
    "12/03/2026",
    "12.3.26",
    "12-03-2026",
    "12 03 2026",
    "20260312",
    "2026/3/12",
    "12 mars 2026",
    "jeudi 12 mars 2026",
    "Jeu. 12 mars 2026",
    "12-mar-2026",
    "March 12, 2026",
    "Thu, March 12, 2026",
    "12/03/2026 14:30",
    "2026-03-12T14:30:00Z",
    "2026-03-12 14:30",
    "jeudi 12 mars 2026, 14h30",
    "'2026-03-12",
  };

  for (gsize i = 0; i + 1 < G_N_ELEMENTS (same); i++)
    assert_day (same[i], "2026-03-12");
  assert_day ("1er mai 2026", "2026-05-01");
  assert_day ("3 août 2026", "2026-08-03");
  assert_day ("25 DÉCEMBRE 1999", "1999-12-25");
  assert_day ("01/02/75", "1975-02-01");
  /* The month first, where it cannot be otherwise. */
  assert_day ("03/25/2026", "2026-03-25");
}

static void
test_no_days (void)
{
  static const char *const none[] = {
    "",           "demain",           "31/02/2026", "2026-13-01",  "12/2026",
    "0612345678", "12 pluviôse 2026", "99/99/9999", "12/03/20266", "2026-03-12999999",
    "1e9",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    assert_day (none[i], NULL);
}

static void
assert_minute (const char *text, int expected)
{
  int minute = -1;

  g_test_message ("“%s”", text);
  g_assert_true (salon_cell_read_minute (text, &minute) == (expected >= 0));
  g_assert_cmpint (minute, ==, expected);
}

static void
test_times (void)
{
  assert_minute ("14:30", 870);
  assert_minute ("14:30:00", 870);
  assert_minute ("14h30", 870);
  assert_minute ("14 h 30", 870);
  assert_minute ("9h", 540);
  assert_minute ("2:30 PM", 870);
  assert_minute ("12:05 AM", 5);
  assert_minute ("12/03/2026 14:30", 870);
  assert_minute ("2026-03-12T14:30:00", 870);
  assert_minute ("jeudi 12 mars 2026 à 14h30", 870);
  assert_minute ("00:00", 0);
  assert_minute ("24:00", -1);
  assert_minute ("14:75", -1);
  assert_minute ("14", -1);
  assert_minute ("13:00 PM", -1);
  assert_minute ("12/03/2026", -1);
  assert_minute ("", -1);
}

static void
assert_duration (const char *text, int expected)
{
  int minutes = -1;

  g_test_message ("“%s”", text);
  g_assert_true (salon_cell_read_duration (text, &minutes) == (expected >= 0));
  g_assert_cmpint (minutes, ==, expected);
}

static void
test_durations (void)
{
  assert_duration ("90", 90);
  assert_duration ("90 min", 90);
  assert_duration ("45mn", 45);
  assert_duration ("1h30", 90);
  assert_duration ("1 h 30 min", 90);
  assert_duration ("1h", 60);
  assert_duration ("2 heures", 120);
  assert_duration ("1:30", 90);
  assert_duration ("01:30:00", 90);
  assert_duration ("1,5 h", 90);
  assert_duration ("0", -1);
  assert_duration ("1441", -1);
  assert_duration ("long", -1);
  assert_duration ("", -1);
}

static void
test_money (void)
{
  gint64 cents = 0;

  g_assert_true (salon_cell_read_money ("45", &cents));
  g_assert_cmpint (cents, ==, 4500);
  g_assert_true (salon_cell_read_money ("45,50 €", &cents));
  g_assert_cmpint (cents, ==, 4550);
  g_assert_true (salon_cell_read_money ("1 234,50 EUR", &cents));
  g_assert_cmpint (cents, ==, 123450);
  g_assert_true (salon_cell_read_money ("'-12,00", &cents));
  g_assert_cmpint (cents, ==, -1200);
  g_assert_false (salon_cell_read_money ("gratuit", &cents));
  g_assert_false (salon_cell_read_money ("", &cents));
}

static void
assert_phone (const char *text, const char *expected)
{
  g_autofree char *e164 = NULL;

  g_test_message ("“%s”", text);
  g_assert_true (salon_cell_read_phone (text, &e164) == (expected != NULL));
  g_assert_cmpstr (e164, ==, expected);
}

static void
test_phones (void)
{
  assert_phone ("06 39 98 12 34", "+33639981234");
  assert_phone ("'+33639981234", "+33639981234");
  /* A spreadsheet has eaten the zero. */
  assert_phone ("639981234", "+33639981234");
  assert_phone ("06 39 98 12 34 ::: 01 99 00 12 34", "+33639981234");
  assert_phone ("06.39.98.12.34, fixe 0199001234", "+33639981234");
  assert_phone ("3.363998E+10", NULL);
  assert_phone ("voir Paul", NULL);
  assert_phone ("", NULL);
}

static void
test_words (void)
{
  SalonBookingStatus status;
  gboolean flag = FALSE;

  g_assert_true (salon_cell_read_flag ("OUI", &flag));
  g_assert_true (flag);
  g_assert_true (salon_cell_read_flag ("non", &flag));
  g_assert_false (flag);
  g_assert_false (salon_cell_read_flag ("peut-être", &flag));
  g_assert_true (salon_cell_read_status ("Annulé", &status));
  g_assert_cmpint (status, ==, SALON_BOOKING_CANCELLED);
  g_assert_true (salon_cell_read_status ("no_show", &status));
  g_assert_cmpint (status, ==, SALON_BOOKING_NO_SHOW);
  g_assert_false (salon_cell_read_status ("?", &status));
  for (int i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    {
      g_assert_true (salon_cell_read_status (salon_booking_status_to_wire (i), &status));
      g_assert_cmpint (status, ==, i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/cell/a-day-is-read-as-people-write-it", test_days);
  g_test_add_func ("/salon/cell/what-is-no-day-is-none", test_no_days);
  g_test_add_func ("/salon/cell/a-time-is-read-as-people-write-it", test_times);
  g_test_add_func ("/salon/cell/a-length-is-read-as-people-write-it", test_durations);
  g_test_add_func ("/salon/cell/money-has-commas-and-currencies", test_money);
  g_test_add_func ("/salon/cell/a-phone-survives-a-spreadsheet", test_phones);
  g_test_add_func ("/salon/cell/words-in-both-languages", test_words);
  return g_test_run ();
}
