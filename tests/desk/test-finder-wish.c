/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a line to what the editor is to open with: Monday 9 March 2026, 8:00. */
#include "finder-fixture.h"
#include "finder/salon-finder-wish.h"

static char *
format_times (SalonFinderWish *wish)
{
  g_autoptr (GArray) times = salon_finder_wish_list_times (wish);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < times->len; i++)
    {
      SalonMoment start = g_array_index (times, SalonMoment, i);
      g_autofree char *minute = salon_minute_format (salon_moment_get_minute (start));

      g_string_append_printf (out, "%s+%d %s", i > 0 ? ", " : "",
                              salon_moment_get_day (start) - TODAY, minute);
    }
  return g_string_free_and_steal (out);
}

static void
assert_times (SalonFinderWish *wish, const char *line, const char *expected)
{
  g_autofree char *times = NULL;

  salon_finder_wish_read (wish, line);
  times = format_times (wish);
  g_assert_cmpstr (times, ==, expected);
}

static void
assert_who (SalonFinderWish *wish, const char *line, SalonFinderWho who, const char *name)
{
  salon_finder_wish_read (wish, line);
  g_assert_cmpint (salon_finder_wish_get_who (wish), ==, who);

  SalonClient *client = salon_finder_wish_get_client (wish);
  g_assert_cmpstr (client != NULL ? salon_client_get_fields (client)->name : NULL, ==, name);
}

static void
test_client_is_only_taken_where_there_is_no_doubt (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonFinderWish) wish = salon_finder_wish_new (self->session);

  assert_who (wish, "brows thursday", SALON_FINDER_WHO_NOBODY, NULL);
  assert_who (wish, "marie brows", SALON_FINDER_WHO_SEVERAL, NULL);
  assert_who (wish, "marie durand brows", SALON_FINDER_WHO_FOUND, "Marie Durand");
  assert_who (wish, "durand brows", SALON_FINDER_WHO_FOUND, "Marie Durand");
  assert_who (wish, "DUPONT marie brows", SALON_FINDER_WHO_FOUND, "Marie Dupont");
  assert_who (wish, "0612345678 brows", SALON_FINDER_WHO_FOUND, "Marie Durand");
  assert_who (wish, "zoé brows", SALON_FINDER_WHO_NEW, NULL);
  /* Her mail address has the word, her name has not. */
  assert_who (wish, "example brows", SALON_FINDER_WHO_SEVERAL, NULL);
}

static void
test_choice_stays_while_one_types_on (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonFinderWish) wish = salon_finder_wish_new (self->session);

  salon_finder_wish_read (wish, "marie gel");
  g_assert_cmpint (salon_finder_wish_find_open (wish), ==, 0);
  salon_finder_wish_choose_service (wish, 0, self->gel);
  salon_finder_wish_choose_client (wish, self->marie);
  g_assert_cmpint (salon_finder_wish_find_open (wish), ==, -1);
  g_assert_cmpint (salon_finder_wish_get_duration (wish), ==, 60);

  assert_who (wish, "marie gel + brows thursday", SALON_FINDER_WHO_FOUND, "Marie Durand");
  g_assert_cmpint (salon_finder_wish_find_open (wish), ==, -1);
  g_assert_cmpint (salon_finder_wish_get_duration (wish), ==, 75);
  g_assert_cmpint (salon_finder_wish_get_price (wish), ==, 5750);

  assert_who (wish, "mari gel", SALON_FINDER_WHO_SEVERAL, NULL);
}

static void
test_times_follow_the_wish (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonFinderWish) wish = salon_finder_wish_new (self->session);

  assert_times (wish, "durand massage tuesday 14h", "+1 14:00, +1 14:15, +1 14:30");
  assert_times (wish, "durand massage tuesday afternoon", "+1 14:00, +1 15:00, +1 16:00");
  /* Closed on Mondays: no day was said, and today has no time. */
  assert_times (wish, "durand massage", "+1 09:00, +2 09:00, +3 09:00");
  assert_times (wish, "durand massage today", "+1 09:00, +2 09:00, +3 09:00");
  assert_times (wish, "durand massage next week morning", "+8 09:00, +9 09:00, +10 09:00");
}

