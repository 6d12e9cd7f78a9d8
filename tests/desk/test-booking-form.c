/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form by itself: what it sums up, what it misses, what it tells whom. */
#include "booking-fixture.h"

static void
count_cb (SalonBookingForm *form, int *count)
{
  (*count)++;
}

static SalonBookingForm *
make_empty_form (BookingFixture *fixture)
{
  return salon_booking_form_new (salon_session_get_staff_id (fixture->session));
}

static void
test_empty_form_misses_everything (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = make_empty_form (fixture);

  g_assert_cmpint (salon_booking_form_get_problems (form), ==,
                   SALON_BOOKING_PROBLEM_CLIENT_MISSING | SALON_BOOKING_PROBLEM_SERVICE_MISSING
                     | SALON_BOOKING_PROBLEM_DAY_MISSING | SALON_BOOKING_PROBLEM_TIME_MISSING);
  g_assert_false (salon_booking_form_is_dirty (form));
}

static void
test_totals_are_sums_until_overruled (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_add_service (form, fixture->brows);
  g_assert_cmpint (salon_booking_form_get_duration (form), ==, 75);
  g_assert_cmpint (salon_booking_form_get_price (form), ==, 5750);

  salon_booking_form_set_duration (form, 90);
  salon_booking_form_set_price (form, 5000);
  salon_booking_form_remove_line (form, 1);
  g_assert_cmpint (salon_booking_form_get_duration (form), ==, 90);
  g_assert_cmpint (salon_booking_form_get_price (form), ==, 5000);

  salon_booking_form_set_duration (form, 0);
  salon_booking_form_set_price (form, -1);
  g_assert_cmpint (salon_booking_form_get_duration (form), ==, 60);
  g_assert_cmpint (salon_booking_form_get_price (form), ==, 4500);
}

static void
test_a_price_of_nothing_is_a_price (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_set_price (form, 0);
  g_assert_true (salon_booking_form_has_own_price (form));
  g_assert_cmpint (salon_booking_form_get_price (form), ==, 0);
}

static void
test_buffer_is_the_longest_of_the_lines (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_add_service (form, fixture->brows);
  g_assert_cmpint (salon_booking_form_get_buffer (form), ==, 10);
  salon_booking_form_remove_line (form, 0);
  g_assert_cmpint (salon_booking_form_get_buffer (form), ==, 0);
}

static void
test_wished_length_counts_until_a_service_is_chosen (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = make_empty_form (fixture);

  salon_booking_form_propose_duration (form, 120);
  g_assert_cmpint (salon_booking_form_get_duration (form), ==, 120);
  salon_booking_form_add_service (form, fixture->brows);
  g_assert_cmpint (salon_booking_form_get_duration (form), ==, 15);
}

static void
assert_lines (SalonBookingForm *form, const char *first, const char *second, const char *third)
{
  gsize n_lines;
  const SalonBookingLine *lines = salon_booking_form_get_lines (form, &n_lines);

  g_assert_cmpuint (n_lines, ==, 3);
  g_assert_cmpstr (lines[0].name, ==, first);
  g_assert_cmpstr (lines[1].name, ==, second);
  g_assert_cmpstr (lines[2].name, ==, third);
}

static void
test_lines_move_and_stop_at_the_ends (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_add_service (form, fixture->brows);
  salon_booking_form_add_service (form, fixture->massage);
  salon_booking_form_move_line (form, 2, -1);
  assert_lines (form, "Gel nails", "Massage", "Brows");
  salon_booking_form_move_line (form, 0, 5);
  assert_lines (form, "Massage", "Brows", "Gel nails");
  salon_booking_form_move_line (form, 0, -1);
  assert_lines (form, "Massage", "Brows", "Gel nails");
}

static void
test_new_client_is_checked (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_set_new_client (form, " ", "06 12", "zoe@");
  g_assert_cmpint (salon_booking_form_get_problems (form), ==,
                   SALON_BOOKING_PROBLEM_NAME_MISSING | SALON_BOOKING_PROBLEM_PHONE_NOT_UNDERSTOOD
                     | SALON_BOOKING_PROBLEM_EMAIL_NOT_UNDERSTOOD);
  salon_booking_form_set_new_client (form, "Zoé", "", "");
  g_assert_cmpint (salon_booking_form_get_problems (form), ==, SALON_BOOKING_PROBLEM_NONE);
}

static void
test_walk_in_needs_no_name (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autofree char *name = NULL;

  salon_booking_form_set_walk_in (form, "");
  g_assert_cmpint (salon_booking_form_get_problems (form), ==, SALON_BOOKING_PROBLEM_NONE);
  name = salon_booking_form_dup_display_name (form);
  g_assert_cmpstr (name, !=, "");
}

static void
test_walk_in_takes_no_phone_of_someone_else (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_set_new_client (form, "Zoé", "0698765432", "zoe@example.fr");
  salon_booking_form_set_walk_in (form, "");
  g_assert_cmpstr (salon_booking_form_get_phone (form), ==, "");
  g_assert_cmpstr (salon_booking_form_get_email (form), ==, "");
}

