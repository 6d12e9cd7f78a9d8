/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/salon-week-form.h"

#include "store-fixture.h"

#define MONDAY 0
#define TUESDAY 1
#define FRIDAY 4

static JsonObject *
make_row (guint number, int weekday, const char *start, const char *end, gboolean is_active)
{
  g_autofree char *id = fixture_id (number);
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "day_of_week", weekday);
  json_object_set_string_member (row, "start_time", start);
  json_object_set_string_member (row, "end_time", end);
  json_object_set_boolean_member (row, "is_active", is_active);
  json_object_set_null_member (row, "staff_id");
  return row;
}

static GPtrArray *
make_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
}

static GArray *
make_windows (int n_windows, const SalonRange *ranges)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (SalonRange));

  g_array_append_vals (windows, ranges, (guint) n_windows);
  return windows;
}

#define WINDOWS(...)                                                                               \
  make_windows (G_N_ELEMENTS (((SalonRange[]) { __VA_ARGS__ })), (SalonRange[]) { __VA_ARGS__ })

static SalonRange
hours (int start, int end)
{
  return salon_range (start * 60, end * 60);
}

static void
assert_hours (SalonWeekForm *form, int weekday, const char *expected)
{
  g_autoptr (GArray) windows = salon_week_form_dup_windows (form, weekday);
  g_autofree char *words = salon_week_form_describe (windows);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_no_rows (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_autoptr (SalonWeekForm) form = salon_week_form_new (rows);

  g_assert_false (salon_week_form_is_open (form, MONDAY));
  assert_hours (form, MONDAY, "");
}

static void
test_sorted (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_ptr_array_add (rows, make_row (11, MONDAY, "14:00:00", "19:00:00", TRUE));
  g_ptr_array_add (rows, make_row (12, MONDAY, "09:30:00", "12:00:00", TRUE));
  g_autoptr (SalonWeekForm) form = salon_week_form_new (rows);

  g_assert_true (salon_week_form_is_open (form, MONDAY));
  assert_hours (form, MONDAY, "09:30 – 12:00, 14:00 – 19:00");
  g_assert_false (salon_week_form_is_open (form, TUESDAY));
}

static void
test_keeps_hours (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_ptr_array_add (rows, make_row (11, MONDAY, "09:00:00", "12:00:00", FALSE));
  g_autoptr (SalonWeekForm) form = salon_week_form_new (rows);

  g_assert_false (salon_week_form_is_open (form, MONDAY));
  assert_hours (form, MONDAY, "09:00 – 12:00");
}

static void
test_other_staff (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  JsonObject *row = make_row (11, MONDAY, "09:00:00", "12:00:00", TRUE);
  json_object_set_string_member (row, "staff_id", FIXTURE_STAFF_ID);
  g_ptr_array_add (rows, row);
  g_autoptr (SalonWeekForm) form = salon_week_form_new (rows);

  g_assert_false (salon_week_form_is_open (form, MONDAY));
}

static void
test_check (void)
{
  g_autoptr (GArray) fine = WINDOWS (hours (9, 12), hours (12, 24));
  g_autoptr (GArray) empty = WINDOWS (hours (9, 9));
  g_autoptr (GArray) backwards = WINDOWS (hours (12, 9));
  g_autoptr (GArray) overlap = WINDOWS (hours (14, 19), hours (9, 15));

  g_assert_null (salon_week_form_check (fine));
  g_assert_nonnull (salon_week_form_check (empty));
  g_assert_nonnull (salon_week_form_check (backwards));
  g_assert_nonnull (salon_week_form_check (overlap));
}

static void
assert_break (GArray *windows, const char *expected)
{
  g_autoptr (GArray) owned = windows;
  g_autoptr (GArray) cut = salon_week_form_add_break (windows);
  g_autofree char *words = salon_week_form_describe (cut);

  g_assert_null (salon_week_form_check (cut));
  g_assert_cmpstr (words, ==, expected);
}

static void
test_break_at_noon (void)
{
  assert_break (WINDOWS (hours (9, 19)), "09:00 – 12:00, 13:00 – 19:00");
}

static void
test_break_elsewhere (void)
{
  assert_break (WINDOWS (hours (14, 20)), "14:00 – 16:30, 17:30 – 20:00");
  assert_break (WINDOWS (hours (9, 12), hours (13, 20)),
                "09:00 – 12:00, 13:00 – 16:00, 17:00 – 20:00");
}

static void
test_break_short (void)
{
  assert_break (WINDOWS (hours (9, 11)), "09:00 – 11:00, 12:00 – 13:00");
  assert_break (WINDOWS (hours (22, 24)), "22:00 – 24:00");
}

/* Whatever the hours, what is added can be saved, and hours that are long enough gain one. */
static void
test_break_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 2000; i++)
    {
      int start = g_rand_int_range (random, 0, 288) * 5;
      int length = g_rand_int_range (random, 1, 200) * 5;
      int end = MIN (start + length, SALON_DAY_MINUTES);
      g_autoptr (GArray) windows = WINDOWS (salon_range (start, end));
      g_autoptr (GArray) cut = salon_week_form_add_break (windows);

      g_assert_cmpstr (salon_week_form_check (cut), ==, NULL);
      if (end - start >= 180)
        g_assert_cmpuint (cut->len, ==, 2);
    }
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_ptr_array_add (rows, make_row (11, MONDAY, "09:00:00", "12:00:00", TRUE));
  g_autoptr (SalonWeekForm) form = salon_week_form_new (rows);
  g_autoptr (GArray) same = WINDOWS (hours (9, 12));
  g_autoptr (GArray) none = make_windows (0, NULL);

  g_assert_null (salon_week_form_change_day (form, MONDAY, TRUE, same));
  g_assert_null (salon_week_form_change_day (form, TUESDAY, FALSE, none));
  g_assert_null (salon_week_form_copy_day (form, MONDAY, 1u << MONDAY));
}

