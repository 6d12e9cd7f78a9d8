/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-booking-status.h"

/* Rows: from; columns: to; in the order of the enum. The drawing of the header, written out. */
static const char *const matrix[SALON_N_BOOKING_STATUSES] = {
  /* to:                     PCADXN (pending, confirmed, arrived, completed, cancelled, no-show) */
  [SALON_BOOKING_PENDING] = "-1--1-",   [SALON_BOOKING_CONFIRMED] = "--1111",
  [SALON_BOOKING_ARRIVED] = "-1-1--",   [SALON_BOOKING_COMPLETED] = "-1----",
  [SALON_BOOKING_CANCELLED] = "-1----", [SALON_BOOKING_NO_SHOW] = "-1----",
};

static void
test_steps_are_those_of_the_drawing (void)
{
  for (int from = 0; from < SALON_N_BOOKING_STATUSES; from++)
    for (int to = 0; to < SALON_N_BOOKING_STATUSES; to++)
      g_assert_cmpint (salon_booking_status_can_become ((SalonBookingStatus) from,
                                                        (SalonBookingStatus) to),
                       ==, matrix[from][to] == '1');
}

static void
test_wire_names_are_those_of_the_shared_schema (void)
{
  static const char *const names[] = { "pending",   "confirmed", "arrived",
                                       "completed", "cancelled", "no_show" };

  for (int i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    {
      SalonBookingStatus status;

      g_assert_cmpstr (salon_booking_status_to_wire ((SalonBookingStatus) i), ==, names[i]);
      g_assert_true (salon_booking_status_from_wire (names[i], &status));
      g_assert_cmpint (status, ==, i);
    }
}

static void
test_unknown_wire_names_are_refused (void)
{
  static const char *const names[] = { "", "Pending", "no-show", "canceled", "pending " };
  SalonBookingStatus status = SALON_BOOKING_ARRIVED;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (salon_booking_status_from_wire (names[i], &status));
  g_assert_cmpint (status, ==, SALON_BOOKING_ARRIVED);
}

static void
test_cancelled_and_no_show_free_the_chair (void)
{
  g_assert_true (salon_booking_status_is_active (SALON_BOOKING_PENDING));
  g_assert_true (salon_booking_status_is_active (SALON_BOOKING_CONFIRMED));
  g_assert_true (salon_booking_status_is_active (SALON_BOOKING_ARRIVED));
  g_assert_true (salon_booking_status_is_active (SALON_BOOKING_COMPLETED));
  g_assert_false (salon_booking_status_is_active (SALON_BOOKING_CANCELLED));
  g_assert_false (salon_booking_status_is_active (SALON_BOOKING_NO_SHOW));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/booking-status/steps-are-those-of-the-drawing",
                   test_steps_are_those_of_the_drawing);
  g_test_add_func ("/salon/booking-status/wire-names-are-those-of-the-shared-schema",
                   test_wire_names_are_those_of_the_shared_schema);
  g_test_add_func ("/salon/booking-status/unknown-wire-names-are-refused",
                   test_unknown_wire_names_are_refused);
  g_test_add_func ("/salon/booking-status/cancelled-and-no-show-free-the-chair",
                   test_cancelled_and_no_show_free_the_chair);
  return g_test_run ();
}
