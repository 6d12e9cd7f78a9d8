/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-slot.h"

#define AT(hour, minute) ((hour) * 60 + (minute))

/* Monday 4 May 2026; Friday the 8th is a holiday. */
static SalonDay
may (int day_of_month)
{
  return salon_day_from_ymd (2026, 5, day_of_month);
}

static SalonMoment
on (int day_of_month, int hour, int minute)
{
  return salon_moment (may (day_of_month), AT (hour, minute));
}

static const SalonWeeklyWindow week[] = {
  { 1, AT (9, 0), AT (12, 0) },
  { 1, AT (14, 0), AT (19, 0) },
  { 3, AT (9, 0), AT (19, 0) },
  { 4, AT (9, 0), AT (19, 0) },
};

typedef struct
{
  SalonOpeningHours *hours;
  GPtrArray *bookings;
  SalonSlotQuery query;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->hours = salon_opening_hours_new (week, G_N_ELEMENTS (week), NULL, 0,
                                            SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
  fixture->bookings = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->query = (SalonSlotQuery) {
    .hours = fixture->hours,
    .bookings = fixture->bookings,
    .duration_minutes = 60,
    .buffer_minutes = 0,
    .step_minutes = 30,
    .now = G_MININT64,
    .language = SALON_LANGUAGE_FRENCH,
  };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->bookings);
  g_object_unref (fixture->hours);
}

static SalonBooking *
book_as (GPtrArray *bookings,
         const char *id,
         const char *staff_id,
         SalonBookingStatus status,
         SalonMoment start,
         int duration,
         int buffer)
{
  SalonBookingFields fields = {
    .id = id,
    .staff_id = staff_id,
    .client_name = "Marie",
    .status = status,
    .day = salon_moment_get_day (start),
    .minute = salon_moment_get_minute (start),
    .duration_minutes = duration,
    .buffer_minutes = buffer,
  };
  SalonBooking *booking = salon_booking_new (&fields);

  g_ptr_array_add (bookings, booking);
  return booking;
}

static SalonBooking *
book (Fixture *fixture, SalonMoment start, int duration, int buffer)
{
  return book_as (fixture->bookings, "b", "léa", SALON_BOOKING_CONFIRMED, start, duration, buffer);
}

static void
book_prepared (GPtrArray *bookings, SalonMoment start, int before)
{
  SalonBookingFields fields = {
    .id = "p",
    .staff_id = "léa",
    .client_name = "Marie",
    .status = SALON_BOOKING_CONFIRMED,
    .day = salon_moment_get_day (start),
    .minute = salon_moment_get_minute (start),
    .duration_minutes = 60,
    .buffer_before_minutes = before,
  };

  g_ptr_array_add (bookings, salon_booking_new (&fields));
}

static SalonSlotState
state_at (Fixture *fixture, SalonMoment start)
{
  return salon_slot_explain (&fixture->query, start).state;
}

static char *
format_starts (GArray *starts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < starts->len; i++)
    {
      SalonMoment start = g_array_index (starts, SalonMoment, i);
      int minute = salon_moment_get_minute (start);

      g_string_append_printf (out, "%s%d.%02d:%02d", i > 0 ? " " : "",
                              salon_moment_get_day (start) - may (1) + 1, minute / 60, minute % 60);
    }
  return g_string_free_and_steal (out);
}

