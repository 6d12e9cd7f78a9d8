/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions and the waiting list as they are read back, and undone as one. */
#include "store-fixture.h"
#include "store/salon-reader.h"

#define SERIES "00000000-0000-7000-8000-00000000005e"

static SalonReader *
open_reader (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SalonReader *reader = salon_reader_open (fixture->path, &error);

  g_assert_no_error (error);
  return reader;
}

static void
test_series (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const dates[] = { "2026-03-26", "2026-03-12", "2026-03-19" };
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonReader) reader = open_reader (fixture);
  g_autoptr (GPtrArray) series = NULL;
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (JsonObject) row = fixture_booking (i, dates[i], "14:00:00", 60);
      g_autoptr (JsonObject) line = fixture_booking_service (100 + i, i, 0);

      json_object_set_string_member (row, "series_id", SERIES);
      salon_change_builder_insert (builder, "bookings", row);
      salon_change_builder_insert (builder, "booking_services", line);
    }
  salon_change_unref (store_fixture_apply (fixture, salon_change_builder_end (builder, "Repeat")));

  series = salon_reader_list_series (reader, SERIES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->len, ==, 3);
  for (guint i = 0; i < series->len; i++)
    {
      const SalonBookingFields *fields = salon_booking_get_fields (g_ptr_array_index (series, i));

      g_assert_cmpint (fields->day, ==, 20524 + (int) i * 7);
      g_assert_cmpstr (fields->series_id, ==, SERIES);
      g_assert_cmpuint (fields->n_lines, ==, 1);
    }
  undone = salon_store_undo (fixture->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM bookings"), ==, 0);
}

/* One of a repetition does not fit: none is made. */
static void
test_series_is_whole (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) taken = fixture_booking (9, "2026-03-19", "14:30:00", 60);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  salon_change_unref (store_fixture_apply (fixture, fixture_insert ("bookings", taken, "Book")));
  for (guint i = 0; i < 3; i++)
    {
      static const char *const dates[] = { "2026-03-12", "2026-03-19", "2026-03-26" };
      g_autoptr (JsonObject) row = fixture_booking (i, dates[i], "14:00:00", 60);

      salon_change_builder_insert (builder, "bookings", row);
    }
  change = salon_change_builder_end (builder, "Repeat");
  g_assert_null (salon_store_apply (fixture->store, change, 0, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM bookings"), ==, 1);
}

static SalonWish *
make_wish (guint number, const char *name, SalonWishStatus status, gint64 created_at)
{
  g_autofree char *id = fixture_id (number);
  g_autofree char *gel = fixture_id (50);
  g_autofree char *brows = fixture_id (51);
  const char *services[] = { gel, brows, NULL };

  return salon_wish_new (&(SalonWishFields) {
    .id = id,
    .client_name = name,
    .service_ids = services,
    .duration_minutes = 60,
    .from = 20524,
    .to = 20530,
    .weekdays = 8,
    .start_minute = 14 * 60,
    .end_minute = 24 * 60,
    .status = status,
    .created_at = created_at,
  });
}

static void
add_wish (StoreFixture *fixture, SalonWish *wish)
{
  g_autoptr (SalonWish) taken = wish;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  salon_wish_add_insert (taken, builder);
  salon_change_unref (store_fixture_apply (fixture, salon_change_builder_end (builder, "Wait")));
}

static void
test_wishes (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = open_reader (fixture);
  g_autoptr (JsonObject) gel = fixture_service (50, "Gel");
  g_autoptr (JsonObject) brows = fixture_service (51, "Brows");
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  const SalonWishFields *first;

  json_object_set_int_member (gel, "buffer_minutes", 15);
  json_object_set_int_member (brows, "buffer_before_minutes", 5);
  salon_change_unref (store_fixture_apply (fixture, fixture_insert ("services", gel, "Gel")));
  salon_change_unref (store_fixture_apply (fixture, fixture_insert ("services", brows, "Brows")));
  add_wish (fixture, make_wish (1, "Second", SALON_WISH_OFFERED, 200));
  add_wish (fixture, make_wish (2, "First", SALON_WISH_WAITING, 100));
  add_wish (fixture, make_wish (3, "Gone", SALON_WISH_GONE, 50));

  waiting = salon_reader_list_wishes (reader, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 2);
  first = salon_wish_get_fields (g_ptr_array_index (waiting, 0));
  g_assert_cmpstr (first->client_name, ==, "First");
  g_assert_cmpuint (g_strv_length ((char **) first->service_ids), ==, 2);
  g_assert_cmpint (first->start_minute, ==, 14 * 60);
  g_assert_cmpint (first->end_minute, ==, 24 * 60);
  g_assert_cmpint (first->weekdays, ==, 8);
  g_assert_cmpint (first->from, ==, 20524);
  g_assert_cmpint (first->buffer_minutes, ==, 15);
  g_assert_cmpint (first->buffer_before_minutes, ==, 5);
  all = salon_reader_list_wishes (reader, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 3);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/reader-planning/" path, StoreFixture, NULL, store_fixture_set_up, test,      \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-repetition-is-one-undo", test_series);
  ADD ("a-repetition-is-made-whole-or-not", test_series_is_whole);
  ADD ("who-waits-is-read-in-the-order-she-came", test_wishes);
  return g_test_run ();
}