static void
test_no_times_while_a_service_is_open (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonFinderWish) wish = salon_finder_wish_new (self->session);

  assert_times (wish, "durand gel tuesday", "");
  salon_finder_wish_choose_service (wish, 0, self->gel);
  assert_times (wish, "durand gel tuesday", "+1 09:00, +1 10:00, +1 11:00");
}

static void
test_taken_time_is_explained (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonFinderWish) wish = salon_finder_wish_new (self->session);
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (self, 14 * 60);
  g_autoptr (SalonBooking) booking = booking_fixture_save (self, form);
  g_autofree char *words = NULL;

  assert_times (wish, "dupont massage tuesday 14h30", "+1 15:10, +1 15:30, +1 15:45");
  words = salon_finder_wish_explain_time (wish);
  g_assert_cmpstr (words, ==, "Marie Durand until 15:10");
}

static void
test_day_that_may_be_another_is_swapped (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonFinderWish) wish = salon_finder_wish_new (self->session);
  SalonDay from;
  SalonDay to;
  SalonDay other;

  salon_finder_wish_read (wish, "durand massage jeudi prochain");
  salon_finder_wish_get_days (wish, &from, &to, &other);
  g_assert_cmpint (from, ==, TODAY + 3);
  g_assert_cmpint (other, ==, TODAY + 10);
  salon_finder_wish_swap_days (wish);
  assert_times (wish, "durand massage jeudi prochain 9h", "+10 09:00, +10 09:15, +10 09:30");
}

static void
test_target_says_everything (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonFinderWish) wish = salon_finder_wish_new (self->session);
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GVariant) new_one = NULL;
  g_autofree const char **ids = NULL;
  const char *texts[4];
  int day;
  int minute;

  salon_finder_wish_read (wish, "durand massage tuesday 14h");
  target = g_variant_ref_sink (salon_finder_wish_make_target (wish, TUESDAY, 840));
  g_variant_get (target, "(&s&s&s&s^a&sii)", &texts[0], &texts[1], &texts[2], &texts[3], &ids, &day,
                 &minute);
  g_assert_cmpstr (texts[0], ==, salon_client_get_fields (self->marie)->id);
  g_assert_cmpstr (texts[1], ==, "");
  g_assert_cmpstr (ids[0], ==, salon_service_get_fields (self->massage)->id);
  g_assert_null (ids[1]);
  g_assert_cmpint (day, ==, TUESDAY);
  g_assert_cmpint (minute, ==, 840);

  salon_finder_wish_read (wish, "Zoé Petit 0698765432 massage");
  new_one = g_variant_ref_sink (salon_finder_wish_make_target (wish, SALON_DAY_NONE, -1));
  g_variant_get_child (new_one, 1, "&s", &texts[1]);
  g_variant_get_child (new_one, 2, "&s", &texts[2]);
  g_assert_cmpstr (texts[1], ==, "Zoé Petit");
  g_assert_cmpstr (texts[2], ==, "+33698765432");
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/finder-wish/" path, BookingFixture, NULL, finder_fixture_set_up, function,   \
              booking_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("client-is-only-taken-where-there-is-no-doubt",
       test_client_is_only_taken_where_there_is_no_doubt);
  ADD ("choice-stays-while-one-types-on", test_choice_stays_while_one_types_on);
  ADD ("times-follow-the-wish", test_times_follow_the_wish);
  ADD ("no-times-while-a-service-is-open", test_no_times_while_a_service_is_open);
  ADD ("taken-time-is-explained", test_taken_time_is_explained);
  ADD ("day-that-may-be-another-is-swapped", test_day_that_may_be_another_is_swapped);
  ADD ("target-says-everything", test_target_says_everything);
  return g_test_run ();
}
