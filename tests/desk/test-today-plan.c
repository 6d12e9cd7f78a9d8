/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/salon-today-plan.h"

#include "today/salon-today-words.h"

/* Thursday 12 March 2026. */
#define DAY 20524
#define AT(hour, minute) salon_moment (DAY, (hour) * 60 + (minute))

/* Open on Thursdays from 9 to 12 and from 14 to 18, on Tuesdays from 10. */
static SalonOpeningHours *
make_hours (void)
{
  const SalonWeeklyWindow windows[] = {
    { 3, 540, 720 },
    { 3, 840, 1080 },
    { 1, 600, 1080 },
  };

  return salon_opening_hours_new (windows, G_N_ELEMENTS (windows), NULL, 0,
                                  SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
}

static SalonBooking *
make (const char *id, SalonDay day, int minute, SalonBookingStatus status, const char *phone)
{
  return salon_booking_new (&(SalonBookingFields) {
    .id = id,
    .staff_id = "staff",
    .client_name = id,
    .client_phone = phone,
    .day = day,
    .minute = minute,
    .duration_minutes = 60,
    .status = status,
    .payment_status = "pending",
  });
}

static GPtrArray *
make_bookings (void)
{
  GPtrArray *bookings = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (bookings, make ("absent", DAY - 1, 600, SALON_BOOKING_NO_SHOW, "+33611111111"));
  g_ptr_array_add (bookings, make ("unreachable", DAY - 1, 700, SALON_BOOKING_NO_SHOW, NULL));
  g_ptr_array_add (bookings, make ("early", DAY, 540, SALON_BOOKING_COMPLETED, NULL));
  g_ptr_array_add (bookings, make ("late", DAY, 600, SALON_BOOKING_CONFIRMED, NULL));
  g_ptr_array_add (bookings, make ("gone", DAY, 660, SALON_BOOKING_CANCELLED, NULL));
  g_ptr_array_add (bookings, make ("next", DAY, 660, SALON_BOOKING_CONFIRMED, NULL));
  g_ptr_array_add (bookings, make ("asking", DAY, 840, SALON_BOOKING_PENDING, NULL));
  g_ptr_array_add (bookings, make ("silent", DAY + 1, 600, SALON_BOOKING_CONFIRMED, NULL));
  g_ptr_array_add (bookings, make ("told", DAY + 1, 700, SALON_BOOKING_CONFIRMED, "+33622222222"));
  return bookings;
}

static void
assert_ids (GPtrArray *bookings, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < bookings->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            salon_booking_get_fields (bookings->pdata[i])->id);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_lists (void)
{
  g_autoptr (SalonOpeningHours) hours = make_hours ();
  g_autoptr (GPtrArray) bookings = make_bookings ();
  g_autoptr (SalonTodayPlan) plan = salon_today_plan_new (bookings, hours, AT (10, 15));

  assert_ids (plan->started, "late");
  assert_ids (plan->coming, "next asking");
  assert_ids (plan->done, "early");
}

/* At ten sharp nobody of ten is late. */
static void
test_sharp (void)
{
  g_autoptr (SalonOpeningHours) hours = make_hours ();
  g_autoptr (GPtrArray) bookings = make_bookings ();
  g_autoptr (SalonTodayPlan) plan = salon_today_plan_new (bookings, hours, AT (10, 0));

  assert_ids (plan->started, "");
  assert_ids (plan->coming, "late next asking");
}

static void
test_calls (void)
{
  g_autoptr (SalonOpeningHours) hours = make_hours ();
  g_autoptr (GPtrArray) bookings = make_bookings ();
  g_autoptr (SalonTodayPlan) plan = salon_today_plan_new (bookings, hours, AT (10, 15));
  g_autofree char *absent = NULL;
  g_autofree char *silent = NULL;

  assert_ids (plan->calls, "absent silent");
  absent = salon_today_words_call (plan->calls->pdata[0],
                                   g_array_index (plan->reasons, SalonCallReason, 0), AT (10, 15));
  silent = salon_today_words_call (plan->calls->pdata[1],
                                   g_array_index (plan->reasons, SalonCallReason, 1), AT (10, 15));
  g_assert_cmpstr (absent, ==, "Did not come yesterday at 10:00");
  g_assert_cmpstr (silent, ==, "Comes tomorrow at 10:00, without a phone number or e-mail");
}

static void
assert_chair (GPtrArray *bookings, SalonMoment now, const char *expected)
{
  g_autoptr (SalonOpeningHours) hours = make_hours ();
  g_autoptr (SalonTodayPlan) plan = salon_today_plan_new (bookings, hours, now);
  g_autofree char *words = salon_today_words_chair (plan, now);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_chair (void)
{
  g_autoptr (GPtrArray) bookings = make_bookings ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) here = g_ptr_array_new_with_free_func (g_object_unref);

  assert_chair (bookings, AT (8, 30), "08:30 · Closed until 09:00");
  assert_chair (bookings, AT (9, 15), "09:15 · Free for 45 min, until 10:00");
  assert_chair (bookings, AT (10, 15), "10:15 · late is expected");
  assert_chair (none, AT (11, 15), "11:15 · Free for 45 min, until 12:00");
  assert_chair (none, AT (12, 0), "12:00 · Closed until 14:00");
  assert_chair (none, AT (18, 0), "18:00 · Closed for the rest of the day");
  g_ptr_array_add (here, make ("Zoé", DAY, 600, SALON_BOOKING_ARRIVED, NULL));
  assert_chair (here, AT (10, 15), "10:15 · Zoé is here until 11:00");
  assert_chair (here, AT (11, 10), "11:10 · Zoé is still here");
}

static void
test_late (void)
{
  g_autoptr (SalonBooking) booking = make ("late", DAY, 600, SALON_BOOKING_CONFIRMED, NULL);
  g_autoptr (SalonBooking) here = make ("here", DAY, 600, SALON_BOOKING_ARRIVED, NULL);
  g_autofree char *late = salon_today_words_late (booking, AT (10, 15));

  g_assert_cmpstr (late, ==, "15 min late");
  g_assert_null (salon_today_words_late (booking, AT (10, 0)));
  g_assert_null (salon_today_words_late (here, AT (10, 15)));
}

static void
assert_hold (gint64 expires, gint64 instant, const char *expected)
{
  g_autoptr (SalonBooking) pending = make ("asking", DAY, 840, SALON_BOOKING_PENDING, NULL);
  SalonBookingFields fields = *salon_booking_get_fields (pending);
  g_autoptr (SalonBooking) held = NULL;
  g_autofree char *words = NULL;

  fields.hold_expires_at = expires;
  held = salon_booking_new (&fields);
  words = salon_today_words_hold (held, instant);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_hold (void)
{
  assert_hold (0, 5000, NULL);
  assert_hold (5000 + 12 * 60, 5000, "Held for 12 more minutes");
  assert_hold (5000 + 11 * 60 + 1, 5000, "Held for 12 more minutes");
  assert_hold (5030, 5000, "Held for 1 more minute");
  assert_hold (5000 + 5 * 3600, 5000, "Held for 5 more hours");
  assert_hold (5000, 5000, "No longer held");
}

static void
test_opening (void)
{
  g_autoptr (SalonOpeningHours) hours = make_hours ();
  g_autoptr (SalonOpeningHours) never =
    salon_opening_hours_new (NULL, 0, NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
  g_autofree char *words = salon_today_words_opening (hours, AT (19, 0));

  g_assert_cmpstr (words, ==, "Open again on Tuesday 17 March at 10:00");
  g_assert_null (salon_today_words_opening (never, AT (19, 0)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/today-plan/what-began-what-comes-what-is-done", test_lists);
  g_test_add_func ("/salon/today-plan/nobody-is-late-at-the-minute-itself", test_sharp);
  g_test_add_func ("/salon/today-plan/whom-to-call-and-why", test_calls);
  g_test_add_func ("/salon/today-plan/how-long-the-chair-is-free", test_chair);
  g_test_add_func ("/salon/today-plan/how-late-a-client-is", test_late);
  g_test_add_func ("/salon/today-plan/a-hold-is-counted-down", test_hold);
  g_test_add_func ("/salon/today-plan/when-the-salon-opens-again", test_opening);
  return g_test_run ();
}
