/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A repetition as one change: what is made, and what happens to one, some or all of it. */
#include "planning/salon-series-changes.h"

#include "store-fixture.h"
#include "store/salon-reader.h"

/* Thursday 12 March 2026. */
#define DAY 20524
#define SERIES "00000000-0000-7000-8000-00000000005e"

typedef struct
{
  StoreFixture store;
  SalonReader *reader;
} Fixture;

static void
apply (Fixture *self, SalonChange *change)
{
  salon_change_unref (store_fixture_apply (&self->store, change));
}

/* One booking of 14:00 with a line, as it is read. */
static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = fixture_booking (1, "2026-03-12", "14:00:00", 60);
  g_autoptr (JsonObject) line = fixture_booking_service (100, 1, 0);
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&self->store, NULL);
  salon_change_builder_insert (builder, "bookings", row);
  salon_change_builder_insert (builder, "booking_services", line);
  apply (self, salon_change_builder_end (builder, "Book"));
  self->reader = salon_reader_open (self->store.path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_clear_object (&self->reader);
  store_fixture_tear_down (&self->store, NULL);
}

static SalonBooking *
get_first (Fixture *self)
{
  g_autofree char *id = fixture_id (1);
  SalonBooking *booking = salon_reader_get_booking (self->reader, id, NULL);

  g_assert_nonnull (booking);
  return booking;
}

static GPtrArray *
list_series (Fixture *self)
{
  GPtrArray *series = salon_reader_list_series (self->reader, SERIES, NULL);

  g_assert_nonnull (series);
  return series;
}

/* Four more, week by week, of which the second is left out. */
static void
repeat (Fixture *self)
{
  g_autoptr (SalonBooking) booking = get_first (self);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (SalonSeriesVisit));

  for (int week = 1; week <= 4; week++)
    g_array_append_val (visits,
                        ((SalonSeriesVisit) { salon_moment (DAY + week * 7, 14 * 60), week == 2 }));
  apply (self, salon_series_changes_create (booking, visits, SERIES, 100));
}

/* "days after the 12th hh:mm status" of each. */
static void
expect (Fixture *self, const char *expected)
{
  g_autofree char *found = store_fixture_read_text (
    &self->store, "SELECT group_concat ((start_minute / 1440 - 20524) || ' '\n"
                  "  || substr (booking_time, 1, 5) || ' ' || status, ', ' ORDER BY start_minute)\n"
                  "FROM bookings");

  g_assert_cmpstr (found, ==, expected);
}

static void
test_create (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (GPtrArray) series = NULL;

  repeat (self);
  expect (self, "0 14:00 confirmed, 7 14:00 confirmed, 21 14:00 confirmed, 28 14:00 confirmed");
  series = list_series (self);
  g_assert_cmpuint (series->len, ==, 4);
  for (guint i = 0; i < series->len; i++)
    g_assert_cmpuint (salon_booking_get_fields (g_ptr_array_index (series, i))->n_lines, ==, 1);
  undone = salon_store_undo (self->store.store, 200, NULL);
  g_assert_nonnull (undone);
  expect (self, "0 14:00 confirmed");
  g_assert_cmpint (store_fixture_read_int (
                     &self->store, "SELECT count (*) FROM bookings WHERE series_id NOT NULL"),
                   ==, 0);
}

static void
test_nothing (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonBooking) booking = get_first (self);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (SalonSeriesVisit));

  g_array_append_val (visits, ((SalonSeriesVisit) { salon_moment (DAY + 7, 0), TRUE }));
  g_assert_null (salon_series_changes_create (booking, visits, SERIES, 100));
}

static void
test_cancel_following (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) series = NULL;
  g_autoptr (GPtrArray) selected = NULL;

  repeat (self);
  series = list_series (self);
  selected =
    salon_series_select (series, g_ptr_array_index (series, 1), SALON_SERIES_THIS_AND_FOLLOWING);
  apply (self, salon_series_changes_cancel (selected, "Moved away", 300));
  expect (self, "0 14:00 confirmed, 7 14:00 cancelled, 21 14:00 cancelled, 28 14:00 cancelled");
  g_assert_cmpint (store_fixture_read_int (&self->store,
                                           "SELECT count (*) FROM bookings\n"
                                           "WHERE cancellation_reason = 'Moved away'\n"
                                           "  AND cancelled_at = 300"),
                   ==, 3);
}