static void
assert_free (Fixture *fixture, int day_of_month, const char *expected)
{
  g_autoptr (GArray) starts = salon_slot_list_free (&fixture->query, may (day_of_month));
  g_autofree char *text = format_starts (starts);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_a_visit_fits_inside_one_window (Fixture *fixture, gconstpointer data)
{
  SalonSlotVerdict verdict = salon_slot_explain (&fixture->query, on (5, 11, 30));

  g_assert_cmpint (verdict.state, ==, SALON_SLOT_TOO_LONG);
  g_assert_cmpint (verdict.until, ==, on (5, 12, 0));
  g_assert_cmpint (state_at (fixture, on (5, 11, 0)), ==, SALON_SLOT_FREE);
  g_assert_cmpint (state_at (fixture, on (5, 18, 0)), ==, SALON_SLOT_FREE);
  g_assert_cmpint (state_at (fixture, on (5, 18, 1)), ==, SALON_SLOT_TOO_LONG);
  assert_free (fixture, 5,
               "5.09:00 5.09:30 5.10:00 5.10:30 5.11:00 5.14:00 5.14:30 5.15:00 5.15:30 5.16:00 "
               "5.16:30 5.17:00 5.17:30 5.18:00");
}

static void
test_a_closed_time_says_why_and_until_when (Fixture *fixture, gconstpointer data)
{
  SalonSlotVerdict lunch = salon_slot_explain (&fixture->query, on (5, 12, 0));
  SalonSlotVerdict evening = salon_slot_explain (&fixture->query, on (5, 19, 0));
  SalonSlotVerdict holiday = salon_slot_explain (&fixture->query, on (8, 10, 0));

  g_assert_cmpint (lunch.state, ==, SALON_SLOT_CLOSED);
  g_assert_cmpint (lunch.closure, ==, SALON_CLOSURE_WEEKLY);
  g_assert_cmpint (lunch.until, ==, on (5, 14, 0));
  g_assert_cmpint (evening.until, ==, on (7, 9, 0));
  g_assert_cmpint (holiday.closure, ==, SALON_CLOSURE_HOLIDAY);
  g_assert_cmpstr (holiday.text, ==,
                   salon_holiday_get_name (may (8), SALON_HOLIDAY_ZONE_METROPOLE,
                                           SALON_LANGUAGE_FRENCH));
  g_assert_cmpint (holiday.until, ==, on (12, 9, 0));
  assert_free (fixture, 8, "");
}

static void
test_a_salon_that_never_opens_has_no_next_opening (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonOpeningHours) never =
    salon_opening_hours_new (NULL, 0, NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
  SalonSlotVerdict verdict;

  fixture->query.hours = never;
  verdict = salon_slot_explain (&fixture->query, on (5, 10, 0));
  g_assert_cmpint (verdict.state, ==, SALON_SLOT_CLOSED);
  g_assert_cmpint (verdict.until, ==, G_MAXINT64);
}

static void
test_the_first_booking_in_the_way_is_named (Fixture *fixture, gconstpointer data)
{
  SalonBooking *second = book (fixture, on (7, 11, 0), 30, 0);
  SalonBooking *first = book (fixture, on (7, 10, 15), 30, 10);
  SalonSlotVerdict verdict;

  fixture->query.duration_minutes = 120;
  verdict = salon_slot_explain (&fixture->query, on (7, 9, 30));
  g_assert_cmpint (verdict.state, ==, SALON_SLOT_TAKEN);
  g_assert_true (verdict.booking == first);
  g_assert_cmpint (verdict.until, ==, on (7, 10, 55));
  g_assert_true (salon_slot_explain (&fixture->query, on (7, 10, 55)).booking == second);
}

static void
test_buffers_keep_their_distance_on_both_sides (Fixture *fixture, gconstpointer data)
{
  book (fixture, on (7, 11, 0), 60, 15);
  fixture->query.buffer_minutes = 10;

  g_assert_cmpint (state_at (fixture, on (7, 9, 50)), ==, SALON_SLOT_FREE);
  g_assert_cmpint (state_at (fixture, on (7, 9, 51)), ==, SALON_SLOT_TAKEN);
  g_assert_cmpint (state_at (fixture, on (7, 12, 14)), ==, SALON_SLOT_TAKEN);
  g_assert_cmpint (state_at (fixture, on (7, 12, 15)), ==, SALON_SLOT_FREE);
}

static void
test_preparation_comes_after_the_cleaning_before (Fixture *fixture, gconstpointer data)
{
  book (fixture, on (7, 9, 0), 60, 15);
  fixture->query.buffer_before_minutes = 10;

  g_assert_cmpint (state_at (fixture, on (7, 10, 24)), ==, SALON_SLOT_TAKEN);
  g_assert_cmpint (state_at (fixture, on (7, 10, 25)), ==, SALON_SLOT_FREE);
  book (fixture, on (7, 12, 0), 420, 0);
  assert_free (fixture, 7, "7.10:25 7.10:30 7.11:00");
  /* The one that is there is prepared as well, and the first of the day before opening. */
  g_ptr_array_set_size (fixture->bookings, 0);
  book_prepared (fixture->bookings, on (7, 11, 0), 20);
  g_assert_cmpint (state_at (fixture, on (7, 9, 40)), ==, SALON_SLOT_FREE);
  g_assert_cmpint (state_at (fixture, on (7, 9, 41)), ==, SALON_SLOT_TAKEN);
  g_assert_cmpint (state_at (fixture, on (7, 9, 0)), ==, SALON_SLOT_FREE);
}

static void
test_cleaning_may_run_past_closing (Fixture *fixture, gconstpointer data)
{
  fixture->query.buffer_minutes = 45;

  g_assert_cmpint (state_at (fixture, on (7, 18, 0)), ==, SALON_SLOT_FREE);
  assert_free (fixture, 5,
               "5.09:00 5.09:30 5.10:00 5.10:30 5.11:00 5.14:00 5.14:30 5.15:00 5.15:30 5.16:00 "
               "5.16:30 5.17:00 5.17:30 5.18:00");
}

static void
test_the_end_of_a_booking_is_offered (Fixture *fixture, gconstpointer data)
{
  book (fixture, on (7, 9, 0), 50, 5);
  book (fixture, on (7, 12, 0), 420, 0);

  assert_free (fixture, 7, "7.09:55 7.10:00 7.10:30 7.11:00");
}

static void
test_the_last_start_that_fits_is_offered (Fixture *fixture, gconstpointer data)
{
  book (fixture, on (5, 9, 0), 125, 0);
  book (fixture, on (5, 14, 0), 300, 0);

  fixture->query.duration_minutes = 55;
  assert_free (fixture, 5, "5.11:05");
  fixture->query.duration_minutes = 56;
  assert_free (fixture, 5, "");
}

static void
test_a_hold_from_the_evening_before_reaches_over_midnight (Fixture *fixture, gconstpointer data)
{
  const SalonWeeklyWindow night[] = { { 3, 0, AT (3, 0) }, { 2, AT (20, 0), AT (24, 0) } };
  g_autoptr (SalonOpeningHours) hours =
    salon_opening_hours_new (night, G_N_ELEMENTS (night), NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE,
                             TRUE);

  fixture->query.hours = hours;
  book (fixture, on (6, 23, 0), 60, 50);
  assert_free (fixture, 7, "7.00:50 7.01:00 7.01:30 7.02:00");
  g_ptr_array_set_size (fixture->bookings, 0);
  book (fixture, on (7, 0, 10), 60, 0);
  fixture->query.buffer_minutes = 20;
  assert_free (fixture, 6, "6.20:00 6.20:30 6.21:00 6.21:30 6.22:00 6.22:30");
}

static void
test_who_has_cancelled_or_not_come_is_not_in_the_way (Fixture *fixture, gconstpointer data)
{
  for (int status = 0; status < SALON_N_BOOKING_STATUSES; status++)
    {
      g_ptr_array_set_size (fixture->bookings, 0);
      book_as (fixture->bookings, "b", "léa", (SalonBookingStatus) status, on (7, 10, 0), 60, 0);
      g_assert_cmpint (state_at (fixture, on (7, 10, 0)), ==,
                       status == SALON_BOOKING_CANCELLED || status == SALON_BOOKING_NO_SHOW
                         ? SALON_SLOT_FREE
                         : SALON_SLOT_TAKEN);
    }
}

static void
test_others_chairs_and_the_booking_itself_are_not_in_the_way (Fixture *fixture, gconstpointer data)
{
  book_as (fixture->bookings, "b1", "léa", SALON_BOOKING_CONFIRMED, on (7, 10, 0), 60, 0);

  fixture->query.staff_id = "zoé";
  g_assert_cmpint (state_at (fixture, on (7, 10, 0)), ==, SALON_SLOT_FREE);
  fixture->query.staff_id = "léa";
  g_assert_cmpint (state_at (fixture, on (7, 10, 0)), ==, SALON_SLOT_TAKEN);
  fixture->query.staff_id = NULL;
  g_assert_cmpint (state_at (fixture, on (7, 10, 0)), ==, SALON_SLOT_TAKEN);
  fixture->query.ignore_id = "b1";
  g_assert_cmpint (state_at (fixture, on (7, 10, 30)), ==, SALON_SLOT_FREE);
  fixture->query.ignore_id = "b2";
  g_assert_cmpint (state_at (fixture, on (7, 10, 30)), ==, SALON_SLOT_TAKEN);
}

static void
test_past_starts_are_told_and_never_offered (Fixture *fixture, gconstpointer data)
{
  fixture->query.now = on (7, 16, 40);

  g_assert_cmpint (state_at (fixture, on (7, 16, 30)), ==, SALON_SLOT_PAST);
  g_assert_cmpint (salon_slot_explain (&fixture->query, on (7, 9, 0)).until, ==, on (7, 16, 40));
  g_assert_cmpint (state_at (fixture, on (7, 16, 40)), ==, SALON_SLOT_FREE);
  assert_free (fixture, 7, "7.17:00 7.17:30 7.18:00");
  assert_free (fixture, 5, "");
}

/* The owner may force all but a chair that is taken, so nothing may hide that it is. */
static void
test_a_taken_chair_is_said_before_all_else (Fixture *fixture, gconstpointer data)
{
  fixture->query.now = on (14, 9, 0);
  book (fixture, on (5, 12, 30), 30, 0);
  book (fixture, on (5, 18, 30), 90, 0);

  g_assert_cmpint (state_at (fixture, on (5, 12, 30)), ==, SALON_SLOT_TAKEN);
  g_assert_cmpint (state_at (fixture, on (5, 18, 15)), ==, SALON_SLOT_TAKEN);
  g_assert_cmpint (state_at (fixture, on (5, 13, 0)), ==, SALON_SLOT_CLOSED);
  g_assert_cmpint (state_at (fixture, on (5, 11, 30)), ==, SALON_SLOT_TOO_LONG);
  g_assert_cmpint (state_at (fixture, on (5, 9, 0)), ==, SALON_SLOT_PAST);
}

static void
assert_nearest (Fixture *fixture, SalonMoment wish, int days, gsize n, const char *expected)
{
  g_autoptr (GArray) starts = salon_slot_list_nearest (&fixture->query, wish, days, n);
  g_autofree char *text = format_starts (starts);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_the_nearest_come_first_and_the_earlier_of_two (Fixture *fixture, gconstpointer data)
{
  book (fixture, on (7, 14, 0), 60, 0);

  assert_nearest (fixture, on (7, 14, 0), 0, 3, "7.13:00 7.15:00 7.12:30");
  assert_nearest (fixture, on (7, 9, 0), 2, 2, "7.09:00 7.09:30");
  assert_nearest (fixture, on (6, 12, 0), 0, 3, "");
  assert_nearest (fixture, on (6, 12, 0), 1, 3, "5.18:00 5.17:30 5.17:00");
  assert_nearest (fixture, on (8, 2, 0), 1, 2, "7.18:00 7.17:30");
  assert_nearest (fixture, on (9, 2, 0), 1, 3, "");
  assert_nearest (fixture, on (7, 14, 0), 3, 0, "");
}

static void
test_past_midnight_may_be_nearer_than_the_same_day (Fixture *fixture, gconstpointer data)
{
  const SalonWeeklyWindow windows[] = { { 2, AT (9, 0), AT (12, 0) }, { 3, 0, AT (3, 0) } };
  g_autoptr (SalonOpeningHours) hours =
    salon_opening_hours_new (windows, G_N_ELEMENTS (windows), NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE,
                             TRUE);

  fixture->query.hours = hours;
  assert_nearest (fixture, on (6, 23, 30), 1, 1, "7.00:00");
}

/* A naive oracle: everything is asked of every single minute. */

typedef struct
{
  SalonOpeningHours *hours;
  GPtrArray *bookings;
  SalonSlotQuery query;
  gboolean open[9 * SALON_DAY_MINUTES]; /* from may (1) */
} Salon;

static gboolean
naive_is_open (Salon *salon, SalonMoment moment)
{
  SalonMoment index = moment - on (1, 0, 0);

  return index >= 0 && index < (SalonMoment) G_N_ELEMENTS (salon->open) && salon->open[index];
}

static gboolean
naive_is_held (Salon *salon, SalonMoment moment)
{
  for (guint i = 0; i < salon->bookings->len; i++)
    {
      const SalonBookingFields *fields =
        salon_booking_get_fields (g_ptr_array_index (salon->bookings, i));
      SalonMoment start = (SalonMoment) fields->day * 1440 + fields->minute;

      if (start - fields->buffer_before_minutes <= moment
          && moment < start + fields->duration_minutes + fields->buffer_minutes
          && fields->status != SALON_BOOKING_CANCELLED && fields->status != SALON_BOOKING_NO_SHOW
          && g_strcmp0 (fields->id, salon->query.ignore_id) != 0
          && (salon->query.staff_id == NULL
              || g_str_equal (fields->staff_id, salon->query.staff_id)))
        return TRUE;
    }
  return FALSE;
}

static SalonSlotState
naive_state (Salon *salon, SalonMoment start)
{
  int hold = salon->query.duration_minutes + salon->query.buffer_minutes;
  SalonDay day = salon_moment_get_day (start);

  for (SalonMoment moment = start - salon->query.buffer_before_minutes; moment < start + hold;
       moment++)
    if (naive_is_held (salon, moment))
      return SALON_SLOT_TAKEN;
  if (!naive_is_open (salon, start))
    return SALON_SLOT_CLOSED;
  for (SalonMoment moment = start; moment < start + salon->query.duration_minutes; moment++)
    if (!naive_is_open (salon, moment) || salon_moment_get_day (moment) != day)
      return SALON_SLOT_TOO_LONG;
  return start < salon->query.now ? SALON_SLOT_PAST : SALON_SLOT_FREE;
}

/* A multiple of the step, or the first minute that the chair is ready after some booking. */
static gboolean
naive_is_offered (Salon *salon, SalonMoment start)
{
  if (salon_moment_get_minute (start) % salon->query.step_minutes == 0)
    return TRUE;
  for (guint i = 0; i < salon->bookings->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (salon->bookings, i);
      const SalonBookingFields *fields = salon_booking_get_fields (booking);

      if (salon_booking_get_hold (booking).end + salon->query.buffer_before_minutes == start
          && salon_booking_status_is_active (fields->status)
          && g_strcmp0 (fields->id, salon->query.ignore_id) != 0
          && (salon->query.staff_id == NULL
              || g_str_equal (fields->staff_id, salon->query.staff_id)))
        return TRUE;
    }
  return FALSE;
}

static SalonOpeningHours *
random_hours (void)
{
  SalonWeeklyWindow windows[10];
  SalonOpeningException exceptions[3];

  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      windows[i].weekday = (int) i % 7;
      windows[i].start = g_test_rand_int_range (0, 280) * 5;
      windows[i].end = MIN (windows[i].start + g_test_rand_int_range (1, 120) * 5, 1440);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
    {
      exceptions[i] = (SalonOpeningException) {
        .from = may (g_test_rand_int_range (1, 9)),
        .start = g_test_rand_int_range (0, 140) * 5,
        .end = g_test_rand_int_range (141, 288) * 5,
        .open = g_test_rand_bit (),
      };
      exceptions[i].to = exceptions[i].from + g_test_rand_int_range (0, 2);
    }
  return salon_opening_hours_new (windows, G_N_ELEMENTS (windows), exceptions,
                                  G_N_ELEMENTS (exceptions), SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
}

static Salon *
random_salon (void)
{
  static const char *const ids[] = { "b0", "b1", "b2", "b3" };
  static const char *const staff[] = { "léa", "zoé" };
  Salon *salon = g_new0 (Salon, 1);

  salon->hours = random_hours ();
  for (gsize i = 0; i < G_N_ELEMENTS (salon->open); i++)
    {
      const char *text;
      SalonMoment moment = on (1, 0, 0) + (SalonMoment) i;

      salon->open[i] = salon_opening_hours_explain (salon->hours, salon_moment_get_day (moment),
                                                    salon_moment_get_minute (moment),
                                                    SALON_LANGUAGE_ENGLISH, &text)
                       == SALON_CLOSURE_NONE;
    }

  salon->bookings = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = g_test_rand_int_range (0, 30); i > 0; i--)
    book_as (salon->bookings, ids[g_test_rand_int_range (0, 4)],
             staff[g_test_rand_int_range (0, 2)],
             (SalonBookingStatus) g_test_rand_int_range (0, SALON_N_BOOKING_STATUSES),
             on (1, 0, 0) + g_test_rand_int_range (0, 9 * 1440), g_test_rand_int_range (5, 200),
             g_test_rand_int_range (0, 60));
  for (int i = g_test_rand_int_range (0, 5); i > 0; i--)
    book_prepared (salon->bookings, on (1, 0, 0) + g_test_rand_int_range (0, 9 * 1440),
                   g_test_rand_int_range (0, 241));

  salon->query = (SalonSlotQuery) {
    .hours = salon->hours,
    .bookings = salon->bookings,
    .staff_id = g_test_rand_bit () ? staff[0] : NULL,
    .ignore_id = g_test_rand_bit () ? ids[0] : NULL,
    .duration_minutes = g_test_rand_int_range (1, 180),
    .buffer_minutes = g_test_rand_bit () ? g_test_rand_int_range (0, 60) : 0,
    .buffer_before_minutes = g_test_rand_bit () ? g_test_rand_int_range (0, 60) : 0,
    .step_minutes = g_test_rand_int_range (1, 13) * 5,
    .now = g_test_rand_bit () ? on (1, 0, 0) + g_test_rand_int_range (0, 9 * 1440) : G_MININT64,
  };
  return salon;
}

static void
salon_free (Salon *salon)
{
  g_ptr_array_unref (salon->bookings);
  g_object_unref (salon->hours);
  g_free (salon);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Salon, salon_free)

static void
test_random_salons_agree_with_the_naive_rule_each_minute (void)
{
  for (int round = 0; round < 30; round++)
    {
      g_autoptr (Salon) salon = random_salon ();
      SalonDay day = may (g_test_rand_int_range (2, 8));
      g_autoptr (GArray) starts = salon_slot_list_free (&salon->query, day);
      guint next = 0;

      for (int minute = 0; minute < SALON_DAY_MINUTES; minute++)
        {
          SalonMoment start = salon_moment (day, minute);
          SalonSlotVerdict verdict = salon_slot_explain (&salon->query, start);
          SalonSlotState expected = naive_state (salon, start);

          g_assert_cmpint (verdict.state, ==, expected);
          if (expected == SALON_SLOT_FREE && naive_is_offered (salon, start))
            {
              g_assert_cmpuint (next, <, starts->len);
              g_assert_cmpint (g_array_index (starts, SalonMoment, next), ==, start);
              next++;
            }
        }
      g_assert_cmpuint (next, ==, starts->len);
    }
}

/* All free starts within @days around @wish, by repeatedly taking the nearest that is left. */
static void
assert_nearest_is_naive (Salon *salon, SalonMoment wish, int days, gsize n)
{
  g_autoptr (GArray) found = salon_slot_list_nearest (&salon->query, wish, days, n);
  SalonDay middle = salon_moment_get_day (wish);
  SalonMoment last_distance = -1;
  SalonMoment last = G_MININT64;
  gsize n_naive = 0;

  for (guint i = 0; i < found->len; i++)
    {
      SalonMoment start = g_array_index (found, SalonMoment, i);
      SalonMoment away = ABS (start - wish);

      g_assert_true (away > last_distance || (away == last_distance && start > last));
      last_distance = away;
      last = start;
    }
  for (SalonMoment start = salon_moment (middle - days, 0);
       start < salon_moment (middle + days + 1, 0); start++)
    if (naive_is_offered (salon, start) && naive_state (salon, start) == SALON_SLOT_FREE)
      {
        SalonMoment away = ABS (start - wish);

        n_naive++;
        if (found->len < n)
          continue;
        if (away < last_distance || (away == last_distance && start < last))
          {
            gboolean is_listed = FALSE;

            for (guint i = 0; i < found->len; i++)
              is_listed |= g_array_index (found, SalonMoment, i) == start;
            g_assert_true (is_listed);
          }
      }
  g_assert_cmpuint (found->len, ==, MIN (n, n_naive));
}

static void
test_random_wishes_get_the_nearest_of_the_naive_rule (void)
{
  for (int round = 0; round < 20; round++)
    {
      g_autoptr (Salon) salon = random_salon ();

      assert_nearest_is_naive (
        salon, on (g_test_rand_int_range (3, 7), 0, 0) + g_test_rand_int_range (0, 1440),
        g_test_rand_int_range (0, 3), (gsize) g_test_rand_int_range (1, 40));
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/slot/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-visit-fits-inside-one-window", test_a_visit_fits_inside_one_window);
  ADD ("a-closed-time-says-why-and-until-when", test_a_closed_time_says_why_and_until_when);
  ADD ("a-salon-that-never-opens-has-no-next-opening",
       test_a_salon_that_never_opens_has_no_next_opening);
  ADD ("the-first-booking-in-the-way-is-named", test_the_first_booking_in_the_way_is_named);
  ADD ("buffers-keep-their-distance-on-both-sides", test_buffers_keep_their_distance_on_both_sides);
  ADD ("preparation-comes-after-the-cleaning-before",
       test_preparation_comes_after_the_cleaning_before);
  ADD ("cleaning-may-run-past-closing", test_cleaning_may_run_past_closing);
  ADD ("the-end-of-a-booking-is-offered", test_the_end_of_a_booking_is_offered);
  ADD ("the-last-start-that-fits-is-offered", test_the_last_start_that_fits_is_offered);
  ADD ("a-hold-from-the-evening-before-reaches-over-midnight",
       test_a_hold_from_the_evening_before_reaches_over_midnight);
  ADD ("who-has-cancelled-or-not-come-is-not-in-the-way",
       test_who_has_cancelled_or_not_come_is_not_in_the_way);
  ADD ("others-chairs-and-the-booking-itself-are-not-in-the-way",
       test_others_chairs_and_the_booking_itself_are_not_in_the_way);
  ADD ("past-starts-are-told-and-never-offered", test_past_starts_are_told_and_never_offered);
  ADD ("a-taken-chair-is-said-before-all-else", test_a_taken_chair_is_said_before_all_else);
  ADD ("the-nearest-come-first-and-the-earlier-of-two",
       test_the_nearest_come_first_and_the_earlier_of_two);
  ADD ("past-midnight-may-be-nearer-than-the-same-day",
       test_past_midnight_may_be_nearer_than_the_same_day);
  g_test_add_func ("/salon/slot/random-salons-agree-with-the-naive-rule-each-minute",
                   test_random_salons_agree_with_the_naive_rule_each_minute);
  g_test_add_func ("/salon/slot/random-wishes-get-the-nearest-of-the-naive-rule",
                   test_random_wishes_get_the_nearest_of_the_naive_rule);
  return g_test_run ();
}
