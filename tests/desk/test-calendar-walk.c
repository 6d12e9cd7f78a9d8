/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/salon-calendar-walk.h"

#define FROM 0
#define TO 1440
#define STEP 15

static void
assert_stop (SalonCalendarStop stop, gssize booking, SalonMoment moment)
{
  g_assert_cmpint (stop.booking, ==, booking);
  g_assert_cmpint (stop.moment, ==, moment);
}

static void
test_empty_day (void)
{
  SalonCalendarStop stop = { -1, 600 };

  assert_stop (salon_calendar_walk_down (NULL, 0, stop, STEP, TO), -1, 615);
  assert_stop (salon_calendar_walk_up (NULL, 0, stop, STEP, FROM), -1, 585);
  stop.moment = 0;
  assert_stop (salon_calendar_walk_up (NULL, 0, stop, STEP, FROM), -1, 0);
  stop.moment = 1425;
  assert_stop (salon_calendar_walk_down (NULL, 0, stop, STEP, TO), -1, 1425);
}

static void
test_over_a_booking (void)
{
  const SalonRange visits[] = { { 600, 665 } };
  SalonCalendarStop stop = { -1, 585 };

  stop = salon_calendar_walk_down (visits, 1, stop, STEP, TO);
  assert_stop (stop, 0, 600);
  stop = salon_calendar_walk_down (visits, 1, stop, STEP, TO);
  assert_stop (stop, -1, 665);
  stop = salon_calendar_walk_up (visits, 1, stop, STEP, FROM);
  assert_stop (stop, 0, 600);
  stop = salon_calendar_walk_up (visits, 1, stop, STEP, FROM);
  assert_stop (stop, -1, 585);
}

static void
test_side_by_side (void)
{
  /* One that was cancelled and the one that took its place, then another right behind. */
  const SalonRange visits[] = { { 600, 660 }, { 600, 645 }, { 660, 690 } };
  SalonCalendarStop stop = { -1, 585 };

  for (gssize i = 0; i < 3; i++)
    {
      stop = salon_calendar_walk_down (visits, 3, stop, STEP, TO);
      assert_stop (stop, i, visits[i].start);
    }
  stop = salon_calendar_walk_down (visits, 3, stop, STEP, TO);
  assert_stop (stop, -1, 690);
  for (gssize i = 2; i >= 0; i--)
    {
      stop = salon_calendar_walk_up (visits, 3, stop, STEP, FROM);
      assert_stop (stop, i, visits[i].start);
    }
}

/* Down from the first slot to the last one: every booking is met once, in order, and every stop is
 * later than the one before. */
static void
test_any_day (void)
{
  for (int round = 0; round < 500; round++)
    {
      SalonRange visits[12];
      gsize n = (gsize) g_test_rand_int_range (0, 13);
      SalonMoment start = 0;
      gsize met = 0;
      SalonCalendarStop stop = { -1, 0 };

      for (gsize i = 0; i < n; i++)
        {
          start += g_test_rand_int_range (0, 20) * 5;
          visits[i] = salon_range (start + 5, start + 5 + g_test_rand_int_range (1, 20) * 5);
        }
      for (int steps = 0; steps < 300; steps++)
        {
          SalonCalendarStop next = salon_calendar_walk_down (visits, n, stop, STEP, TO);
          if (next.booking == stop.booking && next.moment == stop.moment)
            break;
          g_assert_cmpint (next.moment, >=, stop.moment);
          if (next.booking >= 0)
            g_assert_cmpint (next.booking, ==, (gssize) met++);
          stop = next;
        }
      g_assert_cmpuint (met, ==, n);
      /* And up again: every booking once more, the last one first. */
      for (int steps = 0; steps < 300; steps++)
        {
          SalonCalendarStop next = salon_calendar_walk_up (visits, n, stop, STEP, FROM);
          if (next.booking == stop.booking && next.moment == stop.moment)
            break;
          if (next.booking >= 0)
            g_assert_cmpint (next.booking, ==, (gssize) --met);
          stop = next;
        }
      g_assert_cmpuint (met, ==, 0);
      g_assert_cmpint (stop.moment, ==, FROM);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/calendar-walk/an-empty-day-is-walked-by-steps", test_empty_day);
  g_test_add_func ("/salon/calendar-walk/a-booking-is-one-stop", test_over_a_booking);
  g_test_add_func ("/salon/calendar-walk/bookings-side-by-side-are-all-met", test_side_by_side);
  g_test_add_func ("/salon/calendar-walk/any-day-is-walked-through-to-its-end", test_any_day);
  return g_test_run ();
}