/* By exactly the distance of two of them, onwards and back: none stands over another on the way. */
static void
test_move_all (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) series = NULL;
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (GPtrArray) again = NULL;

  repeat (self);
  series = list_series (self);
  selected = salon_series_select (series, g_ptr_array_index (series, 0), SALON_SERIES_ALL);
  apply (self, salon_series_changes_move (selected, g_ptr_array_index (series, 0),
                                          salon_moment (DAY + 7, 14 * 60), 90, NULL));
  expect (self, "7 14:00 confirmed, 14 14:00 confirmed, 28 14:00 confirmed, 35 14:00 confirmed");
  g_assert_cmpint (store_fixture_read_int (&self->store,
                                           "SELECT sum (duration_minutes) FROM bookings"),
                   ==, 90 + 3 * 60);

  moved = list_series (self);
  again = salon_series_select (moved, g_ptr_array_index (moved, 1), SALON_SERIES_ALL);
  apply (self, salon_series_changes_move (again, g_ptr_array_index (moved, 1),
                                          salon_moment (DAY + 7, 13 * 60 + 45), 60, NULL));
  expect (self, "0 13:45 confirmed, 7 13:45 confirmed, 21 13:45 confirmed, 28 13:45 confirmed");
}

static void
test_move_only_this (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) series = NULL;
  g_autoptr (GPtrArray) selected = NULL;

  repeat (self);
  series = list_series (self);
  selected = salon_series_select (series, g_ptr_array_index (series, 1), SALON_SERIES_ONLY_THIS);
  apply (self, salon_series_changes_move (selected, g_ptr_array_index (series, 1),
                                          salon_moment (DAY + 8, 9 * 60), 60, NULL));
  expect (self, "0 14:00 confirmed, 8 09:00 confirmed, 21 14:00 confirmed, 28 14:00 confirmed");
}

/* Whatever is moved and cancelled, no booking comes to be or is lost, and one undo takes it back. */
static void
test_random (Fixture *self, gconstpointer unused)
{
  repeat (self);
  for (int i = 0; i < 60; i++)
    {
      g_autoptr (GPtrArray) series = list_series (self);
      SalonBooking *booking = g_ptr_array_index (series, g_test_rand_int_range (0, 4));
      SalonSeriesScope scope = (SalonSeriesScope) g_test_rand_int_range (0, 3);
      g_autoptr (GPtrArray) selected = salon_series_select (series, booking, scope);
      SalonMoment start =
        salon_booking_get_visit (booking).start + g_test_rand_int_range (-10 * 1440, 10 * 1440);
      static const char *places =
        "SELECT group_concat (id || start_minute || status) FROM bookings";
      g_autofree char *before = store_fixture_read_text (&self->store, places);
      g_autofree char *after = NULL;
      g_autoptr (SalonChange) change =
        g_test_rand_int_range (0, 8) > 0
          ? salon_series_changes_move (selected, booking, start, 60, NULL)
          : salon_series_changes_cancel (selected, NULL, 300);
      g_autoptr (SalonChange) kept = NULL;
      g_autoptr (SalonChange) undone = NULL;

      if (change == NULL)
        continue;
      kept = salon_store_apply (self->store.store, change, 400, NULL);
      g_assert_cmpint (store_fixture_read_int (&self->store, "SELECT count (*) FROM bookings"), ==,
                       4);
      g_assert_cmpint (
        store_fixture_read_int (&self->store, "SELECT count (*) FROM booking_services"), ==, 4);
      if (kept == NULL || g_test_rand_bit ())
        continue;
      undone = salon_store_undo (self->store.store, 500, NULL);
      g_assert_nonnull (undone);
      after = store_fixture_read_text (&self->store, places);
      g_assert_cmpstr (after, ==, before);
    }
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/series-changes/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-repetition-is-made-and-undone-as-one", test_create);
  ADD ("nothing-chosen-is-no-change", test_nothing);
  ADD ("cancelling-the-following-leaves-what-was-before", test_cancel_following);
  ADD ("all-move-by-the-distance-between-them", test_move_all);
  ADD ("only-this-moves-alone", test_move_only_this);
  ADD ("no-booking-comes-to-be-or-is-lost", test_random);
  return g_test_run ();
}
