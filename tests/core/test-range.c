/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-range.h"

/* The random test works on minutes 0 … 95, beside a bitmap with one place for each. */
#define N_MINUTES 96

static void
assert_ranges (GArray *ranges, const SalonRange *expected, guint n_expected)
{
  g_assert_cmpuint (ranges->len, ==, n_expected);
  for (guint i = 0; i < n_expected; i++)
    {
      g_assert_cmpint (g_array_index (ranges, SalonRange, i).start, ==, expected[i].start);
      g_assert_cmpint (g_array_index (ranges, SalonRange, i).end, ==, expected[i].end);
    }
}

static void
test_ranges_that_touch_do_not_overlap (void)
{
  g_assert_false (salon_range_overlaps (salon_range (540, 600), salon_range (600, 660)));
  g_assert_false (salon_range_overlaps (salon_range (600, 660), salon_range (540, 600)));
  g_assert_true (salon_range_overlaps (salon_range (540, 601), salon_range (600, 660)));
  g_assert_true (salon_range_overlaps (salon_range (540, 660), salon_range (560, 570)));
  g_assert_true (salon_range_overlaps (salon_range (560, 570), salon_range (540, 660)));
  g_assert_true (salon_range_overlaps (salon_range (-10, -5), salon_range (-7, 0)));
}

static void
test_an_empty_range_overlaps_nothing (void)
{
  g_assert_true (salon_range_is_empty (salon_range (600, 600)));
  g_assert_true (salon_range_is_empty (salon_range (600, 599)));
  g_assert_false (salon_range_is_empty (salon_range (600, 601)));
  g_assert_false (salon_range_overlaps (salon_range (600, 600), salon_range (540, 660)));
  g_assert_false (salon_range_overlaps (salon_range (540, 660), salon_range (600, 590)));
  g_assert_false (salon_range_overlaps (salon_range (600, 600), salon_range (600, 600)));
}

static void
test_the_intersection_is_what_both_have (void)
{
  SalonRange both = salon_range_intersect (salon_range (540, 660), salon_range (600, 720));

  g_assert_cmpint (both.start, ==, 600);
  g_assert_cmpint (both.end, ==, 660);
  g_assert_true (
    salon_range_is_empty (salon_range_intersect (salon_range (540, 600), salon_range (600, 720))));
  g_assert_true (
    salon_range_is_empty (salon_range_intersect (salon_range (0, 10), salon_range (20, 30))));
}

static void
test_added_ranges_join_their_neighbours (void)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (SalonRange));

  salon_ranges_add (ranges, salon_range (840, 1140));
  salon_ranges_add (ranges, salon_range (540, 720));
  salon_ranges_add (ranges, salon_range (780, 780));
  assert_ranges (ranges, (SalonRange[]) { { 540, 720 }, { 840, 1140 } }, 2);

  salon_ranges_add (ranges, salon_range (720, 730));
  assert_ranges (ranges, (SalonRange[]) { { 540, 730 }, { 840, 1140 } }, 2);

  salon_ranges_add (ranges, salon_range (700, 840));
  assert_ranges (ranges, (SalonRange[]) { { 540, 1140 } }, 1);
}

static void
test_subtracted_ranges_leave_a_gap (void)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (SalonRange));

  salon_ranges_add (ranges, salon_range (540, 1140));
  salon_ranges_subtract (ranges, salon_range (720, 840));
  assert_ranges (ranges, (SalonRange[]) { { 540, 720 }, { 840, 1140 } }, 2);

  salon_ranges_subtract (ranges, salon_range (720, 840));
  salon_ranges_subtract (ranges, salon_range (600, 600));
  assert_ranges (ranges, (SalonRange[]) { { 540, 720 }, { 840, 1140 } }, 2);

  salon_ranges_subtract (ranges, salon_range (700, 900));
  assert_ranges (ranges, (SalonRange[]) { { 540, 700 }, { 900, 1140 } }, 2);

  salon_ranges_subtract (ranges, salon_range (0, 1440));
  assert_ranges (ranges, NULL, 0);
}

/* The normal form of a bitmap: what the array has to be, sorted, disjoint and joined. */
static void
assert_ranges_are_bitmap (GArray *ranges, const gboolean bitmap[N_MINUTES])
{
  guint n_ranges = 0;

  for (int minute = 0; minute < N_MINUTES; minute++)
    {
      gboolean starts = bitmap[minute] && (minute == 0 || !bitmap[minute - 1]);
      gboolean ends = bitmap[minute] && (minute == N_MINUTES - 1 || !bitmap[minute + 1]);

      if (starts)
        {
          g_assert_cmpuint (n_ranges, <, ranges->len);
          g_assert_cmpint (g_array_index (ranges, SalonRange, n_ranges).start, ==, minute);
        }
      if (ends)
        g_assert_cmpint (g_array_index (ranges, SalonRange, n_ranges++).end, ==, minute + 1);
    }
  g_assert_cmpuint (n_ranges, ==, ranges->len);
}

static void
test_arrays_agree_with_a_bitmap (void)
{
  for (int round = 0; round < 500; round++)
    {
      g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (SalonRange));
      gboolean bitmap[N_MINUTES] = { FALSE };

      for (int step = 0; step < 40; step++)
        {
          int start = g_test_rand_int_range (0, N_MINUTES);
          int length = g_test_rand_int_range (-3, 20);
          int end = MIN (N_MINUTES, start + length);
          gboolean adds = g_test_rand_bit ();

          if (adds)
            salon_ranges_add (ranges, salon_range (start, end));
          else
            salon_ranges_subtract (ranges, salon_range (start, end));
          for (int minute = start; minute < end; minute++)
            bitmap[minute] = adds;
          assert_ranges_are_bitmap (ranges, bitmap);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/range/ranges-that-touch-do-not-overlap",
                   test_ranges_that_touch_do_not_overlap);
  g_test_add_func ("/salon/range/an-empty-range-overlaps-nothing",
                   test_an_empty_range_overlaps_nothing);
  g_test_add_func ("/salon/range/the-intersection-is-what-both-have",
                   test_the_intersection_is_what_both_have);
  g_test_add_func ("/salon/range/added-ranges-join-their-neighbours",
                   test_added_ranges_join_their_neighbours);
  g_test_add_func ("/salon/range/subtracted-ranges-leave-a-gap",
                   test_subtracted_ranges_leave_a_gap);
  g_test_add_func ("/salon/range/arrays-agree-with-a-bitmap", test_arrays_agree_with_a_bitmap);

  return g_test_run ();
}
