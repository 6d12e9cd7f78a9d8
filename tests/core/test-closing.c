/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-closing.h"

/* Thursday 12 March 2026. */
#define DAY 20524

static SalonOpeningHours *
make_hours (const SalonOpeningException *exceptions, gsize n)
{
  const SalonWeeklyWindow windows[] = { { 3, 9 * 60, 12 * 60 }, { 3, 14 * 60, 19 * 60 } };

  return salon_opening_hours_new (windows, G_N_ELEMENTS (windows), exceptions, n,
                                  SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
}

static void
add (GPtrArray *bookings, const char *id, int minute, SalonBookingStatus status, const char *reason)
{
  g_ptr_array_add (bookings, salon_booking_new (&(SalonBookingFields) {
                               .id = id,
                               .client_name = "Marie",
                               .status = status,
                               .day = DAY,
                               .minute = minute,
                               .duration_minutes = 60,
                               .buffer_minutes = 30,
                               .forced_reason = reason,
                             }));
}

static void
expect (SalonOpeningHours *hours, GPtrArray *bookings, SalonMoment from, const char *expected)
{
  g_autoptr (GPtrArray) hit = salon_closing_list_bookings (hours, bookings, from);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < hit->len; i++)
    g_string_append (found, salon_booking_get_fields (g_ptr_array_index (hit, i))->id);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_hit (void)
{
  const SalonOpeningException dentist = { DAY, DAY, 15 * 60, 16 * 60, FALSE, "Dentist" };
  g_autoptr (SalonOpeningHours) open = make_hours (NULL, 0);
  g_autoptr (SalonOpeningHours) blocked = make_hours (&dentist, 1);
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_object_unref);

  add (bookings, "a", 14 * 60, SALON_BOOKING_CONFIRMED, NULL);
  add (bookings, "b", 14 * 60 + 30, SALON_BOOKING_CONFIRMED, NULL);
  add (bookings, "c", 15 * 60 + 59, SALON_BOOKING_PENDING, NULL);
  add (bookings, "d", 16 * 60, SALON_BOOKING_CONFIRMED, NULL);
  add (bookings, "e", 15 * 60, SALON_BOOKING_CANCELLED, NULL);
  add (bookings, "f", 15 * 60, SALON_BOOKING_CONFIRMED, "Promised");
  add (bookings, "g", 15 * 60, SALON_BOOKING_COMPLETED, NULL);
  add (bookings, "h", 18 * 60, SALON_BOOKING_CONFIRMED, NULL);
  /* Cleaning may run into it, as it may run past closing. */
  expect (open, bookings, salon_moment (DAY, 0), "");
  expect (blocked, bookings, salon_moment (DAY, 0), "bc");
  expect (blocked, bookings, salon_moment (DAY, 15 * 60), "c");
}

static void
expect_freed (SalonOpeningHours *before, SalonOpeningHours *after, const char *expected)
{
  g_autoptr (GArray) freed = salon_closing_list_freed (before, after, DAY, DAY + 8);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < freed->len; i++)
    {
      const SalonRange *range = &g_array_index (freed, SalonRange, i);

      g_string_append_printf (found, "%s%d+%d-%d", i > 0 ? " " : "",
                              (int) (range->start / 1440 - DAY), (int) (range->start % 1440) / 60,
                              (int) (range->end % 1440) / 60);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_freed (void)
{
  const SalonOpeningException some[] = {
    { DAY, DAY, 15 * 60, 16 * 60, FALSE, NULL },
    { DAY + 7, DAY + 7, -1, -1, FALSE, NULL },
  };
  const SalonOpeningException longer = { DAY, DAY, 11 * 60, 20 * 60, TRUE, NULL };
  g_autoptr (SalonOpeningHours) closed = make_hours (some, 2);
  g_autoptr (SalonOpeningHours) open = make_hours (NULL, 0);
  g_autoptr (SalonOpeningHours) late = make_hours (&longer, 1);

  expect_freed (closed, open, "0+15-16 7+9-12 7+14-19");
  expect_freed (open, closed, "");
  expect_freed (open, late, "0+12-14 0+19-20");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/closing/bookings-in-closed-time-are-listed", test_hit);
  g_test_add_func ("/salon/closing/what-opens-is-told", test_freed);
  return g_test_run ();
}
