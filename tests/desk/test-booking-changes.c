/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/salon-booking-changes.h"

#define ID "0190f3a0-0000-7000-8000-000000000001"
#define LINE_ID "0190f3a0-0000-7000-8000-000000000002"
#define SERVICE_ID "0190f3a0-0000-7000-8000-000000000003"
#define STAFF_ID "0190f3a0-0000-7000-8000-000000000004"
#define NOW 1773500000

static const SalonBookingLine lines[] = {
  { LINE_ID, SERVICE_ID, "Gel nails", "ongles", 90, 10, 4500 },
};

static SalonBooking *
make_booking (SalonBookingStatus status)
{
  SalonBookingFields fields = {
    .id = ID,
    .staff_id = STAFF_ID,
    .client_name = "Marie Dupont",
    .day = salon_day_from_ymd (2026, 3, 12),
    .minute = 14 * 60,
    .duration_minutes = 90,
    .buffer_minutes = 10,
    .price_cents = 4500,
    .status = status,
    .payment_status = "pending",
    .created_at = NOW,
    .lines = lines,
    .n_lines = G_N_ELEMENTS (lines),
  };

  return salon_booking_new (&fields);
}

static const char *
get_text (JsonObject *row, const char *member)
{
  return json_object_has_member (row, member) ? json_object_get_string_member (row, member) : NULL;
}

static void
test_move (void)
{
  g_autoptr (SalonBooking) booking = make_booking (SALON_BOOKING_CONFIRMED);
  SalonMoment start = salon_moment (salon_day_from_ymd (2026, 3, 13), 15 * 60 + 30);
  g_autoptr (SalonChange) change = salon_booking_changes_set_time (booking, start, 90, NULL);
  const SalonEdit *edit;

  g_assert_nonnull (change);
  g_assert_cmpstr (salon_change_get_label (change), ==, "Move Marie Dupont to Fri 13 Mar, 15:30");
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  edit = salon_change_get_edit (change, 0);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_UPDATE);
  g_assert_cmpstr (edit->id, ==, ID);
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 2);
  g_assert_cmpstr (get_text (edit->set, "booking_date"), ==, "2026-03-13");
  g_assert_cmpstr (get_text (edit->set, "booking_time"), ==, "15:30:00");
  g_assert_cmpstr (get_text (edit->was, "booking_date"), ==, "2026-03-12");
}

static void
test_move_out_of_hours (void)
{
  g_autoptr (SalonBooking) booking = make_booking (SALON_BOOKING_CONFIRMED);
  SalonMoment start = salon_moment (salon_day_from_ymd (2026, 3, 12), 20 * 60);
  g_autoptr (SalonChange) change =
    salon_booking_changes_set_time (booking, start, 90, "Moved at the desk");

  g_assert_cmpstr (salon_change_get_label (change), ==,
                   "Move Marie Dupont to Thu 12 Mar, 20:00 (outside opening hours)");
  g_assert_cmpstr (get_text (salon_change_get_edit (change, 0)->set, "forced_reason"), ==,
                   "Moved at the desk");
}

static void
test_resize (void)
{
  g_autoptr (SalonBooking) booking = make_booking (SALON_BOOKING_CONFIRMED);
  g_autoptr (SalonChange) change =
    salon_booking_changes_set_time (booking, salon_booking_get_visit (booking).start, 75, NULL);
  const SalonEdit *edit = salon_change_get_edit (change, 0);

  g_assert_cmpstr (salon_change_get_label (change), ==,
                   "Make the visit of Marie Dupont 1 h 15 long");
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 1);
  g_assert_cmpint (json_object_get_int_member (edit->set, "duration_minutes"), ==, 75);
}

static void
test_nothing (void)
{
  g_autoptr (SalonBooking) booking = make_booking (SALON_BOOKING_CONFIRMED);

  g_assert_null (
    salon_booking_changes_set_time (booking, salon_booking_get_visit (booking).start, 90, NULL));
  g_assert_null (salon_booking_changes_set_status (booking, SALON_BOOKING_CONFIRMED, NOW));
}

