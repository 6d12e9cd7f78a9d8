/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the form into a real store and back: what is one change, what is kept, what is refused. */
#include "booking-fixture.h"
#include "bookings/salon-booking-save.h"
#include "bookings/salon-slot-finder.h"
#include "planning/salon-series-changes.h"
#include "history/salon-history-words.h"
#include "store/salon-store-error.h"

static SalonBookingForm *
reopen (BookingFixture *fixture, SalonBooking *booking)
{
  const char *client_id = salon_booking_get_fields (booking)->client_id;
  g_autoptr (SalonClient) client = NULL;

  if (client_id != NULL)
    client = salon_reader_get_client (salon_session_get_reader (fixture->session), client_id, NULL);
  return salon_booking_form_new_for (booking, client);
}

static void
test_new_client_and_booking_are_one_change (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  salon_booking_form_set_new_client (form, "  Zoé   Petit ", "06.98.76.54.32", "");
  salon_booking_form_add_service (form, fixture->brows);
  change = salon_booking_save_build_change (form, 1000);
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 4);
  g_assert_nonnull (strstr (salon_change_get_label (change), "Zoé Petit"));
  g_assert_true (booking_fixture_commit (fixture, change, &error));
  g_assert_no_error (error);

  SalonReader *reader = salon_session_get_reader (fixture->session);
  g_autoptr (SalonBooking) booking =
    salon_reader_get_booking (reader, salon_booking_form_get_id (form), &error);
  g_assert_no_error (error);
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autoptr (SalonClient) client = salon_reader_get_client (reader, fields->client_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (salon_client_get_fields (client)->name, ==, "Zoé Petit");
  g_assert_cmpstr (salon_client_get_fields (client)->phone, ==, "+33698765432");
  g_assert_null (salon_client_get_fields (client)->email);
  g_assert_cmpstr (fields->client_name, ==, "Zoé Petit");
  g_assert_cmpint (fields->n_lines, ==, 2);
  g_assert_cmpstr (fields->lines[0].name, ==, "Gel nails");
  g_assert_cmpstr (fields->lines[1].name, ==, "Brows");
  g_assert_cmpint (fields->day, ==, TUESDAY);
  g_assert_cmpint (fields->minute, ==, 540);
  g_assert_cmpint (fields->duration_minutes, ==, 75);
  g_assert_cmpint (fields->price_cents, ==, 5750);
  g_assert_cmpint (fields->status, ==, SALON_BOOKING_CONFIRMED);
}

static void
test_walk_in_has_a_name_and_no_client (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) booking = NULL;

  salon_booking_form_set_walk_in (form, "");
  booking = booking_fixture_save (fixture, form);
  g_assert_null (salon_booking_get_fields (booking)->client_id);
  g_assert_null (salon_booking_get_fields (booking)->client_phone);
  g_assert_cmpstr (salon_booking_get_fields (booking)->client_name, !=, "");
}

static void
test_unchanged_booking_is_no_change (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonBookingForm) again = NULL;

  salon_booking_form_set_price (form, 4000);
  salon_booking_form_set_notes (form, "Two lines\nof notes");
  booking = booking_fixture_save (fixture, form);
  again = reopen (fixture, booking);
  g_assert_null (salon_booking_save_build_change (again, 2000));
  g_assert_true (salon_booking_form_has_own_price (again));
  g_assert_false (salon_booking_form_has_own_duration (again));
}

static void
test_edits_of_lines_are_kept (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonBookingForm) again = NULL;
  g_autoptr (SalonBooking) after = NULL;

  salon_booking_form_add_service (form, fixture->brows);
  booking = booking_fixture_save (fixture, form);
  again = reopen (fixture, booking);
  salon_booking_form_move_line (again, 1, -1);
  salon_booking_form_set_line_price (again, 0, 1000);
  salon_booking_form_remove_line (again, 1);
  salon_booking_form_add_service (again, fixture->massage);
  after = booking_fixture_save (fixture, again);

  const SalonBookingFields *fields = salon_booking_get_fields (after);
  g_assert_cmpuint (fields->n_lines, ==, 2);
  g_assert_cmpstr (fields->lines[0].name, ==, "Brows");
  g_assert_cmpint (fields->lines[0].price_cents, ==, 1000);
  g_assert_cmpstr (fields->lines[1].name, ==, "Massage");
  g_assert_cmpint (fields->price_cents, ==, 10500);
}

