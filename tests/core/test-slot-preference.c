/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-slot-preference.h"

#define AT(hour, minute) ((hour) * 60 + (minute))
#define TUESDAY (salon_day_from_ymd (2026, 5, 5))

static const SalonWeeklyWindow week[] = {
  { 1, AT (9, 0), AT (12, 0) },
  { 1, AT (14, 0), AT (19, 0) },
};

typedef struct
{
  SalonOpeningHours *hours;
  GPtrArray *bookings;
  SalonSlotQuery query;
  SalonSlotPreference wish;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->hours = salon_opening_hours_new (week, G_N_ELEMENTS (week), NULL, 0,
                                         SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
  self->bookings = g_ptr_array_new_with_free_func (g_object_unref);
  self->query = (SalonSlotQuery) {
    .hours = self->hours,
    .bookings = self->bookings,
    .duration_minutes = 60,
    .step_minutes = 30,
    .now = G_MININT64,
  };
  self->wish =
    (SalonSlotPreference) { .minute = -1, .to_minute = SALON_DAY_MINUTES, .shortest_minutes = 30 };
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->bookings);
  g_object_unref (self->hours);
}

static void
book (Fixture *self, int minute, int duration, SalonBookingStatus status)
{
  SalonBookingFields fields = {
    .id = "b",
    .staff_id = "léa",
    .client_name = "Marie",
    .status = status,
    .day = TUESDAY,
    .minute = minute,
    .duration_minutes = duration,
  };

  g_ptr_array_add (self->bookings, salon_booking_new (&fields));
}

static void
assert_best (Fixture *self, const char *expected)
{
  g_autoptr (GArray) best = salon_slot_preference_list_best (&self->wish, &self->query, TUESDAY, 3);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < best->len; i++)
    {
      int minute = salon_moment_get_minute (g_array_index (best, SalonMoment, i));
      g_string_append_printf (out, "%s%02d:%02d", i > 0 ? " " : "", minute / 60, minute % 60);
    }
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_times_without_a_wish_lie_apart (Fixture *self, gconstpointer data)
{
  assert_best (self, "09:00 10:00 11:00");
}

static void
test_part_of_the_day_bounds_the_start (Fixture *self, gconstpointer data)
{
  self->wish.from_minute = AT (12, 0);
  self->wish.to_minute = AT (18, 0);
  assert_best (self, "14:00 15:00 16:00");
  self->wish.from_minute = AT (17, 0);
  assert_best (self, "17:00 17:30");
}

static void
test_named_time_comes_first_and_the_nearest_after_it (Fixture *self, gconstpointer data)
{
  self->wish.minute = AT (15, 30);
  assert_best (self, "15:30 15:00 16:00");
  book (self, AT (15, 30), 60, SALON_BOOKING_CONFIRMED);
  assert_best (self, "14:30 16:30 14:00");
}

/* 9:30 would leave half an hour before it in which nobody can be served. */
static void
test_dead_hole_is_avoided (Fixture *self, gconstpointer data)
{
  book (self, AT (10, 30), 90, SALON_BOOKING_CONFIRMED);
  self->wish.shortest_minutes = 45;
  self->wish.to_minute = AT (12, 0);
  assert_best (self, "09:00 09:30");
  self->query.duration_minutes = 45;
  self->query.step_minutes = 15;
  self->wish.shortest_minutes = 45;
  assert_best (self, "09:00 09:45 09:15");
  self->wish.shortest_minutes = 0;
  assert_best (self, "09:00 09:15 09:30");
}

static void
test_hole_weighs_less_than_an_hours_distance (Fixture *self, gconstpointer data)
{
  self->wish.minute = AT (17, 35);
  self->wish.shortest_minutes = 45;
  assert_best (self, "18:00 17:00 16:30");
}

static void
test_cancelled_booking_leaves_no_hole (Fixture *self, gconstpointer data)
{
  book (self, AT (10, 15), 60, SALON_BOOKING_CANCELLED);
  assert_best (self, "09:00 10:00 11:00");
}

/* A quarter of an hour to prepare: the chair is ready for it at 11:00, and no hole lies before. */
static void
test_preparing_is_no_hole (Fixture *self, gconstpointer data)
{
  book (self, AT (9, 0), 105, SALON_BOOKING_CONFIRMED);
  self->query.buffer_before_minutes = 15;
  self->wish.to_minute = AT (12, 0);
  self->wish.shortest_minutes = 20;
  assert_best (self, "11:00");
  self->wish.to_minute = SALON_DAY_MINUTES;
  assert_best (self, "11:00 14:00 15:00");
}

static void
test_expired_hold_leaves_no_hole (Fixture *self, gconstpointer data)
{
  SalonBookingFields fields = {
    .id = "b",
    .client_name = "Marie",
    .status = SALON_BOOKING_PENDING,
    .day = TUESDAY,
    .minute = AT (10, 15),
    .duration_minutes = 60,
    .hold_expires_at = 100,
  };

  g_ptr_array_add (self->bookings, salon_booking_new (&fields));
  self->query.instant = 200;
  assert_best (self, "09:00 10:00 11:00");
}

static void
test_full_or_closed_day_has_no_times (Fixture *self, gconstpointer data)
{
  book (self, AT (9, 0), 600, SALON_BOOKING_CONFIRMED);
  assert_best (self, "");
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/slot-preference/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("times-without-a-wish-lie-apart", test_times_without_a_wish_lie_apart);
  ADD ("part-of-the-day-bounds-the-start", test_part_of_the_day_bounds_the_start);
  ADD ("named-time-comes-first-and-the-nearest-after-it",
       test_named_time_comes_first_and_the_nearest_after_it);
  ADD ("dead-hole-is-avoided", test_dead_hole_is_avoided);
  ADD ("hole-weighs-less-than-an-hours-distance", test_hole_weighs_less_than_an_hours_distance);
  ADD ("cancelled-booking-leaves-no-hole", test_cancelled_booking_leaves_no_hole);
  ADD ("preparing-is-no-hole", test_preparing_is_no_hole);
  ADD ("expired-hold-leaves-no-hole", test_expired_hold_leaves_no_hole);
  ADD ("full-or-closed-day-has-no-times", test_full_or_closed_day_has_no_times);
  return g_test_run ();
}