static void
test_web_booking_keeps_its_phone_when_renamed (BookingFixture *fixture, gconstpointer unused)
{
  const SalonBookingFields fields = {
    .id = "00000000-0000-7000-8000-000000000001",
    .staff_id = salon_session_get_staff_id (fixture->session),
    .client_name = "zoe",
    .client_phone = "+33698765432",
    .day = TUESDAY,
    .minute = 540,
    .duration_minutes = 60,
    .status = SALON_BOOKING_PENDING,
    .payment_status = "pending",
  };
  g_autoptr (SalonBooking) booking = salon_booking_new (&fields);
  g_autoptr (SalonBookingForm) form = salon_booking_form_new_for (booking, NULL);

  salon_booking_form_set_walk_in (form, "Zoé Petit");
  g_assert_cmpstr (salon_booking_form_get_name (form), ==, "Zoé Petit");
  g_assert_cmpstr (salon_booking_form_get_phone (form), ==, "+33698765432");
}

static void
test_taken_slot_can_never_be_forced (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_set_slot_state (form, SALON_SLOT_TAKEN);
  salon_booking_form_set_forced (form, TRUE, "She insists");
  g_assert_cmpint (salon_booking_form_get_problems (form), ==, SALON_BOOKING_PROBLEM_SLOT_TAKEN);
}

static void
test_closed_slot_is_forced_with_a_reason (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_set_slot_state (form, SALON_SLOT_CLOSED);
  g_assert_cmpint (salon_booking_form_get_problems (form), ==,
                   SALON_BOOKING_PROBLEM_SLOT_NOT_OFFERED);
  salon_booking_form_set_forced (form, TRUE, "  ");
  g_assert_cmpint (salon_booking_form_get_problems (form), ==,
                   SALON_BOOKING_PROBLEM_REASON_MISSING);
  salon_booking_form_set_forced (form, TRUE, "Wedding");
  g_assert_cmpint (salon_booking_form_get_problems (form), ==, SALON_BOOKING_PROBLEM_NONE);
}

static void
test_past_slot_is_forced_without_a_word (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_set_slot_state (form, SALON_SLOT_PAST);
  salon_booking_form_set_forced (form, TRUE, "");
  g_assert_cmpint (salon_booking_form_get_problems (form), ==, SALON_BOOKING_PROBLEM_NONE);
}

static void
test_each_part_hears_of_its_own (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = make_empty_form (fixture);
  int services = 0;
  int when = 0;

  g_signal_connect (form, "changed::services", G_CALLBACK (count_cb), &services);
  g_signal_connect (form, "changed::when", G_CALLBACK (count_cb), &when);
  salon_booking_form_add_service (form, fixture->gel);
  salon_booking_form_set_start (form, TUESDAY, 540);
  salon_booking_form_set_notes (form, "Window seat");
  g_assert_cmpint (services, ==, 1);
  g_assert_cmpint (when, ==, 1);
}

static void
test_saying_the_same_again_is_no_change (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  int changes = 0;

  g_signal_connect (form, "changed", G_CALLBACK (count_cb), &changes);
  salon_booking_form_set_start (form, TUESDAY, 540);
  salon_booking_form_set_client (form, fixture->marie);
  salon_booking_form_set_line_price (form, 0, 4500);
  salon_booking_form_set_notes (form, "");
  salon_booking_form_set_price (form, -1);
  g_assert_cmpint (changes, ==, 0);
}

static void
test_what_was_proposed_is_not_lost_work (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = make_empty_form (fixture);

  salon_booking_form_propose_client (form, fixture->marie);
  salon_booking_form_propose_start (form, TUESDAY, 540);
  g_assert_false (salon_booking_form_is_dirty (form));
  salon_booking_form_set_minute (form, 555);
  g_assert_true (salon_booking_form_is_dirty (form));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/booking-form/" path, BookingFixture, NULL, booking_fixture_set_up, function, \
              booking_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("empty-form-misses-everything", test_empty_form_misses_everything);
  ADD ("totals-are-sums-until-overruled", test_totals_are_sums_until_overruled);
  ADD ("a-price-of-nothing-is-a-price", test_a_price_of_nothing_is_a_price);
  ADD ("buffer-is-the-longest-of-the-lines", test_buffer_is_the_longest_of_the_lines);
  ADD ("wished-length-counts-until-a-service-is-chosen",
       test_wished_length_counts_until_a_service_is_chosen);
  ADD ("lines-move-and-stop-at-the-ends", test_lines_move_and_stop_at_the_ends);
  ADD ("new-client-is-checked", test_new_client_is_checked);
  ADD ("walk-in-needs-no-name", test_walk_in_needs_no_name);
  ADD ("walk-in-takes-no-phone-of-someone-else", test_walk_in_takes_no_phone_of_someone_else);
  ADD ("web-booking-keeps-its-phone-when-renamed", test_web_booking_keeps_its_phone_when_renamed);
  ADD ("taken-slot-can-never-be-forced", test_taken_slot_can_never_be_forced);
  ADD ("closed-slot-is-forced-with-a-reason", test_closed_slot_is_forced_with_a_reason);
  ADD ("past-slot-is-forced-without-a-word", test_past_slot_is_forced_without_a_word);
  ADD ("each-part-hears-of-its-own", test_each_part_hears_of_its_own);
  ADD ("saying-the-same-again-is-no-change", test_saying_the_same_again_is_no_change);
  ADD ("what-was-proposed-is-not-lost-work", test_what_was_proposed_is_not_lost_work);
  return g_test_run ();
}