static void
test_a_chair_taken_meanwhile_keeps_the_form (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) first = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBookingForm) second = booking_fixture_make_form (fixture, 570);
  g_autoptr (SalonBooking) booking = booking_fixture_save (fixture, first);
  g_autoptr (SalonChange) refused = salon_booking_save_build_change (second, 1000);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonSlotFinder) finder = salon_slot_finder_new (fixture->session);

  g_assert_false (booking_fixture_commit (fixture, refused, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_TAKEN);

  SalonSlotVerdict verdict = salon_slot_finder_explain (finder, second);
  g_assert_cmpint (verdict.state, ==, SALON_SLOT_TAKEN);
  g_assert_cmpint (salon_booking_form_get_problems (second), ==, SALON_BOOKING_PROBLEM_SLOT_TAKEN);
  g_autoptr (GArray) nearest =
    salon_slot_finder_list_nearest (finder, second, salon_moment (TUESDAY, 570), 3);
  g_assert_cmpuint (nearest->len, ==, 3);
  SalonMoment start = g_array_index (nearest, SalonMoment, 0);
  g_assert_cmpint (start, ==, salon_moment (TUESDAY, 610));
  salon_booking_form_set_start (second, salon_moment_get_day (start),
                                salon_moment_get_minute (start));
  salon_slot_finder_explain (finder, second);
  g_autoptr (SalonBooking) saved = booking_fixture_save (fixture, second);
  g_assert_cmpint (salon_booking_get_fields (saved)->minute, ==, 610);
}

/* With five minutes to prepare she can begin no earlier than five after the cleaning before. */
static void
test_preparation_is_kept_and_minded (BookingFixture *fixture, gconstpointer unused)
{
  SalonServiceFields fields = *salon_service_get_fields (fixture->brows);
  g_autoptr (SalonBookingForm) first = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBookingForm) second =
    salon_booking_form_new (salon_session_get_staff_id (fixture->session));
  g_autoptr (SalonSlotFinder) finder = salon_slot_finder_new (fixture->session);
  g_autoptr (SalonService) prepared = NULL;
  g_autoptr (SalonBooking) before = booking_fixture_save (fixture, first);
  g_autoptr (SalonBooking) after = NULL;

  fields.buffer_before_minutes = 5;
  prepared = salon_service_new (&fields);
  salon_booking_form_set_client (second, fixture->marie);
  salon_booking_form_add_service (second, prepared);
  salon_booking_form_set_start (second, TUESDAY, 610);
  g_assert_cmpint (salon_slot_finder_explain (finder, second).state, ==, SALON_SLOT_TAKEN);
  salon_booking_form_set_start (second, TUESDAY, 615);
  g_assert_cmpint (salon_slot_finder_explain (finder, second).state, ==, SALON_SLOT_FREE);
  after = booking_fixture_save (fixture, second);
  g_assert_cmpint (salon_booking_get_fields (after)->buffer_before_minutes, ==, 5);
  g_assert_cmpint (salon_booking_get_fields (after)->lines[0].buffer_before_minutes, ==, 5);
}

/* By a week, which is the distance between them: the one that moves first must not be in the way. */
static void
test_a_series_moves_with_the_one_at_hand (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) first = booking_fixture_save (fixture, form);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (SalonSeriesVisit));
  g_autoptr (SalonChange) repeated = NULL;
  g_autoptr (GPtrArray) series = NULL;
  g_autoptr (SalonBookingForm) edited = NULL;
  g_autoptr (SalonChange) moved = NULL;
  g_autoptr (GError) error = NULL;
  SalonReader *reader = salon_session_get_reader (fixture->session);
  const char *series_id = "00000000-0000-7000-8000-00000000005e";

  for (int week = 1; week <= 2; week++)
    g_array_append_val (visits,
                        ((SalonSeriesVisit) { salon_moment (TUESDAY + week * 7, 540), FALSE }));
  repeated = salon_series_changes_create (first, visits, series_id, 1000);
  g_assert_true (booking_fixture_commit (fixture, repeated, &error));
  series = salon_reader_list_series (reader, series_id, NULL);
  edited = salon_booking_form_new_for (g_ptr_array_index (series, 0), fixture->marie);
  salon_booking_form_set_start (edited, TUESDAY + 7, 545);
  moved = salon_booking_save_build_series_change (edited, series, 2000);
  g_assert_true (booking_fixture_commit (fixture, moved, &error));
  g_assert_no_error (error);
  g_clear_pointer (&series, g_ptr_array_unref);
  series = salon_reader_list_series (reader, series_id, NULL);
  g_assert_cmpuint (series->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (salon_booking_get_visit (g_ptr_array_index (series, i)).start, ==,
                     salon_moment (TUESDAY + 7 + (int) i * 7, 545));
}

static void
test_forced_reason_is_kept_only_out_of_hours (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonSlotFinder) finder = salon_slot_finder_new (fixture->session);
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 13 * 60);
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonBookingForm) again = NULL;
  g_autoptr (SalonBooking) moved = NULL;

  salon_slot_finder_explain (finder, form);
  salon_booking_form_set_forced (form, TRUE, "Wedding");
  booking = booking_fixture_save (fixture, form);
  g_assert_cmpstr (salon_booking_get_fields (booking)->forced_reason, ==, "Wedding");

  again = reopen (fixture, booking);
  salon_booking_form_set_notes (again, "White");
  g_clear_object (&booking);
  booking = booking_fixture_save (fixture, again);
  g_assert_cmpstr (salon_booking_get_fields (booking)->forced_reason, ==, "Wedding");

  g_clear_object (&again);
  again = reopen (fixture, booking);
  salon_booking_form_set_minute (again, 15 * 60);
  salon_slot_finder_explain (finder, again);
  moved = booking_fixture_save (fixture, again);
  g_assert_null (salon_booking_get_fields (moved)->forced_reason);
}