static char *
read_week (StoreFixture *fixture)
{
  return store_fixture_read_text (fixture,
                                  "SELECT group_concat (line, ' ') FROM ("
                                  " SELECT day_of_week || ':' || substr (start_time, 1, 5) || '-'"
                                  "  || substr (end_time, 1, 5) || iif (is_active, '', '!') AS line"
                                  " FROM availabilities ORDER BY day_of_week, start_time)");
}

static void
assert_week (StoreFixture *fixture, const char *expected)
{
  g_autofree char *week = read_week (fixture);

  g_assert_cmpstr (week, ==, expected);
}

/* As the page does it: each edit begins with the rows as they are. */
static SalonWeekForm *
read_form (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (store_fixture_connect (fixture),
                                       "SELECT id, day_of_week, start_time, end_time, is_active"
                                       " FROM availabilities",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      JsonObject *row = make_row (0, sqlite3_column_int (statement, 1),
                                  (const char *) sqlite3_column_text (statement, 2),
                                  (const char *) sqlite3_column_text (statement, 3),
                                  sqlite3_column_int (statement, 4));
      json_object_set_string_member (row, "id", (const char *) sqlite3_column_text (statement, 0));
      g_ptr_array_add (rows, row);
    }
  sqlite3_finalize (statement);
  return salon_week_form_new (rows);
}

static void
set_day (StoreFixture *fixture, int weekday, gboolean is_open, GArray *windows)
{
  g_autoptr (GArray) owned = windows;
  g_autoptr (SalonWeekForm) form = read_form (fixture);
  SalonChange *change = salon_week_form_change_day (form, weekday, is_open, windows);

  g_assert_nonnull (change);
  salon_change_unref (store_fixture_apply (fixture, change));
}

static void
undo (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) undone = salon_store_undo (fixture->store, FIXTURE_NOW, &error);

  g_assert_no_error (error);
}

static void
test_store (StoreFixture *fixture, gconstpointer unused)
{
  set_day (fixture, MONDAY, TRUE, WINDOWS (hours (9, 19)));
  assert_week (fixture, "0:09:00-19:00");
  set_day (fixture, MONDAY, TRUE, WINDOWS (hours (9, 12), hours (13, 24)));
  assert_week (fixture, "0:09:00-12:00 0:13:00-24:00");
  set_day (fixture, MONDAY, FALSE, WINDOWS (hours (9, 12), hours (13, 24)));
  assert_week (fixture, "0:09:00-12:00! 0:13:00-24:00!");
  set_day (fixture, MONDAY, TRUE, WINDOWS (hours (10, 12)));
  assert_week (fixture, "0:10:00-12:00");
  undo (fixture);
  undo (fixture);
  assert_week (fixture, "0:09:00-12:00 0:13:00-24:00");
  undo (fixture);
  assert_week (fixture, "0:09:00-19:00");
}

static void
test_copy (StoreFixture *fixture, gconstpointer unused)
{
  set_day (fixture, MONDAY, TRUE, WINDOWS (hours (9, 12), hours (13, 19)));
  set_day (fixture, TUESDAY, TRUE, WINDOWS (hours (8, 9)));
  g_autoptr (SalonWeekForm) form = read_form (fixture);
  SalonChange *change = salon_week_form_copy_day (form, MONDAY, 1u << TUESDAY | 1u << FRIDAY);

  g_assert_nonnull (change);
  salon_change_unref (store_fixture_apply (fixture, change));
  assert_week (fixture, "0:09:00-12:00 0:13:00-19:00 1:09:00-12:00 1:13:00-19:00 "
                        "4:09:00-12:00 4:13:00-19:00");
  undo (fixture);
  assert_week (fixture, "0:09:00-12:00 0:13:00-19:00 1:08:00-09:00");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/week-form/a-day-without-rows-is-closed", test_no_rows);
  g_test_add_func ("/salon/week-form/hours-are-sorted", test_sorted);
  g_test_add_func ("/salon/week-form/a-closed-day-keeps-its-hours", test_keeps_hours);
  g_test_add_func ("/salon/week-form/hours-of-one-member-are-left-alone", test_other_staff);
  g_test_add_func ("/salon/week-form/overlaps-and-backward-hours-are-told", test_check);
  g_test_add_func ("/salon/week-form/a-break-is-cut-at-noon", test_break_at_noon);
  g_test_add_func ("/salon/week-form/without-noon-a-break-is-cut-in-the-middle",
                   test_break_elsewhere);
  g_test_add_func ("/salon/week-form/short-hours-gain-an-hour-behind", test_break_short);
  g_test_add_func ("/salon/week-form/any-hours-can-be-saved-with-a-break", test_break_random);
  g_test_add_func ("/salon/week-form/the-same-hours-are-no-change", test_nothing);
  g_test_add ("/salon/week-form/every-edit-is-saved-and-undone", StoreFixture, NULL,
              store_fixture_set_up, test_store, store_fixture_tear_down);
  g_test_add ("/salon/week-form/a-day-is-copied-in-one-change", StoreFixture, NULL,
              store_fixture_set_up, test_copy, store_fixture_tear_down);
  return g_test_run ();
}
