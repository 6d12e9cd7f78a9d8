/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/salon-calendar-layout.h"

static void
test_alone (void)
{
  const SalonRange ranges[] = { { 600, 660 }, { 660, 720 } };
  SalonCalendarPlace places[2];

  salon_calendar_layout_place (ranges, 2, places);
  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpuint (places[i].column, ==, 0);
      g_assert_cmpuint (places[i].span, ==, 1);
      g_assert_cmpuint (places[i].columns, ==, 1);
    }
}

static void
test_overlap (void)
{
  /* 10:00–12:00 beside 10:30–11:00 and 11:00–12:00; the order of the array does not matter. */
  const SalonRange ranges[] = { { 660, 720 }, { 600, 720 }, { 630, 660 } };
  SalonCalendarPlace places[3];

  salon_calendar_layout_place (ranges, 3, places);
  g_assert_cmpuint (places[1].column, ==, 0);
  g_assert_cmpuint (places[2].column, ==, 1);
  g_assert_cmpuint (places[0].column, ==, 1);
  for (int i = 0; i < 3; i++)
    g_assert_cmpuint (places[i].columns, ==, 2);
}

static void
test_same_start (void)
{
  const SalonRange ranges[] = { { 600, 630 }, { 600, 690 }, { 600, 630 } };
  SalonCalendarPlace places[3];

  salon_calendar_layout_place (ranges, 3, places);
  g_assert_cmpuint (places[1].column, ==, 0);
  g_assert_cmpuint (places[0].column, ==, 1);
  g_assert_cmpuint (places[2].column, ==, 2);
}

static void
test_free_width (void)
{
  /* Three side by side at 10:00; the one at 11:00 has only the first beside it. */
  const SalonRange ranges[] = { { 600, 720 }, { 600, 660 }, { 600, 650 }, { 665, 700 } };
  SalonCalendarPlace places[4];

  salon_calendar_layout_place (ranges, 4, places);
  g_assert_cmpuint (places[3].column, ==, 1);
  g_assert_cmpuint (places[3].span, ==, 2);
  g_assert_cmpuint (places[3].columns, ==, 3);
}

static gboolean
share_a_column (const SalonCalendarPlace *a, const SalonCalendarPlace *b)
{
  return a->column < b->column + b->span && b->column < a->column + a->span;
}

/* How many of the ranges hold @moment. */
static guint
count_at (const SalonRange *ranges, gsize n, SalonMoment moment)
{
  guint count = 0;

  for (gsize i = 0; i < n; i++)
    count += ranges[i].start <= moment && moment < ranges[i].end ? 1 : 0;
  return count;
}

static void
assert_sound (const SalonRange *ranges, const SalonCalendarPlace *places, gsize n)
{
  guint most = 0;
  guint widest = 0;

  for (gsize i = 0; i < n; i++)
    {
      gboolean is_stopped = places[i].column + places[i].span == places[i].columns;

      g_assert_cmpuint (places[i].span, >=, 1);
      g_assert_cmpuint (places[i].column + places[i].span, <=, places[i].columns);
      for (gsize j = 0; j < n; j++)
        {
          if (i == j || !salon_range_overlaps (ranges[i], ranges[j]))
            continue;
          g_assert_false (share_a_column (&places[i], &places[j]));
          g_assert_cmpuint (places[i].columns, ==, places[j].columns);
          if (places[j].column == places[i].column + places[i].span)
            is_stopped = TRUE;
        }
      g_assert_true (is_stopped); /* as wide as it can be */
      most = MAX (most, count_at (ranges, n, ranges[i].start));
      widest = MAX (widest, places[i].columns);
    }
  g_assert_cmpuint (widest, ==, most); /* as few columns as possible */
}

static void
test_any (void)
{
  for (int round = 0; round < 2000; round++)
    {
      gsize n = (gsize) g_test_rand_int_range (1, 25);
      SalonRange ranges[25];
      SalonCalendarPlace places[25];

      for (gsize i = 0; i < n; i++)
        {
          int start = g_test_rand_int_range (0, 96) * 15;
          ranges[i] = salon_range (start, start + g_test_rand_int_range (1, 12) * 15);
        }
      salon_calendar_layout_place (ranges, n, places);
      assert_sound (ranges, places, n);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/calendar-layout/bookings-that-touch-have-the-full-width", test_alone);
  g_test_add_func ("/salon/calendar-layout/overlapping-ones-stand-side-by-side", test_overlap);
  g_test_add_func ("/salon/calendar-layout/of-two-that-start-together-the-longer-is-first",
                   test_same_start);
  g_test_add_func ("/salon/calendar-layout/a-booking-fills-the-free-width", test_free_width);
  g_test_add_func ("/salon/calendar-layout/any-bookings-neither-overlap-nor-waste-room", test_any);
  return g_test_run ();
}