static void
test_moving_does_not_stand_in_its_own_way (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonSlotFinder) finder = salon_slot_finder_new (fixture->session);
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) booking = booking_fixture_save (fixture, form);
  g_autoptr (SalonBookingForm) again = reopen (fixture, booking);

  salon_booking_form_set_minute (again, 555);
  g_assert_cmpint (salon_slot_finder_explain (finder, again).state, ==, SALON_SLOT_FREE);
}

static void
test_cancelling_needs_no_chair (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) booking = booking_fixture_save (fixture, form);
  g_autoptr (SalonChange) cancel = salon_booking_save_build_cancel (booking, " ill ", 5000);
  g_autoptr (GError) error = NULL;

  g_assert_true (booking_fixture_commit (fixture, cancel, &error));
  g_autoptr (SalonBooking) cancelled =
    salon_reader_get_booking (salon_session_get_reader (fixture->session),
                              salon_booking_form_get_id (form), &error);
  g_assert_no_error (error);
  const SalonBookingFields *fields = salon_booking_get_fields (cancelled);
  g_assert_cmpint (fields->status, ==, SALON_BOOKING_CANCELLED);
  g_assert_cmpstr (fields->cancellation_reason, ==, "ill");
  g_assert_cmpint (fields->cancelled_at, ==, 5000);

  g_autoptr (SalonBookingForm) again = reopen (fixture, cancelled);
  salon_booking_form_set_slot_state (again, SALON_SLOT_TAKEN);
  g_assert_cmpint (salon_booking_form_get_problems (again), ==, SALON_BOOKING_PROBLEM_NONE);
  salon_booking_form_set_status (again, SALON_BOOKING_CONFIRMED);
  g_assert_cmpint (salon_booking_form_get_problems (again), ==, SALON_BOOKING_PROBLEM_SLOT_TAKEN);
}

static void
test_book_again_takes_todays_prices (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_set_line_price (form, 0, 100);
  g_autoptr (SalonBooking) booking = booking_fixture_save (fixture, form);
  g_autoptr (SalonBookingForm) old = reopen (fixture, booking);
  g_autoptr (SalonBookingForm) again =
    salon_booking_form_new_again (old, salon_session_get_services (fixture->session));

  g_assert_null (salon_booking_form_get_booking (again));
  g_assert_true (salon_booking_form_get_client (again) == salon_booking_form_get_client (old));
  g_assert_cmpint (salon_booking_form_get_price (again), ==, 4500);
  g_assert_cmpint (salon_booking_form_get_minute (again), ==, -1);
  g_assert_cmpstr (salon_booking_form_get_id (again), !=, salon_booking_form_get_id (old));
}

static void
test_history_says_what_was_and_what_became (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) booking = booking_fixture_save (fixture, form);
  g_autoptr (SalonBookingForm) again = reopen (fixture, booking);
  g_autoptr (SalonChange) change = NULL;

  salon_booking_form_set_minute (again, 14 * 60);
  salon_booking_form_set_status (again, SALON_BOOKING_ARRIVED);
  salon_booking_form_add_service (again, fixture->brows);
  change = salon_booking_save_build_change (again, 2000);
  const SalonRewindScope scope = { "bookings", salon_booking_get_fields (booking)->id };
  g_autofree char *words = salon_history_words_describe (fixture->session, &scope, change);
  g_assert_nonnull (strstr (words, "Time: 09:00 → 14:00"));
  g_assert_nonnull (strstr (words, "Status: Confirmed → Arrived"));
  g_assert_nonnull (strstr (words, "Length: 1 h → 1 h 15"));
  g_assert_nonnull (strstr (words, "Added: Brows"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/booking-save/" path, BookingFixture, NULL, booking_fixture_set_up, function, \
              booking_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("new-client-and-booking-are-one-change", test_new_client_and_booking_are_one_change);
  ADD ("walk-in-has-a-name-and-no-client", test_walk_in_has_a_name_and_no_client);
  ADD ("unchanged-booking-is-no-change", test_unchanged_booking_is_no_change);
  ADD ("edits-of-lines-are-kept", test_edits_of_lines_are_kept);
  ADD ("a-chair-taken-meanwhile-keeps-the-form", test_a_chair_taken_meanwhile_keeps_the_form);
  ADD ("preparation-is-kept-and-minded", test_preparation_is_kept_and_minded);
  ADD ("a-series-moves-with-the-one-at-hand", test_a_series_moves_with_the_one_at_hand);
  ADD ("forced-reason-is-kept-only-out-of-hours", test_forced_reason_is_kept_only_out_of_hours);
  ADD ("moving-does-not-stand-in-its-own-way", test_moving_does_not_stand_in_its_own_way);
  ADD ("cancelling-needs-no-chair", test_cancelling_needs_no_chair);
  ADD ("book-again-takes-todays-prices", test_book_again_takes_todays_prices);
  ADD ("history-says-what-was-and-what-became", test_history_says_what_was_and_what_became);
  return g_test_run ();
}