static void
test_status (void)
{
  g_autoptr (SalonBooking) booking = make_booking (SALON_BOOKING_CONFIRMED);
  g_autoptr (SalonChange) arrived =
    salon_booking_changes_set_status (booking, SALON_BOOKING_ARRIVED, NOW);
  g_autoptr (SalonChange) cancelled =
    salon_booking_changes_set_status (booking, SALON_BOOKING_CANCELLED, NOW);

  g_assert_cmpstr (salon_change_get_label (arrived), ==, "Marie Dupont has arrived");
  g_assert_cmpstr (get_text (salon_change_get_edit (arrived, 0)->set, "status"), ==, "arrived");
  g_assert_cmpstr (salon_change_get_label (cancelled), ==, "Cancel Marie Dupont");
  g_assert_true (
    json_object_has_member (salon_change_get_edit (cancelled, 0)->set, "cancelled_at"));
}

static void
test_no_such_step (void)
{
  g_autoptr (SalonBooking) booking = make_booking (SALON_BOOKING_CANCELLED);

  g_assert_null (salon_booking_changes_set_status (booking, SALON_BOOKING_NO_SHOW, NOW));
}

static void
test_paid (void)
{
  g_autoptr (SalonBooking) booking = make_booking (SALON_BOOKING_COMPLETED);
  g_autoptr (SalonChange) change = salon_booking_changes_set_paid (booking);

  g_assert_cmpstr (salon_change_get_label (change), ==, "Marie Dupont has paid");
  g_assert_cmpstr (get_text (salon_change_get_edit (change, 0)->set, "payment_status"), ==,
                   "fully_paid");
}

static void
test_copy (void)
{
  const char *const ids[] = { "0190f3a0-0000-7000-8000-00000000000a",
                              "0190f3a0-0000-7000-8000-00000000000b" };
  g_autoptr (SalonBooking) booking = make_booking (SALON_BOOKING_COMPLETED);
  SalonMoment start = salon_moment (salon_day_from_ymd (2026, 4, 2), 10 * 60);
  g_autoptr (SalonChange) change = salon_booking_changes_copy (booking, start, NULL, ids, NOW + 60);
  const SalonEdit *row;
  const SalonEdit *line;

  g_assert_cmpstr (salon_change_get_label (change), ==,
                   "Book Marie Dupont again on Thu 2 Apr, 10:00");
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 2);
  row = salon_change_get_edit (change, 0);
  line = salon_change_get_edit (change, 1);
  g_assert_cmpstr (row->id, ==, ids[0]);
  g_assert_cmpstr (get_text (row->set, "status"), ==, "confirmed");
  g_assert_cmpstr (get_text (row->set, "booking_date"), ==, "2026-04-02");
  g_assert_cmpstr (line->id, ==, ids[1]);
  g_assert_cmpstr (get_text (line->set, "booking_id"), ==, ids[0]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/booking-changes/a-move-sets-day-and-time-only", test_move);
  g_test_add_func ("/salon/booking-changes/a-move-out-of-hours-keeps-why", test_move_out_of_hours);
  g_test_add_func ("/salon/booking-changes/the-edge-sets-the-length-only", test_resize);
  g_test_add_func ("/salon/booking-changes/where-it-was-is-no-change", test_nothing);
  g_test_add_func ("/salon/booking-changes/steps-in-the-life-of-a-booking", test_status);
  g_test_add_func ("/salon/booking-changes/a-step-that-is-none-is-no-change", test_no_such_step);
  g_test_add_func ("/salon/booking-changes/paid-is-noted", test_paid);
  g_test_add_func ("/salon/booking-changes/a-copy-is-a-booking-of-its-own", test_copy);
  return g_test_run ();
}
